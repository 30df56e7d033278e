/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is responsible for a divergence: a preamble's fault belongs to the
 * preamble, whatever was running by then, and what an earlier case has left is
 * blamed on that case.
 */
#ifndef IXC_JUDGE_EXPLAIN_OWNER_H
#define IXC_JUDGE_EXPLAIN_OWNER_H

#include "judge/match_data.h"

/*
 * Who is responsible for the divergence, in the first configuration: the
 * instance of the expected message that it is nearest to, or of the request
 * that it answers, otherwise the running one; never one that had not begun, nor
 * a setup that a fence has proved to be over.
 */
unsigned match_owner(const struct match *m, const struct divergence *d);

/*
 * Does what came violate the catalogue or the rules for every case, whatever
 * the fixture expects?
 */
bool match_is_wrong_everywhere(
    const struct match *m, const struct divergence *d);

/* What is where it was to find its own interaction only. */
struct leftover {
	const char *where; /* the queue or workbin; borrowed */
	const char *what;  /* of an earlier case of the run, in words; borrowed;
			    * or NULL */
	char *interaction; /* else: made by another run; owned */
};

/*
 * Does the record answer a request of a setup, and name something that an
 * earlier case, or another run, has left there?
 */
bool match_find_leftover(
    const struct match *m, int record, struct leftover *ret);

#endif
