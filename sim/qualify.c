/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/qualify.h"

#include "runner/exec/campaign.h"
#include "sim/simulation.h"

/* One run of the case; fills the trace.  False: it does not compile. */
static bool
run_once(const struct qualify_setup *setup, const struct fixture_case *test,
    const struct fault *fault, uint64_t seed, struct trace *trace,
    struct diag *diag)
{
	struct sink *sinks[] = { &trace->sink };
	struct planned_case planned = { setup->suite, test };
	struct campaign_setup campaign_setup = { .target = setup->target,
		.cases = &planned,
		.case_count = 1,
		.jobs = 1,
		.run_id = "q",
		.program_version = "",
		.host_name = "",
		.sinks = sinks,
		.sink_count = 1 };
	struct campaign *campaign = campaign_new(&campaign_setup, diag);
	if (!campaign)
		return false;
	struct simulation_setup simulation_setup = { .config = setup->config,
		.faults = fault,
		.fault_count = fault ? 1 : 0 };
	struct simulation *simulation = simulation_new(&simulation_setup);
	simulation_run(simulation, campaign, seed);
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

static void
try_one(const struct qualify_setup *setup, const struct fixture_case *test,
    const struct mutant *mutant, uint64_t seed, struct diag *diag)
{
	struct trace trace;
	trace_init(&trace);
	if (run_once(setup, test, mutant ? &mutant->fault : NULL, seed, &trace,
		diag)) {
		struct qualified q = { .test = test,
			.mutant = mutant,
			.seed = seed,
			.outcome = &trace.outcome,
			.result = rate(mutant, &trace.outcome) };
		setup->report(setup->context, &q);
	}
	trace_clear(&trace);
}

static bool
derive(const struct qualify_setup *setup, const struct fixture_case *test,
    struct mutants *ret, struct diag *diag)
{
	struct trace trace;
	bool good = false;
	trace_init(&trace);
	struct pattern *pattern =
	    pattern_compile(setup->suite, setup->target, test, diag);
	if (!pattern ||
	    !run_once(setup, test, NULL, setup->seed, &trace, diag)) {
		/* reported */
	} else if (trace.outcome.verdict == VERDICT_SKIPPED) {
		good = true;
	} else if (trace.outcome.verdict == VERDICT_PASS) {
		mutants_derive(pattern, &trace, ret);
		good = true;
	} else {
		diag_error(diag, &test->at,
		    "'%s' does not pass against the mock without any fault: %s",
		    test->name, trace.outcome.sentence);
	}
	trace_clear(&trace);
	pattern_free(pattern);
	return good;
}

bool
qualify_case(const struct qualify_setup *setup, const struct fixture_case *test,
    struct diag *diag)
{
	struct mutants mutants = { 0 };
	bool good = derive(setup, test, &mutants, diag);
	for (size_t i = 0; i < mutants.items.count; i++)
		try_one(
		    setup, test, &mutants.items.items[i], setup->seed, diag);
	for (unsigned i = 0; good && i < setup->schedules; i++)
		try_one(setup, test, NULL, setup->seed + i, diag);
	vec_free(&mutants.items);
	return good;
}
