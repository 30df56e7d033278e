/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/bundle/agreement.h"

#include "bundle/layout.h"
#include "release/release.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

bool
agreement_is_claim(enum statement_key key)
{
	return key == STATEMENT_PRODUCT || key == STATEMENT_VERSION ||
	    key == STATEMENT_BUILD || key == STATEMENT_CONTACT;
}

/* Another version may word its reports in another way. */
static bool
is_of_this_version(const struct statement *s)
{
	char *mine = mem_printf("ixconform %s", this_release.version);
	const char *is = s->values[STATEMENT_PROGRAM];
	size_t length = strlen(mine);
	bool is_mine = is && strncmp(is, mine, length) == 0 &&
	    (is[length] == ' ' || is[length] == '\0');
	free(mine);
	return is_mine;
}

static void
compare_file(const struct pack *bundle, const struct pack_file *derived,
    const struct statement *statement, struct objections *o)
{
	const struct pack_file *is = pack_find(bundle, derived->name);
	if (!is)
		object(o, OBJECTION_FALSE,
		    "'%s' is missing: every bundle has it", derived->name);
	else if (is->size == derived->size &&
	    memcmp(is->bytes, derived->bytes, is->size) == 0)
		return;
	else if (is_of_this_version(statement))
		object(o, OBJECTION_FALSE,
		    "'%s' is not what follows from the recordings",
		    derived->name);
	else
		object(o, OBJECTION_OPEN,
		    "'%s' is not what this version (%s) makes of the "
		    "recordings; they were judged by %s",
		    derived->name, this_release.version,
		    statement->values[STATEMENT_PROGRAM]
			? statement->values[STATEMENT_PROGRAM]
			: "another");
}

static bool
has_meaning(const char *name, const struct derivation *derived)
{
	return layout_is_seal(name) || layout_is_evidence(name) ||
	    strcmp(name, BUNDLE_STATEMENT) == 0 ||
	    pack_find(&derived->files, name);
}

static void
compare_line(enum statement_key key, const struct statement *statement,
    const struct statement *derived, struct objections *o)
{
	const char *is = statement->values[key], *wanted = derived->values[key];
	if (agreement_is_claim(key) || !is || !wanted ||
	    strcmp(is, wanted) == 0)
		return;
	object(o, OBJECTION_FALSE,
	    BUNDLE_STATEMENT " says '%s: %s', but the recordings '%s'",
	    statement_key_name(key), is, wanted);
}

void
agreement_check(const struct pack *bundle, const struct statement *statement,
    const struct derivation *derived, struct objections *o)
{
	for (enum statement_key k = 0; k < STATEMENT_KEYS; k++)
		compare_line(k, statement, &derived->statement, o);
	for (size_t i = 0; i < derived->files.files.count; i++)
		compare_file(
		    bundle, &derived->files.files.items[i], statement, o);
	for (size_t i = 0; i < bundle->files.count; i++)
		if (!has_meaning(bundle->files.items[i].name, derived))
			object(o, OBJECTION_FALSE,
			    "'%s' is nothing that a bundle has",
			    bundle->files.items[i].name);
}
