/* SPDX-License-Identifier: Apache-2.0 */
#include "load/requirement_ids.h"

#include "core/hash.h"
#include "core/list.h"
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

/* The requirements that were looked at. */
struct known_ids {
	struct hash by_id;
	VEC(struct known_id {
		struct hash_node by_id;
		const struct requirement *first;
	} *)
	all; /* owned */
};

static void
forget(struct known_ids *known)
{
	for (size_t i = 0; i < known->all.count; i++)
		free(known->all.items[i]);
	vec_free(&known->all);
	hash_free(&known->by_id);
}

/* The first that has its id: itself, unless it was met before. */
static const struct requirement *
first_of(struct known_ids *known, const struct requirement *r)
{
	size_t size = strlen(r->id);
	struct hash_node *node = hash_find(&known->by_id, r->id, size);
	if (node)
		return list_element(node, struct known_id, by_id)->first;
	struct known_id *added = mem_alloc(sizeof(*added));
	added->first = r;
	hash_add(&known->by_id, &added->by_id, r->id, size);
	vec_push(&known->all, added);
	return r;
}

static void
check_requirement(const struct suite *s, struct known_ids *known,
    const struct requirement *r, struct diag *diag)
{
	const struct requirement *first = first_of(known, r);
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
check_case(const struct suite *s, struct known_ids *known,
    const struct fixture_case *c, struct diag *diag)
{
	for (size_t i = 0; i < c->requirements.count; i++)
		check_requirement(s, known, &c->requirements.items[i], diag);
}

void
requirement_ids_check(const struct suite *s, struct diag *diag)
{
	struct known_ids known = { 0 };
	for (size_t i = 0; i < s->fixtures.count; i++)
		for (size_t j = 0; j < s->fixtures.items[i]->cases.count; j++)
			check_case(s, &known,
			    s->fixtures.items[i]->cases.items[j], diag);
	forget(&known);
}
