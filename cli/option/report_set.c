/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/report_set.h"

#include "cli/option/outputs.h"
#include "cli/option/terminal.h"
#include "core/clock.h"
#include "record/destination.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#define PROBLEM_MAX_BYTES 4096

static bool
take_colour(struct report_set *o, const struct command *command)
{
	if (colour_read(optarg, &o->colour))
		return true;
	options_complain(
	    command, "--colour wants auto, always or never, not '%s'", optarg);
	return false;
}

static bool
take_style(struct report_set *o, const struct command *command)
{
	o->annotates = strcmp(optarg, "annotated") == 0;
	if (o->annotates || strcmp(optarg, "strict") == 0)
		return true;
	options_complain(command,
	    "--junit-style wants strict or annotated, not '%s'", optarg);
	return false;
}

bool
report_set_know(const char *name)
{
	static const char *const names[] = { "junit", "junit-style", "tap",
		"tap-version", "html", "markdown", "ndjson", "quiet", "verbose",
		"ladder", "colour" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

bool
report_set_take(
    struct report_set *o, const struct command *command, const char *name)
{
	struct console_options *console = &o->console_options;
	if (strcmp(name, "junit") == 0)
		o->junit_file = optarg;
	else if (strcmp(name, "tap") == 0)
		o->tap_file = optarg;
	else if (strcmp(name, "junit-style") == 0)
		return take_style(o, command);
	else if (strcmp(name, "tap-version") == 0)
		return options_number(command, name, optarg, TAP_OLDEST_VERSION,
		    TAP_NEWEST_VERSION, &o->tap_version);
	else if (strcmp(name, "html") == 0)
		o->html_file = optarg;
	else if (strcmp(name, "markdown") == 0)
		o->markdown_file = optarg;
	else if (strcmp(name, "ndjson") == 0)
		o->ndjson_file = optarg;
	else if (strcmp(name, "quiet") == 0)
		console->volume = CONSOLE_QUIET;
	else if (strcmp(name, "verbose") == 0)
		console->volume = CONSOLE_VERBOSE;
	else if (strcmp(name, "ladder") == 0)
		console->ladder = true;
	else
		return take_colour(o, command);
	return true;
}

static bool
is_standard(const char *path)
{
	return path && destination_is_standard(path);
}

struct named_file {
	const char *option, **path; /* *path NULL: not asked for */
};

#define REPORT_COUNT 5

static void
list_reports(struct report_set *o, struct named_file ret[REPORT_COUNT])
{
	ret[0] = (struct named_file){ "junit", &o->junit_file };
	ret[1] = (struct named_file){ "tap", &o->tap_file };
	ret[2] = (struct named_file){ "html", &o->html_file };
	ret[3] = (struct named_file){ "ndjson", &o->ndjson_file };
	ret[4] = (struct named_file){ "markdown", &o->markdown_file };
}

/* Else the report is given up. */
static bool
is_free(const struct named_file *report, const char *other_name,
    const char *other, struct diag *diag)
{
	if (!*report->path || !other ||
	    !destination_is_same(*report->path, other))
		return true;
	diag_error(diag, NULL,
	    "%s and --%s both name the file '%s'; name another file for the "
	    "report",
	    other_name, report->option, *report->path);
	*report->path = NULL;
	return false;
}

bool
report_set_spare(
    struct report_set *o, const char *name, const char *path, struct diag *diag)
{
	struct named_file reports[REPORT_COUNT];
	bool good = true;
	list_reports(o, reports);
	for (int i = 0; i < REPORT_COUNT; i++)
		good &= is_free(&reports[i], name, path, diag);
	return good;
}

static bool
is_own(const struct named_file *report, const struct named_file *earlier,
    struct diag *diag)
{
	char *name = mem_printf("--%s", earlier->option);
	bool is = is_free(report, name, *earlier->path, diag);
	free(name);
	return is;
}

static bool
is_one_each(struct report_set *o, struct diag *diag)
{
	struct named_file reports[REPORT_COUNT];
	bool good = true;
	list_reports(o, reports);
	for (int i = 0; i < REPORT_COUNT; i++)
		for (int j = 0; j < i; j++)
			good &= is_own(&reports[i], &reports[j], diag);
	return good;
}

/* How many want standard output; of two none gets it. */
static int
count_standard(struct report_set *o, struct diag *diag)
{
	struct named_file reports[REPORT_COUNT];
	int count = o->is_stdout_taken;
	list_reports(o, reports);
	for (int i = 0; i < REPORT_COUNT; i++)
		count += is_standard(*reports[i].path);
	if (count <= 1)
		return count;
	for (int i = 0; i < REPORT_COUNT; i++)
		if (is_standard(*reports[i].path))
			*reports[i].path = NULL;
	diag_error(
	    diag, NULL, "only one report can go to standard output ('-')");
	return count;
}

static bool
open_junit(struct report_set *o, const char *replay, struct diag *diag)
{
	struct output *output =
	    o->junit_file ? open_output(o->junit_file, diag) : NULL;
	if (!output)
		return !o->junit_file;
	o->junit = junit_new(output);
	junit_set_replay(o->junit, replay);
	if (o->annotates)
		junit_annotate(o->junit);
	vec_push(&o->sinks, junit_sink(o->junit));
	return true;
}

static bool
open_tap(struct report_set *o, const char *replay, struct diag *diag)
{
	struct output *output =
	    o->tap_file ? open_output(o->tap_file, diag) : NULL;
	if (!output)
		return !o->tap_file;
	o->tap = tap_new(output);
	tap_set_replay(o->tap, replay);
	if (o->tap_version)
		tap_set_version(o->tap, o->tap_version);
	vec_push(&o->sinks, tap_sink(o->tap));
	return true;
}

static bool
open_html(struct report_set *o, const char *replay, struct diag *diag)
{
	(void)replay;
	struct output *output =
	    o->html_file ? open_output(o->html_file, diag) : NULL;
	if (!output)
		return !o->html_file;
	o->html = html_new(output);
	vec_push(&o->sinks, html_sink(o->html));
	return true;
}

static bool
open_markdown(struct report_set *o, const char *replay, struct diag *diag)
{
	(void)replay;
	struct output *output =
	    o->markdown_file ? open_output(o->markdown_file, diag) : NULL;
	if (!output)
		return !o->markdown_file;
	o->markdown = markdown_new(output);
	vec_push(&o->sinks, markdown_sink(o->markdown));
	return true;
}

static bool
open_ndjson(struct report_set *o, const char *replay, struct diag *diag)
{
	(void)replay;
	struct output *output =
	    o->ndjson_file ? open_output_log(o->ndjson_file, diag) : NULL;
	if (!output)
		return !o->ndjson_file;
	o->ndjson = ndjson_new(output);
	vec_push(&o->sinks, ndjson_sink(o->ndjson));
	return true;
}

static bool
open_files(struct report_set *o, struct diag *diag)
{
	static bool (*const opens[])(struct report_set * o, const char *replay,
	    struct diag *diag) = { open_junit, open_tap, open_html,
		open_markdown, open_ndjson };
	const struct buf *command = o->console_options.replay;
	const char *replay = command ? buf_text(command) : NULL;
	bool good = true;
	for (size_t i = 0; i < sizeof(opens) / sizeof(opens[0]); i++) {
		errno = 0;
		bool is_open = opens[i](o, replay, diag);
		good &= is_open;
		/* The other run has, or wants, those that follow. */
		if (!is_open && errno == EBUSY)
			break;
	}
	return good;
}

bool
report_set_open(struct report_set *o, struct diag *diag)
{
	int standard = count_standard(o, diag);
	bool good = standard <= 1 && is_one_each(o, diag);
	if (standard == 1)
		o->console_options.out = stderr;
	look_at_terminal(o->console_options.out, &o->console_options);
	o->console_options.colour =
	    colour_is_wanted(o->colour, o->console_options.out);
	if (o->is_stepped) {
		o->console_options.terminal = false;
		o->console_options.ladder = true;
	}
	o->console = console_new(&o->console_options);
	vec_push(&o->sinks, console_sink(o->console));
	if (o->is_annotated) {
		o->annotations = annotations_new(o->console_options.out);
		vec_push(&o->sinks, annotations_sink(o->annotations));
	}
	return open_files(o, diag) && good;
}

bool
report_set_reopen(struct report_set *o, struct diag *diag)
{
	report_set_free(o);
	o->console = NULL;
	o->junit = NULL;
	o->tap = NULL;
	o->html = NULL;
	o->markdown = NULL;
	o->annotations = NULL;
	o->ndjson = NULL;
	return report_set_open(o, diag);
}

void
report_set_set_problem(
    struct report_set *o, const char *problem, int64_t wall_s)
{
	if (o->junit)
		junit_set_problem(o->junit, problem, wall_s);
	if (o->tap)
		tap_set_problem(o->tap, problem);
	if (o->html)
		html_set_problem(o->html, problem, wall_s);
	if (o->markdown)
		markdown_set_problem(o->markdown, problem);
}

void
report_set_note_problem(struct report_set *o, const struct diag *diag)
{
	const struct diag_item *first = NULL;
	for (size_t i = 0; i < diag->items.count && !first; i++)
		if (diag->items.items[i].severity == DIAG_ERROR)
			first = &diag->items.items[i];
	if (!first)
		return;
	struct buf b;
	buf_init(&b, PROBLEM_MAX_BYTES);
	if (first->source)
		buf_add_text(&b, first->source->path);
	if (first->source && first->at.line)
		buf_printf(&b, ":%u:%u", first->at.line, first->at.column);
	buf_printf(&b, "%s%s", first->source ? ": " : "", first->text);
	if (diag->error_count > 1)
		buf_printf(&b, " (one of %u errors)", diag->error_count);
	report_set_set_problem(o, buf_text(&b), clock_wall_s());
	buf_free(&b);
}

/* Takes ownership of the problem. */
static void
complain(char *problem, struct diag *diag)
{
	diag_error(diag, NULL, "%s", problem);
	free(problem);
}

bool
report_set_close(struct report_set *o, struct diag *diag)
{
	unsigned errors = diag->error_count;
	char *problem = NULL;
	if (o->console && !console_finish(o->console, &problem))
		complain(problem, diag);
	if (o->junit && !junit_finish(o->junit, &problem))
		complain(problem, diag);
	if (o->tap && !tap_finish(o->tap, &problem))
		complain(problem, diag);
	if (o->html && !html_finish(o->html, &problem))
		complain(problem, diag);
	if (o->markdown && !markdown_finish(o->markdown, &problem))
		complain(problem, diag);
	if (o->ndjson && !ndjson_finish(o->ndjson, &problem))
		complain(problem, diag);
	return diag->error_count == errors;
}

void
report_set_free(struct report_set *o)
{
	console_free(o->console);
	junit_free(o->junit);
	tap_free(o->tap);
	html_free(o->html);
	markdown_free(o->markdown);
	annotations_free(o->annotations);
	ndjson_free(o->ndjson);
	vec_free(&o->sinks);
}

/* Nothing is said about it in that file. */
static void
give_up(struct report_set *o, const char **path)
{
	if (path == &o->junit_file) {
		junit_free(o->junit);
		o->junit = NULL;
	} else if (path == &o->tap_file) {
		tap_free(o->tap);
		o->tap = NULL;
	} else if (path == &o->html_file) {
		html_free(o->html);
		o->html = NULL;
	} else if (path == &o->markdown_file) {
		markdown_free(o->markdown);
		o->markdown = NULL;
	} else {
		ndjson_free(o->ndjson);
		o->ndjson = NULL;
	}
	*path = NULL;
}

static bool
is_input(const char *path, const struct target *target)
{
	bool is = path && destination_is_same(path, target->source->path);
	for (size_t i = 0; path && i < target->files.count; i++)
		is |= destination_is_same(path, target->files.items[i].text);
	return is;
}

bool
report_set_spare_target(
    struct report_set *o, const struct target *target, struct diag *diag)
{
	struct named_file reports[REPORT_COUNT];
	bool good = true;
	list_reports(o, reports);
	for (int i = 0; i < REPORT_COUNT; i++) {
		if (!is_input(*reports[i].path, target))
			continue;
		diag_error(diag, NULL,
		    "--%s names '%s', a file that the target '%s' reads; name "
		    "another file for the report",
		    reports[i].option, *reports[i].path, target->name);
		give_up(o, reports[i].path);
		good = false;
	}
	return good;
}
