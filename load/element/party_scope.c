/* SPDX-License-Identifier: Apache-2.0 */
#include "load/element/party_scope.h"

#include "load/element/reader.h"
#include "model/party.h"

#include <string.h>

static const struct element_rule case_rule = {
	.name = "party",
	.required = WORDS("name", "scope"),
};

static const struct element_rule run_rule = {
	.name = "party",
	.required = WORDS("name", "scope", "phase"),
};

static const struct element_rule server_rule = {
	.name = "party",
	.required = WORDS("name", "server"),
};

static bool
read_role(
    const struct xml_attribute *name, enum party_role *ret, struct diag *diag)
{
	if (party_role_of(name->value, ret))
		return true;
	reader_unknown(
	    diag, &name->value_at, "party", name->value, party_names());
	return false;
}

unsigned
party_server_read(const struct xml_node *n, struct diag *diag)
{
	enum party_role role;
	reader_check(n, &server_rule, diag);
	const struct xml_attribute *name = reader_attribute(n, "name");
	reader_word(
	    reader_attribute(n, "server"), "server", WORDS("server2"), diag);
	if (!name || !read_role(name, &role, diag))
		return 0;
	return 1u << party_position(name->value);
}

unsigned
party_scope_read(const struct xml_node *n, const char *scope, struct diag *diag)
{
	enum party_role role;
	const char *const scopes[] = { scope, NULL };
	bool is_run = strcmp(scope, "run") == 0;
	reader_check(n, is_run ? &run_rule : &case_rule, diag);
	const struct xml_attribute *a = reader_attribute(n, "scope");
	const struct xml_attribute *name = reader_attribute(n, "name");
	if (a)
		reader_word(a, "scope", scopes, diag);
	if (!name || !read_role(name, &role, diag))
		return 0;
	if (role == PARTY_AGENT) {
		diag_error(diag, &name->value_at,
		    "'%s' is lent to one case at a time; only 'media' and "
		    "'reporting' can be the run's",
		    name->value);
		return 0;
	}
	return 1u << party_position(name->value);
}
