/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A small case out of random decisions, built without files, as the loader
 * would have built it from a fixture that it accepts.
 */
#ifndef IXC_TESTS_FUZZ_SMALL_CASE_H
#define IXC_TESTS_FUZZ_SMALL_CASE_H

#include "model/suite.h"
#include "model/target.h"
#include "tests/fuzz/fuzz.h"

/* Sends, receives and waits of a case, before repeats multiply them. */
#define SMALL_CASE_MAX_LEAVES 6
/* Messages of the catalogue. */
#define SMALL_CASE_MESSAGES 6

struct small_case {
	struct suite *suite;
	struct target *target;
	const struct fixture_case *test; /* perhaps after a preamble */
	unsigned need; /* messages without which it can surely not do: at most
			  so many are missing if none comes */
};

void small_case_open(struct small_case *c, struct decisions *d);

void small_case_close(struct small_case *c);

/* The name of one of the messages, requests first; static. */
const char *small_case_message(unsigned index);

#endif
