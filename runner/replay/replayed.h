/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One case on its way through a replay, and the differences for one from a
 * plain transcript.
 *
 * For replay.c and the files replay_*.c only.
 */
#ifndef IXC_RUNNER_REPLAY_REPLAYED_H
#define IXC_RUNNER_REPLAY_REPLAYED_H

#include "core/vec.h"
#include "judge/match.h"
#include "model/event.h"
#include "runner/replay/replay.h"

#include <stdbool.h>
#include <stdint.h>

/* Deadlines that can pass one after the other when nothing comes any more. */
#define MAX_SILENT_STEPS 1000

/* Where a case is, for readers of the trace. */
enum replayed_state {
	REPLAYED_UNREAD,
	REPLAYED_WAITS,    /* for what the server does */
	REPLAYED_SENDS,    /* a stimulus of ours is due */
	REPLAYED_DIVERGED, /* nothing that comes makes it right any more */
	REPLAYED_DECIDED,  /* nothing more is needed to judge it */
	REPLAYED_MISFIT,   /* its facts are not those of such a case */
	REPLAYED_UNJUDGED, /* it cannot be judged */
	REPLAYED_ENDED,
};

/* Where a fact was read, and what the server said of it there, or NULL. */
struct replayed_source {
	unsigned number; /* of the fact */
	const char *source, *reason;
};

/* A case on the way. */
struct replayed {
	bool has_started, has_ended;
	bool has_derived_tags;
	enum replayed_state state;     /* as it was traced last */
	const struct pattern *pattern; /* borrowed; NULL: not to be judged */
	struct pattern *own; /* 'pattern', where no other case has it; owned */
	struct match *match;
	struct lease lease; /* its texts are owned */
	int64_t reference_id;
	unsigned last_number; /* of the stimuli so far */
	unsigned last_fact;   /* the newest number of all */
	/*
	 * A runner does what is due before it takes the next fact: the event
	 * of the pattern that is due now, from 1 (0: none), and one that a fact
	 * has passed over, with the number of the fact before that one.
	 */
	unsigned due, passed_over, passed_over_behind;
	bool is_done;        /* the judge has made up its mind */
	const char *unasked; /* the state that no probe asked for, or NULL */
	VEC(struct replayed_source) sources;
	char *misfit;    /* why the facts are not those of such a case */
	const char *why; /* the same for a case that cannot be judged */
	/*
	 * After its end: the needed part of the recorded outcome; NULL: none.
	 * Owned.
	 */
	struct outcome *recorded;
	unsigned attempts; /* that left it open, before the one under way */
	char *first;       /* owned: the sentence of the first of them */
	/* The first of them that is judged otherwise than recorded; owned. */
	struct {
		struct outcome judged;
		struct outcome *recorded; /* NULL: none is */
	} odd;
};

/* An attempt ended, and another one follows; takes over what 'judged' owns. */
void replayed_end_attempt(
    struct replayed *c, struct outcome *judged, const struct outcome *recorded);

/* The last attempt is judged so: is the case flaky? */
void replayed_settle(const struct replayed *c, struct outcome *judged);

/* An attempt that is judged otherwise makes the case differ. */
void replayed_tell_odd(const struct replayed *c, struct replayed_case *told);

void replayed_free_attempts(struct replayed *c);

/* Also of cases that are not judged: their messages are among ours. */
void replayed_note_lease(struct ledger *ledger, const struct case_lease *told);

/* A copy of the loan, by the parties of its pattern. */
void replayed_take_lease(struct replayed *c, const struct case_lease *told,
    const struct ledger *ledger);
void replayed_free_lease(struct replayed *c);

/* Give back what only a case on the way needs. */
void replayed_clear(struct replayed *c);

/* The stimulus of that event of the pattern, and its party. */
const char *replayed_name(const struct replayed *c, unsigned event);
const char *replayed_party(const struct replayed *c, unsigned event);

/* What a recording or transcript calls its stimulus. */
const char *replayed_told_name(const struct run_event *event);

/* Is it that stimulus, by party and name, whatever its attributes? */
bool replayed_is_alike(
    const struct replayed *c, unsigned stimulus, const struct run_event *event);

/* What the fixture uses and a plain transcript does not bind, or NULL; owned.
 */
char *replayed_find_unbound(const struct replayed *c);

/*
 * A stimulus of another tool: what the fixture sends must be in it; reference
 * ids and further attributes are its own.  Where it is not due, c->misfit says
 * why.
 */
void replayed_take_plain_stimulus(
    struct replayed *c, const struct run_event *event);

/*
 * The transcript ends at 'end_ns': it is only known that nothing came until
 * then.  'why' it ends there may be NULL.
 */
void replayed_decide_plain(struct replayed *c, int64_t end_ns, const char *why);

/* Remember where the fact was read, if it says so. */
void replayed_note_source(struct replayed *c, const struct run_event *event);

/* Add to the sentence where its fact was read. */
void replayed_add_source(const struct replayed *c, struct outcome *outcome);

/* Keep the needed part of the outcome, if there is one, until it is
   forgotten. */
void replayed_remember(struct replayed *c, const struct outcome *recorded);
void replayed_forget(struct replayed *c);

/* Is it judged as it was? */
enum replay_result replayed_compare(
    const struct replayed *c, const struct outcome *judged);

/* If the case is in another state than before, say so; 'trace' may be NULL. */
void replayed_trace(
    struct replayed *c, const struct run_case *test, struct trace *trace);

/* The same of how it is judged. */
void replayed_trace_judged(const struct replayed *c,
    const struct replayed_case *judged, struct trace *trace);

#endif
