/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Small JSON texts by the hundred, in the manner of the known collections: JSON
 * is read, everything else is refused, and both as by jansson.
 */
#include "core/buf.h"
#include "tests/check_main.h"
#include "tests/wire/oracle.h"
#include "wire/json_frame.h"
#include "wire/json_tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_DOCUMENTS 500

/* "\x41" in a line of the file is the byte. */
static void
add_bytes(struct buf *into, const char *line)
{
	for (; *line && *line != '\n'; line++) {
		char digits[3] = "";
		if (line[0] != '\\') {
			buf_add_char(into, line[0]);
			continue;
		}
		ck_assert_int_eq(line[1], 'x');
		memcpy(digits, line + 2, 2);
		buf_add_char(into, (char)strtol(digits, NULL, 16));
		line += 3;
	}
}

static void
check_document(char kind, const char *line, const struct buf *text)
{
	char problem[JSON_PROBLEM_SIZE] = "";
	bool agree;
	char *ours = reader_read(buf_text(text), text->size, problem);
	const char *reason = oracle_compare(buf_text(text), text->size, &agree);
	bool is_read = kind == 'y' || kind == 'o';
	ck_assert_msg(
	    (ours != NULL) == is_read, "%c %s%s", kind, line, problem);
	ck_assert_msg(is_read || problem[0], "no problem: %s", line);
	ck_assert_msg(agree || reason, "not as jansson: %s", line);
	/* What differs, only if it is left open. */
	ck_assert_msg(agree || kind == 'o', "%c %s", kind, line);
	free(ours);
}

START_TEST(each_is_what_it_should_be)
{
	char path[4096], line[4096];
	unsigned count = 0;
	snprintf(path, sizeof(path), "%s/tests/wire/documents.txt",
	    getenv("top_srcdir"));
	FILE *file = fopen(path, "r");
	ck_assert_msg(file, "cannot read %s", path);
	while (fgets(line, sizeof(line), file)) {
		struct buf text;
		if (line[0] == '#')
			continue;
		ck_assert_int_eq(line[1], ' ');
		buf_init(&text, sizeof(line));
		add_bytes(&text, line + 2);
		check_document(line[0], line + 2, &text);
		buf_free(&text);
		count++;
	}
	fclose(file);
	ck_assert_uint_ge(count, LEAST_DOCUMENTS);
}
END_TEST

/* Objects with that many members, the last of which may be the first again. */
static void
check_members(unsigned count, bool twice)
{
	char problem[JSON_PROBLEM_SIZE];
	struct buf text;
	bool agree;
	buf_init(&text, (size_t)1 << 20);
	buf_add_char(&text, '{');
	for (unsigned i = 0; i < count; i++)
		buf_printf(&text, "%s\"k%u\":%u", i ? "," : "", i, i);
	if (twice)
		buf_add_text(&text, ",\"k0\":0");
	buf_add_char(&text, '}');
	char *ours = reader_read(buf_text(&text), text.size, problem);
	ck_assert_int_eq(ours != NULL, !twice);
	oracle_compare(buf_text(&text), text.size, &agree);
	ck_assert(agree);
	free(ours);
	buf_free(&text);
}

START_TEST(large_objects_have_no_name_twice)
{
	static const unsigned counts[] = { 1, 2, 63, 64, 65, 66, 1000, 40000 };
	check_members(counts[_i], false);
	check_members(counts[_i], true);
}
END_TEST

/* As deep as it goes, and one more. */
START_TEST(depth_has_a_limit)
{
	char problem[JSON_PROBLEM_SIZE] = "";
	for (unsigned depth = JSON_MAX_DEPTH; depth <= JSON_MAX_DEPTH + 1;
	     depth++) {
		struct buf text;
		buf_init(&text, 2 * (JSON_MAX_DEPTH + 1));
		for (unsigned i = 0; i < depth; i++)
			buf_add_char(&text, '[');
		for (unsigned i = 0; i < depth; i++)
			buf_add_char(&text, ']');
		char *ours = reader_read(buf_text(&text), text.size, problem);
		ck_assert_int_eq(ours != NULL, depth == JSON_MAX_DEPTH);
		free(ours);
		buf_free(&text);
	}
	ck_assert_ptr_nonnull(strstr(problem, "nest too deep"));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("wire/json_tree");
	TCase *t = tcase_create("documents");
	tcase_add_test(t, each_is_what_it_should_be);
	tcase_add_loop_test(t, large_objects_have_no_name_twice, 0, 8);
	tcase_add_test(t, depth_has_a_limit);
	suite_add_tcase(s, t);
	return check_main(&s, 1);
}
