/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/model/outcome.h"

#include <stdlib.h>

enum behaviour
verdict_behaviour(enum verdict verdict, enum finding finding)
{
	switch (verdict) {
	case VERDICT_PASS:
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
outcome_clear(struct outcome *o)
{
	free(o->sentence);
	free(o->detail);
	free(o->seen_in);
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
	};
	return names[verdict];
}

static const struct finding_words {
	const char *name;
	const char *type;
} findings[FINDING_COUNT] = {
	[FINDING_NONE] = { "none", "none" },
	[FINDING_MISSING] = { "missing", "timeout" },
	[FINDING_UNEXPECTED] = { "unexpected", "unexpected" },
	[FINDING_DUPLICATE] = { "duplicate", "unexpected" },
	[FINDING_OUT_OF_ORDER] = { "out of order", "order" },
	[FINDING_WRONG_PROTOCOL] = { "wrong protocol", "protocol" },
	[FINDING_WRONG_PARTY] = { "wrong party", "party" },
	[FINDING_WRONG_ANSWER] = { "wrong answer", "answer" },
	[FINDING_WRONG_ATTRIBUTE] = { "wrong attribute", "attribute" },
	[FINDING_TOO_EARLY] = { "too early", "timeout" },
	[FINDING_TOO_LATE] = { "too late", "timeout" },
	[FINDING_MALFORMED] = { "malformed", "malformed" },
	[FINDING_DISCONNECTED] = { "disconnected", "disconnected" },
	[FINDING_AMBIGUOUS] = { "ambiguous", "ambiguous" },
	[FINDING_RUNNER_LATE] = { "runner late", "runner-late" },
	[FINDING_UNREACHABLE] = { "unreachable", "unreachable" },
	[FINDING_BROKEN_BINDING] = { "broken binding", "binding" },
	[FINDING_UNRESOLVED] = { "unresolved", "unresolved" },
	[FINDING_UNEXPECTED_PASS] = { "unexpected pass", "unexpected-pass" },
};

const char *
finding_name(enum finding finding)
{
	return findings[finding].name;
}

const char *
finding_type(enum finding finding)
{
	return findings[finding].type;
}
