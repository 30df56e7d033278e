/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/load/walk.h"

#include "runner/model/template.h"

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
	while (template_next(&text, &piece)) {
		if (!piece.is_name)
			continue;
		char *name = mem_strndup(piece.bytes, piece.size);
		visit(user, name, at);
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
