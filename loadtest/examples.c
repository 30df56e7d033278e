/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/examples.h"

#include "core/mem.h"
#include "loadtest/episode.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A case that is kept. */
struct example {
	struct run_case test; /* its index is that of the emitted run */
	char *name;           /* owned; test.name */
	struct episode episode;
	struct outcome outcome; /* owned */
	int64_t end_ns;
};

/* A case under way, by its index. */
struct stage {
	struct episode episode;
	uint64_t number; /* of the case in the load */
};

/* What is emitted, in the order of time. */
struct telling {
	int64_t time_ns;
	unsigned example;
	unsigned position;
};

struct examples {
	struct sink sink;
	unsigned each, limit;
	struct explanations explanations;
	struct run_facts facts; /* of the load */
	bool has_facts;
	uint64_t started;
	unsigned failing; /* examples that did not pass */
	VEC(struct stage) stages;
	VEC(struct example *) kept;
	VEC(char *) notices;
	struct run_facts told;  /* what the sinks may point to */
	struct run_case *cases; /* owned, of 'told' */
};

static void take_event(struct sink *sink, const struct run_event *event);

struct examples *
examples_new(unsigned each, unsigned limit)
{
	struct examples *e = mem_zalloc(sizeof(*e));
	e->sink.event = take_event;
	e->each = each;
	e->limit = limit;
	explanations_init(&e->explanations);
	return e;
}

static void
example_free(struct example *x)
{
	episode_free(&x->episode, true);
	outcome_clear(&x->outcome);
	free(x->name);
	free(x);
}

void
examples_free(struct examples *e)
{
	if (!e)
		return;
	for (size_t i = 0; i < e->stages.count; i++)
		episode_free(&e->stages.items[i].episode, false);
	for (size_t i = 0; i < e->kept.count; i++)
		example_free(e->kept.items[i]);
	for (size_t i = 0; i < e->notices.count; i++)
		free(e->notices.items[i]);
	vec_free(&e->stages);
	vec_free(&e->kept);
	vec_free(&e->notices);
	free(e->cases);
	explanations_free(&e->explanations);
	free(e);
}

struct sink *
examples_sink(struct examples *e)
{
	return &e->sink;
}

const struct explanations *
examples_explanations(const struct examples *e)
{
	return &e->explanations;
}

/* --- keeping --- */

static struct stage *
stage_of(struct examples *e, const struct run_case *test)
{
	struct stage none = { 0 };
	while (e->stages.count <= test->index)
		vec_push(&e->stages, none);
	return &e->stages.items[test->index];
}

/* Of one that passed: was another such case kept, as the same text shows? */
static bool
has_passed(const struct examples *e, const struct run_case *test)
{
	for (size_t i = 0; i < e->kept.count; i++) {
		const struct example *x = e->kept.items[i];
		if (x->outcome.verdict == VERDICT_PASS && x->name == NULL &&
		    x->test.name == test->name && x->test.phase == test->phase)
			return true;
	}
	return false;
}

/* Copies of what is owned; matches are not kept. */
static void
copy_outcome(struct outcome *into, const struct outcome *from)
{
	*into = *from;
	into->sentence = from->sentence ? mem_strdup(from->sentence) : NULL;
	into->detail = from->detail ? mem_strdup(from->detail) : NULL;
	into->seen_in = from->seen_in ? mem_strdup(from->seen_in) : NULL;
	into->difference = (struct finding_difference){ 0 };
	finding_difference_copy(&into->difference, &from->difference);
	into->matches = NULL;
	into->match_count = from->match_count;
	if (from->match_count > 0) {
		size_t size = from->match_count * sizeof(*from->matches);
		into->matches = mem_alloc(size);
		memcpy(into->matches, from->matches, size);
	}
}

static void
keep(struct examples *e, struct stage *stage, const struct run_event *end)
{
	struct example *x = mem_zalloc(sizeof(*x));
	x->test = *end->test;
	x->end_ns = end->time_ns;
	if (end->outcome->verdict != VERDICT_PASS && !x->test.is_assumption) {
		x->name =
		    mem_printf("%s#%" PRIu64, x->test.name, stage->number);
		x->test.name = x->name;
	}
	copy_outcome(&x->outcome, end->outcome);
	x->episode = stage->episode;
	stage->episode = (struct episode){ 0 };
	episode_own(&x->episode);
	vec_push(&e->kept, x);
}

static bool
is_wanted(struct examples *e, const struct run_event *end)
{
	if (end->outcome->verdict == VERDICT_PASS)
		return !has_passed(e, end->test);
	struct explanation *x = explanations_count(&e->explanations, end);
	if (!x || x->examples == e->each || e->failing == e->limit)
		return false;
	x->examples++;
	e->failing++;
	return true;
}

static void
end_case(struct examples *e, const struct run_event *event)
{
	struct stage *stage = stage_of(e, event->test);
	if (is_wanted(e, event))
		keep(e, stage, event);
	else
		episode_clear(&stage->episode);
}

static void
start_case(struct examples *e, const struct run_event *event)
{
	struct stage *stage = stage_of(e, event->test);
	if (!event->test->is_assumption)
		e->started++;
	stage->number = e->started;
	episode_start(&stage->episode, event);
}

static void
take_event(struct sink *sink, const struct run_event *event)
{
	struct examples *e = (struct examples *)sink;
	switch (event->kind) {
	case RUN_STARTED:
		e->facts = *event->run;
		e->has_facts = true;
		break;
	case RUN_CASE_STARTED:
		start_case(e, event);
		break;
	case RUN_STIMULUS:
	case RUN_OBSERVATION:
	case RUN_PROOF:
	case RUN_QUIET:
		episode_add(&stage_of(e, event->test)->episode, event);
		break;
	case RUN_CASE_ENDED:
		end_case(e, event);
		break;
	case RUN_NOTICE:
		vec_push(&e->notices, mem_strdup(event->notice));
		break;
	case RUN_ENDED:
		break;
	}
}

/* --- telling --- */

static int
compare_tellings(const void *a, const void *b)
{
	const struct telling *x = a, *y = b;
	if (x->time_ns != y->time_ns)
		return x->time_ns < y->time_ns ? -1 : 1;
	if (x->example != y->example)
		return x->example < y->example ? -1 : 1;
	return x->position < y->position ? -1 : x->position > y->position;
}

static struct telling *
list_tellings(const struct examples *e, size_t *ret_count)
{
	VEC(struct telling) all = { 0 };
	for (unsigned i = 0; i < e->kept.count; i++) {
		const struct example *x = e->kept.items[i];
		size_t count = episode_count(&x->episode);
		int64_t newest_ns = 0;
		for (unsigned j = 0; j <= count; j++) {
			int64_t time_ns = j == count
			    ? x->end_ns
			    : episode_event(&x->episode, j).time_ns;
			/* A case's own order is that in which they came. */
			if (time_ns > newest_ns)
				newest_ns = time_ns;
			struct telling t = { newest_ns, i, j };
			vec_push(&all, t);
		}
	}
	if (all.count)
		qsort(
		    all.items, all.count, sizeof(*all.items), compare_tellings);
	*ret_count = all.count;
	return all.items;
}

static void
tell_one(const struct examples *e, const struct telling *t,
    const struct run_facts *facts, struct sink *sink)
{
	const struct example *x = e->kept.items[t->example];
	struct run_event event = { .kind = RUN_CASE_ENDED,
		.time_ns = x->end_ns,
		.case_time_ns = x->end_ns - x->episode.start_ns,
		.outcome = &x->outcome };
	struct case_lease lease = x->episode.lease;
	if (t->position < episode_count(&x->episode))
		event = episode_event(&x->episode, t->position);
	lease.parties = x->episode.parties.items;
	if (event.lease)
		event.lease = &lease;
	event.run = facts;
	event.test = &facts->cases[t->example];
	sink->event(sink, &event);
}

static void
tell_plain(
    struct run_event event, const struct run_facts *facts, struct sink *sink)
{
	event.run = facts;
	sink->event(sink, &event);
}

/* Of the emitted cases. */
static struct run_summary
sum_up(const struct examples *e, const struct run_summary *load)
{
	struct run_summary s = { .duration_ns = load->duration_ns,
		.longest_timer_ns = load->longest_timer_ns,
		.interrupted = load->interrupted,
		.problem = load->problem };
	for (size_t i = 0; i < e->kept.count; i++)
		run_summary_count(
		    &s, &e->kept.items[i]->test, &e->kept.items[i]->outcome);
	return s;
}

/* Once: sinks may point there until they are finished. */
static const struct run_facts *
describe(struct examples *e)
{
	if (e->cases)
		return &e->told;
	e->cases = mem_zalloc((e->kept.count + 1) * sizeof(*e->cases));
	for (unsigned i = 0; i < e->kept.count; i++) {
		e->cases[i] = e->kept.items[i]->test;
		e->cases[i].index = i;
	}
	e->told = e->facts;
	e->told.cases = e->cases;
	e->told.case_count = (unsigned)e->kept.count;
	return &e->told;
}

void
examples_tell(struct examples *e, struct sink *sink,
    const struct run_summary *load, const struct run_summary *summary)
{
	struct run_summary own = sum_up(e, load);
	size_t count;
	if (!e->has_facts)
		return;
	const struct run_facts *facts = describe(e);
	struct telling *all = list_tellings(e, &count);
	tell_plain((struct run_event){ .kind = RUN_STARTED }, facts, sink);
	for (size_t i = 0; i < count; i++)
		tell_one(e, &all[i], facts, sink);
	for (size_t i = 0; i < e->notices.count; i++)
		tell_plain((struct run_event){ .kind = RUN_NOTICE,
			       .time_ns = load->duration_ns,
			       .notice = e->notices.items[i] },
		    facts, sink);
	tell_plain((struct run_event){ .kind = RUN_ENDED,
		       .time_ns = load->duration_ns,
		       .summary = summary ? summary : &own },
	    facts, sink);
	free(all);
}
