/* SPDX-License-Identifier: Apache-2.0 */
/*
 * docs/interpretations.md and the suites declare the same readings, values and
 * defaults, and each reading is explained.
 */
#include "tests/docs/page.h"
#include "tests/docs/suites.h"

#include <stdlib.h>
#include <string.h>

#define PAGE "docs/interpretations.md"
#define READINGS 16

static const char *const suites[] = { "agent-pulls", "agent-submits",
	"change-properties", "conference", "deliver", "intrusion",
	"media-server-submits", "place-in-queue", "place-in-workbin",
	"registration", "stop-processing", "transfer", "workbin-operations" };
#define SUITES (sizeof(suites) / sizeof(suites[0]))

/* A row of the table: "| R1 when … | `R1` | `late`, `early` | medium |". */
struct row {
	char name[8];
	char *switch_name; /* "" for "none" */
	VEC(char *) values;
};

struct table {
	struct page page;
	VEC(struct row) rows;
};

/* The words between backticks up to 'end'. */
static void
read_words(const char *text, const char *end, struct row *row)
{
	const char *open;
	while ((open = memchr(text, '`', (size_t)(end - text)))) {
		const char *close =
		    memchr(open + 1, '`', (size_t)(end - open - 1));
		ck_assert_ptr_nonnull(close);
		vec_push(&row->values,
		    mem_strndup(open + 1, (size_t)(close - open - 1)));
		text = close + 1;
	}
}

/* Name, switch and values of a row that starts after "| ". */
static struct row
read_row(const char *text)
{
	struct row row = { .switch_name = NULL };
	const char *end = text + strcspn(text, "\n");
	size_t size = strcspn(text, " ");
	ck_assert_uint_lt(size, sizeof(row.name));
	memcpy(row.name, text, size);
	read_words(text, end, &row);
	if (row.values.count == 0)
		return row;
	row.switch_name = row.values.items[0];
	row.values.count--;
	memmove(row.values.items, row.values.items + 1,
	    row.values.count * sizeof(row.values.items[0]));
	return row;
}

static struct table
read_table(void)
{
	struct table t = { .page = page_read(PAGE) };
	const char *text = t.page.source->text;
	while ((text = strstr(text, "\n| "))) {
		text += strlen("\n| ");
		size_t letters = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
		if (!letters || !strchr("0123456789", text[letters]))
			continue;
		struct row row = read_row(text);
		vec_push(&t.rows, row);
	}
	ck_assert_uint_eq(t.rows.count, READINGS);
	return t;
}

static void
free_table(struct table *t)
{
	for (size_t i = 0; i < t->rows.count; i++) {
		struct row *row = &t->rows.items[i];
		for (size_t j = 0; j < row->values.count; j++)
			free(row->values.items[j]);
		vec_free(&row->values);
		free(row->switch_name);
	}
	vec_free(&t->rows);
	page_free(&t->page);
}

static const struct row *
find_row(const struct table *t, const char *name)
{
	for (size_t i = 0; i < t->rows.count; i++)
		if (strcmp(t->rows.items[i].name, name) == 0)
			return &t->rows.items[i];
	ck_abort_msg("%s is not on the page", name);
	return NULL;
}

START_TEST(the_page_lists_what_a_suite_declares)
{
	struct table t = read_table();
	struct suite *s = page_suite(suites[_i]);
	for (size_t i = 0; i < s->readings.count; i++) {
		const struct reading *r = &s->readings.items[i];
		const struct row *row = find_row(&t, r->name);
		ck_assert_ptr_nonnull(row->switch_name);
		ck_assert_str_eq(row->switch_name, r->name);
		ck_assert_uint_eq(row->values.count, r->values.count);
		for (size_t j = 0; j < r->values.count; j++)
			ck_assert_str_eq(
			    row->values.items[j], r->values.items[j]);
		ck_assert_str_eq(row->values.items[0], r->fallback);
		for (size_t j = 0; j < r->values.count; j++)
			ck_assert_ptr_nonnull(
			    reading_meaning(r, r->values.items[j]));
	}
	suite_free(s);
	free_table(&t);
}
END_TEST

START_TEST(a_suite_declares_what_the_page_lists)
{
	struct table t = read_table();
	struct suite *all[SUITES];
	for (size_t i = 0; i < SUITES; i++)
		all[i] = page_suite(suites[i]);
	for (size_t i = 0; i < t.rows.count; i++) {
		const struct row *row = &t.rows.items[i];
		bool is_declared = false;
		for (size_t j = 0; j < SUITES; j++)
			is_declared |=
			    suite_find_reading(all[j], row->name) != NULL;
		ck_assert_msg(
		    is_declared == !!row->switch_name, "%s", row->name);
	}
	for (size_t i = 0; i < SUITES; i++)
		suite_free(all[i]);
	free_table(&t);
}
END_TEST

/* The text between the heading of a reading and the next heading. */
static char *
section_of(const struct table *t, const char *name)
{
	char *heading = mem_printf("\n## %s ", name);
	const char *start = strstr(t->page.source->text, heading);
	ck_assert_msg(start != NULL, "no section on %s", name);
	const char *end = strstr(start + 1, "\n## ");
	free(heading);
	return end ? mem_strndup(start, (size_t)(end - start))
		   : mem_strdup(start);
}

START_TEST(every_reading_is_explained)
{
	struct table t = read_table();
	for (size_t i = 0; i < t.rows.count; i++) {
		const struct row *row = &t.rows.items[i];
		char *section = section_of(&t, row->name);
		ck_assert_ptr_nonnull(strstr(section, "*Why.*"));
		const char *choice = strstr(section, "*Switch.*");
		ck_assert_msg(!choice == !row->switch_name, "%s", row->name);
		for (size_t j = 0; choice && j < row->values.count; j++) {
			char *value = mem_printf("`%s`", row->values.items[j]);
			ck_assert_msg(strstr(choice, value) != NULL,
			    "%s does not say what %s means", row->name, value);
			free(value);
		}
		free(section);
	}
	free_table(&t);
}
END_TEST

/* A target that copies the example states the defaults, and all of them. */
START_TEST(the_example_target_lists_the_defaults)
{
	struct suite *s = page_suite(suites[_i]);
	struct page target = page_read("targets/example-server.xml");
	for (size_t i = 0; i < s->readings.count; i++) {
		const struct reading *r = &s->readings.items[i];
		char *element =
		    mem_printf("<reading name=\"%s\" value=\"%s\"/>", r->name,
			r->fallback);
		ck_assert_msg(strstr(target.source->text, element) != NULL,
		    "%s is missing", element);
		free(element);
	}
	page_free(&target);
	suite_free(s);
}
END_TEST

Suite *
interpretations_suite(void)
{
	Suite *s = suite_create("interpretations.md");
	TCase *t = tcase_create("readings");
	tcase_add_loop_test(t, the_page_lists_what_a_suite_declares, 0, SUITES);
	tcase_add_test(t, a_suite_declares_what_the_page_lists);
	tcase_add_test(t, every_reading_is_explained);
	tcase_add_loop_test(
	    t, the_example_target_lists_the_defaults, 0, SUITES);
	suite_add_tcase(s, t);
	return s;
}
