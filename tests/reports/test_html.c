/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/golden.h"
#include "tests/occurrences.h"
#include "tests/reports/story.h"
#include "tests/reports/suites.h"

#include "core/buf.h"
#include "core/mem.h"
#include "record/seal/digest.h"
#include "reports/html/html.h"
#include "reports/html/html_steps.h"
#include "reports/string_table.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Much to print, on a machine that may be busy. */
#define TIMEOUT_S 60

struct paper {
	FILE *stream;
	char *text;
	size_t size;
	struct report *html;
};

static void
paper_open(struct paper *p)
{
	char *problem = NULL;
	p->stream = open_memstream(&p->text, &p->size);
	p->html = report_new(
	    &html_report, output_open("-", p->stream, &problem), NULL);
}

static void
paper_finish(struct paper *p)
{
	char *problem = NULL;
	ck_assert_msg(report_finish(p->html, &problem), "%s", problem);
	report_free(p->html);
	fclose(p->stream);
}

/* What is between two texts, without them. */
static char *
between(const char *text, const char *before, const char *after)
{
	const char *start = strstr(text, before);
	ck_assert_msg(start != NULL, "no %s", before);
	start += strlen(before);
	const char *end = strstr(start, after);
	ck_assert_msg(end != NULL, "no %s after %s", after, before);
	return mem_strndup(start, (size_t)(end - start));
}

/* Without style, script and their digests, which have tests of their own. */
static char *
essence(const char *text)
{
	static const char *const cuts[][2] = { { "'sha256-", "'" },
		{ "'sha256-", "'" }, { "<style>", "</style>" },
		{ "<script>", "</script>" } };
	struct buf b;
	buf_init(&b, SIZE_MAX / 2);
	for (size_t i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
		const char *start = strstr(text, cuts[i][0]);
		ck_assert_ptr_nonnull(start);
		start += strlen(cuts[i][0]);
		buf_add(&b, text, (size_t)(start - text));
		text = strstr(start, cuts[i][1]);
	}
	buf_add_text(&b, text);
	return buf_take(&b);
}

/* A line an element, so that a difference can be read. */
static char *
break_lines(const char *text)
{
	struct buf b;
	buf_init(&b, SIZE_MAX / 2);
	for (; *text; text++) {
		if (*text == '<' && text[1] != '/' && b.size)
			buf_add_char(&b, '\n');
		buf_add_char(&b, *text);
	}
	return buf_take(&b);
}

static void
check_page(const struct paper *p, const char *name)
{
	char *page = essence(p->text);
	char *lines = break_lines(page);
	golden_check(name, lines, strlen(lines));
	free(page);
	free(lines);
}

static void
check_story(enum story_end end, const char *name)
{
	struct paper p;
	paper_open(&p);
	struct run_facts *facts = story_tell(&p.html->sink, end);
	paper_finish(&p);
	check_page(&p, name);
	free(facts);
	free(p.text);
}

START_TEST(a_whole_run)
{
	check_story(STORY_WHOLE, "reports/html-whole.txt");
}
END_TEST

START_TEST(what_has_no_end_is_aborted)
{
	check_story(STORY_CUT, "reports/html-cut.txt");
}
END_TEST

START_TEST(no_run_says_why)
{
	struct paper p;
	paper_open(&p);
	report_explain(p.html, "nobody listens at \x1b<here>", 1700000000);
	paper_finish(&p);
	check_page(&p, "reports/html-nothing.txt");
	free(p.text);
}
END_TEST

/* The server's markup is text, its control characters are gone. */
START_TEST(hostile_text_stays_text)
{
	struct paper p;
	paper_open(&p);
	story_tell(&p.html->sink, STORY_BROKEN);
	paper_finish(&p);
	ck_assert_uint_eq(strlen(p.text), p.size);
	ck_assert_uint_eq(occurrences(p.text, "<b a="), 0);
	ck_assert_uint_eq(occurrences(p.text, "]]>"), 2);
	ck_assert_uint_eq(occurrences(p.text, "</script>"), 2);
	ck_assert_uint_eq(occurrences(p.text, "&lt;/script&gt;"), 8);
	for (size_t i = 0; i < p.size; i++)
		ck_assert_msg((unsigned char)p.text[i] >= ' ' ||
			p.text[i] == '\n' || p.text[i] == '\t',
		    "byte %zu is %d", i, p.text[i]);
	ck_assert_uint_eq(occurrences(p.text, "\xe2\x80\xae"), 0);
	free(p.text);
}
END_TEST

/* A browser refuses what is not of this digest. */
START_TEST(the_policy_lets_style_and_script_pass)
{
	static const char *const elements[] = { "style", "script" };
	struct paper p;
	paper_open(&p);
	story_tell(&p.html->sink, STORY_WHOLE);
	paper_finish(&p);
	for (size_t i = 0; i < 2; i++) {
		char digest[DIGEST_SOURCE_SIZE];
		char *open = mem_printf("<%s>", elements[i]);
		char *close = mem_printf("</%s>", elements[i]);
		char *text = between(p.text, open, close);
		digest_print_source(digest, text, strlen(text));
		char *rule = mem_printf("%s-src '%s';", elements[i], digest);
		ck_assert_msg(strstr(p.text, rule) != NULL, "%s", rule);
		free(open);
		free(close);
		free(text);
		free(rule);
	}
	free(p.text);
}
END_TEST

START_TEST(ten_thousand_cases)
{
	struct paper p;
	paper_open(&p);
	story_tell_many(&p.html->sink, 10000, "expected  EventAck\n");
	paper_finish(&p);
	ck_assert_uint_eq(
	    occurrences(p.text, "<details class=\"case\""), 10000);
	ck_assert_uint_lt(p.size, 20 << 20);
	free(p.text);
}
END_TEST

START_TEST(a_full_disk_is_told)
{
	char *problem = NULL;
	if (access("/dev/full", W_OK) < 0)
		return;
	struct report *h = report_new(
	    &html_report, output_open("/dev/full", NULL, &problem), NULL);
	story_tell(&h->sink, STORY_WHOLE);
	ck_assert(!report_finish(h, &problem));
	ck_assert_str_eq(
	    problem, "cannot write '/dev/full': No space left on device");
	free(problem);
	report_free(h);
}
END_TEST

START_TEST(without_a_finish_nothing_is_written)
{
	char *problem = NULL;
	struct report *h = report_new(
	    &html_report, output_open("unfinished.html", NULL, &problem), NULL);
	free(story_tell(&h->sink, STORY_CUT));
	report_free(h);
	report_free(NULL);
	ck_assert_int_lt(access("unfinished.html", F_OK), 0);
}
END_TEST

/* --- the steps of one case --- */

struct scene {
	struct html_steps steps;
	struct html_strings strings;
	struct html_budget budget;
	struct buf text;
};

static void
scene_open(struct scene *s)
{
	*s = (struct scene){ .budget = { 1000, 1000 } };
	html_strings_init(&s->strings);
	buf_init(&s->text, SIZE_MAX / 2);
}

static void
scene_close(struct scene *s)
{
	html_steps_free(&s->steps);
	html_strings_free(&s->strings);
	buf_free(&s->text);
}

/* The runner sends to, or the server answers, one party. */
static void
scene_tell(struct scene *s, unsigned number, const char *party,
    const char *name, bool is_sent)
{
	struct message *m = message_new(name);
	struct observation o = {
		.number = number, .protocol = "P", .message = m
	};
	struct run_event event = { .kind =
				       is_sent ? RUN_STIMULUS : RUN_OBSERVATION,
		.party = party,
		.case_time_ns = number * INT64_C(1000000),
		.observation = &o };
	event.stimulus.number = number;
	event.stimulus.message = m;
	event.stimulus.protocol = "P";
	html_steps_take(&s->steps, &event, &s->strings);
	message_unref(m);
}

static struct matched_message
match(unsigned number, unsigned event, bool is_main)
{
	return (struct matched_message){ .number = number,
		.event = event,
		.file = "f.xml",
		.line = event,
		.is_main = is_main };
}

/* Setup, then a request with two answers of three. */
static void
scene_play(struct scene *s)
{
	scene_tell(s, 1, "agent1", "Login", true);
	scene_tell(s, 2, "agent1", "Ack", false);
	scene_tell(s, 3, "agent1", "Ask", true);
	scene_tell(s, 4, "agent2", "Late", false);
	scene_tell(s, 5, "agent1", "Ack", false);
}

static void
check_steps(struct scene *s, struct outcome *o, const char *wanted)
{
	struct matched_message taken[] = { match(2, 1, false),
		match(4, 5, true), match(5, 3, true) };
	o->matches = taken;
	o->match_count = 3;
	scene_play(s);
	html_steps_print(&s->steps, o, &s->strings, &s->budget, &s->text);
	ck_assert_str_eq(buf_text(&s->text), wanted);
	o->matches = NULL;
}

START_TEST(a_case_that_passed)
{
	struct scene s;
	struct outcome o = { .verdict = VERDICT_PASS };
	scene_open(&s);
	check_steps(&s, &o,
	    "[2,0,[[1,1,1],[2,1,2,2],[3,1,3],[4,1,4,3],"
	    "[2,1,5,4]]]");
	ck_assert_str_eq(
	    s.strings.labels.texts.items[2], "[\"agent1\",1,\"P\",\"Ack\"]");
	ck_assert_str_eq(s.strings.places.texts.items[1], "f.xml:1");
	scene_close(&s);
}
END_TEST

static struct finding_place
missing(unsigned behind)
{
	return (struct finding_place){ .after = 3,
		.message = "Gone",
		.party = "agent2",
		.protocol = "P",
		.behind = behind,
		.file = "f.xml",
		.line = 9 };
}

/* As on the console: after what had come when its time was over. */
START_TEST(what_did_not_come_stands_where_it_is_missed)
{
	struct scene s;
	struct outcome o = { .verdict = VERDICT_FAIL,
		.finding = FINDING_MISSING,
		.place = missing(3) };
	scene_open(&s);
	check_steps(&s, &o,
	    "[2,0,[[1,1,1],[2,1,2,2],[3,1,3],[5,0,0,5,null,3],"
	    "[4,1,4,3],[2,1,5,4]]]");
	scene_close(&s);
	scene_open(&s);
	o.place = missing(99); /* dropped: more came than is shown */
	check_steps(&s, &o,
	    "[2,0,[[1,1,1],[2,1,2,2],[3,1,3],[4,1,4,3],"
	    "[2,1,5,4],[5,0,0,5,null,3]]]");
	scene_close(&s);
	scene_open(&s);
	o.place = missing(5);
	check_steps(&s, &o,
	    "[2,0,[[1,1,1],[2,1,2,2],[3,1,3],[4,1,4,3],"
	    "[2,1,5,4],[5,0,0,5,null,3]]]");
	scene_close(&s);
}
END_TEST

START_TEST(what_came_instead_is_right_behind)
{
	struct scene s;
	struct outcome o = { .verdict = VERDICT_FAIL,
		.finding = FINDING_WRONG_ATTRIBUTE,
		.place = missing(3) };
	scene_open(&s);
	o.place.observed = 4;
	o.place.first = 2;
	check_steps(&s, &o,
	    "[0,0,[[1,1,1],[2,1,2,2,null,1],[3,1,3],"
	    "[5,0,0,5,null,3],[4,1,4,3,null,2],[2,1,5,4]]]");
	scene_close(&s);
}
END_TEST

START_TEST(a_server_in_a_loop_has_a_limit)
{
	struct scene s;
	scene_open(&s);
	for (unsigned i = 0; i < HTML_STEPS_MAX + 7; i++)
		scene_tell(&s, i + 1, "agent1", "Ack", false);
	scene_tell(&s, 0, "agent1", "Foreign", false);
	html_steps_print(&s.steps, NULL, &s.strings, &s.budget, &s.text);
	ck_assert_int_eq(strncmp(buf_text(&s.text), "[0,7,[[1,", 9), 0);
	ck_assert_uint_eq(s.strings.labels.texts.count, 2);
	scene_close(&s);
}
END_TEST

START_TEST(details_have_a_budget)
{
	struct scene s;
	struct outcome passed = { .verdict = VERDICT_PASS },
		       failed = { .verdict = VERDICT_FAIL };
	struct message *m = message_new("M");
	struct run_event event = { .kind = RUN_STIMULUS, .party = "agent1" };
	message_set_string(m, "a", "</script>&");
	event.stimulus.number = 1;
	event.stimulus.message = m;
	scene_open(&s);
	s.budget.passed = strlen("a='</script>&'");
	for (int i = 0; i < 3; i++) {
		html_steps_take(&s.steps, &event, &s.strings);
		html_steps_print(&s.steps, i < 2 ? &passed : &failed,
		    &s.strings, &s.budget, &s.text);
	}
	ck_assert_str_eq(buf_text(&s.text),
	    "[0,0,[[1,0,1,0,null,0,"
	    "\"a='\\u003c/script\\u003e\\u0026'\"]]]"
	    "[0,0,[[1,0,1]]]"
	    "[0,0,[[1,0,1,0,null,0,"
	    "\"a='\\u003c/script\\u003e\\u0026'\"]]]");
	message_unref(m);
	scene_close(&s);
}
END_TEST

START_TEST(string_table_has_numbers)
{
	struct string_table p = { 0 };
	char text[16];
	for (unsigned i = 0; i < STRING_TABLE_MAX; i++) {
		snprintf(text, sizeof(text), "%u", i);
		ck_assert_uint_eq(string_table_add(&p, text), i);
	}
	ck_assert_uint_eq(string_table_add(&p, "7"), 7);
	ck_assert_uint_eq(string_table_add(&p, "one too many"), 0);
	string_table_free(&p);
}
END_TEST

Suite *
html_suite(void)
{
	Suite *suite = suite_create("html");
	TCase *tests = tcase_create("html");
	tcase_set_timeout(tests, TIMEOUT_S);
	tcase_add_test(tests, a_whole_run);
	tcase_add_test(tests, what_has_no_end_is_aborted);
	tcase_add_test(tests, no_run_says_why);
	tcase_add_test(tests, hostile_text_stays_text);
	tcase_add_test(tests, the_policy_lets_style_and_script_pass);
	tcase_add_test(tests, ten_thousand_cases);
	tcase_add_test(tests, a_full_disk_is_told);
	tcase_add_test(tests, without_a_finish_nothing_is_written);
	tcase_add_test(tests, a_case_that_passed);
	tcase_add_test(tests, what_did_not_come_stands_where_it_is_missed);
	tcase_add_test(tests, what_came_instead_is_right_behind);
	tcase_add_test(tests, a_server_in_a_loop_has_a_limit);
	tcase_add_test(tests, details_have_a_budget);
	tcase_add_test(tests, string_table_has_numbers);
	suite_add_tcase(suite, tests);
	return suite;
}
