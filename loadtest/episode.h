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

/* What few observations have. */
struct rarity {
	struct observation observation; /* owned, with what it owns */
	const struct run_case *late;    /* of the campaign; or NULL */
};

/* One event of it: small, since each case under way has dozens. */
struct moment {
	enum run_event_kind kind : 8;
	bool is_main : 1;    /* STIMULUS */
	bool is_settled : 1; /* PROOF */
	bool is_held : 1;    /* OBSERVATION */
	bool is_derived : 1; /* OBSERVATION */
	bool is_rare : 1;    /* OBSERVATION: all of it is in 'rarity' */
	unsigned number;     /* STIMULUS, OBSERVATION: in the transcript;
				LEFT_OUT: unexamined */
	unsigned place;      /* STIMULUS: line; OBSERVATION: party's index */
	int64_t time_ns;     /* since the run started */
	const char *party;
	union {
		struct message *message; /* a reference, or NULL */
		struct rarity *rarity;   /* owned */
	};
	const char *protocol; /* STIMULUS, OBSERVATION */
	union {
		const char *file;    /* STIMULUS */
		int64_t earliest_ns; /* OBSERVATION */
		int64_t quiet_ns;    /* QUIET */
		uint64_t left_out;   /* LEFT_OUT: count ... */
	};
	union {
		int64_t server_time_us;  /* OBSERVATION */
		uint64_t left_out_bytes; /* ... and bytes */
	};
};

struct episode {
	int64_t start_ns; /* of the case, since the run started */
	int64_t clock_ns; /* of the observations, when the run started */
	struct case_lease lease;
	bool has_lease;
	VEC(struct leased_party) parties; /* of the lease */
	VEC(struct moment) moments;
};

/*
 * Start again with RUN_CASE_STARTED; the texts of its lease are borrowed until
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
 * The event at that position, 0 being the start; the caller fills in 'run' and
 * 'test'.  Borrows from the episode and from *observation, which it fills in if
 * need be.
 */
struct run_event episode_event(
    const struct episode *e, size_t position, struct observation *observation);

/* Their number, with the start and without the end. */
size_t episode_count(const struct episode *e);

#endif
