/* SPDX-License-Identifier: Apache-2.0 */
/* Reads an ICS, and compares it with the suites. */
#include "conformance/ics.h"
#include "core/text/suggest.h"
#include "load/element/reader.h"
#include "load/element/spelling.h"

#include <stdlib.h>
#include <string.h>

static const struct element_rule ics_rule = {
	.name = "ics",
	.children =
	    WORDS("system", "supplier", "client", "laboratory", "model"),
};

static const struct element_rule system_rule = {
	.name = "system",
	.required = WORDS("name", "version"),
	.optional = WORDS("build"),
};

static const struct element_rule company_rule = {
	.name = "company",
	.required = WORDS("name"),
	.optional = WORDS("address", "contact"),
};

static const struct element_rule model_rule = {
	.name = "model",
	.required = WORDS("suite", "support"),
	.optional = WORDS("title"),
	.children = WORDS("condition", "phase"),
};

static const struct element_rule condition_rule = {
	.name = "condition",
	.required = WORDS("value"),
	.optional = WORDS("reading", "option"),
};

static const struct element_rule phase_rule = {
	.name = "phase",
	.required = WORDS("name", "section", "status", "support"),
	.optional = WORDS("title", "requirements"),
	.children = WORDS("item"),
};

static const struct element_rule item_rule = {
	.name = "item",
	.required = WORDS("requirement", "level", "status", "support"),
	.optional = WORDS("when", "unless"),
	.text = true,
};

/* "?" where a file is still to be filled in. */
static char *
read_answer_text(const struct xml_node *n, const char *name)
{
	char *text = reader_copy(n, name);
	if (text && strcmp(text, "?") == 0) {
		free(text);
		return NULL;
	}
	return text;
}

static enum ics_answer
read_support(const struct xml_node *n, struct place *ret_at, struct diag *diag)
{
	static const enum ics_answer answers[] = { ICS_YES, ICS_NO,
		ICS_NOT_APPLICABLE, ICS_OPEN };
	const struct xml_attribute *a = reader_attribute(n, "support");
	*ret_at = a ? a->value_at : n->at;
	int word = a
	    ? reader_word(a, "answer", WORDS("yes", "no", "n/a", "?"), diag)
	    : -1;
	return word < 0 ? ICS_OPEN : answers[word];
}

static enum ics_status
read_status(const struct xml_node *n, struct diag *diag)
{
	static const enum ics_status all[] = { ICS_MANDATORY, ICS_OPTIONAL,
		ICS_CONDITIONAL };
	const struct xml_attribute *a = reader_attribute(n, "status");
	int word = a ? reader_word(a, "status",
			   WORDS("mandatory", "optional", "conditional"), diag)
		     : -1;
	return word < 0 ? ICS_MANDATORY : all[word];
}

static char *
copy_or_empty(const struct xml_node *n, const char *name)
{
	char *text = reader_copy(n, name);
	return text ? text : mem_strdup("");
}

static void
read_item(struct ics_phase *p, const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &item_rule, diag);
	const struct xml_attribute *id = reader_attribute(n, "requirement");
	if (!id || !spelling_check_requirement(id, diag))
		return;
	struct ics_item item = { .requirement = mem_strdup(id->value),
		.level = copy_or_empty(n, "level"),
		.text = reader_text(n),
		.status = read_status(n, diag),
		.when = reader_copy(n, "when"),
		.unless = reader_copy(n, "unless"),
		.at = id->value_at };
	item.answer = read_support(n, &item.answer_at, diag);
	vec_push(&p->items, item);
}

static void
read_phase(struct ics_model *m, const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &phase_rule, diag);
	const struct xml_attribute *name = reader_attribute(n, "name");
	const struct xml_attribute *count = reader_attribute(n, "requirements");
	struct ics_phase p = { .name = copy_or_empty(n, "name"),
		.section = copy_or_empty(n, "section"),
		.title = copy_or_empty(n, "title"),
		.status = read_status(n, diag),
		.at = name ? name->value_at : n->at };
	if (count)
		reader_number(count, 0, UINT16_MAX, &p.requirements, diag);
	p.answer = read_support(n, &p.answer_at, diag);
	if (ics_find_phase(m, p.name))
		diag_error(diag, &p.at, "a second phase '%s'", p.name);
	for (size_t i = 0; i < n->children.count; i++)
		if (reader_is(n->children.items[i], "item"))
			read_item(&p, n->children.items[i], diag);
	vec_push(&m->phases, p);
}

static void
read_condition(struct ics_model *m, const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &condition_rule, diag);
	const struct xml_attribute *reading = reader_attribute(n, "reading");
	const struct xml_attribute *option = reader_attribute(n, "option");
	const struct xml_attribute *value = reader_attribute(n, "value");
	if (!reading == !option) {
		diag_error(diag, &n->at,
		    "a <condition> has either 'reading' or 'option'");
		return;
	}
	struct ics_condition c = { .is_option = option,
		.name = mem_strdup((option ? option : reading)->value),
		.value = read_answer_text(n, "value"),
		.at = (option ? option : reading)->value_at,
		.value_at = value ? value->value_at : n->at };
	vec_push(&m->conditions, c);
}

static void
read_model(struct ics *ics, const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &model_rule, diag);
	const struct xml_attribute *suite = reader_attribute(n, "suite");
	struct ics_model m = { .suite = copy_or_empty(n, "suite"),
		.title = copy_or_empty(n, "title"),
		.at = suite ? suite->value_at : n->at };
	m.answer = read_support(n, &m.answer_at, diag);
	if (ics_find_model(ics, m.suite))
		diag_error(diag, &m.at, "a second model '%s'", m.suite);
	for (size_t i = 0; i < n->children.count; i++) {
		if (reader_is(n->children.items[i], "condition"))
			read_condition(&m, n->children.items[i], diag);
		else if (reader_is(n->children.items[i], "phase"))
			read_phase(&m, n->children.items[i], diag);
	}
	vec_push(&ics->models, m);
}

static void
read_company(struct ics_company *c, const struct xml_node *n, struct diag *diag)
{
	struct element_rule rule = company_rule;
	rule.name = n->name;
	reader_check(n, &rule, diag);
	if (c->name || c->address || c->contact) {
		diag_error(diag, &n->at, "a second <%s>", n->name);
		return;
	}
	c->name = read_answer_text(n, "name");
	c->address = read_answer_text(n, "address");
	c->contact = read_answer_text(n, "contact");
}

static void
read_system(struct ics *ics, const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &system_rule, diag);
	if (ics->product || ics->version) {
		diag_error(diag, &n->at, "a second <system>");
		return;
	}
	ics->product = read_answer_text(n, "name");
	ics->version = read_answer_text(n, "version");
	ics->build = read_answer_text(n, "build");
}

static void
read_part(struct ics *ics, const struct xml_node *n, struct diag *diag)
{
	if (reader_is(n, "system"))
		read_system(ics, n, diag);
	else if (reader_is(n, "supplier"))
		read_company(&ics->supplier, n, diag);
	else if (reader_is(n, "client"))
		read_company(&ics->client, n, diag);
	else if (reader_is(n, "laboratory"))
		read_company(&ics->laboratory, n, diag);
	else if (reader_is(n, "model"))
		read_model(ics, n, diag);
}

struct ics *
ics_load(const char *path, struct diag *diag)
{
	unsigned errors = diag->error_count;
	struct xml_document *d =
	    reader_open(path, NULL, ICS_NAMESPACE, "ics", diag);
	if (!d)
		return NULL;
	struct ics *ics = mem_zalloc(sizeof(*ics));
	ics->source = source_ref(d->source);
	reader_check(d->root, &ics_rule, diag);
	for (size_t i = 0; i < d->root->children.count; i++)
		read_part(ics, d->root->children.items[i], diag);
	if (ics->models.count == 0)
		diag_error(diag, &d->root->at, "<ics> has no <model>");
	xml_document_free(d);
	if (diag->error_count == errors)
		return ics;
	ics_free(ics);
	return NULL;
}

/* --- against the suites --- */

static bool
is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static void
check_item(const struct ics_item *item, const struct ics_model *wanted,
    struct diag *diag)
{
	const struct ics_item *real = ics_find_item(wanted, item->requirement);
	if (!real)
		diag_error(diag, &item->at, "the suite '%s' has no item '%s'",
		    wanted->suite, item->requirement);
	else if (real->status != item->status ||
	    strcmp(real->level, item->level) != 0)
		diag_error(diag, &item->at, "in the suite '%s' is %s, a %s",
		    item->requirement, ics_status_name(real->status),
		    real->level);
	else if (!is_same(real->when, item->when) ||
	    !is_same(real->unless, item->unless))
		diag_error(diag, &item->at,
		    "'%s' has another condition in the suite",
		    item->requirement);
	if (real && item->answer == ICS_NOT_APPLICABLE &&
	    real->status != ICS_CONDITIONAL)
		diag_error(diag, &item->answer_at,
		    "only a conditional item can be 'n/a'");
}

static void
check_phase(const struct ics_phase *p, const struct ics_model *wanted,
    struct diag *diag)
{
	const struct ics_phase *real = ics_find_phase(wanted, p->name);
	if (!real) {
		diag_error(diag, &p->at, "the suite '%s' has no phase '%s'",
		    wanted->suite, p->name);
		return;
	}
	if (real->status != p->status)
		diag_error(diag, &p->at, "'%s' is %s in the suite", p->name,
		    ics_status_name(real->status));
	if (p->requirements && p->requirements != real->requirements)
		diag_error(diag, &p->at,
		    "'%s' has %u requirements in the suite without an item of "
		    "their own",
		    p->name, real->requirements);
	if (p->answer == ICS_NOT_APPLICABLE)
		diag_error(diag, &p->answer_at,
		    "only a conditional item can be 'n/a'");
	for (size_t i = 0; i < p->items.count; i++)
		check_item(&p->items.items[i], wanted, diag);
}

/* What the suite asks, and the file does not say. */
static void
check_missing(const struct ics_model *m, const struct ics_model *wanted,
    struct diag *diag)
{
	for (size_t i = 0; i < wanted->phases.count; i++) {
		const struct ics_phase *p = &wanted->phases.items[i];
		if (!ics_find_phase(m, p->name))
			diag_error(diag, &m->at,
			    "the phase '%s' is not in the ICS", p->name);
		for (size_t j = 0; j < p->items.count; j++)
			if (!ics_find_item(m, p->items.items[j].requirement))
				diag_error(diag, &m->at,
				    "the item '%s' is not in the ICS",
				    p->items.items[j].requirement);
	}
}

static const struct ics_condition *
find_condition(const struct ics_model *m, const struct ics_condition *c)
{
	for (size_t i = 0; i < m->conditions.count; i++)
		if (m->conditions.items[i].is_option == c->is_option &&
		    strcmp(m->conditions.items[i].name, c->name) == 0)
			return &m->conditions.items[i];
	return NULL;
}

static void
check_conditions(const struct ics_model *m, const struct ics_model *wanted,
    struct diag *diag)
{
	for (size_t i = 0; i < m->conditions.count; i++) {
		const struct ics_condition *c = &m->conditions.items[i];
		if (!find_condition(wanted, c))
			diag_error(diag, &c->at,
			    "no item of the suite '%s' depends on '%s'",
			    wanted->suite, c->name);
		else if (find_condition(m, c) != c)
			diag_error(
			    diag, &c->at, "a second condition '%s'", c->name);
	}
	for (size_t i = 0; i < wanted->conditions.count; i++)
		if (!find_condition(m, &wanted->conditions.items[i]))
			diag_error(diag, &m->at,
			    "the condition '%s' is not in the ICS",
			    wanted->conditions.items[i].name);
}

static void
check_model(
    const struct ics_model *m, const struct ics *wanted, struct diag *diag)
{
	const struct ics_model *real = ics_find_model(wanted, m->suite);
	if (!real) {
		struct suggestion near;
		suggest_start(&near, m->suite);
		for (size_t i = 0; i < wanted->models.count; i++)
			suggest_offer(&near, wanted->models.items[i].suite);
		diag_error(diag, &m->at, "no suite is called '%s'", m->suite);
		diag_did_you_mean(diag, near.best);
		return;
	}
	if (m->answer == ICS_NOT_APPLICABLE)
		diag_error(diag, &m->answer_at,
		    "only a conditional item can be 'n/a'");
	check_conditions(m, real, diag);
	for (size_t i = 0; i < m->phases.count; i++)
		check_phase(&m->phases.items[i], real, diag);
	check_missing(m, real, diag);
}

void
ics_check(const struct ics *ics, struct suite *const *suites,
    size_t suite_count, struct diag *diag)
{
	struct ics *wanted = ics_of_suites(suites, suite_count);
	for (size_t i = 0; i < ics->models.count; i++)
		check_model(&ics->models.items[i], wanted, diag);
	ics_free(wanted);
}
