/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/report_set.h"

#include "cli/option/outputs.h"
#include "core/clock.h"
#include "record/destination.h"
#include "record/ndjson.h"
#include "reports/exchange/ctrf.h"
#include "reports/exchange/open_test.h"
#include "reports/html/html.h"
#include "reports/junit.h"
#include "reports/markdown.h"
#include "reports/paper/paper.h"
#include "reports/tap.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PROBLEM_MAX_BYTES 4096

/* Every kind of report; another one is a row here, and a file. */
static const struct report_kind *const kinds[] = { &junit_report, &ctrf_report,
	&open_test_report, &tap_report, &html_report, &markdown_report,
	&pctr_report, &sctr_report, &ndjson_report };

#define KIND_COUNT (sizeof(kinds) / sizeof(kinds[0]))
static_assert(KIND_COUNT <= REPORT_KINDS_MAX, "a set has room for each kind");

struct report_file *
report_set_file(struct report_set *s, const struct report_kind *kind)
{
	size_t i = 0;
	while (kinds[i] != kind)
		i++;
	return &s->files[i];
}

void
report_set_add_options(
    struct report_set *s, struct options *o, bool is_of_recording)
{
	static const char *const styles[] = { "strict", "annotated", NULL };
	s->volume = CONSOLE_NORMAL;
	for (size_t i = 0; i < KIND_COUNT; i++) {
		const struct option_row file[] = {
			{ kinds[i]->name, kinds[i]->letter, "FILE",
			    kinds[i]->help, .text = &s->files[i].path },
			{ 0 },
		};
		/* It is there already. */
		if (!is_of_recording || !kinds[i]->is_log)
			options_add(o, file);
	}
	const struct option_row rows[] = {
		{ "junit-style", 0, "STYLE",
		    "strict (valid under the schemas, the default), or "
		    "annotated:\nwith the file and line of each case",
		    .number = &s->junit_style, .choices = styles },
		{ "tap-version", 0, "N",
		    "13 (the default, which all readers know) or 14",
		    .number = &s->style.tap_version, .min = TAP_OLDEST_VERSION,
		    .max = TAP_NEWEST_VERSION },
		{ "quiet", 'q', NULL,
		    "print only cases that did not pass, and the summary",
		    .number = &s->volume, .value = CONSOLE_QUIET },
		{ "verbose", 'v', NULL, "print every message of every case",
		    .number = &s->volume, .value = CONSOLE_VERBOSE },
		{ "ladder", 0, NULL,
		    "draw ladder diagrams of the cases that did not pass; "
		    "with --quiet, only of those that failed; with --verbose, "
		    "of all cases, with their preambles",
		    .flag = &s->console_options.ladder },
		colour_option(&s->colour),
		{ 0 },
	};
	options_add(o, rows);
}

static bool
touch(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

bool
report_set_heed_engine(struct report_set *s, const struct engine *engine,
    const struct variables *v, char **ret_problem)
{
	const char *status = engine ? engine_status_file(engine, v) : NULL;
	const char *junit = engine ? engine_junit_file(engine, v) : NULL;
	struct report_file *file = report_set_file(s, &junit_report);
	if (junit && !file->path)
		file->path = junit;
	if (!status || touch(status))
		return true;
	*ret_problem = mem_printf("cannot touch '%s' for %s: %s", status,
	    engine_name(engine), strerror(errno));
	return false;
}

struct option_row
ics_option(const char **file)
{
	return (struct option_row){ "ics", 0, "FILE",
		"what the vendor says is implemented (XML, see\n"
		"docs/certification.md)",
		.text = file };
}

struct option_row
waivers_option(const char **file)
{
	return (struct option_row){ "waivers", 0, "FILE",
		"requirements that the server is not blamed for\n"
		"(XML, see docs/certification.md): shown next to the verdict, "
		"which stays",
		.text = file };
}

void
report_set_name_recording(struct report_set *s, const char *path)
{
	const char *own = report_set_file(s, &ndjson_report)->path;
	if (!path && own && !destination_is_standard(own))
		path = own;
	if (!path)
		return;
	buf_init(&s->replay, COMMAND_MAX_BYTES);
	buf_add_text(&s->replay, "ixconform check ");
	options_quote(&s->replay, path);
	buf_add_text(&s->replay, " --case");
	s->console_options.replay = &s->replay;
	buf_init(&s->told_replay, COMMAND_MAX_BYTES);
	options_publish(&s->told_replay, buf_text(&s->replay));
	buf_init(&s->recording, COMMAND_MAX_BYTES);
	buf_add_text(&s->recording, source_public_name(path));
}

bool
report_set_names_files(const struct report_set *s)
{
	bool is = false;
	for (size_t i = 0; i < KIND_COUNT; i++)
		is |= s->files[i].report &&
		    (kinds[i]->names_files || kinds[i]->is_log);
	return is;
}

const struct report_kind *
report_set_asked(const struct report_set *s)
{
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (s->files[i].path)
			return kinds[i];
	return NULL;
}

/* Takes ownership of the problem. */
static void
complain(char *problem, struct diag *diag)
{
	diag_error(diag, NULL, "%s", problem);
	free(problem);
}

/* --- one file each --- */

static bool
is_standard(const struct report_file *f)
{
	return f->path && destination_is_standard(f->path);
}

/* Nothing is said about it in that file. */
static void
give_up(struct report_file *f)
{
	report_free(f->report);
	*f = (struct report_file){ 0 };
}

bool
report_set_spare(
    struct report_set *s, const char *name, const char *path, struct diag *diag)
{
	bool good = true;
	for (size_t i = 0; i < KIND_COUNT; i++) {
		struct report_file *f = &s->files[i];
		if (!f->path || !path || !destination_is_same(f->path, path))
			continue;
		diag_error(diag, NULL,
		    "%s and --%s both name the file '%s'; name another file "
		    "for the report",
		    name, kinds[i]->name, f->path);
		give_up(f);
		good = false;
	}
	return good;
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
    struct report_set *s, const struct target *target, struct diag *diag)
{
	bool good = true;
	for (size_t i = 0; i < KIND_COUNT; i++) {
		struct report_file *f = &s->files[i];
		if (!is_input(f->path, target))
			continue;
		diag_error(diag, NULL,
		    "--%s names '%s', a file that the target '%s' reads; name "
		    "another file for the report",
		    kinds[i]->name, f->path, target->name);
		give_up(f);
		good = false;
	}
	return good;
}

/* The later one is given up. */
static bool
is_one_each(struct report_set *s, struct diag *diag)
{
	struct report_set later = { 0 };
	bool good = true;
	for (size_t i = KIND_COUNT; i-- > 0;) {
		char *name = mem_printf("--%s", kinds[i]->name);
		good &= report_set_spare(&later, name, s->files[i].path, diag);
		later.files[i] = s->files[i];
		free(name);
	}
	memcpy(s->files, later.files, sizeof(s->files));
	return good;
}

/* How many want standard output; of two none gets it. */
static unsigned
count_standard(struct report_set *s, struct diag *diag)
{
	unsigned count = s->is_stdout_taken;
	for (size_t i = 0; i < KIND_COUNT; i++)
		count += is_standard(&s->files[i]);
	if (count <= 1)
		return count;
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (is_standard(&s->files[i]))
			give_up(&s->files[i]);
	diag_error(
	    diag, NULL, "only one report can go to standard output ('-')");
	return count;
}

/* --- all of them --- */

static bool
open_file(struct report_set *s, size_t i, struct diag *diag)
{
	struct report_file *f = &s->files[i];
	if (!f->path)
		return true;
	struct output *output = kinds[i]->is_log
	    ? open_output_log(f->path, diag)
	    : open_output(f->path, diag);
	if (!output)
		return false;
	f->report = report_new(kinds[i], output, &s->style);
	vec_push(&s->sinks, &f->report->sink);
	return true;
}

static bool
open_files(struct report_set *s, struct diag *diag)
{
	bool good = true;
	if (s->console_options.replay) {
		s->style.replay = buf_text(&s->told_replay);
		s->style.recording = buf_text(&s->recording);
	}
	s->style.is_annotated = s->junit_style != 0;
	for (size_t i = 0; i < KIND_COUNT; i++) {
		errno = 0;
		bool is_open = open_file(s, i, diag);
		good &= is_open;
		/* The other run has, or wants, those that follow. */
		if (!is_open && errno == EBUSY)
			break;
	}
	return good;
}

bool
report_set_open(struct report_set *s, struct diag *diag)
{
	unsigned standard = count_standard(s, diag);
	bool good = standard <= 1 && is_one_each(s, diag);
	s->console_options.out = standard == 1 ? stderr : stdout;
	s->console_options.volume = (enum console_volume)s->volume;
	look_at_terminal(s->console_options.out, &s->console_options);
	s->console_options.colour = colour_is_wanted(
	    (enum colour_choice)s->colour, s->console_options.out);
	if (s->is_stepped) {
		s->console_options.terminal = false;
		s->console_options.ladder = true;
	}
	s->console = console_new(&s->console_options);
	vec_push(&s->sinks, console_sink(s->console));
	if (s->is_annotated) {
		s->annotations = annotations_new(s->console_options.out);
		vec_push(&s->sinks, annotations_sink(s->annotations));
	}
	return open_files(s, diag) && good;
}

void
report_set_explain(struct report_set *s, const char *problem, int64_t wall_s)
{
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (s->files[i].report)
			report_explain(s->files[i].report, problem, wall_s);
}

void
report_set_explain_error(struct report_set *s, const struct diag *diag)
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
	report_set_explain(s, buf_text(&b), clock_wall_s());
	buf_free(&b);
}

bool
report_set_close(struct report_set *s, struct diag *diag)
{
	unsigned errors = diag->error_count;
	char *problem = NULL;
	if (s->console && !console_finish(s->console, &problem))
		complain(problem, diag);
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (s->files[i].report &&
		    !report_finish(s->files[i].report, &problem))
			complain(problem, diag);
	return diag->error_count == errors;
}

static void
free_reports(struct report_set *s)
{
	console_free(s->console);
	annotations_free(s->annotations);
	s->console = NULL;
	s->annotations = NULL;
	for (size_t i = 0; i < KIND_COUNT; i++) {
		report_free(s->files[i].report);
		s->files[i].report = NULL;
	}
	vec_free(&s->sinks);
}

bool
report_set_reopen(struct report_set *s, struct diag *diag)
{
	free_reports(s);
	return report_set_open(s, diag);
}

void
report_set_free(struct report_set *s)
{
	free_reports(s);
	buf_free(&s->replay);
	buf_free(&s->told_replay);
	buf_free(&s->recording);
}

bool
report_set_is_brief(const struct report_set *s)
{
	return s->console_options.volume != CONSOLE_VERBOSE &&
	    !s->console_options.ladder;
}
