/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The program that an expression becomes: between ere_parse.c, which writes
 * it, and ere.c, which runs it.
 */
#ifndef IXC_CORE_TEXT_ERE_INTERNAL_H
#define IXC_CORE_TEXT_ERE_INTERNAL_H

#include "core/text/ere.h"
#include "core/vec.h"

enum ere_operation {
	ERE_CHARACTER,
	ERE_ANY,
	ERE_SET,
	ERE_START, /* of the text; nothing is consumed */
	ERE_END,
	ERE_FORK, /* continue at both */
	ERE_GO,   /* continue at the first */
	ERE_DONE,
};

/* A set in which a code point is looked up has them in order, with gaps. */
struct ere_range {
	unsigned first, last;
};

struct ere_instruction {
	enum ere_operation operation;
	unsigned code;          /* CHARACTER */
	bool negated;           /* SET: all but these ... */
	unsigned range, ranges; /* ... of the ranges, from the first on */
	int to, or_to;          /* relative, so that code can be copied */
};

struct ere {
	VEC(struct ere_instruction) code;
	VEC(struct ere_range) ranges;
};

/* Appends the program of 'text'; false with *ret_problem set. */
bool ere_parse(struct ere *e, const char *text, size_t max_states,
    struct ere_problem *ret_problem);

#endif
