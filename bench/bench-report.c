/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the reports of a large run cost: ten thousand cases, as a run with its
 * setups, sent to one sink at a time.
 *
 * usage: bench-report
 */
#include "bench/figure.h"
#include "core/clock.h"
#include "core/mem.h"
#include "reports/html/html.h"
#include "reports/junit.h"

#include <stdio.h>
#include <stdlib.h>

#define CASES 10000
/* As the cases of the conference suite have, setups included. */
#define EXCHANGES 11
#define PHASES 8
#define FAILING_EACH 20
#define NAME_SIZE 64
#define TRIALS 3

static const char *const phases[PHASES] = { "invitation-issued",
	"invitation-accepted", "invitation-rejected", "invitation-times-out",
	"invitation-is-invalid", "leave-the-conference", "fail-to-leave",
	"conference-ends" };

/* A run that is emitted again and again. */
struct tale {
	struct run_case *cases;
	char *names;
	struct run_facts facts;
	struct message *request, *answer, *report;
};

static struct message *
make_message(const char *name, const char *attribute, const char *value)
{
	struct message *m = message_new(name);
	message_set_integer(m, "referenceId", 9);
	message_set_string(m, attribute, value);
	message_set_string(m, "interactionId", "ix-6922d0a5-7a1b-4711");
	message_set_integer(m, "eventTime", 1763886645);
	return m;
}

static void
tale_open(struct tale *t)
{
	t->cases = mem_zalloc(CASES * sizeof(*t->cases));
	t->names = mem_zalloc((size_t)CASES * NAME_SIZE);
	for (unsigned i = 0; i < CASES; i++) {
		char *name = t->names + (size_t)i * NAME_SIZE;
		const char *phase = phases[i / (CASES / PHASES)];
		snprintf(name, NAME_SIZE, "case-of-a-large-run-%u", i);
		t->cases[i] = (struct run_case){ .index = i,
			.suite = "conference",
			.phase = phase,
			.name = name,
			.section = "1.4",
			.file = "fixtures/conference/invitation.xml",
			.line = 9,
			.requirement =
			    "An invitation that nobody answers is revoked, and not "
			    "before its time is over." };
	}
	t->facts = (struct run_facts){ .program_version = "bench",
		.target_name = "bench",
		.target_url = "http://127.0.0.1/",
		.server_name = "bench",
		.server_version = "1",
		.host_name = "bench",
		.wall_start_s = 1700000000,
		.cases = t->cases,
		.case_count = CASES,
		.jobs = 1 };
	t->request = make_message("RequestConference", "agentId", "agent-12");
	t->answer = make_message("EventAck", "visibilityMode", "Conference");
	t->report = make_message("EventPartyAdded", "placeId", "place-7");
}

static void
tale_close(struct tale *t)
{
	message_unref(t->request);
	message_unref(t->answer);
	message_unref(t->report);
	free(t->cases);
	free(t->names);
}

static void
tell_message(struct sink *sink, struct run_event *event, unsigned number,
    struct message *m, const char *protocol)
{
	struct observation o = {
		.number = number, .protocol = protocol, .message = m
	};
	event->case_time_ns += NS_PER_MS;
	event->observation = &o;
	sink->event(sink, event);
	event->observation = NULL;
}

/* A request, its answer, and the report to the Reporting engine. */
static void
tell_exchange(const struct tale *t, struct sink *sink, struct run_event *event,
    unsigned number)
{
	event->kind = RUN_STIMULUS;
	event->party = "agent1";
	event->stimulus.number = number;
	event->stimulus.message = t->request;
	event->stimulus.protocol = PROTOCOL_INTERACTION_MANAGEMENT;
	event->case_time_ns += NS_PER_MS;
	sink->event(sink, event);
	event->kind = RUN_OBSERVATION;
	tell_message(sink, event, number + 1, t->answer,
	    PROTOCOL_INTERACTION_MANAGEMENT);
	event->party = "reporting";
	tell_message(sink, event, number + 2, t->report, PROTOCOL_REPORTING);
}

static void
tell_end(struct sink *sink, struct run_event *event)
{
	char sentence[] = "EventRevoked did not reach agent2 within 2 s.";
	char detail[] = "after     #1 0.048 s  agent1 → server  "
			"RequestConference\nexpected             server → "
			"agent2  EventRevoked\n";
	struct matched_message taken[2 * EXCHANGES];
	struct outcome o = { .duration_ns = event->case_time_ns,
		.matches = taken };
	for (unsigned i = 0; i < EXCHANGES; i++)
		for (unsigned j = 0; j < 2; j++)
			taken[o.match_count++] =
			    (struct matched_message){ .number = 3 * i + j + 2,
				    .file = event->test->file,
				    .line = 10 + i,
				    .is_main = i > 7 };
	if (event->test->index % FAILING_EACH == 0) {
		o.verdict = VERDICT_FAIL;
		o.finding = FINDING_MISSING;
		o.sentence = sentence;
		o.detail = detail;
		o.place = (struct finding_place){ .after = 25,
			.message = "EventRevoked",
			.party = "agent2",
			.protocol = PROTOCOL_INTERACTION_MANAGEMENT,
			.file = event->test->file,
			.line = 17 };
	}
	event->kind = RUN_CASE_ENDED;
	event->outcome = &o;
	sink->event(sink, event);
	event->outcome = NULL;
}

static void
tell_case(const struct tale *t, struct sink *sink, unsigned index)
{
	struct run_event event = { .kind = RUN_CASE_STARTED,
		.run = &t->facts,
		.test = &t->cases[index] };
	sink->event(sink, &event);
	for (unsigned i = 0; i < EXCHANGES; i++)
		tell_exchange(t, sink, &event, 3 * i + 1);
	tell_end(sink, &event);
}

static void
tell(const struct tale *t, struct sink *sink)
{
	struct run_summary summary = { .duration_ns = NS_PER_S };
	struct run_event event = { .kind = RUN_STARTED, .run = &t->facts };
	summary.counts[VERDICT_FAIL] = CASES / FAILING_EACH;
	summary.counts[VERDICT_PASS] = CASES - CASES / FAILING_EACH;
	sink->event(sink, &event);
	for (unsigned i = 0; i < CASES; i++)
		tell_case(t, sink, i);
	event.kind = RUN_ENDED;
	event.summary = &summary;
	sink->event(sink, &event);
}

/* --- the reports --- */

/* How long the report took, and its size; -1 when it could not be written. */
typedef int64_t measure(
    const struct tale *t, struct output *output, char **ret_problem);

static int64_t
measure_junit(const struct tale *t, struct output *output, char **ret_problem)
{
	int64_t start_ns = clock_now_ns();
	struct report *j = report_new(&junit_report, output, NULL);
	tell(t, &j->sink);
	bool good = report_finish(j, ret_problem);
	int64_t end_ns = clock_now_ns();
	report_free(j);
	return good ? end_ns - start_ns : -1;
}

static int64_t
measure_html(const struct tale *t, struct output *output, char **ret_problem)
{
	int64_t start_ns = clock_now_ns();
	struct report *h = report_new(&html_report, output, NULL);
	tell(t, &h->sink);
	bool good = report_finish(h, ret_problem);
	int64_t end_ns = clock_now_ns();
	report_free(h);
	return good ? end_ns - start_ns : -1;
}

/* The median of several, in seconds; below 0 after a complaint. */
static double
measure_report(const struct tale *t, measure *what, double *ret_mb)
{
	int64_t times[TRIALS];
	for (unsigned i = 0; i < TRIALS; i++) {
		char *problem = NULL;
		FILE *file = tmpfile();
		struct output *output =
		    file ? output_open("-", file, &problem) : NULL;
		times[i] = output ? what(t, output, &problem) : -1;
		if (times[i] < 0) {
			fprintf(stderr, "bench-report: %s\n",
			    problem ? problem : "no temporary file");
			free(problem);
			return -1;
		}
		*ret_mb = (double)ftell(file) / 1e6;
		fclose(file);
	}
	return (double)figure_quantile(times, TRIALS, 50) / NS_PER_S;
}

int
main(void)
{
	struct tale t = { 0 };
	double mb = 0, junit_s, html_s;
	tale_open(&t);
	junit_s = measure_report(&t, measure_junit, &mb);
	html_s = measure_report(&t, measure_html, &mb);
	tale_close(&t);
	if (junit_s < 0 || html_s < 0)
		return 1;
	figure_print(&(struct figure){
	    "JUnit of 10,000 cases", junit_s * 1000, 500, "ms", "" });
	figure_print(&(struct figure){
	    "a page of 10,000 cases", html_s * 1000, 2000, "ms", "" });
	figure_print(&(struct figure){
	    "a page of 10,000 cases, its size", mb, 20, "MB", "" });
	return 0;
}
