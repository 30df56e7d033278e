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
	if (!name)
		return 0;
	if (!party_role_of(name->value, &role)) {
		reader_unknown(
		    diag, &name->value_at, "party", name->value, party_names());
		return 0;
	}
	if (role == PARTY_AGENT) {
		diag_error(diag, &name->value_at,
		    "'%s' is lent to one case at a time; only 'media' and "
		    "'reporting' can be the run's",
		    name->value);
		return 0;
	}
	return 1u << party_position(name->value);
}
