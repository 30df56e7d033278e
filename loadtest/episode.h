/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The events of one case, kept until it is known whether they are needed, and
 * then emitted again.
 *
 * Messages are kept by reference, so a case under way costs some words for each
 * of its messages.
 */
#ifndef IXC_LOADTEST_EPISODE_H
#define IXC_LOADTEST_EPISODE_H

#include "core/vec.h"
#include "model/event.h"

/* One event of it. */
struct moment {
	enum run_event_kind kind;
	unsigned number;  /* STIMULUS, OBSERVATION: in the transcript */
	int64_t time_ns;  /* since the run started */
	int64_t quiet_ns; /* QUIET */
	const char *party;
	struct message *message;         /* STIMULUS; a reference */
	struct observation *observation; /* owned, with what it owns */
	const char *protocol;            /* STIMULUS, as what follows */
	const char *file;
	unsigned line;
	bool is_main;
	bool is_settled; /* PROOF */
	bool is_held;    /* OBSERVATION */
};

struct episode {
	int64_t start_ns; /* of the case, since the run started */
	struct case_lease lease;
	bool has_lease;
	VEC(struct leased_party) parties; /* of the lease */
	VEC(struct moment) moments;
};

/*
 * Begin anew with RUN_CASE_STARTED; the texts of its lease are borrowed until
 * episode_own().  Zero-filled is a valid empty one.
 */
void episode_start(struct episode *e, const struct run_event *event);

/* Keep an event between the case's start and its end. */
void episode_add(struct episode *e, const struct run_event *event);

/* The case is over and will be emitted: copy what would not live so long. */
void episode_own(struct episode *e);

/* Forget all, but keep the storage. */
void episode_clear(struct episode *e);

/* Of one that was owned or not. */
void episode_free(struct episode *e, bool is_owned);

/*
 * The event of that position, 0 being the start; 'run' and 'test' are the
 * caller's to fill in.  Borrows from the episode.
 */
struct run_event episode_event(const struct episode *e, size_t position);

/* Their number, with the start and without the end. */
size_t episode_count(const struct episode *e);

#endif
