/* SPDX-License-Identifier: Apache-2.0 */
#include "load/element/preambles.h"

#include "load/element/reader.h"

#include <string.h>

static const struct element_rule party_rule = {
	.name = "party",
	.required = WORDS("name", "is"),
};

static char *
read_party_name(const struct xml_node *n, const char *name, struct diag *diag)
{
	enum party_role role;
	const struct xml_attribute *a = reader_attribute(n, name);
	if (!a)
		return mem_strdup("");
	if (!party_role_of(a->value, &role))
		reader_unknown(
		    diag, &a->value_at, "party", a->value, party_names());
	return mem_strdup(a->value);
}

static void
read_binding(struct preamble *p, const struct xml_node *n, struct diag *diag)
{
	enum party_role role, actual;
	reader_check(n, &party_rule, diag);
	struct party_binding b = {
		.name = read_party_name(n, "name", diag),
		.actual = read_party_name(n, "is", diag),
	};
	if (party_role_of(b.name, &role) && party_role_of(b.actual, &actual) &&
	    role != actual)
		diag_error(diag, &reader_attribute(n, "is")->value_at,
		    "'%s' cannot play '%s': they are different kinds of "
		    "party",
		    b.actual, b.name);
	for (size_t i = 0; i < p->bindings.count; i++)
		if (strcmp(p->bindings.items[i].name, b.name) == 0)
			diag_error(diag, &n->at, "'%s' is given twice", b.name);
	cast_assign(&p->cast, b.name, b.actual);
	vec_push(&p->bindings, b);
}

void
preamble_read(struct preamble *ret, const struct xml_node *n, struct diag *diag)
{
	const struct xml_attribute *phase = reader_attribute(n, "phase");
	const struct xml_attribute *name = reader_attribute(n, "case");
	const struct xml_attribute *id = reader_attribute(n, "id");
	*ret = (struct preamble){
		.phase = mem_strdup(phase ? phase->value : ""),
		.case_name = name ? mem_strdup(name->value) : NULL,
		.at = phase ? phase->value_at : n->at,
		.case_at = name ? name->value_at : n->at,
		.cast = cast_of_everybody(),
	};
	if (id && reader_check_name(id, "id", diag))
		ret->id = mem_strdup(id->value);
	for (size_t i = 0; i < n->children.count; i++)
		if (reader_is(n->children.items[i], "party"))
			read_binding(ret, n->children.items[i], diag);
}
