/* SPDX-License-Identifier: Apache-2.0 */
#include "serverlog/harvest/former.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

struct former_one {
	struct hash_node node;
	char *interaction;
};

void
former_add(struct former *f, const char *interaction)
{
	if (f->all.count == FORMER_MAX || former_has(f, span_of(interaction)))
		return;
	struct former_one *one = mem_zalloc(sizeof(*one));
	one->interaction = mem_strdup(interaction);
	hash_add(&f->by_interaction, &one->node, one->interaction,
	    strlen(interaction));
	vec_push(&f->all, one);
}

bool
former_has(const struct former *f, struct span interaction)
{
	return f->all.count > 0 &&
	    hash_find(&f->by_interaction, interaction.at, interaction.size);
}

void
former_free(struct former *f)
{
	for (size_t i = 0; i < f->all.count; i++) {
		free(f->all.items[i]->interaction);
		free(f->all.items[i]);
	}
	hash_free(&f->by_interaction);
	vec_free(&f->all);
}
