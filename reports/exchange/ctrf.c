/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/exchange/ctrf.h"

#include "core/escape.h"
#include "record/concession/concessions.h"
#include "record/seal/digest.h"
#include "record/summary.h"
#include "reports/exchange/exchange.h"
#include "wire/json_writer.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Of the format, as its reference implementation numbers it. */
#define SPEC_VERSION "0.0.0"
#define NS_PER_MS 1000000
#define MS_PER_S 1000

enum status { PASSED, FAILED, SKIPPED, PENDING, OTHER };
#define STATUS_COUNT (OTHER + 1)

static const char *const status_names[STATUS_COUNT] = { "passed", "failed",
	"skipped", "pending", "other" };

/* What broke is red, as in JUnit; what could not be judged is no pass. */
static const enum status statuses[VERDICT_COUNT] = {
	[VERDICT_PASS] = PASSED,
	[VERDICT_FAIL] = FAILED,
	[VERDICT_INCONCLUSIVE] = OTHER,
	[VERDICT_ERROR] = FAILED,
	[VERDICT_SKIPPED] = SKIPPED,
	[VERDICT_ABORTED] = OTHER,
	[VERDICT_EXPECTED] = SKIPPED,
	[VERDICT_FLAKY] = PASSED,
};

struct ctrf {
	const struct exchange *x;
	const struct results *r;
	const struct run_summary *summary; /* NULL: the run has no end */
	struct json_writer w;
	struct buf line;
};

/* --- values --- */

static int64_t
ms(int64_t ns)
{
	return ns > 0 ? ns / NS_PER_MS : 0;
}

/* Since 1970; of a simulation, since it began. */
static int64_t
date_ms(const struct results *r, int64_t ns)
{
	return r->wall_s * MS_PER_S + ms(ns);
}

static void
add_text(struct ctrf *c, const char *key, const char *text)
{
	if (text && *text)
		json_add_string(&c->w, key, exchange_line(&c->line, text));
}

/* Of a list, or after a key. */
static void
add_item(struct ctrf *c, const char *text)
{
	json_add_string(&c->w, NULL, exchange_line(&c->line, text));
}

/* The same of lines, as harmless as in XML. */
static void
add_lines(struct ctrf *c, const char *key, const char *lines)
{
	if (!lines || !*lines)
		return;
	buf_clear(&c->line);
	escape_xml_legal(&c->line, lines, strlen(lines));
	json_add_string(&c->w, key, buf_text(&c->line));
}

static void
add_status(struct ctrf *c, enum verdict verdict)
{
	json_add_string(&c->w, "status", status_names[statuses[verdict]]);
}

/* --- a case --- */

static void
add_attachments(struct ctrf *c)
{
	if (!c->x->recording)
		return;
	json_begin_list(&c->w, "attachments");
	json_begin_object(&c->w, NULL);
	json_add_string(&c->w, "name", "recording");
	json_add_string(&c->w, "contentType", "application/x-ndjson");
	add_text(c, "path", c->x->recording);
	json_end_object(&c->w);
	json_end_list(&c->w);
}

static void
add_attempt(struct ctrf *c, const struct attempt_result *a, size_t number)
{
	json_begin_object(&c->w, NULL);
	json_add_integer(&c->w, "attempt", (int64_t)number);
	add_status(c, a->verdict);
	json_add_integer(&c->w, "duration", ms(a->duration_ns));
	add_lines(c, "message", a->sentence);
	add_lines(c, "trace", a->detail);
	json_begin_object(&c->w, "extra");
	json_add_string(&c->w, "verdict", verdict_name(a->verdict));
	if (a->finding != FINDING_NONE)
		json_add_string(&c->w, "finding", finding_name(a->finding));
	json_end_object(&c->w);
	json_end_object(&c->w);
}

static void
add_attempts(struct ctrf *c, const struct case_result *one)
{
	if (one->attempts.count == 0)
		return;
	json_add_integer(&c->w, "retries", (int64_t)one->attempts.count);
	json_begin_list(&c->w, "retryAttempts");
	for (size_t i = 0; i < one->attempts.count; i++)
		add_attempt(c, &one->attempts.items[i], i + 1);
	json_end_list(&c->w);
}

/* What it proves nothing about is passed: the message came, or went out. */
static void
add_steps(struct ctrf *c, const struct exchange_steps *s)
{
	if (s->items.count == 0)
		return;
	json_begin_list(&c->w, "steps");
	for (size_t i = 0; i < s->items.count; i++) {
		const struct exchange_step *step = &s->items.items[i];
		json_begin_object(&c->w, NULL);
		json_add_string(&c->w, "name", step->text);
		json_add_string(&c->w, "status",
		    status_names[step->is_finding ? FAILED : PASSED]);
		json_end_object(&c->w);
	}
	json_end_list(&c->w);
}

static void
add_requirements(struct ctrf *c, const struct run_case *test)
{
	if (test->requirement_count == 0)
		return;
	json_begin_list(&c->w, "requirementId");
	for (unsigned i = 0; i < test->requirement_count; i++)
		add_item(c, test->requirements[i].id);
	json_end_list(&c->w);
	json_begin_list(&c->w, "level");
	for (unsigned i = 0; i < test->requirement_count; i++)
		add_item(c, test->requirements[i].level);
	json_end_list(&c->w);
}

static void
add_labels(
    struct ctrf *c, const struct run_case *test, const struct case_result *one)
{
	json_begin_object(&c->w, "labels");
	json_add_string(&c->w, "verdict", verdict_name(one->verdict));
	if (one->finding != FINDING_NONE)
		json_add_string(&c->w, "finding", finding_name(one->finding));
	add_text(c, "section", test->section);
	add_requirements(c, test);
	json_add_string(
	    &c->w, "role", test->is_assumption ? "assumption" : "case");
	json_end_object(&c->w);
}

static void
add_difference(struct ctrf *c, const struct finding_difference *d)
{
	if (!d->what)
		return;
	json_begin_object(&c->w, "difference");
	add_lines(c, "what", d->what);
	add_lines(c, "expected", d->expected);
	add_lines(c, "observed", d->observed);
	json_end_object(&c->w);
}

static void
add_command(struct ctrf *c, const char *key, const char *command,
    const struct run_case *test, const struct case_result *one)
{
	struct buf text;
	buf_init(&text, SIZE_MAX / 2);
	if (results_command(command, test, one, &text))
		add_text(c, key, buf_text(&text));
	buf_free(&text);
}

static void
add_extra(struct ctrf *c, const struct run_case *test,
    const struct case_result *one, const struct exchange_steps *s)
{
	json_begin_object(&c->w, "extra");
	add_text(c, "requirement", test->requirement);
	json_add_integer(&c->w, "durationNs", one->duration_ns);
	add_difference(c, &one->difference);
	add_text(c, "preamble", one->preamble);
	if (s->left_out)
		json_add_integer(&c->w, "stepsLeftOut", s->left_out);
	if (verdict_needs_attention(one->verdict)) {
		add_command(c, "again", c->r->run->again, test, one);
		add_command(c, "replay", c->r->replay, test, one);
	}
	json_end_object(&c->w);
}

static void
add_times(struct ctrf *c, const struct case_result *one)
{
	json_add_integer(&c->w, "duration", ms(one->duration_ns));
	if (!one->started || run_is_simulated(c->r->run))
		return;
	json_add_integer(&c->w, "start", date_ms(c->r, one->start_ns));
	json_add_integer(&c->w, "stop", date_ms(c->r, one->end_ns));
}

static void
add_place(struct ctrf *c, const struct run_case *test)
{
	if (!*test->file)
		return;
	add_text(c, "filePath", test->file);
	json_add_integer(&c->w, "line", test->line);
}

static void
add_tags(struct ctrf *c, const struct run_case *test)
{
	json_begin_list(&c->w, "tags");
	add_item(c, test->suite);
	if (test->is_assumption)
		json_add_string(&c->w, NULL, "assumption");
	json_end_list(&c->w);
}

static void
add_case(struct ctrf *c, unsigned index)
{
	const struct run_case *test = &c->r->run->cases[index];
	const struct case_result *one = &c->r->cases[index];
	struct buf path;
	buf_init(&path, SIZE_MAX / 2);
	buf_printf(&path, "%s/%s/%s", test->suite, test->phase, test->name);
	json_break_line(&c->w, 4);
	json_begin_object(&c->w, NULL);
	add_text(c, "testId", buf_text(&path));
	json_add_string(&c->w, "name", exchange_line(&c->line, test->name));
	json_begin_list(&c->w, "suite");
	add_item(c, test->suite);
	add_item(c, test->phase);
	json_end_list(&c->w);
	add_status(c, one->verdict);
	json_add_string(&c->w, "rawStatus", verdict_name(one->verdict));
	add_times(c, one);
	json_add_string(&c->w, "type", "conformance");
	add_lines(c, "message", one->sentence);
	add_lines(c, "trace", one->detail);
	add_place(c, test);
	add_tags(c, test);
	add_labels(c, test, one);
	add_attempts(c, one);
	json_add_boolean(&c->w, "flaky", one->verdict == VERDICT_FLAKY);
	add_steps(c, &c->x->steps[index]);
	if (verdict_needs_attention(one->verdict))
		add_attachments(c);
	add_extra(c, test, one, &c->x->steps[index]);
	json_end_object(&c->w);
	buf_free(&path);
}

static void
add_empty_run(struct ctrf *c)
{
	bool is_idle;
	const char *why = exchange_emptiness(c->r, &is_idle);
	json_break_line(&c->w, 4);
	json_begin_object(&c->w, NULL);
	json_add_string(&c->w, "name", "run");
	json_begin_list(&c->w, "suite");
	json_add_string(&c->w, NULL, "ixconform");
	json_end_list(&c->w);
	json_add_string(
	    &c->w, "status", status_names[is_idle ? SKIPPED : FAILED]);
	json_add_string(&c->w, "rawStatus",
	    verdict_name(is_idle ? VERDICT_SKIPPED : VERDICT_ABORTED));
	json_add_integer(&c->w, "duration", 0);
	add_lines(c, "message", why);
	json_end_object(&c->w);
}

/* --- the run --- */

static void
add_counts(struct ctrf *c)
{
	unsigned counts[STATUS_COUNT] = { 0 }, flaky = 0;
	bool is_idle;
	for (unsigned i = 0; i < c->r->case_count; i++) {
		counts[statuses[c->r->cases[i].verdict]]++;
		flaky += c->r->cases[i].verdict == VERDICT_FLAKY;
	}
	if (c->r->case_count == 0) {
		exchange_emptiness(c->r, &is_idle);
		counts[is_idle ? SKIPPED : FAILED] = 1;
	}
	json_add_integer(
	    &c->w, "tests", c->r->case_count ? c->r->case_count : 1);
	for (enum status s = PASSED; s < STATUS_COUNT; s++)
		json_add_integer(&c->w, status_names[s], counts[s]);
	json_add_integer(&c->w, "flaky", flaky);
	json_add_integer(&c->w, "suites", (int64_t)c->r->suites.count);
}

/* By our own words, with the assumptions among them. */
static void
add_verdicts(struct ctrf *c)
{
	unsigned counts[VERDICT_COUNT] = { 0 };
	for (unsigned i = 0; i < c->r->case_count; i++)
		counts[c->r->cases[i].verdict]++;
	json_begin_object(&c->w, "verdicts");
	for (enum verdict v = VERDICT_PASS; v < VERDICT_COUNT; v++)
		if (counts[v])
			json_add_integer(&c->w, verdict_name(v), counts[v]);
	json_end_object(&c->w);
}

static void
add_summary(struct ctrf *c)
{
	json_break_line(&c->w, 2);
	json_begin_object(&c->w, "summary");
	add_counts(c);
	json_add_integer(&c->w, "start", date_ms(c->r, 0));
	json_add_integer(&c->w, "stop", date_ms(c->r, c->r->now_ns));
	json_add_integer(&c->w, "duration", ms(c->r->now_ns));
	json_begin_object(&c->w, "extra");
	add_verdicts(c);
	if (c->r->run)
		json_add_integer(
		    &c->w, "assumptions", summary_assumptions(c->r->run));
	json_add_integer(&c->w, "exitStatus", run_exit_status(c->summary));
	json_add_boolean(
	    &c->w, "interrupted", !c->summary || c->summary->interrupted);
	add_lines(c, "problem", c->r->problem);
	add_lines(c, "notices", buf_text(&c->r->notices));
	json_end_object(&c->w);
	json_end_object(&c->w);
}

static void
add_tool(struct ctrf *c)
{
	json_break_line(&c->w, 2);
	json_begin_object(&c->w, "tool");
	json_add_string(&c->w, "name", "ixconform");
	if (c->r->run) {
		add_text(c, "version", c->r->run->program_version);
		json_begin_object(&c->w, "extra");
		add_text(c, "sha256", c->r->run->program_sha256);
		json_end_object(&c->w);
	}
	json_end_object(&c->w);
}

static void
add_files(struct ctrf *c, const struct run_facts *run)
{
	json_begin_list(&c->w, "files");
	for (unsigned i = 0; i < run->file_count; i++) {
		json_begin_object(&c->w, NULL);
		add_text(c, "path", run->files[i].path);
		add_text(c, "sha256", run->files[i].sha256);
		json_end_object(&c->w);
	}
	json_end_list(&c->w);
}

static void
add_list(
    struct ctrf *c, const char *key, const char *const *texts, size_t count)
{
	if (count == 0)
		return;
	json_begin_list(&c->w, key);
	for (size_t i = 0; i < count; i++)
		add_item(c, texts[i]);
	json_end_list(&c->w);
}

static void
add_terms(struct ctrf *c)
{
	struct concessions terms;
	struct buf line;
	buf_init(&line, SOURCE_MAX_BYTES);
	concessions_collect(&terms, c->r->run, c->r->has_derived_tags);
	concessions_print(&line, &terms);
	add_lines(c, "terms", buf_text(&line));
	add_lines(c, "scope", terms.scope);
	add_list(c, "concessions", (const char *const *)terms.items.items,
	    terms.items.count);
	concessions_free(&terms);
	buf_free(&line);
}

static void
add_server_options(struct ctrf *c, const struct target *t)
{
	if (!t || t->options.count == 0)
		return;
	json_begin_object(&c->w, "serverOptions");
	for (size_t i = 0; i < t->options.count; i++) {
		const struct named_text *o = &t->options.items[i];
		const char *name = exchange_line(&c->line, o->name);
		json_add_key(&c->w, name, strlen(name));
		add_item(c, o->text);
	}
	json_end_object(&c->w);
}

static void
add_provenance(struct ctrf *c, const struct run_facts *run)
{
	json_begin_object(&c->w, "extra");
	add_terms(c);
	add_text(c, "targetName", run->target_name);
	add_text(c, "targetUrl", run->target_url);
	add_server_options(c, run->target);
	add_text(c, "host", run->host_name);
	json_add_integer(&c->w, "jobs", run->jobs);
	if (c->r->has_derived_tags)
		json_add_string(&c->w, "protocolTags", TAG_DERIVED);
	add_list(c, "options", run->options, run->option_count);
	add_list(c, "orders", run->orders, run->order_count);
	add_files(c, run);
	json_end_object(&c->w);
}

static void
add_environment(struct ctrf *c)
{
	const struct run_facts *run = c->r->run;
	if (!run)
		return;
	json_break_line(&c->w, 2);
	json_begin_object(&c->w, "environment");
	add_text(c, "reportName", run->target_name);
	add_text(c, "appName", run->server_name);
	add_text(c, "appVersion", run->server_version);
	json_add_string(&c->w, "testEnvironment",
	    run_is_simulated(run) ? "simulation, virtual times" : "live");
	if (run->shard.total) {
		buf_clear(&c->line);
		buf_printf(
		    &c->line, "%u/%u", run->shard.number, run->shard.total);
		json_add_string(&c->w, "shardId", buf_text(&c->line));
	}
	json_add_boolean(
	    &c->w, "healthy", run_exit_status(c->summary) == EXIT_CONFORMS);
	add_provenance(c, run);
	json_end_object(&c->w);
}

/* Appended to 'into'. */
static void
print_results(struct ctrf *c, struct buf *into)
{
	c->w = json_start(into);
	json_begin_object(&c->w, NULL);
	add_tool(c);
	add_summary(c);
	json_break_line(&c->w, 2);
	json_begin_list(&c->w, "tests");
	for (unsigned i = 0; i < c->r->case_count; i++)
		add_case(c, i);
	if (c->r->case_count == 0)
		add_empty_run(c);
	json_break_line(&c->w, 2);
	json_end_list(&c->w);
	add_environment(c);
	json_break_line(&c->w, 1);
	json_end_object(&c->w);
}

/* Of the contents, so that the same report has the same name again. */
static void
add_id(struct ctrf *c, const struct buf *results)
{
	char d[DIGEST_TEXT_SIZE];
	digest_print(d, buf_text(results), results->size);
	buf_clear(&c->line);
	buf_printf(&c->line, "%.8s-%.4s-8%.3s-8%.3s-%.12s", d, d + 8, d + 12,
	    d + 15, d + 18);
	json_add_string(&c->w, "reportId", buf_text(&c->line));
}

static bool
print_document(struct ctrf *c, const struct buf *results, struct buf *into)
{
	const struct run_facts *run = c->r->run;
	char end[WALL_TEXT_SIZE];
	c->w = json_start(into);
	json_begin_object(&c->w, NULL);
	json_break_line(&c->w, 1);
	json_add_string(&c->w, "reportFormat", "CTRF");
	json_add_string(&c->w, "specVersion", SPEC_VERSION);
	add_id(c, results);
	if (!run || !run_is_simulated(run)) {
		buf_clear(&c->line);
		buf_printf(&c->line, "%sZ",
		    wall_print(end, date_ms(c->r, c->r->now_ns) / MS_PER_S));
		json_add_string(&c->w, "timestamp", buf_text(&c->line));
	}
	json_add_string(&c->w, "generatedBy", "ixconform");
	json_break_line(&c->w, 1);
	json_add_literal(&c->w, "results", buf_text(results));
	json_break_line(&c->w, 0);
	json_end_object(&c->w);
	json_end_line(&c->w);
	return json_finish(&c->w);
}

static bool
ctrf_print(struct document *d, const struct run_summary *summary)
{
	struct ctrf c = { .x = (const struct exchange *)d,
		.r = &d->results,
		.summary = summary };
	struct buf results;
	buf_init(&results, EXCHANGE_MAX_BYTES);
	buf_init(&c.line, SIZE_MAX / 2);
	results_close(&d->results);
	print_results(&c, &results);
	bool good = json_finish(&c.w) && print_document(&c, &results, &d->text);
	buf_free(&c.line);
	buf_free(&results);
	return good;
}

static struct report *
ctrf_new(struct output *output, const struct report_style *style)
{
	static const struct document_form form = { "CTRF", EXCHANGE_MAX_BYTES,
		ctrf_print };
	return exchange_new(output, &form, style);
}

const struct report_kind ctrf_report = {
	.name = "ctrf",
	.names_files = true,
	.help = "write CTRF, a JSON format of test tools, '-' for standard "
		"output",
	.new = ctrf_new,
	.explain = document_explain,
	.finish = document_finish,
	.free = exchange_free,
};
