/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Literal vectors: the wire format as docs/binding.md promises it.  Both ends
 * of the binding are built on this code, so only text that was written by hand
 * can show that both of them are wrong.
 */
#include "tests/wire/test_wire.h"

#include "wire/json_channel.h"
#include "wire/json_frame.h"

#include <string.h>

static const char *const vectors[] = {
	"{\"frame\":\"open\",\"party\":1,\"name\":\"agent1\"}\n",
	"{\"frame\":\"open\",\"party\":4294967295}\n",
	"{\"frame\":\"send\",\"party\":1,\"protocol\":\"InteractionManagement\","
	"\"message\":{\"messageName\":\"RequestConference\",\"referenceId\":3,"
	"\"interactionId\":\"ix-1\"}}\n",
	"{\"frame\":\"fence\",\"party\":1,\"fence\":7}\n",
	"{\"frame\":\"close\",\"party\":1}\n",
	"{\"seq\":1,\"timeUs\":1234,\"frame\":\"opened\",\"party\":1}\n",
	"{\"seq\":2,\"timeUs\":1240,\"frame\":\"message\",\"party\":1,"
	"\"protocol\":\"Reporting\",\"message\":{\"messageName\":\"EventAck\"}}\n",
	"{\"seq\":3,\"timeUs\":0,\"frame\":\"fence\",\"party\":1,\"fence\":0}\n",
	"{\"seq\":4,\"timeUs\":9,\"frame\":\"closed\",\"party\":1,"
	"\"text\":\"bye\"}\n",
	"{\"seq\":5,\"frame\":\"error\",\"party\":1,\"text\":\"no\"}\n",
	"{\"seq\":6,\"frame\":\"error\",\"text\":\"nobody in particular\"}\n",
	"{\"seq\":7,\"frame\":\"message\",\"party\":1,\"tag\":\"derived\","
	"\"message\":{\"messageName\":\"EventAck\"}}\n",
	"{\"frame\":\"open\",\"party\":2,\"name\":\"agent2\",\"server\":2}\n",
};

static struct frame
parsed(const char *text)
{
	struct frame f;
	char problem[JSON_PROBLEM_SIZE] = "";
	ck_assert_msg(json_parse_frame(text, strlen(text), &f, problem),
	    "%s: %s", text, problem);
	return f;
}

START_TEST(vectors_are_read_and_written)
{
	struct frame f = parsed(vectors[_i]);
	struct buf b;
	buf_init(&b, FRAME_MAX_BYTES);
	ck_assert(json_print_frame(&f, &b));
	ck_assert_str_eq(buf_text(&b), vectors[_i]);
	buf_free(&b);
	frame_clear(&f);
}
END_TEST

START_TEST(members_of_a_message_frame)
{
	struct frame f = parsed(vectors[6]);
	ck_assert_int_eq(f.kind, FRAME_MESSAGE);
	ck_assert_uint_eq(f.sequence, 2);
	ck_assert_int_eq(f.server_time_us, 1240);
	ck_assert_uint_eq(f.party, 1);
	ck_assert_str_eq(f.protocol, PROTOCOL_REPORTING);
	ck_assert_str_eq(message_name(f.message), "EventAck");
	frame_clear(&f);
	ck_assert_ptr_null(f.message);
}
END_TEST

START_TEST(a_message_whose_server_states_no_tag)
{
	struct frame f = parsed(vectors[11]);
	ck_assert(f.is_derived);
	ck_assert_str_eq(f.protocol, "");
	frame_clear(&f);
	f = parsed("{\"frame\":\"message\",\"party\":1,\"tag\":\"derived\","
		   "\"protocol\":\"Reporting\",\"message\":"
		   "{\"messageName\":\"EventAck\"}}");
	ck_assert(f.is_derived);
	frame_clear(&f);
}
END_TEST

START_TEST(what_is_absent_has_its_default)
{
	struct frame f = parsed(" {\"party\" : 3, \"frame\" : \"closed\" } ");
	ck_assert_uint_eq(f.sequence, 0);
	ck_assert_int_eq(f.server_time_us, -1);
	ck_assert_str_eq(frame_text(&f), "");
}
END_TEST

START_TEST(unknown_members_are_ignored)
{
	struct frame f =
	    parsed("{\"frame\":\"close\",\"party\":2,\"later\":[1],"
		   "\"message\":4,\"name\":null}");
	ck_assert_int_eq(f.kind, FRAME_CLOSE);
	ck_assert_ptr_null(f.message);
}
END_TEST

/* 127 bytes are kept; a character of two bytes across the edge goes whole. */
START_TEST(long_text_is_cut_between_characters)
{
	char line[300] = "{\"frame\":\"closed\",\"party\":1,\"text\":\"x";
	for (int i = 0; i < 80; i++)
		strncat(line, "\xC3\xA9", 3);
	strncat(line, "\"}", 3);
	struct frame f = parsed(line);
	ck_assert_uint_eq(strlen(f.text), 127);
	frame_clear(&f);
	struct frame g = parsed("{\"frame\":\"closed\",\"party\":1,\"text\":"
				"\"a\\u0000b\"}");
	ck_assert_str_eq(g.text, "a");
	frame_clear(&g);
}
END_TEST

START_TEST(what_does_not_fit_leaves_the_buffer_alone)
{
	struct frame f = parsed(vectors[2]);
	struct buf b;
	buf_init(&b, 60);
	ck_assert(buf_add_text(&b, "before"));
	ck_assert(!json_print_frame(&f, &b));
	ck_assert_str_eq(buf_text(&b), "before");
	ck_assert(!json_print_message(f.message, &b));
	ck_assert_str_eq(buf_text(&b), "before");
	buf_free(&b);
	frame_clear(&f);
}
END_TEST

START_TEST(the_answer_to_post_channels)
{
	static const char text[] =
	    "{\"channel\":\"c1\",\"server\":{\"name\":\"ixconform mock\","
	    "\"version\":\"0.1.0\"},\"capabilities\":[\"fence\",\"faults\"]}\n";
	struct channel_answer a;
	char problem[JSON_PROBLEM_SIZE] = "";
	ck_assert_msg(
	    json_parse_channel_answer(text, strlen(text), &a, problem), "%s",
	    problem);
	ck_assert_str_eq(a.channel, "c1");
	ck_assert_str_eq(a.server_name, "ixconform mock");
	ck_assert_str_eq(a.server_version, "0.1.0");
	ck_assert(a.has_fence && !a.has_clock && a.has_faults);
	struct buf b;
	buf_init(&b, FRAME_MAX_BYTES);
	ck_assert(json_print_channel_answer(&a, &b));
	ck_assert_str_eq(buf_text(&b), text);
	buf_free(&b);
}
END_TEST

START_TEST(a_short_answer_is_enough)
{
	static const char text[] =
	    "{\"channel\":\"7\",\"capabilities\":[1,\"x\"]}";
	struct channel_answer a;
	char problem[JSON_PROBLEM_SIZE] = "";
	ck_assert(json_parse_channel_answer(text, strlen(text), &a, problem));
	ck_assert_str_eq(a.server_name, "");
	ck_assert(!a.has_fence && !a.has_clock && !a.has_faults);
}
END_TEST

START_TEST(refusals_are_read_and_written)
{
	static const char text[] = "{\"error\":\"no \\\"x\\\"\",\"line\":2}\n";
	struct channel_refusal r;
	char problem[JSON_PROBLEM_SIZE] = "";
	ck_assert(json_parse_refusal(text, strlen(text), &r, problem));
	ck_assert_str_eq(r.error, "no \"x\"");
	ck_assert_int_eq(r.line, 2);
	struct buf b;
	buf_init(&b, 400);
	ck_assert(json_print_refusal(&r, &b));
	ck_assert_str_eq(buf_text(&b), text);
	buf_free(&b);
	ck_assert(!json_parse_refusal("{}", 2, &r, problem));
	ck_assert_str_eq(problem, "the refusal has no 'error'");
}
END_TEST

/* What was read before stays, whatever comes after it in the same storage. */
START_TEST(one_frame_after_the_other_in_one_storage)
{
	struct json_document d = { 0 };
	struct frame one, other;
	char problem[JSON_PROBLEM_SIZE] = "";
	size_t size = (size_t)1 << 17;
	char *wrong = malloc(size);
	ck_assert(
	    json_read_frame(&d, vectors[2], strlen(vectors[2]), &one, problem));
	memset(wrong, '[', size);
	ck_assert(!json_read_frame(&d, wrong, size, &other, problem));
	ck_assert_ptr_null(d.tree.text); /* such a size is not kept */
	ck_assert(json_read_frame(
	    &d, vectors[6], strlen(vectors[6]), &other, problem));
	ck_assert(!json_read_frame(&d, "{}", 2, &other, problem));
	ck_assert_str_eq(problem, "the frame has no 'frame'");
	json_document_free(&d);
	free(wrong);
	ck_assert_str_eq(one.protocol, PROTOCOL_INTERACTION_MANAGEMENT);
	ck_assert_str_eq(message_string(one.message, "interactionId"), "ix-1");
	ck_assert_str_eq(other.protocol, PROTOCOL_REPORTING);
	ck_assert_str_eq(message_name(other.message), "EventAck");
	frame_clear(&one);
	frame_clear(&other);
}
END_TEST

TCase *
frame_tests(void)
{
	TCase *tests = tcase_create("frame");
	tcase_add_loop_test(tests, vectors_are_read_and_written, 0,
	    sizeof(vectors) / sizeof(vectors[0]));
	tcase_add_test(tests, members_of_a_message_frame);
	tcase_add_test(tests, a_message_whose_server_states_no_tag);
	tcase_add_test(tests, one_frame_after_the_other_in_one_storage);
	tcase_add_test(tests, what_is_absent_has_its_default);
	tcase_add_test(tests, unknown_members_are_ignored);
	tcase_add_test(tests, long_text_is_cut_between_characters);
	tcase_add_test(tests, what_does_not_fit_leaves_the_buffer_alone);
	tcase_add_test(tests, the_answer_to_post_channels);
	tcase_add_test(tests, a_short_answer_is_enough);
	tcase_add_test(tests, refusals_are_read_and_written);
	return tests;
}
