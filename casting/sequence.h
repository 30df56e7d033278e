/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In which order the facts of a take are judged: that of the log, but for one
 * freedom.  A server may tell one party of what happened a moment after another
 * one has made the next request, since its connections are independent; a run
 * of our own waits for that, production does not.  So such news are put before
 * that request.
 */
#ifndef IXC_CASTING_SEQUENCE_H
#define IXC_CASTING_SEQUENCE_H

#include "casting/take.h"
#include "core/vec.h"

#include <stdbool.h>

struct sequenced_fact {
	const struct episode_fact *fact;
	const char *party;
	int64_t time_ms; /* not before that of the one before */
};

struct sequence {
	VEC(struct sequenced_fact) facts;
	/*
	 * It ends before a request, since something that has to come before
	 * that never came: all that can be judged is that it is missing.
	 */
	bool is_cut;
};

/* Release with sequence_free(). */
void sequence_make(
    const struct take *t, const struct footage *f, struct sequence *ret);

void sequence_free(struct sequence *s);

#endif
