/* SPDX-License-Identifier: Apache-2.0 */
#include "archive/archive.h"
#include "archive/memory_file.h"
#include "archive/unpack.h"
#include "core/mem.h"
#include "tests/archive/suites.h"

#include <stdlib.h>
#include <string.h>

#define MUCH ((size_t)64 << 20)
#define DAY 1764460800

static struct pack
make_pack(void)
{
	struct pack p = { 0 };
	pack_add_text(&p, "STATEMENT", "format: x\n");
	pack_add_text(&p, "evidence/run.ndjson", "{}\n");
	return p;
}

static struct buf
make_archive(const struct pack *p, enum compression how)
{
	struct buf b;
	char *problem = NULL;
	buf_init(&b, MUCH);
	ck_assert_msg(
	    archive_make(p, "top", DAY, how, &b, &problem), "%s", problem);
	return b;
}

/* As a file; false after reporting. */
static bool
read_back(
    const struct buf *b, struct pack *ret, char **ret_top, struct diag *diag)
{
	struct memory_file f;
	ck_assert(memory_file_open(&f));
	ck_assert(memory_file_write(&f, buf_text(b), b->size));
	diag_init(diag);
	bool good = unpack(f.path, ret, ret_top, diag);
	memory_file_close(&f);
	return good;
}

START_TEST(the_same_files_are_the_same_bytes)
{
	for (enum compression how = COMPRESSION_NONE; how <= COMPRESSION_ZSTD;
	     how++) {
		struct pack p = make_pack(), back;
		struct buf a = make_archive(&p, how);
		struct buf b = make_archive(&p, how);
		struct diag diag;
		char *top;
		ck_assert_uint_eq(a.size, b.size);
		ck_assert(memcmp(a.bytes, b.bytes, a.size) == 0);
		ck_assert(read_back(&a, &back, &top, &diag));
		ck_assert_str_eq(top, "top");
		ck_assert_uint_eq(back.files.count, 2);
		ck_assert_str_eq(
		    pack_find(&back, "evidence/run.ndjson")->bytes, "{}\n");
		free(top);
		pack_free(&p);
		pack_free(&back);
		buf_free(&a);
		buf_free(&b);
	}
}
END_TEST

static void
assert_refused(const struct buf *b)
{
	struct diag diag;
	struct pack back;
	char *top;
	ck_assert(!read_back(b, &back, &top, &diag));
	ck_assert_uint_eq(diag.error_count, 1);
	ck_assert_uint_eq(back.files.count, 0);
	diag_free(&diag);
}

START_TEST(every_cut_is_refused)
{
	struct pack p = make_pack();
	struct buf a = make_archive(&p, COMPRESSION_GZIP);
	size_t size = a.size;
	for (size_t i = 0; i < size; i += 7) {
		a.size = i;
		assert_refused(&a);
	}
	pack_free(&p);
	buf_free(&a);
}
END_TEST

START_TEST(a_bomb_is_refused)
{
	struct pack p = { 0 };
	ck_assert(pack_add(&p, "zeros", mem_zalloc(MUCH), MUCH - 1));
	struct buf a = make_archive(&p, COMPRESSION_GZIP);
	assert_refused(&a);
	pack_free(&p);
	buf_free(&a);
}
END_TEST

Suite *
archive_suite(void)
{
	Suite *s = suite_create("archive");
	TCase *t = tcase_create("archive");
	tcase_add_test(t, the_same_files_are_the_same_bytes);
	tcase_add_test(t, every_cut_is_refused);
	tcase_add_test(t, a_bomb_is_refused);
	suite_add_tcase(s, t);
	return s;
}
