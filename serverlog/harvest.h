/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Picks from a log what is about the interactions to be judged, and answers to
 * requests about them; everything else is forgotten at once, so memory depends
 * on those interactions only.
 */
#ifndef IXC_SERVERLOG_HARVEST_H
#define IXC_SERVERLOG_HARVEST_H

#include "serverlog/episode.h"
#include "serverlog/reader.h"

/* Interactions that are kept of one log. */
#define EPISODES_MAX 20000
/* What is kept of all of them: the whole reader has 64 MB. */
#define HARVEST_MAX_BYTES ((size_t)24 << 20)

struct harvest_choice {
	/* Names of the requests that begin an episode; NULL-terminated. */
	const char *const *beginnings;
	/* Only these interactions; none: all. */
	const char *const *interactions;
	unsigned interaction_count;
};

struct harvest;

/* The choice and the reader must outlive it. */
struct harvest *harvest_new(
    struct reader *reader, const struct harvest_choice *choice);

/* To be given to reader_run(). */
struct log_listener harvest_listener(struct harvest *h);

/* In the order of their first requests; owned by the harvest. */
struct episode *const *harvest_episodes(
    const struct harvest *h, unsigned *ret_count);

/* Interactions that were left out, because there were too many. */
unsigned harvest_left_out(const struct harvest *h);

/*
 * Does the log show an attribute at that path, or below it, in any request, or
 * in any event?  What it never shows cannot be missing.
 */
bool harvest_shows(const struct harvest *h, bool in_event, const char *path);

/* All such paths; NULL-terminated, owned by the harvest. */
const char *const *harvest_paths(const struct harvest *h, bool in_event);

/* NULL is fine. */
void harvest_free(struct harvest *h);

#endif
