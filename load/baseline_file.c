/* SPDX-License-Identifier: Apache-2.0 */
#include "load/baseline_file.h"

#include "core/text/suggest.h"
#include "load/element/dates.h"
#include "load/element/reader.h"

#include <string.h>

static const struct element_rule baseline_rule = {
	.name = "baseline",
	.children = WORDS("expected"),
};

static const struct element_rule expected_rule = {
	.name = "expected",
	.required = WORDS("case", "finding", "reason"),
	.optional = WORDS("expires"),
};

/* What a server can do wrong: the findings of a failed case. */
#define FINDING_FIRST FINDING_MISSING
#define FINDING_LAST FINDING_DISCONNECTED
#define FAILURE_COUNT (FINDING_LAST - FINDING_FIRST + 1)

static bool
read_finding(
    const struct xml_attribute *a, enum finding *ret, struct diag *diag)
{
	const char *words[FAILURE_COUNT + 1] = { NULL };
	for (int i = 0; i < FAILURE_COUNT; i++)
		words[i] = finding_name((enum finding)(FINDING_FIRST + i));
	int word = reader_word(a, "finding", words, diag);
	if (word >= 0)
		*ret = (enum finding)(FINDING_FIRST + word);
	return word >= 0;
}

static bool
read_expiry(struct expected_failure *e, const struct xml_node *n,
    const char *today, struct diag *diag)
{
	const struct xml_attribute *a = reader_attribute(n, "expires");
	if (!a)
		return true;
	if (!day_check(a, diag))
		return false;
	e->is_expired = strcmp(today, a->value) > 0;
	if (e->is_expired)
		diag_warning(diag, &a->value_at, "expired",
		    "the failure of '%s' is no longer expected after %s",
		    xml_node_attribute(n, "case")->value, a->value);
	return true;
}

static void
read_expected(struct baseline *b, const struct xml_node *n, const char *today,
    struct diag *diag)
{
	struct expected_failure e = { 0 };
	reader_check(n, &expected_rule, diag);
	const struct xml_attribute *path = reader_attribute(n, "case");
	const struct xml_attribute *finding = reader_attribute(n, "finding");
	bool good = finding && read_finding(finding, &e.finding, diag);
	good = path && read_expiry(&e, n, today, diag) && good;
	if (!good || !reader_attribute(n, "reason"))
		return;
	e.path = mem_strdup(path->value);
	e.reason = reader_copy(n, "reason");
	e.expires = reader_copy(n, "expires");
	e.at = path->value_at;
	vec_push(&b->items, e);
}

static int
compare(const void *left, const void *right)
{
	const struct expected_failure *a = left, *b = right;
	int order = strcmp(a->path, b->path);
	if (order != 0)
		return order;
	return a->at.line < b->at.line ? -1 : a->at.line > b->at.line;
}

static void
sort(struct baseline *b, struct diag *diag)
{
	if (b->items.count == 0)
		return;
	qsort(b->items.items, b->items.count, sizeof(*b->items.items), compare);
	for (size_t i = 1; i < b->items.count; i++) {
		const struct expected_failure *e = &b->items.items[i];
		if (strcmp(e[-1].path, e->path) == 0)
			diag_error(diag, &e->at,
			    "'%s' is listed twice, first in line %u", e->path,
			    e[-1].at.line);
	}
}

struct baseline *
baseline_load(const char *path, int64_t wall_s, struct diag *diag)
{
	unsigned errors = diag->error_count;
	char today[DAY_TEXT_SIZE];
	struct xml_document *d =
	    reader_open(path, NULL, BASELINE_NAMESPACE, "baseline", diag);
	if (!d)
		return NULL;
	struct baseline *b = mem_zalloc(sizeof(*b));
	b->source = source_ref(d->source);
	day_print(today, wall_s);
	reader_check(d->root, &baseline_rule, diag);
	for (size_t i = 0; i < d->root->children.count; i++)
		if (reader_is(d->root->children.items[i], "expected"))
			read_expected(
			    b, d->root->children.items[i], today, diag);
	sort(b, diag);
	xml_document_free(d);
	if (diag->error_count == errors)
		return b;
	baseline_free(b);
	return NULL;
}

typedef bool path_visit(void *user, const char *path);

/* Until a visit returns true, which is then returned. */
static bool
visit_fixture(const struct suite *s, const struct fixture *f, path_visit *visit,
    void *user)
{
	bool found = false;
	for (size_t i = 0; i < f->cases.count && !found; i++) {
		char *path = mem_printf(
		    "%s/%s/%s", s->name, f->phase, f->cases.items[i]->name);
		found = visit(user, path);
		free(path);
	}
	return found;
}

/* As above. */
static bool
visit_paths(
    struct suite *const *suites, size_t count, path_visit *visit, void *user)
{
	bool found = false;
	for (size_t i = 0; i < count; i++) {
		const struct suite *s = suites[i];
		for (size_t j = 0; j < s->fixtures.count && !found; j++)
			found =
			    visit_fixture(s, s->fixtures.items[j], visit, user);
		for (size_t j = 0; j < s->setups.count && !found; j++)
			found =
			    visit_fixture(s, s->setups.items[j], visit, user);
	}
	return found;
}

static bool
is_path(void *user, const char *path)
{
	return strcmp(user, path) == 0;
}

struct nearest {
	struct suggestion suggestion;
	char *best; /* owned */
};

static bool
offer_path(void *user, const char *path)
{
	struct nearest *n = user;
	size_t before = n->suggestion.best_distance;
	suggest_offer(&n->suggestion, path);
	if (n->suggestion.best_distance != before) {
		free(n->best);
		n->best = mem_strdup(path);
	}
	return false;
}

void
baseline_check(const struct baseline *b, struct suite *const *suites,
    size_t suite_count, struct diag *diag)
{
	for (size_t i = 0; i < b->items.count; i++) {
		const struct expected_failure *e = &b->items.items[i];
		struct nearest n = { 0 };
		if (visit_paths(suites, suite_count, is_path, e->path))
			continue;
		suggest_start(&n.suggestion, e->path);
		visit_paths(suites, suite_count, offer_path, &n);
		diag_error(diag, &e->at, "no case is called '%s'", e->path);
		diag_did_you_mean(diag, n.best);
		diag_note(diag, "'ixconform list' prints all cases");
		free(n.best);
	}
}
