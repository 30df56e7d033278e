/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The channel and the mock's HTTP face: both ends of docs/binding.md together.
 */
#include "tests/net/test_net.h"

#include "mock/http/http.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct served_mock {
	struct mock_server *server;
	struct mock_http *http;
	struct probe probe;
	struct channel *channel;
};

/* 'fault' as fault.h writes it, or NULL. */
static void
served_mock_start(struct served_mock *s, const char *fault)
{
	struct mock_config config = mock_config_default();
	struct diag diag;
	diag_init(&diag);
	s->server = mock_server_new(&config);
	if (fault) {
		struct fault f;
		ck_assert(fault_parse(fault, &f, &diag));
		mock_server_add_fault(s->server, &f);
	}
	s->http = mock_http_new(s->server, "127.0.0.1:0", &diag);
	ck_assert(s->http && mock_http_start(s->http));
	probe_init(&s->probe);
	s->channel = probe_connected(&s->probe, mock_http_url(s->http));
	diag_free(&diag);
}

static void
served_mock_end(struct served_mock *s)
{
	channel_close(s->channel);
	channel_free(s->channel);
	probe_free(&s->probe);
	mock_http_free(s->http);
	mock_server_free(s->server);
}

static void
up(struct served_mock *s, enum frame_kind kind, uint32_t party)
{
	channel_send(s->channel,
	    &(struct frame){ .kind = kind, .party = party, .text = "agent1" });
}

static void
log_in(struct served_mock *s, uint32_t party)
{
	struct frame f = { .kind = FRAME_SEND,
		.party = party,
		.protocol = PROTOCOL_INTERACTION_MANAGEMENT,
		.message = message_new("RequestAgentLogin") };
	message_set_integer(f.message, "referenceId", 1);
	channel_send(s->channel, &f);
	frame_clear(&f);
}

/* The session of docs/binding.md, by a program. */
START_TEST(a_session)
{
	struct served_mock s;
	served_mock_start(&s, NULL);
	up(&s, FRAME_OPEN, 1);
	log_in(&s, 1);
	up(&s, FRAME_FENCE, 1);
	up(&s, FRAME_CLOSE, 1);
	up(&s, FRAME_FENCE, 1);
	probe_wait(&s.probe, s.channel,
	    "opened 1\nmessage 1\nfence 1\nclosed 1\nerror 1\n");
	served_mock_end(&s);
}
END_TEST

/* A frame that was cut is the server's failure, and no gap. */
START_TEST(a_malformed_frame)
{
	struct served_mock s;
	served_mock_start(&s, "malformed EventError at agent1");
	up(&s, FRAME_OPEN, 7);
	log_in(&s, 7);
	up(&s, FRAME_FENCE, 7);
	int64_t quiet_ns;
	while (!strstr(buf_text(&s.probe.seen), "fence 7"))
		ck_assert_msg(channel_wait(s.channel, INT64_MAX, -1, &quiet_ns),
		    "%s", channel_problem(s.channel));
	ck_assert_ptr_nonnull(
	    strstr(buf_text(&s.probe.seen), "opened 7\nmalformed 7 byte "));
	served_mock_end(&s);
}
END_TEST

#define STILL_MS 400

/* Notes, at each frame, how late we were by then. */
struct lateness {
	struct served_mock stage;
	struct channel_handler inner;
	int64_t lag_ns;
};

static void
ask_first(void *context, const struct frame *f, const struct reading_time *when)
{
	struct lateness *l = context;
	l->lag_ns = channel_take_lag(l->stage.channel);
	l->inner.frame(l->inner.context, f, when);
}

/* The process is stopped, mock and all; ends when it runs again. */
static void
stand_still(int delay_ms)
{
	pid_t self = getpid();
	if (fork() == 0) {
		poll(NULL, 0, delay_ms);
		kill(self, SIGSTOP);
		poll(NULL, 0, STILL_MS);
		kill(self, SIGCONT);
		_exit(0);
	}
}

static void
wait_for(struct lateness *l, int64_t ms)
{
	int64_t quiet_ns;
	ck_assert(channel_wait(
	    l->stage.channel, clock_now_ns() + ms * NS_PER_MS, -1, &quiet_ns));
}

static void
lateness_start(struct lateness *l)
{
	struct channel_answer answer;
	struct diag diag;
	diag_init(&diag);
	served_mock_start(&l->stage, NULL);
	channel_free(l->stage.channel);
	l->inner = l->stage.probe.handler;
	struct channel_handler outer = { l, ask_first, NULL, NULL };
	struct channel_config config = { .url = mock_http_url(l->stage.http) };
	l->stage.channel = channel_new(&config, &outer);
	ck_assert(channel_connect(l->stage.channel, &answer, &diag));
	diag_free(&diag);
	wait_for(l, 20);
	channel_take_lag(l->stage.channel);
}

/* In poll(), where nothing is to be done, or anywhere else. */
START_TEST(a_stop_is_lag)
{
	struct lateness l;
	lateness_start(&l);
	stand_still(10);
	wait_for(&l, 100 + STILL_MS);
	wait(NULL);
	ck_assert_int_ge(
	    channel_take_lag(l.stage.channel), STILL_MS * NS_PER_MS);
	ck_assert_int_lt(
	    channel_take_lag(l.stage.channel), STILL_MS * NS_PER_MS);
	served_mock_end(&l.stage);
}
END_TEST

START_TEST(a_stop_is_known_when_a_frame_comes)
{
	struct lateness l;
	lateness_start(&l);
	up(&l.stage, FRAME_OPEN, 1);
	stand_still(0);
	wait(NULL);
	while (l.stage.probe.seen.size == 0)
		wait_for(&l, 1000);
	ck_assert_int_ge(l.lag_ns, STILL_MS * NS_PER_MS);
	served_mock_end(&l.stage);
}
END_TEST

#define MANY 300u

/* Order per party holds, however many there are. */
START_TEST(many_parties)
{
	struct served_mock s;
	struct buf expected;
	served_mock_start(&s, NULL);
	buf_init(&expected, 100000);
	for (uint32_t party = 1; party <= MANY; party++) {
		up(&s, FRAME_OPEN, party);
		up(&s, FRAME_FENCE, party);
		buf_printf(&expected, "opened %u\nfence %u\n", party, party);
	}
	probe_wait(&s.probe, s.channel, buf_text(&expected));
	buf_free(&expected);
	served_mock_end(&s);
}
END_TEST

TCase *
mock_tests(void)
{
	TCase *tests = tcase_create("mock");
	tcase_set_timeout(tests, TEST_TIMEOUT_S);
	tcase_add_test(tests, a_session);
	tcase_add_test(tests, a_malformed_frame);
	tcase_add_test(tests, a_stop_is_lag);
	tcase_add_test(tests, a_stop_is_known_when_a_frame_comes);
	tcase_add_test(tests, many_parties);
	return tests;
}
