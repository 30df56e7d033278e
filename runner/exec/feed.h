/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the cases of a campaign come from that does not run each planned case
 * once, but goes on: the planned cases are then what is chosen from, and each
 * start of one is a case of its own.
 *
 * For campaign.h, which asks when the next one is to start and which it is.
 * Times are since the run started.
 */
#ifndef IXC_RUNNER_EXEC_FEED_H
#define IXC_RUNNER_EXEC_FEED_H

#include <stdint.h>

struct case_feed {
	void *context;
	/*
	 * When the next case is to start, if 'running' others are under way;
	 * the past is fine.  TIME_NEVER_NS: none ever will, and the run is over
	 * when those under way have ended.
	 */
	int64_t (*due)(void *context, unsigned running, int64_t now_ns);
	/*
	 * Which of the planned cases it is.  It is due, and could have been
	 * started since 'ready_ns'.  Asked again when it had to wait after all,
	 * for something to be lent.
	 */
	unsigned (*draw)(void *context, int64_t now_ns, int64_t ready_ns);
	/* It was started. */
	void (*started)(void *context);
	/* The runner itself was late by so much; or NULL. */
	void (*late)(void *context, int64_t lag_ns);
};

#endif
