/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/cli/inputs.h"

#include "reports/digest.h"
#include "runner/load/coverage.h"

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

static void
add_row(struct inputs *in, const struct covered_row *covered)
{
	const struct fixture *f = covered->fixture;
	size_t count = covered->cases.count;
	const char **names = mem_zalloc((count + 1) * sizeof(*names));
	for (size_t i = 0; i < count; i++)
		names[i] = covered->cases.items[i]->name;
	struct run_row row = { covered->suite->name, f->phase, f->section,
		f->title, covered->row->name, covered->row->protocol, names,
		(unsigned)count };
	vec_push(&in->rows, row);
}

static void
add_rows(struct inputs *in, const struct suites *suites)
{
	struct coverage c = { 0 };
	for (size_t i = 0; i < suites->items.count; i++)
		coverage_add_suite(&c, suites->items.items[i]);
	for (size_t i = 0; i < c.rows.count; i++)
		add_row(in, &c.rows.items[i]);
	coverage_free(&c);
}

void
inputs_collect(
    struct inputs *in, const struct suites *suites, const struct target *target)
{
	if (target)
		add(in, target->source);
	for (size_t i = 0; i < suites->items.count; i++)
		add_suite(in, suites->items.items[i]);
	add_rows(in, suites);
}

void
inputs_free(struct inputs *in)
{
	for (size_t i = 0; i < in->files.count; i++)
		free((char *)in->files.items[i].sha256);
	vec_free(&in->files);
	for (size_t i = 0; i < in->rows.count; i++)
		free((void *)in->rows.items[i].cases);
	vec_free(&in->rows);
}
