/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/net/test_net.h"

#include "runner/net/lines.h"

#include <string.h>

#define LINE_MAX_BYTES 6

static void
note_line(void *context, const char *bytes, size_t size, bool is_whole)
{
	struct buf *seen = context;
	buf_add_char(seen, '[');
	buf_add(seen, bytes, size);
	buf_add_text(seen, is_whole ? "]" : "...]");
}

static const struct {
	const char *text;
	const char *lines;
} cases[] = {
	{ "a\nbc\n\nd", "[a][bc][]" },
	{ "123456\n1234567\nx\n", "[123456][123456...][x]" },
	{ "12345678901234567890", "[123456...]" },
	{ "12345678901234567890\n\n1\n", "[123456...][][1]" },
	{ "", "" },
};

/* The same lines, wherever the stream is cut. */
START_TEST(pieces_make_no_difference)
{
	size_t size = strlen(cases[_i].text);
	for (size_t piece = 1; piece <= size + 1; piece++) {
		struct lines l;
		struct buf seen;
		lines_init(&l, LINE_MAX_BYTES);
		buf_init(&seen, 200);
		for (size_t at = 0; at < size; at += piece) {
			size_t left = size - at;
			lines_feed(&l, cases[_i].text + at,
			    left < piece ? left : piece, note_line, &seen);
		}
		ck_assert_str_eq(buf_text(&seen), cases[_i].lines);
		ck_assert_uint_le(l.rest.size, LINE_MAX_BYTES);
		buf_free(&seen);
		lines_free(&l);
	}
}
END_TEST

START_TEST(reset_forgets_the_unfinished)
{
	struct lines l;
	struct buf seen;
	lines_init(&l, LINE_MAX_BYTES);
	buf_init(&seen, 200);
	lines_feed(&l, "abc", 3, note_line, &seen);
	lines_reset(&l);
	lines_feed(&l, "d\n", 2, note_line, &seen);
	ck_assert_str_eq(buf_text(&seen), "[d]");
	buf_free(&seen);
	lines_free(&l);
}
END_TEST

TCase *
lines_tests(void)
{
	TCase *tests = tcase_create("lines");
	tcase_add_loop_test(tests, pieces_make_no_difference, 0,
	    sizeof(cases) / sizeof(cases[0]));
	tcase_add_test(tests, reset_forgets_the_unfinished);
	return tests;
}
