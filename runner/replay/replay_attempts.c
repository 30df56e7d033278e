/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A recorded case that was run more than once, since it could not be judged:
 * each attempt is judged by itself, and the last one is that of the case.
 */
#include "core/mem.h"
#include "runner/exec/attempt.h"
#include "runner/replay/replayed.h"

#include <stdlib.h>

void
replayed_end_attempt(
    struct replayed *c, struct outcome *judged, const struct outcome *recorded)
{
	if (c->attempts++ == 0 && judged->sentence)
		c->first = mem_strdup(judged->sentence);
	replayed_remember(c, recorded);
	if (!c->odd.recorded && replayed_compare(c, judged) != REPLAY_SAME) {
		c->odd.judged = *judged;
		c->odd.recorded = c->recorded;
		c->recorded = NULL;
		return;
	}
	outcome_clear(judged);
	replayed_forget(c);
}

void
replayed_settle(const struct replayed *c, struct outcome *judged)
{
	attempt_settle(judged, c->attempts + 1, c->first);
}

void
replayed_tell_odd(const struct replayed *c, struct replayed_case *told)
{
	if (!c->odd.recorded)
		return;
	told->result = REPLAY_DIFFERS;
	told->recorded = c->odd.recorded;
	told->judged = &c->odd.judged;
}

void
replayed_free_attempts(struct replayed *c)
{
	free(c->first);
	c->first = NULL;
	outcome_clear(&c->odd.judged);
	if (c->odd.recorded)
		outcome_clear(c->odd.recorded);
	free(c->odd.recorded);
	c->odd.recorded = NULL;
}
