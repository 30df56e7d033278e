/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/known.h"

#include "cli/option/outputs.h"
#include "core/clock.h"
#include "lint/grammar.h"
#include "load/baseline_file.h"

bool
known_open(struct known *k, struct diag *diag)
{
	if (!k->new_file)
		return true;
	struct output *output = open_output(k->new_file, diag);
	if (output)
		k->sheet = baseline_sheet_new(output);
	return output;
}

bool
known_load(struct known *k, const char *data, const struct suites *suites,
    struct diag *diag)
{
	unsigned errors = diag->error_count;
	if (!k->file)
		return true;
	char *schema = mem_printf("%s/schema", data);
	k->baseline = baseline_load(k->file, clock_wall_s(), diag);
	if (k->baseline)
		baseline_check(k->baseline, suites->items.items,
		    suites->items.count, diag);
	if (k->baseline && diag->error_count == errors)
		grammar_check_source(
		    k->baseline->source, schema, "baseline.rng", diag);
	free(schema);
	return diag->error_count == errors;
}

struct sink *const *
known_insert(struct known *k, struct sink *const *sinks, unsigned *count)
{
	/* One sink for all that see expected failures as such. */
	static const struct baseline nothing_known;
	unsigned used = 0;
	if (!k->baseline && !k->sheet)
		return sinks;
	k->expectation = baseline_sink_new(
	    k->baseline ? k->baseline : &nothing_known, sinks, *count);
	k->sinks[used++] = baseline_sink_sink(k->expectation);
	if (k->sheet)
		k->sinks[used++] = baseline_sheet_sink(k->sheet);
	*count = used;
	return k->sinks;
}

const struct run_summary *
known_summary(const struct known *k, const struct run_summary *summary)
{
	return k->expectation ? baseline_sink_summary(k->expectation) : summary;
}

bool
known_close(struct known *k, struct diag *diag)
{
	char *problem = NULL;
	if (!k->sheet || baseline_sheet_finish(k->sheet, k->baseline, &problem))
		return true;
	diag_error(diag, NULL, "%s", problem);
	free(problem);
	return false;
}

void
known_release(struct known *k)
{
	baseline_sink_free(k->expectation);
	baseline_sheet_free(k->sheet);
	baseline_free(k->baseline);
}
