/* SPDX-License-Identifier: Apache-2.0 */
#include "conformance/ics.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

const char *
ics_status_name(enum ics_status status)
{
	switch (status) {
	case ICS_MANDATORY:
		return "mandatory";
	case ICS_OPTIONAL:
		return "optional";
	case ICS_CONDITIONAL:
		break;
	}
	return "conditional";
}

const char *
ics_answer_name(enum ics_answer answer)
{
	switch (answer) {
	case ICS_OPEN:
		break;
	case ICS_YES:
		return "yes";
	case ICS_NO:
		return "no";
	case ICS_NOT_APPLICABLE:
		return "n/a";
	}
	return "?";
}

static void
clear_company(struct ics_company *c)
{
	free(c->name);
	free(c->address);
	free(c->contact);
}

static void
clear_phase(struct ics_phase *p)
{
	for (size_t i = 0; i < p->items.count; i++) {
		struct ics_item *item = &p->items.items[i];
		free(item->requirement);
		free(item->level);
		free(item->text);
		free(item->when);
		free(item->unless);
	}
	vec_free(&p->items);
	free(p->name);
	free(p->section);
	free(p->title);
}

static void
clear_model(struct ics_model *m)
{
	for (size_t i = 0; i < m->conditions.count; i++) {
		free(m->conditions.items[i].name);
		free(m->conditions.items[i].value);
	}
	for (size_t i = 0; i < m->phases.count; i++)
		clear_phase(&m->phases.items[i]);
	vec_free(&m->conditions);
	vec_free(&m->phases);
	free(m->suite);
	free(m->title);
}

void
ics_free(struct ics *ics)
{
	if (!ics)
		return;
	for (size_t i = 0; i < ics->models.count; i++)
		clear_model(&ics->models.items[i]);
	vec_free(&ics->models);
	clear_company(&ics->supplier);
	clear_company(&ics->client);
	clear_company(&ics->laboratory);
	free(ics->product);
	free(ics->version);
	free(ics->build);
	source_unref(ics->source);
	free(ics);
}

const struct ics_model *
ics_find_model(const struct ics *ics, const char *suite)
{
	for (size_t i = 0; i < ics->models.count; i++)
		if (strcmp(ics->models.items[i].suite, suite) == 0)
			return &ics->models.items[i];
	return NULL;
}

const struct ics_phase *
ics_find_phase(const struct ics_model *m, const char *name)
{
	for (size_t i = 0; i < m->phases.count; i++)
		if (strcmp(m->phases.items[i].name, name) == 0)
			return &m->phases.items[i];
	return NULL;
}

const struct ics_item *
ics_find_item(const struct ics_model *m, const char *requirement)
{
	for (size_t i = 0; i < m->phases.count; i++) {
		const struct ics_phase *p = &m->phases.items[i];
		for (size_t j = 0; j < p->items.count; j++)
			if (strcmp(p->items.items[j].requirement,
				requirement) == 0)
				return &p->items.items[j];
	}
	return NULL;
}

/* --- conditions --- */

/* What the vendor says of the name that 'text' begins with. */
static const char *
said_of(
    const struct ics_model *m, bool is_option, const char *text, size_t size)
{
	for (size_t i = 0; i < m->conditions.count; i++) {
		const struct ics_condition *c = &m->conditions.items[i];
		if (c->is_option == is_option && strlen(c->name) == size &&
		    memcmp(c->name, text, size) == 0)
			return c->value;
	}
	return NULL;
}

/* Is 'value' one of the words of the text, up to a blank? */
static bool
is_word(const char *text, const char *value)
{
	size_t size = strlen(value);
	for (;;) {
		size_t word = strcspn(text, "| ");
		if (word == size && memcmp(text, value, size) == 0)
			return true;
		text += word;
		if (*text++ != '|')
			return false;
	}
}

bool
ics_item_applies(const struct ics_model *m, const struct ics_item *item)
{
	const char *text = item->when;
	if (text) {
		size_t size = strcspn(text, "=");
		const char *said = said_of(m, false, text, size);
		if (!said || !text[size] || !is_word(text + size + 1, said))
			return false;
	}
	for (text = item->unless; text && *text;) {
		size_t size = strcspn(text, "=");
		const char *said = said_of(m, true, text, size);
		if (said && text[size] && is_word(text + size + 1, said))
			return false;
		text += strcspn(text, " ");
		text += strspn(text, " ");
	}
	return true;
}

/* --- which cases --- */

static const char *
refused_in(const struct ics_model *m, const struct fixture_case *c)
{
	const struct ics_phase *p = ics_find_phase(m, c->fixture->phase);
	if (p && p->answer == ICS_NO)
		return p->name;
	for (size_t i = 0; i < c->requirements.count; i++) {
		const struct ics_item *item =
		    ics_find_item(m, c->requirements.items[i].id);
		if (item && item->answer == ICS_NO)
			return item->requirement;
	}
	return NULL;
}

/* As a preamble, or played, a case comes without its probes. */
static const char *
refused(const struct ics_model *m, const struct fixture_case *c, size_t plays)
{
	const char *found = refused_in(m, c);
	for (size_t i = 0; i < c->preambles.count && !found; i++) {
		const struct fixture_case *of = c->preambles.items[i].target;
		found = refused(m, of, of->plays_as_preamble);
	}
	for (size_t i = 0; i < plays && !found; i++) {
		const struct fixture_case *of =
		    c->plays.items[i]->played->target;
		found = refused(m, of, of->plays_as_preamble);
	}
	return found;
}

const char *
ics_refusal(
    const struct ics *ics, const char *suite, const struct fixture_case *c)
{
	const struct ics_model *m = ics_find_model(ics, suite);
	if (!m)
		return suite;
	return m->answer == ICS_NO ? m->suite : refused(m, c, c->plays.count);
}
