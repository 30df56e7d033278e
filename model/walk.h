/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Visits all steps below one, in document order, and the names in braces of a
 * step.
 */
#ifndef IXC_MODEL_WALK_H
#define IXC_MODEL_WALK_H

#include "model/fixture.h"

#include <stddef.h>

typedef void step_visit(void *user, const struct step *s);

/* 's' itself first. */
void walk_steps(const struct step *s, step_visit *visit, void *user);

/* 'name' and 'at', its place, are valid only during the call. */
typedef void name_visit(void *user, const char *name, const struct place *at);

/* The names in the attributes of this one step, in paths and in values. */
void walk_names(const struct step *s, name_visit *visit, void *user);

#endif
