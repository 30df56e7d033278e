/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The objects of a mock server and how they are connected.  Private to mock/.
 * The other modules in this folder make, find, link and free them; they send
 * nothing.
 *
 *	channel --- clients (the parties' connections; an agent is a client that
 *	            is logged in)
 *	location -- a queue or workbin: the interactions in it, oldest first
 *	interaction -- its parties (memberships) and its open offers
 *	offer ----- an open invitation, in the lists of its interaction, of its
 *	            requester, of the invited agent, and of timers
 *
 * The server owns all of it.  Every object unlinks itself from every list and
 * table when it ends; nothing is found by walking.  An offer ends with its
 * interaction at the latest, but may outlive its agents' connections.
 */
#ifndef IXC_MOCK_STATE_OBJECTS_H
#define IXC_MOCK_STATE_OBJECTS_H

#include "core/hash.h"
#include "core/list.h"
#include "core/random.h"
#include "core/vec.h"
#include "mock/config/behaviour.h"
#include "mock/config/fault.h"
#include "mock/config/lifecycle.h"
#include "mock/state/outbox.h"

#include <stdbool.h>
#include <stdint.h>

enum client_type {
	CLIENT_AGENT_APPLICATION,
	CLIENT_MEDIA_SERVER,
	CLIENT_REPORTING_ENGINE,
	CLIENT_ROUTING_ENGINE,
	CLIENT_PROXY,
};

#define CLIENT_TYPE_COUNT (CLIENT_PROXY + 1)

struct channel {
	struct hash_node by_number;
	unsigned number;
	unsigned client_count;
	struct list clients;
};

/* A party's number is only unique in its channel. */
struct client_key {
	uint32_t channel;
	uint32_t party;
};

/* Who is logged in at a client, and where. */
struct agent {
	const char *id; /* in 'text', as the next one */
	const char *place_id;
	char text[];
};

/* What each frame needs comes first: there may be very many clients. */
struct client {
	struct hash_node by_key;
	struct client_key key;
	struct channel *channel;
	int64_t open_ns;     /* when others may send for it */
	struct agent *agent; /* CLIENT_LOGGED_IN: owned; NULL: no agent is */
	unsigned char state;
	bool is_ending;           /* it receives nothing any more, and is in the
				   * server's list of such clients, or closed */
	enum client_type type;    /* from CLIENT_REGISTERED on */
	struct downlink downlink; /* its outgoing connection */
	int64_t references[2];    /* of its last two requests, newest first */
	uint64_t serial;          /* never used again; its proxyClientId */
	struct list memberships;
	struct list subscriptions;
	struct list former;          /* memberships that it has left */
	struct list offers_made;     /* by this client as requester */
	struct list offers_received; /* to this client as invited agent */
	struct hash_node by_agent;   /* CLIENT_LOGGED_IN */
	struct list in_channel;
	struct list in_reporting; /* a registered Reporting engine */
	int64_t stay_ns;          /* CLIENT_CONNECTED: when it is closed */
	struct list in_strangers; /* once a request of it was refused */
	char party_name[];        /* as it was opened */
};

enum location_kind {
	LOCATION_QUEUE,
	LOCATION_WORKBIN,
};

struct location {
	struct hash_node by_name;
	enum location_kind kind;
	char *key;           /* the kind's initial, then the name */
	const char *name;    /* in 'key' */
	unsigned references; /* interactions that name it, subscriptions */
	struct list interactions;
	struct list subscriptions; /* to a workbin */
};

/* A client is notified of what is put into a workbin, and taken out. */
struct subscription {
	struct list in_workbin;
	struct list in_client;
	struct client *client;
	struct location *workbin; /* referenced */
};

struct interaction {
	struct hash_node by_id;
	const char *id; /* in 'text', as what follows */
	const char *media_type;
	const char *type;
	unsigned char state;
	uint64_t submitter;      /* serial of the media server, 0: an agent */
	struct location *origin; /* where it returns to */
	struct location *queue;  /* the queue it was in last */
	struct location *first;  /* the one that it was submitted to */
	struct list in_location; /* while it is in 'origin' */
	struct list memberships; /* its parties, oldest first */
	struct list former;      /* memberships that ended */
	struct list offers;      /* open ones */
	struct list in_stopped;  /* once it is INTERACTION_STOPPED */
	/*
	 * What all messages about it start with, as made by placement.h; never
	 * read.
	 */
	struct message *identity;
	char text[];
};

/*
 * One agent being party to one interaction.  Ended ones are kept by servers
 * that need them: some misbehave by notifying former parties, others grant
 * again what they have granted.
 */
struct membership {
	struct list in_interaction;
	struct list in_client;
	struct interaction *interaction;
	struct client *client;
	uint64_t ticket; /* by which it joined; 0: by none */
};

enum offer_kind {
	OFFER_CONFERENCE, /* the invited agent joins the requester */
	OFFER_TRANSFER,   /* the invited agent takes the requester's place */
	OFFER_INTRUSION,  /* the requester, who is invited itself, joins */
	OFFER_DELIVERY,   /* from a queue; the requester is a router */
};

struct offer {
	struct hash_node by_ticket;
	uint64_t ticket;
	enum offer_kind kind;
	unsigned char state;
	int64_t deadline_ns;
	bool is_answered;  /* the requester has its answer (R1 early) */
	int64_t reference; /* of the request that made it */
	bool is_known;     /* by its ticket */
	bool is_ending;    /* what follows from its end is under way */
	struct interaction *interaction;
	struct client *requester; /* NULL: its connection is closed */
	struct client *invited;   /* NULL, too, if closed */
	uint64_t host; /* serial of the agent on whose membership it depends */
	char *visibility;
	struct list in_timers;
	struct list in_interaction;
	struct list in_made;
	struct list in_received;
};

/* Most frames come from few parties: those need no search. */
#define RECENT_CLIENTS 16

struct mock_server {
	struct mock_config config; /* its strings are owned */
	int64_t now_ns;
	struct hash channels;
	struct hash clients;
	struct client *recent[RECENT_CLIENTS]; /* found last, by party */
	struct hash agents;
	struct hash interactions;
	struct hash locations;
	struct hash offers;          /* open ones, by ticket */
	struct list reporting;       /* registered Reporting engines */
	struct list timers;          /* open offers: the first ends first */
	struct list strangers;       /* clients: the first is closed first */
	struct list stopped;         /* interactions to be freed */
	VEC(struct client *) ending; /* to be closed when the frame is done */
	uint64_t last_ticket;
	uint64_t last_serial;
	uint64_t last_interaction;
	unsigned last_channel;
	enum behaviour_cause cause; /* what is being served */
	int64_t newest_reference;   /* of all requests */
	VEC(struct misbehaviour) misbehaviours;
	struct random random; /* of how it sends, not of what */
	VEC(struct fault) faults;
	VEC(unsigned) fault_uses;  /* how often each was applied */
	VEC(uint64_t) fault_draws; /* matches of those that hit sometimes */
	struct outbox outbox;
};

#endif
