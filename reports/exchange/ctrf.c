/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/exchange/ctrf.h"

#include "record/concession/concessions.h"
#include "record/seal/digest.h"
#include "record/summary.h"
#include "reports/exchange/ctrf_case.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Of the format, as its reference implementation numbers it. */
#define SPEC_VERSION "0.0.0"
#define MS_PER_S 1000

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
	json_add_string(&c->w, "status",
	    ctrf_status_names[is_idle ? CTRF_SKIPPED : CTRF_FAILED]);
	json_add_string(&c->w, "rawStatus",
	    verdict_name(is_idle ? VERDICT_SKIPPED : VERDICT_ABORTED));
	json_add_integer(&c->w, "duration", 0);
	ctrf_add_lines(c, "message", why);
	json_end_object(&c->w);
}

/* --- the run --- */

static void
add_counts(struct ctrf *c)
{
	unsigned counts[CTRF_STATUS_COUNT] = { 0 }, flaky = 0;
	bool is_idle;
	for (unsigned i = 0; i < c->r->case_count; i++) {
		counts[ctrf_statuses[c->r->cases[i].verdict]]++;
		flaky += c->r->cases[i].verdict == VERDICT_FLAKY;
	}
	if (c->r->case_count == 0) {
		exchange_emptiness(c->r, &is_idle);
		counts[is_idle ? CTRF_SKIPPED : CTRF_FAILED] = 1;
	}
	json_add_integer(
	    &c->w, "tests", c->r->case_count ? c->r->case_count : 1);
	for (enum ctrf_status s = CTRF_PASSED; s < CTRF_STATUS_COUNT; s++)
		json_add_integer(&c->w, ctrf_status_names[s], counts[s]);
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
	json_add_integer(&c->w, "start", ctrf_date_ms(c->r, 0));
	json_add_integer(&c->w, "stop", ctrf_date_ms(c->r, c->r->now_ns));
	json_add_integer(&c->w, "duration", ctrf_ms(c->r->now_ns));
	json_begin_object(&c->w, "extra");
	add_verdicts(c);
	if (c->r->run)
		json_add_integer(
		    &c->w, "assumptions", summary_assumptions(c->r->run));
	json_add_integer(&c->w, "exitStatus", run_exit_status(c->summary));
	json_add_boolean(
	    &c->w, "interrupted", !c->summary || c->summary->interrupted);
	ctrf_add_lines(c, "problem", c->r->problem);
	ctrf_add_lines(c, "notices", buf_text(&c->r->notices));
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
		ctrf_add_text(c, "version", c->r->run->program_version);
		json_begin_object(&c->w, "extra");
		ctrf_add_text(c, "sha256", c->r->run->program_sha256);
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
		ctrf_add_text(c, "path", run->files[i].path);
		ctrf_add_text(c, "sha256", run->files[i].sha256);
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
		ctrf_add_item(c, texts[i]);
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
	ctrf_add_lines(c, "terms", buf_text(&line));
	ctrf_add_lines(c, "scope", terms.scope);
	add_list(c, "concessions", (const char *const *)terms.items.items,
	    terms.items.count);
	concessions_free(&terms);
	buf_free(&line);
}

static void
add_waivers(struct ctrf *c, const struct waivers *waivers)
{
	if (!waivers)
		return;
	buf_clear(&c->line);
	results_print_waivers(c->r, &c->line);
	json_add_string(&c->w, "waiverUse", buf_text(&c->line));
	json_begin_list(&c->w, "waivers");
	for (size_t i = 0; i < waivers->items.count; i++)
		ctrf_add_waiver(c, &waivers->items.items[i]);
	json_end_list(&c->w);
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
		ctrf_add_item(c, o->text);
	}
	json_end_object(&c->w);
}

static void
add_provenance(struct ctrf *c, const struct run_facts *run)
{
	json_begin_object(&c->w, "extra");
	add_terms(c);
	add_waivers(c, run->waivers);
	ctrf_add_text(c, "targetName", run->target_name);
	ctrf_add_text(c, "targetUrl", run->target_url);
	add_server_options(c, run->target);
	ctrf_add_text(c, "host", run->host_name);
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
	ctrf_add_text(c, "reportName", run->target_name);
	ctrf_add_text(c, "appName", run->server_name);
	ctrf_add_text(c, "appVersion", run->server_version);
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
		ctrf_add_case(c, i);
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
		    wall_print(
			end, ctrf_date_ms(c->r, c->r->now_ns) / MS_PER_S));
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
