/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/golden.h"
#include "tests/reports/story.h"
#include "tests/reports/suites.h"

#include "record/transcript.h"
#include "reports/console.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a console with these options prints of the story; freed by caller. */
static char *
print_story(struct console_options options, enum story_end end)
{
	char *text = NULL, *problem = NULL;
	size_t size = 0;
	options.out = open_memstream(&text, &size);
	struct console *c = console_new(&options);
	struct run_facts *facts = story_tell(console_sink(c), end);
	ck_assert(console_finish(c, &problem));
	console_free(c);
	fclose(options.out);
	free(facts);
	return text;
}

static void
check_story(
    struct console_options options, enum story_end end, const char *name)
{
	char *text = print_story(options, end);
	golden_check(name, text, strlen(text));
	free(text);
}

START_TEST(a_whole_run)
{
	struct console_options options = { .volume = CONSOLE_NORMAL };
	check_story(options, STORY_WHOLE, "reports/console-normal.txt");
	options.volume = CONSOLE_QUIET;
	check_story(options, STORY_WHOLE, "reports/console-quiet.txt");
	options.volume = CONSOLE_VERBOSE;
	check_story(options, STORY_WHOLE, "reports/console-verbose.txt");
	options.ascii = true;
	check_story(options, STORY_WHOLE, "reports/console-ascii.txt");
}
END_TEST

START_TEST(what_happened_is_drawn)
{
	struct console_options options = { .volume = CONSOLE_NORMAL,
		.ladder = true };
	check_story(options, STORY_WHOLE, "reports/console-ladder.txt");
	options.ascii = true;
	options.volume = CONSOLE_VERBOSE;
	options.width = 100;
	check_story(
	    options, STORY_INTERRUPTED, "reports/console-ladder-ascii.txt");
}
END_TEST

START_TEST(colour_is_only_in_the_verdict)
{
	struct console_options options = { .volume = CONSOLE_NORMAL,
		.colour = true };
	check_story(options, STORY_WHOLE, "reports/console-colour.txt");
}
END_TEST

START_TEST(a_run_that_did_not_end_well)
{
	struct console_options options = { .volume = CONSOLE_VERBOSE };
	check_story(options, STORY_CUT, "reports/console-cut.txt");
	options.volume = CONSOLE_NORMAL;
	check_story(
	    options, STORY_INTERRUPTED, "reports/console-interrupted.txt");
	char *text = print_story(options, STORY_BROKEN);
	ck_assert_ptr_nonnull(strstr(text, "the run broke off: the server "));
	free(text);
}
END_TEST

START_TEST(nothing_from_the_server_controls_the_terminal)
{
	struct console_options options = { .volume = CONSOLE_VERBOSE,
		.ascii = true };
	char *text = print_story(options, STORY_BROKEN);
	for (const char *c = text; *c; c++)
		ck_assert(*c == '\n' || (*c >= ' ' && *c <= '~'));
	free(text);
}
END_TEST

/* The screen after the text: what a carriage return leaves of each line. */
static char *
play(const char *text)
{
	char *screen = calloc(strlen(text) + 1, 1);
	size_t line = 0, column = 0, end = 0;
	for (; *text; text++) {
		if (*text == '\r') {
			column = 0;
			continue;
		}
		if (*text == '\n') {
			/* A whole line was written over the progress line. */
			line += column + 1;
			screen[line - 1] = '\n';
			column = end = 0;
			continue;
		}
		screen[line + column++] = *text;
		end = column > end ? column : end;
	}
	while (end > 0 && screen[line + end - 1] == ' ')
		end--;
	screen[line + end] = '\0';
	return screen;
}

START_TEST(a_progress_line_leaves_no_trace)
{
	struct console_options options = { .volume = CONSOLE_NORMAL };
	char *plain = print_story(options, STORY_WHOLE);
	options.terminal = true;
	options.width = 30;
	char *rewritten = print_story(options, STORY_WHOLE);
	ck_assert_ptr_nonnull(
	    strstr(rewritten, "0 of 9 cases, 0 failed, 0 run"));
	ck_assert_ptr_null(strstr(rewritten, "0 runn"));
	char *screen = play(rewritten);
	ck_assert_str_eq(screen, plain);
	free(screen);
	free(rewritten);
	free(plain);
}
END_TEST

START_TEST(a_quiet_console_has_no_progress_line)
{
	struct console_options options = { .volume = CONSOLE_QUIET,
		.terminal = true };
	char *text = print_story(options, STORY_WHOLE);
	ck_assert_ptr_null(strchr(text, '\r'));
	free(text);
}
END_TEST

START_TEST(a_broken_stream_is_told_at_the_end)
{
	struct console_options options = { .volume = CONSOLE_VERBOSE };
	char *problem = NULL;
	if (access("/dev/full", W_OK) < 0)
		return;
	options.out = fopen("/dev/full", "w");
	struct console *c = console_new(&options);
	story_tell(console_sink(c), STORY_WHOLE);
	ck_assert(!console_finish(c, &problem));
	ck_assert_str_eq(problem,
	    "cannot write the console report: No space left on device");
	free(problem);
	console_free(c);
	fclose(options.out);
}
END_TEST

START_TEST(a_console_without_a_run_says_nothing)
{
	char *text = NULL, *problem = NULL;
	size_t size = 0;
	struct console_options options = { .out =
					       open_memstream(&text, &size) };
	struct console *c = console_new(&options);
	ck_assert(console_finish(c, &problem));
	console_free(c);
	console_free(NULL);
	fclose(options.out);
	ck_assert_str_eq(text, "");
	free(text);
}
END_TEST

static void
tell_observation(struct sink *sink, const struct run_case *test)
{
	struct observation o = { .number = 1,
		.message = message_new("EventAck"),
		.protocol = PROTOCOL_INTERACTION_MANAGEMENT };
	struct run_event event = { .kind = RUN_OBSERVATION,
		.test = test,
		.party = "agent1",
		.observation = &o };
	sink->event(sink, &event);
	observation_clear(&o);
}

START_TEST(a_disconnect_is_a_stimulus)
{
	struct buf line;
	struct run_event event = { .kind = RUN_STIMULUS,
		.party = "agent2",
		.case_time_ns = 412000000 };
	event.stimulus.number = 7;
	buf_init(&line, 1000);
	transcript_add(&line, &event);
	ck_assert_str_eq(buf_text(&line),
	    "#7     0.412 s  agent2 → server     disconnects\n");
	buf_free(&line);
}
END_TEST

START_TEST(an_endless_transcript_is_cut)
{
	char *text = NULL, *problem = NULL;
	size_t size = 0;
	struct console_options options = { .volume = CONSOLE_VERBOSE,
		.out = open_memstream(&text, &size) };
	struct run_case test = { .suite = "s",
		.phase = "p",
		.name = "c",
		.file = "f",
		.line = 1,
		.requirement = "" };
	struct run_facts facts = { .program_version = "1",
		.target_name = "t",
		.target_url = "",
		.cases = &test,
		.case_count = 1 };
	struct run_event event = { .kind = RUN_STARTED, .run = &facts };
	struct outcome outcome = { .verdict = VERDICT_PASS };
	struct console *c = console_new(&options);
	struct sink *sink = console_sink(c);

	sink->event(sink, &event);
	for (int i = 0; i < 6000; i++)
		tell_observation(sink, &test);
	event = (struct run_event){
		.kind = RUN_CASE_ENDED, .test = &test, .outcome = &outcome
	};
	sink->event(sink, &event);
	ck_assert(console_finish(c, &problem));
	console_free(c);
	fclose(options.out);
	ck_assert_uint_lt(size, 300000);
	ck_assert_ptr_nonnull(
	    strstr(text, "  … cut: more than 262144 bytes\n"));
	free(text);
}
END_TEST

Suite *
console_suite(void)
{
	Suite *suite = suite_create("console");
	TCase *tests = tcase_create("console");
	tcase_add_test(tests, a_whole_run);
	tcase_add_test(tests, what_happened_is_drawn);
	tcase_add_test(tests, colour_is_only_in_the_verdict);
	tcase_add_test(tests, a_run_that_did_not_end_well);
	tcase_add_test(tests, nothing_from_the_server_controls_the_terminal);
	tcase_add_test(tests, a_progress_line_leaves_no_trace);
	tcase_add_test(tests, a_quiet_console_has_no_progress_line);
	tcase_add_test(tests, a_broken_stream_is_told_at_the_end);
	tcase_add_test(tests, a_console_without_a_run_says_nothing);
	tcase_add_test(tests, a_disconnect_is_a_stimulus);
	tcase_add_test(tests, an_endless_transcript_is_cut);
	suite_add_tcase(suite, tests);
	return suite;
}
