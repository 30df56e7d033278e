/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reference Interaction Server: what a conforming server answers to each
 * request, as far as the documented models say.
 *
 * Sits between whoever carries frames (mock/http/http.h, or a simulation in the
 * same process) and the state machines behind it.  Does no I/O, owns no thread
 * and reads no clock: (time, frame up) go in, frames down and the time of the
 * next timer come out.  Times are monotonic nanoseconds of the caller; a time
 * earlier than the last one counts as the last one.
 *
 * What the documents leave open is decided like this:
 *   - A queue exists as long as an interaction refers to it, and so does a
 *     workbin, which is known by its name alone, whoever placed there.
 *   - An interaction returns to where it was last pulled from.
 *   - An open offer ends with what it stands on: the inviter leaves, the
 *     invited agent logs out, the interaction ends.  The invited agent then
 *     gets EventRevoked, and the request that made the offer an EventError.
 *   - "operation" of a removed party is Leave, Logout, Disconnect, Transfer,
 *     PlaceInQueue, PlaceInWorkbin or StopProcessing.
 *   - Error codes other than 43 are the mock's own.
 *
 * Not thread-safe: one server, one thread at a time.
 */
#ifndef IXC_MOCK_SERVER_H
#define IXC_MOCK_SERVER_H

#include "core/buf.h"
#include "core/clock.h"
#include "mock/fault.h"
#include "wire/frame.h"

#include <stdbool.h>
#include <stdint.h>

struct mock_server;

/* One state change, as given to mock_config.on_transition; all borrowed. */
struct mock_transition {
	const char *machine; /* "client", "interaction" or "offer" */
	const char *id;      /* party name, interaction id or ticket */
	const char *from;
	const char *to;
};

/* A party invites an agent whose invitation to the interaction is open. */
enum mock_second_invitation {
	MOCK_SECOND_REFUSED,
	MOCK_SECOND_WITHDRAWN, /* issued; revoked when the agent has joined */
	MOCK_SECOND_KEPT,      /* issued; open for as long as its time */
};

/* An acceptance that was granted comes again. */
enum mock_repetition {
	MOCK_REPETITION_REFUSED,
	MOCK_REPETITION_GRANTED,        /* to who is in by it */
	MOCK_REPETITION_GRANTED_ALWAYS, /* also to who has left since */
};

struct mock_config {
	int64_t invitation_timeout_ns; /* how long an offer stays open, > 0 */
	const char *name;              /* of the server; copied */
	const char *version;           /* copied */
	bool fence;                    /* fences are answered */
	bool clock;                    /* frames down bear the time */
	/* How it sends what it sends: */
	int64_t
	    slowness_ns; /* how late a slow server is at most; it is one ... */
	bool is_slow;    /* ... with this: each frame is random so late */
	bool shuffles;   /* what is sent at once is, in any order */
	bool is_talkative;    /* sends what sibling models do, and background */
	unsigned chunk_bytes; /* over HTTP at most so many at once; 0: any */
	uint64_t seed;        /* of all that is random in this */
	/* How long a party takes to open, as one that an adapter connects. */
	int64_t open_delay_ns;
	/* How long each frame takes, up and down: mock/http/http.h sees to it.
	 */
	int64_t latency_ns;
	/* How the documents are read (docs/interpretations.md): */
	bool early_conference_answer; /* R1: EventAck when the offer is made,
					 and no second answer when it ends */
	bool invitee_learns;          /* R4: a new party learns of itself */
	bool queue_too;               /* R5: EventPlacedInQueue goes with
					 EventPlacedInWorkbin */
	bool expired_reason; /* R6: a timed-out offer's reason is "Expired" */
	/* What they leave open, as that page says: */
	enum mock_second_invitation second_invitation;
	enum mock_repetition repetition;
	bool offer_outlives_leaver;     /* who made it leaves: open until its
					   time is over */
	bool offer_outlives_connection; /* likewise, of who made or got it */
	bool party_outlives_connection; /* and nobody is told that it is lost */
	bool reports_lost_invited; /* EventRejected, for an invited agent whose
				      connection is lost */
	bool gives_no_reasons;     /* when an offer is withdrawn */
	bool has_other_codes;      /* of errors, and says little */
	bool refuses_busy;         /* to invite who is in, or invited to,
				      another interaction */
	bool hangs_up;             /* on who asks without having registered */
	bool never_stops;          /* an interaction, for whoever asks */
	/* Called at each decision, with the cause and the point of behaviour.h;
	   may be NULL. */
	void (*on_decision)(void *owner, unsigned cause, unsigned point);
	/* Called at each state change, for a log; may be NULL. */
	void (*on_transition)(
	    void *owner, const struct mock_transition *transition);
	void *owner;
};

/* 30 s, the documented default of the server option delivering-timeout. */
#define MOCK_INVITATION_TIMEOUT_NS (INT64_C(30) * NS_PER_S)

/* Of a slow server, unless its target has shorter timers. */
#define MOCK_SLOWNESS_NS (300 * NS_PER_MS)

/* Limits; past them a request or frame is refused in words. */
#define MOCK_ID_MAX_BYTES 256           /* agent, interaction, queue … */
#define MOCK_CHANNEL_MAX_PARTIES 200000 /* three per case, and room */
#define MOCK_MAX_INTERACTIONS 1000000   /* about 1 GiB */

/* The defaults: timeout as above, fences, R1 late, R4 and R6 yes, R5 no. */
struct mock_config mock_config_default(void);

struct mock_server *mock_server_new(const struct mock_config *config);

void mock_server_free(struct mock_server *s);

/* The configuration in force; borrowed for the life of the server. */
const struct mock_config *mock_server_config(const struct mock_server *s);

/*
 * Add a fault, behind those already there; it is copied.  Only while no party
 * is connected.
 */
void mock_server_add_fault(struct mock_server *s, const struct fault *fault);

/* How often the fault of that position was applied. */
unsigned mock_server_fault_uses(const struct mock_server *s, unsigned index);

/* A new channel; its number (from 1) is never used again. */
unsigned mock_server_open_channel(struct mock_server *s);

/*
 * Disconnect the channel's parties and forget it.  Output for it that is still
 * queued comes out nonetheless and may be thrown away.
 */
void mock_server_close_channel(
    struct mock_server *s, int64_t now_ns, unsigned channel);

/* One frame from the client; 'up' and its message are borrowed. */
void mock_server_frame(struct mock_server *s, int64_t now_ns, unsigned channel,
    const struct frame *up);

/* When mock_server_tick() is due next, or TIME_NEVER_NS. */
int64_t mock_server_next_timer(const struct mock_server *s);

/* Let everything happen that is due at 'now_ns'. */
void mock_server_tick(struct mock_server *s, int64_t now_ns);

struct mock_output {
	unsigned channel;
	bool malformed;     /* to be sent cut: see mock_output_print() */
	struct frame frame; /* 'sequence' is the carrier's to set */
};

/*
 * Have frames down handed over as they are made, instead of kept for
 * mock_server_next_output().  'take' takes over the frame's message, and must
 * not call the server.
 */
void mock_server_hand_over(struct mock_server *s,
    void (*take)(void *context, const struct mock_output *output),
    void *context);

/*
 * Take the oldest frame down.  False when there is none.  The caller owns the
 * frame's message (frame_clear()).
 */
bool mock_server_next_output(struct mock_server *s, struct mock_output *ret);

/*
 * Append the frame as its line of JSON, cut in the middle when malformed: what
 * a carrier of text sends, and what a carrier of frames reports as not parsed.
 */
bool mock_output_print(const struct mock_output *output, struct buf *into);

#endif
