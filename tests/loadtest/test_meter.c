/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/meter.h"

#include "core/clock.h"
#include "tests/loadtest/suites.h"

#include <string.h>

static const char agent1[] = "agent1", agent2[] = "agent2";

struct bench {
	struct meter *meter;
	struct run_case test;
	int64_t opened_ms; /* when the case begins, since it started */
	VEC(struct second) seconds;
};

static void
keep_second(void *context, const struct second *one)
{
	struct bench *b = context;
	vec_push(&b->seconds, *one);
}

static void
set_up(struct bench *b)
{
	struct meter_listener listener = { b, keep_second };
	*b = (struct bench){ .meter = meter_new(&listener) };
}

static void
tear_down(struct bench *b)
{
	meter_free(b->meter);
	vec_free(&b->seconds);
}

static void
tell(struct bench *b, struct run_event event, int64_t ms)
{
	event.time_ns = ms * NS_PER_MS;
	event.test = &b->test;
	meter_sink(b->meter)->event(meter_sink(b->meter), &event);
}

static void
start(struct bench *b, int64_t ms, int64_t delay_ms)
{
	meter_expect(b->meter, delay_ms * NS_PER_MS, 0);
	tell(b, (struct run_event){ .kind = RUN_CASE_STARTED }, ms);
}

static void
ask(struct bench *b, const char *party, const char *name, int64_t reference,
    int64_t ms)
{
	struct message *m = message_new(name);
	message_set_integer(m, "referenceId", reference);
	struct run_event event = { .kind = RUN_STIMULUS,
		.party = party,
		.case_time_ns = b->opened_ms * NS_PER_MS };
	event.stimulus.message = m;
	tell(b, event, ms);
	message_unref(m);
}

static void
answer(struct bench *b, const char *party, int64_t reference, int64_t ms)
{
	struct observation o = { .number = 1,
		.message = message_new("EventAck") };
	message_set_integer(o.message, "referenceId", reference);
	tell(b,
	    (struct run_event){
		.kind = RUN_OBSERVATION, .party = party, .observation = &o },
	    ms);
	observation_clear(&o);
}

static void
end(struct bench *b, enum verdict verdict, enum finding finding, int64_t ms)
{
	struct outcome o = { .verdict = verdict, .finding = finding };
	tell(
	    b, (struct run_event){ .kind = RUN_CASE_ENDED, .outcome = &o }, ms);
}

START_TEST(an_answer_is_that_of_its_party_and_request)
{
	struct bench b;
	set_up(&b);
	const struct figures *f = meter_figures(b.meter);
	start(&b, 0, 0);
	ask(&b, agent1, "RequestLogin", 1, 10);
	ask(&b, agent2, "RequestAccept", 1, 20);
	answer(&b, agent2, 2, 21); /* of no request */
	answer(&b, agent2, 1, 25);
	answer(&b, agent2, 1, 26); /* only the first one counts */
	answer(&b, agent1, 1, 40);
	ck_assert_uint_eq(histogram_count(f->answers), 3);
	ck_assert_int_eq(
	    histogram_max(figures_find_request(f, "RequestAccept")->times),
	    5 * NS_PER_MS);
	ck_assert_int_eq(
	    histogram_max(figures_find_request(f, "RequestLogin")->times),
	    30 * NS_PER_MS);
	tear_down(&b);
}
END_TEST

/* The server has kept the case from starting for 300 ms. */
START_TEST(a_stall_is_charged)
{
	struct bench b;
	set_up(&b);
	start(&b, 500, 300);
	/* Its parties took 20 ms to open. */
	b.opened_ms = 20;
	ask(&b, agent1, "RequestLogin", 1, 520);
	b.opened_ms = 99;
	ask(&b, agent1, "RequestAgentLogin", 2, 540);
	answer(&b, agent1, 1, 525);
	answer(&b, agent1, 2, 541);
	const struct figures *f = meter_figures(b.meter);
	ck_assert_int_eq(histogram_max(figures_find_request(f, "open")->times),
	    320 * NS_PER_MS);
	ck_assert_int_eq(
	    histogram_max(figures_find_request(f, "RequestLogin")->times),
	    305 * NS_PER_MS);
	ck_assert_int_eq(histogram_min(f->answers), 301 * NS_PER_MS);
	ck_assert_int_eq(histogram_max(f->delays), 300 * NS_PER_MS);
	tear_down(&b);
}
END_TEST

START_TEST(each_second_is_told)
{
	struct bench b;
	set_up(&b);
	start(&b, 100, 0);
	ask(&b, agent1, "RequestLogin", 1, 200);
	answer(&b, agent1, 1, 240);
	end(&b, VERDICT_PASS, FINDING_NONE, 300);
	start(&b, 1500, 0);
	end(&b, VERDICT_FAIL, FINDING_MISSING, 3200);
	meter_finish(b.meter, 3500 * NS_PER_MS);
	ck_assert_uint_eq(b.seconds.count, 4);
	const struct second *s = b.seconds.items;
	ck_assert_uint_eq(s[0].started, 1);
	ck_assert_uint_eq(s[0].counts[VERDICT_PASS], 1);
	ck_assert_int_eq(s[0].max_ns, 40 * NS_PER_MS);
	ck_assert_uint_eq(s[1].running, 1);
	ck_assert_int_eq(s[1].max_ns, 0);
	ck_assert_uint_eq(s[2].running, 1);
	ck_assert_uint_eq(s[3].findings[FINDING_MISSING], 1);
	ck_assert_int_eq(s[3].duration_ns, 500 * NS_PER_MS);
	ck_assert_int_eq(meter_figures(b.meter)->end_ns, 3500 * NS_PER_MS);
	tear_down(&b);
}
END_TEST

/* The last cases end when no more are to start. */
START_TEST(at_the_end_no_rate_is_wanted)
{
	struct bench b;
	set_up(&b);
	meter_plan_until(b.meter, 2500 * NS_PER_MS);
	meter_advance(b.meter, 0, 100);
	meter_advance(b.meter, 2600 * NS_PER_MS, 100);
	meter_finish(b.meter, 4500 * NS_PER_MS);
	const struct second *s = meter_series(b.meter)->seconds.items;
	ck_assert_uint_eq(meter_series(b.meter)->seconds.count, 5);
	ck_assert(s[0].rate == 100 && s[2].rate == 100);
	ck_assert(s[3].rate == 0 && s[4].rate == 0);
	tear_down(&b);
}
END_TEST

/*
 * However long it lasts, as many as can be drawn are kept, and nothing is lost.
 */
START_TEST(a_long_series_is_joined)
{
	struct series s = { 0 };
	uint64_t started = 0;
	for (unsigned i = 0; i < 10 * SERIES_MAX + 7; i++) {
		struct second one = { .start_ns = i * NS_PER_S,
			.duration_ns = NS_PER_S,
			.started = 1,
			.p99_ns = i };
		series_add(&s, &one);
		ck_assert_uint_le(s.seconds.count, SERIES_MAX);
	}
	for (size_t i = 0; i < s.seconds.count; i++) {
		const struct second *one = &s.seconds.items[i];
		started += one->started;
		ck_assert_int_eq(one->start_ns, (int64_t)i * 16 * NS_PER_S);
	}
	ck_assert_uint_eq(started, 10 * SERIES_MAX + 7);
	series_free(&s);
}
END_TEST

START_TEST(a_second_is_a_line)
{
	struct second one = { .start_ns = 7 * NS_PER_S,
		.rate = 500,
		.started = 499,
		.p50_ns = 1500000 };
	struct buf head, line;
	unsigned commas = 0;
	buf_init(&head, 10000);
	buf_init(&line, 10000);
	series_print_head(&head);
	series_print(&one, &line);
	ck_assert(
	    strncmp(buf_text(&head), "time_s,rate_wanted,started,", 27) == 0);
	ck_assert(strncmp(buf_text(&line),
		      "7,500.000,499,0,0,0,0,0,0,1.500,0.000,", 38) == 0);
	for (size_t i = 0; i < head.size; i++)
		commas += buf_text(&head)[i] == ',';
	for (size_t i = 0; i < line.size; i++)
		commas -= buf_text(&line)[i] == ',';
	ck_assert_uint_eq(commas, 0);
	buf_free(&head);
	buf_free(&line);
}
END_TEST

Suite *
meter_suite(void)
{
	Suite *s = suite_create("loadtest/meter");
	TCase *tc = tcase_create("meter");
	tcase_add_test(tc, an_answer_is_that_of_its_party_and_request);
	tcase_add_test(tc, a_stall_is_charged);
	tcase_add_test(tc, each_second_is_told);
	tcase_add_test(tc, at_the_end_no_rate_is_wanted);
	tcase_add_test(tc, a_long_series_is_joined);
	tcase_add_test(tc, a_second_is_a_line);
	suite_add_tcase(s, tc);
	return s;
}
