/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inside of a session, for session.c and the files session_*.c only.
 */
#ifndef IXC_RUNNER_SESSION_SESSION_STATE_H
#define IXC_RUNNER_SESSION_SESSION_STATE_H

#include "core/clock.h"
#include "runner/session/session.h"
#include "runner/session/teardown.h"

enum party_state {
	PARTY_OPENING, /* open was sent; nothing else may be sent sent */
	PARTY_OPEN,
	PARTY_CLOSING, /* close was sent */
	PARTY_CLOSED,
};

struct session_party {
	enum party_state state;
	uint32_t fence;       /* id of the fence that is out, 0: none */
	unsigned fence_facts; /* facts before it was sent */
	unsigned fences_out;  /* that are not back, given up or not */
	uint32_t fence_back;  /* id of the last one that is; they keep order */
	/* Of the last one that is back: */
	unsigned fenced_facts; /* 0: none so far */
	int64_t fenced_us;     /* when the server made it, -1: unknown */
};

/* Left out so far, one of the newest. */
struct spare_observation {
	struct observation observation; /* owned */
	bool is_held;
	bool is_unexamined; /* the judge had enough without it */
};

/* Observations that the reports do not get, but for the newest of them. */
struct session_flood {
	uint64_t left_out, left_out_bytes; /* further ones, not told so far */
	unsigned unexamined;               /* of those */
	VEC(struct spare_observation) newest; /* of those left out */
	size_t newest_bytes, told_bytes;
	int64_t newest_ns; /* when the last one came */
};

/* Which observations the reports get, of those that decide nothing. */
struct session_evidence {
	unsigned count; /* that were emitted though the judge keeps them not */
	size_t bytes;   /* in them */
	struct session_flood *flood; /* owned; NULL: nothing was left out */
};

/* What another run has left, and was in the way of the case. */
struct session_leftover {
	char *interaction; /* owned */
	unsigned party;
	struct lease lease; /* the case's, but for that */
	bool is_clearing;   /* the teardown is about that, or was */
};

struct session {
	struct session_setup setup;
	const struct session_host *host;
	struct match *match;
	enum session_phase phase;
	unsigned fact_count; /* stimuli and observations so far */
	unsigned opening;    /* parties that the server has not opened */
	int64_t start_ns;
	int64_t open_limit_ns;
	int64_t reference_id;   /* last one used */
	uint32_t fence_id;      /* last one used */
	bool fencing;           /* a proof is under way ... */
	unsigned fence_epoch;   /* ... for this epoch of the judge ... */
	uint32_t proving;       /* ... and these parties */
	int64_t fence_limit_ns; /* when it is over: settled, or failed */
	int64_t stall_limit_ns; /* while no deadline is ahead, otherwise
				 * never */
	struct session_evidence evidence;
	int64_t close_limit_ns;
	struct teardown *teardown; /* while it is under way, otherwise NULL */
	struct session_leftover *leftover; /* owned; or NULL */
	bool is_standing;                  /* it is in place for others ... */
	bool is_judged;           /* ... though its verdict is certain */
	bool is_released;         /* nobody needs it any more */
	bool is_certain;          /* the observer has seen that the verdict
				   * is */
	bool was_late;            /* we were, since a limit was set */
	bool was_cleaned_up;      /* all of that was answered */
	int64_t second_ns;        /* since when messages are counted */
	unsigned second_messages; /* within a second from then */
	bool is_broken_off;       /* the case was; no one is blamed any more */
	struct session_party parties[];
};

static inline unsigned
session_party_count(const struct session *s)
{
	return (unsigned)s->setup.pattern->parties.count;
}

/* session.c: do all that can be done now. */
void session_drive(struct session *s, int64_t now_ns);

/* When it came at the earliest: not before the case started. */
int64_t session_earliest(const struct session *s, struct reading_time when);

void session_send_frame(
    struct session *s, enum frame_kind kind, unsigned party, uint64_t fence);

void session_send_message(struct session *s, unsigned party,
    const char *protocol, struct message *message);

void session_emit(struct session *s, struct run_event *event, int64_t time_ns);

/* session.c: false: the observer wants to go no further. */
bool session_show(struct session *s, struct run_event *fact, int64_t now_ns);

/* session_evidence.c: judge it, and report it if there is room. */
void session_observe(struct session *s, struct observation *o);

/* Before anything else is emitted: what was left out, but for the newest. */
void session_tell_left_out(struct session *s);

void session_free_evidence(struct session *s);

/* session_life.c: to a state that may follow, which is traced. */
void session_set_phase(struct session *s, enum session_phase phase);

void session_set_party(
    struct session *s, unsigned party, enum party_state state);

/* session_binding.c: a fence is back, whatever became of its proof. */
void session_note_fence(
    struct session *s, unsigned party, const struct frame *fence);

/*
 * A line that is not a frame: the case ends with it, or, if its verdict was
 * certain before, the run says so.
 */
void session_take_malformed(struct session *s, struct observation *o);

/* One of ours that was not back before?  If not, the binding is broken. */
bool session_check_fence(struct session *s, unsigned party,
    const struct frame *fence, int64_t now_ns);

/*
 * What the document of the binding fixes of each message, whatever the
 * catalogue says of it.  True: the message breaks that, and counts as
 * malformed.
 */
bool session_take_misencoded(
    struct session *s, const struct frame *frame, struct reading_time when);

/*
 * In what way the message, or that it comes now, breaks the binding: a
 * sentence, owned by the caller; or NULL.
 */
char *session_find_breach(const struct session *s, const struct observation *o);

/* session_proof.c: begin what the judge asks for with MATCH_FENCE. */
void session_start_proof(struct session *s, int64_t now_ns);

/* Does the proof still wait for a fence? */
bool session_fences_are_out(const struct session *s);

/*
 * Everything waited for has arrived; if nothing came meanwhile, it is proven.
 */
void session_end_proof(struct session *s, int64_t now_ns);

/* A fence is back.  Was it the last one of a proof? */
bool session_take_fence(struct session *s, unsigned party,
    const struct frame *frame, int64_t now_ns);

/*
 * Its time is over: without fences that is the proof, otherwise the case ends.
 * If we were late meanwhile, the time starts again.
 */
void session_expire_proof(struct session *s, int64_t now_ns);

/*
 * session_closing.c: close a party immediately; what is under way to it is
 * lost. A party that is still being opened is closed when that is done.
 */
void session_close_party(struct session *s, unsigned party);

/* The case is judged: clean up, then close all parties. */
void session_begin_closing(struct session *s, int64_t now_ns);

/* A message came while s->teardown is under way. */
void session_take_answer(struct session *s, const struct observation *o);

/* The party's connection is closed, in SESSION_CLOSING. */
void session_note_closed(struct session *s, unsigned party, int64_t now_ns);

/* The run is being stopped: wait for less, and blame no one. */
void session_hurry_closing(struct session *s, int64_t now_ns);

/* s->close_limit_ns has come. */
void session_give_up_closing(struct session *s, int64_t now_ns);

#endif
