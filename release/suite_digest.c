/* SPDX-License-Identifier: Apache-2.0 */
#include "release/suite_digest.h"

#include "core/vec.h"
#include "record/seal/digest.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct listing {
	VEC(const struct source *) files;
};

static void
list_file(struct listing *l, const struct source *file)
{
	for (size_t i = 0; i < l->files.count; i++)
		if (strcmp(l->files.items[i]->path, file->path) == 0)
			return;
	vec_push(&l->files, file);
}

static void
list_suite(struct listing *l, const struct suite *s)
{
	list_file(l, s->source);
	list_file(l, s->catalogue->source);
	for (size_t i = 0; i < s->setups.count; i++)
		list_file(l, s->setups.items[i]->source);
	for (size_t i = 0; i < s->fixtures.count; i++)
		list_file(l, s->fixtures.items[i]->source);
}

static int
compare_files(const void *a, const void *b)
{
	const struct source *const *x = a, *const *y = b;
	return strcmp((*x)->name, (*y)->name);
}

void
suite_digest_list(const struct suite *s, struct buf *into)
{
	struct listing l = { 0 };
	char digest[DIGEST_TEXT_SIZE];
	list_suite(&l, s);
	qsort(l.files.items, l.files.count, sizeof(*l.files.items),
	    compare_files);
	for (size_t i = 0; i < l.files.count; i++) {
		const struct source *file = l.files.items[i];
		digest_print(digest, file->text, file->size);
		buf_printf(into, "%s  %s\n", digest, file->name);
	}
	vec_free(&l.files);
}

char *
suite_digest_print(char *into, const struct suite *s)
{
	struct buf list;
	buf_init(&list, SIZE_MAX / 2); /* by files that were read */
	suite_digest_list(s, &list);
	digest_print(into, buf_text(&list), list.size);
	buf_free(&list);
	return into;
}
