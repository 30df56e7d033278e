/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mutants: every fault of the mock at every message that a case expects, each
 * with what must become of it.
 *
 * Which mutants are legal is decided here, from the fixture as it is written,
 * by the rules of docs/qualify.md; the judge has no say in it.
 */
#ifndef IXC_QUALIFY_MUTANT_H
#define IXC_QUALIFY_MUTANT_H

#include "judge/pattern/pattern.h"
#include "mock/config/fault.h"
#include "qualify/trace.h"

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

/*
 * Derive the mutants of a case from a run of it that passed.  Freed by
 * vec_free(&ret->items).
 */
void mutants_derive(const struct pattern *pattern, const struct trace *passed,
    struct mutants *ret);

#endif
