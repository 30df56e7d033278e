/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which expected messages an unexpected one resembles, and why it is not one of
 * them.
 */
#ifndef IXC_JUDGE_EXPLAIN_LIKENESS_H
#define IXC_JUDGE_EXPLAIN_LIKENESS_H

#include "judge/explain/explanation.h"

/* The expected messages that an unexpected one resembles. */
struct likeness {
	int first;          /* the record of the same message, which has come */
	int later;          /* the same, but after a stimulus */
	int excluder;       /* the same, but this came, which excludes it */
	int same;           /* the same, for some other reason not now */
	int due;            /* another one, which was due then */
	bool is_copy;       /* one of them has received the very same message */
	uint32_t elsewhere; /* parties that are to have it: a set of bits */
	const struct compiled_test *test; /* the attribute in which it
					   * differs */
};

/* Of what the finding is about. */
struct likeness explain_find_likeness(struct explanation *x);

#endif
