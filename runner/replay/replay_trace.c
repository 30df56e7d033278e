/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a trace is told of a case that is judged again: where it is, whenever
 * that changes.
 */
#include "core/trace.h"
#include "runner/replay/replayed.h"

static const char *const state_names[] = {
	[REPLAYED_UNREAD] = "unread",
	[REPLAYED_WAITS] = "waits for the server",
	[REPLAYED_SENDS] = "sends",
	[REPLAYED_DIVERGED] = "has diverged",
	[REPLAYED_DECIDED] = "decided",
	[REPLAYED_MISFIT] = "does not fit its fixture",
	[REPLAYED_UNJUDGED] = "cannot be judged",
	[REPLAYED_ENDED] = "ended",
};

static enum replayed_state
state_of(const struct replayed *c)
{
	if (!c->has_started)
		return REPLAYED_UNREAD;
	if (c->has_ended)
		return REPLAYED_ENDED;
	if (c->why)
		return REPLAYED_UNJUDGED;
	if (c->misfit)
		return REPLAYED_MISFIT;
	if (!c->match || c->is_done)
		return REPLAYED_DECIDED;
	if (match_has_diverged(c->match))
		return REPLAYED_DIVERGED;
	return c->due ? REPLAYED_SENDS : REPLAYED_WAITS;
}

static void
write_change(const struct run_case *test, enum replayed_state from,
    const char *to, struct trace *trace)
{
	trace_printf(trace, TRACE_STATE, "case %s/%s/%s: %s -> %s", test->suite,
	    test->phase, test->name, state_names[from], to);
}

void
replayed_trace(
    struct replayed *c, const struct run_case *test, struct trace *trace)
{
	enum replayed_state now = trace ? state_of(c) : c->state;
	if (now != c->state)
		write_change(test, c->state, state_names[now], trace);
	c->state = now;
}

void
replayed_trace_judged(const struct replayed *c,
    const struct replayed_case *judged, struct trace *trace)
{
	const struct outcome *outcome = judged->judged;
	write_change(judged->test, c->state,
	    outcome ? verdict_name(outcome->verdict) : "unjudged", trace);
}
