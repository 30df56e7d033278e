/* SPDX-License-Identifier: Apache-2.0 */
#include "qualify/qualify.h"

#include "core/clock.h"
#include "runner/exec/campaign.h"
#include "sim/simulation.h"

/*
 * A slow connection takes this part of the target's shortest timer each way: so
 * much that it comes last, so little that no timer ends during ten exchanges.
 */
#define SLOW_SHARE 20

/*
 * A server that is far away: so many percent of that timer each way, at most,
 * and how many more each time.  There and back is less than the timer.
 */
#define FAR_MAX 40u
#define FAR_STEP 10u

struct qualifier {
	const struct qualify_setup *setup;
	const struct fixture_case *test;
	struct diag *diag;
	struct pattern *pattern;
	struct mutants mutants;
	struct planned_case planned;
	struct campaign *campaign; /* of nothing but the case */
	struct trace trace;        /* of the last run */
	struct sink *sinks[1];     /* it */
};

/* False: the case does not compile. */
static bool
compile(struct qualifier *q)
{
	q->planned =
	    (struct planned_case){ .suite = q->setup->suite, .test = q->test };
	q->sinks[0] = &q->trace.sink;
	struct campaign_setup setup = { .target = q->setup->target,
		.cases = &q->planned,
		.case_count = 1,
		.jobs = 1,
		.run_id = "q",
		.facts.program_version = "",
		.facts.host_name = "",
		.sinks = q->sinks,
		.sink_count = 1 };
	q->pattern = pattern_compile(
	    q->setup->suite, q->setup->target, q->test, q->diag);
	q->campaign = q->pattern ? campaign_new(&setup, q->diag) : NULL;
	return q->campaign != NULL;
}

/* At most as many as a schedule chooses. */
#define SCHEDULE_LATENCIES 3

static unsigned
choose_latencies(const struct schedule *s, struct simulation_latency *ret)
{
	unsigned count = 0;
	if (s->fast)
		ret[count++] = (struct simulation_latency){ s->fast, 0 };
	if (s->slow_ns > 0)
		ret[count++] =
		    (struct simulation_latency){ s->slow, s->slow_ns };
	if (s->also_slow)
		ret[count++] =
		    (struct simulation_latency){ s->also_slow, s->slow_ns };
	return count;
}

/* One run of the case; fills the trace. */
static void
run_once(struct qualifier *q, const struct fault *fault,
    const struct schedule *schedule)
{
	trace_clear(&q->trace);
	campaign_reset(q->campaign);
	struct simulation_latency latencies[SCHEDULE_LATENCIES];
	struct simulation_setup simulation_setup = { .config = q->setup->config,
		.faults = fault,
		.fault_count = fault ? 1 : 0,
		.latencies = latencies,
		.latency_count = choose_latencies(schedule, latencies) };
	struct simulation *simulation = simulation_new(&simulation_setup);
	simulation_run(simulation, q->campaign, schedule->seed);
	simulation_free(simulation);
}

static enum qualification
rate(const struct mutant *m, const struct schedule *schedule,
    const struct outcome *o)
{
	bool passed = o->verdict == VERDICT_PASS ||
	    (schedule_is_far(schedule) && o->verdict == VERDICT_INCONCLUSIVE &&
		o->finding == FINDING_RUNNER_LATE);
	if (!m || m->is_legal)
		return passed ? LEGAL_PASSED : LEGAL_FAILED;
	/* A line that is no frame is the fault of what stands between. */
	if (o->verdict != VERDICT_FAIL && o->finding != FINDING_BROKEN_BINDING)
		return SURVIVED;
	return o->finding == m->wanted ? KILLED : KILLED_AS_OTHER;
}

/* False: asked to stop. */
static bool
try_one(struct qualifier *q, const struct mutant *mutant,
    const struct schedule *schedule)
{
	const struct qualify_setup *setup = q->setup;
	if (setup->is_stopped && setup->is_stopped(setup->context))
		return false;
	run_once(q, mutant ? &mutant->fault : NULL, schedule);
	struct qualified one = { .test = q->test,
		.mutant = mutant,
		.schedule = *schedule,
		.outcome = &q->trace.outcome,
		.result = rate(mutant, schedule, &q->trace.outcome) };
	setup->report(setup->context, &one);
	return true;
}

static enum qualify_status
derive(struct qualifier *q)
{
	struct schedule schedule = { .seed = q->setup->seed };
	const struct outcome *outcome = &q->trace.outcome;
	if (!compile(q))
		return CASE_BROKEN;
	run_once(q, NULL, &schedule);
	if (outcome->verdict == VERDICT_SKIPPED)
		return CASE_EXCLUDED;
	if (outcome->verdict == VERDICT_PASS) {
		mutants_derive(q->pattern, &q->trace, &q->mutants);
		return CASE_QUALIFIED;
	}
	diag_error(q->diag, &q->test->at,
	    "'%s' does not pass against the mock without any fault: %s",
	    q->test->name, outcome->sentence);
	return CASE_BROKEN;
}

static bool
try_mutants(struct qualifier *q)
{
	struct schedule schedule = { .seed = q->setup->seed };
	for (size_t i = 0; i < q->mutants.items.count; i++)
		if (!try_one(q, &q->mutants.items.items[i], &schedule))
			return false;
	return true;
}

static bool
try_random_schedules(struct qualifier *q)
{
	for (unsigned i = 0; i < q->setup->schedules; i++) {
		struct schedule schedule = { .seed = q->setup->seed + i };
		if (!try_one(q, NULL, &schedule))
			return false;
	}
	return true;
}

static int64_t
shortest_timer(const struct target *t)
{
	int64_t least_ns = NS_PER_S;
	for (size_t i = 0; i < t->timers.count; i++)
		if (t->timers.items[i].ns < least_ns)
			least_ns = t->timers.items[i].ns;
	return least_ns;
}

/* Of every two parties, one much slower than the other. */
static bool
try_chosen_schedules(struct qualifier *q)
{
	const struct pattern *p = q->pattern;
	struct schedule schedule = { .seed = q->setup->seed,
		.slow_ns = shortest_timer(q->setup->target) / SLOW_SHARE };
	for (size_t fast = 0; fast < p->parties.count; fast++)
		for (size_t slow = 0; slow < p->parties.count; slow++) {
			schedule.fast = p->parties.items[fast].name;
			schedule.slow = p->parties.items[slow].name;
			if (fast != slow && !try_one(q, NULL, &schedule))
				return false;
		}
	return true;
}

static int64_t
far_latency(const struct qualifier *q, unsigned percent)
{
	return shortest_timer(q->setup->target) * percent / 100;
}

/* All parties are far away from the server, or one is, step by step. */
static bool
try_distances(struct qualifier *q, const char *party)
{
	for (unsigned percent = FAR_STEP; percent <= FAR_MAX;
	     percent += FAR_STEP) {
		struct schedule schedule = { .seed = q->setup->seed,
			.slow = party,
			.slow_ns = far_latency(q, percent) };
		if (!try_one(q, NULL, &schedule))
			return false;
	}
	return true;
}

/* Two are. */
static bool
try_pair(struct qualifier *q, const char *one, const char *other)
{
	struct schedule schedule = { .seed = q->setup->seed,
		.slow = one,
		.also_slow = other,
		.slow_ns = far_latency(q, FAR_MAX) };
	return try_one(q, NULL, &schedule);
}

static bool
try_far_schedules(struct qualifier *q)
{
	const struct pattern *p = q->pattern;
	if (!try_distances(q, NULL))
		return false;
	for (size_t i = 0; i < p->parties.count; i++) {
		const char *party = p->parties.items[i].name;
		if (!try_distances(q, party))
			return false;
		for (size_t j = 0; j < i; j++)
			if (!try_pair(q, p->parties.items[j].name, party))
				return false;
	}
	return true;
}

enum qualify_status
qualify_case(const struct qualify_setup *setup, const struct fixture_case *test,
    struct diag *diag)
{
	struct qualifier q = { .setup = setup, .test = test, .diag = diag };
	trace_init(&q.trace);
	enum qualify_status status = derive(&q);
	if (status == CASE_QUALIFIED &&
	    !(try_mutants(&q) && try_chosen_schedules(&q) &&
		try_far_schedules(&q) && try_random_schedules(&q)))
		status = CASE_STOPPED;
	trace_clear(&q.trace);
	campaign_free(q.campaign);
	pattern_free(q.pattern);
	vec_free(&q.mutants.items);
	return status;
}

const char *
qualify_status_name(enum qualify_status status)
{
	static const char *const names[] = {
		[CASE_QUALIFIED] = "qualified",
		[CASE_EXCLUDED] = "excluded",
		[CASE_BROKEN] = "broken",
		[CASE_STOPPED] = "stopped",
	};
	return names[status];
}
