/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a suite does after every case, so that nothing is left over at the
 * server, and whether the server has done it.  It decides no verdict.
 *
 * For session.c, which carries its messages and decides when to stop waiting.
 */
#ifndef IXC_RUNNER_SESSION_TEARDOWN_H
#define IXC_RUNNER_SESSION_TEARDOWN_H

#include "judge/match.h"
#include "model/event.h"

/* The teardown of a suite, compiled once for all its cases. */
struct suite_teardown {
	const struct suite *suite;
	struct pattern *pattern; /* NULL: it has no teardown */
};

/* Zero-filled is a valid empty one. */
struct suite_teardowns {
	VEC(struct suite_teardown) items;
};

/* NULL if the suite has none, or after reporting to 'diag'. */
const struct pattern *suite_teardowns_find(struct suite_teardowns *all,
    const struct suite *suite, const struct target *target, struct diag *diag);

void suite_teardowns_free(struct suite_teardowns *all);

/* Its host; parties are those of the case. */
struct teardown_host {
	void *context;
	bool (*is_open)(void *context, unsigned party);
	/* Is it about something that the case has used? */
	bool (*concerns)(void *context, const struct message_spec *spec,
	    const struct message *request);
	/* Who does all of it, an index from 1; 0: as the fixture says. */
	unsigned instead;
	/* The message is borrowed for the call. */
	void (*send)(void *context, unsigned party, const char *protocol,
	    struct message *message);
};

struct teardown;

/*
 * Send each message, with the reference ids after 'reference_id'.  Messages
 * that need an absent party or value, or do not concern the case, are left out.
 * NULL when nothing was sent, as without a teardown.  'teardown' (may be NULL),
 * the pattern of the case, and its lease must outlive it.
 */
struct teardown *teardown_start(const struct pattern *teardown,
    const struct pattern *test, const struct lease *lease,
    const struct teardown_host *host, int64_t reference_id, int64_t now_ns);

/* NULL is fine. */
void teardown_free(struct teardown *t);

/* What came to a party of the case meanwhile, which may be an answer. */
void teardown_take(struct teardown *t, const struct observation *o);

/* The party is gone, and with it its answers. */
void teardown_forget(struct teardown *t, unsigned party);

/* Has everything been answered that will be? */
bool teardown_is_done(const struct teardown *t);

/*
 * What the server has not done: a request without an answer, or with one that
 * the fixture does not expect.  "RequestStop of media was ..."; the caller owns
 * it.  NULL: nothing.
 */
char *teardown_complaint(const struct teardown *t);

#endif
