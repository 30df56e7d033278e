/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A stretch of traffic as one case of a suite: which one, by whom, and what of
 * the traffic belongs to it.
 */
#ifndef IXC_CASTING_TAKE_H
#define IXC_CASTING_TAKE_H

#include "casting/players.h"
#include "casting/veil.h"
#include "model/event.h"
#include "model/outcome.h"

#include <stdbool.h>

struct take {
	const struct candidate *candidate;
	struct stretch stretch;
	struct players players;
	unsigned engine;       /* the client that is the Reporting engine, or
				* NO_CLIENT: the log shows none */
	bool is_worst_of_many; /* it fails, and others were there */
	int64_t end_ms;        /* it is known until then what came */
	const char *cut;       /* why not longer, or NULL; borrowed */
	struct case_lease lease;
	struct leased_party parties[CAST_SIZE];
	struct run_case test; /* as a run of nothing else */
	struct run_facts run;
};

/* What all takes of a log have in common. */
struct footage {
	const struct candidates *candidates;
	const struct harvest *harvest;
	struct reader *reader;
	struct sight sight;
	const struct veil *veil; /* over what is written; NULL: none */
};

/* The id as it may be read by others; the caller frees it.  NULL for NULL. */
char *footage_id(const struct footage *f, const char *id);

/*
 * Fill in the rest, after candidate, stretch, players and engine; it must then
 * stay where it is.
 */
void take_prepare(struct take *t, const struct footage *f);

/* The party to or from which the fact is, or NULL: it is none of the case. */
const char *take_party(const struct take *t, const struct footage *f,
    const struct episode_fact *fact);

/* Is it news of the case, but for a client that has no part in it? */
bool take_strays(const struct take *t, const struct footage *f,
    const struct episode_fact *fact);

/* "ixn.log:88"; the caller frees it. */
char *take_source(const struct footage *f, const struct episode_fact *fact);

#endif
