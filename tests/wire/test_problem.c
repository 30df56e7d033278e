/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/wire/test_wire.h"

#include "core/mem.h"
#include "wire/json_channel.h"
#include "wire/json_frame.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define IN_SEND                                                                \
	"{\"frame\":\"send\",\"party\":1,\"protocol\":\"P\",\"message\":"

static const struct {
	const char *text;
	const char *problem;
} frames[] = {
	{ "", "byte 1: the text ends where a value should be" },
	{ "7", "the frame is 7; it must be an object" },
	{ "{\"frame\":\"fence\" x", "byte 18: 'x' where ',' or '}' should be" },
	{ "{\"frame\":\"close\",\"party\":1}{",
	    "byte 28: '{' where the end of the text should be" },
	{ "{\"frame\":\"close\",\"frame\":\"open\"}",
	    "byte 18: the name 'frame' appears twice in its object" },
	{ "[]", "the frame is a list; it must be an object" },
	{ "{}", "the frame has no 'frame'" },
	{ "{\"frame\":3}", "'frame' is 3; it must be a string" },
	{ "{\"frame\":\"opne\"}", "'frame' is 'opne'; did you mean 'open'?" },
	{ "{\"frame\":\"subscription\"}",
	    "'frame' is 'subscription'; no such kind of frame is known" },
	{ "{\"frame\":\"open\"}", "the frame has no 'party'" },
	{ "{\"frame\":\"open\",\"party\":-3}",
	    "'party' is -3; it must be an integer from 1 to 4294967295" },
	{ "{\"frame\":\"open\",\"party\":0}",
	    "'party' is 0; it must be an integer from 1 to 4294967295" },
	{ "{\"frame\":\"open\",\"party\":4294967296}",
	    "'party' is 4294967296; it must be an integer from 1 to "
	    "4294967295" },
	{ "{\"frame\":\"open\",\"party\":\"1\"}",
	    "'party' is a string; it must be an integer from 1 to 4294967295" },
	{ "{\"frame\":\"open\",\"party\":1,\"server\":1}",
	    "'server' is 1; it must be an integer from 2 to 2" },
	{ "{\"frame\":\"open\",\"party\":1,\"name\":{}}",
	    "'name' is an object; it must be a string" },
	{ "{\"frame\":\"fence\",\"party\":1}", "the frame has no 'fence'" },
	{ "{\"frame\":\"fence\",\"party\":1,\"fence\":1.5}",
	    "'fence' is a fraction; it must be an integer from 0 to "
	    "9223372036854775807" },
	{ "{\"seq\":0,\"frame\":\"opened\",\"party\":1}",
	    "'seq' is 0; it must be an integer from 1 to "
	    "9223372036854775807" },
	{ "{\"frame\":\"send\",\"party\":1}", "the frame has no 'protocol'" },
	{ "{\"frame\":\"send\",\"party\":1,\"protocol\":\"\"}",
	    "'protocol' has 0 bytes; it must have 1 to 32, none of them NUL" },
	{ "{\"frame\":\"send\",\"party\":1,\"protocol\":\"P\"}",
	    "the frame has no 'message'" },
	{ IN_SEND "[1]}", "'message' is a list; it must be an object" },
	{ IN_SEND "{}}", "the message has no 'messageName'" },
	{ IN_SEND "{\"messageName\":true}}",
	    "'messageName' is true; it must be a string" },
	{ IN_SEND "{\"messageName\":\"\"}}",
	    "'messageName' has 0 bytes; it must have 1 to 127, none of them "
	    "NUL" },
	{ IN_SEND "{\"messageName\":\"M\",\"a\":99999999999999999999}}",
	    "byte 75: an integer has more than 64 bits" },
	{ IN_SEND "{\"messageName\":\"M\",\"a\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]"
		  "]]}}",
	    "'a.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0' nests objects and lists deeper "
	    "than 16 levels" },
};

START_TEST(each_refusal_is_a_sentence)
{
	struct frame f;
	char problem[JSON_PROBLEM_SIZE] = "";
	ck_assert(!json_parse_frame(
	    frames[_i].text, strlen(frames[_i].text), &f, problem));
	ck_assert_str_eq(problem, frames[_i].problem);
}
END_TEST

/* Peer bytes cannot break the line or overrun the sentence. */
START_TEST(hostile_bytes_stay_in_one_line)
{
	char text[600], problem[JSON_PROBLEM_SIZE] = "";
	struct frame f;
	int size = snprintf(text, sizeof(text),
	    "{\"frame\":\"a\\nb\\u0007%0300d\",\"party\":1}", 7);
	ck_assert(!json_parse_frame(text, (size_t)size, &f, problem));
	for (const char *p = problem; *p; p++)
		ck_assert_int_ge((unsigned char)*p, 0x20);
	ck_assert(!json_parse_frame("\xFF\xFE{", 3, &f, problem));
	ck_assert_ptr_nonnull(
	    strstr(problem, "byte 1: '\\xFF\\xFE' where a value should be"));
}
END_TEST

static void
assert_refused(const char *text, size_t size, const char *expected)
{
	char problem[JSON_PROBLEM_SIZE] = "";
	struct message *m = json_parse_message(text, size, problem);
	ck_assert_ptr_null(m);
	ck_assert_str_eq(problem, expected);
}

/* A message of that many attributes; returns its size. */
static size_t
write_attributes(char *into, size_t size, int count)
{
	struct buf b;
	buf_init(&b, size);
	buf_add_text(&b, "{\"messageName\":\"M\"");
	for (int i = 0; i < count; i++)
		buf_printf(&b, ",\"k%d\":1", i);
	buf_add_text(&b, "}");
	size_t used = b.size;
	memcpy(into, buf_text(&b), used);
	buf_free(&b);
	return used;
}

START_TEST(limits_hold)
{
	size_t size = FRAME_MAX_BYTES + 1;
	char *text = mem_zalloc(size);
	memset(text, ' ', size);
	assert_refused(text, size,
	    "the message has 1048577 bytes; at most 1048576 are read");
	size_t used = write_attributes(text, size, MESSAGE_MAX_ATTRIBUTES + 1);
	assert_refused(text, used, "the message has more than 4096 attributes");
	int at =
	    snprintf(text, size, "{\"messageName\":\"M\",\"k%0600d\":1}", 1);
	assert_refused(text, (size_t)at,
	    "the path of attribute 'k000000000000000000000000000000000000000...'"
	    " has more than 512 bytes");
	at = snprintf(text, size, "{\"messageName\":\"M\",\"k%0511d\":1}", 1);
	char none[JSON_PROBLEM_SIZE];
	struct message *m = json_parse_message(text, (size_t)at, none);
	ck_assert_ptr_nonnull(m);
	message_unref(m);
	memset(text, '[', 100000);
	char problem[JSON_PROBLEM_SIZE];
	ck_assert_ptr_null(json_parse_message(text, 100000, problem));
	ck_assert_ptr_nonnull(strstr(problem, "nest too deep"));
	free(text);
}
END_TEST

static const struct {
	const char *text;
	unsigned party;
} guesses[] = {
	{ "{\"frame\":\"message\",\"party\":12,\"mess", 12 },
	{ "{\"party\" :\t7 , \"message\":{\"party\":{\"agentId\":\"a\"}}", 7 },
	{ "{\"party\":1,\"party\":2}", 0 },
	{ "{\"text\":\"\\\"party\\\":5\"}", 0 },
	{ "{\"party\":4294967296", 0 },
	{ "{\"party\":\"3\"", 0 },
	{ "\"party\"", 0 },
	{ "\"party\":", 0 },
	{ "", 0 },
};

START_TEST(whose_malformed_frame_it_was)
{
	const char *text = guesses[_i].text;
	ck_assert_uint_eq(
	    json_guess_party(text, strlen(text)), guesses[_i].party);
}
END_TEST

static const struct {
	const char *text;
	const char *problem;
} answers[] = {
	{ "<html>", "byte 1: '<html>' where a value should be" },
	{ "[]", "the answer is a list; it must be an object" },
	{ "{}", "the answer has no string 'channel'" },
	{ "{\"channel\":\"../c\"}",
	    "'channel' is '../c'; it must have 1 to 63 of the characters a-z "
	    "A-Z 0-9 - _" },
	{ "{\"channel\":\"c\",\"server\":\"x\"}",
	    "'server' is a string; it must be an object" },
	{ "{\"channel\":\"c\",\"server\":{\"name\":1}}",
	    "'name' is 1; it must be a string" },
	{ "{\"channel\":\"c\",\"capabilities\":\"fence\"}",
	    "'capabilities' is a string; it must be a list" },
};

START_TEST(answers_are_refused_in_words)
{
	struct channel_answer a;
	char problem[JSON_PROBLEM_SIZE] = "";
	ck_assert(!json_parse_channel_answer(
	    answers[_i].text, strlen(answers[_i].text), &a, problem));
	ck_assert_str_eq(problem, answers[_i].problem);
}
END_TEST

START_TEST(which_malformed_frame_it_was)
{
	static const char text[] = "{\"seq\":4294967299,\"frame\":\"mess";
	ck_assert_uint_eq(
	    json_guess_sequence(text, strlen(text)), UINT64_C(4294967299));
	static const char large[] = "{\"seq\":9223372036854775808,";
	ck_assert_uint_eq(json_guess_sequence(large, strlen(large)), 0);
}
END_TEST

TCase *
problem_tests(void)
{
	TCase *tests = tcase_create("problem");
	tcase_add_loop_test(tests, each_refusal_is_a_sentence, 0,
	    sizeof(frames) / sizeof(frames[0]));
	tcase_add_test(tests, hostile_bytes_stay_in_one_line);
	tcase_add_test(tests, limits_hold);
	tcase_add_loop_test(tests, whose_malformed_frame_it_was, 0,
	    sizeof(guesses) / sizeof(guesses[0]));
	tcase_add_test(tests, which_malformed_frame_it_was);
	tcase_add_loop_test(tests, answers_are_refused_in_words, 0,
	    sizeof(answers) / sizeof(answers[0]));
	return tests;
}
