/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/cli/simulate.h"

#include "core/clock.h"
#include "core/duration.h"
#include "sim/mock_target.h"
#include "sim/simulation.h"

#include <poll.h>
#include <stdio.h>

struct faults {
	VEC(struct fault) items;
};

static bool
parse_faults(
    const struct fault_texts *texts, struct faults *ret, struct diag *diag)
{
	bool good = true;
	for (unsigned i = 0; i < texts->count; i++) {
		struct fault fault;
		good &= fault_parse(texts->items[i], &fault, diag);
		vec_push(&ret->items, fault);
	}
	return good;
}

static bool
is_stopped(int stop_fd)
{
	struct pollfd p = { .fd = stop_fd, .events = POLLIN };
	return stop_fd >= 0 && poll(&p, 1, 0) > 0;
}

static bool
is_clean(const struct run_summary *s)
{
	unsigned bad = 0;
	for (int verdict = 0; verdict < VERDICT_COUNT; verdict++)
		if (verdict != VERDICT_PASS && verdict != VERDICT_SKIPPED)
			bad += s->counts[verdict];
	return bad == 0;
}

/* The first seed that does not pass, else the first one of all. */
static unsigned
find_seed(const struct simulate_setup *setup, struct simulation *simulation,
    unsigned *ret_tried, struct diag *diag)
{
	struct campaign_setup silent = *setup->campaign;
	silent.sink_count = 0;
	for (unsigned i = 0; i < setup->schedules; i++) {
		if (is_stopped(setup->stop_fd))
			break;
		struct campaign *c = campaign_new(&silent, diag);
		if (!c)
			break;
		bool clean =
		    is_clean(simulation_run(simulation, c, setup->seed + i));
		campaign_free(c);
		++*ret_tried;
		if (!clean)
			return setup->seed + i;
	}
	return setup->seed;
}

static void
tell(unsigned tried, unsigned seed, const struct run_summary *summary,
    int64_t duration_ns)
{
	char took[DURATION_TEXT_SIZE];
	duration_print(took, duration_ns);
	if (is_clean(summary))
		fprintf(
		    stderr, "note: %u schedules passed in %s\n", tried, took);
	else
		fprintf(stderr,
		    "note: schedule %u of those tried did not pass; "
		    "--simulate --seed %u replays it\n",
		    tried, seed);
}

const struct run_summary *
simulate(const struct simulate_setup *setup, struct campaign **ret_campaign,
    struct diag *diag)
{
	struct mock_config config = mock_config_for(
	    setup->campaign->target, setup->campaign->program_version);
	struct faults faults = { 0 };
	const struct run_summary *summary = NULL;
	unsigned seed = setup->seed, tried = 0;
	int64_t start_ns = clock_now_ns();

	if (!parse_faults(setup->faults, &faults, diag)) {
		vec_free(&faults.items);
		return NULL;
	}
	struct simulation_setup simulation_setup = { .config = &config,
		.faults = faults.items.items,
		.fault_count = (unsigned)faults.items.count };
	struct simulation *simulation = simulation_new(&simulation_setup);
	if (setup->schedules > 1)
		seed = find_seed(setup, simulation, &tried, diag);
	int64_t duration_ns = clock_now_ns() - start_ns;
	*ret_campaign = campaign_new(setup->campaign, diag);
	if (*ret_campaign)
		summary = simulation_run(simulation, *ret_campaign, seed);
	if (summary && tried)
		tell(tried, seed, summary, duration_ns);
	simulation_free(simulation);
	vec_free(&faults.items);
	return summary;
}
