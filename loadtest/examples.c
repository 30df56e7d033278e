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
	struct outcome seen; /* of the preamble that it proves wrong; owned */
	int64_t end_ns;
	bool is_told; /* to the one who listens all the while */
	bool was_run; /* false: it was only blamed by another */
};

/* A case under way, by its index. */
struct stage {
	struct episode episode;
	uint64_t number; /* of the case in the load */
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
	unsigned shard, shards; /* of which it is one, from 1; 0: it is none */
	unsigned failing;       /* examples that did not pass */
	VEC(struct stage) stages;
	/*
	 * In the order in which they are emitted: first those that did not
	 * pass, as they ended; then, when the load has ended, the others.
	 */
	VEC(struct example *) kept;
	VEC(struct example *) later;
	VEC(char *) notices;
	/* What is emitted, and what the sinks may point to: */
	struct run_facts told;
	VEC(struct run_case) told_cases;
	VEC(struct planned_case) told_plan;
	bool is_listed;    /* all are among them */
	struct sink *live; /* NULL: no one listens all the while */
	struct run_facts live_facts;
	struct run_summary live_summary;
};

static void take_event(struct sink *sink, const struct run_event *event);
static void pause_live(struct sink *sink);

struct examples *
examples_new(const struct planned_case *cases, unsigned case_count,
    unsigned each, unsigned limit)
{
	struct examples *e = mem_zalloc(sizeof(*e));
	e->cases = cases;
	e->case_count = case_count;
	e->sink.event = take_event;
	e->sink.pause = pause_live;
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
	outcome_clear(&x->seen);
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
	for (size_t i = 0; i < e->later.count; i++)
		example_free(e->later.items[i]);
	for (size_t i = 0; i < e->notices.count; i++)
		free(e->notices.items[i]);
	vec_free(&e->stages);
	vec_free(&e->kept);
	vec_free(&e->later);
	vec_free(&e->notices);
	vec_free(&e->told_cases);
	vec_free(&e->told_plan);
	free(e->server);
	explanations_free(&e->explanations);
	free(e);
}

void
examples_set_shard(struct examples *e, unsigned number, unsigned total)
{
	e->shard = number;
	e->shards = total;
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

/* The case of the preamble that the example proves to have gone wrong. */
static const struct fixture_case *
find_blamed(const struct examples *e, const struct example *x,
    struct planned_case *ret_user)
{
	const struct blamed_case *blamed = &x->outcome.blamed;
	*ret_user = find_planned(e, x);
	if (x->outcome.verdict != VERDICT_INCONCLUSIVE || !blamed->phase ||
	    !x->outcome.is_proven || !ret_user->test)
		return NULL;
	return find_test(ret_user->suite, blamed->phase, blamed->name);
}

static struct run_case
case_of(const struct planned_case *user, const struct fixture_case *test)
{
	return (struct run_case){ .suite = user->suite->name,
		.phase = test->fixture->phase,
		.name = test->name,
		.section = test->fixture->section,
		.file = test->fixture->source->name,
		.line = test->at.line,
		.requirement = "",
		.is_assumption = true };
}

static void
list_example(struct examples *e, struct example *x)
{
	struct planned_case user;
	const struct fixture_case *blamed = find_blamed(e, x, &user);
	x->test.index = (unsigned)e->kept.count;
	if (blamed) {
		struct run_case base = case_of(&user, blamed);
		reliance_see(&x->test, &x->outcome, &x->seen);
		reliance_refer(&base, &x->outcome);
	}
	vec_push(&e->kept, x);
	vec_push(&e->told_plan, find_planned(e, x));
	vec_push(&e->told_cases, x->test);
}

/* --- telling them --- */

static void
tell(const struct run_facts *run, struct sink *sink, struct run_event event)
{
	event.run = run;
	sink->event(sink, &event);
}

/* A case of that name: a late message is about one that had passed. */
static const struct run_case *
find_told(const struct examples *e, const struct run_case *test)
{
	for (size_t i = 0; i < e->kept.count; i++) {
		const struct run_case *told = &e->kept.items[i]->test;
		if (strcmp(told->suite, test->suite) == 0 &&
		    strcmp(told->phase, test->phase) == 0 &&
		    repetition_is_of(told->name, test->name))
			return told;
	}
	return NULL;
}

static void
tell_position(const struct examples *e, const struct run_facts *run,
    struct sink *sink, const struct example *x, size_t position)
{
	struct observation observation;
	struct run_event event =
	    episode_event(&x->episode, position, &observation);
	struct case_lease lease = x->episode.lease;
	lease.parties = x->episode.parties.items;
	if (event.late)
		event.late = find_told(e, event.late);
	if (event.lease)
		event.lease = &lease;
	event.test = &x->test;
	tell(run, sink, event);
}

/* Of a case that was only blamed, there is no more than that. */
static void
tell_example(const struct examples *e, const struct run_facts *run,
    struct sink *sink, const struct example *x)
{
	struct run_event event = {
		.kind = RUN_CASE_STARTED, .test = &x->test, .time_ns = x->end_ns
	};
	size_t count = x->was_run ? episode_count(&x->episode) : 0;
	if (!x->was_run)
		tell(run, sink, event);
	for (size_t i = 0; i < count; i++)
		tell_position(e, run, sink, x, i);
	event.kind = RUN_CASE_ENDED;
	event.outcome = &x->outcome;
	if (x->was_run)
		event.case_time_ns = x->end_ns - x->episode.start_ns;
	tell(run, sink, event);
}

static void
tell_live(struct examples *e, struct example *x)
{
	if (!e->live || x->is_told)
		return;
	x->is_told = true;
	run_summary_count(&e->live_summary, &x->test, &x->outcome);
	tell_example(e, &e->live_facts, e->live, x);
}

static void
start_live(struct examples *e)
{
	e->live_facts = e->facts;
	e->live_facts.is_load = true;
	e->live_facts.cases = NULL;
	e->live_facts.case_count = 0;
	if (e->live)
		tell(&e->live_facts, e->live,
		    (struct run_event){ .kind = RUN_STARTED });
}

static void
pause_live(struct sink *sink)
{
	struct examples *e = (struct examples *)sink;
	if (e->live)
		sinks_pause(&e->live, 1);
}

void
examples_set_live(struct examples *e, struct sink *live)
{
	e->live = live;
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
	for (size_t i = 0; i < e->later.count; i++) {
		const struct example *x = e->later.items[i];
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

/*
 * What failed is emitted at once; what may still turn out to have failed, as
 * others blame it, and what passed, at the end.
 */
static void
keep(struct examples *e, struct stage *stage, const struct run_event *end)
{
	struct example *x = mem_zalloc(sizeof(*x));
	bool is_final =
	    end->outcome->verdict != VERDICT_PASS && !end->test->is_assumption;
	x->test = *end->test;
	x->end_ns = end->time_ns;
	x->was_run = true;
	if (is_final) {
		x->name =
		    mem_printf("%s#%" PRIu64, x->test.name, stage->number);
		x->test.name = x->name;
	}
	copy_outcome(&x->outcome, end->outcome);
	x->episode = stage->episode;
	stage->episode = (struct episode){ 0 };
	episode_own(&x->episode);
	if (!is_final) {
		vec_push(&e->later, x);
		return;
	}
	list_example(e, x);
	tell_live(e, x);
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
	stage->number =
	    e->shards ? (e->started - 1) * e->shards + e->shard : e->started;
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
		start_live(e);
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
	case RUN_LAG:           /* the figures have it */
	case RUN_ATTEMPT_ENDED: /* a load has none */
	case RUN_ENDED:
		break;
	}
}

/* --- the end --- */

/* The own case of that test, which is emitted; NULL: there is none yet. */
static struct example *
find_assumption(const struct examples *e, const struct fixture_case *test)
{
	for (size_t i = 0; i < e->kept.count; i++)
		if (e->kept.items[i]->test.is_assumption &&
		    e->told_plan.items[i].test == test)
			return e->kept.items[i];
	return NULL;
}

static struct example *
add_assumption(struct examples *e, const struct planned_case *user,
    const struct fixture_case *test, int64_t time_ns)
{
	struct example *x = mem_zalloc(sizeof(*x));
	x->test = case_of(user, test);
	x->end_ns = time_ns;
	x->outcome.verdict = VERDICT_ABORTED;
	list_example(e, x);
	return x;
}

/* The first one that blames it counts. */
static void
heed_blame(struct examples *e, struct example *x)
{
	struct planned_case user;
	const struct fixture_case *test = find_blamed(e, x, &user);
	if (!test)
		return;
	struct example *base = find_assumption(e, test);
	if (!base)
		base = add_assumption(e, &user, test, x->end_ns);
	reliance_blame(&base->outcome, &x->seen);
}

/* Once: sinks may point there until they are finished. */
static void
list_all(struct examples *e)
{
	size_t failing = e->kept.count;
	if (e->is_listed)
		return;
	e->is_listed = true;
	for (size_t i = 0; i < e->later.count; i++)
		list_example(e, e->later.items[i]);
	e->later.count = 0;
	for (size_t i = 0; i < failing; i++)
		heed_blame(e, e->kept.items[i]);
	for (size_t i = 0; i < e->kept.count; i++)
		e->told_cases.items[i] = e->kept.items[i]->test;
	e->told = e->facts;
	e->told.is_load = true;
	e->told.cases = e->told_cases.items;
	e->told.case_count = (unsigned)e->told_cases.count;
}

const struct run_facts *
examples_run(const struct examples *e)
{
	return e->has_facts ? &e->facts : NULL;
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
examples_cases(const struct examples *e, unsigned *ret_count)
{
	*ret_count = (unsigned)e->told_plan.count;
	return e->told_plan.items;
}

static void
tell_end(const struct examples *e, const struct run_facts *run,
    struct sink *sink, struct run_summary *summary,
    const struct run_summary *load)
{
	for (size_t i = 0; i < e->notices.count; i++)
		tell(run, sink,
		    (struct run_event){ .kind = RUN_NOTICE,
			.time_ns = load->duration_ns,
			.notice = e->notices.items[i] });
	summary->duration_ns = load->duration_ns;
	summary->longest_timer_ns = load->longest_timer_ns;
	summary->interrupted = load->interrupted;
	summary->problem = load->problem;
	tell(run, sink,
	    (struct run_event){ .kind = RUN_ENDED,
		.time_ns = load->duration_ns,
		.summary = summary });
}

void
examples_list(struct examples *e)
{
	if (!e->has_facts)
		return;
	list_all(e);
	for (size_t i = 0; i < e->kept.count; i++)
		tell_live(e, e->kept.items[i]);
}

void
examples_end_live(struct examples *e, const struct run_summary *load)
{
	if (e->has_facts && e->live)
		tell_end(e, &e->live_facts, e->live, &e->live_summary, load);
}

void
examples_tell(
    struct examples *e, struct sink *sink, const struct run_summary *load)
{
	struct run_summary summary = { 0 };
	if (!e->has_facts)
		return;
	list_all(e);
	tell(&e->told, sink, (struct run_event){ .kind = RUN_STARTED });
	for (size_t i = 0; i < e->kept.count; i++) {
		const struct example *x = e->kept.items[i];
		run_summary_count(&summary, &x->test, &x->outcome);
		tell_example(e, &e->told, sink, x);
	}
	tell_end(e, &e->told, sink, &summary, load);
}
