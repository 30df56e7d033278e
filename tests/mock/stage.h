/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A stage for the mock without sockets: parties are opened and speak in short
 * lines, time is moved by hand, and all output is kept as short lines of text.
 *
 *	stage_send(st, AGENT1, "RequestConference interactionId=ix agentId=a2");
 *	ck_assert_str_eq(stage_heard(st), "reporting R EventAgentInvited…\n");
 *
 * A line of output: party, R if tagged Reporting (any other tag in full), the
 * name, then of its attributes: #reference, ticket, code, party, op, reason,
 * queue, workbin and media.
 */
#ifndef IXC_TESTS_MOCK_STAGE_H
#define IXC_TESTS_MOCK_STAGE_H

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

struct stage {
	struct mock_server *server;
	unsigned channel;
	int64_t now_ns;
	int64_t reference; /* of the newest request */
	struct buf heard;
	char *last; /* what stage_heard() returned */
};

/* 'config' NULL: the default; 'fault' NULL: none. */
struct stage *stage_new(const struct mock_config *config, const char *fault);

void stage_free(struct stage *st);

/* The parties of the cast are all opened, registered and logged in. */
void stage_raise(struct stage *st);

/* The same, and agent1 handles interaction "ix" from queue "q". */
void stage_raise_handled(struct stage *st);

/* agent1 invites agent2 (and agent2 accepts); what is heard stays. */
void stage_invite(struct stage *st);

void stage_confer(struct stage *st);

void stage_open(struct stage *st, unsigned party, const char *name);

/* "RequestName path=value …"; integers are sent as such; returns its number. */
int64_t stage_send(struct stage *st, unsigned party, const char *request);

void stage_fence(struct stage *st, unsigned party, uint64_t fence);

void stage_close(struct stage *st, unsigned party);

/* Let time pass; timers go off when they are due. */
void stage_wait(struct stage *st, int64_t ms);

/* What was heard since the last call; valid until the next one. */
const char *stage_heard(struct stage *st);

#endif
