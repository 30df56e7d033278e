/* SPDX-License-Identifier: Apache-2.0 */
/* Reads a file of waivers, and compares it with the suites. */
#include "conformance/waivers.h"
#include "core/text/suggest.h"
#include "load/element/dates.h"
#include "load/element/reader.h"
#include "load/element/spelling.h"

#include <string.h>

static const struct element_rule waivers_rule = {
	.name = "waivers",
	.children = WORDS("waiver"),
};

static const struct element_rule waiver_rule = {
	.name = "waiver",
	.required = WORDS("id", "requirement", "reason", "erratum", "expires"),
	.optional = WORDS("case"),
};

static bool
is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static void
check_repeated(const struct waivers *w, const struct waiver *one,
    const struct xml_attribute *id, struct diag *diag)
{
	for (size_t i = 0; i < w->items.count; i++) {
		const struct waiver *other = &w->items.items[i];
		if (strcmp(other->id, one->id) == 0)
			diag_error(diag, &id->value_at, "a second waiver '%s'",
			    one->id);
		else if (strcmp(other->requirement, one->requirement) == 0 &&
		    is_same(other->path, one->path))
			diag_error(diag, &one->requirement_at,
			    "'%s' waives '%s' already", other->id,
			    one->requirement);
	}
}

static void
read_waiver(struct waivers *w, const struct xml_node *n, struct diag *diag)
{
	unsigned errors = diag->error_count;
	reader_check(n, &waiver_rule, diag);
	const struct xml_attribute *id = reader_attribute(n, "id");
	const struct xml_attribute *of = reader_attribute(n, "requirement");
	const struct xml_attribute *path = reader_attribute(n, "case");
	const struct xml_attribute *expires = reader_attribute(n, "expires");
	if (id)
		reader_check_id(id, "id", diag);
	if (of)
		spelling_check_requirement(of, diag);
	if (expires)
		day_check(expires, diag);
	if (!id || !of || !expires || diag->error_count != errors)
		return;
	struct waiver one = { .id = mem_strdup(id->value),
		.requirement = mem_strdup(of->value),
		.path = reader_copy(n, "case"),
		.reason = reader_copy(n, "reason"),
		.erratum = reader_copy(n, "erratum"),
		.expires = mem_strdup(expires->value),
		.requirement_at = of->value_at,
		.path_at = path ? path->value_at : n->at,
		.expires_at = expires->value_at };
	check_repeated(w, &one, id, diag);
	vec_push(&w->items, one);
}

struct waivers *
waivers_load(const char *path, struct diag *diag)
{
	unsigned errors = diag->error_count;
	struct xml_document *d =
	    reader_open(path, NULL, WAIVERS_NAMESPACE, "waivers", diag);
	if (!d)
		return NULL;
	struct waivers *w = mem_zalloc(sizeof(*w));
	w->source = source_ref(d->source);
	reader_check(d->root, &waivers_rule, diag);
	for (size_t i = 0; i < d->root->children.count; i++)
		if (reader_is(d->root->children.items[i], "waiver"))
			read_waiver(w, d->root->children.items[i], diag);
	xml_document_free(d);
	if (diag->error_count == errors)
		return w;
	waivers_free(w);
	return NULL;
}

static void
offer_ids(const struct suite *s, struct suggestion *near)
{
	for (size_t i = 0; i < s->fixtures.count; i++) {
		const struct fixture *f = s->fixtures.items[i];
		for (size_t j = 0; j < f->cases.count; j++) {
			const struct fixture_case *c = f->cases.items[j];
			for (size_t k = 0; k < c->requirements.count; k++)
				suggest_offer(
				    near, c->requirements.items[k].id);
		}
	}
}

static bool
is_retired(struct suite *const *suites, size_t count, const char *id,
    const char **ret_why)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < suites[i]->retired.count; j++)
			if (strcmp(suites[i]->retired.items[j].id, id) == 0) {
				*ret_why = suites[i]->retired.items[j].why;
				return true;
			}
	return false;
}

static void
complain_of_requirement(const struct waiver *w, struct suite *const *suites,
    size_t count, struct diag *diag)
{
	const char *why;
	struct suggestion near;
	if (is_retired(suites, count, w->requirement, &why)) {
		diag_error(diag, &w->requirement_at,
		    "the requirement '%s' is retired, so there is nothing to "
		    "waive",
		    w->requirement);
		diag_note(diag, "%s", why);
		return;
	}
	suggest_start(&near, w->requirement);
	for (size_t i = 0; i < count; i++)
		offer_ids(suites[i], &near);
	diag_error(diag, &w->requirement_at, "no requirement has the id '%s'",
	    w->requirement);
	diag_did_you_mean(diag, near.best);
	diag_note(diag, "'ixconform list --long' prints all of them");
}

/* Several suites may use one id. */
static bool
is_shown(const struct waiver *w, struct suite *const *suites, size_t count,
    bool *ret_known)
{
	*ret_known = false;
	for (size_t i = 0; i < count; i++) {
		const struct fixture_case *c;
		if (!suite_find_requirement(suites[i], w->requirement, &c))
			continue;
		*ret_known = true;
		char *path = mem_printf(
		    "%s/%s/%s", suites[i]->name, c->fixture->phase, c->name);
		bool is_it = !w->path || strcmp(path, w->path) == 0;
		free(path);
		if (is_it)
			return true;
	}
	return false;
}

void
waivers_check(const struct waivers *w, struct suite *const *suites,
    size_t suite_count, struct diag *diag)
{
	for (size_t i = 0; i < w->items.count; i++) {
		const struct waiver *one = &w->items.items[i];
		bool is_known;
		if (is_shown(one, suites, suite_count, &is_known))
			continue;
		if (is_known)
			diag_error(diag, &one->path_at,
			    "'%s' is no case that shows '%s'", one->path,
			    one->requirement);
		else
			complain_of_requirement(one, suites, suite_count, diag);
	}
}
