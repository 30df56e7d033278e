/* SPDX-License-Identifier: Apache-2.0 */
#include "load/suite_file.h"

#include "core/source_file.h"
#include "core/text/suggest.h"
#include "load/catalogue_file.h"
#include "load/element/conditions.h"
#include "load/element/reader.h"
#include "load/fixture_file.h"
#include "load/ids.h"
#include "load/links.h"
#include "load/path.h"
#include "load/references.h"
#include "load/requirement_ids.h"
#include "load/run_parties.h"

#include <stdlib.h>
#include <string.h>

static const struct element_rule suite_rule = {
	.name = "suite",
	.required = WORDS("name"),
	.optional = WORDS("run"),
	.children = WORDS("title", "source", "catalogue", "reading", "meaning",
	    "setup", "fixture", "party", "teardown", "retired"),
};

static const struct element_rule text_rule = { .name = "title", .text = true };

static const struct element_rule href_rule = {
	.name = "href",
	.required = WORDS("href"),
};

static const struct element_rule fixture_rule = {
	.name = "fixture",
	.required = WORDS("href"),
	.optional = WORDS("rendering"),
};

static const struct element_rule reading_rule = {
	.name = "reading",
	.required = WORDS("name", "title", "values", "default"),
	.text = true,
};

static const struct element_rule meaning_rule = {
	.name = "meaning",
	.required = WORDS("reading", "value"),
	.text = true,
};

static const struct element_rule teardown_rule = {
	.name = "teardown",
	.required = WORDS("phase"),
};

static void
add_value(
    void *data, const char *word, const struct place *at, struct diag *diag)
{
	struct reading *r = data;
	if (reading_knows(r, word))
		diag_error(diag, at, "the value '%s' is listed twice", word);
	if (!reader_is_name(word))
		diag_error(diag, at,
		    "the value '%s' must be lower-case words joined by hyphens",
		    word);
	vec_push(&r->values, mem_strdup(word));
	vec_push(&r->meanings, NULL);
}

/* "R9": another suite has other letters, so that a target can have both. */
static void
check_reading_name(const struct xml_attribute *a, struct diag *diag)
{
	size_t letters = strspn(a->value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	size_t digits = strspn(a->value + letters, "0123456789");
	if (letters == 0 || digits == 0 || a->value[letters + digits])
		diag_error(diag, &a->value_at,
		    "the name '%s' must be capital letters and a number, such "
		    "as R1",
		    a->value);
}

static void
read_reading(struct suite *s, const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &reading_rule, diag);
	const struct xml_attribute *name = reader_attribute(n, "name");
	const struct xml_attribute *values = reader_attribute(n, "values");
	const struct xml_attribute *fallback = reader_attribute(n, "default");
	if (!name || !values || !fallback)
		return;
	check_reading_name(name, diag);
	if (suite_find_reading(s, name->value))
		diag_error(diag, &name->value_at,
		    "the reading '%s' is declared twice", name->value);
	const struct xml_attribute *title = reader_attribute(n, "title");
	struct reading r = {
		.name = mem_strdup(name->value),
		.title = mem_strdup(title ? title->value : ""),
		.fallback = mem_strdup(fallback->value),
		.at = n->at,
	};
	reader_each_word(values, add_value, &r, diag);
	if (!reading_knows(&r, r.fallback))
		reading_report_value(&r, &fallback->value_at, r.fallback, diag);
	vec_push(&s->readings, r);
}

/* Where the meaning of that value belongs, or NULL after reporting. */
static char **
find_meaning(struct suite *s, const struct xml_attribute *reading,
    const struct xml_attribute *value, struct diag *diag)
{
	for (size_t i = 0; i < s->readings.count; i++) {
		struct reading *r = &s->readings.items[i];
		if (strcmp(r->name, reading->value) != 0)
			continue;
		for (size_t j = 0; j < r->values.count; j++)
			if (strcmp(r->values.items[j], value->value) == 0)
				return &r->meanings.items[j];
		reading_report_value(r, &value->value_at, value->value, diag);
		return NULL;
	}
	diag_error(diag, &reading->value_at,
	    "the suite has no <reading> '%s' before this", reading->value);
	return NULL;
}

static void
read_meaning(struct suite *s, const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &meaning_rule, diag);
	const struct xml_attribute *reading = reader_attribute(n, "reading");
	const struct xml_attribute *value = reader_attribute(n, "value");
	char **meaning =
	    reading && value ? find_meaning(s, reading, value, diag) : NULL;
	if (!meaning)
		return;
	if (*meaning)
		diag_error(diag, &n->at, "a second <meaning> of %s=%s",
		    reading->value, value->value);
	free(*meaning);
	*meaning = reader_text(n);
}

/* The path of a child's href, as seen from the suite file; NULL: none. */
static char *
read_path(const struct suite *s, const struct xml_node *n,
    const struct element_rule *rule, struct place *ret_at, struct diag *diag)
{
	reader_check(n, rule, diag);
	const struct xml_attribute *href = reader_attribute(n, "href");
	if (!href)
		return NULL;
	*ret_at = href->value_at;
	return path_resolve(s->source->path, href->value);
}

/* Files of the suite are next to its folder, as in a data folder. */
static void
name_source(const struct suite *s, struct source *source)
{
	char *folder = path_resolve(s->source->path, "..");
	source_name_within(source, folder);
	free(folder);
}

/* Title, source, catalogue and readings: what fixtures are checked against. */
static void
read_head(struct suite *s, const struct xml_node *root, struct diag *diag)
{
	bool catalogue_named = false;
	for (size_t i = 0; i < root->children.count; i++) {
		const struct xml_node *n = root->children.items[i];
		bool title = reader_is(n, "title");
		if (title || reader_is(n, "source")) {
			char **text = title ? &s->title : &s->document;
			reader_check(n, &text_rule, diag);
			if (*text)
				diag_error(
				    diag, &n->at, "a second <%s>", n->name);
			free(*text);
			*text = reader_text(n);
		} else if (reader_is(n, "reading")) {
			read_reading(s, n, diag);
		} else if (reader_is(n, "meaning")) {
			read_meaning(s, n, diag);
		} else if (reader_is(n, "catalogue")) {
			if (catalogue_named)
				diag_error(
				    diag, &n->at, "a second <catalogue>");
			catalogue_named = true;
			struct place at;
			char *path = read_path(s, n, &href_rule, &at, diag);
			if (path && !s->catalogue)
				s->catalogue = catalogue_load(path, &at, diag);
			if (path && s->catalogue)
				name_source(s, s->catalogue->source);
			free(path);
		}
	}
	if (!s->title)
		diag_error(diag, &root->at, "<suite> has no <title>");
	if (!s->document)
		diag_error(diag, &root->at, "<suite> has no <source>");
	if (!catalogue_named)
		diag_error(diag, &root->at, "<suite> has no <catalogue>");
}

/* The target's own for a setup, or NULL. */
static const struct substitute *
substitute_of(const struct target *t, const char *phase)
{
	for (size_t i = 0; t && i < t->substitutes.count; i++)
		if (strcmp(t->substitutes.items[i].phase, phase) == 0)
			return &t->substitutes.items[i];
	return NULL;
}

/* NULL after reporting. */
static struct fixture *
load_substitute(
    const struct suite *s, const struct substitute *other, struct diag *diag)
{
	if (other->source)
		return fixture_parse(other->source, NULL, true, s, diag);
	diag_error(diag, NULL,
	    "the target had '%s' in place of '%s', and the recording does not "
	    "contain it, so nothing can be judged",
	    other->path, other->phase);
	diag_note(
	    diag, "an older version has recorded it; record the run again");
	return NULL;
}

/* As the suite names it. */
struct named_file {
	const char *path;
	const struct place *at;
	const struct xml_attribute *rendering;
};

static struct fixture *
load_own(const struct suite *s, const struct named_file *file, bool is_setup,
    struct diag *diag)
{
	struct fixture *f = fixture_load(
	    file->path, file->at, file->rendering, is_setup, s, diag);
	if (f)
		name_source(s, f->source);
	return f;
}

static struct fixture *
load_setup(const struct suite *s, const struct named_file *file,
    const struct target *t, struct diag *diag)
{
	struct fixture *f = load_own(s, file, true, diag);
	const struct substitute *other = f ? substitute_of(t, f->phase) : NULL;
	struct fixture *mine = other ? load_substitute(s, other, diag) : NULL;
	if (!mine)
		return f;
	if (strcmp(mine->phase, f->phase) == 0) {
		fixture_free(f);
		return mine;
	}
	struct place whole = { .source = mine->source };
	diag_error(diag, &whole,
	    "the phase of this substitute is '%s', not '%s'", mine->phase,
	    f->phase);
	fixture_free(mine);
	return f;
}

/* False when the file could not be read at all. */
static bool
read_fixture(struct suite *s, const struct xml_node *n, const struct target *t,
    struct diag *diag)
{
	struct place at;
	char *path = read_path(s, n, &fixture_rule, &at, diag);
	const struct named_file file = { path, &at,
		reader_attribute(n, "rendering") };
	if (!path)
		return false;
	struct fixture *f = reader_is(n, "setup")
	    ? load_setup(s, &file, t, diag)
	    : load_own(s, &file, false, diag);
	free(path);
	if (!f)
		return false;
	const struct fixture *other = suite_find_phase(s, f->phase);
	if (other) {
		diag_error(
		    diag, &at, "a second fixture of the phase '%s'", f->phase);
		diag_note(diag, "the first is %s", other->source->path);
	}
	suite_add(s, f);
	return true;
}

/* False when a file is missing from the suite. */
static bool
read_fixtures(struct suite *s, const struct xml_node *root,
    const struct target *t, struct diag *diag)
{
	bool any = false, complete = true;
	for (size_t i = 0; i < root->children.count; i++) {
		const struct xml_node *n = root->children.items[i];
		if (!reader_is(n, "setup") && !reader_is(n, "fixture"))
			continue;
		any = any || reader_is(n, "fixture");
		complete = read_fixture(s, n, t, diag) && complete;
	}
	if (!any)
		diag_error(diag, &root->at, "<suite> has no <fixture>");
	return complete;
}

static void
link_teardown(struct suite *s, const struct xml_node *n, struct diag *diag)
{
	const struct xml_attribute *phase = reader_attribute(n, "phase");
	if (!phase)
		return;
	struct preamble p = { .phase = phase->value, .at = phase->value_at };
	s->teardown = link_find(s, &p, diag);
}

static void
read_teardown(struct suite *s, const struct xml_node *root, struct diag *diag)
{
	bool any = false;
	for (size_t i = 0; i < root->children.count; i++) {
		const struct xml_node *n = root->children.items[i];
		if (!reader_is(n, "teardown"))
			continue;
		reader_check(n, &teardown_rule, diag);
		if (any)
			diag_error(diag, &n->at, "a second <teardown>");
		else
			link_teardown(s, n, diag);
		any = true;
	}
}

/* Are all preambles known, also those of preambles? */
static bool
is_linked(const struct fixture_case *c)
{
	struct order order;
	bool linked = true;
	order_of_case(c, &order);
	for (size_t i = 0; i < order.performances.count; i++) {
		const struct fixture_case *p = order.performances.items[i].test;
		for (size_t j = 0; j < p->preambles.count; j++)
			linked = linked && p->preambles.items[j].target;
	}
	order_free(&order);
	return linked;
}

/* 'all_linked': that is known of every case. */
static void
check_cases(const struct fixture *f, bool all_linked, struct diag *diag)
{
	for (size_t i = 0; i < f->cases.count; i++) {
		ids_check(f->cases.items[i], diag);
		if (all_linked || is_linked(f->cases.items[i]))
			references_check(f->cases.items[i], diag, NULL);
	}
}

/* All that can only be said when every file has been read. */
static void
check_whole(struct suite *s, struct diag *diag)
{
	unsigned errors = diag->error_count;
	if (!links_resolve(s, diag))
		return;
	bool all_linked = diag->error_count == errors;
	run_parties_check(s, diag);
	links_check(s, diag);
	for (size_t i = 0; i < s->setups.count; i++)
		check_cases(s->setups.items[i], all_linked, diag);
	for (size_t i = 0; i < s->fixtures.count; i++)
		check_cases(s->fixtures.items[i], all_linked, diag);
}

static void
read_suite(struct suite *s, const struct xml_node *root, const struct target *t,
    struct diag *diag)
{
	reader_check(root, &suite_rule, diag);
	const struct xml_attribute *name = reader_attribute(root, "name");
	if (name)
		reader_check_name(name, "suite name", diag);
	s->name = mem_strdup(name ? name->value : "");
	const struct xml_attribute *when = reader_attribute(root, "run");
	s->is_on_request =
	    when && reader_word(when, "value", WORDS("when-named"), diag) == 0;
	read_head(s, root, diag);
	if (!s->catalogue)
		return; /* nothing to hold fixtures against */
	if (!read_fixtures(s, root, t, diag))
		return; /* what refers to the missing file is not wrong */
	run_parties_read(s, root, diag);
	read_teardown(s, root, diag);
	requirement_ids_read(s, root, diag);
	requirement_ids_check(s, diag);
	check_whole(s, diag);
}

struct suite *
suite_load(
    const char *path, const struct target *substitutes, struct diag *diag)
{
	unsigned errors = diag->error_count;
	struct xml_document *d =
	    reader_open(path, NULL, SUITE_NAMESPACE, "suite", diag);
	if (!d)
		return NULL;
	struct suite *s = mem_zalloc(sizeof(*s));
	s->source = source_ref(d->source);
	name_source(s, s->source);
	read_suite(s, d->root, substitutes, diag);
	if (!s->document)
		s->document = mem_strdup("");
	xml_document_free(d);
	if (diag->error_count == errors)
		return s;
	suite_free(s);
	return NULL;
}
