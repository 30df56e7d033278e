/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which expected messages one that nothing takes is like, and why it is none of
 * them.
 */
#ifndef IXC_JUDGE_EXPLAIN_LIKENESS_H
#define IXC_JUDGE_EXPLAIN_LIKENESS_H

#include "judge/explain/explanation.h"

/* The expected messages that an unexpected one is like. */
struct likeness {
	int first;          /* the record of the same, which has come */
	int later;          /* the same, but behind a stimulus */
	int excluder;       /* the same, but this came, which excludes it */
	int same;           /* the same, for some other reason not now */
	int due;            /* another one, whose time it was */
	bool is_copy;       /* one of them has the very same */
	uint32_t elsewhere; /* parties that are to have it: a set of bits */
	const struct compiled_test *test; /* in this it is not the same */
};

/* Of what the finding is about. */
struct likeness explain_find_likeness(struct explanation *x);

#endif
