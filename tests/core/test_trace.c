/* SPDX-License-Identifier: Apache-2.0 */
#include "core/buf.h"
#include "core/trace.h"
#include "tests/core/suites.h"

#include <string.h>

static void
keep(void *context, const void *bytes, size_t size)
{
	buf_add(context, bytes, size);
}

/* The only line, without its time, which it begins with. */
static const char *
only_line(struct buf *written)
{
	const char *text = buf_text(written);
	size_t size = strcspn(text, "\n");
	ck_assert_uint_eq(written->size, size + 1);
	ck_assert_uint_eq(strspn(text, " 0123456789."), 13);
	written->bytes[size] = '\0';
	return text + 13;
}

static void
trace_and_compare(
    const char *expected, enum trace_kind kind, const char *bytes, size_t size)
{
	struct buf written;
	buf_init(&written, 4096);
	struct trace *t = trace_new(keep, &written);
	trace_line(t, kind, bytes, size);
	ck_assert_str_eq(only_line(&written), expected);
	trace_free(t);
	buf_free(&written);
}

START_TEST(is_a_line_with_its_size)
{
	trace_and_compare("up     2 bytes  {}", TRACE_UP, "{}", 2);
	trace_and_compare("down   0 bytes  ", TRACE_DOWN, "", 0);
}
END_TEST

START_TEST(moves_no_cursor)
{
	trace_and_compare(
	    "down   5 bytes  a\\x1B[1m", TRACE_DOWN, "a\x1b[1m", 5);
	trace_and_compare("down   3 bytes  a\\nb", TRACE_DOWN, "a\nb", 3);
	trace_and_compare("down   2 bytes  a\\x00", TRACE_DOWN, "a\0", 2);
}
END_TEST

START_TEST(names_are_harmless)
{
	struct buf written;
	buf_init(&written, 4096);
	struct trace *t = trace_new(keep, &written);
	trace_state(t, "offer \x1b]0;x", "open", "rejected");
	ck_assert_str_eq(
	    only_line(&written), "state  offer \\x1B]0;x: open -> rejected");
	trace_free(t);
	buf_free(&written);
}
END_TEST

START_TEST(nobody_reads_it)
{
	trace_line(NULL, TRACE_UP, "x", 1);
	trace_printf(NULL, TRACE_HTTP, "%s", "x");
	trace_state(NULL, "a", "b", "c");
	trace_free(NULL);
}
END_TEST

Suite *
trace_suite(void)
{
	Suite *s = suite_create("core/trace");
	TCase *t = tcase_create("trace");
	tcase_add_test(t, is_a_line_with_its_size);
	tcase_add_test(t, moves_no_cursor);
	tcase_add_test(t, names_are_harmless);
	tcase_add_test(t, nobody_reads_it);
	suite_add_tcase(s, t);
	return s;
}
