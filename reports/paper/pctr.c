/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Protocol conformance test report: a page for each model, with every case of
 * it.
 */
#include "conformance/ics_review.h"
#include "conformance/requirement_list.h"
#include "conformance/waivers.h"
#include "core/mem.h"
#include "reports/html/html_markup.h"
#include "reports/paper/paper.h"
#include "reports/paper/sheet.h"

#include <stdlib.h>
#include <string.h>

/* Some hundred bytes of each case, and the reason of each failure. */
#define DOCUMENT_MAX_BYTES ((size_t)256 << 20)
#define TEXT_MAX_BYTES ((size_t)1 << 20)

/* --- 1: identification --- */

static void
print_suite(struct sheet *s, const struct standing *of)
{
	const struct run_suite *facts = of->facts;
	sheet_begin_box(s, "Abstract test suite and specification");
	sheet_fact(s, "Specification", facts ? facts->document : NULL);
	sheet_fact(s, "ATS", of->suite);
	if (facts) {
		char *cases = mem_printf("%u", facts->case_count);
		sheet_fact(s, "Cases", cases);
		free(cases);
	}
	sheet_fact(s, "SHA-256", facts ? facts->sha256 : NULL);
	sheet_fact(s, "Release", facts ? facts->release : NULL);
	xml_end(s->w);
	xml_end(s->w);
}

static void
print_identification(struct sheet *s, const struct standing *of)
{
	const struct ics *ics = s->results->run->ics;
	sheet_begin_section(s, "Identification");
	html_open(s->w, "div", "boxes");
	sheet_print_system(s);
	print_suite(s, of);
	sheet_print_company(
	    s, "Test laboratory", ics ? &ics->laboratory : NULL);
	sheet_print_company(s, "Client", ics ? &ics->client : NULL);
	sheet_print_means(s);
	xml_end(s->w);
	xml_end(s->w);
}

/* --- 3: static conformance --- */

static void
add_item(struct sheet *s, const char *id, const char *status,
    const char *answer, const char *text)
{
	xml_start(s->w, "tr");
	sheet_cell(s, "id", id);
	sheet_cell(s, NULL, status);
	sheet_cell(s, NULL, answer);
	sheet_cell(s, NULL, text);
	xml_end(s->w);
}

/* All that is not simply answered yes. */
static void
print_exceptions(struct sheet *s, const struct ics_model *m)
{
	static const char *const columns[] = { "Item", "Status", "Answer",
		"What it requires", NULL };
	html_open_table(s->w, "Items not claimed", "items", columns);
	xml_start(s->w, "tbody");
	for (size_t i = 0; i < m->phases.count; i++) {
		const struct ics_phase *p = &m->phases.items[i];
		if (p->answer != ICS_YES)
			add_item(s, p->section, ics_status_name(p->status),
			    ics_answer_name(p->answer), p->title);
		for (size_t j = 0; j < p->items.count; j++) {
			const struct ics_item *item = &p->items.items[j];
			if (item->answer != ICS_YES)
				add_item(s, item->requirement,
				    ics_status_name(item->status),
				    ics_answer_name(item->answer), item->text);
		}
	}
	xml_end(s->w);
	xml_end(s->w);
	xml_end(s->w);
}

static void
print_review(struct sheet *s, const struct ics_model *m)
{
	struct ics_review r = { 0 };
	ics_review_model(&r, m);
	char *counts = mem_printf(
	    "%u mandatory, %u optional and %u conditional items: %u answered "
	    "yes, %u no, %u not applicable. %s",
	    r.mandatory, r.optional, r.conditional, r.claimed, r.refused,
	    r.inapplicable,
	    r.reasons.count ? "By these answers the system does not conform:"
			    : "The answers allow the system to conform.");
	html_element(s->w, "p", NULL, counts);
	if (r.reasons.count)
		xml_start(s->w, "ul");
	for (size_t i = 0; i < r.reasons.count; i++)
		html_element(s->w, "li", NULL, r.reasons.items[i]);
	if (r.reasons.count)
		xml_end(s->w);
	if (r.refused || r.inapplicable)
		print_exceptions(s, m);
	free(counts);
	ics_review_free(&r);
}

static void
print_static(struct sheet *s, const struct standing *of)
{
	sheet_begin_section(s, "Static conformance");
	if (of->model)
		print_review(s, of->model);
	else
		html_element(s->w, "p", NULL,
		    "No ICS was given, so nothing was reviewed, and all "
		    "cases count as claimed.");
	xml_end(s->w);
}

/* --- 4: dynamic conformance --- */

static void
add_verdict_count(struct sheet *s, const struct standing *of, enum verdict v)
{
	if (!of->counts[v])
		return;
	xml_start(s->w, "li");
	xml_attribute(s->w, "data-v", html_verdict(v)->key);
	char *number = mem_printf("%u", of->counts[v]);
	html_element(s->w, "b", NULL, number);
	xml_text(s->w, " ");
	xml_text(s->w, html_verdict(v)->plural);
	xml_end(s->w);
	free(number);
}

static void
print_dynamic(struct sheet *s, const struct standing *of)
{
	unsigned there = of->facts ? of->facts->case_count : of->selected;
	char *text = mem_printf(
	    "%u of %u cases were selected%s; %u assumption%s (preambles that "
	    "are judged on their own), of which %u failed.",
	    of->selected - of->unclaimed, there,
	    of->unclaimed ? ", by the ICS" : "", of->assumed,
	    of->assumed == 1 ? "" : "s",
	    of->assumptions[VERDICT_FAIL] + of->assumptions[VERDICT_EXPECTED]);
	sheet_begin_section(s, "Dynamic conformance");
	html_open(s->w, "ul", "counts");
	for (unsigned i = 0; i < VERDICT_COUNT; i++)
		add_verdict_count(s, of, html_verdict_order[i]);
	if (of->waived) {
		char *waived = mem_printf("%u", of->waived);
		xml_start(s->w, "li");
		html_element(s->w, "b", NULL, waived);
		xml_text(s->w, " of the failed waived");
		xml_end(s->w);
		free(waived);
	}
	xml_end(s->w);
	html_element(s->w, "p", NULL, text);
	xml_end(s->w);
	free(text);
}

/* --- 7: test campaign --- */

static void
add_observations(struct sheet *s, unsigned index)
{
	const struct case_result *one = &s->results->cases[index];
	const struct waiver *w;
	struct buf text;
	buf_init(&text, TEXT_MAX_BYTES);
	xml_start(s->w, "td");
	if (one->sentence)
		html_text(s->w, one->sentence);
	for (size_t i = 0; (w = results_next_waiver(s->results, index, &i));) {
		buf_clear(&text);
		buf_add_text(&text, "Waived by ");
		waiver_print(&text, w);
		html_element(s->w, "p", "waived", buf_text(&text));
	}
	xml_end(s->w);
	buf_free(&text);
}

/* A case that is skipped starts only to say so. */
static bool
was_run(const struct case_result *one)
{
	return one->started && one->verdict != VERDICT_SKIPPED;
}

static void
add_case(struct sheet *s, unsigned index)
{
	const struct run_case *test = &s->results->run->cases[index];
	const struct case_result *one = &s->results->cases[index];
	const struct html_verdict *v = html_verdict(one->verdict);
	struct buf ids;
	buf_init(&ids, TEXT_MAX_BYTES);
	requirement_list_print(&ids, test);
	xml_start(s->w, "tr");
	sheet_cell(s, "case", test->name);
	sheet_cell(s, "ids", buf_text(&ids));
	sheet_cell(s, "flag", test->unclaimed ? "no" : "yes");
	sheet_cell(s, "flag", was_run(one) ? "yes" : "no");
	html_open(s->w, "td", "verdict");
	xml_attribute(s->w, "data-v", v->key);
	xml_text(s->w, v->word);
	xml_end(s->w);
	add_observations(s, index);
	xml_end(s->w);
	buf_free(&ids);
}

static bool
is_listed(const struct results *r, unsigned index)
{
	return !r->run->cases[index].is_assumption ||
	    verdict_needs_attention(r->cases[index].verdict);
}

static void
begin_phase(struct sheet *s, const struct run_case *test)
{
	char *title = mem_printf("%s%s%s%s", test->section ? "§" : "",
	    test->section ? test->section : "", test->section ? "  " : "",
	    test->phase);
	xml_start(s->w, "tbody");
	xml_start(s->w, "tr");
	html_open(s->w, "th", "phase");
	xml_attribute(s->w, "colspan", "6");
	xml_attribute(s->w, "scope", "rowgroup");
	html_text(s->w, title);
	xml_end(s->w);
	xml_end(s->w);
	free(title);
}

static void
print_campaign(struct sheet *s, size_t suite)
{
	static const char *const columns[] = { "Case", "Requirements",
		"Selected", "Run", "Verdict", "Observations", NULL };
	const struct results *r = s->results;
	const char *phase = NULL;
	sheet_begin_section(s, "Test campaign");
	html_open_table(s->w, "Cases", "campaign", columns);
	for (unsigned i = r->suites.items[suite].first; i != RESULTS_END;
	     i = r->cases[i].next) {
		const struct run_case *test = &r->run->cases[i];
		if (!is_listed(r, i))
			continue;
		if (phase && strcmp(phase, test->phase) != 0)
			xml_end(s->w);
		if (!phase || strcmp(phase, test->phase) != 0)
			begin_phase(s, test);
		phase = test->phase;
		add_case(s, i);
	}
	if (phase)
		xml_end(s->w);
	xml_end(s->w);
	xml_end(s->w);
	xml_end(s->w);
}

static void
print_page(struct sheet *s, size_t suite)
{
	struct standing of = standing_of(s->results, suite);
	sheet_begin_page(s, "PCTR", "Protocol conformance test report",
	    of.facts && of.facts->title ? of.facts->title : of.suite,
	    of.conformance);
	print_identification(s, &of);
	print_static(s, &of);
	print_dynamic(s, &of);
	sheet_print_concessions(s);
	sheet_print_waivers(s);
	sheet_print_signatures(s);
	print_campaign(s, suite);
	xml_end(s->w);
}

static bool
pctr_print(struct document *d, const struct run_summary *summary)
{
	struct sheet s = { .results = &d->results, .summary = summary };
	results_close(&d->results);
	sheet_open(&s, "Protocol conformance test report");
	for (size_t i = 0; i < d->results.suites.count; i++)
		print_page(&s, i);
	sheet_print_no_run(&s);
	return sheet_close(&s, &d->text);
}

static struct report *
pctr_new(struct output *output, const struct report_style *style)
{
	static const struct document_form form = { "PCTR", DOCUMENT_MAX_BYTES,
		pctr_print };
	struct document *d = document_new(sizeof(*d), output, &form, style);
	return &d->report;
}

const struct report_kind pctr_report = {
	.name = "pctr",
	.help = "write a conformance test report of each model, to be\n"
		"printed (HTML, see docs/certification.md)",
	.names_files = true,
	.new = pctr_new,
	.explain = document_explain,
	.finish = document_finish,
	.free = document_free,
};
