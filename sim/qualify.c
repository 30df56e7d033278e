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
};

/* One run of the case; fills the trace.  False: it does not compile. */
static bool
run_once(const struct qualifier *q, const struct fault *fault,
    const struct schedule *schedule, struct trace *trace)
{
	struct sink *sinks[] = { &trace->sink };
	struct planned_case planned = { q->setup->suite, q->test };
	struct campaign_setup campaign_setup = { .target = q->setup->target,
		.cases = &planned,
		.case_count = 1,
		.jobs = 1,
		.run_id = "q",
		.program_version = "",
		.host_name = "",
		.sinks = sinks,
		.sink_count = 1 };
	struct campaign *campaign = campaign_new(&campaign_setup, q->diag);
	if (!campaign)
		return false;
	struct simulation_latency latencies[] = { { schedule->fast, 0 },
		{ schedule->slow, schedule->slow_ns } };
	struct simulation_setup simulation_setup = { .config = q->setup->config,
		.faults = fault,
		.fault_count = fault ? 1 : 0,
		.latencies = latencies,
		.latency_count = schedule->slow ? 2 : 0 };
	struct simulation *simulation = simulation_new(&simulation_setup);
	simulation_run(simulation, campaign, schedule->seed);
	simulation_free(simulation);
	campaign_free(campaign);
	return true;
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
try_one(const struct qualifier *q, const struct mutant *mutant,
    const struct schedule *schedule)
{
	const struct qualify_setup *setup = q->setup;
	struct trace trace;
	if (setup->is_stopped && setup->is_stopped(setup->context))
		return false;
	trace_init(&trace);
	if (run_once(q, mutant ? &mutant->fault : NULL, schedule, &trace)) {
		struct qualified one = { .test = q->test,
			.mutant = mutant,
			.schedule = *schedule,
			.outcome = &trace.outcome,
			.result = rate(mutant, &trace.outcome) };
		setup->report(setup->context, &one);
	}
	trace_clear(&trace);
	return true;
}

static enum qualify_status
derive(struct qualifier *q)
{
	struct schedule schedule = { .seed = q->setup->seed };
	struct trace trace;
	enum qualify_status status = CASE_BROKEN;
	trace_init(&trace);
	q->pattern = pattern_compile(
	    q->setup->suite, q->setup->target, q->test, q->diag);
	if (!q->pattern || !run_once(q, NULL, &schedule, &trace)) {
		/* reported */
	} else if (trace.outcome.verdict == VERDICT_SKIPPED) {
		status = CASE_EXCLUDED;
	} else if (trace.outcome.verdict == VERDICT_PASS) {
		mutants_derive(q->pattern, &trace, &q->mutants);
		status = CASE_QUALIFIED;
	} else {
		diag_error(q->diag, &q->test->at,
		    "'%s' does not pass against the mock without any fault: %s",
		    q->test->name, trace.outcome.sentence);
	}
	trace_clear(&trace);
	return status;
}

static bool
try_mutants(const struct qualifier *q)
{
	struct schedule schedule = { .seed = q->setup->seed };
	for (size_t i = 0; i < q->mutants.items.count; i++)
		if (!try_one(q, &q->mutants.items.items[i], &schedule))
			return false;
	return true;
}

static bool
try_random_schedules(const struct qualifier *q)
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
try_chosen_schedules(const struct qualifier *q)
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
	enum qualify_status status = derive(&q);
	if (status == CASE_QUALIFIED &&
	    !(try_mutants(&q) && try_chosen_schedules(&q) &&
		try_random_schedules(&q)))
		status = CASE_STOPPED;
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
