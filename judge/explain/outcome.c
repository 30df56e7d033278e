/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/explain/outcome.h"

#include "core/clock.h"
#include "judge/explain/explanation.h"
#include "judge/state.h"
#include "judge/window.h"

/* Passed but for one deadline of which we cannot say that it was kept. */
static void
explain_unsure(
    const struct match *m, const struct config *c, struct outcome *ret)
{
	const struct record *r = &m->records.items[c->unsure_record];
	int64_t gap_ms = (r->time_ns - r->earliest_ns) / NS_PER_MS;
	ret->verdict = VERDICT_INCONCLUSIVE;
	ret->finding = FINDING_RUNNER_LATE;
	ret->sentence = mem_printf(
	    "%s reached %s close to a deadline; the runner read it "
	    "up to %lld ms late and cannot tell whether it was in time.",
	    r->spec->name, m->p->parties.items[r->party].name,
	    (long long)gap_ms);
}

void
match_outcome(struct match *m, struct outcome *ret)
{
	*ret = (struct outcome){ .verdict = VERDICT_PASS,
		.duration_ns = m->now_ns - m->start_ns,
		.lag_ns = match_lag_ns(m),
		.path_delay_ns = match_path_delay_ns(m) };
	switch (match_stage(m)) {
	case MATCH_RUNNING:
	case MATCH_DIVERGED:
		match_explain(m, ret);
		break;
	case MATCH_BROKEN:
		match_describe_break(m, ret);
		break;
	case MATCH_PASSED:
		if (m->configs[0].unsure)
			explain_unsure(m, &m->configs[0], ret);
		break;
	}
}

#define DEFAULT_DEADLINE "{response-timeout}"

/* The bound that ends first, in the words of the fixture. */
static void
note_deadline(const struct match *m, const struct config *c,
    const struct pattern_event *e, const struct record *r,
    struct matched_message *ret)
{
	ret->slack_ns = TIME_NEVER_NS;
	for (size_t i = 0; i < e->bounds.count; i++) {
		const struct bound *b = &e->bounds.items[i];
		int64_t limit_ns;
		if (!b->latest || !match_bound_time(m, c, b, &limit_ns) ||
		    limit_ns - r->time_ns >= ret->slack_ns)
			continue;
		ret->within = b->sum ? b->sum->text : DEFAULT_DEADLINE;
		ret->limit_ns = b->ns;
		ret->slack_ns = limit_ns - r->time_ns;
	}
}

/* The event that the record happened as, in one configuration, or -1. */
static int
find_event(const struct match *m, const struct config *c, size_t record)
{
	int usual = m->records.items[record].event;
	if (usual >= 0 && bits_has(c->set, (unsigned)usual) &&
	    c->at[usual] == record)
		return usual;
	for (unsigned e = 0; e < m->p->events.count; e++)
		if (m->p->events.items[e].kind == EVENT_RECEIVE &&
		    bits_has(c->set, e) && c->at[e] == record)
			return (int)e;
	return -1;
}

void
match_collect(const struct match *m, struct outcome *ret)
{
	const struct config *c = &m->configs[0];
	ret->matches = mem_zalloc(m->records.count * sizeof(*ret->matches));
	for (size_t i = 0; i < m->records.count; i++) {
		const struct record *r = &m->records.items[i];
		int event =
		    r->is_matched && !r->is_stimulus ? find_event(m, c, i) : -1;
		if (event < 0)
			continue;
		const struct pattern_event *e = &m->p->events.items[event];
		struct matched_message *matched =
		    &ret->matches[ret->match_count++];
		*matched = (struct matched_message){ .number = r->number,
			.event = (unsigned)event,
			.file = e->fixture->source->name,
			.line = e->step->at.line,
			.is_main = e->main };
		note_deadline(m, c, e, r, matched);
	}
}
