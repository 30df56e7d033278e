/* SPDX-License-Identifier: Apache-2.0 */
/* The party with which a run begins: what is called broken, and what not. */
#include "runner/exec/greeting.h"

#include "core/clock.h"
#include "tests/exec/suites.h"

#include <string.h>

struct hall {
	struct greeting greeting;
	enum frame_kind sent[4];
	unsigned sent_count;
};

static void
take(void *context, const struct frame *f)
{
	struct hall *h = context;
	ck_assert_uint_lt(h->sent_count, 4);
	ck_assert_uint_eq(f->party, GREETING_PARTY);
	h->sent[h->sent_count++] = f->kind;
}

static void
begin(struct hall *h, bool has_fence)
{
	const struct channel_answer server = { .has_fence = has_fence,
		.has_clock = true };
	*h = (struct hall){ .sent_count = 0 };
	greeting_start(&h->greeting, &server, take, h, 0);
	ck_assert_int_eq(h->sent[0], FRAME_OPEN);
}

static void
come(struct hall *h, enum frame_kind kind, int64_t time_us)
{
	const struct frame f = { .kind = kind,
		.party = GREETING_PARTY,
		.server_time_us = time_us,
		.fence = 1 };
	greeting_frame(&h->greeting, &f, time_us * NS_PER_US);
}

static void
assert_good(const struct hall *h)
{
	ck_assert_str_eq(h->greeting.problem, "");
	ck_assert_int_eq(h->greeting.state, GREETING_OVER);
}

static void
assert_broken(const struct hall *h, const char *id)
{
	ck_assert_msg(strstr(h->greeting.problem, id), "%s: '%s'", id,
	    h->greeting.problem);
	ck_assert_int_eq(h->greeting.state, GREETING_OVER);
}

START_TEST(as_it_should_be)
{
	struct hall h;
	begin(&h, true);
	come(&h, FRAME_OPENED, 1);
	ck_assert_uint_eq(h.sent_count, 2);
	ck_assert_int_eq(h.sent[1], FRAME_FENCE);
	come(&h, FRAME_FENCE, 2);
	ck_assert_uint_eq(h.sent_count, 3);
	ck_assert_int_eq(h.sent[2], FRAME_CLOSE);
	come(&h, FRAME_CLOSED, 2);
	assert_good(&h);
	begin(&h, false);
	come(&h, FRAME_OPENED, 1);
	ck_assert_uint_eq(h.sent_count, 2);
	come(&h, FRAME_CLOSED, 2);
	assert_good(&h);
}
END_TEST

START_TEST(a_refusal_is_none)
{
	struct hall h;
	begin(&h, true);
	come(&h, FRAME_ERROR, 1);
	assert_good(&h);
	begin(&h, true);
	come(&h, FRAME_OPENED, 1);
	come(&h, FRAME_MESSAGE, 1);
	come(&h, FRAME_CLOSED, 1);
	assert_good(&h);
}
END_TEST

START_TEST(what_is_broken)
{
	struct hall h;
	begin(&h, true);
	come(&h, FRAME_OPENED, 1);
	come(&h, FRAME_OPENED, 1);
	assert_broken(&h, "B-26");
	begin(&h, true);
	come(&h, FRAME_FENCE, 1);
	assert_broken(&h, "B-45");
	begin(&h, true);
	come(&h, FRAME_OPENED, 1);
	come(&h, FRAME_FENCE, 1);
	come(&h, FRAME_FENCE, 1);
	assert_broken(&h, "B-65");
	begin(&h, true);
	come(&h, FRAME_OPENED, 5);
	come(&h, FRAME_FENCE, 4);
	assert_broken(&h, "B-68");
	begin(&h, true);
	come(&h, FRAME_OPENED, -1);
	assert_broken(&h, "B-67");
	begin(&h, true);
	greeting_malformed(&h.greeting, "{\x1b", 2, "no value");
	assert_broken(&h, "B-24");
}
END_TEST

START_TEST(silence_is_broken_when_it_is_proven)
{
	struct hall h;
	begin(&h, true);
	greeting_elapse(&h.greeting, 10 * NS_PER_S - 1);
	ck_assert_int_eq(h.greeting.state, GREETING_OPENING);
	greeting_elapse(&h.greeting, 10 * NS_PER_S);
	assert_broken(&h, "B-25");
	begin(&h, true);
	come(&h, FRAME_OPENED, 0);
	greeting_elapse(&h.greeting, 10 * NS_PER_S);
	assert_broken(&h, "B-62");
	begin(&h, false);
	come(&h, FRAME_OPENED, 0);
	greeting_elapse(&h.greeting, 5 * NS_PER_S);
	assert_broken(&h, "B-30");
}
END_TEST

Suite *
greeting_suite(void)
{
	Suite *s = suite_create("greeting");
	TCase *t = tcase_create("greeting");
	tcase_add_test(t, as_it_should_be);
	tcase_add_test(t, a_refusal_is_none);
	tcase_add_test(t, what_is_broken);
	tcase_add_test(t, silence_is_broken_when_it_is_proven);
	suite_add_tcase(s, t);
	return s;
}
