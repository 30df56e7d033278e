/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The examples of docs/binding.md are what the code reads: every line of its
 * ```json blocks parses as a frame or as the answer to "POST channels".
 */
#include "core/source_file.h"
#include "tests/wire/test_wire.h"

#include "core/diag.h"
#include "wire/json_channel.h"
#include "wire/json_frame.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_EXAMPLES 10

static struct source *
read_page(void)
{
	const char *top = getenv("top_srcdir");
	struct buf path, text;
	struct diag diag;
	buf_init(&path, 4000);
	buf_init(&text, 4000);
	diag_init(&diag);
	buf_printf(&path, "%s/docs/binding.md", top ? top : ".");
	struct source *page =
	    source_read(buf_text(&path), SOURCE_MAX_BYTES, &diag);
	diag_print(&diag, &text, false);
	ck_assert_msg(page, "%s", buf_text(&text));
	diag_free(&diag);
	buf_free(&text);
	buf_free(&path);
	return page;
}

static void
assert_example(unsigned number, const char *line, size_t size)
{
	char problem[JSON_PROBLEM_SIZE] = "";
	struct channel_answer answer;
	struct frame f;
	if (json_parse_channel_answer(line, size, &answer, problem))
		return;
	ck_assert_msg(json_parse_frame(line, size, &f, problem),
	    "docs/binding.md:%u: %s", number, problem);
	frame_clear(&f);
}

START_TEST(examples_are_what_the_code_reads)
{
	struct source *page = read_page();
	const char *line;
	size_t size;
	bool inside = false;
	int examples = 0;
	for (unsigned i = 1; source_line(page, i, &line, &size); i++) {
		if (size >= 3 && memcmp(line, "```", 3) == 0) {
			inside = size == 7 && memcmp(line, "```json", 7) == 0;
		} else if (inside) {
			assert_example(i, line, size);
			examples++;
		}
	}
	ck_assert_int_ge(examples, LEAST_EXAMPLES);
	source_unref(page);
}
END_TEST

TCase *
binding_doc_tests(void)
{
	TCase *tests = tcase_create("binding_doc");
	tcase_add_test(tests, examples_are_what_the_code_reads);
	return tests;
}
