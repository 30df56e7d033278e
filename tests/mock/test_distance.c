/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/http/distance.h"
#include "tests/mock/suites.h"

#define FAR (100 * NS_PER_MS)

static struct mock_server *server;
static struct distance distance;
static unsigned channel;

static void
set_up(void)
{
	struct mock_config config = mock_config_default();
	server = mock_server_new(&config);
	channel = mock_server_open_channel(server);
	distance = (struct distance){ .latency_ns = FAR };
}

static void
tear_down(void)
{
	distance_free(&distance);
	mock_server_free(server);
}

static void
send_up(int64_t now_ns, enum frame_kind kind, uint64_t fence)
{
	struct frame frame = {
		.kind = kind, .party = 1, .fence = fence, .text = "agent1"
	};
	distance_send_up(&distance, server, now_ns, channel, &frame);
}

/* What arrives down at that time, or -1. */
static int
next_kind(int64_t now_ns)
{
	struct mock_output output;
	distance_tick(&distance, server, now_ns);
	if (!distance_next_output(&distance, server, now_ns, &output))
		return -1;
	frame_clear(&output.frame);
	return (int)output.frame.kind;
}

START_TEST(a_frame_takes_its_time_both_ways)
{
	send_up(0, FRAME_OPEN, 0);
	ck_assert_int_eq(distance_next_timer(&distance), FAR);
	ck_assert_int_eq(next_kind(FAR - 1), -1);
	ck_assert_int_eq(next_kind(FAR), -1);
	ck_assert_int_eq(distance_next_timer(&distance), 2 * FAR);
	ck_assert_int_eq(next_kind(2 * FAR - 1), -1);
	ck_assert_int_eq(next_kind(2 * FAR), FRAME_OPENED);
	ck_assert_int_eq(next_kind(2 * FAR), -1);
	ck_assert_int_eq(distance_next_timer(&distance), TIME_NEVER_NS);
}
END_TEST

START_TEST(none_overtakes_another)
{
	send_up(0, FRAME_OPEN, 0);
	send_up(1, FRAME_FENCE, 7);
	ck_assert_int_eq(next_kind(FAR), -1);
	ck_assert_int_eq(next_kind(FAR + 1), -1);
	ck_assert_int_eq(next_kind(2 * FAR), FRAME_OPENED);
	ck_assert_int_eq(next_kind(2 * FAR), -1);
	ck_assert_int_eq(next_kind(2 * FAR + 1), FRAME_FENCE);
}
END_TEST

START_TEST(at_no_distance_it_is_there_at_once)
{
	distance.latency_ns = 0;
	send_up(5, FRAME_OPEN, 0);
	ck_assert_int_eq(next_kind(5), FRAME_OPENED);
}
END_TEST

/* So that a request before the end of its channel is not lost. */
START_TEST(the_end_of_a_channel_waits_for_what_is_under_way)
{
	send_up(0, FRAME_OPEN, 0);
	distance_hurry(&distance, server, 1, channel + 1);
	ck_assert_int_eq(next_kind(1), -1);
	ck_assert_int_eq(distance_next_timer(&distance), FAR);
	distance_hurry(&distance, server, 2, channel);
	ck_assert_int_eq(next_kind(2), -1);
	ck_assert_int_eq(next_kind(2 + FAR), FRAME_OPENED);
	ck_assert_int_eq(next_kind(5 * FAR), -1);
}
END_TEST

/* Freed with them on the way: the sanitizers watch. */
START_TEST(what_is_under_way_is_released)
{
	struct frame frame = { .kind = FRAME_SEND,
		.party = 1,
		.protocol = PROTOCOL_INTERACTION_MANAGEMENT,
		.message = message_new("RequestPull") };
	distance_send_up(&distance, server, 0, channel, &frame);
	frame_clear(&frame);
	send_up(0, FRAME_OPEN, 0);
	ck_assert_int_eq(next_kind(FAR), -1);
	send_up(FAR, FRAME_FENCE, 1);
}
END_TEST

Suite *
distance_suite(void)
{
	Suite *s = suite_create("distance");
	TCase *t = tcase_create("distance");
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, a_frame_takes_its_time_both_ways);
	tcase_add_test(t, none_overtakes_another);
	tcase_add_test(t, at_no_distance_it_is_there_at_once);
	tcase_add_test(t, the_end_of_a_channel_waits_for_what_is_under_way);
	tcase_add_test(t, what_is_under_way_is_released);
	suite_add_tcase(s, t);
	return s;
}
