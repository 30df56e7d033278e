/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/load/load_options.h"

#include "cli/option/connection.h"
#include "core/mem.h"
#include "loadtest/rate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* So many agents no target has; it limits what is set aside for cases. */
#define MAX_JOBS 1000000
/* No one reads more of one kind. */
#define MAX_EXAMPLES 100
#define MAX_WEIGHT 1000000

static void
add_subject(struct load_options *o, struct options *t)
{
	const struct option_row target[] = {
		target_option(&o->workspace,
		    "the server to load (see targets/example-server.xml);\n"
		    "without it the mock server is started and loaded"),
		{ 0 },
	};
	const struct option_row rows[] = {
		exclude_option(&o->wish),
		section_option(&o->wish),
		level_option(&o->wish),
		{ "weight", 'w', "NAME=N",
		    "draw the cases of that name N times as often as others;\n"
		    "0: never",
		    .words = &o->weights },
		{ 0 },
	};
	options_add(t, target);
	options_add(t, rows);
}

static void
add_part(struct load_options *o, struct options *t)
{
	const struct option_row rows[] = {
		{ "shard", 0, "SHARD",
		    "play one part of the load: of four, 2/4 plays a quarter\n"
		    "of the rate, jobs and cases with a quarter of the pools;\n"
		    "auto as for 'run'; 'merge' joins the recordings",
		    .text = &o->shard_word },
		{ "own-server", 0, NULL,
		    "each shard has its own server, so the pools of the "
		    "target are not divided",
		    .flag = &o->has_own_server, .requires = "shard" },
		{ 0 },
	};
	options_add(t, rows);
}

static void
add_pace(struct load_options *o, struct options *t)
{
	const struct option_row rows[] = {
		{ "rate", 'r', "RATE",
		    "start so many cases, whatever the server does: 500/s,\n"
		    "30/min",
		    .text = &o->rate_text },
		{ "jobs", 'J', "N",
		    "cases under way at once: always so many, or with --rate\n"
		    "at most (as many as the pools suffice for)",
		    .number = &o->schedule.jobs, .min = 1, .max = MAX_JOBS },
		{ "fit", 0, NULL,
		    "continue with fewer jobs if the pools are too small",
		    .flag = &o->fits, .requires = "jobs" },
		{ "duration", 'd', "TIME",
		    "start cases for so long, such as 10min",
		    .time_ns = &o->schedule.duration_ns },
		{ "cases", 'n', "N", "start so many cases", .number = &o->cases,
		    .min = 1, .max = UINT32_MAX },
		{ "ramp", 0, "TIME",
		    "let the rate, or the jobs, grow steadily for so long",
		    .time_ns = &o->schedule.ramp_ns },
		{ "threshold", 0, "TEXT",
		    "what the server has to keep to, such as\n"
		    "'p99 RequestAccept < 50ms' or 'failed < 0.1%'",
		    .words = &o->threshold_texts },
		wait_option(&o->wait_ns),
		{ 0 },
	};
	options_add(t, rows);
}

static void
add_outputs(struct load_options *o, struct options *t)
{
	const struct option_row rows[] = {
		{ "examples", 0, "N",
		    "cases recorded in full of each thing that goes wrong (1)",
		    .number = &o->examples, .min = 1, .max = MAX_EXAMPLES },
		{ 0 },
	};
	report_set_add_options(&o->reports, t, false);
	options_add(t, rows);
	load_files_add_options(&o->files, t);
}

static void
add_server(struct load_options *o, struct options *t)
{
	const struct option_row rows[] = {
		insecure_option(&o->workspace.overrides),
		timer_option(&o->workspace.overrides),
		reading_option(&o->workspace.overrides),
		fault_option(&o->faults),
		variant_option(&o->faults),
		{ "simulate", 's', NULL,
		    "load and mock in one process, without sockets, on a\n"
		    "virtual clock",
		    .flag = &o->is_simulated, .is_of_case = true },
		{ "seed", 0, "N",
		    "of the mix, and of a simulation's latencies (1)",
		    .number = &o->seed, .max = UINT32_MAX },
		latency_option(&o->latencies),
		data_option(&o->workspace),
		{ 0 },
	};
	options_add(t, rows);
}

static bool
read_pace(struct load_options *o)
{
	const char *problem = o->rate_text
	    ? rate_parse(o->rate_text, strlen(o->rate_text), &o->schedule.rate)
	    : NULL;
	o->schedule.cases = o->cases;
	if (problem)
		options_complain(
		    o->command, "--rate: '%s': %s", o->rate_text, problem);
	else if (!o->rate_text && !o->schedule.jobs)
		options_complain(o->command,
		    "how much load is missing: give --rate 500/s, or --jobs "
		    "100");
	else if (!o->cases && !o->schedule.duration_ns)
		options_complain(o->command,
		    "how long is missing: give --duration 10min, or --cases "
		    "10000");
	else if (o->schedule.duration_ns &&
	    o->schedule.ramp_ns > o->schedule.duration_ns)
		options_complain(o->command,
		    "--ramp is longer than --duration, so the load would "
		    "never be what was asked for");
	else if (o->wait_ns && o->is_simulated)
		options_complain(
		    o->command, "--wait is for a server, not for --simulate");
	else
		return true;
	return false;
}

/* Of so many, the first shards get one more where it does not work out. */
static unsigned
part_of(unsigned whole, const struct shard_option *s)
{
	return whole / s->total + (s->number <= whole % s->total);
}

/* Of the whole load, what falls to the shard. */
static bool
read_shard(struct load_options *o)
{
	const struct variables v = environment_variables();
	struct shard_option *s = &o->shard;
	char *problem;
	if (!o->shard_word)
		return true;
	if (!shard_option_read(o->shard_word, &v, s, &problem) ||
	    !report_set_heed_engine(&o->reports, s->engine, &v, &problem)) {
		options_complain(o->command, "--shard: %s", problem);
		free(problem);
		return false;
	}
	o->whole = o->schedule;
	o->schedule.rate /= s->total;
	o->schedule.jobs = part_of(o->whole.jobs, s);
	o->schedule.cases = part_of(o->cases, s);
	if ((!o->whole.jobs || o->schedule.jobs) &&
	    (!o->cases || o->schedule.cases))
		return true;
	options_complain(o->command,
	    "--shard: of %u %s nothing is left for shard %u of %u",
	    o->whole.jobs && !o->schedule.jobs ? o->whole.jobs : o->cases,
	    o->whole.jobs && !o->schedule.jobs ? "jobs" : "cases", s->number,
	    s->total);
	return false;
}

static bool
read_thresholds(struct load_options *o)
{
	struct diag diag;
	diag_init(&diag);
	for (size_t i = 0; i < o->threshold_texts.count; i++) {
		struct threshold t;
		if (threshold_parse(o->threshold_texts.items[i], &t, &diag))
			vec_push(&o->thresholds, t);
	}
	bool good = diag.error_count == 0;
	print_diagnostics_as(&diag, (enum colour_choice)o->reports.colour);
	diag_free(&diag);
	return good;
}

enum options_end
load_options_read(struct load_options *o, const struct command *command,
    int argc, char **argv)
{
	struct options table = { .command = command, .again = &o->again };
	o->command = command;
	o->seed = o->examples = 1;
	o->wish.with_setups = true;
	buf_init(&o->again, COMMAND_MAX_BYTES);
	buf_add_text(&o->again, "ixconform run");
	add_subject(o, &table);
	add_part(o, &table);
	add_pace(o, &table);
	add_outputs(o, &table);
	add_server(o, &table);
	enum options_end end = options_read(&table, argc, argv);
	if (end != OPTIONS_READ)
		return end;
	o->wish.words = table.words;
	o->wish.word_count = table.word_count;
	bool good = read_pace(o) && read_shard(o);
	return read_thresholds(o) && good ? end : OPTIONS_WRONG;
}

/* "NAME=N" */
static bool
weigh(const char *text, const struct selection *s, unsigned *weights,
    struct diag *diag)
{
	const char *sign = strrchr(text, '=');
	char *end = NULL;
	errno = 0;
	unsigned long weight = sign ? strtoul(sign + 1, &end, 10) : 0;
	bool is_named = false;
	if (!sign || sign == text || sign[1] < '0' || sign[1] > '9' || *end ||
	    errno || weight > MAX_WEIGHT) {
		diag_error(diag, NULL,
		    "--weight wants NAME=N, with a whole number up to %d, not "
		    "'%s'",
		    MAX_WEIGHT, text);
		return false;
	}
	char *name = mem_strndup(text, (size_t)(sign - text));
	for (size_t i = 0; i < s->cases.count; i++) {
		if (!selection_names(&s->cases.items[i], name))
			continue;
		is_named = true;
		weights[i] = (unsigned)weight;
	}
	if (!is_named)
		diag_error(diag, NULL,
		    "--weight: no case of this load is called '%s'", name);
	free(name);
	return is_named;
}

unsigned *
load_options_weigh(const struct load_options *o,
    const struct selection *selection, struct diag *diag)
{
	size_t count = selection->cases.count;
	unsigned *weights = mem_resize(NULL, count, sizeof(*weights));
	uint64_t sum = 0;
	bool good = true;
	for (size_t i = 0; i < count; i++)
		weights[i] = 1;
	for (size_t i = 0; i < o->weights.count; i++)
		good &= weigh(o->weights.items[i], selection, weights, diag);
	for (size_t i = 0; i < count; i++)
		sum += weights[i];
	if (good && sum == 0)
		diag_error(diag, NULL,
		    "--weight leaves no case: each has the weight 0");
	if (good && sum > 0)
		return weights;
	free(weights);
	return NULL;
}

void
load_options_free(struct load_options *o)
{
	wish_free(&o->wish);
	vec_free(&o->weights);
	vec_free(&o->threshold_texts);
	vec_free(&o->thresholds);
	workspace_free(&o->workspace);
	faults_free(&o->faults);
	latencies_free(&o->latencies);
	buf_free(&o->again);
}
