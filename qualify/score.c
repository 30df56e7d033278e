/* SPDX-License-Identifier: Apache-2.0 */
#include "qualify/score.h"

void
score_init(struct score *s)
{
	*s = (struct score){ 0 };
}

void
score_free(struct score *s)
{
	for (size_t i = 0; i < s->cases.count; i++)
		free(s->cases.items[i].path);
	for (size_t i = 0; i < s->findings.count; i++) {
		struct scored_finding *f = &s->findings.items[i];
		free(f->fault);
		free(f->fast);
		free(f->slow);
		free(f->also_slow);
		free(f->sentence);
	}
	vec_free(&s->cases);
	vec_free(&s->findings);
}

void
score_start_case(
    struct score *s, const struct suite *suite, const struct fixture_case *test)
{
	struct scored_case one = { .status = CASE_STOPPED };
	one.path = mem_printf(
	    "%s/%s/%s", suite->name, test->fixture->phase, test->name);
	vec_push(&s->cases, one);
}

void
score_end_case(struct score *s, enum qualify_status status)
{
	s->cases.items[s->cases.count - 1].status = status;
}

static char *
copy_text(const char *text)
{
	return text ? mem_strdup(text) : NULL;
}

static char *
fault_text(const struct mutant *mutant)
{
	struct buf b;
	if (!mutant)
		return NULL;
	buf_init(&b, FAULT_TEXT_MAX_BYTES);
	fault_print(&mutant->fault, &b);
	return buf_take(&b);
}

static const struct scored_finding *
keep(struct score *s, const struct qualified *one)
{
	if (s->findings.count >= SCORE_MAX_FINDINGS) {
		s->findings_left_out++;
		return NULL;
	}
	struct scored_finding f = { .test = s->cases.count - 1,
		.result = one->result,
		.fault = fault_text(one->mutant),
		.wanted = one->mutant ? one->mutant->wanted : FINDING_NONE,
		.seed = one->schedule.seed,
		.fast = copy_text(one->schedule.fast),
		.slow = copy_text(one->schedule.slow),
		.also_slow = copy_text(one->schedule.also_slow),
		.slow_ns = one->schedule.slow_ns,
		.verdict = one->outcome->verdict,
		.finding = one->outcome->finding,
		.sentence = copy_text(one->outcome->sentence) };
	vec_push(&s->findings, f);
	return &s->findings.items[s->findings.count - 1];
}

const struct scored_finding *
score_take(struct score *s, const struct qualified *one)
{
	struct scored_case *test = &s->cases.items[s->cases.count - 1];
	if (one->mutant) {
		test->mutants.counts[one->result]++;
		s->mutants.counts[one->result]++;
		s->by_fault[one->mutant->fault.kind].counts[one->result]++;
	} else {
		test->schedules.counts[one->result]++;
		s->schedules.counts[one->result]++;
	}
	switch (one->result) {
	case KILLED:
	case LEGAL_PASSED:
		return NULL;
	case KILLED_AS_OTHER:
	case SURVIVED:
	case LEGAL_FAILED:
		return keep(s, one);
	}
	return NULL;
}

unsigned
score_illegal(const struct score_row *row)
{
	return row->counts[KILLED] + row->counts[KILLED_AS_OTHER] +
	    row->counts[SURVIVED];
}

bool
score_is_bad(const struct score *s)
{
	return s->mutants.counts[SURVIVED] || s->mutants.counts[LEGAL_FAILED] ||
	    s->schedules.counts[LEGAL_FAILED];
}

bool
score_is_whole(const struct score *s)
{
	for (size_t i = 0; i < s->cases.count; i++)
		if (s->cases.items[i].status == CASE_BROKEN ||
		    s->cases.items[i].status == CASE_STOPPED)
			return false;
	return true;
}

const char *
qualification_name(enum qualification q)
{
	static const char *const names[] = {
		[KILLED] = "killed",
		[KILLED_AS_OTHER] = "killed-as-other",
		[SURVIVED] = "survived",
		[LEGAL_PASSED] = "legal-passed",
		[LEGAL_FAILED] = "legal-failed",
	};
	return names[q];
}
