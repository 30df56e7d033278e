/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mutants: every fault of the mock at every message that a case expects, each
 * with the required result.
 *
 * Which of them are legal is decided from the fixture as it is written,
 * by the rules of docs/qualify.md; the judge has no say in it.
 */
#ifndef IXC_QUALIFY_MUTANT_H
#define IXC_QUALIFY_MUTANT_H

#include "core/vec.h"
#include "mock/config/fault.h"
#include "model/outcome.h"

struct mutant {
	struct fault fault;
	unsigned event;      /* of the pattern: the message that it changes,
				or the absent that it breaks */
	bool is_legal;       /* the case must still pass */
	enum finding wanted; /* of an illegal one */
};

struct mutants {
	VEC(struct mutant) items;
};

#endif
