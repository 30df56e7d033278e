/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/junit_document.h"

#include "conformance/requirement_list.h"
#include "conformance/waivers.h"
#include "core/escape.h"
#include "core/mem.h"
#include "core/text/duration.h"
#include "core/vec.h"
#include "record/concession/concessions.h"
#include "record/summary.h"
#include "reports/phases.h"
#include "xml/writer.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The rows of JUnit's outcome elements. */
static const struct outcome_words {
	const char *element; /* NULL: none, a pass */
	const char *type;    /* NULL: the finding's name */
} words[VERDICT_COUNT] = {
	[VERDICT_PASS] = { NULL, NULL },
	[VERDICT_FAIL] = { "failure", NULL },
	[VERDICT_INCONCLUSIVE] = { "error", "inconclusive" },
	[VERDICT_ERROR] = { "error", NULL },
	[VERDICT_SKIPPED] = { "skipped", NULL },
	[VERDICT_ABORTED] = { "error", "aborted" },
	[VERDICT_EXPECTED] = { "skipped", NULL },
	[VERDICT_FLAKY] = { NULL, NULL },
};

/*
 * The cases of one phase: what becomes a <testsuite>.  Readers that show these
 * by name mix up two of one name.
 */
struct phase {
	char *name; /* as the class of its cases; owned */
	const struct phase_cases *of;
	unsigned failures, errors, skipped;
	struct phase_span span;
};

static void
count_case(struct phase *p, const struct case_result *one)
{
	const char *element = words[one->verdict].element;
	if (!element)
		return;
	p->failures += element[0] == 'f';
	p->errors += element[0] == 'e';
	p->skipped += element[0] == 's';
}

/* Readers split a class name at its dots: exactly one separates the parts. */
static void
add_class_part(struct buf *into, const char *part)
{
	for (; *part; part++)
		buf_add_char(
		    into, (char)(*part == '.' || *part == '/' ? '-' : *part));
}

static char *
class_name(const char *suite, const char *phase)
{
	struct buf b;
	buf_init(&b, SIZE_MAX / 2);
	add_class_part(&b, suite);
	buf_add_char(&b, '.');
	add_class_part(&b, phase);
	return buf_take(&b);
}

/* The caller frees its name. */
static struct phase
make_phase(const struct phase_cases *of, const struct results *d)
{
	struct phase p = { .name = class_name(of->suite, of->phase),
		.of = of,
		.span = phase_span_of(of, d) };
	for (size_t i = 0; i < of->cases.count; i++)
		count_case(&p, &d->cases[of->cases.items[i]]);
	return p;
}

static void
write_time(struct xml_writer *w, int64_t ns)
{
	char text[DURATION_TEXT_SIZE];
	xml_attribute(w, "time", duration_print_s(text, ns > 0 ? ns : 0));
}

/* A token of at least one character, as the schema wants it. */
static void
write_token(struct xml_writer *w, const char *attribute, const char *value,
    const char *fallback)
{
	bool blank = value[strspn(value, " \t\r\n")] == '\0';
	xml_attribute(w, attribute, blank ? fallback : value);
}

/* What a server calls itself is one line here as everywhere. */
static void
write_property(struct xml_writer *w, const char *name, const char *value)
{
	struct buf line;
	buf_init(&line, SIZE_MAX / 2);
	if (value)
		escape_line(&line, value, strlen(value));
	xml_start(w, "property");
	xml_attribute(w, "name", name);
	xml_attribute(w, "value", buf_text(&line));
	xml_end(w);
	buf_free(&line);
}

/* Nothing is said of none. */
static void
write_count(struct xml_writer *w, const char *name, unsigned count)
{
	char text[16];
	snprintf(text, sizeof(text), "%u", count);
	if (count > 0)
		write_property(w, name, text);
}

static void
write_shard(struct xml_writer *w, const struct run_facts *run)
{
	struct buf text;
	buf_init(&text, SOURCE_MAX_BYTES);
	summary_print_shard(&text, run);
	write_property(w, "shard", buf_text(&text));
	buf_free(&text);
}

/* What the target says of its server. */
static void
write_options(struct xml_writer *w, const struct target *t)
{
	for (size_t i = 0; t && i < t->options.count; i++) {
		const struct named_text *o = &t->options.items[i];
		char *name = mem_printf("option.%s", o->name);
		write_property(w, name, o->text);
		free(name);
	}
}

/* As one line for people, and one by one. */
static void
write_concessions(struct xml_writer *w, const struct results *r)
{
	struct concessions c;
	struct buf line;
	buf_init(&line, SOURCE_MAX_BYTES);
	concessions_collect(&c, r->run, r->has_derived_tags);
	concessions_print(&line, &c);
	write_property(w, "terms", buf_text(&line));
	if (c.scope)
		write_property(w, "scope", c.scope);
	for (size_t i = 0; i < c.items.count; i++) {
		char *name = mem_printf("concession.%zu", i + 1);
		write_property(w, name, c.items.items[i]);
		free(name);
	}
	concessions_free(&c);
	buf_free(&line);
}

/* What they came to, and one by one; of the cases see add_facts(). */
static void
write_waivers(struct xml_writer *w, const struct results *r)
{
	struct buf line;
	if (!r->run->waivers)
		return;
	buf_init(&line, SOURCE_MAX_BYTES);
	results_print_waivers(r, &line);
	write_property(w, "waivers", buf_text(&line));
	for (size_t i = 0; i < r->run->waivers->items.count; i++) {
		char *name = mem_printf("waiver.%zu", i + 1);
		buf_clear(&line);
		waiver_print(&line, &r->run->waivers->items.items[i]);
		write_property(w, name, buf_text(&line));
		free(name);
	}
	buf_free(&line);
}

static void
write_properties(struct xml_writer *w, const struct results *r)
{
	const struct run_facts *run = r->run;
	char jobs[16], assumptions[16];
	snprintf(jobs, sizeof(jobs), "%u", run->jobs);
	write_property(w, "ixconform.version", run->program_version);
	write_property(w, "target.name", run->target_name);
	write_property(w, "target.url", run->target_url);
	write_property(w, "server.name", run->server_name);
	write_property(w, "server.version", run->server_version);
	if (run->run_id && !run_is_simulated(run))
		write_property(w, "run.id", run->run_id);
	write_property(w, "jobs", jobs);
	snprintf(
	    assumptions, sizeof(assumptions), "%u", summary_assumptions(run));
	write_property(w, "assumptions", assumptions);
	if (run_is_simulated(run))
		write_property(w, "times", "virtual");
	write_options(w, run->target);
	if (r->has_derived_tags)
		write_property(w, "protocol.tags", TAG_DERIVED);
	if (run->shard.total)
		write_shard(w, run);
	write_concessions(w, r);
	write_waivers(w, r);
}

static void
add_line(struct buf *into, const char *label, const char *text)
{
	buf_printf(into, "%-10s", label);
	escape_line(into, text, strlen(text));
	buf_add_char(into, '\n');
}

/* The same as in the other reports: what the case is, and what to do next. */
static void
add_facts(struct buf *into, const struct results *d,
    const struct run_case *test, const struct case_result *one)
{
	struct buf line;
	buf_init(&line, SIZE_MAX / 2);
	if (one->finding != FINDING_NONE)
		add_line(into, "finding", finding_name(one->finding));
	if (test->section)
		add_line(into, "section", test->section);
	if (*test->requirement)
		add_line(into, "required", test->requirement);
	if (test->requirement_count) {
		requirement_list_print(&line, test);
		add_line(into, "ids", buf_text(&line));
		buf_clear(&line);
	}
	const struct waiver *waiver;
	for (size_t i = 0;
	     (waiver = results_next_waiver(d, test->index, &i));) {
		waiver_print(&line, waiver);
		add_line(into, "waived", buf_text(&line));
		buf_clear(&line);
	}
	if (*test->file) {
		buf_printf(&line, "%s:%u", test->file, test->line);
		add_line(into, "fixture", buf_text(&line));
	}
	if (results_command(d->run->again, test, one, &line))
		add_line(into, "again", buf_text(&line));
	if (results_command(d->replay, test, one, &line))
		add_line(into, "replay", buf_text(&line));
	buf_free(&line);
}

static void
write_explanation(struct xml_writer *w, const struct results *d,
    const struct run_case *test, const struct case_result *one)
{
	struct buf facts;
	xml_text(w, "\n");
	if (one->detail)
		xml_text(w, one->detail);
	if (one->detail && *one->detail &&
	    one->detail[strlen(one->detail) - 1] != '\n')
		xml_text(w, "\n");
	buf_init(&facts, SIZE_MAX / 2);
	if (d->run)
		add_facts(&facts, d, test, one);
	xml_text(w, buf_text(&facts));
	buf_free(&facts);
}

static void
write_outcome(struct xml_writer *w, const struct results *d,
    const struct run_case *test, const struct case_result *one)
{
	const struct outcome_words *row = &words[one->verdict];
	const char *sentence = one->sentence ? one->sentence : "";
	if (!row->element)
		return;
	xml_start(w, row->element);
	if (row->element[0] != 's')
		xml_attribute(w, "type",
		    row->type ? row->type : finding_name(one->finding));
	xml_attribute(w, "message", sentence);
	xml_text(w, sentence);
	if (one->verdict != VERDICT_SKIPPED)
		write_explanation(w, d, test, one);
	xml_end(w);
}

/*
 * What could not be judged is an error, and so is its repetition: of a case
 * that then passed, and of one that did not, have names of their own.
 */
static void
write_attempts(struct xml_writer *w, const struct case_result *one)
{
	const char *element =
	    one->verdict == VERDICT_FLAKY ? "flakyError" : "rerunError";
	for (size_t i = 0; i < one->attempts.count; i++) {
		const struct attempt_result *a = &one->attempts.items[i];
		xml_start(w, element);
		xml_attribute(w, "message", a->sentence);
		xml_attribute(w, "type", verdict_name(a->verdict));
		xml_start(w, "stackTrace");
		xml_text(w, a->sentence);
		xml_text(w, "\n");
		if (a->detail)
			xml_text(w, a->detail);
		xml_end(w);
		xml_end(w);
	}
}

static void
write_case(struct xml_writer *w, const struct results *d, const char *class,
    const struct run_case *test, const struct case_result *one,
    enum junit_style style)
{
	xml_start(w, "testcase");
	write_token(w, "name", test->name, "unnamed");
	xml_attribute(w, "classname", class);
	write_time(w, one->duration_ns);
	if (style == JUNIT_ANNOTATED && test->file && *test->file) {
		xml_attribute(w, "file", test->file);
		xml_attribute_number(w, "line", test->line);
	}
	write_outcome(w, d, test, one);
	if (style == JUNIT_ANNOTATED)
		write_attempts(w, one);
	xml_end(w);
}

static void
write_stream(struct xml_writer *w, const char *element, const char *text)
{
	xml_start(w, element);
	if (text && *text)
		xml_text(w, text);
	xml_end(w);
}

static unsigned
count_flaky(const struct results *d, const struct phase *p)
{
	unsigned count = 0;
	for (size_t i = 0; i < p->of->cases.count && d->case_count > 0; i++)
		count +=
		    d->cases[p->of->cases.items[i]].verdict == VERDICT_FLAKY;
	return count;
}

static void
write_suite_head(struct xml_writer *w, const struct results *d,
    const struct phase *p, size_t id)
{
	char start[WALL_TEXT_SIZE];
	const char *host = d->run && d->run->host_name ? d->run->host_name : "";
	xml_start(w, "testsuite");
	write_token(w, "name", p->name, "unnamed");
	write_token(w, "package", p->of->suite, "unnamed");
	xml_attribute_number(w, "id", (int64_t)id);
	write_token(w, "hostname", host, "localhost");
	xml_attribute(w, "timestamp", wall_print(start, d->wall_s));
	xml_attribute_number(w, "tests", (int64_t)p->of->cases.count);
	xml_attribute_number(w, "failures", p->failures);
	xml_attribute_number(w, "errors", p->errors);
	xml_attribute_number(w, "skipped", p->skipped);
	write_time(w, p->span.end_ns - p->span.start_ns);
	xml_start(w, "properties");
	if (d->run)
		write_properties(w, d);
	write_count(w, "flaky", count_flaky(d, p));
	xml_end(w);
}

/* The schemas of the strict style have no element for an attempt. */
static void
add_attempts(struct buf *into, const struct run_case *test,
    const struct case_result *one)
{
	for (size_t i = 0; i < one->attempts.count; i++) {
		const struct attempt_result *a = &one->attempts.items[i];
		buf_printf(into, "%s%s, attempt %zu: %s: ",
		    one->verdict == VERDICT_FLAKY ? "flaky: " : "", test->name,
		    i + 1, verdict_name(a->verdict));
		escape_line(into, a->sentence, strlen(a->sentence));
		buf_add_char(into, '\n');
	}
}

/* Notices belong to the run, so the first phase has them. */
static void
write_streams(struct xml_writer *w, const struct results *d,
    const struct phase *p, size_t id)
{
	struct buf text;
	buf_init(&text, SIZE_MAX / 2);
	if (id == 0)
		buf_add_text(&text, buf_text(&d->notices));
	for (size_t i = 0; i < p->of->cases.count && d->case_count > 0; i++) {
		unsigned index = p->of->cases.items[i];
		add_attempts(&text, &d->run->cases[index], &d->cases[index]);
	}
	write_stream(w, "system-out", buf_text(&text));
	write_stream(w, "system-err", d->problem);
	buf_free(&text);
}

static void
write_phase(struct xml_writer *w, const struct results *d,
    const struct phase *p, size_t id, enum junit_style style)
{
	write_suite_head(w, d, p, id);
	for (size_t i = 0; i < p->of->cases.count; i++) {
		unsigned index = p->of->cases.items[i];
		write_case(w, d, p->name, &d->run->cases[index],
		    &d->cases[index], style);
	}
	write_streams(w, d, p, id);
	xml_end(w);
}

/*
 * A document without a case would read as success, and a shard to which none
 * falls is one, but says so.
 */
static void
write_empty_run(struct xml_writer *w, const struct results *d)
{
	char fallback[] = "No case was run.", name[] = "ixconform.run";
	char no_case[] = "No case falls to this shard.";
	bool is_idle = d->run && d->run->shard.total && !d->problem;
	struct phase_cases of = { .suite = "ixconform", .phase = "run" };
	struct phase phase = {
		.name = name, .of = &of, .errors = !is_idle, .skipped = is_idle
	};
	struct run_case test = { .suite = "ixconform",
		.phase = "run",
		.name = "run",
		.requirement = "",
		.file = "" };
	struct case_result one = { .verdict = is_idle ? VERDICT_SKIPPED
						      : VERDICT_ABORTED,
		.sentence = d->problem ? d->problem
		    : is_idle          ? no_case
				       : fallback };

	vec_push(&of.cases, 0);
	write_suite_head(w, d, &phase, 0);
	write_case(w, d, name, &test, &one, JUNIT_STRICT);
	write_streams(w, d, &phase, 0);
	xml_end(w);
	vec_free(&of.cases);
}

bool
junit_document_print(
    struct results *d, enum junit_style style, struct buf *into)
{
	struct xml_writer *w = xml_writer_new();
	struct phases phases = { 0 };
	phases_collect(&phases, d);
	xml_start(w, "testsuites");
	for (size_t i = 0; i < phases.items.count; i++) {
		struct phase p = make_phase(&phases.items.items[i], d);
		write_phase(w, d, &p, i, style);
		free(p.name);
	}
	if (phases.items.count == 0)
		write_empty_run(w, d);
	xml_end(w);
	phases_free(&phases);
	return xml_writer_finish(w, into);
}
