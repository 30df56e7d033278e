/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mutants of the mock's behaviour: every decision that it makes, wrong in every
 * way, each with the required result.
 *
 * Derived from what the mock does and from what traces can show
 * (exploration.h), by the rules of docs/qualify.md; neither the suite nor the
 * judge has a say in it.
 */
#ifndef IXC_QUALIFY_CONDUCT_H
#define IXC_QUALIFY_CONDUCT_H

#include "core/vec.h"
#include "qualify/exploration.h"

#include <stdbool.h>

enum conduct_class {
	CONDUCT_ILLEGAL,   /* some trace is not one of a conforming server */
	CONDUCT_LEGAL,     /* each trace is one of a conforming server */
	CONDUCT_ALIKE,     /* no trace differs from the original's */
	CONDUCT_OF_SETUPS, /* it shows in the answers to setups, nowhere else */
	CONDUCT_ELSEWHERE, /* it belongs to another chapter */
};
#define CONDUCT_CLASS_COUNT (CONDUCT_ELSEWHERE + 1)

struct conduct {
	struct fault fault;
	enum behaviour_cause cause;
	unsigned point;
	unsigned way;
	enum conduct_class class;
};

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

enum subject conduct_subject(const struct conduct *c);

struct conducts {
	VEC(struct conduct) items;
};

/* Freed by vec_free(&ret->items). */
void conducts_derive(struct exploration *e, struct conducts *ret);

#endif
