/* SPDX-License-Identifier: Apache-2.0 */
/* How a case ended in the run, next to how it ends when it is judged again. */
#include "core/mem.h"
#include "runner/replay/replayed.h"

#include <stdlib.h>

/* A baseline renames what the judge said; the recording has its words. */
static bool
is_same(const struct outcome *judged, const struct outcome *recorded)
{
	if (recorded->finding == FINDING_UNEXPECTED_PASS)
		return verdict_is_pass(judged->verdict);
	if (judged->finding != recorded->finding)
		return false;
	/* A pass has nothing to say. */
	if (recorded->verdict == VERDICT_PASS && recorded->sentence)
		return false;
	return recorded->verdict == VERDICT_EXPECTED
	    ? judged->verdict == VERDICT_FAIL ||
		judged->verdict == VERDICT_INCONCLUSIVE
	    : judged->verdict == recorded->verdict;
}

enum replay_result
replayed_compare(const struct replayed *c, const struct outcome *judged)
{
	if (!c->recorded)
		return REPLAY_FIRST;
	return is_same(judged, c->recorded) ? REPLAY_SAME : REPLAY_DIFFERS;
}

void
replayed_remember(struct replayed *c, const struct outcome *recorded)
{
	if (!recorded)
		return;
	c->recorded = mem_zalloc(sizeof(*c->recorded));
	c->recorded->verdict = recorded->verdict;
	c->recorded->finding = recorded->finding;
	if (recorded->sentence)
		c->recorded->sentence = mem_strdup(recorded->sentence);
}

void
replayed_forget(struct replayed *c)
{
	if (c->recorded)
		outcome_clear(c->recorded);
	free(c->recorded);
	c->recorded = NULL;
}
