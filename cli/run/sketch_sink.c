/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/run/sketch_sink.h"

#include "cli/option/fixture_sketch.h"
#include "core/mem.h"

/* Two names and who plays their roles. */
#define TITLE_MAX_BYTES ((size_t)4 << 10)

struct sketch_sink {
	struct sink sink;
	struct sink *self[1];
	const struct target *target;
	const struct planned_case *cases;
	struct sink *const *sinks;
	unsigned sink_count;
};

static void
pass_on(struct sketch_sink *i, const struct run_event *event)
{
	for (unsigned s = 0; s < i->sink_count; s++)
		i->sinks[s]->event(i->sinks[s], event);
}

static void
pass_on_pause(struct sink *sink)
{
	struct sketch_sink *i = (struct sketch_sink *)sink;
	sinks_pause(i->sinks, i->sink_count);
}

/* "conference/invitation-rejected/agent-rejects", "preamble setup/...". */
static char *
title_of(const struct planned_case *planned, const struct performance *p)
{
	struct buf b;
	buf_init(&b, TITLE_MAX_BYTES);
	if (p->test == planned->test)
		buf_printf(&b, "%s/", planned->suite->name);
	else
		buf_add_text(&b, "preamble ");
	fixture_sketch_name(p, &b);
	return buf_take(&b);
}

/* The case, or the preamble that the finding is in. */
static void
sketch_case(const struct sketch_sink *i, const struct planned_case *planned,
    const struct finding_place *place, struct sketch *ret)
{
	struct fixture_sketch_source choice = { planned->suite, i->target };
	struct order order;
	order_of_case(planned->test, &order);
	size_t last = order.performances.count - 1;
	size_t at = place->preamble && place->preamble <= last
	    ? place->preamble - 1
	    : last;
	const struct performance *p = &order.performances.items[at];
	ret->title = title_of(planned, p);
	fixture_sketch_draw(&choice, p, place, ret);
	order_free(&order);
}

static bool
is_worth_it(const struct outcome *outcome)
{
	return !verdict_is_pass(outcome->verdict) &&
	    outcome->verdict != VERDICT_SKIPPED;
}

static void
sketch_sink_event(struct sink *sink, const struct run_event *event)
{
	struct sketch_sink *i = (struct sketch_sink *)sink;
	struct sketch sketch = { 0 };
	bool is_end =
	    event->kind == RUN_CASE_ENDED || event->kind == RUN_ATTEMPT_ENDED;
	if (!is_end || !is_worth_it(event->outcome)) {
		pass_on(i, event);
		return;
	}
	struct run_event fact = *event;
	sketch_case(
	    i, &i->cases[event->test->index], &event->outcome->place, &sketch);
	fact.expected = &sketch;
	pass_on(i, &fact);
	sketch_clear(&sketch);
}

struct sketch_sink *
sketch_sink_new(const struct target *target, const struct planned_case *cases,
    struct sink *const *sinks, unsigned sink_count)
{
	struct sketch_sink *i = mem_zalloc(sizeof(*i));
	i->sink.event = sketch_sink_event;
	i->sink.pause = pass_on_pause;
	i->self[0] = &i->sink;
	i->target = target;
	i->cases = cases;
	i->sinks = sinks;
	i->sink_count = sink_count;
	return i;
}

void
sketch_sink_set_cases(struct sketch_sink *i, const struct planned_case *cases)
{
	i->cases = cases;
}

struct sink *const *
sketch_sink_list(const struct sketch_sink *i)
{
	return i->self;
}

void
sketch_sink_free(struct sketch_sink *i)
{
	free(i);
}
