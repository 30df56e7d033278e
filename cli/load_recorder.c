/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/load_recorder.h"

#include "core/clock.h"
#include "loadtest/account_record.h"
#include "record/ndjson.h"

/*
 * Figures are written so often, in seconds: a line has some dozen kilobytes, so
 * an hour of load takes some megabytes.  In the first minute more often.
 */
#define FIGURES_EVERY_S 60
#define FIRST_FIGURES_EVERY_S 10

static void
take_event(struct sink *sink, const struct run_event *event)
{
	struct load_recorder *r = (struct load_recorder *)sink;
	struct sink *sketches = sketch_sink_list(r->sketches)[0];
	unsigned count;
	sketch_sink_set_cases(r->sketches, examples_cases(r->examples, &count));
	sketches->event(sketches, event);
}

static void
pause_sinks(struct sink *sink)
{
	sinks_pause(((struct load_recorder *)sink)->sinks, 1);
}

void
load_recorder_start(struct load_recorder *r, struct report *report,
    struct examples *examples, const struct target *target)
{
	if (!report)
		return;
	r->sink.event = take_event;
	r->sink.pause = pause_sinks;
	r->report = report;
	r->examples = examples;
	r->sinks[0] = &report->sink;
	r->sketches = sketch_sink_new(target, NULL, r->sinks, 1);
	examples_set_live(examples, &r->sink);
}

void
load_recorder_take(
    struct load_recorder *r, const struct account *a, const struct second *one)
{
	int64_t s = (one->start_ns + one->duration_ns) / NS_PER_S;
	int64_t each =
	    s < FIGURES_EVERY_S ? FIRST_FIGURES_EVERY_S : FIGURES_EVERY_S;
	if (!r->report)
		return;
	ndjson_add(r->report, "load-" SECOND_WORD, one, account_record_second);
	if (s % each == 0)
		ndjson_add(r->report, "load-" ACCOUNT_WORD, a, account_record);
}

void
load_recorder_finish(struct load_recorder *r, const struct account *a,
    struct examples *examples, const struct run_summary *load)
{
	examples_list(examples);
	if (!r->report)
		return;
	ndjson_add(r->report, "load-" ACCOUNT_WORD, a, account_record);
	examples_end_live(examples, load);
}

void
load_recorder_free(struct load_recorder *r)
{
	sketch_sink_free(r->sketches);
}
