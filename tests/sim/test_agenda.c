/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"
#include "core/random.h"
#include "sim/agenda.h"
#include "tests/sim/suites.h"

#define COUNT 1000

static void
add(struct agenda *a, int64_t time_ns, uint32_t party)
{
	struct frame frame = { .kind = FRAME_FENCE, .party = party };
	agenda_add(a, time_ns, false, false, &frame);
}

static uint32_t
take(struct agenda *a, int64_t *ret_ns)
{
	struct agenda_item *item = agenda_take(a);
	uint32_t party = item->frame.party;
	*ret_ns = item->time_ns;
	frame_clear(&item->frame);
	agenda_return(a, item);
	return party;
}

START_TEST(frames_arrive_in_order_of_time)
{
	struct agenda a = { 0 };
	struct random random;
	int64_t last_ns = -1;
	random_seed(&random, (uint64_t)_i);
	for (uint32_t i = 0; i < COUNT; i++)
		add(&a, random_below(&random, 300), i);
	for (int i = 0; i < COUNT; i++) {
		int64_t ns;
		ck_assert_int_ge(agenda_next(&a), last_ns);
		take(&a, &ns);
		ck_assert_int_ge(ns, last_ns);
		last_ns = ns;
	}
	ck_assert_int_eq(agenda_next(&a), TIME_NEVER_NS);
	agenda_free(&a);
}
END_TEST

START_TEST(frames_of_one_time_keep_their_order)
{
	struct agenda a = { 0 };
	int64_t ns;
	for (uint32_t i = 0; i < COUNT; i++)
		add(&a, i % 2 ? 7 : 5, i);
	for (uint32_t i = 0; i < COUNT; i += 2)
		ck_assert_uint_eq(take(&a, &ns), i);
	for (uint32_t i = 1; i < COUNT; i += 2)
		ck_assert_uint_eq(take(&a, &ns), i);
	agenda_free(&a);
}
END_TEST

START_TEST(what_was_given_back_is_used_again)
{
	struct agenda a = { 0 };
	int64_t ns;
	for (uint32_t i = 0; i < COUNT; i++) {
		add(&a, i, i);
		ck_assert_uint_eq(take(&a, &ns), i);
	}
	ck_assert_uint_eq(a.spare.count, 1);
	agenda_free(&a);
}
END_TEST

START_TEST(a_message_is_kept_until_its_frame_is_cleared)
{
	struct agenda a = { 0 };
	struct frame frame = { .kind = FRAME_SEND, .party = 1 };
	frame.message = message_new("RequestPull");
	agenda_add(&a, 3, true, true, &frame);
	struct agenda_item *item = agenda_take(&a);
	ck_assert(item->is_up);
	ck_assert(item->is_malformed);
	ck_assert_str_eq(message_name(item->frame.message), "RequestPull");
	frame_clear(&item->frame);
	agenda_return(&a, item);

	frame.message = message_new("RequestPull");
	agenda_add(&a, 3, true, false, &frame);
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
	tcase_add_loop_test(tc, frames_arrive_in_order_of_time, 0, 4);
	tcase_add_test(tc, frames_of_one_time_keep_their_order);
	tcase_add_test(tc, what_was_given_back_is_used_again);
	tcase_add_test(tc, a_message_is_kept_until_its_frame_is_cleared);
	suite_add_tcase(s, tc);
	return s;
}
