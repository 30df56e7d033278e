/* SPDX-License-Identifier: Apache-2.0 */
#include "archive/packed_bytes.h"
#include "core/mem.h"
#include "tests/archive/suites.h"

#include <stdlib.h>
#include <string.h>

#define MUCH ((size_t)64 << 20)

static bool
take(void *context, const char *bytes, size_t size)
{
	return buf_add(context, bytes, size);
}

/* The problem, or NULL; owned. */
static char *
unpacked(const struct buf *packed, size_t max, struct buf *ret)
{
	struct packed_bytes_taker taker = { ret, take };
	char *problem;
	buf_init(ret, MUCH);
	bool good = packed_bytes_open(
	    buf_text(packed), packed->size, max, &taker, &problem);
	ck_assert(good == !problem);
	return problem;
}

static struct buf
packed(const char *text, size_t size, enum compression how)
{
	struct buf b;
	char *problem = NULL;
	buf_init(&b, MUCH);
	ck_assert_msg(
	    packed_bytes_make(text, size, how, &b, &problem), "%s", problem);
	return b;
}

START_TEST(there_and_back)
{
	for (enum compression how = COMPRESSION_NONE; how <= COMPRESSION_ZSTD;
	     how++) {
		struct buf a = packed("hello\nhello\n", 12, how);
		struct buf again = packed("hello\nhello\n", 12, how);
		struct buf text;
		ck_assert_uint_eq(a.size, again.size);
		ck_assert(memcmp(a.bytes, again.bytes, a.size) == 0);
		ck_assert_ptr_null(unpacked(&a, 12, &text));
		ck_assert_str_eq(buf_text(&text), "hello\nhello\n");
		buf_free(&a);
		buf_free(&again);
		buf_free(&text);
	}
}
END_TEST

static void
assert_refused(const struct buf *b, size_t max, const char *why)
{
	struct buf text;
	char *problem = unpacked(b, max, &text);
	ck_assert_ptr_nonnull(problem);
	ck_assert_msg(strstr(problem, why), "%s", problem);
	free(problem);
	buf_free(&text);
}

START_TEST(what_is_too_much)
{
	char *zeros = mem_zalloc(MUCH);
	struct buf a = packed("hello", 5, COMPRESSION_GZIP);
	struct buf bomb = packed(zeros, MUCH, COMPRESSION_GZIP);
	assert_refused(&a, 4, "more than 4 bytes");
	assert_refused(&bomb, MUCH, "more than 200 times its size");
	free(zeros);
	buf_free(&a);
	buf_free(&bomb);
}
END_TEST

START_TEST(what_is_cut)
{
	struct buf a = packed("hello", 5, COMPRESSION_GZIP);
	a.size -= 3;
	assert_refused(&a, 5, "damaged");
	buf_free(&a);
}
END_TEST

START_TEST(names)
{
	ck_assert_int_eq(compression_of_name("a.gz"), COMPRESSION_GZIP);
	ck_assert_int_eq(compression_of_name("a.tgz"), COMPRESSION_GZIP);
	ck_assert_int_eq(compression_of_name("a.tar.zst"), COMPRESSION_ZSTD);
	ck_assert_int_eq(compression_of_name("a.ndjson"), COMPRESSION_NONE);
	ck_assert_int_eq(compression_of_name(".gz"), COMPRESSION_NONE);
}
END_TEST

Suite *
packed_bytes_suite(void)
{
	Suite *s = suite_create("packed_bytes");
	TCase *t = tcase_create("packed_bytes");
	tcase_add_test(t, there_and_back);
	tcase_add_test(t, what_is_too_much);
	tcase_add_test(t, what_is_cut);
	tcase_add_test(t, names);
	suite_add_tcase(s, t);
	return s;
}
