/* SPDX-License-Identifier: Apache-2.0 */
#include "model/baseline.h"

#include <stdlib.h>
#include <string.h>

static int
compare(const void *path, const void *item)
{
	const struct expected_failure *e = item;
	return strcmp(path, e->path);
}

const struct expected_failure *
baseline_find(const struct baseline *b, const char *path)
{
	const struct expected_failure *found = b->items.count
	    ? bsearch(path, b->items.items, b->items.count,
		  sizeof(*b->items.items), compare)
	    : NULL;
	return found && !found->is_expired ? found : NULL;
}

void
baseline_free(struct baseline *b)
{
	if (!b)
		return;
	for (size_t i = 0; i < b->items.count; i++) {
		free(b->items.items[i].path);
		free(b->items.items[i].reason);
		free(b->items.items[i].expires);
	}
	vec_free(&b->items);
	source_unref(b->source);
	free(b);
}
