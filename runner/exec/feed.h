/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The source of the cases of a campaign that does not run each planned case
 * once, but continues: it chooses from the planned cases, and each start of one
 * is a separate case.
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
	 * started since 'ready_ns'.  Asked again if it had to wait after all,
	 * for agents or queues.
	 */
	unsigned (*draw)(void *context, int64_t now_ns, int64_t ready_ns);
	/* It was started. */
	void (*started)(void *context);
	/* The runner was stopped for so long; or NULL. */
	void (*late)(void *context, int64_t lag_ns);
};

#endif
