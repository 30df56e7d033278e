/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A scene for the mock without sockets: parties are opened and speak in short
 * lines, time is moved by hand, and all output is kept as short lines of text.
 *
 *	scene_send(st, AGENT1, "RequestConference interactionId=ix agentId=a2");
 *	ck_assert_str_eq(scene_heard(st), "reporting R EventAgentInvited…\n");
 *
 * A line of output: party, R if tagged Reporting (any other tag in full), the
 * name, then of its attributes: #reference, ticket, code, party, op, reason,
 * queue, workbin and media.
 */
#ifndef IXC_TESTS_MOCK_SCENE_H
#define IXC_TESTS_MOCK_SCENE_H

#include "mock/server.h"

#include <stddef.h>

enum cast {
	MEDIA = 1,
	REPORTING,
	AGENT1,
	AGENT2,
	AGENT3,
	CAST_END,
};

struct scene {
	struct mock_server *server;
	unsigned channel;
	int64_t now_ns;
	int64_t reference; /* of the newest request */
	struct buf heard;
	char *last; /* what scene_heard() returned */
};

/* 'config' NULL: the default; 'fault' NULL: none. */
struct scene *scene_new(const struct mock_config *config, const char *fault);

void scene_free(struct scene *st);

/* The parties of the cast are all opened, registered and logged in. */
void scene_raise(struct scene *st);

/* The same, and agent1 handles interaction "ix" from queue "q". */
void scene_raise_handled(struct scene *st);

/* agent1 invites agent2 (and agent2 accepts); received messages are kept. */
void scene_invite(struct scene *st);

void scene_confer(struct scene *st);

void scene_open(struct scene *st, unsigned party, const char *name);

/*
 * "RequestName path=value …"; integers are sent as such; returns its number.
 * "R EventName …" goes under the tag Reporting, "T RequestName …" under
 * T-Library; an event has no number.
 */
int64_t scene_send(struct scene *st, unsigned party, const char *request);

void scene_fence(struct scene *st, unsigned party, uint64_t fence);

void scene_close(struct scene *st, unsigned party);

/* Let time pass; timers go off when they are due. */
void scene_wait(struct scene *st, int64_t ms);

/* What was received since the last call; valid until the next one. */
const char *scene_heard(struct scene *st);

#endif
