/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/cli/inputs.h"

#include "reports/digest.h"

#include <string.h>

static void
add(struct inputs *in, const struct source *source)
{
	char digest[DIGEST_TEXT_SIZE];
	for (size_t i = 0; i < in->files.count; i++)
		if (strcmp(in->files.items[i].path, source->path) == 0)
			return;
	digest_print(digest, source->text, source->size);
	struct run_file file = { source->path, mem_strdup(digest) };
	vec_push(&in->files, file);
}

static void
add_suite(struct inputs *in, const struct suite *s)
{
	add(in, s->source);
	add(in, s->catalogue->source);
	for (size_t i = 0; i < s->setups.count; i++)
		add(in, s->setups.items[i]->source);
	for (size_t i = 0; i < s->fixtures.count; i++)
		add(in, s->fixtures.items[i]->source);
}

void
inputs_collect(
    struct inputs *in, const struct suites *suites, const struct target *target)
{
	if (target)
		add(in, target->source);
	for (size_t i = 0; i < suites->items.count; i++)
		add_suite(in, suites->items.items[i]);
}

void
inputs_free(struct inputs *in)
{
	for (size_t i = 0; i < in->files.count; i++)
		free((char *)in->files.items[i].sha256);
	vec_free(&in->files);
}
