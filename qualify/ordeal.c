/* SPDX-License-Identifier: Apache-2.0 */
#include "qualify/ordeal.h"

#include "core/mem.h"

struct ordeal {
	struct sink sink; /* of the campaign */
	struct sink *sinks[1];
	struct campaign *campaign;
	unsigned case_count;   /* as planned */
	ordeal_report *report; /* of the run under way */
	void *context;
};

static void
take_event(struct sink *sink, const struct run_event *event)
{
	struct ordeal *o = (struct ordeal *)sink;
	/* Set-ups of the run may have come to the planned cases. */
	if (event->kind == RUN_CASE_ENDED && event->test->index < o->case_count)
		o->report(o->context, event->test->index, event->outcome);
}

struct ordeal *
ordeal_new(const struct ordeal_setup *setup, struct diag *diag)
{
	struct ordeal *o = mem_zalloc(sizeof(*o));
	o->sink.event = take_event;
	o->case_count = setup->case_count;
	o->sinks[0] = &o->sink;
	struct campaign_setup campaign = { .target = setup->target,
		.cases = setup->cases,
		.case_count = setup->case_count,
		.jobs = setup->jobs,
		.run_id = "q",
		.facts.program_version = "",
		.facts.host_name = "",
		.sinks = o->sinks,
		.sink_count = 1,
		.verdicts_only = true };
	o->campaign = campaign_new(&campaign, diag);
	if (o->campaign)
		return o;
	ordeal_free(o);
	return NULL;
}

void
ordeal_free(struct ordeal *o)
{
	if (!o)
		return;
	campaign_free(o->campaign);
	free(o);
}

void
ordeal_run(struct ordeal *o, const struct simulation_setup *server,
    uint64_t seed, ordeal_report *report, void *context)
{
	struct simulation *simulation = simulation_new(server);
	campaign_reset(o->campaign);
	o->report = report;
	o->context = context;
	simulation_run(simulation, o->campaign, seed);
	simulation_free(simulation);
}
