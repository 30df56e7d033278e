/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was measured of a load, written to a recording and read again: the same
 * account, and that of several shards together.
 */
#include "core/clock.h"
#include "core/mem.h"
#include "loadtest/account_record.h"
#include "loadtest/past_account.h"
#include "tests/loadtest/suites.h"
#include "wire/json_object.h"

#include <stdlib.h>
#include <string.h>

#define TEXT_MAX_BYTES ((size_t)1 << 20)

static const struct run_facts run = {
	.target_name = "target", .server_name = "server", .server_version = "1"
};

/* A load of so many cases, answered in so many milliseconds. */
struct made {
	struct account account;
	struct schedule schedule;
	struct figures figures;
	struct series series;
	struct explanations explanations;
};

static void
explain(struct made *m, const char *sentence, int64_t time_ns)
{
	struct run_case test = { .suite = "s", .phase = "p", .name = "c" };
	struct outcome o = { .verdict = VERDICT_FAIL,
		.finding = FINDING_MISSING,
		.sentence = mem_strdup(sentence) };
	struct run_event end = { .kind = RUN_CASE_ENDED,
		.test = &test,
		.outcome = &o,
		.time_ns = time_ns };
	explanations_count(&m->explanations, &end);
	m->figures.counts[VERDICT_FAIL]++;
	m->figures.findings[FINDING_MISSING]++;
	m->figures.ended++;
	outcome_clear(&o);
}

static void
make(struct made *m, unsigned cases, int64_t ms)
{
	struct second one = { .duration_ns = NS_PER_S,
		.rate = 12.5,
		.started = cases,
		.running = 2,
		.p99_ns = ms * NS_PER_MS };
	struct judgement j = { 0 };
	struct diag diag;
	diag_init(&diag);
	*m = (struct made){ .schedule.rate = 12.5 };
	figures_init(&m->figures);
	explanations_init(&m->explanations);
	for (unsigned i = 0; i < cases; i++) {
		histogram_record(m->figures.answers, ms * NS_PER_MS);
		histogram_record(
		    figures_request(&m->figures, "RequestGo"), ms * NS_PER_MS);
	}
	histogram_record(
	    figures_deadline(&m->figures, "{limit}", NS_PER_S), NS_PER_MS);
	m->figures.started = m->figures.ended = cases;
	m->figures.counts[VERDICT_PASS] = cases;
	m->figures.end_ns = m->figures.newest_ns = NS_PER_S;
	series_add(&m->series, &one);
	m->account = (struct account){ .schedule = &m->schedule,
		.figures = &m->figures,
		.series = &m->series,
		.explanations = &m->explanations,
		.server = "server 1",
		.target = "target",
		.seed = 7 };
	ck_assert(threshold_parse("p99 < 20ms", &j.threshold, &diag));
	vec_push(&m->account.judgements, j);
	diag_free(&diag);
}

static void
made_free(struct made *m)
{
	account_free(&m->account);
	figures_free(&m->figures);
	series_free(&m->series);
	explanations_free(&m->explanations);
}

/* NULL, or what is wrong with the line. */
static char *
take(struct past_account *p, const char *word, const char *text)
{
	struct json_document d = { 0 };
	unsigned byte;
	ck_assert(json_document_read(&d, text, strlen(text), &byte));
	past_account_take(p, word, json_document_root(&d));
	const char *problem = json_document_problem(&d);
	char *copy = problem ? mem_strdup(problem) : NULL;
	json_document_free(&d);
	return copy;
}

static void
record(const void *what, void (*fill)(const void *, struct json_writer *),
    struct buf *into)
{
	struct json_writer w = json_start(into);
	json_begin_object(&w, NULL);
	fill(what, &w);
	json_end_object(&w);
	ck_assert(json_finish(&w));
}

static struct past_account *
read_again(const struct made *m)
{
	struct past_account *p = past_account_new();
	struct buf line;
	buf_init(&line, TEXT_MAX_BYTES);
	record(&m->series.seconds.items[0], account_record_second, &line);
	ck_assert_ptr_null(take(p, SECOND_WORD, buf_text(&line)));
	buf_clear(&line);
	record(&m->account, account_record, &line);
	ck_assert_ptr_null(take(p, ACCOUNT_WORD, buf_text(&line)));
	buf_free(&line);
	return p;
}

static char *
print(const struct account *a,
    void (*printer)(const struct account *, struct buf *))
{
	struct buf text;
	buf_init(&text, TEXT_MAX_BYTES);
	printer(a, &text);
	return buf_take(&text);
}

static void
expect_same(const struct account *a, const struct account *b,
    void (*printer)(const struct account *, struct buf *))
{
	char *one = print(a, printer), *other = print(b, printer);
	ck_assert_str_eq(one, other);
	free(one);
	free(other);
}

START_TEST(an_account_is_given_again)
{
	struct made m;
	struct run_summary summary = { 0 };
	make(&m, 1000, 15);
	explain(&m, "EventAck did not come.", NS_PER_MS);
	struct past_account *p = read_again(&m);
	const struct account *again = past_account_finish(p, &run, &summary);
	m.account.run = &run;
	account_judge(&m.account);
	expect_same(&m.account, again, account_print);
	expect_same(&m.account, again, account_print_json);
	expect_same(&m.account, again, account_print_page);
	past_account_free(p);
	made_free(&m);
}
END_TEST

START_TEST(what_the_end_does_not_say_is_counted_by_seconds)
{
	struct made m;
	struct buf line;
	make(&m, 100, 15);
	struct past_account *p = read_again(&m);
	buf_init(&line, TEXT_MAX_BYTES);
	m.series.seconds.items[0].ended = 40;
	m.series.seconds.items[0].delay_ns = 7 * NS_PER_MS;
	m.series.seconds.items[0].lag_ns = 5 * NS_PER_MS;
	record(&m.series.seconds.items[0], account_record_second, &line);
	ck_assert_ptr_null(take(p, SECOND_WORD, buf_text(&line)));
	const struct account *a = past_account_finish(p, &run, NULL);
	ck_assert_uint_eq(a->figures->ended, 140);
	char *text = print(a, account_print);
	ck_assert_ptr_nonnull(strstr(
	    text, "started up to 7 ms late; our own lag was up to 5 ms\n"));
	free(text);
	ck_assert(a->is_interrupted);
	ck_assert_str_eq(a->problem,
	    "its recording ends before it did; the counts are those of its "
	    "first 2 s, the times and messages those of its first 1 s");
	buf_free(&line);
	past_account_free(p);
	made_free(&m);
}
END_TEST

START_TEST(a_load_may_break_off_before_its_figures)
{
	struct made m;
	struct buf line;
	make(&m, 100, 15);
	struct past_account *p = past_account_new();
	buf_init(&line, TEXT_MAX_BYTES);
	record(&m.series.seconds.items[0], account_record_second, &line);
	ck_assert_ptr_null(take(p, SECOND_WORD, buf_text(&line)));
	const struct account *a = past_account_finish(p, &run, NULL);
	ck_assert_str_eq(a->problem,
	    "its recording ends before it did; the counts are those of its "
	    "first 1 s, and it has no answer times yet");
	char *text = print(a, account_print);
	ck_assert_ptr_null(strstr(text, "0 messages"));
	free(text);
	buf_free(&line);
	past_account_free(p);
	made_free(&m);
}
END_TEST

START_TEST(shards_are_added)
{
	struct made one, other;
	make(&one, 1000, 15);
	make(&other, 10, 30);
	explain(&one, "EventAck with reference 4 did not come.", 9);
	explain(&other, "EventAck with reference 7 did not come.", 5);
	explain(&other, "EventInvite did not come.", 6);
	struct past_account *all = past_account_new();
	struct past_account *a = read_again(&one), *b = read_again(&other);
	past_account_add(all, a);
	past_account_add(all, b);
	const struct account *sum = past_account_sum(all);
	const struct histogram *h = sum->figures->answers;
	ck_assert_uint_eq(histogram_count(h), 1010);
	/* Not a mean of those of the shards. */
	ck_assert_int_le(histogram_quantile(h, 990000), 15100000);
	ck_assert_int_ge(histogram_max(h), 30 * NS_PER_MS);
	ck_assert_int_eq(histogram_min(h), 15 * NS_PER_MS);
	ck_assert_uint_eq(sum->figures->ended, 1013);
	ck_assert_uint_eq(sum->figures->counts[VERDICT_FAIL], 3);
	ck_assert_uint_eq(sum->figures->requests.count, 1);
	ck_assert_uint_eq(sum->explanations->items.count, 2);
	ck_assert_uint_eq(sum->explanations->items.items[0]->count, 2);
	ck_assert_int_eq(sum->explanations->items.items[0]->first_ns, 5);
	ck_assert_uint_eq(sum->series->seconds.count, 1);
	ck_assert_uint_eq(sum->series->seconds.items[0].started, 1010);
	ck_assert_uint_eq(sum->series->seconds.items[0].running, 4);
	ck_assert(sum->series->seconds.items[0].rate == 25);
	ck_assert_int_eq(sum->series->seconds.items[0].duration_ns, NS_PER_S);
	ck_assert_uint_eq(sum->judgements.count, 1);
	past_account_free(all);
	past_account_free(a);
	past_account_free(b);
	made_free(&one);
	made_free(&other);
}
END_TEST

/* The series of the longer load is coarser. */
START_TEST(series_of_other_lengths_are_overlaid)
{
	struct series into = { 0 }, from = { 0 };
	struct second one = { .duration_ns = NS_PER_S, .started = 1 };
	uint64_t started = 0;
	for (unsigned i = 0; i < 3 * SERIES_MAX; i++) {
		one.start_ns = i * NS_PER_S;
		if (i < 7)
			series_add(&into, &one);
		series_add(&from, &one);
	}
	series_overlay(&into, &from);
	for (size_t i = 0; i < into.seconds.count; i++)
		started += into.seconds.items[i].started;
	ck_assert_uint_eq(started, 3 * SERIES_MAX + 7);
	ck_assert_uint_eq(into.seconds.items[0].started, 8);
	ck_assert_uint_eq(into.seconds.items[1].started, 7);
	ck_assert_uint_eq(into.seconds.count, from.seconds.count);
	series_free(&into);
	series_free(&from);
}
END_TEST

START_TEST(what_no_load_writes_is_refused)
{
	static const char *const cells[] = { "x", "5", "5:", "5:0", "-5:1",
		"5:1,6:1", "5:-1", "99999999999999999999:1" };
	struct made m;
	make(&m, 3, 15);
	struct buf line;
	buf_init(&line, TEXT_MAX_BYTES);
	record(&m.account, account_record, &line);
	const char *at = strstr(buf_text(&line), "\"cells\":\"");
	size_t before = (size_t)(at - buf_text(&line)) + strlen("\"cells\":\"");
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		struct past_account *p = past_account_new();
		const char *rest = strchr(buf_text(&line) + before, '"');
		char *text = mem_printf(
		    "%.*s%s%s", (int)before, buf_text(&line), cells[i], rest);
		char *problem = take(p, ACCOUNT_WORD, text);
		ck_assert_msg(
		    problem && strstr(problem, "'cells' wants TIME:COUNT"),
		    "%s: %s", cells[i], problem ? problem : "none");
		free(problem);
		free(text);
		past_account_free(p);
	}
	buf_free(&line);
	made_free(&m);
}
END_TEST

Suite *
past_account_suite(void)
{
	Suite *s = suite_create("loadtest/past_account");
	TCase *tc = tcase_create("past_account");
	tcase_add_test(tc, an_account_is_given_again);
	tcase_add_test(tc, what_the_end_does_not_say_is_counted_by_seconds);
	tcase_add_test(tc, a_load_may_break_off_before_its_figures);
	tcase_add_test(tc, shards_are_added);
	tcase_add_test(tc, series_of_other_lengths_are_overlaid);
	tcase_add_test(tc, what_no_load_writes_is_refused);
	suite_add_tcase(s, tc);
	return s;
}
