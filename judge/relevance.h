/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom a message is about: this case, another one of the run, or something that
 * no case was given.
 */
#ifndef IXC_JUDGE_RELEVANCE_H
#define IXC_JUDGE_RELEVANCE_H

#include "judge/match_data.h"

enum relevance {
	RELEVANT,   /* judged */
	STRANGE,    /* about an interaction or agent that the run has given to
		     * no case: the server is not blamed, but it may be meant
		     * for ours */
	MISNAMED,   /* about something that the run has given to another case,
		     * but for a party of this one, which waits for such a
		     * message: perhaps ours, under a wrong id */
	FOREIGN,    /* about something that the run has given to another case */
	BACKGROUND, /* of a kind that the target lists */
};

/* What an observation is, and whether it concerns this case: one look at it. */
struct look {
	const struct message_spec *spec; /* NULL: unknown, or no message */
	const char *protocol; /* the catalogue's, or NULL: none that it knows */
	enum relevance relevance;
};

/* What is it, and does it concern the case at this point? */
struct look match_look_at(const struct match *m, const struct observation *o);

/* Does it have a number in the transcript?  See match_feed(). */
bool match_is_counted(const struct match *m, const struct observation *o,
    const struct look *look);

enum relevance match_relevance(const struct match *m, const struct record *r);

/* Do others' messages come to the record's party, too? */
bool match_is_shared(const struct match *m, const struct record *r);

/* Is it the id of an interaction or agent of this case? */
bool match_is_own_identity(const struct match *m, const char *value);

/* Does it contain the unique text of another case of the run? */
bool match_is_of_another_case(const struct match *m, const char *text);

/* Is it one that the run has given only to another case? */
bool match_is_lent_elsewhere(const struct match *m, const char *value);

/* Is it any identity that the run has given to this case or another one? */
bool match_is_known_identity(const struct match *m, const char *value);

/*
 * The first attribute of an event that names something that the run has given
 * to another case, or NULL.  The attribute that says what the event is about
 * does not count.
 */
const struct attribute *match_find_intruder(
    const struct match *m, const struct record *r);
const struct attribute *match_find_stranger(const struct match *m,
    const struct message_spec *spec, const struct message *message);

#endif
