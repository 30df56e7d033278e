/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The client of a walk: what it believes about the server, from what it has
 * received. Private to qualify/walk.c, which sends, and qualify/walker.c, which
 * receives.
 */
#ifndef IXC_QUALIFY_WALKER_H
#define IXC_QUALIFY_WALKER_H

#include "core/buf.h"
#include "core/random.h"
#include "mock/server.h"
#include "qualify/mark.h"

/*
 * The smallest world in which servers can mix things up: four agents, of whom
 * two can talk about an interaction while the others do of the second; one who
 * has not logged in, and one who has not even registered.
 */
enum {
	MEDIA = 1,
	REPORTING,
	FIRST_AGENT,
	AGENT_COUNT = 4, /* logged in */
	ABSENT = FIRST_AGENT + AGENT_COUNT,
	STRANGER,
	PARTY_END,
};

extern const char *const walker_names[PARTY_END];

#define INTERACTION_COUNT 2
/* Submitted on the way, and never handled. */
#define FURTHER "x9"
#define UNKNOWN INTERACTION_COUNT /* an interaction that does not exist */

/* More than all the invitations of a walk. */
#define INVITES_MAX 64
#define REQUESTS_MAX 256

enum asked_kind {
	REQUEST_OTHER,
	REQUEST_ACCEPT,
	REQUEST_LEAVE,
};

enum walk_step {
	STEP_MODEL,
	STEP_SETUP, /* only the answers are judged */
	STEP_LOSS,  /* of a connection */
};

struct asked {
	enum asked_kind kind;
	unsigned party;
	unsigned interaction;
};

/* An EventInvite that was received. */
struct heard_invite {
	unsigned party;
	unsigned interaction;
	int64_t ticket;
};

struct walker {
	struct mock_server *server;
	unsigned channel;
	int64_t now_ns;
	int64_t timeout_ns;
	struct random random;
	struct marks *marks;
	struct buf *story;   /* or NULL */
	bool is_setting_up;  /* which no story mentions */
	enum walk_step step; /* under way */
	struct mark mark;    /* its, so far */
	/* What a client would believe, from what it has received: */
	bool is_open[PARTY_END];
	bool is_in[PARTY_END][INTERACTION_COUNT + 1];
	unsigned invite_count;
	struct heard_invite invites[INVITES_MAX];
	unsigned asked_count; /* the last one's reference id */
	struct asked asked[REQUESTS_MAX];
};

/* For mock_server_hand_over(): what the server sends, to a struct walker. */
void walker_hear(void *walker, const struct mock_output *output);

/* Anything received since the last mark was received at that time. */
void walker_note_time(struct walker *w);

#endif
