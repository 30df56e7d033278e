/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/grammar.h"

#include "xml/relaxng.h"

static struct relaxng *
load_schema(const char *folder, const char *name, struct diag *diag)
{
	char *path = mem_printf("%s/%s", folder, name);
	struct relaxng *r = relaxng_load(path, diag);
	free(path);
	return r;
}

bool
grammar_check_source(const struct source *source, const char *schema_folder,
    const char *name, struct diag *diag)
{
	struct relaxng *r = load_schema(schema_folder, name, diag);
	bool accepted = r && relaxng_accepts(r, source, diag);
	relaxng_free(r);
	return accepted;
}

static bool
check_fixtures(const struct suite *s, const char *folder, struct diag *diag)
{
	struct relaxng *r = load_schema(folder, "fixture.rng", diag);
	bool accepted = r != NULL;
	for (size_t i = 0; r && i < s->setups.count; i++)
		accepted =
		    relaxng_accepts(r, s->setups.items[i]->source, diag) &&
		    accepted;
	for (size_t i = 0; r && i < s->fixtures.count; i++)
		accepted =
		    relaxng_accepts(r, s->fixtures.items[i]->source, diag) &&
		    accepted;
	relaxng_free(r);
	return accepted;
}

bool
grammar_check_suite(
    const struct suite *s, const char *schema_folder, struct diag *diag)
{
	bool accepted =
	    grammar_check_source(s->source, schema_folder, "suite.rng", diag);
	accepted = grammar_check_source(s->catalogue->source, schema_folder,
		       "catalogue.rng", diag) &&
	    accepted;
	return check_fixtures(s, schema_folder, diag) && accepted;
}

bool
grammar_check_target(
    const struct target *t, const char *schema_folder, struct diag *diag)
{
	return grammar_check_source(
	    t->source, schema_folder, "target.rng", diag);
}
