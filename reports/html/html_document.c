/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/html/html_document.h"

#include "core/mem.h"
#include "record/concession/concessions.h"
#include "record/seal/digest.h"
#include "reports/html/html_assets.h"
#include "xml/writer.h"

#include <stdlib.h>

#define POLICY_MAX_BYTES 512

static void
add_meta(struct xml_writer *w, const char *key, const char *name,
    const char *content)
{
	xml_start(w, "meta");
	xml_attribute(w, key, name);
	xml_attribute(w, "content", content);
	xml_end(w);
}

/*
 * Ours, as it is in the file.  The brackets of a CDATA section are comments for
 * the browser, so that the text is not markup for an XML reader either.
 */
static void
add_own(struct xml_writer *w, const char *element, const struct buf *text)
{
	xml_start(w, element);
	xml_raw(w, text->bytes, text->size);
	xml_end(w);
}

static void
wrap(struct buf *b, const char *asset, const char *next)
{
	buf_init(b, SIZE_MAX / 2);
	buf_add_text(b, "/*<![CDATA[*/\n");
	buf_add_text(b, asset);
	buf_add_text(b, next);
	buf_add_text(b, "/*]]>*/");
}

/* Nothing may be loaded, and only our own script and style may be used. */
static void
add_policy(
    struct xml_writer *w, const struct buf *style, const struct buf *script)
{
	char style_source[DIGEST_SOURCE_SIZE],
	    script_source[DIGEST_SOURCE_SIZE];
	struct buf b;
	digest_print_source(style_source, style->bytes, style->size);
	digest_print_source(script_source, script->bytes, script->size);
	buf_init(&b, POLICY_MAX_BYTES);
	buf_printf(&b,
	    "default-src 'none'; style-src '%s'; script-src '%s'; "
	    "base-uri 'none'; form-action 'none'",
	    style_source, script_source);
	add_meta(w, "http-equiv", "Content-Security-Policy", buf_text(&b));
	buf_free(&b);
}

/* How the selected cases ended, and how many assumptions did not hold. */
struct heads {
	unsigned cases, passed, flaky, failed, expected;
	unsigned broken;
};

static struct heads
count_heads(const struct results *r)
{
	struct heads h = { 0 };
	for (unsigned i = 0; i < r->case_count; i++) {
		enum verdict verdict = r->cases[i].verdict;
		bool counts = !r->run->cases[i].is_assumption;
		h.cases += counts;
		h.passed += counts && verdict_is_pass(verdict);
		h.flaky += counts && verdict == VERDICT_FLAKY;
		h.failed += counts && verdict == VERDICT_FAIL;
		h.expected += counts && verdict == VERDICT_EXPECTED;
		h.broken += !counts && verdict == VERDICT_FAIL;
	}
	return h;
}

static char *
headline_of_cases(const struct heads *h)
{
	if (h->failed)
		return mem_printf("%u of %u cases failed", h->failed, h->cases);
	if (h->passed == h->cases && h->flaky)
		return mem_printf("All %u cases passed, %u of them not at once",
		    h->passed, h->flaky);
	if (h->passed == h->cases)
		return mem_printf("All %u cases passed", h->passed);
	if (h->passed + h->expected == h->cases)
		return mem_printf("%u of %u cases passed, the others failed as "
				  "expected",
		    h->passed, h->cases);
	return mem_printf(
	    "%u of %u cases passed, none failed", h->passed, h->cases);
}

/* After "2 of the suite's 30 cases: ". */
static char *
outcome_of_cases(const struct heads *h)
{
	if (h->failed)
		return mem_printf("%u failed", h->failed);
	if (h->passed == h->cases && h->flaky)
		return mem_printf("all passed, %u not at once", h->flaky);
	if (h->passed == h->cases)
		return mem_strdup("all passed");
	if (h->passed + h->expected == h->cases)
		return mem_printf(
		    "%u passed, the others failed as expected", h->passed);
	return mem_printf("%u passed, none failed", h->passed);
}

/* Some of the cases must not read like all of them. */
static char *
headline_of_run(const struct run_facts *run, const struct heads *h)
{
	char *scope = concessions_scope(run);
	if (!scope)
		return headline_of_cases(h);
	char *outcome = outcome_of_cases(h);
	char *all = mem_printf("%s: %s", scope, outcome);
	free(scope);
	free(outcome);
	return all;
}

/* "2 of 30 cases failed", for the title and the first line. */
static char *
headline(const struct html_run *run)
{
	if (run->results->case_count == 0)
		return mem_strdup("No case was run");
	struct heads h = count_heads(run->results);
	char *cases = headline_of_run(run->results->run, &h);
	if (h.broken == 0)
		return cases;
	char *all = mem_printf("%s, and %u assumption%s failed", cases,
	    h.broken, h.broken == 1 ? "" : "s");
	free(cases);
	return all;
}

static void
print_head(struct xml_writer *w, const char *title, const struct buf *style,
    const struct buf *script)
{
	xml_start(w, "head");
	xml_start(w, "meta");
	xml_attribute(w, "charset", "utf-8");
	xml_end(w);
	add_policy(w, style, script);
	add_meta(w, "name", "viewport", "width=device-width, initial-scale=1");
	add_meta(w, "name", "color-scheme", "light dark");
	xml_start(w, "title");
	xml_text(w, title);
	xml_text(w, " – ixconform");
	xml_end(w);
	add_own(w, "style", style);
	xml_end(w);
}

static void
add_labels(struct json_writer *w, const struct string_table *labels)
{
	json_break_line(w, 0);
	json_begin_list(w, NULL);
	for (size_t i = 0; i < labels->texts.count; i++)
		json_add_literal(w, NULL, labels->texts.items[i]);
	json_end_list(w);
}

static void
add_places(struct json_writer *w, const struct string_table *places)
{
	json_break_line(w, 0);
	json_begin_list(w, NULL);
	for (size_t i = 0; i < places->texts.count; i++)
		html_add_string(w, places->texts.items[i]);
	json_end_list(w);
}

/* One list, an element a line: ladder.js parses only the lines it needs. */
static void
print_data(struct xml_writer *w, const struct html_run *run)
{
	struct buf b;
	struct json_writer data = { .into = &b, .is_in_markup = true };
	buf_init(&b, SIZE_MAX / 2);
	json_begin_list(&data, NULL);
	add_labels(&data, &run->strings.labels);
	add_places(&data, &run->strings.places);
	for (unsigned i = 0; i < run->results->case_count; i++) {
		json_break_line(&data, 0);
		json_add_literal(&data, NULL, buf_text(&run->diagrams[i]));
	}
	json_break_line(&data, 0);
	json_end_list(&data);
	xml_start(w, "script");
	xml_attribute(w, "type", "application/json");
	xml_attribute(w, "id", "data");
	xml_raw(w, b.bytes, b.size);
	xml_end(w);
	buf_free(&b);
}

static void
print_body(struct xml_writer *w, const struct html_run *run, const char *title)
{
	html_open(w, "a", "skip");
	xml_attribute(w, "href", "#cases");
	xml_text(w, "Skip to the cases");
	xml_end(w);
	xml_start(w, "header");
	html_element(w, "p", "product", "ixconform conformance report");
	html_element(w, "h1", NULL, title);
	xml_end(w);
	xml_start(w, "main");
	html_print_summary(w, run);
	if (run->insertion)
		xml_raw(w, run->insertion, strlen(run->insertion));
	html_print_cases(w, run);
	html_print_tables(w, run);
	html_print_durations(w, run);
	html_print_facts(w, run);
	xml_end(w);
}

bool
html_document_print(const struct html_run *run, struct buf *into)
{
	struct buf style, script;
	char *title = run->headline ? mem_strdup(run->headline) : headline(run);
	struct xml_writer *w = xml_writer_new_html();
	wrap(&style, html_style, "");
	wrap(&script, html_ladder, html_script);
	xml_start(w, "html");
	xml_attribute(w, "lang", "en");
	print_head(w, title, &style, &script);
	xml_start(w, "body");
	print_body(w, run, title);
	print_data(w, run);
	add_own(w, "script", &script);
	xml_end(w);
	xml_end(w);
	buf_free(&style);
	buf_free(&script);
	free(title);
	return xml_writer_finish(w, into);
}
