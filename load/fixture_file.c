/* SPDX-License-Identifier: Apache-2.0 */
#include "load/fixture_file.h"

#include "core/source_file.h"
#include "load/catalogue_file.h"
#include "load/element/conditions.h"
#include "load/element/groups.h"
#include "load/element/party_scope.h"
#include "load/element/preambles.h"
#include "load/element/reader.h"
#include "load/element/rendering.h"
#include "load/element/server_options.h"
#include "load/element/spelling.h"
#include "load/steps.h"

#include <string.h>

static const struct element_rule fixture_rule = {
	.name = "fixture",
	.required = WORDS("phase"),
	.optional = WORDS("section"),
	.children = WORDS(
	    "rendering", "title", "documented", "unless", "group", "case"),
};

static const struct element_rule documented_rule = {
	.name = "documented",
	.children = WORDS("message"),
};

static const struct element_rule message_rule = {
	.name = "message",
	.required = WORDS("name", "protocol"),
};

static const struct element_rule case_rule = {
	.name = "case",
	.required = WORDS("name"),
	.optional = WORDS("when"),
	.children = WORDS("requirement", "unless", "party", "after", "send",
	    "disconnect", "receive", "closed", "due", "seq", "strict", "all",
	    "choice", "optional", "repeat", "while", "absent", "play", "probe"),
};

static const struct element_rule requirement_rule = {
	.name = "requirement",
	.required = WORDS("id", "level"),
	.text = true,
};

static const struct element_rule after_rule = {
	.name = "after",
	.required = WORDS("phase"),
	.optional = WORDS("case", "id"),
	.children = WORDS("party"),
};

static const struct element_rule title_rule = {
	.name = "title",
	.text = true,
};

static void
read_documented_message(struct fixture *f, const struct xml_node *n,
    const struct suite *suite, struct diag *diag)
{
	reader_check(n, &message_rule, diag);
	const struct xml_attribute *name = reader_attribute(n, "name");
	const struct xml_attribute *tag = reader_attribute(n, "protocol");
	if (!name || !tag)
		return;
	const struct message_spec *spec =
	    catalogue_find(suite->catalogue, name->value);
	if (!spec)
		catalogue_report_unknown(
		    suite->catalogue, &name->value_at, name->value, diag);
	else if (!message_spec_allows(spec, tag->value))
		diag_error(diag, &tag->value_at,
		    "'%s' never carries the protocol '%s'", name->value,
		    tag->value);
	struct documented_message m = {
		.name = mem_strdup(name->value),
		.protocol = mem_strdup(tag->value),
		.at = name->value_at,
	};
	for (size_t i = 0; i < f->documented.count; i++)
		if (strcmp(f->documented.items[i].name, m.name) == 0 &&
		    strcmp(f->documented.items[i].protocol, m.protocol) == 0)
			diag_error(diag, &name->value_at,
			    "the row %s %s is listed twice", m.protocol,
			    m.name);
	vec_push(&f->documented, m);
}

static void
read_documented(struct fixture *f, const struct xml_node *n,
    const struct suite *suite, struct diag *diag)
{
	reader_check(n, &documented_rule, diag);
	for (size_t i = 0; i < n->children.count; i++)
		if (reader_is(n->children.items[i], "message"))
			read_documented_message(
			    f, n->children.items[i], suite, diag);
}

static void
read_requirement(
    struct fixture_case *c, const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &requirement_rule, diag);
	const struct xml_attribute *id = reader_attribute(n, "id");
	const struct xml_attribute *level = reader_attribute(n, "level");
	if (id)
		spelling_check_requirement(id, diag);
	if (level)
		reader_word(level, "level", requirement_levels, diag);
	struct requirement r = {
		.id = mem_strdup(id ? id->value : ""),
		.at = id ? id->value_at : n->at,
		.level = mem_strdup(
		    level ? level->value : requirement_levels[LEVEL_MUST]),
		.text = reader_text(n),
	};
	vec_push(&c->requirements, r);
}

/*
 * The case brings its own, though the suite has one for all; or it is opened at
 * the second server, where no other case has one.
 */
static void
read_own_party(
    struct fixture_case *c, const struct xml_node *n, struct diag *diag)
{
	bool is_second = reader_attribute(n, "server") != NULL;
	unsigned set = is_second ? party_server_read(n, diag)
				 : party_scope_read(n, "case", diag);
	if ((c->own | c->second) & set)
		diag_error(diag, &n->at, "this party is given twice");
	if (is_second)
		c->second |= set;
	c->own |= set;
}

static void
read_after(struct fixture_case *c, const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &after_rule, diag);
	struct preamble p;
	preamble_read(&p, n, diag);
	vec_push(&c->preambles, p);
}

/* Nothing is done once the state has been looked at. */
static const char *
misplaced_step(const struct fixture_case *c, enum step_kind kind)
{
	size_t count = c->body->children.count;
	if (kind == STEP_PROBE && c->fixture->is_setup)
		return "has no place in a setup";
	if (kind != STEP_PROBE && count > 0 &&
	    c->body->children.items[count - 1]->kind == STEP_PROBE)
		return "comes before the probes of a case";
	return NULL;
}

/* Requirements first, then exclusions, parties, preambles, steps, and probes.
 */
static void
read_part(struct fixture_case *c, const struct xml_node *n,
    const struct suite *suite, struct diag *diag)
{
	const char *late = NULL;
	if (reader_is(n, "requirement")) {
		read_requirement(c, n, diag);
		if (c->exclusions.count || c->own || c->preambles.count ||
		    c->body->children.count)
			late = "comes first in a case";
	} else if (reader_is(n, "unless")) {
		struct exclusion x = exclusion_read(n, diag);
		vec_push(&c->exclusions, x);
		if (c->own || c->preambles.count || c->body->children.count)
			late = "comes before the parties of a case";
	} else if (reader_is(n, "party")) {
		read_own_party(c, n, diag);
		if (c->preambles.count || c->body->children.count)
			late = "comes before the preambles of a case";
	} else if (reader_is(n, "after")) {
		read_after(c, n, diag);
		if (c->body->children.count)
			late = "comes before the steps of a case";
	} else if (step_is(n)) {
		struct step *s = step_read(n, suite, diag);
		late = misplaced_step(c, s->kind);
		vec_push(&c->body->children, s);
	}
	if (late)
		diag_error(diag, &n->at, "<%s> %s", n->name, late);
}

static void
check_case_name(
    const struct fixture *f, const struct xml_node *n, struct diag *diag)
{
	const struct xml_attribute *name = reader_attribute(n, "name");
	if (!name || !reader_check_name(name, "case name", diag))
		return;
	const struct fixture_case *other = fixture_find_case(f, name->value);
	if (!other)
		return;
	diag_error(diag, &name->value_at, "a second case '%s'", name->value);
	diag_note(diag, "the first is in line %u", other->at.line);
}

static void
read_case(struct fixture *f, const struct xml_node *n,
    const struct suite *suite, struct diag *diag)
{
	reader_check(n, &case_rule, diag);
	check_case_name(f, n, diag);
	const struct xml_attribute *name = reader_attribute(n, "name");
	struct fixture_case *c = mem_zalloc(sizeof(*c));
	c->fixture = f;
	c->name = mem_strdup(name ? name->value : "");
	c->at = n->at;
	c->body = step_new(STEP_SEQ, &n->at);
	vec_push(&f->cases, c);
	condition_read(&c->when, n, suite, diag);
	for (size_t i = 0; i < n->children.count; i++)
		read_part(c, n->children.items[i], suite, diag);
	vec_fit(&c->requirements);
	vec_fit(&c->preambles);
	if (c->body->children.count == 0)
		diag_error(diag, &n->at, "the case '%s' has no steps", c->name);
}

static void
read_head(struct fixture *f, const struct xml_node *root, struct diag *diag)
{
	const struct xml_attribute *phase = reader_attribute(root, "phase");
	const struct xml_attribute *section = reader_attribute(root, "section");
	if (phase)
		reader_check_name(phase, "phase", diag);
	f->phase = mem_printf(
	    "%s%s", f->is_setup ? SETUP_PREFIX : "", phase ? phase->value : "");
	f->section = reader_copy(root, "section");
	if (f->is_setup && section)
		diag_error(diag, &section->name_at,
		    "a setup has no section of the document");
	else if (section)
		spelling_check_section(section, diag);
	if (!f->is_setup && !section)
		diag_error(diag, &root->at,
		    "missing attribute 'section' of <fixture>");
}

static void
read_body(struct fixture *f, const struct xml_node *root,
    const struct suite *suite, struct diag *diag)
{
	unsigned titles = 0, tables = 0;
	for (size_t i = 0; i < root->children.count; i++) {
		const struct xml_node *n = root->children.items[i];
		if (reader_is(n, "title") && titles++ == 0) {
			reader_check(n, &title_rule, diag);
			f->title = reader_text(n);
		} else if (reader_is(n, "documented") && tables++ == 0) {
			read_documented(f, n, suite, diag);
		} else if (reader_is(n, "unless")) {
			struct exclusion x = exclusion_read(n, diag);
			vec_push(&f->exclusions, x);
		} else if (reader_is(n, "case")) {
			read_case(f, n, suite, diag);
		} else if (reader_is(n, "title") ||
		    reader_is(n, "documented")) {
			diag_error(diag, &n->at, "a second <%s>", n->name);
		}
	}
	if (!titles) {
		f->title = mem_strdup("");
		diag_error(diag, &root->at, "<fixture> has no <title>");
	}
	if (!tables && !f->is_setup) {
		diag_error(diag, &root->at, "<fixture> has no <documented>");
		diag_note(diag, "list the messages of the section's table");
	}
	if (f->cases.count == 0)
		diag_error(diag, &root->at, "<fixture> has no <case>");
}

struct fixture *
fixture_load(const char *path, const struct place *named_at,
    const struct xml_attribute *rendering, bool is_setup,
    const struct suite *suite, struct diag *diag)
{
	struct source *source =
	    source_read_named(path, named_at, SOURCE_MAX_BYTES, diag);
	if (!source)
		return NULL;
	struct fixture *f =
	    fixture_parse(source, rendering, is_setup, suite, diag);
	source_unref(source);
	return f;
}

struct fixture *
fixture_parse(struct source *source, const struct xml_attribute *rendering,
    bool is_setup, const struct suite *suite, struct diag *diag)
{
	struct xml_document *d =
	    reader_parse(source, FIXTURE_NAMESPACE, "fixture", diag);
	if (!d)
		return NULL;
	if (!rendering_fill_in(d, rendering, diag)) {
		xml_document_free(d);
		return NULL;
	}
	groups_put_in(d, diag);
	struct fixture *f = mem_zalloc(sizeof(*f));
	f->source = source_ref(d->source);
	f->is_setup = is_setup;
	reader_check(d->root, &fixture_rule, diag);
	read_head(f, d->root, diag);
	read_body(f, d->root, suite, diag);
	xml_document_free(d);
	return f;
}
