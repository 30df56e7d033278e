/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a tree of steps means, said a second time and as plainly as possible:
 * the set of all its legal traces, written out.  Slow, for small trees of
 * receives only, and not a line in common with judge.
 *
 * A trace is a text with a letter for each message: the label.
 */
#ifndef IXC_TESTS_JUDGE_ORACLE_H
#define IXC_TESTS_JUDGE_ORACLE_H

#include "core/vec.h"
#include "model/fixture.h"

#include <stdbool.h>

/* Longest trace; its orders can still be written out. */
#define ORACLE_MAX_LENGTH 7

struct trace {
	char labels[ORACLE_MAX_LENGTH + 1];
};

/* A set of traces: sorted, none twice. */
struct language {
	VEC(struct trace) traces;
};

/* The letter of a receive, and the party (a number) of a letter. */
struct alphabet {
	char (*label)(const struct step *receive);
	unsigned (*party)(char label);
};

/* All legal traces of a step; free with language_free(). */
struct language oracle_language(
    const struct step *step, const struct alphabet *alphabet);

void language_free(struct language *l);

/* Is it a legal trace? */
bool oracle_is_complete(const struct language *l, const char *trace);

/* Is it the beginning of one? */
bool oracle_is_beginning(const struct language *l, const char *trace);

#endif
