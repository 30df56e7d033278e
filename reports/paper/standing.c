/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/paper/standing.h"

#include "conformance/ics_review.h"

#include <string.h>

static const struct run_suite *
find_facts(const struct run_facts *run, const char *suite)
{
	for (unsigned i = 0; i < run->suite_count; i++)
		if (strcmp(run->suites[i].name, suite) == 0)
			return &run->suites[i];
	return NULL;
}

static void
count_case(struct standing *s, const struct results *r, unsigned index)
{
	const struct run_case *test = &r->run->cases[index];
	enum verdict verdict = r->cases[index].verdict;
	size_t position = 0;
	if (test->is_assumption) {
		s->assumed++;
		s->assumptions[verdict]++;
	} else {
		s->selected++;
		s->counts[verdict]++;
		s->unclaimed += test->unclaimed != NULL;
	}
	s->waived += results_next_waiver(r, index, &position) != NULL;
}

static bool
has_failed(const struct standing *s)
{
	return s->refusals || s->counts[VERDICT_FAIL] ||
	    s->counts[VERDICT_EXPECTED] || s->assumptions[VERDICT_FAIL] ||
	    s->assumptions[VERDICT_EXPECTED];
}

/* What is skipped for the ICS or the target needs no verdict. */
static bool
is_judged(const struct standing *s)
{
	unsigned passed = s->counts[VERDICT_PASS] + s->counts[VERDICT_FLAKY];
	return passed && passed + s->counts[VERDICT_SKIPPED] == s->selected;
}

static enum conformance
conclude(const struct standing *s)
{
	if (has_failed(s))
		return CONFORMANCE_FOUND_WANTING;
	return is_judged(s) ? CONFORMANCE_HOLDS : CONFORMANCE_UNDECIDED;
}

struct standing
standing_of(const struct results *r, size_t suite)
{
	const struct suite_result *of = &r->suites.items[suite];
	const struct ics *ics = r->run->ics;
	struct standing s = { .suite = of->name,
		.facts = find_facts(r->run, of->name),
		.model = ics ? ics_find_model(ics, of->name) : NULL };
	for (unsigned i = of->first; i != RESULTS_END; i = r->cases[i].next)
		count_case(&s, r, i);
	if (s.model) {
		struct ics_review review = { 0 };
		ics_review_model(&review, s.model);
		s.refusals = (unsigned)review.reasons.count;
		ics_review_free(&review);
	}
	s.conformance = conclude(&s);
	return s;
}

enum conformance
standing_of_all(const struct results *r)
{
	enum conformance worst = CONFORMANCE_HOLDS;
	for (size_t i = 0; i < r->suites.count; i++) {
		enum conformance c = standing_of(r, i).conformance;
		worst = c < worst ? c : worst;
	}
	return r->suites.count && !r->problem    ? worst
	    : worst == CONFORMANCE_FOUND_WANTING ? worst
						 : CONFORMANCE_UNDECIDED;
}

const char *
conformance_sentence(enum conformance c)
{
	switch (c) {
	case CONFORMANCE_FOUND_WANTING:
		return "Non-conformance was found";
	case CONFORMANCE_UNDECIDED:
		break;
	case CONFORMANCE_HOLDS:
		return "No non-conformance was found";
	}
	return "Not all could be judged";
}

const char *
conformance_key(enum conformance c)
{
	switch (c) {
	case CONFORMANCE_FOUND_WANTING:
		return "fail";
	case CONFORMANCE_UNDECIDED:
		break;
	case CONFORMANCE_HOLDS:
		return "pass";
	}
	return "inconclusive";
}
