/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Picks from a log what is about the interactions to be judged, and answers to
 * requests about them; everything else is forgotten at once.  When there are
 * many, those that have been silent for longest are handed over and forgotten,
 * so memory depends on those that are under way at the same time.
 */
#ifndef IXC_SERVERLOG_HARVEST_HARVEST_H
#define IXC_SERVERLOG_HARVEST_HARVEST_H

#include "serverlog/harvest/episode.h"
#include "serverlog/reader.h"

/* Interactions that are kept at the same time. */
#define EPISODES_MAX 20000
/* What is kept of all of them: the whole reader has 64 MB. */
#define HARVEST_MAX_BYTES ((size_t)24 << 20)

struct harvest_choice {
	/* Names of the requests that begin an episode; NULL-terminated. */
	const char *const *beginnings;
	/* Only these interactions; none: all. */
	const char *const *interactions;
	unsigned interaction_count;
	/*
	 * Who gets them, each when it is let go; NULL: they are all kept.
	 * Nothing that a case waits for comes after such a silence.  May a
	 * request of that name be part of a case?
	 */
	void *context;
	void (*take)(void *context, const struct episode *e);
	bool (*matters)(void *context, const char *request);
	int64_t silence_ms;
};

/* Requests about interactions that had been let go. */
struct harvest_late {
	unsigned count;
	struct log_place first;
};

struct harvest;

/* The choice and the reader must outlive it. */
struct harvest *harvest_new(
    struct reader *reader, const struct harvest_choice *choice);

/* To be given to reader_run(). */
struct log_listener harvest_listener(struct harvest *h);

/* The log has ended: let go of all, if there is someone who takes them. */
void harvest_finish(struct harvest *h);

/* Those that are kept, in the order of their first requests; owned by the
 * harvest. */
struct episode *const *harvest_episodes(
    const struct harvest *h, unsigned *ret_count);

/* How many there were, those let go included. */
unsigned harvest_count(const struct harvest *h);

const struct harvest_late *harvest_late(const struct harvest *h);

/* Interactions that were left out, because there were too many. */
unsigned harvest_left_out(const struct harvest *h);

/*
 * Does the log show an attribute at that path, or below it, in any request, or
 * in any event?  What it never shows cannot be missing.
 */
bool harvest_shows(const struct harvest *h, bool in_event, const char *path);

/* All such paths; NULL-terminated, valid until the next call. */
const char *const *harvest_paths(const struct harvest *h, bool in_event);

/* NULL is fine. */
void harvest_free(struct harvest *h);

#endif
