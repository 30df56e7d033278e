/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/wire/test_wire.h"

#include "wire/json_message.h"

#include <stdio.h>
#include <string.h>

static struct message *
parsed(const char *text)
{
	char problem[JSON_PROBLEM_SIZE] = "";
	struct message *m = json_parse_message(text, strlen(text), problem);
	ck_assert_msg(m, "%s", problem);
	return m;
}

static void
assert_prints(const struct message *m, const char *expected)
{
	struct buf b;
	buf_init(&b, FRAME_MAX_BYTES);
	ck_assert(json_print_message(m, &b));
	ck_assert_str_eq(buf_text(&b), expected);
	buf_free(&b);
}

START_TEST(setters_are_read_back)
{
	struct message *m = message_new("EventInvite");
	message_set_string(m, "interaction.interactionId", "ix-1");
	message_set_integer(m, "ticketId", 7);
	message_set_boolean(m, "urgent", true);
	message_set_real(m, "weight", 0.1);
	message_set_empty(m, "reason", VALUE_NULL);
	ck_assert_str_eq(message_name(m), "EventInvite");
	ck_assert_uint_eq(message_count(m), 5);
	ck_assert_str_eq(
	    message_string(m, "interaction.interactionId"), "ix-1");
	ck_assert_ptr_null(message_string(m, "ticketId"));
	int64_t ticket = 0;
	ck_assert(message_integer(m, "ticketId", &ticket));
	ck_assert_int_eq(ticket, 7);
	ck_assert(!message_integer(m, "urgent", &ticket));
	ck_assert_str_eq(message_attribute(m, 4)->path, "reason");
	message_unref(m);
}
END_TEST

START_TEST(setting_again_replaces_in_place)
{
	struct message *m = message_new("A");
	message_set_integer(m, "a", 1);
	message_set_integer(m, "b", 2);
	message_set_string(m, "a", "now text");
	ck_assert_uint_eq(message_count(m), 2);
	ck_assert_str_eq(message_attribute(m, 0)->text, "now text");
	message_set_string(m, "b", message_string(m, "a"));
	assert_prints(
	    m, "{\"messageName\":\"A\",\"a\":\"now text\",\"b\":\"now text\"}");
	message_unref(m);
}
END_TEST

START_TEST(values_as_text)
{
	struct message *m =
	    parsed("{\"messageName\":\"A\",\"a\":\"x\",\"b\":-12,"
		   "\"c\":true,\"d\":null,\"e\":0.1,\"f\":{},"
		   "\"g\":[],\"h\":2.0}");
	static const char *const expected[] = { "x", "-12", "true", "", "0.1",
		"{}", "[]", "2.0" };
	for (size_t i = 0; i < message_count(m); i++) {
		char text[ATTRIBUTE_TEXT_SIZE];
		ck_assert_str_eq(
		    attribute_text(message_attribute(m, i), text), expected[i]);
	}
	message_unref(m);
}
END_TEST

START_TEST(more_than_the_inline_room)
{
	struct message *m = message_new("EventPulledInteractions");
	char path[40], text[300];
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	for (int i = 0; i < 200; i++) {
		snprintf(path, sizeof(path), "userData.key%d", i);
		message_set_string(m, path, text);
	}
	struct message *copy = message_copy(m);
	message_unref(m);
	ck_assert_uint_eq(message_count(copy), 200);
	ck_assert_str_eq(message_string(copy, "userData.key0"), text);
	ck_assert_str_eq(message_string(copy, "userData.key199"), text);
	message_unref(copy);
}
END_TEST

START_TEST(removal_takes_what_is_below)
{
	struct message *m =
	    parsed("{\"messageName\":\"A\",\"a\":{\"b\":1,\"c\":{\"d\":2}},"
		   "\"ab\":3,\"a.b\":4}");
	ck_assert(message_has(m, "a.c"));
	ck_assert_uint_eq(message_remove(m, "a"), 2);
	ck_assert_uint_eq(message_remove(m, "nothing"), 0);
	assert_prints(m, "{\"messageName\":\"A\",\"ab\":3,\"a.b\":4}");
	ck_assert(!message_has(m, "a"));
	message_unref(m);
}
END_TEST

START_TEST(copies_are_independent)
{
	struct message *m =
	    parsed("{\"messageName\":\"A\",\"l\":[{\"k.x\":1}]}");
	struct message *copy = message_copy(m);
	message_rename(copy, "B");
	message_set_integer(copy, "l.0.k.x", 2);
	message_set_string(copy, "new", "n");
	assert_prints(m, "{\"messageName\":\"A\",\"l\":[{\"k.x\":1}]}");
	assert_prints(
	    copy, "{\"messageName\":\"B\",\"l\":[{\"k.x\":2}],\"new\":\"n\"}");
	message_unref(m);
	message_unref(copy);
}
END_TEST

START_TEST(what_is_packed_is_small_and_the_same)
{
	static const char text[] =
	    "{\"messageName\":\"A\",\"l\":[{\"k\":1}],\"a.b\":\"c\"}";
	size_t bytes;
	struct message *m = message_pack(parsed(text), &bytes);
	assert_prints(m, text);
	ck_assert_uint_gt(bytes, 2 * sizeof(struct attribute));
	ck_assert_uint_lt(bytes, 200);
	message_unref(m);
}
END_TEST

START_TEST(references_are_counted)
{
	struct message *m = message_new("A");
	ck_assert_ptr_eq(message_ref(m), m);
	message_unref(m);
	ck_assert_str_eq(message_name(m), "A");
	message_unref(m);
	message_unref(NULL);
}
END_TEST

/* A key with dots is found under its full text, never inside of the key. */
START_TEST(keys_may_hold_dots_and_digits)
{
	struct message *m =
	    parsed("{\"messageName\":\"EventPulledInteractions\","
		   "\"interactions\":{\"ix-1.7\":{\"mediaType\":"
		   "\"chat\"},\"0\":{\"mediaType\":\"email\"}}}");
	ck_assert_str_eq(
	    message_string(m, "interactions.ix-1.7.mediaType"), "chat");
	ck_assert_str_eq(
	    message_string(m, "interactions.0.mediaType"), "email");
	ck_assert(message_has(m, "interactions.ix-1.7"));
	ck_assert(!message_has(m, "interactions.ix-1"));
	message_unref(m);
}
END_TEST

START_TEST(lists_are_told_from_objects)
{
	struct message *m =
	    parsed("{\"messageName\":\"A\",\"l\":[1,[2],{\"0\":3}],"
		   "\"o\":{\"0\":1,\"a.b\":{\"c\":[]}},\"el\":[],"
		   "\"eo\":{},\"n\":null}");
	static const struct {
		const char *path;
		enum message_part part;
	} parts[] = { { "l", PART_LIST }, { "l.0", PART_VALUE },
		{ "l.1", PART_LIST }, { "l.2", PART_OBJECT },
		{ "o", PART_OBJECT }, { "o.0", PART_VALUE },
		{ "o.a", PART_NONE }, { "o.a.b", PART_OBJECT },
		{ "o.a.b.c", PART_LIST }, { "el", PART_LIST },
		{ "eo", PART_OBJECT }, { "n", PART_VALUE },
		{ "x", PART_NONE } };
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		ck_assert_msg(message_part(m, parts[i].path) == parts[i].part,
		    "%s", parts[i].path);
	message_unref(m);
}
END_TEST

START_TEST(built_lists_and_objects)
{
	struct message *m = message_new("EventInvite");
	message_set_string(m, "parties.0.agentId", "a1");
	message_set_integer(m, "ticketId", 1);
	message_set_string(m, "parties.0.placeId", "p1");
	message_set_string(m, "parties.1.agentId", "a2");
	message_set_string(m, "byId.99999.x", "not a list");
	message_set_string(m, "byId.007.x", "nor this");
	assert_prints(m,
	    "{\"messageName\":\"EventInvite\",\"parties\":[{\"agentId\":\"a1\","
	    "\"placeId\":\"p1\"},{\"agentId\":\"a2\"}],\"ticketId\":1,"
	    "\"byId\":{\"99999\":{\"x\":\"not a list\"},"
	    "\"007\":{\"x\":\"nor this\"}}}");
	message_unref(m);
}
END_TEST

/* What setters can build but JSON cannot say is still one legal object. */
START_TEST(conflicts_print_once)
{
	struct message *m = message_new("A");
	message_set_integer(m, "a", 1);
	message_set_integer(m, "a.b", 2);
	message_set_empty(m, "c", VALUE_EMPTY_OBJECT);
	message_set_integer(m, "c.d", 3);
	message_set_integer(m, "e.0", 4);
	message_set_integer(m, "e.x", 5);
	message_set_integer(m, "f.g", 6);
	message_set_integer(m, "f", 7);
	assert_prints(m,
	    "{\"messageName\":\"A\",\"a\":1,\"c\":{\"d\":3},"
	    "\"e\":{\"0\":4,\"x\":5},\"f\":{\"g\":6}}");
	message_unref(m);
}
END_TEST

TCase *
message_tests(void)
{
	TCase *tests = tcase_create("message");
	tcase_add_test(tests, setters_are_read_back);
	tcase_add_test(tests, setting_again_replaces_in_place);
	tcase_add_test(tests, values_as_text);
	tcase_add_test(tests, more_than_the_inline_room);
	tcase_add_test(tests, removal_takes_what_is_below);
	tcase_add_test(tests, copies_are_independent);
	tcase_add_test(tests, what_is_packed_is_small_and_the_same);
	tcase_add_test(tests, references_are_counted);
	tcase_add_test(tests, keys_may_hold_dots_and_digits);
	tcase_add_test(tests, lists_are_told_from_objects);
	tcase_add_test(tests, built_lists_and_objects);
	tcase_add_test(tests, conflicts_print_once);
	return tests;
}
