/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/exchange/open_test.h"

#include "conformance/waivers.h"
#include "record/concession/concessions.h"
#include "record/summary.h"
#include "reports/exchange/exchange.h"
#include "reports/phases.h"
#include "xml/writer.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define CORE "https://schemas.opentest4j.org/reporting/core/0.2.0"
#define HIERARCHY "https://schemas.opentest4j.org/reporting/hierarchy/0.2.0"
#define OURS "urn:ixconform:report:1"

#define NS_PER_S INT64_C(1000000000)
#define NS_PER_US 1000

/* In the order of which one a whole group gets: the worst of its tests. */
enum status { SKIPPED, SUCCESSFUL, ABORTED, ERRORED, FAILED };

static const char *const status_names[] = { [SKIPPED] = "SKIPPED",
	[SUCCESSFUL] = "SUCCESSFUL",
	[ABORTED] = "ABORTED",
	[ERRORED] = "ERRORED",
	[FAILED] = "FAILED" };

/* The format calls a test aborted whose preconditions did not hold. */
static const enum status statuses[VERDICT_COUNT] = {
	[VERDICT_PASS] = SUCCESSFUL,
	[VERDICT_FAIL] = FAILED,
	[VERDICT_INCONCLUSIVE] = ABORTED,
	[VERDICT_ERROR] = ERRORED,
	[VERDICT_SKIPPED] = SKIPPED,
	[VERDICT_ABORTED] = ABORTED,
	[VERDICT_EXPECTED] = SKIPPED,
	[VERDICT_FLAKY] = SUCCESSFUL,
};

struct open_test {
	const struct exchange *x;
	const struct results *r;
	struct xml_writer *w;
	struct buf line;
};

/* --- values --- */

/* "2023-11-14T22:13:20.012345Z"; of a simulation, since 1970. */
#define DATE_SIZE (WALL_TEXT_SIZE + 16)
static const char *
print_date(char *into, const struct results *r, int64_t ns)
{
	char second[WALL_TEXT_SIZE];
	ns = ns > 0 ? ns : 0;
	wall_print(second, r->wall_s + ns / NS_PER_S);
	snprintf(into, DATE_SIZE, "%s.%06" PRId64 "Z", second,
	    ns % NS_PER_S / NS_PER_US);
	return into;
}

static void
write_date(struct open_test *o, const char *attribute, int64_t ns)
{
	char date[DATE_SIZE];
	xml_attribute(o->w, attribute, print_date(date, o->r, ns));
}

static void
write_duration(struct open_test *o, int64_t ns)
{
	char text[64];
	ns = ns > 0 ? ns : 0;
	snprintf(text, sizeof(text), "PT%" PRId64 ".%06" PRId64 "S",
	    ns / NS_PER_S, ns % NS_PER_S / NS_PER_US);
	xml_attribute(o->w, "duration", text);
}

/* One line of what a person or a peer has typed. */
static void
write_attribute(struct open_test *o, const char *name, const char *text)
{
	if (text && *text)
		xml_attribute(o->w, name, exchange_line(&o->line, text));
}

static void
write_line(struct open_test *o, const char *element, const char *text)
{
	if (!text || !*text)
		return;
	xml_start(o->w, element);
	xml_text(o->w, exchange_line(&o->line, text));
	xml_end(o->w);
}

static void
write_entry(struct open_test *o, const char *key, const char *text)
{
	if (!text || !*text)
		return;
	xml_start(o->w, "entry");
	xml_attribute(o->w, "key", key);
	xml_text(o->w, exchange_line(&o->line, text));
	xml_end(o->w);
}

/* --- the run --- */

static void
write_terms(struct open_test *o)
{
	struct concessions c;
	struct buf line;
	buf_init(&line, SOURCE_MAX_BYTES);
	concessions_collect(&c, o->r->run, o->r->has_derived_tags);
	concessions_print(&line, &c);
	xml_start(o->w, "ix:terms");
	xml_text(o->w, buf_text(&line));
	xml_end(o->w);
	for (size_t i = 0; i < c.items.count; i++) {
		xml_start(o->w, "ix:concession");
		xml_text(o->w, c.items.items[i]);
		xml_end(o->w);
	}
	concessions_free(&c);
	buf_free(&line);
}

/* The text has been escaped. */
static void
write_waiver(struct open_test *o, const struct waiver *waiver)
{
	buf_clear(&o->line);
	waiver_print(&o->line, waiver);
	xml_start(o->w, "ix:waiver");
	xml_text(o->w, buf_text(&o->line));
	xml_end(o->w);
}

static void
write_waivers(struct open_test *o, const struct waivers *waivers)
{
	if (!waivers)
		return;
	buf_clear(&o->line);
	results_print_waivers(o->r, &o->line);
	xml_start(o->w, "ix:waivers");
	xml_text(o->w, buf_text(&o->line));
	xml_end(o->w);
	for (size_t i = 0; i < waivers->items.count; i++)
		write_waiver(o, &waivers->items.items[i]);
}

static void
write_peers(struct open_test *o, const struct run_facts *run)
{
	xml_start(o->w, "ix:program");
	write_attribute(o, "version", run->program_version);
	write_attribute(o, "sha256", run->program_sha256);
	xml_end(o->w);
	xml_start(o->w, "ix:target");
	write_attribute(o, "name", run->target_name);
	write_attribute(o, "url", run->target_url);
	for (size_t i = 0; run->target && i < run->target->options.count; i++) {
		const struct named_text *option =
		    &run->target->options.items[i];
		xml_start(o->w, "ix:option");
		write_attribute(o, "name", option->name);
		xml_text(o->w, exchange_line(&o->line, option->text));
		xml_end(o->w);
	}
	xml_end(o->w);
	xml_start(o->w, "ix:server");
	write_attribute(o, "name", run->server_name);
	write_attribute(o, "version", run->server_version);
	xml_end(o->w);
}

static void
write_provenance(struct open_test *o, const struct run_facts *run)
{
	xml_start(o->w, "ix:run");
	xml_attribute(
	    o->w, "times", run_is_simulated(run) ? "virtual" : "real");
	xml_attribute_number(o->w, "jobs", run->jobs);
	if (run->shard.total) {
		xml_attribute_number(o->w, "shard", run->shard.number);
		xml_attribute_number(o->w, "shards", run->shard.total);
	}
	if (o->r->has_derived_tags)
		xml_attribute(o->w, "protocolTags", TAG_DERIVED);
	for (unsigned i = 0; i < run->option_count; i++)
		write_line(o, "ix:word", run->options[i]);
	xml_end(o->w);
	for (unsigned i = 0; i < run->file_count; i++) {
		xml_start(o->w, "ix:file");
		write_attribute(o, "path", run->files[i].path);
		write_attribute(o, "sha256", run->files[i].sha256);
		xml_end(o->w);
	}
}

static void
write_infrastructure(struct open_test *o)
{
	const struct run_facts *run = o->r->run;
	xml_start(o->w, "infrastructure");
	if (run) {
		write_line(o, "hostName", run->host_name);
		write_peers(o, run);
		write_terms(o);
		write_waivers(o, run->waivers);
		write_provenance(o, run);
	}
	if (o->r->problem) {
		xml_start(o->w, "ix:problem");
		xml_text(o->w, o->r->problem);
		xml_end(o->w);
	}
	if (o->r->notices.size) {
		xml_start(o->w, "ix:notices");
		xml_text(o->w, buf_text(&o->r->notices));
		xml_end(o->w);
	}
	xml_end(o->w);
}

/* --- a case --- */

static void
write_tags(struct open_test *o, const struct run_case *test,
    const struct case_result *one)
{
	xml_start(o->w, "tags");
	write_line(o, "tag", test->is_assumption ? "assumption" : "case");
	if (one->verdict == VERDICT_FLAKY || one->verdict == VERDICT_EXPECTED)
		write_line(o, "tag", verdict_name(one->verdict));
	xml_end(o->w);
}

static void
write_metadata(struct open_test *o, const struct run_case *test,
    const struct case_result *one)
{
	xml_start(o->w, "metadata");
	write_tags(o, test, one);
	xml_start(o->w, "ix:requires");
	write_attribute(o, "section", test->section);
	for (unsigned i = 0; i < test->requirement_count; i++) {
		xml_start(o->w, "ix:requirement");
		write_attribute(o, "id", test->requirements[i].id);
		write_attribute(o, "level", test->requirements[i].level);
		xml_end(o->w);
	}
	write_line(o, "ix:text", test->requirement);
	xml_end(o->w);
	xml_end(o->w);
}

static void
write_source(struct open_test *o, const struct run_case *test)
{
	if (!*test->file)
		return;
	xml_start(o->w, "sources");
	xml_start(o->w, "fileSource");
	write_attribute(o, "path", test->file);
	xml_start(o->w, "filePosition");
	xml_attribute_number(o->w, "line", test->line);
	xml_end(o->w);
	xml_end(o->w);
	xml_end(o->w);
}

static void
write_command(struct open_test *o, const char *key, const char *command,
    const struct run_case *test, const struct case_result *one)
{
	struct buf text;
	buf_init(&text, SIZE_MAX / 2);
	if (results_command(command, test, one, &text))
		write_entry(o, key, buf_text(&text));
	buf_free(&text);
}

static void
write_data(struct open_test *o, const struct run_case *test,
    const struct case_result *one)
{
	xml_start(o->w, "data");
	write_date(o, "time", one->end_ns);
	if (one->difference.what) {
		write_entry(o, "differs in", one->difference.what);
		write_entry(o, "expected", one->difference.expected);
		write_entry(o, "observed", one->difference.observed);
	}
	write_entry(o, "preamble", one->preamble);
	write_command(o, "again", o->r->run->again, test, one);
	write_command(o, "replay", o->r->replay, test, one);
	xml_end(o->w);
}

static void
write_recording(struct open_test *o, const struct case_result *one)
{
	if (!o->x->recording)
		return;
	xml_start(o->w, "file");
	write_date(o, "time", one->end_ns);
	write_attribute(o, "path", o->x->recording);
	xml_attribute(o->w, "mediaType", "application/x-ndjson");
	xml_end(o->w);
}

static void
write_output(struct open_test *o, const struct case_result *one,
    const char *source, const char *text)
{
	if (!text || !*text)
		return;
	xml_start(o->w, "output");
	write_date(o, "time", one->end_ns);
	xml_attribute(o->w, "source", source);
	xml_text(o->w, text);
	xml_end(o->w);
}

/* Inside of a test they are in no document of another tool. */
static void
write_steps(struct open_test *o, const struct exchange_steps *s)
{
	if (s->items.count == 0)
		return;
	xml_start(o->w, "ix:steps");
	if (s->left_out)
		xml_attribute_number(o->w, "leftOut", s->left_out);
	for (size_t i = 0; i < s->items.count; i++) {
		const struct exchange_step *step = &s->items.items[i];
		xml_start(o->w, "ix:step");
		if (step->is_finding)
			xml_attribute(o->w, "finding", "true");
		xml_text(o->w, step->text);
		xml_end(o->w);
	}
	xml_end(o->w);
}

static void
write_attempts(struct open_test *o, const struct case_result *one)
{
	for (size_t i = 0; i < one->attempts.count; i++) {
		const struct attempt_result *a = &one->attempts.items[i];
		xml_start(o->w, "ix:attempt");
		xml_attribute_number(o->w, "number", (int64_t)i + 1);
		xml_attribute(o->w, "verdict", verdict_name(a->verdict));
		if (a->finding != FINDING_NONE)
			xml_attribute(
			    o->w, "finding", finding_name(a->finding));
		write_duration(o, a->duration_ns);
		xml_text(o->w, a->sentence);
		if (a->detail) {
			xml_text(o->w, "\n");
			xml_text(o->w, a->detail);
		}
		xml_end(o->w);
	}
}

static void
write_attachments(struct open_test *o, const struct run_case *test,
    const struct case_result *one, const struct exchange_steps *steps)
{
	bool needs = verdict_needs_attention(one->verdict);
	if (!needs && one->attempts.count == 0 && !one->detail)
		return;
	xml_start(o->w, "attachments");
	if (needs) {
		write_data(o, test, one);
		write_recording(o, one);
	}
	write_output(o, one, "finding", one->detail);
	write_steps(o, steps);
	write_attempts(o, one);
	xml_end(o->w);
}

static void
write_result(struct open_test *o, unsigned index, const struct case_result *one)
{
	const struct waiver *waiver;
	xml_start(o->w, "result");
	xml_attribute(o->w, "status", status_names[statuses[one->verdict]]);
	if (one->sentence && *one->sentence) {
		xml_start(o->w, "reason");
		xml_text(o->w, one->sentence);
		xml_end(o->w);
	}
	xml_start(o->w, "ix:verdict");
	xml_attribute(o->w, "name", verdict_name(one->verdict));
	if (one->finding != FINDING_NONE)
		xml_attribute(o->w, "finding", finding_name(one->finding));
	xml_end(o->w);
	for (size_t i = 0; (waiver = results_next_waiver(o->r, index, &i));)
		write_waiver(o, waiver);
	xml_end(o->w);
}

static void
write_case(struct open_test *o, unsigned index)
{
	const struct run_case *test = &o->r->run->cases[index];
	const struct case_result *one = &o->r->cases[index];
	xml_start(o->w, "h:child");
	write_attribute(o, "name", test->name);
	write_date(o, "start", one->started ? one->start_ns : one->end_ns);
	write_duration(o, one->duration_ns);
	write_metadata(o, test, one);
	write_source(o, test);
	write_attachments(o, test, one, &o->x->steps[index]);
	write_result(o, index, one);
	xml_end(o->w);
}

/* --- groups --- */

static enum status
worse(enum status a, enum status b)
{
	return a > b ? a : b;
}

static enum status
status_of(const struct open_test *o, const struct phase_cases *p)
{
	enum status status = SKIPPED;
	for (size_t i = 0; i < p->cases.count; i++)
		status = worse(
		    status, statuses[o->r->cases[p->cases.items[i]].verdict]);
	return status;
}

static void
write_status(struct open_test *o, enum status status)
{
	xml_start(o->w, "result");
	xml_attribute(o->w, "status", status_names[status]);
	xml_end(o->w);
}

static void
write_span(struct open_test *o, const struct phase_span *span)
{
	write_date(o, "start", span->start_ns);
	write_duration(o, span->end_ns - span->start_ns);
}

static void
write_phase(struct open_test *o, const struct phase_cases *p)
{
	struct phase_span span = phase_span_of(p, o->r);
	xml_start(o->w, "h:child");
	write_attribute(o, "name", p->phase);
	write_span(o, &span);
	write_status(o, status_of(o, p));
	for (size_t i = 0; i < p->cases.count; i++)
		write_case(o, p->cases.items[i]);
	xml_end(o->w);
}

/* A suite lasts as long as the run. */
static void
write_suite(struct open_test *o, const char *name, const struct phases *phases)
{
	struct phase_span span = { .end_ns = o->r->now_ns };
	enum status status = SKIPPED;
	xml_start(o->w, "h:root");
	write_attribute(o, "name", name);
	write_span(o, &span);
	for (size_t i = 0; i < phases->items.count; i++)
		if (strcmp(phases->items.items[i].suite, name) == 0)
			status = worse(
			    status, status_of(o, &phases->items.items[i]));
	write_status(o, status);
	for (size_t i = 0; i < phases->items.count; i++)
		if (strcmp(phases->items.items[i].suite, name) == 0)
			write_phase(o, &phases->items.items[i]);
	xml_end(o->w);
}

static void
write_empty_run(struct open_test *o)
{
	bool is_idle;
	const char *why = exchange_emptiness(o->r, &is_idle);
	struct phase_span span = { 0 };
	xml_start(o->w, "h:root");
	xml_attribute(o->w, "name", "run");
	write_span(o, &span);
	xml_start(o->w, "result");
	xml_attribute(
	    o->w, "status", status_names[is_idle ? SKIPPED : ERRORED]);
	xml_start(o->w, "reason");
	xml_text(o->w, why);
	xml_end(o->w);
	xml_end(o->w);
	xml_end(o->w);
}

static bool
open_test_print(struct document *d, const struct run_summary *summary)
{
	struct open_test o = { .x = (const struct exchange *)d,
		.r = &d->results,
		.w = xml_writer_new() };
	struct phases phases = { 0 };
	(void)summary; /* the tree is it */
	results_close(&d->results);
	buf_init(&o.line, SIZE_MAX / 2);
	phases_collect(&phases, o.r);
	xml_start(o.w, "h:execution");
	xml_attribute(o.w, "xmlns:h", HIERARCHY);
	xml_attribute(o.w, "xmlns", CORE);
	xml_attribute(o.w, "xmlns:ix", OURS);
	write_infrastructure(&o);
	for (size_t i = 0; i < o.r->suites.count; i++)
		write_suite(&o, o.r->suites.items[i].name, &phases);
	if (o.r->case_count == 0)
		write_empty_run(&o);
	xml_end(o.w);
	phases_free(&phases);
	buf_free(&o.line);
	return xml_writer_finish(o.w, &d->text);
}

static struct report *
open_test_new(struct output *output, const struct report_style *style)
{
	static const struct document_form form = { "Open Test Reporting",
		EXCHANGE_MAX_BYTES, open_test_print };
	return exchange_new(output, &form, style);
}

const struct report_kind open_test_report = {
	.name = "open-test-reporting",
	.names_files = true,
	.help = "write XML of Open Test Reporting, '-' for standard output",
	.new = open_test_new,
	.explain = document_explain,
	.finish = document_finish,
	.free = exchange_free,
};
