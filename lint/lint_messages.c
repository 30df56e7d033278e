/* SPDX-License-Identifier: Apache-2.0 */
/* Requests and their answers, attributes, captures. */
#include "core/text/suggest.h"
#include "lint/lint_rules.h"
#include "load/references.h"
#include "model/walk.h"

#include <string.h>

struct lint {
	const struct suite *suite;
	const struct fixture_case *test;
	enum lint_level level;
	struct diag *diag;
};

static bool
answers_id(const struct step *s, const char *id)
{
	if (s->answers && strcmp(s->answers, id) == 0)
		return true;
	if (s->kind == STEP_ABSENT)
		return false;
	for (size_t i = 0; i < s->children.count; i++)
		if (answers_id(s->children.items[i], id))
			return true;
	return false;
}

static void
check_answers(const struct lint *l, const struct step *s)
{
	if (s->play)
		return; /* reported where it was written */
	const struct message_spec *m = s->spec;
	if (s->kind == STEP_SEND && m && m->kind == MESSAGE_REQUEST &&
	    !s->answered_later &&
	    !(s->id && answers_id(l->test->body, s->id))) {
		diag_warning(l->diag, &s->at, "unanswered-request",
		    "no <receive> of this case answers %s%s%s",
		    s->id ? "'" : "this <send>, which has no id",
		    s->id ? s->id : "", s->id ? "'" : "");
		diag_note(l->diag,
		    "add one with answers=, or say "
		    "answer=\"later\"");
	}
	if (s->kind == STEP_RECEIVE && m && m->kind == MESSAGE_ANSWER &&
	    !s->answers)
		diag_warning(l->diag, &s->at, "unrelated-answer",
		    "'%s' is an answer, but this <receive> does not say to "
		    "which request",
		    s->message);
	if (s->kind == STEP_ABSENT)
		return; /* any answer at all may be unwanted */
	for (size_t i = 0; i < s->children.count; i++)
		check_answers(l, s->children.items[i]);
}

void
lint_answers(
    const struct suite *s, const struct fixture_case *c, struct diag *diag)
{
	struct lint l = { .suite = s, .test = c, .diag = diag };
	check_answers(&l, c->body);
}

static bool
holds_more(enum attribute_type type)
{
	return type == ATTRIBUTE_OBJECT || type == ATTRIBUTE_LIST ||
	    type == ATTRIBUTE_ANY;
}

static bool
is_below(const char *path, const char *parent)
{
	size_t size = strlen(parent);
	return strncmp(path, parent, size) == 0 && path[size] == '.';
}

/* Listed, below something listed that holds more, or on the way to it. */
bool
lint_knows_path(const struct message_spec *m, const char *path)
{
	for (size_t i = 0; i < m->attributes.count; i++) {
		const struct attribute_spec *a = &m->attributes.items[i];
		if (strcmp(a->path, path) == 0 || is_below(a->path, path) ||
		    (holds_more(a->type) && is_below(path, a->path)))
			return true;
	}
	return false;
}

/* With at most this many wrong letters it is the same word. */
#define SLIP_DISTANCE 2

const char *
lint_meant_path(
    const struct message_spec *m, const char *path, const char **ret_near)
{
	struct suggestion s;
	suggest_start(&s, path);
	for (size_t i = 0; i < m->attributes.count; i++)
		suggest_offer(&s, m->attributes.items[i].path);
	*ret_near = s.best;
	return s.best && s.best_distance <= SLIP_DISTANCE ? s.best : NULL;
}

/* What a message must have, and cannot: no server ever meets that. */
static void
report_attribute(const struct lint *l, const struct step *step,
    const struct message_spec *m, const struct attribute_test *test)
{
	const char *near, *meant = lint_meant_path(m, test->path, &near);
	bool is_error = meant && step->kind == STEP_RECEIVE;
	if (is_error != (l->level == LINT_ERRORS))
		return;
	if (is_error)
		lint_error(l->diag, &test->at, "unknown-attribute",
		    "'%s' has no attribute '%s', so this can never "
		    "match",
		    m->name, test->path);
	else
		diag_warning(l->diag, &test->at, "unknown-attribute",
		    "the catalogue knows no attribute '%s' of '%s'", test->path,
		    m->name);
	diag_did_you_mean(l->diag, near);
}

static void
check_attributes(void *user, const struct step *s)
{
	const struct lint *l = user;
	const struct message_spec *m =
	    s->message ? catalogue_find(l->suite->catalogue, s->message) : NULL;
	for (size_t i = 0; m && !s->play && i < s->attributes.count; i++)
		if (!lint_knows_path(m, s->attributes.items[i].path))
			report_attribute(l, s, m, &s->attributes.items[i]);
}

void
lint_attributes(const struct suite *s, const struct fixture_case *c,
    enum lint_level level, struct diag *diag)
{
	struct lint l = { .suite = s, .test = c, .level = level, .diag = diag };
	walk_steps(c->body, check_attributes, &l);
}

/* Does the step itself look at the attribute?  Its author knows it then. */
static bool
looks_at(const struct step *s, const char *path)
{
	for (size_t i = 0; i < s->attributes.count; i++)
		if (strcmp(s->attributes.items[i].path, path) == 0)
			return true;
	return false;
}

static void
check_reference(void *user, const struct step *step, const char *path,
    const struct place *at)
{
	const struct lint *l = user;
	const struct message_spec *m =
	    catalogue_find(l->suite->catalogue, step->message);
	if (!m || lint_knows_path(m, path) || looks_at(step, path))
		return;
	const char *near, *meant = lint_meant_path(m, path, &near);
	if (!meant == (l->level == LINT_ERRORS))
		return;
	if (meant)
		lint_error(l->diag, at, "unknown-attribute",
		    "'%s' has no attribute '%s'", m->name, path);
	else
		diag_warning(l->diag, at, "unknown-attribute",
		    "the catalogue knows no attribute '%s' of '%s'", path,
		    m->name);
	diag_did_you_mean(l->diag, near);
}

void
lint_references(const struct suite *s, const struct fixture_case *c,
    enum lint_level level, struct diag *diag)
{
	struct diag told; /* what the loader has reported */
	struct lint l = { .suite = s, .test = c, .level = level, .diag = diag };
	struct reference_listener listener = { .user = &l,
		.attribute = check_reference };
	diag_init(&told);
	references_check(c, &told, &listener);
	diag_free(&told);
}

struct captures {
	VEC(const struct attribute_test *) tests;
	struct diag *diag;
};

static void
add_captures(void *user, const struct step *s)
{
	struct captures *c = user;
	for (size_t i = 0; i < s->attributes.count; i++)
		if (s->attributes.items[i].capture)
			vec_push(&c->tests, &s->attributes.items[i]);
}

/* A name that could be a target's value, unless a capture is meant. */
static void
check_foreign(void *user, const struct reference_scope *known, const char *name,
    const struct place *at)
{
	struct captures *c = user;
	for (size_t i = 0; i < c->tests.count; i++) {
		if (strcmp(c->tests.items[i]->capture, name) != 0)
			continue;
		lint_error(c->diag, at, "undefined-capture",
		    "'%s' is used before it is captured", name);
		diag_note(c->diag, "it is captured in line %u",
		    c->tests.items[i]->at.line);
		return;
	}
	struct suggestion s;
	suggest_start(&s, name);
	for (size_t i = 0; i < known->captures.count; i++)
		suggest_offer(&s, known->captures.items[i].name);
	suggest_offer(&s, "queue");
	suggest_offer(&s, "workbin");
	suggest_offer(&s, "interaction");
	suggest_offer(&s, "unique");
	if (!s.best)
		return;
	lint_error(
	    c->diag, at, "undefined-capture", "nothing captures '%s'", name);
	diag_did_you_mean(c->diag, s.best);
}

void
lint_captures(const struct fixture_case *c, struct diag *diag)
{
	struct diag told; /* other references were checked by the loader */
	struct captures captures = { .diag = diag };
	struct reference_listener listener = { .user = &captures,
		.foreign = check_foreign };
	diag_init(&told);
	walk_steps(c->body, add_captures, &captures);
	references_check(c, &told, &listener);
	vec_free(&captures.tests);
	diag_free(&told);
}
