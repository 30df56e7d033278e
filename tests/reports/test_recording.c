/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/reports/story.h"
#include "tests/reports/suites.h"

#include "core/mem.h"
#include "core/source_file.h"
#include "record/ndjson.h"
#include "record/record_file.h"
#include "record/recording.h"
#include "reports/console.h"
#include "reports/html/html.h"
#include "reports/junit.h"
#include "reports/tap.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Bytes between the places at which a recording is cut, a prime. */
#define CUT_STEP 41

/* Some ten thousand bytes. */
#define SCHEMA_MAX_BYTES ((size_t)1 << 20)

/* Every report there is, of one run. */
#define REPORTS 5

struct desk {
	char *texts[REPORTS];
	size_t sizes[REPORTS];
	FILE *streams[REPORTS];
	struct console *console;
	struct report *junit;
	struct report *tap;
	struct report *ndjson;
	struct report *html;
	struct sink *sinks[REPORTS];
};

static struct output *
sheet(struct desk *d, int i)
{
	char *problem = NULL;
	d->streams[i] = open_memstream(&d->texts[i], &d->sizes[i]);
	return output_open("-", d->streams[i], &problem);
}

static void
desk_open(struct desk *d)
{
	struct console_options options = { .volume = CONSOLE_NORMAL };
	*d = (struct desk){ 0 };
	output_discard(sheet(d, 0));
	options.out = d->streams[0];
	d->console = console_new(&options);
	d->junit = report_new(&junit_report, sheet(d, 1), NULL);
	d->tap = report_new(&tap_report, sheet(d, 2), NULL);
	d->ndjson = report_new(&ndjson_report, sheet(d, 3), NULL);
	d->html = report_new(&html_report, sheet(d, 4), NULL);
	d->sinks[0] = console_sink(d->console);
	d->sinks[1] = &d->junit->sink;
	d->sinks[2] = &d->tap->sink;
	d->sinks[3] = &d->ndjson->sink;
	d->sinks[4] = &d->html->sink;
}

static void
desk_finish(struct desk *d)
{
	char *problem = NULL;
	ck_assert(console_finish(d->console, &problem));
	ck_assert(report_finish(d->junit, &problem));
	ck_assert(report_finish(d->tap, &problem));
	ck_assert(report_finish(d->ndjson, &problem));
	ck_assert(report_finish(d->html, &problem));
	console_free(d->console);
	report_free(d->junit);
	report_free(d->tap);
	report_free(d->ndjson);
	report_free(d->html);
	for (int i = 0; i < REPORTS; i++)
		fclose(d->streams[i]);
}

static void
desk_free(struct desk *d)
{
	for (int i = 0; i < REPORTS; i++)
		free(d->texts[i]);
}

/* All sinks of a desk as one. */
struct all {
	struct sink sink;
	struct desk *desk;
};

static void
tell_all(struct sink *sink, const struct run_event *event)
{
	struct desk *d = ((struct all *)sink)->desk;
	for (int i = 0; i < REPORTS; i++)
		d->sinks[i]->event(d->sinks[i], event);
}

static void
tell_story(struct desk *d, enum story_end end)
{
	struct all all = { { .event = tell_all }, d };
	desk_open(d);
	struct run_facts *facts = story_tell(&all.sink, end);
	desk_finish(d);
	free(facts);
}

/* A file of these bytes; the caller unlinks and frees its name. */
static char *
put_file(const char *bytes, size_t size)
{
	char *path = mem_strdup("recording-XXXXXX");
	int fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, bytes, size), (ssize_t)size);
	close(fd);
	return path;
}

/* The reports of a recording; false, and none, with an error in 'diag'. */
static bool
remake(const char *bytes, size_t size, struct desk *d, struct diag *diag)
{
	char *path = put_file(bytes, size);
	struct recording *r = recording_open(path, diag);
	bool good = false;
	if (r) {
		desk_open(d);
		good = recording_play(r, d->sinks, REPORTS);
		desk_finish(d);
		if (!good)
			desk_free(d);
	}
	recording_free(r);
	unlink(path);
	free(path);
	ck_assert_int_eq(good, diag->error_count == 0);
	return good;
}

START_TEST(reports_made_later_are_the_same)
{
	struct desk live = { 0 }, later;
	struct diag diag;
	diag_init(&diag);
	tell_story(&live, (enum story_end)_i);
	ck_assert(remake(live.texts[3], live.sizes[3], &later, &diag));
	for (int i = 0; i < REPORTS; i++) {
		/* A page is too long for a message of Check. */
		ck_assert_uint_eq(live.sizes[i], later.sizes[i]);
		ck_assert_mem_eq(live.texts[i], later.texts[i], live.sizes[i]);
	}
	desk_free(&live);
	desk_free(&later);
	diag_free(&diag);
}
END_TEST

START_TEST(a_recording_may_end_anywhere)
{
	struct desk live = { 0 }, later;
	unsigned made = 0;
	tell_story(&live, STORY_WHOLE);
	const char *end = strstr(live.texts[3], "{\"event\":\"run-ended\"");
	ck_assert_ptr_nonnull(end);
	size_t last = (size_t)(end - live.texts[3]);
	for (size_t size = 0; size <= last; size += CUT_STEP) {
		struct diag diag;
		diag_init(&diag);
		if (remake(live.texts[3], size, &later, &diag)) {
			made++;
			ck_assert_ptr_nonnull(
			    strstr(later.texts[0], "the run did not end: "));
			ck_assert_int_eq(memcmp(later.texts[3], live.texts[3],
					     later.sizes[3]),
			    0);
			desk_free(&later);
		}
		diag_free(&diag);
	}
	ck_assert_uint_gt(made, 50);
	desk_free(&live);
}
END_TEST

#define START                                                                  \
	"{\"event\":\"run-started\",\"time\":0,\"schema\":2,"                  \
	"\"version\":\"1\",\"options\":[],\"host\":\"h\",\"wallStart\":0,"     \
	"\"server\":{\"name\":\"\",\"version\":\"\"},"                         \
	"\"target\":{\"name\":\"t\",\"url\":\"u\"},\"files\":[],"              \
	"\"jobs\":1,\"cases\":1}\n"
#define PLANNED                                                                \
	"{\"event\":\"case-planned\",\"case\":0,\"suite\":\"s\","              \
	"\"phase\":\"p\",\"name\":\"n\",\"path\":\"f\",\"line\":1,"            \
	"\"requirement\":\"\"}\n"
#define STARTED "{\"event\":\"case-started\",\"time\":0,\"case\":0}\n"
#define SEEN                                                                   \
	"{\"event\":\"observation\",\"case\":0,\"caseTime\":0,"                \
	"\"number\":1,\"party\":\"agent1\","

#define ENDED                                                                  \
	"{\"event\":\"case-ended\",\"case\":0,\"caseTime\":0,"                 \
	"\"verdict\":\"pass\",\"finding\":\"none\",\"duration\":0,"            \
	"\"lag\":0,\"matches\":"

#define FAILED                                                                 \
	"{\"event\":\"case-ended\",\"case\":0,\"caseTime\":0,"                 \
	"\"verdict\":\"fail\",\"finding\":\"missing\",\"duration\":0,"         \
	"\"lag\":0,\"matches\":[],"

static const struct hostile {
	const char *text;
	unsigned line;
	const char *error;
} hostile[] = {
	{ "", 0, "the recording is empty" },
	{ "\n", 1, "an empty line" },
	{ "[]\n", 1, "it is a list; it must be an object" },
	{ "{}\n", 1, "this is not a recording of a run" },
	{ "{\"event\":\"run-started\"}\n", 1, "there is no 'schema'" },
	{ "{\"event\":\"run-started\",\"schema\":1}\n", 1,
	    "'schema' is 1; this program reads 2 to 4" },
	{ "{\"event\":\"run-started\",\"schema\":2}\n", 1,
	    "there is no 'server'" },
	{ START, 1, "it plans 1 cases and lists 0" },
	{ START "{\"event\":\"notice\"}\n", 2,
	    "'event' is 'notice'; it must be one of: case-planned" },
	{ START PLANNED "x\n", 3, "byte 1: " },
	{ START PLANNED "{\"event\":1}\n", 3,
	    "'event' is 1; it must be a string" },
	{ START PLANNED START, 3, "the run has started already" },
	{ START PLANNED "{\"event\":\"proof\",\"case\":1,\"caseTime\":0}\n", 3,
	    "'case' is 1; it must be an integer from 0 to 0" },
	{ START PLANNED "{\"event\":\"proof\",\"case\":0,"
			"\"caseTime\":0}\n",
	    3, "proof: case 0 has not started" },
	{ START PLANNED STARTED STARTED, 4,
	    "case-started: case 0 has started already" },
	{ START PLANNED "{\"event\":\"notice\",\"time\":9223372036854775807,"
			"\"text\":\"\"}\n",
	    3, "'time' is 9223372036854775807; it must be an integer from" },
	{ START PLANNED "{\"event\":\"notice\",\"time\":-1,"
			"\"text\":\"\"}\n",
	    3, "'time' is -1; it must be an integer from 0 to" },
	{ START PLANNED "{\"event\":\"proof\",\"case\":0,"
			"\"caseTime\":-1}\n",
	    3, "'caseTime' is -1; it must be an integer from 0 to" },
	{ START PLANNED STARTED
	    "{\"event\":\"proof\",\"case\":0,\"caseTime\":5}\n"
	    "{\"event\":\"proof\",\"case\":0,\"caseTime\":4}\n",
	    5, "'caseTime' is 4, but an earlier line of case 0 has 5" },
	{ START PLANNED STARTED SEEN "\"kind\":\"gift\"}\n", 4,
	    "'kind' is 'gift'; it must be one of: malformed, "
	    "disconnected" },
	{ START PLANNED STARTED SEEN "\"protocol\":\"P\"}\n", 4,
	    "there is no 'message'" },
	{ START PLANNED STARTED SEEN "\"protocol\":\"P\","
				     "\"message\":{}}\n",
	    4, "messageName" },
	{ START PLANNED STARTED SEEN
	    "\"protocol\":\"123456789012345678901234567890123\","
	    "\"message\":{\"messageName\":\"M\"}}\n",
	    4, "'protocol' has 33 bytes; it must have at most 32" },
	{ START PLANNED STARTED SEEN
	    "\"kind\":\"malformed\",\"problem\":\"a\\u0000b\"}\n",
	    4, "'problem' is a string; it must be without NUL" },
	{ START PLANNED STARTED SEEN
	    "\"kind\":\"malformed\",\"problemBytes\":\"\\u0100\"}\n",
	    4,
	    "'problemBytes' is a string; it must be a string of characters" },
	{ START PLANNED STARTED
	    "{\"event\":\"stimulus\",\"case\":0,\"caseTime\":0,"
	    "\"number\":1,\"party\":\"agent0\"}\n",
	    4, "'party' is not a party; parties are called agent1, media, " },
	{ START PLANNED STARTED SEEN "\"kind\":\"\"}\n", 4,
	    "'kind' is ''; it must be one of: malformed, "
	    "disconnected" },
	{ START PLANNED STARTED
	    "{\"event\":\"stimulus\",\"time\":0,\"case\":0}\n",
	    4, "there is no 'caseTime'" },
	{ START PLANNED STARTED ENDED "[{\"number\":1,\"line\":1,"
				      "\"file\":0}]}\n",
	    4, "there is no 'path'" },
	{ START PLANNED STARTED FAILED "\"place\":{\"behind\":-1}}\n", 4,
	    "'behind' is -1; it must be an integer from 0" },
	{ START PLANNED STARTED FAILED
	    "\"place\":{\"expected\":{\"message\":\"M\",\"protocol\":\"P\","
	    "\"ghost\":true,\"path\":\"f\",\"line\":1,"
	    "\"party\":\"nobody\"}}}\n",
	    4, "'party' is not a party" },
	{ START PLANNED STARTED FAILED
	    "\"expected\":{\"title\":\"t\",\"lines\":[{\"kind\":\"close\"}]}}\n",
	    4, "the blocks of 'expected' do not nest" },
	{ START PLANNED STARTED FAILED
	    "\"expected\":{\"title\":\"t\",\"lines\":[{\"kind\":\"open\","
	    "\"text\":\"x\"}]}}\n",
	    4, "the blocks of 'expected' do not end" },
	{ START PLANNED STARTED FAILED
	    "\"expected\":{\"title\":\"t\",\"lines\":[{\"kind\":\"send\","
	    "\"party\":\"x\",\"text\":\"x\"}]}}\n",
	    4, "'party' is not a party" },
	{ START PLANNED "{\"event\":\"run-ended\",\"time\":0}\n", 3,
	    "there is no 'counts'" },
};

START_TEST(what_no_run_tells_is_an_error_with_its_line)
{
	const struct hostile *h = &hostile[_i];
	struct diag diag;
	struct desk desk;
	diag_init(&diag);
	ck_assert(!remake(h->text, strlen(h->text), &desk, &diag));
	ck_assert_uint_eq(diag.items.count, 1);
	const struct diag_item *item = &diag.items.items[0];
	ck_assert_msg(
	    strstr(item->text, h->error), "%s: %s", h->text, item->text);
	if (*h->text)
		ck_assert_uint_eq(item->at.line, h->line);
	diag_free(&diag);
}
END_TEST

START_TEST(no_such_file)
{
	struct diag diag;
	diag_init(&diag);
	ck_assert_ptr_null(recording_open("no-such-recording", &diag));
	ck_assert_str_eq(diag.items.items[0].text,
	    "cannot be read: No such file or directory");
	diag_free(&diag);
}
END_TEST

/* The line that is too long has no end, so its end must not be waited for. */
START_TEST(a_line_has_a_limit)
{
	struct diag diag;
	struct desk desk;
	size_t size = RECORD_MAX_BYTES + (1 << 20);
	char *text = mem_alloc(size);
	memset(text, ' ', size);
	diag_init(&diag);
	ck_assert(!remake(text, size, &desk, &diag));
	ck_assert_ptr_nonnull(
	    strstr(diag.items.items[0].text, "the line is longer than"));
	free(text);
	diag_free(&diag);
}
END_TEST

/* A case's times are its own, whenever it started. */
START_TEST(times_are_of_the_case)
{
	struct run_case one = { .suite = "s",
		.phase = "p",
		.name = "n",
		.file = "f",
		.requirement = "" };
	struct run_facts run = { .cases = &one, .case_count = 1 };
	struct observation o = { .kind = OBSERVED_DISCONNECTED,
		.time_ns = 1007,
		.earliest_ns = 1006,
		.server_time_us = -1 };
	struct run_event events[] = {
		{ .kind = RUN_CASE_STARTED, .time_ns = 5 },
		{ .kind = RUN_OBSERVATION, .time_ns = 7, .case_time_ns = 2 },
		{ .kind = RUN_QUIET,
		    .time_ns = 9,
		    .case_time_ns = 4,
		    .quiet_ns = 3 },
	};
	char *text, *problem = NULL;
	size_t size;
	FILE *stream = open_memstream(&text, &size);
	struct report *n = report_new(
	    &ndjson_report, output_open("-", stream, &problem), NULL);
	for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++) {
		struct run_event *e = &events[i];
		e->run = &run;
		e->test = &one;
		e->party = "media";
		e->observation = &o;
		n->sink.event(&n->sink, e);
	}
	ck_assert(report_finish(n, &problem));
	report_free(n);
	fclose(stream);
	ck_assert_str_eq(text,
	    "{\"event\":\"case-started\",\"time\":5,\"case\":0}\n"
	    "{\"event\":\"observation\",\"case\":0,\"caseTime\":2,"
	    "\"earliest\":1,\"number\":0,\"party\":\"media\","
	    "\"kind\":\"disconnected\"}\n"
	    "{\"event\":\"quiet\",\"case\":0,\"caseTime\":4,\"quiet\":3}\n");
	free(text);
}
END_TEST

/* Is it a word of the list that follows 'member' in the schema? */
static bool
is_listed(const char *schema, const char *member, const char *word)
{
	const char *list = strstr(schema, member);
	ck_assert_ptr_nonnull(list);
	const char *end = strchr(list, ']');
	char *quoted = mem_printf("\"%s\"", word);
	const char *found = strstr(list, quoted);
	free(quoted);
	return found && found < end;
}

START_TEST(the_schema_lists_every_verdict_and_finding)
{
	const char *top = getenv("top_srcdir");
	char *path = mem_printf("%s/schema/run.schema.json", top ? top : ".");
	struct diag diag;
	diag_init(&diag);
	struct source *s = source_read(path, SCHEMA_MAX_BYTES, &diag);
	ck_assert_ptr_nonnull(s);
	for (int i = 0; i < VERDICT_COUNT; i++)
		ck_assert(is_listed(
		    s->text, "\"verdict\": {", verdict_name((enum verdict)i)));
	for (int i = 0; i < FINDING_COUNT; i++)
		ck_assert_msg(is_listed(s->text, "\"finding\": {",
				  finding_name((enum finding)i)),
		    "%s", finding_name((enum finding)i));
	source_unref(s);
	diag_free(&diag);
	free(path);
}
END_TEST

START_TEST(a_full_disk_is_told)
{
	char *problem = NULL;
	struct output *full = output_open_log("/dev/full", stdout, &problem);
	if (!full) {
		free(problem);
		return;
	}
	struct report *n = report_new(&ndjson_report, full, NULL);
	free(story_tell(&n->sink, STORY_WHOLE));
	ck_assert(!report_finish(n, &problem));
	ck_assert_str_eq(
	    problem, "cannot write '/dev/full': No space left on device");
	free(problem);
	report_free(n);
}
END_TEST

Suite *
recording_suite(void)
{
	Suite *suite = suite_create("recording");
	TCase *tests = tcase_create("recording");
	tcase_add_loop_test(
	    tests, reports_made_later_are_the_same, 0, STORY_CUT + 1);
	tcase_add_test(tests, a_recording_may_end_anywhere);
	tcase_add_loop_test(tests, what_no_run_tells_is_an_error_with_its_line,
	    0, (int)(sizeof(hostile) / sizeof(hostile[0])));
	tcase_add_test(tests, no_such_file);
	tcase_add_test(tests, a_line_has_a_limit);
	tcase_add_test(tests, times_are_of_the_case);
	tcase_add_test(tests, the_schema_lists_every_verdict_and_finding);
	tcase_add_test(tests, a_full_disk_is_told);
	suite_add_tcase(suite, tests);
	return suite;
}
