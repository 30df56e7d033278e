/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The loop, a real channel and the mock's HTTP face: over sockets, in real
 * time.
 */
#include "runner/exec/loop.h"

#include "core/clock.h"
#include "mock/http/http.h"
#include "tests/exec/duet.h"
#include "tests/exec/suites.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct rig {
	struct sink sink; /* first */
	struct sink *sinks[1];
	struct material material;
	struct mock_server *server;
	struct mock_http *http;
	struct campaign *campaign;
	struct loop *loop;
	unsigned started, ended, stimuli, notices;
	bool run_ended;
	bool end_is_written;      /* the server may forget the channel */
	struct observer observer; /* 'look' NULL: no observer */
	unsigned looks;
	unsigned observations;
	unsigned under_way;         /* cases, when we were stopped */
	unsigned late;              /* cases that knew of it when they ended */
	struct run_summary summary; /* 'problem' lives with the campaign */
	int stop[2];
	enum reaction {
		KEEP_GOING,
		STOP_AT_FIRST_CASE,
		STAND_STILL_ON_THE_WAY,
		SERVER_GONE_AT_FIRST_OBSERVATION,
	} reaction;
};

/* Longer than what a case may blame a server for. */
#define STILL_MS 300
/* By then each of the cases under way has sent something. */
#define ON_THE_WAY 60

/* As if the process had been stopped, with the mock in it. */
static void
stand_still(void)
{
	pid_t self = getpid();
	pid_t child = fork();
	if (child == 0) {
		kill(self, SIGSTOP);
		poll(NULL, 0, STILL_MS);
		kill(self, SIGCONT);
		_exit(0);
	}
	ck_assert_int_eq(waitpid(child, NULL, 0), child);
}

/* Not of the set-up of the run, without which no case starts. */
static bool
is_of_case(const struct run_event *event)
{
	return event->test && !event->test->is_assumption;
}

static void
react(struct rig *r, const struct run_event *event)
{
	enum run_event_kind kind = event->kind;
	if (!is_of_case(event))
		return;
	if (r->reaction == STOP_AT_FIRST_CASE && kind == RUN_CASE_STARTED) {
		r->reaction = KEEP_GOING;
		ck_assert_int_eq(write(r->stop[1], "x", 1), 1);
	} else if (r->reaction == STAND_STILL_ON_THE_WAY &&
	    kind == RUN_OBSERVATION && r->observations == ON_THE_WAY) {
		r->reaction = KEEP_GOING;
		r->under_way = r->started - r->ended;
		stand_still();
	} else if (r->reaction == SERVER_GONE_AT_FIRST_OBSERVATION &&
	    kind == RUN_OBSERVATION) {
		r->reaction = KEEP_GOING;
		mock_http_join(r->http);
		mock_http_free(r->http);
		r->http = NULL;
	}
}

static void
note(struct sink *sink, const struct run_event *event)
{
	struct rig *r = (struct rig *)sink;
	ck_assert(!r->run_ended);
	r->started += event->kind == RUN_CASE_STARTED && is_of_case(event);
	r->ended += event->kind == RUN_CASE_ENDED && is_of_case(event);
	r->stimuli += event->kind == RUN_STIMULUS;
	r->notices += event->kind == RUN_NOTICE &&
	    strstr(event->notice, "the run was halted for ") != NULL;
	r->observations += event->kind == RUN_OBSERVATION;
	if (event->kind == RUN_CASE_ENDED)
		r->late += event->outcome->lag_ns >= STILL_MS * NS_PER_MS;
	r->run_ended = event->kind == RUN_ENDED;
	react(r, event);
}

static void
note_pause(struct sink *sink)
{
	struct rig *r = (struct rig *)sink;
	r->end_is_written = r->run_ended;
}

static void
start_mock(struct rig *r, const char *fault, struct diag *diag)
{
	struct mock_config mock = mock_config_default();
	struct fault f;
	target_timer(r->material.target, "invitation-timeout",
	    &mock.invitation_timeout_ns);
	r->server = mock_server_new(&mock);
	if (fault) {
		ck_assert(fault_parse(fault, &f, diag));
		mock_server_add_fault(r->server, &f);
	}
	r->http = mock_http_new(r->server, "127.0.0.1:0", diag);
	ck_assert(r->http && mock_http_start(r->http));
}

static void
plan(struct rig *r, struct diag *diag)
{
	r->sinks[0] = &r->sink;
	struct campaign_setup setup = { .target = r->material.target,
		.cases = r->material.cases.items,
		.case_count = (unsigned)r->material.cases.count,
		.jobs = 4,
		.run_id = "rig",
		.facts.program_version = "0",
		.facts.host_name = "rig",
		.sinks = r->sinks,
		.sink_count = 1 };
	if (r->observer.look) {
		setup.case_count = 1;
		setup.observer = &r->observer;
	}
	r->campaign = campaign_new(&setup, diag);
	ck_assert_ptr_nonnull(r->campaign);
}

static void
rig_play(struct rig *r, const char *fault)
{
	struct diag diag;
	diag_init(&diag);
	ck_assert_int_eq(pipe(r->stop), 0);
	material_load(&r->material, 1);
	start_mock(r, fault, &diag);
	plan(r, &diag);
	struct channel_config channel = { .url = mock_http_url(r->http) };
	r->loop = loop_connect(&channel, NULL, &diag);
	ck_assert_ptr_nonnull(r->loop);
	if (r->observer.look)
		loop_let_halt(r->loop);
	r->summary = *loop_run(r->loop, r->campaign, "http://rig/", r->stop[0]);
	ck_assert(r->run_ended && r->end_is_written);
	ck_assert_uint_eq(r->started, r->ended);
	diag_free(&diag);
}

/*
 * Run everything, with that reaction to what happens first; 'fault' of the
 * mock, or NULL.
 */
static void
rig_run(struct rig *r, enum reaction reaction, const char *fault)
{
	*r = (struct rig){ .sink = { note, note_pause }, .reaction = reaction };
	rig_play(r, fault);
}

/* Run one case with an observer. */
static void
rig_observe(struct rig *r,
    bool (*look)(void *context, const struct sighting *sighting),
    const char *fault)
{
	*r = (struct rig){ .sink = { note, note_pause },
		.observer = { r, look } };
	rig_play(r, fault);
}

static void
rig_down(struct rig *r)
{
	loop_free(r->loop);
	campaign_free(r->campaign);
	if (r->http)
		mock_http_join(r->http);
	mock_http_free(r->http);
	mock_server_free(r->server);
	material_free(&r->material);
	close(r->stop[0]);
	close(r->stop[1]);
}

START_TEST(runs_to_the_end)
{
	struct rig r;
	rig_run(&r, KEEP_GOING, NULL);
	ck_assert_uint_eq(
	    r.summary.counts[VERDICT_PASS], r.material.cases.count);
	ck_assert_ptr_null(r.summary.problem);
	rig_down(&r);
}
END_TEST

START_TEST(a_malformed_frame_is_of_the_binding)
{
	struct rig r;
	rig_run(&r, KEEP_GOING, "malformed EventInvite at agent2");
	ck_assert_uint_eq(r.summary.counts[VERDICT_FAIL], 0);
	ck_assert_uint_gt(r.summary.broken_bindings, 0);
	ck_assert_uint_eq(r.ended, r.material.cases.count);
	rig_down(&r);
}
END_TEST

START_TEST(a_byte_stops_it)
{
	struct rig r;
	rig_run(&r, STOP_AT_FIRST_CASE, NULL);
	ck_assert(r.summary.interrupted);
	ck_assert_str_eq(r.summary.problem, "the run was interrupted");
	ck_assert_uint_gt(r.summary.counts[VERDICT_ABORTED], 0);
	ck_assert_uint_lt(r.started, r.material.cases.count);
	rig_down(&r);
}
END_TEST

START_TEST(a_server_that_goes_away_ends_it)
{
	struct rig r;
	rig_run(&r, SERVER_GONE_AT_FIRST_OBSERVATION, NULL);
	ck_assert(!r.summary.interrupted);
	ck_assert_ptr_nonnull(r.summary.problem);
	ck_assert_uint_lt(
	    r.summary.counts[VERDICT_PASS] + r.started - r.ended, r.started);
	ck_assert_uint_lt(r.started, r.material.cases.count);
	rig_down(&r);
}
END_TEST

/* The first case to end does so with what was read first after the stop. */
START_TEST(a_stop_is_known_before_anything_is_judged)
{
	struct rig r;
	rig_run(&r, STAND_STILL_ON_THE_WAY, NULL);
	ck_assert_uint_eq(r.summary.counts[VERDICT_FAIL], 0);
	ck_assert_uint_gt(r.under_way, 0);
	ck_assert_uint_ge(r.late, r.under_way);
	rig_down(&r);
}
END_TEST

#define HALT_MS 400

/* Readable after HALT_MS, by a process that ends then. */
static int
alarm_clock(void)
{
	int ends[2];
	ck_assert_int_eq(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		poll(NULL, 0, HALT_MS);
		_exit(0);
	}
	close(ends[1]);
	return ends[0];
}

/* For long before the first stimulus, and for a moment at all that follows. */
static bool
halt(void *context, const struct sighting *sighting)
{
	struct rig *r = context;
	ck_assert_int_ge(sighting->fact->case_time_ns, 0);
	/* The end of a file can be read immediately. */
	int fd = r->looks++ == 0 ? alarm_clock() : open("/dev/null", O_RDONLY);
	ck_assert(loop_halt(r->loop, fd));
	close(fd);
	return true;
}

START_TEST(a_halt_is_no_time)
{
	struct rig r;
	int64_t start_ns = clock_now_ns();
	rig_observe(&r, halt, NULL);
	ck_assert_int_ge(clock_now_ns() - start_ns, HALT_MS * NS_PER_MS);
	ck_assert_int_lt(r.summary.duration_ns, HALT_MS * NS_PER_MS);
	ck_assert_uint_eq(r.summary.counts[VERDICT_PASS], 1);
	ck_assert_uint_gt(r.looks, 10);
	ck_assert_uint_eq(r.notices, 1);
	rig_down(&r);
}
END_TEST

START_TEST(what_does_not_parse_can_be_halted_at)
{
	struct rig r;
	rig_observe(&r, halt, "malformed EventInvite at agent2");
	ck_assert_uint_eq(r.summary.counts[VERDICT_ERROR], 1);
	rig_down(&r);
}
END_TEST

static bool
refuse_the_second(void *context, const struct sighting *sighting)
{
	struct rig *r = context;
	r->looks += sighting->fact->kind == RUN_STIMULUS;
	return r->looks < 2;
}

START_TEST(who_looks_on_can_end_it)
{
	struct rig r;
	rig_observe(&r, refuse_the_second, NULL);
	ck_assert_uint_eq(r.summary.counts[VERDICT_ABORTED], 1);
	ck_assert_uint_eq(r.stimuli, 1);
	ck_assert_uint_eq(r.notices, 0);
	rig_down(&r);
}
END_TEST

START_TEST(nobody_there_is_reported)
{
	struct channel_config channel = { .url = "http://127.0.0.1:1/" };
	struct diag diag;
	diag_init(&diag);
	ck_assert_ptr_null(loop_connect(&channel, NULL, &diag));
	ck_assert_uint_eq(diag.error_count, 1);
	loop_free(NULL);
	diag_free(&diag);
}
END_TEST

Suite *
loop_suite(void)
{
	Suite *s = suite_create("loop");
	TCase *t = tcase_create("loop");
	tcase_set_timeout(t, 60);
	tcase_add_test(t, runs_to_the_end);
	tcase_add_test(t, a_malformed_frame_is_of_the_binding);
	tcase_add_test(t, a_byte_stops_it);
	tcase_add_test(t, a_server_that_goes_away_ends_it);
	tcase_add_test(t, a_stop_is_known_before_anything_is_judged);
	tcase_add_test(t, a_halt_is_no_time);
	tcase_add_test(t, what_does_not_parse_can_be_halted_at);
	tcase_add_test(t, who_looks_on_can_end_it);
	tcase_add_test(t, nobody_there_is_reported);
	suite_add_tcase(s, t);
	return s;
}
