/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A line for each case that needs attention, in the form that GitHub's runner
 * reads from the output of a step and shows next to the fixture's line: errors
 * for what failed, warnings for what could not be judged.
 *
 * A sink of the stream of run events; writes as cases end.
 */
#ifndef IXC_REPORTS_ANNOTATIONS_H
#define IXC_REPORTS_ANNOTATIONS_H

#include "model/event.h"

#include <stdio.h>

struct annotations;

/* 'out' is borrowed, and flushed after each case. */
struct annotations *annotations_new(FILE *out);

/* Where to send the events; lives as long as the annotations. */
struct sink *annotations_sink(struct annotations *a);

/* NULL is fine. */
void annotations_free(struct annotations *a);

#endif
