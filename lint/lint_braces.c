/* SPDX-License-Identifier: Apache-2.0 */
/* Names that are sent, or waited for, as they are written. */
#include "lint/lint_rules.h"
#include "load/references.h"

#include <string.h>

static bool
is_capture(const struct reference_scope *known, const char *text)
{
	for (size_t i = 0; i < known->captures.count; i++)
		if (strcmp(known->captures.items[i].name, text) == 0)
			return true;
	return false;
}

/* "agent1.agentId", or an earlier step's "invite.ticketId". */
static bool
is_dotted_name(const struct reference_scope *known, const char *text)
{
	enum party_role role;
	const char *dot = strchr(text, '.');
	bool is = false;
	if (!dot || !dot[1])
		return false;
	char *first = mem_strndup(text, (size_t)(dot - text));
	if (party_role_of(first, &role) && role == PARTY_AGENT)
		is = strcmp(dot + 1, "agentId") == 0 ||
		    strcmp(dot + 1, "placeId") == 0;
	for (size_t i = 0; i < known->steps.count; i++)
		is |= strcmp(known->steps.items[i].id, first) == 0;
	free(first);
	return is;
}

static void
check_step(
    void *user, const struct reference_scope *known, const struct step *step)
{
	struct diag *diag = user;
	for (size_t i = 0; !step->play && i < step->attributes.count; i++) {
		const struct attribute_test *a = &step->attributes.items[i];
		if (a->kind != TEST_VALUE || strchr(a->text, '{') ||
		    !(references_is_built_in(a->text) ||
			is_capture(known, a->text) ||
			is_dotted_name(known, a->text)))
			continue;
		diag_warning(diag, &a->text_at, "forgotten-braces",
		    "'%s' is a name, but without braces it is literal text",
		    a->text);
		diag_note(diag, "write value=\"{%s}\"", a->text);
	}
}

void
lint_braces(const struct fixture_case *c, struct diag *diag)
{
	struct diag told; /* what the loader has reported */
	struct reference_listener listener = { .user = diag,
		.step = check_step };
	diag_init(&told);
	references_check(c, &told, &listener);
	diag_free(&told);
}
