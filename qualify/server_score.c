/* SPDX-License-Identifier: Apache-2.0 */
#include "qualify/server_score.h"

#include "core/mem.h"

#include <stdlib.h>

void
server_score_init(struct server_score *s)
{
	*s = (struct server_score){ 0 };
}

void
server_score_free(struct server_score *s)
{
	for (size_t i = 0; i < s->conducts.count; i++) {
		struct scored_conduct *c = &s->conducts.items[i];
		free(c->fault);
		free(c->culprit);
		free(c->sentence);
		free(c->scenario);
	}
	for (size_t i = 0; i < s->variants.count; i++) {
		struct scored_variant *v = &s->variants.items[i];
		free(v->reading);
		free(v->name);
		free(v->culprit);
		free(v->sentence);
	}
	vec_free(&s->conducts);
	vec_free(&s->variants);
}

static char *
copy_text(const char *text)
{
	return text ? mem_strdup(text) : NULL;
}

static char *
path_of(const struct planned_case *p)
{
	return p ? mem_printf("%s/%s/%s", p->suite->name,
		       p->test->fixture->phase, p->test->name)
		 : NULL;
}

static char *
fault_text(const struct fault *fault)
{
	struct buf b;
	buf_init(&b, FAULT_TEXT_MAX_BYTES);
	fault_print(fault, &b);
	return buf_take(&b);
}

const struct scored_conduct *
server_score_take(struct server_score *s, const struct qualified_conduct *one)
{
	struct scored_conduct kept = { .fault =
					   fault_text(&one->conduct->fault),
		.class = one->conduct->class,
		.result = one->result,
		.failed = one->failed,
		.undecided = one->undecided,
		.culprit = path_of(one->culprit),
		.finding = one->finding,
		.sentence = copy_text(one->sentence),
		.jobs = one->jobs,
		.scenario = copy_text(one->scenario) };
	s->by_cause[one->conduct->cause][one->result]++;
	s->results[one->result]++;
	s->classes[kept.class]++;
	vec_push(&s->conducts, kept);
	return &s->conducts.items[s->conducts.count - 1];
}

const struct scored_variant *
server_score_take_variant(struct server_score *s, const char *reading,
    const struct qualified_variant *one)
{
	struct scored_variant kept = { .reading = copy_text(reading),
		.name = mem_strdup(one->name),
		.passed = one->passed,
		.failed = one->failed,
		.undecided = one->undecided,
		.culprit = path_of(one->culprit),
		.sentence = copy_text(one->sentence),
		.jobs = one->jobs,
		.seed = one->seed };
	vec_push(&s->variants, kept);
	return &s->variants.items[s->variants.count - 1];
}

bool
server_score_is_bad(const struct server_score *s)
{
	for (size_t i = 0; i < s->variants.count; i++)
		if (s->variants.items[i].failed)
			return true;
	return s->results[CONDUCT_SURVIVED] || s->results[CONDUCT_ACCUSED];
}

const char *
conduct_result_name(enum conduct_result result)
{
	static const char *const names[] = {
		[CONDUCT_KILLED] = "killed",
		[CONDUCT_KILLED_AS_OTHER] = "killed-as-other",
		[CONDUCT_SURVIVED] = "survived",
		[CONDUCT_PASSED] = "passed",
		[CONDUCT_ACCUSED] = "accused",
		[CONDUCT_UNTRIED] = "untried",
	};
	return names[result];
}

const char *conduct_class_name(enum conduct_class class)
{
	static const char *const names[] = {
		[CONDUCT_ILLEGAL] = "illegal",
		[CONDUCT_LEGAL] = "legal",
		[CONDUCT_ALIKE] = "alike",
		[CONDUCT_OF_SETUPS] = "of-setups",
		[CONDUCT_ELSEWHERE] = "of-another-chapter",
	};
	return names[class];
}
