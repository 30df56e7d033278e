/* SPDX-License-Identifier: Apache-2.0 */
#include "compare/spread.h"

/*
 * How far two shares are apart, in standard deviations, so that chance brings
 * it about in one comparison of a hundred.
 */
#define CHANCE_DEVIATIONS 2.576

void
spread_add(struct spread *s, const struct run_case *test,
    const struct case_result *result)
{
	s->count++;
	if (!s->first || case_result_says_more(result, s->first)) {
		s->first = result;
		s->test = test;
	}
	switch (behaviour_of(result)) {
	case SERVER_PASSES:
		s->passed++;
		break;
	case SERVER_FAILS:
		s->failed++;
		s->findings[result->finding] = true;
		break;
	case SERVER_UNJUDGED:
	case SERVER_UNTRIED:
		break;
	}
}

bool
spread_fails_oftener(const struct spread *before, const struct spread *now)
{
	double n = before->passed + before->failed;
	double m = now->passed + now->failed;
	if (n == 0 || m == 0)
		return false;
	double by = now->failed / m - before->failed / n;
	/* Of all together; and how much such a difference varies. */
	double share = (before->failed + now->failed) / (n + m);
	double variance = share * (1 - share) * (1 / n + 1 / m);
	return by > 0 &&
	    by * by > CHANCE_DEVIATIONS * CHANCE_DEVIATIONS * variance;
}

bool
spread_fails_otherwise(const struct spread *before, const struct spread *now)
{
	for (unsigned i = 0; i < FINDING_COUNT; i++)
		if (now->findings[i] && !before->findings[i])
			return true;
	return false;
}

void
spread_print(const struct spread *s, struct buf *into)
{
	unsigned others = s->count - s->passed - s->failed;
	buf_printf(into, "%u of %u passed", s->passed, s->count);
	if (s->failed)
		buf_printf(into, ", %u failed", s->failed);
	if (others)
		buf_printf(into, ", %u not judged", others);
}
