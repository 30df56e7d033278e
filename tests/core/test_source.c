/* SPDX-License-Identifier: Apache-2.0 */
#include "core/diag.h"
#include "core/source_file.h"
#include "tests/core/suites.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct source *
text_source(const char *text)
{
	return source_from_text("a.xml", text, strlen(text));
}

static void
assert_place(const struct source *s, size_t offset, size_t size, unsigned line,
    unsigned column, unsigned length)
{
	struct place at = source_place(s, offset, size);
	ck_assert_ptr_eq(at.source, s);
	ck_assert_uint_eq(at.line, line);
	ck_assert_uint_eq(at.column, column);
	ck_assert_uint_eq(at.length, length);
}

START_TEST(places_count_lines_and_characters)
{
	struct source *s = text_source("ab\n\xC3\xA9"
				       "cd\n\nz");
	assert_place(s, 0, 2, 1, 1, 2);
	assert_place(s, 1, 0, 1, 2, 1); /* at least one is underlined */
	assert_place(s, 3, 2, 2, 1, 1); /* two bytes, one character */
	assert_place(s, 5, 1, 2, 2, 1);
	assert_place(s, 9, 1, 4, 1, 1);
	assert_place(s, 1000, 1000, 4, 2, 1);
	assert_place(s, 9, 1000, 4, 1, 1);
	source_unref(s);
}
END_TEST

START_TEST(a_name_has_no_folder_of_the_machine)
{
	static const struct {
		const char *path, *folder, *name;
	} cases[] = {
		{ "/srv/x/data/suites/a.xml", "/srv/x/data", "suites/a.xml" },
		{ "/srv/x/data/suites/a.xml", "/srv/x/data/", "suites/a.xml" },
		{ "/srv/x/data2/suites/a.xml", "/srv/x/data", "a.xml" },
		{ "/srv/x/a.xml", "", "a.xml" },
		{ "/a/b.xml", "/", "a/b.xml" },
		{ "suites/a.xml", "", "suites/a.xml" },
		{ "./suites/a.xml", "", "suites/a.xml" },
		{ "../x/a.xml", "", "a.xml" },
		{ "../../x/a.xml", "../..", "x/a.xml" },
		{ "../../x/a.xml", "..", "a.xml" },
		{ "a.xml", "", "a.xml" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct source *s = source_from_text(cases[i].path, "", 0);
		source_name_within(s, cases[i].folder);
		ck_assert_str_eq(s->name, cases[i].name);
		source_unref(s);
	}
}
END_TEST

START_TEST(an_absolute_path_is_not_public)
{
	static const char *const cases[][2] = { { "/srv/x/a.xml", "a.xml" },
		{ "/a.xml", "a.xml" }, { "/srv/x/", "x/" }, { "/", "/" },
		{ "x/a.xml", "x/a.xml" }, { "-", "-" }, { "", "" } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_str_eq(source_public_name(cases[i][0]), cases[i][1]);
}
END_TEST

static void
assert_line(const struct source *s, unsigned line, const char *wanted)
{
	const char *bytes = NULL;
	size_t size = 0;
	ck_assert(source_line(s, line, &bytes, &size));
	ck_assert_uint_eq(size, strlen(wanted));
	ck_assert_mem_eq(bytes, wanted, size);
}

START_TEST(lines_come_without_their_newline)
{
	struct source *s = text_source("one\ntwo\r\n\nfour");
	assert_line(s, 1, "one");
	assert_line(s, 2, "two");
	assert_line(s, 3, "");
	assert_line(s, 4, "four");
	source_unref(s);
}
END_TEST

START_TEST(a_line_that_is_not_there)
{
	struct source *s = text_source("one\n");
	const char *bytes = "untouched";
	size_t size = 9;
	ck_assert(!source_line(s, 0, &bytes, &size));
	ck_assert(!source_line(s, 3, &bytes, &size));
	ck_assert_str_eq(bytes, "untouched");
	ck_assert_uint_eq(size, 9);
	source_unref(s);
}
END_TEST

START_TEST(references_keep_it)
{
	struct source *s = text_source("x");
	ck_assert_ptr_eq(source_ref(s), s);
	source_unref(s);
	ck_assert_str_eq(s->text, "x");
	source_unref(s);
	source_unref(NULL);
}
END_TEST

/* Write a temporary file; the caller unlinks it. */
static void
write_file(char *path_template, size_t size)
{
	int fd = mkstemp(path_template);
	ck_assert_int_ge(fd, 0);
	for (size_t i = 0; i < size; i++)
		ck_assert_int_eq(write(fd, "x", 1), 1);
	close(fd);
}

START_TEST(files_are_read_up_to_their_limit)
{
	static const size_t sizes[] = { 0, 1, 16382, 16383, 16384, 20000 };
	size_t size = sizes[_i];
	char path[] = "source-test.XXXXXX";
	struct diag d;
	diag_init(&d);
	write_file(path, size);
	struct source *s = source_read(path, size, &d);
	ck_assert_uint_eq(d.error_count, 0);
	ck_assert_ptr_nonnull(s);
	ck_assert_uint_eq(s->size, size);
	ck_assert_uint_eq(strlen(s->text), size);
	ck_assert_str_eq(s->path, path);
	source_unref(s);
	if (size) {
		ck_assert_ptr_null(source_read(path, size - 1, &d));
		ck_assert_uint_eq(d.error_count, 1);
		ck_assert_ptr_nonnull(
		    strstr(d.items.items[0].text, "larger than the limit"));
	}
	unlink(path);
	diag_free(&d);
}
END_TEST

START_TEST(what_cannot_be_read_is_told)
{
	struct diag d;
	diag_init(&d);
	ck_assert_ptr_null(source_read("no/such.xml", 100, &d));
	ck_assert_ptr_null(source_read(".", 100, &d));
	ck_assert_uint_eq(d.error_count, 2);
	ck_assert_str_eq(d.items.items[0].text,
	    "cannot read 'no/such.xml': No such file or directory");
	ck_assert_str_eq(d.items.items[1].text,
	    "cannot read '.': it is a folder, not a file");
	diag_free(&d);
}
END_TEST

Suite *
source_suite(void)
{
	Suite *s = suite_create("source");
	TCase *c = tcase_create("source");
	tcase_add_test(c, places_count_lines_and_characters);
	tcase_add_test(c, a_name_has_no_folder_of_the_machine);
	tcase_add_test(c, an_absolute_path_is_not_public);
	tcase_add_test(c, lines_come_without_their_newline);
	tcase_add_test(c, a_line_that_is_not_there);
	tcase_add_test(c, references_keep_it);
	tcase_add_loop_test(c, files_are_read_up_to_their_limit, 0, 6);
	tcase_add_test(c, what_cannot_be_read_is_told);
	suite_add_tcase(s, c);
	return s;
}
