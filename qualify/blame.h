/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What counts as the cause of a failure that a misbehaving mock brings about:
 * the categories that each wrong way can have, and the words of which the
 * sentence must have one.
 */
#ifndef IXC_QUALIFY_BLAME_H
#define IXC_QUALIFY_BLAME_H

#include "model/outcome.h"
#include "qualify/conduct.h"

/*
 * Does the failure have a category that the mutant can have, and does its
 * sentence name a request, a message or a timer that the mutant changes?
 */
bool blame_is_right(const struct conduct *c, const struct outcome *o);

#endif
