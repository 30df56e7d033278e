/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/junit_document.h"

#include "core/duration.h"
#include "reports/tally.h"
#include "xml/writer.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* The rows of JUnit's outcome elements. */
static const struct outcome_words {
	const char *element; /* NULL: none, a pass */
	const char *type;    /* NULL: the finding's */
} words[VERDICT_COUNT] = {
	[VERDICT_PASS] = { NULL, NULL },
	[VERDICT_FAIL] = { "failure", NULL },
	[VERDICT_INCONCLUSIVE] = { "error", "inconclusive" },
	[VERDICT_ERROR] = { "error", NULL },
	[VERDICT_SKIPPED] = { "skipped", NULL },
	[VERDICT_ABORTED] = { "error", "aborted" },
	[VERDICT_EXPECTED] = { "skipped", NULL },
};

static void
count_case(struct suite_result *suite, const struct case_result *one)
{
	const char *element = words[one->verdict].element;
	if (element) {
		suite->failures += element[0] == 'f';
		suite->errors += element[0] == 'e';
		suite->skipped += element[0] == 's';
	}
	if (!one->started)
		return;
	if (suite->end_ns == 0 || one->start_ns < suite->start_ns)
		suite->start_ns = one->start_ns;
	if (one->end_ns > suite->end_ns)
		suite->end_ns = one->end_ns;
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

static void
write_property(struct xml_writer *w, const char *name, const char *value)
{
	xml_start(w, "property");
	xml_attribute(w, "name", name);
	xml_attribute(w, "value", value ? value : "");
	xml_end(w);
}

static void
write_properties(struct xml_writer *w, const struct run_facts *run)
{
	char jobs[16], assumptions[16];
	snprintf(jobs, sizeof(jobs), "%u", run->jobs);
	write_property(w, "ixconform.version", run->program_version);
	write_property(w, "target.name", run->target_name);
	write_property(w, "target.url", run->target_url);
	write_property(w, "server.name", run->server_name);
	write_property(w, "server.version", run->server_version);
	write_property(w, "jobs", jobs);
	snprintf(
	    assumptions, sizeof(assumptions), "%u", tally_assumptions(run));
	write_property(w, "assumptions", assumptions);
}

/* Readers split a class name at its dots: exactly one separates the parts. */
static void
add_class_part(struct buf *into, const char *part)
{
	for (; *part; part++)
		buf_add_char(
		    into, (char)(*part == '.' || *part == '/' ? '-' : *part));
}

static void
write_outcome(struct xml_writer *w, const struct case_result *one)
{
	const struct outcome_words *row = &words[one->verdict];
	const char *sentence = one->sentence ? one->sentence : "";
	if (!row->element)
		return;
	xml_start(w, row->element);
	if (row->element[0] != 's')
		xml_attribute(w, "type",
		    row->type ? row->type : finding_type(one->finding));
	xml_attribute(w, "message", sentence);
	xml_text(w, sentence);
	if (one->detail) {
		xml_text(w, "\n");
		xml_text(w, one->detail);
	}
	xml_end(w);
}

static void
write_case(struct xml_writer *w, const struct run_case *test,
    const struct case_result *one)
{
	struct buf class_name;
	buf_init(&class_name, SIZE_MAX / 2);
	add_class_part(&class_name, test->suite);
	buf_add_char(&class_name, '.');
	add_class_part(&class_name, test->phase);
	xml_start(w, "testcase");
	write_token(w, "name", test->name, "unnamed");
	xml_attribute(w, "classname", buf_text(&class_name));
	write_time(w, one->duration_ns);
	write_outcome(w, one);
	xml_end(w);
	buf_free(&class_name);
}

static void
write_stream(struct xml_writer *w, const char *element, const char *text)
{
	xml_start(w, element);
	if (text && *text)
		xml_text(w, text);
	xml_end(w);
}

static void
write_suite_head(struct xml_writer *w, const struct results *d,
    const struct suite_result *suite, size_t id)
{
	char start[WALL_TEXT_SIZE];
	const char *host = d->run && d->run->host_name ? d->run->host_name : "";
	xml_start(w, "testsuite");
	write_token(w, "name", suite->name, "unnamed");
	write_token(w, "package", suite->name, "unnamed");
	xml_attribute_number(w, "id", (int64_t)id);
	write_token(w, "hostname", host, "localhost");
	xml_attribute(w, "timestamp", wall_print(start, d->wall_s));
	xml_attribute_number(w, "tests", suite->count);
	xml_attribute_number(w, "failures", suite->failures);
	xml_attribute_number(w, "errors", suite->errors);
	xml_attribute_number(w, "skipped", suite->skipped);
	write_time(w, suite->end_ns - suite->start_ns);
	xml_start(w, "properties");
	if (d->run)
		write_properties(w, d->run);
	xml_end(w);
}

/* Notices belong to the run, so the first suite has them. */
static void
write_suite(struct xml_writer *w, struct results *d, size_t id)
{
	struct suite_result *suite = &d->suites.items[id];
	for (unsigned i = suite->first; i != RESULTS_END; i = d->cases[i].next)
		count_case(suite, &d->cases[i]);
	write_suite_head(w, d, suite, id);
	for (unsigned i = suite->first; i != RESULTS_END; i = d->cases[i].next)
		write_case(w, &d->run->cases[i], &d->cases[i]);
	write_stream(w, "system-out", id == 0 ? buf_text(&d->notices) : NULL);
	write_stream(w, "system-err", d->problem);
	xml_end(w);
}

/* A document without a case would read as success. */
static void
write_empty_run(struct xml_writer *w, const struct results *d)
{
	char fallback[] = "No case was run.";
	struct suite_result suite = {
		.name = "ixconform", .count = 1, .errors = 1
	};
	struct run_case test = {
		.suite = "ixconform", .phase = "run", .name = "run"
	};
	struct case_result one = { .verdict = VERDICT_ABORTED,
		.sentence = d->problem ? d->problem : fallback };

	write_suite_head(w, d, &suite, 0);
	write_case(w, &test, &one);
	write_stream(w, "system-out", buf_text(&d->notices));
	write_stream(w, "system-err", d->problem);
	xml_end(w);
}

bool
junit_document_print(struct results *d, struct buf *into)
{
	struct xml_writer *w = xml_writer_new();
	xml_start(w, "testsuites");
	for (size_t i = 0; i < d->suites.count; i++)
		write_suite(w, d, i);
	if (d->suites.count == 0)
		write_empty_run(w, d);
	xml_end(w);
	return xml_writer_finish(w, into);
}
