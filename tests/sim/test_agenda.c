/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"
#include "core/random.h"
#include "sim/agenda.h"
#include "tests/sim/suites.h"

#define COUNT 1000
#define LANES 40

/* The fence's number says which frame it is. */
static void
add(struct agenda *a, unsigned lane, int64_t now_ns, uint32_t travel_us,
    uint64_t fence)
{
	struct frame frame = { .kind = FRAME_FENCE, .fence = fence };
	agenda_add(a, lane, now_ns, travel_us, false, &frame);
}

static uint64_t
take(struct agenda *a, unsigned *ret_lane)
{
	struct packet *packet = agenda_take(a, ret_lane);
	uint64_t fence = packet->frame.fence;
	if (*ret_lane != AGENDA_UP)
		ck_assert_uint_eq(AGENDA_DOWN(packet->frame.party), *ret_lane);
	agenda_return(a, packet);
	return fence;
}

START_TEST(frames_arrive_in_order_of_time_and_of_their_lane)
{
	struct agenda a = { 0 };
	struct random random;
	uint64_t next_in[LANES] = { 0 };
	int64_t last_ns = -1;
	random_seed(&random, (uint64_t)_i);
	for (unsigned i = 0; i < COUNT; i++)
		add(&a, (unsigned)random_below(&random, LANES), i * NS_PER_US,
		    (uint32_t)random_below(&random, 300), i);
	for (unsigned i = 0; i < COUNT; i++) {
		unsigned lane;
		int64_t ns = agenda_next(&a);
		uint64_t fence = take(&a, &lane);
		ck_assert_int_ge(ns, last_ns);
		ck_assert_int_ge(ns, (int64_t)fence * NS_PER_US);
		ck_assert_uint_ge(fence, next_in[lane]);
		next_in[lane] = fence + 1;
		last_ns = ns;
	}
	ck_assert_int_eq(agenda_next(&a), TIME_NEVER_NS);
	agenda_free(&a);
}
END_TEST

START_TEST(what_is_slower_is_not_overtaken_in_its_lane)
{
	struct agenda a = { 0 };
	unsigned lane;
	add(&a, 1, 0, 100, 1);
	add(&a, 1, 10 * NS_PER_US, 5, 2);
	add(&a, 2, 10 * NS_PER_US, 5, 3);
	ck_assert_int_eq(agenda_next(&a), 15 * NS_PER_US);
	ck_assert_uint_eq(take(&a, &lane), 3);
	ck_assert_int_eq(agenda_next(&a), 100 * NS_PER_US);
	ck_assert_uint_eq(take(&a, &lane), 1);
	ck_assert_int_eq(agenda_next(&a), 100 * NS_PER_US);
	ck_assert_uint_eq(take(&a, &lane), 2);
	agenda_free(&a);
}
END_TEST

START_TEST(lanes_come_by_number_at_one_time)
{
	struct agenda a = { 0 };
	unsigned lane;
	for (unsigned i = LANES; i-- > 0;)
		add(&a, i, 0, 7, i);
	for (unsigned i = 0; i < LANES; i++)
		ck_assert_uint_eq(take(&a, &lane), i);
	agenda_free(&a);
}
END_TEST

START_TEST(an_hour_is_not_too_long)
{
	struct agenda a = { 0 };
	unsigned lane;
	uint32_t hour_us = 3600 * (uint32_t)(NS_PER_S / NS_PER_US);
	add(&a, 3, 5, hour_us, 1);
	ck_assert_int_eq(agenda_next(&a), 3600 * NS_PER_S + 5);
	take(&a, &lane);
	agenda_free(&a);
}
END_TEST

START_TEST(what_was_given_back_is_used_again)
{
	struct agenda a = { 0 };
	unsigned lane;
	for (unsigned i = 0; i < COUNT; i++) {
		add(&a, i % 3, i, i, i);
		ck_assert_uint_eq(take(&a, &lane), i);
	}
	ck_assert_uint_eq(a.packet_count, 1);
	agenda_free(&a);
}
END_TEST

static void
add_message(struct agenda *a, unsigned lane, struct message *m, bool malformed)
{
	struct frame frame = { .kind = FRAME_MESSAGE,
		.protocol = PROTOCOL_REPORTING,
		.message = message_ref(m) };
	agenda_add(a, lane, 0, lane, malformed, &frame);
}

START_TEST(a_message_for_many_is_kept_once)
{
	struct agenda a = { 0 };
	unsigned lane;
	struct message *m = message_new("EventRejected");
	for (unsigned i = 1; i <= LANES; i++)
		add_message(&a, i, m, false);
	add_message(&a, LANES + 1, m, true); /* another frame */
	message_unref(m);
	ck_assert_uint_eq(a.packet_count, 2);
	for (unsigned i = 1; i <= LANES + 1; i++) {
		struct packet *packet = agenda_take(&a, &lane);
		ck_assert_uint_eq(AGENDA_DOWN(packet->frame.party), i);
		ck_assert_int_eq(packet->is_malformed, i > LANES);
		ck_assert_str_eq(
		    message_name(packet->frame.message), "EventRejected");
		agenda_return(&a, packet);
	}
	agenda_free(&a);
}
END_TEST

START_TEST(what_is_under_way_can_be_forgotten)
{
	struct agenda a = { 0 };
	struct message *m = message_new("RequestPull");
	for (unsigned i = 0; i < LANES; i++)
		add_message(&a, i % 4, m, false);
	message_unref(m);
	agenda_clear(&a);
	ck_assert_int_eq(agenda_next(&a), TIME_NEVER_NS);
	agenda_free(&a);
}
END_TEST

Suite *
agenda_suite(void)
{
	Suite *s = suite_create("sim/agenda");
	TCase *tc = tcase_create("agenda");
	tcase_add_loop_test(
	    tc, frames_arrive_in_order_of_time_and_of_their_lane, 0, 4);
	tcase_add_test(tc, what_is_slower_is_not_overtaken_in_its_lane);
	tcase_add_test(tc, lanes_come_by_number_at_one_time);
	tcase_add_test(tc, an_hour_is_not_too_long);
	tcase_add_test(tc, what_was_given_back_is_used_again);
	tcase_add_test(tc, a_message_for_many_is_kept_once);
	tcase_add_test(tc, what_is_under_way_can_be_forgotten);
	suite_add_tcase(s, tc);
	return s;
}
