/* SPDX-License-Identifier: Apache-2.0 */
/* ixconform probe: does a server speak the binding? */
#include "probe/probe.h"
#include "cli/commands.h"
#include "cli/option/case_name.h"
#include "cli/option/connection.h"
#include "cli/option/provenance.h"
#include "cli/option/report_set.h"
#include "cli/option/secret.h"
#include "cli/option/terminal.h"
#include "cli/option/trace_file.h"
#include "cli/option/workspace.h"
#include "cli/run/embedded.h"
#include "cli/run/signals.h"
#include "core/clock.h"
#include "lint/target_check.h"
#include "probe/check.h"
#include "record/destination.h"
#include "record/summary.h"

#include <fnmatch.h>

/* Everything that a probe needs, in the order in which it comes about. */
struct probing {
	struct workspace workspace;
	struct report_set reports;
	struct trace_file trace;
	struct option_words excluded;
	char *const *words;
	unsigned word_count;
	int64_t wait_ns, time_limit_ns;
	bool is_list, with_exchanges;
	struct buf again;
	struct diag diag;
	VEC(unsigned) checks;
	struct secrets secrets;
	struct provenance provenance;
	struct faults faults; /* of the mock; only of its binding */
	struct embedded embedded;
	struct probe_setup setup;
};

/* --- which checks --- */

static bool
fits(const char *text, const char *word)
{
	return fnmatch(word, text, FNM_CASEFOLD) == 0;
}

/* By its id, its name, its section, or its path as cases are named. */
static bool
is_named(const struct check *c, const char *word)
{
	char *plain = case_name_word(word), *name = check_name(c);
	struct case_name path = { CHECK_SUITE, c->section->phase, name };
	bool is = fits(c->id, plain) || fits(c->name, plain) ||
	    fits(name, plain) || fits(c->section->phase, plain) ||
	    case_name_includes(&path, plain);
	free(plain);
	free(name);
	return is;
}

static bool
is_any_of(const struct check *c, char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_named(c, words[i]))
			return true;
	return false;
}

static bool
check_word(const char *word, struct diag *diag)
{
	struct near_name near;
	for (unsigned i = 0; i < check_count; i++)
		if (is_named(&checks[i], word))
			return true;
	diag_error(diag, NULL, "no check is called '%s'", word);
	near_name_start(&near, word);
	for (unsigned i = 0; i < check_count; i++) {
		near_name_offer(&near, mem_strdup(checks[i].id));
		near_name_offer(&near, mem_strdup(checks[i].name));
		near_name_offer(&near, mem_strdup(checks[i].section->phase));
	}
	diag_did_you_mean(diag, near.best);
	diag_note(diag, "'ixconform probe --list' prints all checks");
	near_name_free(&near);
	return false;
}

/* An empty selection proves nothing, and is none. */
static bool
select_checks(struct probing *p)
{
	bool good = true;
	for (unsigned i = 0; i < p->word_count; i++)
		good &= check_word(p->words[i], &p->diag);
	for (size_t i = 0; i < p->excluded.count; i++)
		good &= check_word(p->excluded.items[i], &p->diag);
	for (unsigned i = 0; good && i < check_count; i++)
		if ((p->word_count == 0 ||
			is_any_of(&checks[i], p->words, p->word_count)) &&
		    !is_any_of(
			&checks[i], p->excluded.items, p->excluded.count))
			vec_push(&p->checks, i);
	if (good && p->checks.count == 0)
		diag_error(&p->diag, NULL, "no check is left to make");
	return good && p->checks.count > 0;
}

static void
print_list(const struct probing *p)
{
	for (size_t i = 0; i < p->checks.count; i++) {
		const struct check *c = &checks[p->checks.items[i]];
		char *path = check_path(c);
		printf("%s  §%s\n    %s\n", path, c->section->number, c->must);
		free(path);
	}
}

/* --- the server --- */

static bool
load_target(struct probing *p)
{
	struct workspace *w = &p->workspace;
	unsigned errors = p->diag.error_count;
	if (!workspace_find(w, &p->diag))
		return false;
	w->target = workspace_read_target(w, &p->diag);
	if (!w->target ||
	    !report_set_spare_target(&p->reports, w->target, &p->diag))
		return false;
	target_check_files(w->target, true, &p->diag);
	return p->diag.error_count == errors &&
	    embedded_is_meant(w->target, false, &p->faults, &p->diag) &&
	    faults_parse(&p->faults, &p->diag) &&
	    secrets_find(&p->secrets, w->target, &p->diag) &&
	    connection_check(w->target, &p->secrets, &p->diag);
}

static bool
start_server(struct probing *p)
{
	const struct target *t = p->workspace.target;
	return !t->embedded ||
	    embedded_start(&p->embedded, t, &p->faults, &p->diag);
}

static void
write_trace(void *context, const void *bytes, size_t size)
{
	output_write(context, bytes, size);
}

static void
set_up(struct probing *p)
{
	const struct target *t = p->workspace.target;
	const char *url =
	    t->embedded ? mock_http_url(p->embedded.http) : t->url;
	provenance_begin(&p->provenance, false, 0);
	if (report_set_names_files(&p->reports))
		provenance_add_program(&p->provenance);
	provenance_set_again(&p->provenance, buf_text(&p->again));
	p->setup = (struct probe_setup){
		.connection =
		    connection_config(t, url, &p->secrets, signal_fd()),
		.target = t,
		.checks = p->checks.items,
		.check_count = (unsigned)p->checks.count,
		.times = probe_times_default(),
		.with_exchanges = p->with_exchanges,
		.facts = provenance_facts(&p->provenance),
		.sinks = p->reports.sinks.items,
		.sink_count = (unsigned)p->reports.sinks.count,
		.trace = p->trace.output ? write_trace : NULL,
		.trace_context = p->trace.output,
		.stop_reason = stop_reason,
	};
}

static bool
greet(void *context, struct diag *diag)
{
	struct probing *p = context;
	return probe_greet(&p->setup, diag);
}

/* For up to --wait it may start. */
static bool
reach_server(struct probing *p)
{
	const struct connection_attempt attempt = { greet, p,
		p->setup.connection.url };
	return connection_await(&attempt, p->wait_ns, signal_fd(), &p->diag);
}

static enum exit_status
drive(struct probing *p)
{
	watch_signals();
	if (p->time_limit_ns)
		stop_after(p->time_limit_ns);
	if (!start_server(p))
		return EXIT_USAGE;
	set_up(p);
	if (!reach_server(p))
		return p->setup.is_no_binding ? EXIT_USAGE : EXIT_UNDECIDED;
	struct run_summary summary = probe_run(&p->setup);
	return run_exit_status(&summary);
}

/* --- the command --- */

static bool
open_outputs(struct probing *p)
{
	struct report_set *o = &p->reports;
	bool good =
	    report_set_spare(o, "--target", p->workspace.target_file, &p->diag);
	good &= report_set_spare(o, "--trace", p->trace.path, &p->diag);
	o->is_stdout_taken =
	    p->trace.path && destination_is_standard(p->trace.path);
	return report_set_open(o, &p->diag) && good;
}

static enum exit_status
carry_out(struct probing *p)
{
	enum exit_status status = EXIT_USAGE;
	p->reports.console_options.again = &p->again;
	if (p->is_list) {
		if (!select_checks(p))
			return EXIT_USAGE;
		print_list(p);
		return EXIT_CONFORMS;
	}
	if (open_outputs(p) && trace_file_open(&p->trace, &p->diag) &&
	    select_checks(p) && load_target(p))
		status = drive(p);
	if (p->diag.error_count)
		report_set_explain_error(&p->reports, &p->diag);
	bool written = report_set_close(&p->reports, &p->diag);
	written = trace_file_close(&p->trace, &p->diag) && written;
	if (!written && (status == EXIT_CONFORMS || status == EXIT_UNDECIDED))
		status = EXIT_UNWRITTEN;
	return status;
}

static enum options_end
read_options(
    const struct command *self, struct probing *p, int argc, char **argv)
{
	const struct option_row rows[] = {
		target_option(&p->workspace,
		    "the server to probe; without it, the mock in this process"),
		{ "exclude", 'x', "NAME",
		    "leave out a check, or the checks of a section",
		    .words = &p->excluded },
		{ "list", 0, NULL,
		    "print the checks and what they require, and make none",
		    .flag = &p->is_list },
		{ "exchanges", 'e', NULL,
		    "show all requests and lines of a check that did not "
		    "pass, not only the last ones",
		    .flag = &p->with_exchanges, .is_of_case = true },
		{ "time-limit", 0, "TIME",
		    "end the probe after that time, such as 2min, with\n"
		    "complete reports",
		    .time_ns = &p->time_limit_ns },
		wait_option(&p->wait_ns),
		insecure_option(&p->workspace.overrides),
		binding_fault_option(&p->faults),
		trace_option(&p->trace),
		data_option(&p->workspace),
		{ 0 },
	};
	struct options table = { .command = self, .again = &p->again };
	buf_init(&p->again, COMMAND_MAX_BYTES);
	buf_add_text(&p->again, "ixconform probe");
	options_add(&table, rows);
	report_set_add_options(&p->reports, &table, false);
	enum options_end end = options_read(&table, argc, argv);
	p->words = table.words;
	p->word_count = table.word_count;
	return end;
}

static void
release(struct probing *p)
{
	report_set_free(&p->reports);
	embedded_stop(&p->embedded);
	workspace_free(&p->workspace);
	provenance_free(&p->provenance);
	faults_free(&p->faults);
	vec_free(&p->excluded);
	vec_free(&p->checks);
	buf_free(&p->again);
	secrets_free(&p->secrets);
	diag_free(&p->diag);
}

static int
run_probe(const struct command *self, int argc, char **argv)
{
	struct probing p = { 0 };
	enum exit_status status = EXIT_CONFORMS;
	provenance_keep_line(&p.provenance, argc, argv);
	enum options_end end = read_options(self, &p, argc, argv);
	diag_init(&p.diag);
	if (end == OPTIONS_WRONG) {
		status = EXIT_USAGE;
		open_outputs(&p);
		report_set_explain(&p.reports,
		    "the command line is wrong; standard error says how",
		    clock_wall_s());
		report_set_close(&p.reports, &p.diag);
	} else if (end == OPTIONS_READ) {
		status = carry_out(&p);
	}
	print_diagnostics_as(&p.diag, (enum colour_choice)p.reports.colour);
	release(&p);
	return (int)status;
}

const struct command probe_command = {
	.name = "probe",
	.summary = "does a server speak the binding?",
	.usage = "probe [OPTION...] [CHECK...]",
	.text =
	    "Checks each requirement of docs/binding.md that can be seen from "
	    "outside, on a channel of its own, before a server is blamed for "
	    "its adapter (docs/probe.md).  A check is named by its id (B-07), "
	    "by its name, or by its section; names may contain the wild cards "
	    "* ? and [...].  Without --target the mock is probed.\n\n"
	    "Exit status: 0 everything as required, 1 a requirement is not "
	    "met, 2 wrong usage\nor target file, or no binding there, 3 could not check "
	    "(unreachable, no answer, interrupted),\n4 a report could not be "
	    "written.",
	.examples = "  ixconform probe --target my-server.xml\n"
		    "  ixconform probe --target my-server.xml -e B-07 order\n"
		    "  ixconform probe --list\n"
		    "  ixconform probe --junit out/probe.xml",
	.run = run_probe,
};
