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

/* What was derived by another suite, or program, may be right there. */
static enum objection_kind
kind_of(const struct derivation *derived)
{
	return derived->is_other_suite ||
		!is_of_this_version(&derived->statement)
	    ? OBJECTION_OPEN
	    : OBJECTION_FALSE;
}

static bool
compare_file(const struct pack *bundle, const struct pack_file *derived,
    enum objection_kind kind, struct objections *o)
{
	const struct pack_file *is = pack_find(bundle, derived->name);
	if (is && is->size == derived->size &&
	    memcmp(is->bytes, derived->bytes, is->size) == 0)
		return true;
	if (!is)
		object_to(o, derived->name, OBJECTION_FALSE,
		    "'%s' is missing: every bundle has it", derived->name);
	else
		object_to(o, derived->name, kind,
		    "'%s' is not what follows from the recordings%s",
		    derived->name,
		    kind == OBJECTION_OPEN
			? " by the suites and the version here"
			: "");
	return false;
}

static bool
check_meaning(
    const char *name, const struct derivation *derived, struct objections *o)
{
	if (layout_is_seal(name) || layout_is_evidence(name) ||
	    strcmp(name, BUNDLE_STATEMENT) == 0 ||
	    strcmp(name, BUNDLE_ICS) == 0 ||
	    strcmp(name, BUNDLE_WAIVERS) == 0 ||
	    pack_find(&derived->files, name))
		return true;
	object_to(o, name, OBJECTION_FALSE, "'%s' is nothing that a bundle has",
	    name);
	return false;
}

static bool
compare_line(enum statement_key key, const struct statement *statement,
    const struct statement *derived, enum objection_kind kind,
    struct objections *o)
{
	const char *is = statement->values[key], *wanted = derived->values[key];
	if (agreement_is_claim(key) || !is || !wanted ||
	    strcmp(is, wanted) == 0)
		return true;
	object(o, kind,
	    BUNDLE_STATEMENT " says '%s: %s', but the recordings '%s'",
	    statement_key_name(key), is, wanted);
	return false;
}

bool
agreement_check(const struct pack *bundle, const struct statement *statement,
    const struct derivation *derived, struct objections *o)
{
	enum objection_kind kind = kind_of(derived);
	bool agrees = true;
	for (enum statement_key k = 0; k < STATEMENT_KEYS; k++)
		agrees &=
		    compare_line(k, statement, &derived->statement, kind, o);
	for (size_t i = 0; i < derived->files.files.count; i++)
		agrees &= compare_file(
		    bundle, &derived->files.files.items[i], kind, o);
	for (size_t i = 0; i < bundle->files.count; i++)
		agrees &=
		    check_meaning(bundle->files.items[i].name, derived, o);
	return agrees;
}
