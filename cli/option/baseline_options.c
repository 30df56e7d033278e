/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/baseline_options.h"

#include "cli/option/outputs.h"
#include "core/clock.h"
#include "lint/grammar.h"
#include "load/baseline_file.h"

bool
baseline_options_open(struct baseline_options *b, struct diag *diag)
{
	if (!b->new_file)
		return true;
	struct output *output = open_output(b->new_file, diag);
	if (output)
		b->sheet = baseline_sheet_new(output);
	return output;
}

bool
baseline_options_load(
    struct baseline_options *b, const struct workspace *w, struct diag *diag)
{
	unsigned errors = diag->error_count;
	if (!b->file)
		return true;
	b->baseline = baseline_load(b->file, clock_wall_s(), diag);
	if (b->baseline)
		baseline_check(b->baseline, w->suites.items.items,
		    w->suites.items.count, diag);
	if (b->baseline && diag->error_count == errors)
		grammar_check_source(
		    b->baseline->source, w->schema, "baseline.rng", diag);
	return diag->error_count == errors;
}

struct sink *const *
baseline_options_insert(
    struct baseline_options *b, struct sink *const *sinks, unsigned *count)
{
	/* One sink for all that see expected failures as such. */
	static const struct baseline nothing_known;
	unsigned used = 0;
	if (!b->baseline && !b->sheet)
		return sinks;
	b->sink = baseline_sink_new(
	    b->baseline ? b->baseline : &nothing_known, sinks, *count);
	b->sinks[used++] = baseline_sink_sink(b->sink);
	if (b->sheet)
		b->sinks[used++] = baseline_sheet_sink(b->sheet);
	*count = used;
	return b->sinks;
}

const struct run_summary *
baseline_options_summary(
    const struct baseline_options *b, const struct run_summary *summary)
{
	return b->sink ? baseline_sink_summary(b->sink) : summary;
}

bool
baseline_options_close(struct baseline_options *b, struct diag *diag)
{
	char *problem = NULL;
	if (!b->sheet || baseline_sheet_finish(b->sheet, b->baseline, &problem))
		return true;
	diag_error(diag, NULL, "%s", problem);
	free(problem);
	return false;
}

void
baseline_options_release(struct baseline_options *b)
{
	baseline_sink_free(b->sink);
	baseline_sheet_free(b->sheet);
	baseline_free(b->baseline);
}
