/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/net/test_net.h"
#include "tests/occurrences.h"

#include "core/clock.h"

#include <stdlib.h>
#include <string.h>

#define QUIET_STREAM                                                           \
	{                                                                      \
		.head = STREAM_HEAD, .stays = true                             \
	}

static void
send_fence(struct channel *c, uint64_t fence)
{
	channel_send(c,
	    &(struct frame){ .kind = FRAME_FENCE, .party = 1, .fence = fence });
}

static void
wait_until_idle(struct channel *c)
{
	int64_t end_ns = clock_now_ns() + 20 * NS_PER_S, quiet_ns;
	while (!channel_idle(c) && clock_now_ns() < end_ns)
		ck_assert(channel_wait(
		    c, clock_now_ns() + 5 * NS_PER_MS, -1, &quiet_ns));
	ck_assert(channel_idle(c));
}

/* What is queued together goes out together, in its order. */
START_TEST(one_request_for_all_that_waits)
{
	struct hostile_plan plan = { .channels = CHANNEL_REPLY,
		.frames = FRAMES_REPLY,
		.streams = { QUIET_STREAM } };
	struct hostile *h = hostile_start(&plan);
	struct probe p;
	probe_init(&p);
	struct channel *c = probe_connected(&p, hostile_url(h));
	send_fence(c, 1);
	send_fence(c, 2);
	ck_assert(!channel_idle(c));
	wait_until_idle(c);
	send_fence(c, 3);
	wait_until_idle(c);
	channel_close(c);
	channel_free(c);
	probe_free(&p);
	char *received = hostile_stop(h);
	ck_assert_ptr_nonnull(strstr(received,
	    "\r\n\r\n{\"frame\":\"fence\",\"party\":1,\"fence\":1}\n"
	    "{\"frame\":\"fence\",\"party\":1,\"fence\":2}\nPOST "));
	ck_assert_ptr_nonnull(strstr(received,
	    "\r\n\r\n{\"frame\":\"fence\",\"party\":1,\"fence\":3}\nDELETE "));
	free(received);
}
END_TEST

#define POST_URL "POST http://127.0.0.1/ixconform/1/channels/c1/frames"

static const struct {
	struct hostile_reply reply;
	const char *problem;
	const char *broken_id;
} refusals[] = {
	{ { .head = "HTTP/1.1 400 Bad\r\nConnection: close\r\n\r\n"
		    "{\"error\":\"the frame has no 'party'\",\"line\":2}" },
	    "the server refuses what was sent: HTTP 400 for " POST_URL
	    ", line 2: the frame has no 'party'",
	    "B-02" },
	{ { .head = "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n" },
	    "the server does not know the channel that it has just made: HTTP "
	    "404 for " POST_URL,
	    "B-02" },
	{ { .head = "HTTP/1.1 500 Oops\r\nConnection: close\r\n\r\n"
		    "Traceback\n\x1B[31m" },
	    "the server has failed: HTTP 500 for " POST_URL
	    ": 'Traceback\\n\\x1B[31m'",
	    NULL },
	{ { .head = NULL },
	    POST_URL
	    " failed: the server hung up, and does not offer to take the "
	    "request again ('resend' in docs/binding.md)",
	    NULL },
	{ { .head = NULL, .stays = true },
	    POST_URL " failed: no answer within 400 ms", NULL },
};

START_TEST(each_refusal_says_why)
{
	struct hostile_plan plan = { .channels = CHANNEL_REPLY,
		.frames = refusals[_i].reply,
		.streams = { QUIET_STREAM } };
	struct hostile *h = hostile_start(&plan);
	struct probe p;
	probe_init(&p);
	if (refusals[_i].reply.stays)
		p.timeout_ns = 400 * NS_PER_MS;
	struct channel *c = probe_connected(&p, hostile_url(h));
	send_fence(c, 1);
	probe_wait_broken(c, hostile_url(h), refusals[_i].problem);
	ck_assert_pstr_eq(channel_broken_id(c), refusals[_i].broken_id);
	channel_close(c);
	channel_free(c);
	probe_free(&p);
	char *received = hostile_stop(h);
	/* never sent twice, whatever became of it */
	char *once = strstr(received, "\"fence\":1}");
	ck_assert_ptr_nonnull(once);
	ck_assert_ptr_null(strstr(once + 1, "\"fence\":1}"));
	free(received);
}
END_TEST

/* The connection dies before the answer: the server knows the number. */
START_TEST(a_numbered_request_is_sent_again)
{
	struct hostile_plan plan = { .channels = RESEND_REPLY,
		.frames = FRAMES_REPLY,
		.cut_frames = 3,
		.streams = { QUIET_STREAM } };
	struct hostile *h = hostile_start(&plan);
	struct probe p;
	probe_init(&p);
	struct channel *c = probe_connected(&p, hostile_url(h));
	send_fence(c, 1);
	wait_until_idle(c);
	send_fence(c, 2);
	wait_until_idle(c);
	channel_close(c);
	channel_free(c);
	probe_free(&p);
	char *received = hostile_stop(h);
	ck_assert_uint_eq(occurrences(received, "/c1/frames?n=1 HTTP"), 4);
	ck_assert_uint_eq(occurrences(received, "\"fence\":1}"), 4);
	ck_assert_uint_eq(occurrences(received, "/c1/frames?n=2 HTTP"), 1);
	ck_assert_uint_eq(occurrences(received, "\"fence\":2}"), 1);
	free(received);
}
END_TEST

START_TEST(sending_again_has_an_end)
{
	struct hostile_plan plan = { .channels = RESEND_REPLY,
		.cut_frames = 1000,
		.streams = { QUIET_STREAM } };
	struct hostile *h = hostile_start(&plan);
	struct probe p;
	probe_init(&p);
	struct channel *c = probe_connected(&p, hostile_url(h));
	send_fence(c, 1);
	probe_wait_broken(c, hostile_url(h),
	    "POST http://127.0.0.1/ixconform/1/channels/c1/frames?n=1 failed: "
	    "the server hung up, 6 times");
	channel_close(c);
	channel_free(c);
	probe_free(&p);
	free(hostile_stop(h));
}
END_TEST

/* What the server has to say of the request itself is final. */
START_TEST(a_refusal_is_not_tried_again)
{
	struct hostile_plan plan = { .channels = RESEND_REPLY,
		.frames = { .head = "HTTP/1.1 500 Oops\r\n"
				    "Content-Length: 0\r\n\r\n" },
		.streams = { QUIET_STREAM } };
	struct hostile *h = hostile_start(&plan);
	struct probe p;
	probe_init(&p);
	struct channel *c = probe_connected(&p, hostile_url(h));
	send_fence(c, 1);
	probe_wait_broken(c, hostile_url(h),
	    "the server has failed: HTTP 500 for POST "
	    "http://127.0.0.1/ixconform/1/channels/c1/frames?n=1");
	channel_close(c);
	channel_free(c);
	probe_free(&p);
	char *received = hostile_stop(h);
	ck_assert_uint_eq(occurrences(received, "\"fence\":1}"), 1);
	free(received);
}
END_TEST

/* A server may take its time, but what waits for it meanwhile is late. */
START_TEST(what_waits_is_late)
{
	struct hostile_plan plan = { .channels = CHANNEL_REPLY,
		.frames = { .head = NULL, .stays = true },
		.streams = { QUIET_STREAM } };
	struct hostile *h = hostile_start(&plan);
	struct probe p;
	int64_t quiet_ns;
	probe_init(&p);
	struct channel *c = probe_connected(&p, hostile_url(h));
	send_fence(c, 1);
	channel_wait(c, clock_now_ns() + 300 * NS_PER_MS, -1, &quiet_ns);
	/* It was passed on immediately. */
	channel_take_lag(c);
	ck_assert_int_lt(channel_slowest_ns(c), 250 * NS_PER_MS);
	send_fence(c, 2);
	channel_wait(c, clock_now_ns() + 300 * NS_PER_MS, -1, &quiet_ns);
	ck_assert_int_ge(channel_take_lag(c), 250 * NS_PER_MS);
	ck_assert_int_ge(channel_slowest_ns(c), 250 * NS_PER_MS);
	channel_close(c);
	channel_free(c);
	probe_free(&p);
	free(hostile_stop(h));
}
END_TEST

START_TEST(the_queue_is_bounded)
{
	struct hostile_plan plan = { .channels = CHANNEL_REPLY,
		.frames = { .head = NULL, .stays = true },
		.streams = { QUIET_STREAM } };
	struct hostile *h = hostile_start(&plan);
	struct probe p;
	int64_t quiet_ns;
	probe_init(&p);
	struct channel *c = probe_connected(&p, hostile_url(h));
	for (int i = 0; i < 200000 && !channel_problem(c)[0]; i++)
		send_fence(c, 1);
	ck_assert_str_eq(channel_problem(c),
	    "more than 4194304 bytes of frames wait to be sent: the server "
	    "does not keep up");
	ck_assert(!channel_wait(c, 0, -1, &quiet_ns));
	channel_close(c);
	channel_free(c);
	probe_free(&p);
	free(hostile_stop(h));
}
END_TEST

TCase *
send_tests(void)
{
	TCase *tests = tcase_create("send");
	tcase_set_timeout(tests, TEST_TIMEOUT_S);
	tcase_add_test(tests, one_request_for_all_that_waits);
	tcase_add_loop_test(tests, each_refusal_says_why, 0,
	    sizeof(refusals) / sizeof(refusals[0]));
	tcase_add_test(tests, a_numbered_request_is_sent_again);
	tcase_add_test(tests, sending_again_has_an_end);
	tcase_add_test(tests, a_refusal_is_not_tried_again);
	tcase_add_test(tests, what_waits_is_late);
	tcase_add_test(tests, the_queue_is_bounded);
	return tests;
}
