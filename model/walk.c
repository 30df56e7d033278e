/* SPDX-License-Identifier: Apache-2.0 */
#include "model/walk.h"

#include "model/template.h"

#include <string.h>

void
walk_steps(const struct step *s, step_visit *visit, void *user)
{
	visit(user, s);
	for (size_t i = 0; i < s->children.count; i++)
		walk_steps(s->children.items[i], visit, user);
}

static void
walk_text(
    const char *text, const struct place *at, name_visit *visit, void *user)
{
	struct template_piece piece;
	if (!strchr(text, '{'))
		return; /* as most */
	/* With references in it the value and its text differ in length. */
	bool exact = strlen(text) == at->length;
	for (const char *cursor = text; template_next(&cursor, &piece);) {
		if (!piece.is_name)
			continue;
		char *name = mem_strndup(piece.bytes, piece.size);
		struct place here = *at;
		if (exact) {
			here.column += (unsigned)(piece.bytes - text);
			here.length = (unsigned)piece.size;
		}
		visit(user, name, &here);
		free(name);
	}
}

void
walk_names(const struct step *s, name_visit *visit, void *user)
{
	for (size_t i = 0; i < s->attributes.count; i++) {
		const struct attribute_test *a = &s->attributes.items[i];
		walk_text(a->path, &a->at, visit, user);
		if (a->text)
			walk_text(a->text, &a->text_at, visit, user);
	}
}
