/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"
#include "core/mem.h"
#include "mock/http/carrier.h"
#include "mock/http/http.h"
#include "mock/http/route.h"
#include "tests/mock/plain_http.h"
#include "tests/mock/suites.h"
#include "tests/occurrences.h"
#include "wire/json_channel.h"
#include "wire/json_frame.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHANNELS "/ixconform/1/channels"
#define FRAMES CHANNELS "/c1/frames"
#define OPEN "{\"frame\":\"open\",\"party\":1,\"name\":\"agent1\"}\n"
#define FENCE "{\"frame\":\"fence\",\"party\":1,\"fence\":7}\n"

static struct mock_server *server;
static struct mock_http *http;
static struct plain_http up, down;

static void
set_up(void)
{
	struct mock_config config = mock_config_default();
	struct diag diag;
	diag_init(&diag);
	server = mock_server_new(&config);
	http = mock_http_new(server, "127.0.0.1:0", &diag);
	ck_assert_ptr_nonnull(http);
	diag_free(&diag);
	ck_assert(mock_http_start(http));
	plain_http_open(&up, mock_http_url(http));
	plain_http_open(&down, mock_http_url(http));
	ck_assert_int_eq(plain_http_ask(&up, "POST", CHANNELS, ""), 201);
}

static void
tear_down(void)
{
	mock_http_join(http);
	mock_http_free(http);
	mock_server_free(server);
	plain_http_close(&up);
	plain_http_close(&down);
}

static void
start_stream(const char *path)
{
	plain_http_send(&down, "GET", path, NULL);
	ck_assert_int_eq(plain_http_header(&down), 200);
}

/* The lines that come next hold these texts, one each, in one chunk or more. */
static void
expect_down(const char *text)
{
	while (!strstr(buf_text(&down.body), text))
		ck_assert(plain_http_line(&down));
}

START_TEST(a_channel_is_made)
{
	struct channel_answer answer;
	char problem[JSON_PROBLEM_SIZE];
	ck_assert_msg(json_parse_channel_answer(
			  up.body.bytes, up.body.size, &answer, problem),
	    "%s", problem);
	ck_assert_str_eq(answer.channel, "c1");
	ck_assert_str_eq(answer.server_name, "ixconform mock");
	ck_assert(answer.has_fence && answer.has_clock && answer.has_faults);
	ck_assert_int_eq(plain_http_ask(&up, "POST", CHANNELS, NULL), 201);
	ck_assert_ptr_nonnull(strstr(buf_text(&up.body), "\"c2\""));
}
END_TEST

START_TEST(frames_go_up_and_come_down)
{
	ck_assert_int_eq(
	    plain_http_ask(&up, "POST", FRAMES, OPEN "\r\n\n" FENCE), 204);
	start_stream(FRAMES "?after=0");
	expect_down("\"frame\":\"opened\"");
	expect_down("\"fence\":7");
	struct frame f;
	char problem[JSON_PROBLEM_SIZE];
	char *line = strchr(down.body.bytes, '\n') + 1;
	ck_assert(json_parse_frame(line, strlen(line) - 1, &f, problem));
	ck_assert_uint_eq(f.sequence, 2);
	ck_assert_int_ge(f.server_time_us, 0);
}
END_TEST

START_TEST(what_comes_later_is_streamed_at_once)
{
	int64_t best_ns = TIME_NEVER_NS;
	start_stream(FRAMES "?after=0");
	ck_assert_int_eq(plain_http_ask(&up, "POST", FRAMES, OPEN), 204);
	expect_down("opened");
	for (int i = 0; i < 100; i++) {
		int64_t start_ns = clock_now_ns();
		plain_http_send(&up, "POST", FRAMES, FENCE);
		ck_assert(plain_http_line(&down));
		int64_t round_trip_ns = clock_now_ns() - start_ns;
		ck_assert_int_eq(plain_http_answer(&up), 204);
		if (round_trip_ns < best_ns)
			best_ns = round_trip_ns;
	}
	/* Neither delayed acknowledgements nor a timer are waited for. */
	ck_assert_int_lt(best_ns, 5 * NS_PER_MS);
}
END_TEST

START_TEST(timers_go_off_without_requests)
{
	static const char cast[] =
	    "{\"frame\":\"open\",\"party\":1,\"name\":\"agent1\"}\n"
	    "{\"frame\":\"send\",\"party\":1,\"protocol\":"
	    "\"InteractionManagement\",\"message\":{\"messageName\":"
	    "\"RequestRegisterClient\",\"referenceId\":1,\"clientType\":"
	    "\"AgentApplication\"}}\n";
	struct mock_config config = mock_config_default();
	struct fault fault;
	struct diag diag;
	diag_init(&diag);
	ck_assert(
	    fault_parse("delay EventAck at agent1 by 20ms", &fault, &diag));
	struct mock_server *slow = mock_server_new(&config);
	mock_server_add_fault(slow, &fault);
	struct mock_http *other = mock_http_new(slow, "127.0.0.1:0", &diag);
	ck_assert(mock_http_start(other));
	struct plain_http to, from;
	plain_http_open(&to, mock_http_url(other));
	plain_http_open(&from, mock_http_url(other));
	ck_assert_int_eq(plain_http_ask(&to, "POST", CHANNELS, ""), 201);
	plain_http_send(&from, "GET", FRAMES "?after=0", NULL);
	ck_assert_int_eq(plain_http_header(&from), 200);
	int64_t start_ns = clock_now_ns();
	ck_assert_int_eq(plain_http_ask(&to, "POST", FRAMES, cast), 204);
	do
		ck_assert(plain_http_line(&from));
	while (!strstr(buf_text(&from.body), "EventAck"));
	ck_assert_int_ge(clock_now_ns() - start_ns, 20 * NS_PER_MS);
	mock_http_join(other);
	mock_http_free(other);
	mock_server_free(slow);
	plain_http_close(&to);
	plain_http_close(&from);
	diag_free(&diag);
}
END_TEST

START_TEST(a_stream_resumes_and_takes_over)
{
	struct plain_http second;
	ck_assert_int_eq(
	    plain_http_ask(&up, "POST", FRAMES, OPEN FENCE FENCE), 204);
	start_stream(FRAMES "?after=1");
	expect_down("{\"seq\":3");
	ck_assert_ptr_null(strstr(buf_text(&down.body), "{\"seq\":1"));
	plain_http_open(&second, mock_http_url(http));
	plain_http_send(&second, "GET", FRAMES "?after=2", NULL);
	ck_assert_int_eq(plain_http_header(&second), 200);
	ck_assert(plain_http_line(&second));
	ck_assert_int_eq(strncmp(buf_text(&second.body), "{\"seq\":3", 8), 0);
	ck_assert(!plain_http_line(&down));
	plain_http_close(&second);
}
END_TEST

START_TEST(what_was_acknowledged_is_gone)
{
	ck_assert_int_eq(plain_http_ask(&up, "POST", FRAMES, OPEN FENCE), 204);
	start_stream(FRAMES "?after=2");
	ck_assert_int_eq(plain_http_ask(&up, "POST", FRAMES, FENCE), 204);
	ck_assert(plain_http_line(&down));
	ck_assert_int_eq(
	    plain_http_ask(&up, "GET", FRAMES "?after=0", NULL), 410);
}
END_TEST

START_TEST(a_deleted_channel_ends_its_stream)
{
	start_stream(FRAMES "?after=0");
	ck_assert_int_eq(plain_http_ask(&up, "POST", FRAMES, OPEN), 204);
	ck_assert_int_eq(
	    plain_http_ask(&up, "DELETE", CHANNELS "/c1", NULL), 204);
	expect_down("\"frame\":\"closed\"");
	ck_assert(!plain_http_line(&down));
	ck_assert_int_eq(
	    plain_http_ask(&up, "DELETE", CHANNELS "/c1", NULL), 404);
	ck_assert_int_eq(plain_http_ask(&up, "POST", FRAMES, FENCE), 404);
}
END_TEST

static const struct {
	const char *method;
	const char *path;
	const char *body;
	int status;
	const char *answer; /* NULL: not looked at */
} refusals[] = {
	{ "GET", "/", NULL, 404,
	    "{\"error\":\"unknown path; it starts with "
	    "/ixconform/1/channels\"}\n" },
	{ "GET", "/ixconform/1/channelsx", NULL, 404, NULL },
	{ "GET", CHANNELS "/c1/frames/x", NULL, 404, NULL },
	{ "GET", CHANNELS "/c9/frames?after=0", NULL, 404,
	    "{\"error\":\"the channel is unknown, or no longer known\"}\n" },
	{ "GET", CHANNELS "//frames?after=0", NULL, 404, NULL },
	{ "GET", CHANNELS "/c01/frames?after=0", NULL, 404, NULL },
	{ "GET", CHANNELS "/c9999999999999/frames", NULL, 404, NULL },
	{ "DELETE", CHANNELS "/x1", NULL, 404, NULL },
	{ "GET", CHANNELS, NULL, 405,
	    "{\"error\":\"the path does not allow this method\"}\n" },
	{ "POST", CHANNELS "/c1", "", 405, NULL },
	{ "PUT", FRAMES, "", 405, NULL },
	{ "GET", FRAMES, NULL, 400, NULL },
	{ "GET", FRAMES "?after=", NULL, 400, NULL },
	{ "GET", FRAMES "?after=-1", NULL, 400, NULL },
	{ "GET", FRAMES "?after=1x", NULL, 400, NULL },
	{ "GET", FRAMES "?after=9999999999999999999", NULL, 400, NULL },
	{ "GET", FRAMES "?after=1", NULL, 400,
	    "{\"error\":\"'after' is above the last frame's number\"}\n" },
	{ "POST", FRAMES, OPEN "\nno json\n" FENCE, 400, NULL },
	{ "POST", FRAMES, "{\"frame\":\"opened\",\"party\":1}", 400,
	    "{\"error\":\"frames of kind 'opened' go down, not "
	    "up\",\"line\":1}\n" },
};

#define REFUSAL_COUNT (sizeof(refusals) / sizeof(refusals[0]))

START_TEST(a_request_is_refused)
{
	int status = plain_http_ask(
	    &up, refusals[_i].method, refusals[_i].path, refusals[_i].body);
	ck_assert_int_eq(status, refusals[_i].status);
	if (refusals[_i].answer)
		ck_assert_str_eq(buf_text(&up.body), refusals[_i].answer);
	ck_assert_int_eq(strncmp(buf_text(&up.body), "{\"error\":", 9), 0);
	/* The connection lives on. */
	ck_assert_int_eq(plain_http_ask(&up, "POST", FRAMES, ""), 204);
}
END_TEST

START_TEST(the_lines_before_a_bad_one_were_applied)
{
	ck_assert_int_eq(
	    plain_http_ask(&up, "POST", FRAMES, OPEN "\n{}\n" FENCE), 400);
	ck_assert_ptr_nonnull(strstr(buf_text(&up.body), "\"line\":3"));
	ck_assert_int_eq(plain_http_ask(&up, "POST", FRAMES,
			     "{\"frame\":\"fence\",\"party\":1,\"fence\":9}"),
	    204);
	start_stream(FRAMES "?after=0");
	expect_down("{\"seq\":2");
	ck_assert_ptr_nonnull(strstr(buf_text(&down.body), "\"opened\""));
	ck_assert_ptr_nonnull(strstr(buf_text(&down.body), "\"fence\":9"));
}
END_TEST

static char *
long_text(size_t size)
{
	char *text = mem_alloc(size + 1);
	memset(text, ' ', size);
	text[size] = '\0';
	return text;
}

static int
post(const char *query, const char *body)
{
	char path[100];
	snprintf(path, sizeof(path), FRAMES "%s", query);
	return plain_http_ask(&up, "POST", path, body);
}

/* A request that was applied is not applied again, and gets the same answer. */
START_TEST(a_numbered_request_may_be_repeated)
{
	ck_assert_int_eq(post("?n=1", OPEN), 204);
	ck_assert_int_eq(post("?n=1", OPEN), 204);
	ck_assert_int_eq(post("?n=2", FENCE "oops\n"), 400);
	char *refusal = mem_strdup(buf_text(&up.body));
	ck_assert_int_eq(post("?n=2", FENCE "oops\n"), 400);
	ck_assert_str_eq(buf_text(&up.body), refusal);
	ck_assert_int_eq(post("?n=1", OPEN), 204);
	ck_assert_int_eq(post("?n=2", FENCE "oops\n"), 400);
	ck_assert_str_eq(buf_text(&up.body), refusal);
	ck_assert_int_eq(post("?n=4", OPEN), 400);
	ck_assert_int_eq(post("?n=0", OPEN), 400);
	ck_assert_int_eq(post("?n=x", OPEN), 400);
	/* Without a number it is another request. */
	ck_assert_int_eq(post("", OPEN), 204);
	start_stream(FRAMES "?after=0");
	expect_down("\"error\"");
	ck_assert_uint_eq(occurrences(buf_text(&down.body), "\"opened\""), 1);
	ck_assert_uint_eq(occurrences(buf_text(&down.body), "\"fence\":7"), 1);
	ck_assert_uint_eq(occurrences(buf_text(&down.body), "\"error\""), 1);
	free(refusal);
}
END_TEST

START_TEST(long_bodies_and_lines_are_refused)
{
	char *text = long_text(MOCK_HTTP_MAX_BODY_BYTES + 1);
	ck_assert_int_eq(plain_http_ask(&up, "POST", FRAMES, text), 413);
	text[FRAME_MAX_BYTES + 1] = '\0';
	ck_assert_int_eq(plain_http_ask(&up, "POST", FRAMES, text), 413);
	ck_assert_ptr_nonnull(strstr(buf_text(&up.body), "\"line\":1"));
	free(text);
}
END_TEST

START_TEST(the_lines_before_a_long_one_were_applied)
{
	char *text = long_text(MOCK_HTTP_MAX_BODY_BYTES + 1);
	memcpy(text, OPEN, strlen(OPEN));
	/* Nothing of a body that is too long. */
	ck_assert_int_eq(post("", text), 413);
	text[FRAME_MAX_BYTES + strlen(OPEN) + 1] = '\0';
	ck_assert_int_eq(post("", text), 413);
	ck_assert_ptr_nonnull(strstr(buf_text(&up.body), "\"line\":2"));
	ck_assert_int_eq(post("", FENCE), 204);
	start_stream(FRAMES "?after=0");
	expect_down("\"fence\":7");
	ck_assert_uint_eq(occurrences(buf_text(&down.body), "\"opened\""), 1);
	ck_assert_uint_eq(occurrences(buf_text(&down.body), "\"error\""), 0);
	free(text);
}
END_TEST

/* 16 levels are the most. */
START_TEST(a_message_beyond_the_limits_is_no_frame)
{
	static const char format[] = "{\"frame\":\"send\",\"party\":1,"
				     "\"protocol\":\"InteractionManagement\","
				     "\"message\":{\"messageName\":\"R\","
				     "\"a\":%s0%s}}";
	char line[400];
	snprintf(
	    line, sizeof(line), format, "[[[[[[[[[[[[[[[[", "]]]]]]]]]]]]]]]]");
	ck_assert_int_eq(post("", line), 400);
	ck_assert_ptr_nonnull(strstr(buf_text(&up.body), "\"line\":1"));
	snprintf(line, sizeof(line), format, "[[[[[[[[", "]]]]]]]]");
	ck_assert_int_eq(post("", line), 204);
}
END_TEST

START_TEST(a_request_without_a_reference_is_refused_without_one)
{
	ck_assert_int_eq(
	    post("",
		OPEN "{\"frame\":\"send\",\"party\":1,\"protocol\":"
		     "\"InteractionManagement\",\"message\":{"
		     "\"messageName\":\"RequestAgentLogin\"}}\n" FENCE),
	    204);
	start_stream(FRAMES "?after=0");
	expect_down("\"fence\":7");
	ck_assert_uint_eq(occurrences(buf_text(&down.body), "EventError"), 1);
	ck_assert_uint_eq(
	    occurrences(buf_text(&down.body), "referenceId\":"), 0);
}
END_TEST

/* A closed party is not there for later frames. */
START_TEST(frames_for_who_is_closed_are_errors)
{
	ck_assert_int_eq(
	    post("", OPEN "{\"frame\":\"close\",\"party\":1}\n" FENCE), 204);
	start_stream(FRAMES "?after=0");
	expect_down("\"error\"");
	const char *closed = strstr(buf_text(&down.body), "\"closed\"");
	const char *error = strstr(buf_text(&down.body), "\"error\"");
	ck_assert(closed && error && closed < error);
	ck_assert_ptr_null(strstr(buf_text(&down.body), "\"fence\":7"));
}
END_TEST

/* No front is to collect them. */
START_TEST(frames_are_not_for_buffers)
{
	plain_http_send(&down, "GET", FRAMES "?after=0", NULL);
	ck_assert_int_eq(plain_http_header(&down), 200);
	ck_assert_ptr_nonnull(
	    strstr(buf_text(&down.header), "\r\nX-Accel-Buffering: no\r\n"));
	ck_assert_ptr_nonnull(
	    strstr(buf_text(&down.header), "\r\nCache-Control: no-store\r\n"));
}
END_TEST

START_TEST(channels_have_a_limit)
{
	for (int i = 1; i < MOCK_HTTP_MAX_CHANNELS; i++)
		ck_assert_int_eq(
		    plain_http_ask(&up, "POST", CHANNELS, ""), 201);
	ck_assert_int_eq(plain_http_ask(&up, "POST", CHANNELS, ""), 503);
}
END_TEST

START_TEST(many_frames_come_down_whole)
{
	struct buf body;
	buf_init(&body, MOCK_HTTP_MAX_BODY_BYTES);
	buf_add_text(&body, OPEN);
	for (int i = 0; i < 50000; i++)
		buf_add_text(&body, FENCE);
	ck_assert_int_eq(
	    plain_http_ask(&up, "POST", FRAMES, buf_text(&body)), 204);
	buf_free(&body);
	start_stream(FRAMES "?after=0");
	uint64_t lines = 0;
	while (lines < 50001) {
		ck_assert(plain_http_line(&down));
		for (size_t i = 0; i < down.body.size; i++)
			lines += down.body.bytes[i] == '\n';
	}
	ck_assert_ptr_nonnull(strstr(buf_text(&down.body), "{\"seq\":50001,"));
}
END_TEST

START_TEST(a_second_listener_is_refused)
{
	struct diag diag;
	struct buf text;
	char address[64], expected[300];
	diag_init(&diag);
	buf_init(&text, 10000);
	snprintf(address, sizeof(address), "%s",
	    mock_http_url(http) + strlen("http://"));
	address[strlen(address) - 1] = '\0';
	ck_assert_ptr_null(mock_http_new(server, address, &diag));
	diag_print(&diag, &text, false);
	snprintf(expected, sizeof(expected),
	    "ixconform: error: cannot listen at '%s': Address already in use\n"
	    "      note: another program listens there; choose another port, or "
	    "0 for any free one\n",
	    address);
	ck_assert_str_eq(buf_text(&text), expected);
	buf_free(&text);
	diag_free(&diag);
}
END_TEST

static const char *const bad_addresses[][2] = {
	{ "8080",
	    "ixconform: error: listen address '8080' is not HOST:PORT, "
	    "such as 127.0.0.1:8787\n"
	    "      note: port 0 means any free port\n" },
	{ ":80",
	    "ixconform: error: listen address ':80' is not HOST:PORT, "
	    "such as 127.0.0.1:8787\n"
	    "      note: port 0 means any free port\n" },
	{ "127.0.0.1:65536",
	    "ixconform: error: listen address '127.0.0.1:65536': port '65536' "
	    "is not a number from 0 to 65535\n" },
	{ "127.0.0.1:http",
	    "ixconform: error: listen address '127.0.0.1:http': port 'http' "
	    "is not a number from 0 to 65535\n" },
	{ "192.0.2.1:80",
	    "ixconform: error: cannot listen at '192.0.2.1:80': Cannot assign "
	    "requested address\n"
	    "      note: this machine does not have that address\n" },
};

START_TEST(a_bad_address_is_explained)
{
	struct diag diag;
	struct buf text;
	diag_init(&diag);
	buf_init(&text, 10000);
	ck_assert_ptr_null(mock_http_new(server, bad_addresses[_i][0], &diag));
	diag_print(&diag, &text, false);
	ck_assert_str_eq(buf_text(&text), bad_addresses[_i][1]);
	buf_free(&text);
	diag_free(&diag);
}
END_TEST

/* But not the stream, which may have nothing to send for long. */
START_TEST(a_connection_on_which_nothing_moves_is_closed)
{
	struct mock_config config = mock_config_default();
	struct diag diag;
	struct plain_http idle, to, from;
	char byte;
	diag_init(&diag);
	config.stall_s = 1;
	struct mock_server *hasty = mock_server_new(&config);
	struct mock_http *other = mock_http_new(hasty, "127.0.0.1:0", &diag);
	ck_assert(mock_http_start(other));
	plain_http_open(&to, mock_http_url(other));
	ck_assert_int_eq(plain_http_ask(&to, "POST", CHANNELS, ""), 201);
	plain_http_open(&from, mock_http_url(other));
	plain_http_send(&from, "GET", FRAMES "?after=0", NULL);
	ck_assert_int_eq(plain_http_header(&from), 200);
	plain_http_open(&idle, mock_http_url(other));
	ck_assert_int_eq(write(idle.fd, "POST /", 6), 6);
	ck_assert_int_eq(read(idle.fd, &byte, 1), 0);
	plain_http_close(&to);
	plain_http_open(&to, mock_http_url(other));
	ck_assert_int_eq(plain_http_ask(&to, "POST", FRAMES, OPEN), 204);
	ck_assert(plain_http_line(&from));
	ck_assert_ptr_nonnull(strstr(buf_text(&from.body), "opened"));
	plain_http_close(&to);
	plain_http_close(&from);
	plain_http_close(&idle);
	mock_http_join(other);
	mock_http_free(other);
	mock_server_free(hasty);
	diag_free(&diag);
}
END_TEST

START_TEST(it_stops_with_clients_connected)
{
	start_stream(FRAMES "?after=0");
	ck_assert_int_eq(plain_http_ask(&up, "POST", FRAMES, OPEN), 204);
	mock_http_stop(http);
	mock_http_stop(http);
	mock_http_join(http);
	mock_http_join(http);
}
END_TEST

Suite *
http_suite(void)
{
	Suite *s = suite_create("mock/http");
	TCase *tc = tcase_create("http");
	tcase_set_timeout(tc, 30);
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, a_channel_is_made);
	tcase_add_test(tc, frames_go_up_and_come_down);
	tcase_add_test(tc, what_comes_later_is_streamed_at_once);
	tcase_add_test(tc, timers_go_off_without_requests);
	tcase_add_test(tc, a_stream_resumes_and_takes_over);
	tcase_add_test(tc, what_was_acknowledged_is_gone);
	tcase_add_test(tc, a_deleted_channel_ends_its_stream);
	tcase_add_loop_test(tc, a_request_is_refused, 0, (int)REFUSAL_COUNT);
	tcase_add_test(tc, the_lines_before_a_bad_one_were_applied);
	tcase_add_test(tc, a_numbered_request_may_be_repeated);
	tcase_add_test(tc, long_bodies_and_lines_are_refused);
	tcase_add_test(tc, the_lines_before_a_long_one_were_applied);
	tcase_add_test(tc, a_message_beyond_the_limits_is_no_frame);
	tcase_add_test(
	    tc, a_request_without_a_reference_is_refused_without_one);
	tcase_add_test(tc, frames_for_who_is_closed_are_errors);
	tcase_add_test(tc, frames_are_not_for_buffers);
	tcase_add_test(tc, channels_have_a_limit);
	tcase_add_test(tc, many_frames_come_down_whole);
	tcase_add_test(tc, a_second_listener_is_refused);
	tcase_add_loop_test(tc, a_bad_address_is_explained, 0, 5);
	tcase_add_test(tc, a_connection_on_which_nothing_moves_is_closed);
	tcase_add_test(tc, it_stops_with_clients_connected);
	suite_add_tcase(s, tc);
	return s;
}
