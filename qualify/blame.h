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

/* What a decision is about: who reads of it knows where to look. */
enum subject {
	SUBJECT_REQUEST, /* what is being served, by its own name */
	SUBJECT_INVITATION,
	SUBJECT_TIMER,
	SUBJECT_PARTIES,
	SUBJECT_PLACE,
	SUBJECT_INTERACTION,
	SUBJECT_REJECTION,
};

enum subject blame_subject(const struct conduct *c);

/*
 * Does the failure have a category that the mutant can have, and does its
 * sentence name a request, a message or a timer that the mutant changes?
 */
bool blame_is_right(const struct conduct *c, const struct outcome *o);

#endif
