/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/examples.h"

#include "core/mem.h"
#include "loadtest/episode.h"
#include "model/repetition.h"
#include "model/suite.h"
#include "runner/exec/reliance.h"

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
	const struct planned_case *cases;
	unsigned case_count;
	unsigned each, limit;
	struct explanations explanations;
	struct run_facts facts; /* of the load */
	bool has_facts;
	char *server; /* owned; NULL: not built yet */
	uint64_t started;
	unsigned failing; /* examples that did not pass */
	VEC(struct stage) stages;
	VEC(struct example *) kept;
	VEC(char *) notices;
	/* What is emitted, and what the sinks may point to: */
	struct run_facts told;
	VEC(struct run_case) told_cases;
	VEC(struct planned_case) told_plan;
};

static void take_event(struct sink *sink, const struct run_event *event);

struct examples *
examples_new(const struct planned_case *cases, unsigned case_count,
    unsigned each, unsigned limit)
{
	struct examples *e = mem_zalloc(sizeof(*e));
	e->cases = cases;
	e->case_count = case_count;
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
	vec_free(&e->told_cases);
	vec_free(&e->told_plan);
	free(e->server);
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
	case RUN_LEFT_OUT:
		episode_add(&stage_of(e, event->test)->episode, event);
		break;
	case RUN_CASE_ENDED:
		end_case(e, event);
		break;
	case RUN_NOTICE:
		vec_push(&e->notices, mem_strdup(event->notice));
		break;
	case RUN_ATTEMPT_ENDED: /* a load has none */
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
		struct observation o;
		int64_t newest_ns = 0;
		for (unsigned j = 0; j <= count; j++) {
			int64_t time_ns = j == count
			    ? x->end_ns
			    : episode_event(&x->episode, j, &o).time_ns;
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

/* --- which cases are emitted --- */

static const struct fixture_case *
find_test(const struct suite *s, const char *phase, const char *name)
{
	const struct fixture *f = suite_find_phase(s, phase);
	for (size_t i = 0; f && i < f->cases.count; i++)
		if (repetition_is_of(name, f->cases.items[i]->name))
			return f->cases.items[i];
	return NULL;
}

/* One that the load draws, or a set-up of the run. */
static struct planned_case
find_planned(const struct examples *e, const struct example *x)
{
	struct planned_case planned = { .is_assumption =
					    x->test.is_assumption };
	for (unsigned i = 0; i < e->case_count && !planned.test; i++) {
		planned.suite = e->cases[i].suite;
		if (strcmp(planned.suite->name, x->test.suite) == 0)
			planned.test = find_test(
			    planned.suite, x->test.phase, x->test.name);
	}
	return planned;
}

static void
add_told(struct examples *e, struct planned_case planned, struct run_case test)
{
	test.index = (unsigned)e->told_cases.count;
	vec_push(&e->told_plan, planned);
	vec_push(&e->told_cases, test);
}

static bool
is_told(const struct examples *e, const struct fixture_case *test)
{
	for (size_t i = 0; i < e->told_plan.count; i++)
		if (e->told_plan.items[i].test == test)
			return true;
	return false;
}

/* The case that the example blames, unless it has been emitted. */
static void
add_blamed(struct examples *e, const struct example *x)
{
	const struct blamed_case *blamed = &x->outcome.blamed;
	struct planned_case user = find_planned(e, x);
	if (!blamed->phase || !x->outcome.is_proven || !user.test)
		return;
	const struct fixture_case *test =
	    find_test(user.suite, blamed->phase, blamed->name);
	if (!test || is_told(e, test))
		return;
	add_told(e,
	    (struct planned_case){
		.suite = user.suite, .test = test, .is_assumption = true },
	    (struct run_case){ .suite = user.suite->name,
		.phase = test->fixture->phase,
		.name = test->name,
		.section = test->fixture->section,
		.file = test->fixture->source->path,
		.line = test->at.line,
		.requirement = "",
		.is_assumption = true });
}

/* Once: sinks may point there until they are finished. */
static void
list_told(struct examples *e)
{
	if (e->told_cases.count > 0)
		return;
	for (size_t i = 0; i < e->kept.count; i++) {
		const struct example *x = e->kept.items[i];
		add_told(e, find_planned(e, x), x->test);
	}
	for (size_t i = 0; i < e->kept.count; i++)
		add_blamed(e, e->kept.items[i]);
	e->told = e->facts;
	e->told.cases = e->told_cases.items;
	e->told.case_count = (unsigned)e->told_cases.count;
}

const char *
examples_server(struct examples *e)
{
	if (!e->has_facts)
		return "";
	if (!e->server)
		e->server = mem_printf(
		    "%s %s", e->facts.server_name, e->facts.server_version);
	return e->server;
}

const struct planned_case *
examples_cases(struct examples *e, unsigned *ret_count)
{
	list_told(e);
	*ret_count = (unsigned)e->told_plan.count;
	return e->told_plan.items;
}

/* --- telling them --- */

/* The sink, and the counts so far. */
struct retelling {
	struct examples *examples;
	struct sink *sink;
	struct reliance *reliance;
	struct run_summary summary;
};

static void
tell(struct retelling *r, struct run_event event)
{
	event.run = &r->examples->told;
	r->sink->event(r->sink, &event);
}

static const struct example *
example_of(const struct retelling *r, unsigned index)
{
	const struct examples *e = r->examples;
	return index < e->kept.count ? e->kept.items[index] : NULL;
}

/* Of a case that was blamed, there is no more than that. */
static void
tell_end(void *context, unsigned index, const struct outcome *outcome)
{
	struct retelling *r = context;
	const struct example *x = example_of(r, index);
	struct run_event event = { .kind = RUN_CASE_STARTED,
		.test = &r->examples->told_cases.items[index],
		.time_ns = r->summary.duration_ns };
	if (!x)
		tell(r, event);
	event.kind = RUN_CASE_ENDED;
	event.outcome = outcome;
	if (x) {
		event.time_ns = x->end_ns;
		event.case_time_ns = x->end_ns - x->episode.start_ns;
	}
	run_summary_count(&r->summary, event.test, outcome);
	tell(r, event);
}

/* A case of that name: a late message is about one that had passed. */
static const struct run_case *
find_told(const struct examples *e, const struct run_case *test)
{
	for (size_t i = 0; i < e->told_cases.count; i++) {
		const struct run_case *told = &e->told_cases.items[i];
		if (strcmp(told->suite, test->suite) == 0 &&
		    strcmp(told->phase, test->phase) == 0 &&
		    repetition_is_of(told->name, test->name))
			return told;
	}
	return NULL;
}

static void
tell_one(struct retelling *r, const struct telling *t)
{
	const struct example *x = example_of(r, t->example);
	struct observation observation;
	struct outcome outcome;
	if (t->position == episode_count(&x->episode)) {
		copy_outcome(&outcome, &x->outcome);
		reliance_end(r->reliance, t->example, &outcome);
		return;
	}
	struct run_event event =
	    episode_event(&x->episode, t->position, &observation);
	if (event.late)
		event.late = find_told(r->examples, event.late);
	struct case_lease lease = x->episode.lease;
	lease.parties = x->episode.parties.items;
	if (event.lease)
		event.lease = &lease;
	event.test = &r->examples->told_cases.items[t->example];
	tell(r, event);
}

static struct reliance *
link_told(struct examples *e, struct retelling *r)
{
	struct reliance *reliance =
	    reliance_new((unsigned)e->told_cases.count, r, tell_end);
	for (size_t i = 0; i < e->told_cases.count; i++)
		reliance_add(reliance, &e->told_cases.items[i],
		    e->told_plan.items[i].test);
	reliance_link(reliance);
	return reliance;
}

static void
tell_all(struct examples *e, struct retelling *r)
{
	size_t count;
	struct telling *all = list_tellings(e, &count);
	for (size_t i = 0; i < count; i++)
		tell_one(r, &all[i]);
	reliance_flush(r->reliance);
	free(all);
}

void
examples_tell(
    struct examples *e, struct sink *sink, const struct run_summary *load)
{
	struct retelling r = { .examples = e,
		.sink = sink,
		.summary = { .duration_ns = load->duration_ns,
		    .longest_timer_ns = load->longest_timer_ns,
		    .interrupted = load->interrupted,
		    .problem = load->problem } };
	if (!e->has_facts)
		return;
	list_told(e);
	r.reliance = link_told(e, &r);
	tell(&r, (struct run_event){ .kind = RUN_STARTED });
	tell_all(e, &r);
	for (size_t i = 0; i < e->notices.count; i++)
		tell(&r,
		    (struct run_event){ .kind = RUN_NOTICE,
			.time_ns = load->duration_ns,
			.notice = e->notices.items[i] });
	tell(&r,
	    (struct run_event){ .kind = RUN_ENDED,
		.time_ns = load->duration_ns,
		.summary = &r.summary });
	reliance_free(r.reliance);
}
