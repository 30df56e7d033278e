/* SPDX-License-Identifier: Apache-2.0 */
#include "model/outcome.h"

#include "core/mem.h"

#include <stdlib.h>

enum behaviour
verdict_behaviour(enum verdict verdict, enum finding finding)
{
	switch (verdict) {
	case VERDICT_PASS:
	case VERDICT_FLAKY:
		return SERVER_PASSES;
	case VERDICT_FAIL:
		return finding == FINDING_UNEXPECTED_PASS ? SERVER_PASSES
							  : SERVER_FAILS;
	case VERDICT_EXPECTED:
		return SERVER_FAILS;
	case VERDICT_INCONCLUSIVE:
	case VERDICT_ERROR:
	case VERDICT_ABORTED:
		return SERVER_UNJUDGED;
	case VERDICT_SKIPPED:
		break;
	}
	return SERVER_UNTRIED;
}

void
finding_difference_copy(
    struct finding_difference *into, const struct finding_difference *from)
{
	*into = (struct finding_difference){ 0 };
	if (from->what)
		*into =
		    (struct finding_difference){ .what = mem_strdup(from->what),
			    .expected = mem_strdup(from->expected),
			    .observed = mem_strdup(from->observed) };
}

void
finding_difference_clear(struct finding_difference *d)
{
	free(d->what);
	free(d->expected);
	free(d->observed);
	*d = (struct finding_difference){ 0 };
}

void
outcome_clear(struct outcome *o)
{
	finding_difference_clear(&o->difference);
	free(o->sentence);
	free(o->detail);
	free(o->seen_in);
	free(o->leftover);
	free(o->matches);
	*o = (struct outcome){ 0 };
}

bool
finding_is_placed(const struct finding_place *place)
{
	return place->after || place->observed || place->behind ||
	    place->message;
}

bool
outcome_blames_server(const struct outcome *o)
{
	return (o->verdict == VERDICT_FAIL ||
		   o->verdict == VERDICT_INCONCLUSIVE) &&
	    o->finding >= FINDING_MISSING && o->finding <= FINDING_DISCONNECTED;
}

bool
verdict_is_pass(enum verdict verdict)
{
	return verdict == VERDICT_PASS || verdict == VERDICT_FLAKY;
}

bool
verdict_needs_attention(enum verdict verdict)
{
	return verdict != VERDICT_PASS && verdict != VERDICT_SKIPPED &&
	    verdict != VERDICT_EXPECTED;
}

const char *
verdict_name(enum verdict verdict)
{
	static const char *const names[VERDICT_COUNT] = {
		[VERDICT_PASS] = "pass",
		[VERDICT_FAIL] = "fail",
		[VERDICT_INCONCLUSIVE] = "inconclusive",
		[VERDICT_ERROR] = "error",
		[VERDICT_SKIPPED] = "skipped",
		[VERDICT_ABORTED] = "aborted",
		[VERDICT_EXPECTED] = "expected failure",
		[VERDICT_FLAKY] = "flaky",
	};
	return names[verdict];
}

const char *
finding_name(enum finding finding)
{
	static const char *const names[FINDING_COUNT] = {
		[FINDING_NONE] = "none",
		[FINDING_MISSING] = "missing",
		[FINDING_UNEXPECTED] = "unexpected",
		[FINDING_DUPLICATE] = "duplicate",
		[FINDING_OUT_OF_ORDER] = "out of order",
		[FINDING_WRONG_PROTOCOL] = "wrong protocol",
		[FINDING_WRONG_PARTY] = "wrong party",
		[FINDING_WRONG_ANSWER] = "wrong answer",
		[FINDING_WRONG_ATTRIBUTE] = "wrong attribute",
		[FINDING_TOO_EARLY] = "too early",
		[FINDING_TOO_LATE] = "too late",
		[FINDING_MALFORMED] = "malformed",
		[FINDING_DISCONNECTED] = "disconnected",
		[FINDING_AMBIGUOUS] = "ambiguous",
		[FINDING_RUNNER_LATE] = "runner late",
		[FINDING_UNREACHABLE] = "unreachable",
		[FINDING_BROKEN_BINDING] = "broken binding",
		[FINDING_UNRESOLVED] = "unresolved",
		[FINDING_UNEXPECTED_PASS] = "unexpected pass",
	};
	return names[finding];
}
