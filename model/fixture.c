/* SPDX-License-Identifier: Apache-2.0 */
#include "model/fixture.h"

#include <string.h>

const struct time_sum no_time;
const struct condition no_condition;
const char *const requirement_levels[] = { "must", "should", "may", NULL };

static void
free_sum(const struct time_sum *sum)
{
	if (sum == &no_time)
		return;
	for (size_t i = 0; i < sum->terms.count; i++)
		free(sum->terms.items[i].timer);
	free(sum->terms.items);
	free(sum->text);
	free((void *)sum);
}

static void
clear_condition(const struct condition *when)
{
	for (size_t i = 0; i < when->values.count; i++)
		free(when->values.items[i]);
	free(when->values.items);
	free(when->reading);
}

static void
free_condition(const struct condition *when)
{
	if (when == &no_condition)
		return;
	clear_condition(when);
	free((void *)when);
}

static void
free_attribute(struct attribute_test *a)
{
	if (a->is_borrowed)
		return;
	free(a->path);
	free(a->text);
	free(a->capture);
}

struct step *
step_new(enum step_kind kind, const struct place *at)
{
	struct step *s = mem_zalloc(sizeof(*s));
	s->kind = kind;
	s->at = *at;
	s->when = &no_condition;
	s->window.within = s->window.not_before = &no_time;
	return s;
}

static void
clear_preamble(struct preamble *p)
{
	for (size_t i = 0; i < p->bindings.count; i++) {
		free(p->bindings.items[i].name);
		free(p->bindings.items[i].actual);
	}
	vec_free(&p->bindings);
	free(p->phase);
	free(p->case_name);
	free(p->id);
}

/* What a copy has from the original. */
static void
free_own(struct step *s)
{
	if (s->played)
		clear_preamble(s->played);
	free_condition(s->when);
	free_sum(s->window.within);
	free_sum(s->window.not_before);
	free(s->window.since);
	free(s->id);
	free((char *)s->party);
	free(s->message);
	free(s->protocol);
	free(s->answers);
	free(s->owed);
	free(s->that);
	free(s->played);
}

void
step_free(struct step *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->children.count; i++)
		step_free(s->children.items[i]);
	for (size_t i = 0; i < s->attributes.count; i++)
		free_attribute(&s->attributes.items[i]);
	vec_free(&s->children);
	vec_free(&s->attributes);
	if (!s->play)
		free_own(s);
	free(s);
}

static void
free_exclusions(struct exclusion *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(items[i].option);
		free(items[i].value);
		free(items[i].why);
	}
	free(items);
}

static void
free_case(struct fixture_case *c)
{
	for (size_t i = 0; i < c->requirements.count; i++) {
		free(c->requirements.items[i].id);
		free(c->requirements.items[i].level);
		free(c->requirements.items[i].text);
	}
	for (size_t i = 0; i < c->preambles.count; i++)
		clear_preamble(&c->preambles.items[i]);
	vec_free(&c->requirements);
	vec_free(&c->preambles);
	vec_free(&c->plays);
	clear_condition(&c->when);
	free_exclusions(c->exclusions.items, c->exclusions.count);
	step_free(c->body);
	free(c->name);
	free(c);
}

void
fixture_free(struct fixture *f)
{
	if (!f)
		return;
	for (size_t i = 0; i < f->documented.count; i++) {
		free(f->documented.items[i].name);
		free(f->documented.items[i].protocol);
	}
	for (size_t i = 0; i < f->cases.count; i++)
		free_case(f->cases.items[i]);
	vec_free(&f->documented);
	free_exclusions(f->exclusions.items, f->exclusions.count);
	vec_free(&f->cases);
	free(f->phase);
	free(f->section);
	free(f->title);
	source_unref(f->source);
	free(f);
}

const char *
step_kind_name(enum step_kind kind)
{
	switch (kind) {
	case STEP_SEND:
		return "send";
	case STEP_DISCONNECT:
		return "disconnect";
	case STEP_DUE:
		return "due";
	case STEP_CLOSED:
		return "closed";
	case STEP_RECEIVE:
		return "receive";
	case STEP_SEQ:
		return "seq";
	case STEP_STRICT:
		return "strict";
	case STEP_ALL:
		return "all";
	case STEP_CHOICE:
		return "choice";
	case STEP_OPTIONAL:
		return "optional";
	case STEP_REPEAT:
		return "repeat";
	case STEP_WHILE:
		return "while";
	case STEP_ABSENT:
		return "absent";
	case STEP_PLAY:
		return "play";
	case STEP_PROBE:
		return "probe";
	}
	return "";
}

const struct fixture_case *
fixture_find_case(const struct fixture *f, const char *name)
{
	for (size_t i = 0; i < f->cases.count; i++)
		if (strcmp(f->cases.items[i]->name, name) == 0)
			return f->cases.items[i];
	return NULL;
}

enum requirement_level
fixture_case_level(const struct fixture_case *c)
{
	enum requirement_level strictest = LEVEL_NONE;
	for (size_t i = 0; i < c->requirements.count; i++)
		for (enum requirement_level l = LEVEL_MUST; l < strictest; l++)
			if (strcmp(c->requirements.items[i].level,
				requirement_levels[l]) == 0)
				strictest = l;
	return strictest;
}
