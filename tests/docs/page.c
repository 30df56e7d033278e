/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/docs/page.h"

#include "core/source_file.h"
#include "load/suite_file.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define FENCE "\n```xml\n"

char *
page_path(const char *name)
{
	const char *top = getenv("top_srcdir");
	return mem_printf("%s/%s", top ? top : ".", name);
}

static void
find_examples(struct page *p)
{
	const char *text = p->source->text, *start, *end;
	unsigned line = 1;
	for (const char *c = text; (start = strstr(c, FENCE)); c = end) {
		start += strlen(FENCE);
		end = strstr(start, "\n```");
		ck_assert_ptr_nonnull(end);
		for (; c < start; c++)
			line += *c == '\n';
		struct page_example e = {
			.text = mem_strndup(start, (size_t)(end - start)),
			.line = line,
		};
		vec_push(&p->examples, e);
		for (; c < end; c++)
			line += *c == '\n';
	}
}

struct page
page_read(const char *name)
{
	struct diag diag;
	char *path = page_path(name);
	diag_init(&diag);
	struct page p = { .source =
			      source_read(path, SOURCE_MAX_BYTES, &diag) };
	page_assert_silent(&diag, 0);
	diag_free(&diag);
	free(path);
	find_examples(&p);
	return p;
}

void
page_free(struct page *p)
{
	for (size_t i = 0; i < p->examples.count; i++)
		free(p->examples.items[i].text);
	vec_free(&p->examples);
	source_unref(p->source);
}

struct suite *
page_conference(void)
{
	return page_suite("conference");
}

struct suite *
page_suite(const char *name)
{
	struct diag diag;
	char *file = mem_printf("suites/%s.xml", name);
	char *path = page_path(file);
	diag_init(&diag);
	free(file);
	struct suite *s = suite_load(path, NULL, &diag);
	page_assert_silent(&diag, 0);
	diag_free(&diag);
	free(path);
	return s;
}

void
page_assert_silent(const struct diag *diag, unsigned line)
{
	if (diag->items.count == 0)
		return;
	const struct diag_item *first = &diag->items.items[0];
	ck_abort_msg("example in line %u: line %u of it: %s", line,
	    first->at.line, first->text);
}
