/* SPDX-License-Identifier: Apache-2.0 */
#include "conformance/ics_review.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

static void
count_answer(struct ics_review *r, enum ics_answer answer)
{
	r->claimed += answer == ICS_YES;
	r->refused += answer == ICS_NO;
	r->inapplicable += answer == ICS_NOT_APPLICABLE;
}

/* Does a no to it end all hope? */
static bool
is_mandatory(const struct ics_model *m, const struct ics_item *item)
{
	return item->status == ICS_MANDATORY ||
	    (item->status == ICS_CONDITIONAL &&
		strcmp(item->level, "must") == 0 && ics_item_applies(m, item));
}

static void
review_item(struct ics_review *r, const struct ics_model *m,
    const struct ics_item *item)
{
	r->optional += item->status == ICS_OPTIONAL;
	r->conditional += item->status == ICS_CONDITIONAL;
	count_answer(r, item->answer);
	if (item->answer != ICS_NO || !is_mandatory(m, item))
		return;
	char *text = mem_printf("%s is mandatory%s, and answered no: %s",
	    item->requirement,
	    item->status == ICS_CONDITIONAL ? ", since its condition holds"
					    : "",
	    item->text);
	vec_push(&r->reasons, text);
}

static void
review_phase(
    struct ics_review *r, const struct ics_model *m, const struct ics_phase *p)
{
	r->mandatory += p->status == ICS_MANDATORY;
	r->optional += p->status == ICS_OPTIONAL;
	count_answer(r, p->answer);
	if (p->status == ICS_MANDATORY && p->answer == ICS_NO) {
		char *text =
		    mem_printf("%s/%s (§%s) is mandatory, and answered no",
			m->suite, p->name, p->section);
		vec_push(&r->reasons, text);
	}
	for (size_t i = 0; i < p->items.count; i++)
		review_item(r, m, &p->items.items[i]);
}

void
ics_review_model(struct ics_review *r, const struct ics_model *m)
{
	for (size_t i = 0; m->answer == ICS_YES && i < m->phases.count; i++)
		review_phase(r, m, &m->phases.items[i]);
}

/* --- mistakes --- */

static void
check_item(
    const struct ics_model *m, const struct ics_item *item, struct diag *diag)
{
	bool applies = ics_item_applies(m, item);
	if (item->answer == ICS_OPEN)
		diag_error(diag, &item->answer_at,
		    "the %s item '%s' is not answered",
		    ics_status_name(item->status), item->requirement);
	else if (item->answer == ICS_NOT_APPLICABLE && applies)
		diag_error(diag, &item->answer_at,
		    "the condition of '%s' holds, so the answer is yes or no",
		    item->requirement);
}

static bool
has_open_condition(const struct ics_model *m, struct diag *diag)
{
	bool is_open = false;
	for (size_t i = 0; i < m->conditions.count; i++) {
		const struct ics_condition *c = &m->conditions.items[i];
		if (c->value)
			continue;
		diag_error(diag, &c->value_at,
		    "the condition '%s' is not answered, and conditional items "
		    "depend on it",
		    c->name);
		if (c->is_option)
			diag_note(diag,
			    "'%s' if the server does not have it set",
			    ICS_UNSET);
		is_open = true;
	}
	return is_open;
}

static void
check_answers(const struct ics_model *m, struct diag *diag)
{
	bool is_open = has_open_condition(m, diag);
	for (size_t i = 0; i < m->phases.count; i++) {
		const struct ics_phase *p = &m->phases.items[i];
		if (p->answer == ICS_OPEN)
			diag_error(diag, &p->answer_at,
			    "the phase '%s' is not answered", p->name);
		for (size_t j = 0; j < p->items.count && !is_open; j++)
			check_item(m, &p->items.items[j], diag);
	}
}

static const struct suite *
find_suite(struct suite *const *suites, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(suites[i]->name, name) == 0)
			return suites[i];
	return NULL;
}

const char *
ics_condition_of_target(const struct suite *s, const struct target *t,
    const struct ics_condition *c)
{
	if (!c->is_option)
		return s ? suite_choice(s, t, c->name) : NULL;
	const struct named_text *said = server_option_said(t, c->name);
	return said ? said->text : ICS_UNSET;
}

static void
check_target(const struct ics_model *m, const struct suite *s,
    const struct target *t, struct diag *diag)
{
	for (size_t i = 0; i < m->conditions.count; i++) {
		const struct ics_condition *c = &m->conditions.items[i];
		const char *said = ics_condition_of_target(s, t, c);
		if (c->value && said && strcmp(said, c->value) != 0)
			diag_error(diag, &c->value_at,
			    "the ICS says %s=%s, and the target '%s' %s=%s",
			    c->name, c->value, t->name, c->name, said);
	}
}

static void
check_values(
    const struct ics_model *m, const struct suite *s, struct diag *diag)
{
	for (size_t i = 0; s && i < m->conditions.count; i++) {
		const struct ics_condition *c = &m->conditions.items[i];
		const struct reading *r =
		    c->is_option ? NULL : suite_find_reading(s, c->name);
		bool is_known = !r || !c->value;
		for (size_t j = 0; !is_known && j < r->values.count; j++)
			is_known = strcmp(r->values.items[j], c->value) == 0;
		if (!is_known)
			diag_error(diag, &c->value_at,
			    "'%s' is no value of the reading %s", c->value,
			    c->name);
	}
}

/* A sentence in place of a claim that says nothing. */
static void
check_claims(const struct ics *ics, struct diag *diag)
{
	struct place whole = { .source = ics->source };
	bool is_claimed = false;
	for (size_t i = 0; i < ics->models.count; i++) {
		const struct ics_model *m = &ics->models.items[i];
		is_claimed |= m->answer != ICS_NO;
		if (m->answer == ICS_OPEN)
			diag_error(diag, &m->answer_at,
			    "the model '%s' is not answered", m->suite);
	}
	if (!is_claimed)
		diag_error(diag, &whole, "the ICS claims no model");
	if (!ics->product || !ics->version)
		diag_error(diag, &whole,
		    "the ICS does not name the system and its version");
}

void
ics_review_make(struct ics_review *ret, const struct ics *ics,
    struct suite *const *suites, size_t suite_count,
    const struct target *target, struct diag *diag)
{
	*ret = (struct ics_review){ 0 };
	check_claims(ics, diag);
	for (size_t i = 0; i < ics->models.count; i++) {
		const struct ics_model *m = &ics->models.items[i];
		const struct suite *s =
		    find_suite(suites, suite_count, m->suite);
		if (m->answer != ICS_YES)
			continue;
		check_values(m, s, diag);
		check_answers(m, diag);
		if (target)
			check_target(m, s, target, diag);
		ics_review_model(ret, m);
	}
}

void
ics_review_free(struct ics_review *r)
{
	for (size_t i = 0; i < r->reasons.count; i++)
		free(r->reasons.items[i]);
	vec_free(&r->reasons);
}
