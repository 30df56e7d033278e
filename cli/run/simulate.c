/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/run/simulate.h"

#include "core/clock.h"
#include "core/text/duration.h"
#include "sim/mock_target.h"
#include "sim/simulation.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

/* A look costs about as much as some steps of a simulation. */
#define STEPS_PER_LOOK 64

/* Why a simulation is to end. */
struct stop {
	const struct simulate_setup *setup;
	unsigned steps;
	bool is_told; /* a run that is reported on is under way */
};

/* The first case of a run that did not pass. */
struct culprit {
	struct sink sink;
	char *path; /* or NULL */
	enum verdict verdict;
};

static bool
is_stopped(int stop_fd)
{
	struct pollfd p = { .fd = stop_fd, .events = POLLIN };
	return stop_fd >= 0 && poll(&p, 1, 0) > 0;
}

/* A search ends between two runs. */
static const char *
why_stopped(void *context)
{
	struct stop *s = context;
	if (!s->is_told || s->steps++ % STEPS_PER_LOOK ||
	    !is_stopped(s->setup->stop_fd))
		return NULL;
	return s->setup->stop_reason();
}

static void
note_culprit(struct sink *sink, const struct run_event *event)
{
	struct culprit *c = (struct culprit *)sink;
	if (event->kind != RUN_CASE_ENDED || c->path ||
	    verdict_is_pass(event->outcome->verdict) ||
	    event->outcome->verdict == VERDICT_SKIPPED)
		return;
	c->verdict = event->outcome->verdict;
	c->path = mem_printf("%s/%s/%s", event->test->suite, event->test->phase,
	    event->test->name);
}

/* The schedules that were tried, and the one to report on. */
struct search {
	const struct simulate_setup *setup;
	struct simulation *simulation;
	struct diag *diag;
	struct culprit culprit;
	unsigned tried;
	unsigned seed;
	bool was_interrupted;
};

/* The first seed that does not pass, else the first one of all. */
static void
find_seed(struct search *s)
{
	struct sink *sinks[] = { &s->culprit.sink };
	struct campaign_setup silent = *s->setup->campaign;
	silent.sinks = sinks;
	silent.sink_count = 1;
	silent.verdicts_only = true;
	silent.case_count = s->setup->searched;
	s->culprit.sink.event = note_culprit;
	struct campaign *c = campaign_new(&silent, s->diag);
	while (c && s->tried < s->setup->schedules && !s->culprit.path) {
		if ((s->was_interrupted = is_stopped(s->setup->stop_fd)))
			break;
		s->seed = s->setup->seed + s->tried++;
		simulation_run(s->simulation, c, s->seed);
		campaign_reset(c);
	}
	campaign_free(c);
	if (!s->culprit.path)
		s->seed = s->setup->seed;
}

static void
tell(const struct search *s, int64_t duration_ns)
{
	char took[DURATION_TEXT_SIZE];
	duration_print(took, duration_ns);
	if (s->culprit.path)
		fprintf(stderr,
		    "note: schedule %u of %u did not pass: %s (%s); "
		    "--simulate --seed %u replays it\n",
		    s->tried, s->setup->schedules, s->culprit.path,
		    verdict_name(s->culprit.verdict), s->seed);
	else if (s->was_interrupted)
		fprintf(stderr,
		    "note: interrupted after %u of %u schedules, which passed "
		    "in %s; the report is on seed %u\n",
		    s->tried, s->setup->schedules, took, s->seed);
	else
		fprintf(stderr,
		    "note: all %u schedules passed in %s; the report is on "
		    "seed %u\n",
		    s->tried, took, s->seed);
}

static void
run_all(const struct simulate_setup *setup, struct simulation *simulation,
    struct stop *stop, struct simulated *ret, struct diag *diag)
{
	struct search s = { .setup = setup,
		.simulation = simulation,
		.diag = diag,
		.seed = setup->seed };
	int64_t start_ns = clock_now_ns();
	if (setup->schedules > 1)
		find_seed(&s);
	int64_t duration_ns = clock_now_ns() - start_ns;
	buf_printf(setup->again, " --seed %u", s.seed);
	buf_printf(setup->told_again, " --seed %u", s.seed);
	struct campaign_setup told = *setup->campaign;
	told.facts.again = buf_text(setup->told_again);
	ret->campaign = campaign_new(&told, diag);
	/* A search that was stopped still reports on one seed. */
	stop->is_told = !s.was_interrupted;
	if (ret->campaign)
		ret->summary =
		    simulation_run(simulation, ret->campaign, s.seed);
	if (ret->summary && setup->schedules > 1)
		tell(&s, duration_ns);
	ret->was_interrupted = s.was_interrupted;
	free(s.culprit.path);
}

struct simulated
simulate(const struct simulate_setup *setup, struct diag *diag)
{
	struct mock_config config = mock_config_for(
	    setup->campaign->target, setup->campaign->facts.program_version);
	const struct faults *faults = setup->faults;
	config = faults_config(faults, &config);
	struct simulated result = { 0 };
	struct stop stop = { .setup = setup };
	struct simulation_setup simulation_setup = { .config = &config,
		.why_enough = why_stopped,
		.context = &stop,
		.faults = faults->parsed.items,
		.fault_count = (unsigned)faults->parsed.count,
		.latencies = setup->latencies->parsed.items,
		.latency_count = (unsigned)setup->latencies->parsed.count };
	struct simulation *simulation = simulation_new(&simulation_setup);
	run_all(setup, simulation, &stop, &result, diag);
	for (unsigned i = 0; i < faults->parsed.count; i++)
		if (simulation_fault_uses(simulation, i) == 0)
			faults_report_unused(faults, i, diag);
	simulation_free(simulation);
	return result;
}
