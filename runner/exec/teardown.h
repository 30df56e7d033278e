/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a suite does behind every case, unjudged, so that nothing is left over
 * at the server.  Private to runner/exec.
 */
#ifndef IXC_RUNNER_EXEC_TEARDOWN_H
#define IXC_RUNNER_EXEC_TEARDOWN_H

#include "runner/exec/session.h"

/* Who does it; parties are those of the case. */
struct teardown_host {
	void *context;
	bool (*is_open)(void *context, unsigned party);
	/* The message is borrowed for the call. */
	void (*send)(void *context, unsigned party, struct message *message);
};

/*
 * Send each message, with the reference ids behind 'reference_id'.  Left out is
 * what needs a party that is not there, or a value.  Nothing without a
 * teardown.
 */
void teardown_do(const struct session_setup *setup,
    const struct teardown_host *host, int64_t reference_id, int64_t now_ns);

#endif
