/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/inputs.h"

#include "compare/past_run.h"
#include "core/escape.h"
#include "lint/coverage.h"
#include "record/digest.h"

#include <string.h>

/* A path and two digests; a recording may claim anything. */
#define LINE_MAX_BYTES ((size_t)64 << 10)

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
add_rows(
    struct inputs *in, const struct suites *suites, const struct target *target)
{
	struct coverage c = { 0 };
	for (size_t i = 0; i < suites->items.count; i++)
		coverage_add_suite(&c, suites->items.items[i], target);
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
	add_rows(in, suites, target);
}

void
inputs_add_program(struct inputs *in)
{
	char digest[DIGEST_TEXT_SIZE];
	if (digest_print_file(digest, "/proc/self/exe"))
		in->program = mem_strdup(digest);
}

/* The file at hand, or NULL. */
static const struct run_file *
find_file(const struct inputs *in, const char *path)
{
	for (size_t i = 0; i < in->files.count; i++)
		if (strcmp(recorded_name(in->files.items[i].path),
			recorded_name(path)) == 0)
			return &in->files.items[i];
	return NULL;
}

static void
note_change(const struct run_file *here, const struct run_file *told, FILE *out)
{
	struct buf line;
	buf_init(&line, LINE_MAX_BYTES);
	buf_add_text(&line, "note: ");
	escape_line(&line, here->path, strlen(here->path));
	buf_printf(&line, " is not as it was recorded: SHA-256 %s, recorded ",
	    here->sha256);
	escape_line(&line, told->sha256, strlen(told->sha256));
	buf_add_char(&line, '\n');
	fputs(buf_text(&line), out);
	buf_free(&line);
}

void
inputs_note_changes(
    const struct inputs *in, const struct run_facts *run, FILE *out)
{
	for (unsigned i = 0; i < run->file_count; i++) {
		const struct run_file *told = &run->files[i];
		const struct run_file *here = find_file(in, told->path);
		if (here && strcmp(here->sha256, told->sha256) != 0)
			note_change(here, told, out);
	}
}

void
inputs_free(struct inputs *in)
{
	for (size_t i = 0; i < in->files.count; i++)
		free((char *)in->files.items[i].sha256);
	free(in->program);
	vec_free(&in->files);
	for (size_t i = 0; i < in->rows.count; i++)
		free((void *)in->rows.items[i].cases);
	vec_free(&in->rows);
}
