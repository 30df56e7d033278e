/* SPDX-License-Identifier: Apache-2.0 */
#include "core/buf.h"
#include "core/mem.h"
#include "tests/wire/test_wire.h"
#include "wire/json_frame.h"

#include <stdlib.h>
#include <string.h>

#define NAMED(members) "{\"messageName\":\"A\"," members "}"

/* What RFC 8259 allows, and what it is read as. */
static const struct {
	const char *text, *read;
} legal[] = {
	{ NAMED("\"a\\u0000b\":1"), NAMED("\"a\uFFFDb\":1") },
	{ NAMED("\"\\u0000\" : 1"), NAMED("\"\uFFFD\":1") },
	{ NAMED("\"x\":{\"\\u0000\":{\"y\":\"\\u0000\"}}"),
	    NAMED("\"x\":{\"\uFFFD\":{\"y\":\"\\u0000\"}}") },
	{ NAMED("\"k\":\"a\\u0000b\""), NAMED("\"k\":\"a\\u0000b\"") },
	{ NAMED("\"k\":\"\\ud800\""), NAMED("\"k\":\"\uFFFD\"") },
	{ NAMED("\"k\":\"\\uDFFFx\""), NAMED("\"k\":\"\uFFFDx\"") },
	{ NAMED("\"k\":\"\\ud83d\\ud83d\\ude00\""),
	    NAMED("\"k\":\"\uFFFD\U0001F600\"") },
	{ NAMED("\"\\ud83d\\ude00\\udead\":1"),
	    NAMED("\"\U0001F600\uFFFD\":1") },
	{ NAMED("\"k\":\"\\\\u0000\",\"\\\\ud800\":\"\\u0000\""),
	    NAMED("\"k\":\"\\\\u0000\",\"\\\\ud800\":\"\\u0000\"") },
};

START_TEST(it_is_read)
{
	char problem[JSON_PROBLEM_SIZE];
	struct buf printed;
	const char *text = legal[_i].text;
	struct message *m = json_parse_message(text, strlen(text), problem);
	ck_assert_msg(m, "%s: %s", text, problem);
	buf_init(&printed, 1000);
	ck_assert(json_print_message(m, &printed));
	ck_assert_str_eq(buf_text(&printed), legal[_i].read);
	buf_free(&printed);
	message_unref(m);
}
END_TEST

/* Nothing that is wrong becomes right by it. */
static const char *const wrong[] = {
	NAMED("\"a\\u0000\":1,\"a\\uFFFD\":2"),
	NAMED("\"a\\u0000\":1,\"a\\u0000\":2"),
	NAMED("\"a\\u000\":1"),
	NAMED("\"a\\u\020\020\020\020\":1"),
	NAMED("\"a\\u0000\":1,"),
	NAMED("\"\\ud800\":"),
	NAMED("\"\\ud800\":\"\\x\""),
	"{\"messageName\":\"A\",\"a\\u0000",
	"{\"messageName\":\"A\",\"a\\",
};

START_TEST(it_is_refused)
{
	char problem[JSON_PROBLEM_SIZE];
	ck_assert_ptr_null(
	    json_parse_message(wrong[_i], strlen(wrong[_i]), problem));
}
END_TEST

TCase *
mend_tests(void)
{
	TCase *t = tcase_create("mend");
	tcase_add_loop_test(t, it_is_read, 0, sizeof(legal) / sizeof(legal[0]));
	tcase_add_loop_test(
	    t, it_is_refused, 0, sizeof(wrong) / sizeof(wrong[0]));
	return t;
}
