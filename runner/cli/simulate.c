/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/cli/simulate.h"

#include "core/clock.h"
#include "core/duration.h"
#include "runner/match/pattern.h"
#include "runner/model/party.h"
#include "sim/mock_target.h"
#include "sim/simulation.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

/* A simulation has no need of longer ones, and its clock has an end. */
#define LATENCY_MAX_NS (3600 * NS_PER_S)

/* What the texts of the command line say. */
struct parsed {
	VEC(struct fault) faults;
	VEC(struct simulation_latency) latencies; /* names owned */
};

/* The first case of a run that did not pass. */
struct culprit {
	struct sink sink;
	char *path; /* or NULL */
	enum verdict verdict;
};

static void
parse_faults(
    const struct fault_texts *texts, struct parsed *ret, struct diag *diag)
{
	for (unsigned i = 0; i < texts->count; i++) {
		struct fault fault;
		if (fault_parse(texts->items[i], &fault, diag))
			vec_push(&ret->faults, fault);
	}
}

static void
parse_latency(const char *text, struct parsed *ret, struct diag *diag)
{
	const char *equals = strchr(text, '=');
	enum party_role role;
	int64_t ns = 0;
	if (!equals || equals == text) {
		diag_error(diag, NULL,
		    "--latency wants PARTY=TIME, such as agent2=100ms, not "
		    "'%s'",
		    text);
		return;
	}
	char *name = mem_strndup(text, (size_t)(equals - text));
	enum duration_problem problem =
	    duration_parse(equals + 1, strlen(equals + 1), &ns);
	if (!party_role_of(name, &role))
		diag_error(diag, NULL, "--latency: unknown party '%s'", name);
	else if (problem != DURATION_OK)
		diag_error(diag, NULL, "--latency %s: '%s' %s", name,
		    equals + 1, duration_problem_text(problem));
	else if (ns > LATENCY_MAX_NS)
		diag_error(diag, NULL,
		    "--latency %s: '%s' is longer than an hour", name,
		    equals + 1);
	struct simulation_latency latency = { name, ns };
	vec_push(&ret->latencies, latency);
}

/* Has one of the cases that are to run such a party? */
static bool
is_cast(
    const struct campaign_setup *campaign, const char *party, struct diag *diag)
{
	bool found = false;
	for (unsigned i = 0; i < campaign->case_count && !found; i++) {
		struct pattern *p = pattern_compile(campaign->cases[i].suite,
		    campaign->target, campaign->cases[i].test, diag);
		found = p && pattern_find_party(p, party) >= 0;
		pattern_free(p);
	}
	return found;
}

static void
check_latencies(const struct simulate_setup *setup, const struct parsed *parsed,
    struct diag *diag)
{
	for (size_t i = 0; i < parsed->latencies.count; i++) {
		const char *party = parsed->latencies.items[i].party;
		if (!is_cast(setup->campaign, party, diag))
			diag_error(diag, NULL,
			    "--latency %s: no case that was selected has that "
			    "party",
			    party);
	}
}

static bool
parse(const struct simulate_setup *setup, struct parsed *ret, struct diag *diag)
{
	unsigned errors = diag->error_count;
	parse_faults(setup->faults, ret, diag);
	for (unsigned i = 0; i < setup->latencies.count; i++)
		parse_latency(setup->latencies.items[i], ret, diag);
	if (diag->error_count == errors)
		check_latencies(setup, ret, diag);
	return diag->error_count == errors;
}

static void
parsed_free(struct parsed *p)
{
	for (size_t i = 0; i < p->latencies.count; i++)
		free((char *)p->latencies.items[i].party);
	vec_free(&p->latencies);
	vec_free(&p->faults);
}

static bool
is_stopped(int stop_fd)
{
	struct pollfd p = { .fd = stop_fd, .events = POLLIN };
	return stop_fd >= 0 && poll(&p, 1, 0) > 0;
}

static void
note_culprit(struct sink *sink, const struct run_event *event)
{
	struct culprit *c = (struct culprit *)sink;
	if (event->kind != RUN_CASE_ENDED || c->path ||
	    event->outcome->verdict == VERDICT_PASS ||
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
    struct simulated *ret, struct diag *diag)
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
	struct campaign_setup told = *setup->campaign;
	told.again = buf_text(setup->again);
	ret->campaign = campaign_new(&told, diag);
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
	    setup->campaign->target, setup->campaign->program_version);
	struct simulated result = { 0 };
	struct parsed parsed = { 0 };
	if (parse(setup, &parsed, diag)) {
		struct simulation_setup simulation_setup = { .config = &config,
			.faults = parsed.faults.items,
			.fault_count = (unsigned)parsed.faults.count,
			.latencies = parsed.latencies.items,
			.latency_count = (unsigned)parsed.latencies.count };
		struct simulation *simulation =
		    simulation_new(&simulation_setup);
		run_all(setup, simulation, &result, diag);
		for (unsigned i = 0; i < parsed.faults.count; i++)
			if (simulation_fault_uses(simulation, i) == 0)
				report_unused_fault(
				    setup->faults->items[i], diag);
		simulation_free(simulation);
	}
	parsed_free(&parsed);
	return result;
}
