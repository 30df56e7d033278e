/* SPDX-License-Identifier: Apache-2.0 */
/*
 * System conformance test report: one page about all models of a system.
 */
#include "core/mem.h"
#include "reports/html/html_markup.h"
#include "reports/paper/paper.h"
#include "reports/paper/sheet.h"

#include <stdlib.h>

#define DOCUMENT_MAX_BYTES ((size_t)16 << 20)

static void
print_identification(struct sheet *s)
{
	const struct ics *ics = s->results->run->ics;
	sheet_begin_section(s, "Identification");
	html_open(s->w, "div", "boxes");
	sheet_print_system(s);
	sheet_print_company(s, "Supplier", ics ? &ics->supplier : NULL);
	sheet_print_company(
	    s, "Test laboratory", ics ? &ics->laboratory : NULL);
	sheet_print_company(s, "Client", ics ? &ics->client : NULL);
	sheet_print_means(s);
	xml_end(s->w);
	xml_end(s->w);
}

static void
add_model(struct sheet *s, const struct standing *of)
{
	const unsigned *n = of->counts;
	xml_start(s->w, "tr");
	html_open(s->w, "td", "case");
	html_text(
	    s->w, of->facts && of->facts->title ? of->facts->title : of->suite);
	if (of->facts && of->facts->document)
		html_element(s->w, "p", "ids", of->facts->document);
	if (of->facts && of->facts->sha256)
		html_element(s->w, "p", "ids", of->facts->sha256);
	xml_end(s->w);
	sheet_cell(s, "review",
	    !of->model         ? "not reviewed"
		: of->refusals ? "does not conform"
			       : "may conform");
	sheet_count(s, of->selected - of->unclaimed);
	sheet_count(s, of->unclaimed);
	sheet_count(s, n[VERDICT_PASS] + n[VERDICT_FLAKY]);
	sheet_count(s, n[VERDICT_FAIL] + n[VERDICT_EXPECTED]);
	sheet_count(
	    s, n[VERDICT_INCONCLUSIVE] + n[VERDICT_ERROR] + n[VERDICT_ABORTED]);
	sheet_count(s, n[VERDICT_SKIPPED] - of->unclaimed);
	sheet_count(s, of->waived);
	html_open(s->w, "td", "verdict");
	xml_attribute(s->w, "data-v", conformance_key(of->conformance));
	xml_text(s->w, conformance_sentence(of->conformance));
	xml_end(s->w);
	xml_end(s->w);
}

static void
print_models(struct sheet *s)
{
	static const char *const columns[] = { "Model", "Static review",
		"Selected", "Not claimed", "Passed", "Failed", "Not judged",
		"Skipped", "Waived", "Conformance", NULL };
	sheet_begin_section(s, "Summary of the models");
	html_open_table(s->w, "Models", "models", columns);
	xml_start(s->w, "tbody");
	for (size_t i = 0; i < s->results->suites.count; i++) {
		struct standing of = standing_of(s->results, i);
		add_model(s, &of);
	}
	xml_end(s->w);
	xml_end(s->w);
	xml_end(s->w);
	html_element(s->w, "p", NULL,
	    "The report of each model (PCTR) lists its cases. A waiver is "
	    "counted here and changes no verdict.");
	xml_end(s->w);
}

static bool
sctr_print(struct document *d, const struct run_summary *summary)
{
	struct sheet s = { .results = &d->results, .summary = summary };
	const struct run_facts *run = d->results.run;
	results_close(&d->results);
	sheet_open(&s, "System conformance test report");
	if (run && d->results.suites.count) {
		const char *product = run->ics ? run->ics->product : NULL;
		sheet_begin_page(&s, "SCTR", "System conformance test report",
		    product                 ? product
			: *run->server_name ? run->server_name
					    : run->target_name,
		    standing_of_all(&d->results));
		print_identification(&s);
		print_models(&s);
		sheet_print_concessions(&s);
		sheet_print_waivers(&s);
		sheet_print_signatures(&s);
		xml_end(s.w);
	}
	sheet_print_no_run(&s);
	return sheet_close(&s, &d->text);
}

static struct report *
sctr_new(struct output *output, const struct report_style *style)
{
	static const struct document_form form = { "SCTR", DOCUMENT_MAX_BYTES,
		sctr_print };
	struct document *d = document_new(sizeof(*d), output, &form, style);
	return &d->report;
}

const struct report_kind sctr_report = {
	.name = "sctr",
	.help = "write a conformance test report of the whole system, to\n"
		"be printed (HTML, see docs/certification.md)",
	.names_files = true,
	.new = sctr_new,
	.explain = document_explain,
	.finish = document_finish,
	.free = document_free,
};
