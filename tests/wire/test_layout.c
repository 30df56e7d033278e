/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Layouts: whatever was printed before, a message is printed as without them.
 * What they are made of, too: numbers, and texts that need escapes anywhere.
 */
#include "tests/wire/test_wire.h"
#include "wire/json.h"
#include "wire/json_layout.h"

#include <stdio.h>
#include <string.h>

/* Each differs from one before in something that a layout depends on. */
static const char *const messages[] = {
	"{\"messageName\":\"A\",\"a\":\"text\",\"b\":1}",
	"{\"messageName\":\"A\",\"a\":\"other\",\"b\":-9223372036854775808}",
	"{\"messageName\":\"A\",\"a\":\"to \\\"escape\\\"\",\"b\":0}",
	"{\"messageName\":\"A\",\"a\":1,\"b\":\"text\"}",
	"{\"messageName\":\"A\",\"a\":null,\"b\":true}",
	"{\"messageName\":\"A\",\"a\":{},\"b\":[]}",
	"{\"messageName\":\"A\",\"a\":1.5,\"b\":99}",
	"{\"messageName\":\"B\",\"a\":\"text\",\"b\":100}",
	"{\"messageName\":\"A\",\"b\":\"text\",\"a\":101}",
	"{\"messageName\":\"A\",\"a\":\"text\",\"c\":12345}",
	"{\"messageName\":\"A\",\"a\":\"a third form\",\"d\":9}",
	"{\"messageName\":\"A\",\"a\":\"text\"}",
	"{\"messageName\":\"A\"}",
	"{\"messageName\":\"C\",\"a\":{\"b\":1}}",
	"{\"messageName\":\"C\",\"a.b\":1}",
	"{\"messageName\":\"C\",\"a\":{\"0\":1}}",
	"{\"messageName\":\"C\",\"a\":[1]}",
	"{\"messageName\":\"D\",\"a\":{\"b\":1,\"c\":[{\"d\":\"x\"},\"y\"]},\"e\":10}",
	"{\"messageName\":\"D\",\"a\":{\"b\":2,\"c\":[{\"d\":\"\"},\"z\"]},\"e\":0}",
};

#define MESSAGES (sizeof(messages) / sizeof(messages[0]))

static void
assert_printed(struct json_layouts *l, const char *text, size_t max)
{
	char problem[JSON_PROBLEM_SIZE] = "";
	struct message *m = json_parse_message(text, strlen(text), problem);
	struct buf into;
	ck_assert_msg(m, "%s: %s", text, problem);
	buf_init(&into, max);
	buf_add_text(&into, "before ");
	bool fits = json_layouts_print(l, m, &into);
	ck_assert_int_eq(fits, max >= strlen("before ") + strlen(text));
	ck_assert_str_eq(buf_text(&into) + strlen("before "), fits ? text : "");
	buf_free(&into);
	message_unref(m);
}

START_TEST(each_message_is_printed_as_it_is)
{
	struct json_layouts *l = json_layouts_new();
	for (int round = 0; round < 3; round++)
		for (size_t i = 0; i < MESSAGES; i++)
			assert_printed(l, messages[i], 1000);
	json_layouts_free(l);
}
END_TEST

START_TEST(what_does_not_fit_is_left_out_whole)
{
	struct json_layouts *l = json_layouts_new();
	assert_printed(l, messages[0], 1000);
	for (size_t max = strlen("before "); max < 60; max++)
		assert_printed(l, messages[0], max);
	json_layouts_free(l);
}
END_TEST

/* The setters can make what no text can: then the first attribute counts. */
static void
assert_left_out(struct json_layouts *l, bool has_more, const char *wanted)
{
	struct message *m = message_new("A");
	struct buf into;
	message_set_integer(m, "a", 1);
	message_set_integer(m, "a.b", 2);
	if (has_more)
		message_set_integer(m, "c", 3);
	buf_init(&into, 1000);
	ck_assert(json_layouts_print(l, m, &into));
	ck_assert_str_eq(buf_text(&into), wanted);
	buf_free(&into);
	message_unref(m);
}

START_TEST(what_is_left_out_once_is_left_out_again)
{
	struct json_layouts *l = json_layouts_new();
	for (int round = 0; round < 2; round++) {
		assert_left_out(
		    l, true, "{\"messageName\":\"A\",\"a\":1,\"c\":3}");
		assert_left_out(l, false, "{\"messageName\":\"A\",\"a\":1}");
	}
	json_layouts_free(l);
}
END_TEST

/* More forms than there is room for. */
START_TEST(layouts_are_forgotten)
{
	struct json_layouts *l = json_layouts_new();
	char text[100];
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 2000; i++) {
			snprintf(text, sizeof(text),
			    "{\"messageName\":\"M%d\",\"key%d\":\"text\"}", i,
			    i % 7);
			assert_printed(l, text, 1000);
		}
	json_layouts_free(l);
}
END_TEST

/* One character of each kind at each place of texts of some lengths. */
static void
assert_escaped(size_t size, size_t at, char c)
{
	char text[40] = "", escape[8], wanted[60];
	struct buf into;
	memset(text, 'x', size);
	text[at] = c;
	bool is_quoted = c == '"' || c == '\\';
	if (c == '\n')
		snprintf(escape, sizeof(escape), "\\n");
	else if (c < 0x20 || c == 0x7F)
		snprintf(escape, sizeof(escape), "\\u%04X", (unsigned)c);
	else
		snprintf(
		    escape, sizeof(escape), "%s%c", is_quoted ? "\\" : "", c);
	snprintf(wanted, sizeof(wanted), "\"%.*s%s%s\"", (int)at, text, escape,
	    text + at + 1);
	buf_init(&into, sizeof(wanted));
	ck_assert(json_print_string(text, size, &into));
	ck_assert_str_eq(buf_text(&into), wanted);
	buf_free(&into);
}

START_TEST(what_needs_an_escape_is_found_anywhere)
{
	for (size_t size = 1; size < 20; size++)
		for (size_t at = 0; at < size; at++)
			for (char c = 1; c > 0 && c < 0x7F; c++)
				assert_escaped(size, at, c);
	assert_escaped(12, 9, 0x7F);
}
END_TEST

TCase *
layout_tests(void)
{
	TCase *tests = tcase_create("layout");
	tcase_add_test(tests, each_message_is_printed_as_it_is);
	tcase_add_test(tests, what_does_not_fit_is_left_out_whole);
	tcase_add_test(tests, what_is_left_out_once_is_left_out_again);
	tcase_add_test(tests, layouts_are_forgotten);
	tcase_add_test(tests, what_needs_an_escape_is_found_anywhere);
	return tests;
}
