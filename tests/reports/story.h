/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A made-up run, emitted to a sink with fixed times: two suites, every verdict,
 * and a server that sends hostile text.
 */
#ifndef IXC_TESTS_REPORTS_STORY_H
#define IXC_TESTS_REPORTS_STORY_H

#include "model/event.h"

enum story_end {
	STORY_WHOLE,       /* every case ends */
	STORY_INTERRUPTED, /* one is under way, one never started */
	STORY_BROKEN,      /* the same, and the run broke off */
	STORY_CUT,         /* the same, and RUN_ENDED never comes */
};

/*
 * Emit all of it.  What may not be used after RUN_ENDED is then gone; with
 * STORY_CUT it lives, and the caller frees the facts that are returned.
 */
struct run_facts *story_tell(struct sink *sink, enum story_end end);

/* Emit a run of 'count' cases that all fail with 'detail'. */
void story_tell_many(struct sink *sink, unsigned count, const char *detail);

#endif
