/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a mock server is configured: its timers, its manners, and how it reads
 * what the documents leave open.
 *
 * Used by everything else in the mock, which borrows it.
 */
#ifndef IXC_MOCK_CONFIG_CONFIG_H
#define IXC_MOCK_CONFIG_CONFIG_H

#include "core/clock.h"
#include "mock/config/binding_fault.h"

#include <stdbool.h>
#include <stdint.h>

/* Limits; past them a request or frame is refused in words. */
#define MOCK_ID_MAX_BYTES 256           /* agent, interaction, queue … */
#define MOCK_CHANNEL_MAX_PARTIES 350000 /* of 100,000 cases, and room */
#define MOCK_MAX_PARTIES 400000         /* of all channels: about 256 MiB */
#define MOCK_MAX_INTERACTIONS 250000    /* about 256 MiB */
#define MOCK_MAX_OFFERS 250000          /* known by their tickets: 64 MiB */

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
	MOCK_REPETITION_GRANTED,        /* to an agent that is in by it */
	MOCK_REPETITION_GRANTED_ALWAYS, /* also to one that has left since */
};

struct mock_config {
	int64_t invitation_timeout_ns; /* how long an offer stays open, > 0 */
	/* How long a client whose first request was refused, since it had not
	 * registered, stays connected, > 0. */
	int64_t registration_timeout_ns;
	const char *name;    /* of the server; copied */
	const char *version; /* copied */
	bool fence;          /* fences are answered */
	bool clock;          /* frames down carry the time */
	bool states_no_tags; /* as an adapter to a source that has no
			      * protocol tags */
	/* How it sends: */
	int64_t
	    slowness_ns; /* how late a slow server is at most; it is one ... */
	bool is_slow;    /* ... with this: each frame has a random delay up to
			  * it */
	bool shuffles;   /* simultaneous messages go in any order */
	bool is_talkative;    /* also sends events of related models, and
			       * background */
	unsigned chunk_bytes; /* over HTTP at most so many at a time; 0: any */
	/* Over HTTP: a connection on which nothing moves is closed after it;
	 * streams that have nothing to send are not meant. */
	unsigned stall_s;
	uint64_t seed; /* of everything random in this */
	/* How long a party takes to open, as with an adapter. */
	int64_t open_delay_ns;
	/* How long each frame takes, up and down: done by mock/http/http.h. */
	int64_t latency_ns;
	enum binding_fault binding_fault; /* over HTTP */
	/* Over HTTP: what a client has to bring ("Authorization: Bearer ..."),
	 * borrowed; NULL: nothing. */
	const char *token;
	/* How the documents are read (docs/interpretations.md): */
	bool early_conference_answer;   /* R1: EventAck when the offer is made,
					   and no second answer when it ends */
	bool invitee_learns;            /* R4: a new party learns of itself */
	bool transfer_is_reported_only; /* R10: no agent is told of it */
	bool reports_changes;           /* PROP1: of properties, too */
	bool stopper_is_told; /* STOP1: who stops it is told that it lost it */
	bool queue_too;       /* R5: EventPlacedInQueue goes with
				 EventPlacedInWorkbin */
	bool late_route_used; /* DELI1: EventRouteUsed when the agent has
			       * decided, not at once */
	bool expired_reason;  /* R6: a timed-out offer's reason is "Expired" */
	/* What they leave open, as that page says: */
	enum mock_second_invitation second_invitation;
	enum mock_repetition repetition;
	bool offer_outlives_leaver;     /* its maker leaves: open until its time
					 * is over */
	bool offer_outlives_connection; /* the same if the connection of its
					 * maker or receiver is lost */
	bool party_outlives_connection; /* and no one is notified of the loss */
	bool reports_lost_invited; /* EventRejected, for an invited agent whose
				      connection is lost */
	bool gives_no_reasons;     /* when an offer is withdrawn */
	bool has_other_codes;      /* of errors, and says little */
	bool refuses_busy;         /* to invite an agent in, or invited to,
				    * another interaction */
	bool hangs_up;             /* at once on a client that asks without
				    * having registered */
	bool never_stops;          /* an interaction, for any client */
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

/* As long as that: no text that is public has a default. */
#define MOCK_REGISTRATION_TIMEOUT_NS (INT64_C(30) * NS_PER_S)

/* A client that holds connections must not lock others out for longer. */
#define MOCK_STALL_S 30

/* Of a slow server, unless its target has shorter timers. */
#define MOCK_SLOWNESS_NS (300 * NS_PER_MS)

/* The defaults: timeout as above, fences, R1 late, R4 and R6 yes, R5 no. */
struct mock_config mock_config_default(void);

#endif
