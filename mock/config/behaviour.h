/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the mock decides, and how each decision can go wrong: the vocabulary of
 * the faults called "misbehave".
 *
 * Words only; the state machines ask at each of these points through
 * decision.h.  A point is known by its name and by what the mock is serving
 * when it comes to it, its cause: so one name does for all requests that share
 * a check.
 */
#ifndef IXC_MOCK_CONFIG_BEHAVIOUR_H
#define IXC_MOCK_CONFIG_BEHAVIOUR_H

#include "mock/config/lifecycle.h"

#include <stdbool.h>
#include <stddef.h>

/* What is being served: each is a row in dispatch.c, except the last two. */
enum behaviour_cause {
	CAUSE_NONE,
	CAUSE_ACCEPT,
	CAUSE_LOGIN,
	CAUSE_LOGOUT,
	CAUSE_CHANGE,
	CAUSE_CONFERENCE,
	CAUSE_INTRUDE,
	CAUSE_LEAVE,
	CAUSE_PLACE_IN_QUEUE,
	CAUSE_PLACE_IN_WORKBIN,
	CAUSE_PULL,
	CAUSE_REGISTER,
	CAUSE_REJECT,
	CAUSE_ROUTE,
	CAUSE_STOP,
	CAUSE_SUBMIT,
	CAUSE_TRANSFER,
	CAUSE_WORKBIN_CANCEL,
	CAUSE_WORKBIN_CONTENT,
	CAUSE_WORKBIN_NEWS,
	CAUSE_TIMEOUT,    /* the time of an offer is over */
	CAUSE_DISCONNECT, /* a client's connection ends */
};
#define CAUSE_COUNT (CAUSE_DISCONNECT + 1)

enum behaviour_point {
	/* Conditions. */
	IS_REGISTERED,
	IS_RIGHT_CLIENT_TYPE,
	IS_LOGGED_IN,
	IS_INTERACTION_KNOWN,
	IS_SENDER_PARTY,
	IS_AGENT_LOGGED_IN,
	IS_AGENT_ANOTHER,   /* than who invites */
	IS_AGENT_OUTSIDE,   /* no party yet */
	IS_AGENT_UNINVITED, /* to this interaction */
	IS_ANSWERED_AT_ONCE,
	IS_TICKET_KNOWN,
	IS_TICKET_OF_SENDER,
	IS_TICKET_OF_INTERACTION,
	IS_LAST_PARTY,        /* who leaves */
	IS_OFFER_BASELESS,    /* who made or got it is no longer a party */
	IS_INTERACTION_THERE, /* in the queue or workbin */
	IS_AGENT_FREE,        /* not logged in elsewhere */
	/* Choices. */
	WHICH_INTERACTION, /* a request is about */
	WHICH_AGENT,       /* is invited */
	WHICH_OFFER,       /* a request answers */
	WHICH_OFFER_EXPIRES,
	WHO_JOINS,
	WHO_LEAVES,
	WHERE_IT_RETURNS,
	WHEN_TIME_IS_OVER,
	/* Deeds. */
	OFFER_IS_KEPT,
	TIMER_STARTS,
	TIMER_STOPS,
	TICKET_ENDS,
	PARTY_JOINS,
	PARTY_LEAVES,
	AGENT_IS_FORGOTTEN, /* with its offers, when it goes */
	STRANGER_IS_CLOSED, /* who has not registered, for what it asks */
	/* News, and who gets it. */
	TELL_OF_INVITATION, /* EventInvite */
	TELL_OF_REVOCATION,
	TELL_OF_NEW_PARTY,
	TELL_OF_LOST_PARTY,
	REPORT_INVITATION,
	REPORT_REJECTION,
	REPORT_NEW_PARTY,
	REPORT_LOST_PARTY,
	REPORT_QUEUE,
	REPORT_WORKBIN,
	/* Answers. */
	ANSWER_GRANT,       /* EventAck for what is being served */
	ANSWER_REFUSAL,     /* EventError for it */
	ANSWER_GRANT_LATER, /* for the request that made an offer */
	ANSWER_REFUSAL_LATER,
	/* What else happens to offers, parties and interactions: nothing. */
	AFTER_GRANT,
	AFTER_REFUSAL,
	AFTER_TIMEOUT,
	AFTER_DISCONNECT,
	/* After them: one for each row of the tables of lifecycle.h. */
	TRANSITION,
};
#define POINT_COUNT (TRANSITION + LIFECYCLE_PAIR_COUNT)

enum behaviour_way {
	WAY_RIGHT,
	/* Of a condition: it is assumed to hold always, or never. */
	WAY_ALWAYS,
	WAY_NEVER,
	/* Of a deed, an answer or news. */
	WAY_NOT,
	WAY_TWICE,
	WAY_ONCE_PER_AGENT, /* of a timer: not if the agent has one already */
	/* Of a choice. */
	WAY_ANOTHER,
	WAY_ANOTHER_OF_AGENT,
	WAY_ANOTHER_OF_INTERACTION,
	WAY_ANOTHER_SECRETLY, /* a place; the messages name the right one */
	WAY_ITS_QUEUE,        /* where a workbin would be right */
	WAY_ITS_FIRST_QUEUE,  /* where it was submitted */
	/* Of a time. */
	WAY_HALF,
	WAY_DOUBLE,
	WAY_WITH_FIRST, /* when the open offer that ends first is over */
	WAY_WITH_LAST,  /* all open ones end with this one */
	/* Of who gets news. */
	WAY_FIRST_ONLY,
	WAY_LAST_ONLY,
	WAY_ALL_BUT_FIRST,
	WAY_ALL_BUT_LAST,
	WAY_ACTOR_TOO,   /* whom it is about */
	WAY_FORMER_TOO,  /* who has left before */
	WAY_INVITED_TOO, /* who has an open offer */
	WAY_EVERYBODY,   /* all agents on the channel */
	WAY_OTHERS,      /* those of another interaction instead */
	WAY_OTHER_PARTY, /* one other client instead */
	/* Of an answer. */
	WAY_OPPOSITE,
	WAY_PREVIOUS_REFERENCE, /* of the same client */
	WAY_NEWEST_REFERENCE,   /* of any client's newest request */
	WAY_WAITING_REFERENCE,  /* of the newest open offer's request */
	/*
	 * Of what else happens: to the open offers of the interaction, or of
	 * the agent, or to all; to its parties, to itself.
	 */
	WAY_RESTARTS_TIMERS,
	WAY_RESTARTS_TIMERS_OF_AGENT,
	WAY_RESTARTS_ALL_TIMERS,
	WAY_STOPS_TIMERS,
	WAY_STOPS_TIMERS_OF_AGENT,
	WAY_STOPS_ALL_TIMERS,
	WAY_REVOKES_OFFERS,
	WAY_REVOKES_OFFERS_OF_AGENT,
	WAY_REVOKES_ALL_OFFERS,
	WAY_FORGETS_OFFERS,
	WAY_FORGETS_OFFERS_OF_AGENT,
	WAY_FORGETS_ALL_OFFERS,
	WAY_FORGETS_SENDER,            /* as a party */
	WAY_FORGETS_SENDER_EVERYWHERE, /* in all interactions */
	WAY_FORGETS_OTHERS,
	WAY_RETURNS_INTERACTION,
	WAY_FORGETS_INTERACTION,
	/* Of a transition; after it: to the state of that number. */
	WAY_TO,
};
#define WAY_COUNT (WAY_TO + LIFECYCLE_STATE_MAX)

/* One decision that goes wrong. */
struct misbehaviour {
	enum behaviour_cause cause; /* CAUSE_NONE: whatever it is */
	unsigned point;
	unsigned way;
	unsigned occurrence; /* from 1; 0: each time */
	unsigned one_in;     /* once in so many times; 0: each time */
	unsigned matches;    /* how often the point was reached */
	size_t fault;        /* of the server: its index */
};

/* Room for any of the names below. */
#define BEHAVIOUR_NAME_SIZE 64

/* "RequestAccept", "timeout"; "*" for CAUSE_NONE; static. */
const char *behaviour_cause_name(enum behaviour_cause cause);

/* "is-ticket-known", "offer-open-to-accepted".  False: unknown. */
bool behaviour_point_name(unsigned point, char ret[BEHAVIOUR_NAME_SIZE]);

/* "never", "to-rejected".  False: the point has no such way. */
bool behaviour_way_name(
    unsigned point, unsigned way, char ret[BEHAVIOUR_NAME_SIZE]);

/* The other way round.  False: no point has that name. */
bool behaviour_find_cause(const char *name, enum behaviour_cause *ret);

bool behaviour_find_point(const char *name, unsigned *ret);

bool behaviour_find_way(unsigned point, const char *name, unsigned *ret);

#endif
