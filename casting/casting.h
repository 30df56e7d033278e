/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finds the cases of the suites in the log of a server: which phase each
 * conference in it was, and who played whom, so that it can be judged as a run
 * of that case.
 *
 * Sits between serverlog/harvest/harvest.h (what happened) and the replay that
 * judges a plain transcript.  Where several cases send the same, each is tried
 * with the judge, and the one that the traffic fits best counts.
 */
#ifndef IXC_CASTING_CASTING_H
#define IXC_CASTING_CASTING_H

#include "casting/take.h"

#include <stdbool.h>

/* What was not made a case of. */
struct casting_rest {
	unsigned interactions; /* no case begins as they do */
	unsigned requests;     /* that no case has where they come */
	char *first;           /* the first of all these, as a sentence, or
				* NULL; owned */
	/* Messages of cases to clients that have no part in them, and the
	 * first of them as a sentence. */
	unsigned strays;
	char *first_stray; /* owned */
};

struct casting;

/* Takes the cases as a plain transcript; false: it could not. */
struct casting_output {
	void *context;
	bool (*write)(void *context, const char *bytes, size_t size);
};

/* All must outlive it.  'veil' is over what is written, NULL: none. */
struct casting *casting_new(struct reader *reader,
    const struct harvest *harvest, const struct candidates *candidates,
    const struct target *target, const struct veil *veil,
    const struct casting_output *output);

/*
 * Find the cases of what happened to an interaction, as far as the reader has
 * come, and write them.  Nothing is written once that was not possible.
 */
void casting_add(struct casting *c, const struct episode *e);

/* Was all of it written? */
bool casting_is_whole(const struct casting *c);

/* How many cases were written. */
unsigned casting_count(const struct casting *c);

/*
 * What the cases demand of events and this log never shows, each once:
 * "EventInvite ticketId"; NULL-terminated, owned by the casting.
 */
const char *const *casting_unseen(const struct casting *c);

const struct casting_rest *casting_rest(const struct casting *c);

/* NULL is fine. */
void casting_free(struct casting *c);

#endif
