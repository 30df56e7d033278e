/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/papers/papers.h"

#include "conformance/ics_review.h"
#include "lint/grammar.h"
#include "model/repetition.h"

#include <string.h>

bool
papers_load(struct papers *p, struct diag *diag)
{
	unsigned errors = diag->error_count;
	if (p->ics_file)
		p->ics = ics_load(p->ics_file, diag);
	if (p->waivers_file)
		p->waivers = waivers_load(p->waivers_file, diag);
	return diag->error_count == errors;
}

bool
papers_load_for(struct papers *p, const struct workspace *w, struct diag *diag)
{
	unsigned errors = diag->error_count;
	struct suite *const *suites = w->suites.items.items;
	size_t count = w->suites.items.count;
	papers_load(p, diag);
	if (p->ics)
		ics_check(p->ics, suites, count, diag);
	if (p->waivers)
		waivers_check(p->waivers, suites, count, diag);
	if (diag->error_count != errors)
		return false;
	if (p->ics)
		grammar_check_source(
		    p->ics->source, w->schema, "ics.rng", diag);
	if (p->waivers)
		grammar_check_source(
		    p->waivers->source, w->schema, "waivers.rng", diag);
	return diag->error_count == errors;
}

bool
papers_review(const struct papers *p, const struct workspace *w,
    bool *ret_deviates, struct diag *diag)
{
	unsigned errors = diag->error_count;
	struct ics_review review;
	if (!p->ics)
		return true;
	struct place whole = { .source = p->ics->source };
	ics_review_make(&review, p->ics, w->suites.items.items,
	    w->suites.items.count, w->target, diag);
	bool is_judged = diag->error_count == errors;
	if (is_judged && review.reasons.count) {
		diag_error(diag, &whole,
		    "by this ICS the product does not conform, so nothing is "
		    "run");
		for (size_t i = 0; i < review.reasons.count; i++)
			diag_note(diag, "%s", review.reasons.items[i]);
		*ret_deviates = true;
	}
	ics_review_free(&review);
	return diag->error_count == errors;
}

void
papers_select(const struct papers *p, struct selection *s)
{
	for (size_t i = 0; p->ics && i < s->cases.count; i++) {
		struct planned_case *c = &s->cases.items[i];
		if (!c->test->fixture->is_setup)
			c->unclaimed =
			    ics_refusal(p->ics, c->suite->name, c->test);
	}
}

static const char *
refusal_of(const struct papers *p, const struct suites *suites,
    const struct run_case *test)
{
	for (size_t i = 0; i < suites->items.count; i++) {
		const struct suite *s = suites->items.items[i];
		const struct fixture *f = strcmp(s->name, test->suite) == 0
		    ? suite_find_phase(s, test->phase)
		    : NULL;
		for (size_t j = 0; f && !f->is_setup && j < f->cases.count; j++)
			if (repetition_is_of(
				test->name, f->cases.items[j]->name))
				return ics_refusal(
				    p->ics, s->name, f->cases.items[j]);
	}
	return NULL;
}

bool
papers_compare(const struct papers *p, const struct suites *suites,
    const struct run_facts *run, struct diag *diag)
{
	unsigned errors = diag->error_count;
	for (unsigned i = 0; p->ics && i < run->case_count; i++) {
		const struct run_case *test = &run->cases[i];
		const char *refusal = refusal_of(p, suites, test);
		if (!refusal == !test->unclaimed)
			continue;
		diag_error(diag, NULL,
		    refusal ? "the recording has judged '%s/%s/%s', which '%s' "
			      "does not claim"
			    : "the recording leaves out '%s/%s/%s', which '%s' "
			      "claims",
		    test->suite, test->phase, test->name, p->ics_file);
	}
	return diag->error_count == errors;
}

bool
papers_spare(const struct papers *p, struct report_set *set, struct diag *diag)
{
	bool good = report_set_spare(set, "--ics", p->ics_file, diag);
	return report_set_spare(set, "--waivers", p->waivers_file, diag) &&
	    good;
}

void
papers_note(const struct papers *p, struct provenance *provenance)
{
	if (p->ics)
		provenance_add_source(provenance, p->ics->source);
	if (p->waivers)
		provenance_add_source(provenance, p->waivers->source);
}

void
papers_free(struct papers *p)
{
	ics_free(p->ics);
	waivers_free(p->waivers);
}
