/* SPDX-License-Identifier: Apache-2.0 */
#include "load/requirement_ids.h"

#include "load/element/reader.h"
#include "load/element/spelling.h"

#include <string.h>

static const struct element_rule retired_rule = {
	.name = "retired",
	.required = WORDS("id"),
	.text = true,
};

static const struct retired_id *
find_retired(const struct suite *s, const char *id)
{
	for (size_t i = 0; i < s->retired.count; i++)
		if (strcmp(s->retired.items[i].id, id) == 0)
			return &s->retired.items[i];
	return NULL;
}

static void
read_retired(struct suite *s, const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &retired_rule, diag);
	const struct xml_attribute *id = reader_attribute(n, "id");
	if (!id || !spelling_check_requirement(id, diag))
		return;
	if (find_retired(s, id->value))
		diag_error(
		    diag, &id->value_at, "'%s' is retired twice", id->value);
	struct retired_id r = { mem_strdup(id->value), reader_text(n) };
	vec_push(&s->retired, r);
}

void
requirement_ids_read(
    struct suite *s, const struct xml_node *root, struct diag *diag)
{
	for (size_t i = 0; i < root->children.count; i++)
		if (reader_is(root->children.items[i], "retired"))
			read_retired(s, root->children.items[i], diag);
}

static void
check_requirement(
    const struct suite *s, const struct requirement *r, struct diag *diag)
{
	const struct fixture_case *first_case;
	const struct requirement *first =
	    suite_find_requirement(s, r->id, &first_case);
	const struct retired_id *old = find_retired(s, r->id);
	if (*r->id && first != r) {
		diag_error(diag, &r->at, "a second requirement '%s'", r->id);
		diag_note(diag, "the first is in %s:%u", first->at.source->path,
		    first->at.line);
	} else if (old) {
		diag_error(diag, &r->at,
		    "'%s' was the id of a requirement that is retired", r->id);
		diag_note(diag, "statements and waivers may still name it: %s",
		    old->why);
	}
}

static void
check_case(
    const struct suite *s, const struct fixture_case *c, struct diag *diag)
{
	for (size_t i = 0; i < c->requirements.count; i++)
		check_requirement(s, &c->requirements.items[i], diag);
}

void
requirement_ids_check(const struct suite *s, struct diag *diag)
{
	for (size_t i = 0; i < s->fixtures.count; i++)
		for (size_t j = 0; j < s->fixtures.items[i]->cases.count; j++)
			check_case(
			    s, s->fixtures.items[i]->cases.items[j], diag);
}
