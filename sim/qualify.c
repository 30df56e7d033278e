/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/qualify.h"

#include "core/clock.h"
#include "runner/exec/campaign.h"
#include "sim/simulation.h"

/*
 * A slow connection takes this part of the target's shortest timer each way: so
 * much that it comes last, so little that no timer ends during ten exchanges.
 */
#define SLOW_SHARE 20

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
		.program_version = "",
		.host_name = "",
		.sinks = q->sinks,
		.sink_count = 1 };
	q->pattern = pattern_compile(
	    q->setup->suite, q->setup->target, q->test, q->diag);
	q->campaign = q->pattern ? campaign_new(&setup, q->diag) : NULL;
	return q->campaign != NULL;
}

/* One run of the case; fills the trace. */
static void
run_once(struct qualifier *q, const struct fault *fault,
    const struct schedule *schedule)
{
	trace_clear(&q->trace);
	campaign_reset(q->campaign);
	struct simulation_latency latencies[] = { { schedule->fast, 0 },
		{ schedule->slow, schedule->slow_ns } };
	struct simulation_setup simulation_setup = { .config = q->setup->config,
		.faults = fault,
		.fault_count = fault ? 1 : 0,
		.latencies = latencies,
		.latency_count = schedule->slow ? 2 : 0 };
	struct simulation *simulation = simulation_new(&simulation_setup);
	simulation_run(simulation, q->campaign, schedule->seed);
	simulation_free(simulation);
}

static enum qualification
rate(const struct mutant *m, const struct outcome *o)
{
	bool passed = o->verdict == VERDICT_PASS;
	if (!m || m->is_legal)
		return passed ? LEGAL_PASSED : LEGAL_FAILED;
	if (o->verdict != VERDICT_FAIL)
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
		.result = rate(mutant, &q->trace.outcome) };
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
slow_latency(const struct target *t)
{
	int64_t least_ns = NS_PER_S;
	for (size_t i = 0; i < t->timers.count; i++)
		if (t->timers.items[i].ns < least_ns)
			least_ns = t->timers.items[i].ns;
	return least_ns / SLOW_SHARE;
}

/* Of every two parties, one much slower than the other. */
static bool
try_chosen_schedules(struct qualifier *q)
{
	const struct pattern *p = q->pattern;
	struct schedule schedule = { .seed = q->setup->seed,
		.slow_ns = slow_latency(q->setup->target) };
	for (size_t fast = 0; fast < p->parties.count; fast++)
		for (size_t slow = 0; slow < p->parties.count; slow++) {
			schedule.fast = p->parties.items[fast].name;
			schedule.slow = p->parties.items[slow].name;
			if (fast != slow && !try_one(q, NULL, &schedule))
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
		try_random_schedules(&q)))
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
