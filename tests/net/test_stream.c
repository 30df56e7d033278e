/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/net/test_net.h"

#include "core/clock.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OPENED(seq) "{\"seq\":" seq ",\"frame\":\"opened\",\"party\":" seq "}\n"

/* What the streams of a plan hold, and what must come of it. */
static const struct {
	struct hostile_reply streams[3];
	const char *seen;
	const char *resumed; /* part of what the server received, or NULL */
} streams[] = {
	/* works, with empty lines */
	{ { { .head = STREAM_HEAD "\n" OPENED("1") "\r\n\n" OPENED("2"),
	      .stays = true } },
	    "opened 1\nopened 2\n", NULL },
	/* hangs up between frames, repeats some, continues */
	{ { { .head = STREAM_HEAD OPENED("1") OPENED("2") },
	      { .head = STREAM_HEAD OPENED("1") OPENED("2") OPENED("3"),
		  .stays = true } },
	    "opened 1\nopened 2\nopened 3\n", "/frames?after=2 " },
	/* hangs up within a chunk and within a frame */
	{ { { .head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
		      "40\r\n" OPENED("1") "{\"seq\":2,\"fra" },
	      { .head = STREAM_HEAD OPENED("2"), .stays = true } },
	    "opened 1\nopened 2\n", "/frames?after=1 " },
	/* cannot take over yet, and fails for a moment */
	{ { { .head = "HTTP/1.1 409 Conflict\r\nContent-Length: 0\r\n\r\n" },
	      { .head = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n" },
	      { .head = STREAM_HEAD OPENED("1"), .stays = true } },
	    "opened 1\n", "/frames?after=0 " },
	/*
	 * ten megabytes without a newline, then continues as if nothing had
	 * happened
	 */
	{ { { .head =
		  STREAM_HEAD OPENED("1") "{\"seq\":2,\"party\":9,\"text\":\"",
	      .padding = 10000000,
	      .tail = "\"}\n" OPENED("3"),
	      .stays = true } },
	    "opened 1\nmalformed 9 the line has more than 1048576 bytes\n"
	    "opened 3\n",
	    NULL },
	/* malformed, with a number that counts, and without */
	{ { { .head = STREAM_HEAD "{\"seq\":1,\"frame\":\"mess\n" OPENED(
		  "2") "{\"party\":5,}\n" OPENED("3") "rubbish\n" OPENED("5"),
	      .stays = true } },
	    "malformed 0 byte 23: the text ends inside of a string\n"
	    "opened 2\n"
	    "malformed 5 byte 12: '}' where a name in quotes should be\n"
	    "opened 3\n"
	    "malformed 0 byte 1: 'rubbish' where a value should be\n"
	    "opened 5\n",
	    NULL },
	/* a malformed frame is not reported twice after resuming */
	{ { { .head = STREAM_HEAD "{\"seq\":1,\"frame\":3}\n" },
	      { .head = STREAM_HEAD "{\"seq\":1,\"frame\":3}\n" OPENED("2"),
		  .stays = true } },
	    "malformed 0 'frame' is 3; it must be a string\nopened 2\n",
	    "/frames?after=1 " },
	/* what a server never sends */
	{ { { .head =
		  STREAM_HEAD "{\"seq\":1,\"frame\":\"close\",\"party\":1}\n"
			      "{\"frame\":\"opened\",\"party\":2}\n",
	      .stays = true } },
	    "malformed 1 a server sends no 'close' frames\n"
	    "malformed 2 the frame has no 'seq'\n",
	    NULL },
};

START_TEST(frames_arrive)
{
	struct hostile_plan plan = { .channels = CHANNEL_REPLY };
	memcpy(plan.streams, streams[_i].streams, sizeof(streams[_i].streams));
	struct hostile *h = hostile_start(&plan);
	struct probe p;
	probe_init(&p);
	struct channel *c = probe_connected(&p, hostile_url(h));
	probe_wait(&p, c, streams[_i].seen);
	channel_close(c);
	channel_free(c);
	probe_free(&p);
	char *received = hostile_stop(h);
	if (streams[_i].resumed)
		ck_assert_ptr_nonnull(strstr(received, streams[_i].resumed));
	free(received);
}
END_TEST

/* More frames than one part holds: libcurl alone would read them all. */
#define MANY 20000
/* At most that many bytes are read before what follows from them is sent. */
#define PART_BYTES (32 << 10)

static void
count_frame(
    void *context, const struct frame *f, const struct reading_time *when)
{
	unsigned *count = context;
	(void)f;
	(void)when;
	++*count;
}

static void
add_many(struct buf *into)
{
	buf_init(into, MANY * 64);
	buf_add_text(into, STREAM_HEAD);
	for (unsigned i = 1; i <= MANY; i++)
		buf_printf(into,
		    "{\"seq\":%u,\"frame\":\"opened\",\"party\":%u}\n", i, i);
}

/* In how many parts it comes, of which one is small enough. */
static bool
comes_in_parts(const char *url)
{
	unsigned count = 0;
	struct probe p;
	probe_init(&p);
	p.handler =
	    (struct channel_handler){ .context = &count, .frame = count_frame };
	struct channel *c = probe_connected(&p, url);
	int64_t end_ns = clock_now_ns() + 20 * NS_PER_S, quiet_ns;
	bool has_part = false;
	while (count < MANY && clock_now_ns() < end_ns) {
		unsigned before = count;
		ck_assert(channel_wait(c, end_ns, -1, &quiet_ns));
		has_part |= before > 0 && count < MANY &&
		    (count - before) * 40 < PART_BYTES;
	}
	ck_assert_uint_eq(count, MANY);
	channel_close(c);
	channel_free(c);
	probe_free(&p);
	return has_part;
}

/*
 * So that the server can go on meanwhile.  On a machine so busy that we do not
 * know for long whether there is more, it comes in one.
 */
START_TEST(much_is_taken_in_parts)
{
	bool has_part = false;
	struct buf all;
	add_many(&all);
	for (unsigned tries = 0; tries < 10 && !has_part; tries++) {
		struct hostile_plan plan = { .channels = CHANNEL_REPLY,
			.streams = {
			    { .head = buf_text(&all), .stays = true } } };
		struct hostile *h = hostile_start(&plan);
		has_part = comes_in_parts(hostile_url(h));
		free(hostile_stop(h));
	}
	ck_assert(has_part);
	buf_free(&all);
}
END_TEST

/* The server may forget what was acknowledged, and we may be killed. */
START_TEST(what_came_is_kept_before_it_is_acknowledged)
{
	static const char first[] = "opened 1\nopened 2\n";
	struct hostile_plan plan = { .channels = CHANNEL_REPLY,
		.streams = { { .head = STREAM_HEAD OPENED("1") OPENED("2") },
		    { .head = STREAM_HEAD OPENED("3"), .stays = true } } };
	struct hostile *h = hostile_start(&plan);
	struct probe p;
	probe_init(&p);
	struct channel *c = probe_connected(&p, hostile_url(h));
	ck_assert_uint_eq(p.kept_bytes, 0);
	probe_wait(&p, c, first);
	probe_wait(&p, c, "opened 1\nopened 2\nopened 3\n");
	ck_assert_uint_eq(p.kept_bytes, strlen(first));
	channel_free(c);
	probe_free(&p);
	char *received = hostile_stop(h);
	ck_assert_ptr_nonnull(strstr(received, "/frames?after=2 "));
	free(received);
}
END_TEST

#define GET_URL "GET http://127.0.0.1/ixconform/1/channels/c1/frames?after="

static const struct {
	struct hostile_reply streams[2];
	unsigned gets_before_refusing;
	const char *problem;
	const char *broken_id;
} breaks[] = {
	{ { { .head = STREAM_HEAD OPENED("1") OPENED("3"), .stays = true } }, 0,
	    "the server's frames have a gap: frame 3 follows 1", "B-44" },
	{ { { .head = STREAM_HEAD OPENED("1") "{\"seq\":17,\"frame\"\n",
	      .stays = true } },
	    0, "the server's frames have a gap: frame 17 follows 1", "B-44" },
	{ { { .head = STREAM_HEAD OPENED("1") OPENED("2") OPENED("1"),
	      .stays = true } },
	    0, "frame 1 of the server's came again, after frame 2", "B-44" },
	{ { { .head = STREAM_HEAD OPENED("1") } }, 1,
	    "the stream of frames broke off after frame 1 and could not be "
	    "resumed in 5 attempts: connection refused",
	    NULL },
	{ { { .head = STREAM_HEAD OPENED("1") } }, 0,
	    "the stream of frames broke off after frame 1 and could not be "
	    "resumed in 5 attempts: the server hung up",
	    NULL },
	{ { { .head = STREAM_HEAD OPENED("1") },
	      { .head = "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n" } },
	    0,
	    "the server no longer knows the channel: HTTP 404 "
	    "for " GET_URL "1",
	    NULL },
	{ { { .head = STREAM_HEAD OPENED("1") OPENED("2") },
	      { .head = "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n" } },
	    0,
	    "the server no longer keeps the frames after 2: HTTP 410 "
	    "for " GET_URL "2",
	    NULL },
	{ { { .head = "HTTP/1.1 400 Bad\r\nConnection: close\r\n\r\n"
		      "{\"error\":\"after?\"}" } },
	    0,
	    "the server does not serve the stream of the channel that it has "
	    "just made: HTTP 400 for " GET_URL "0: after?",
	    "B-03" },
	{ { { .head = NULL, .stays = true } }, 0,
	    "the server does not serve the stream of frames: no answer within "
	    "400 ms",
	    NULL },
};

START_TEST(each_break_says_why)
{
	struct hostile_plan plan = { .channels = CHANNEL_REPLY,
		.gets_before_refusing = breaks[_i].gets_before_refusing };
	memcpy(plan.streams, breaks[_i].streams, sizeof(breaks[_i].streams));
	struct hostile *h = hostile_start(&plan);
	struct probe p;
	probe_init(&p);
	if (!breaks[_i].streams[0].head)
		p.timeout_ns = 400 * NS_PER_MS;
	struct channel *c = probe_connected(&p, hostile_url(h));
	probe_wait_broken(c, hostile_url(h), breaks[_i].problem);
	ck_assert_pstr_eq(channel_broken_id(c), breaks[_i].broken_id);
	channel_close(c);
	channel_free(c);
	probe_free(&p);
	free(hostile_stop(h));
}
END_TEST

static const struct hostile_plan silent = { .channels = CHANNEL_REPLY,
	.frames = FRAMES_REPLY,
	.streams = { { .head = STREAM_HEAD OPENED("1"), .stays = true } } };

/* If nothing came until the deadline, that is known and reported. */
START_TEST(silence_is_proven_up_to_the_deadline)
{
	struct hostile *h = hostile_start(&silent);
	struct probe p;
	probe_init(&p);
	struct channel *c = probe_connected(&p, hostile_url(h));
	probe_wait(&p, c, "opened 1\n");
	int64_t start_ns = clock_now_ns(), quiet_ns = 0;
	int64_t deadline_ns = start_ns + 120 * NS_PER_MS;
	ck_assert_int_le(p.first.time_ns, start_ns);
	ck_assert(channel_wait(c, deadline_ns, -1, &quiet_ns));
	ck_assert_int_ge(quiet_ns, deadline_ns);
	ck_assert_int_le(quiet_ns, clock_now_ns());
	ck_assert(channel_wait(c, 0, -1, &quiet_ns));
	channel_free(c);
	probe_free(&p);
	free(hostile_stop(h));
}
END_TEST

/* While nothing can arrive, a deadline that has passed is asked for rarely. */
START_TEST(a_stream_that_is_down_costs_nothing)
{
	struct hostile_plan plan = { .channels = CHANNEL_REPLY,
		.streams = { { .head = STREAM_HEAD OPENED("1") } },
		.gets_before_refusing = 1 };
	struct hostile *h = hostile_start(&plan);
	struct probe p;
	int64_t quiet_ns;
	unsigned waits = 0;
	probe_init(&p);
	struct channel *c = probe_connected(&p, hostile_url(h));
	probe_wait(&p, c, "opened 1\n");
	/* The pauses are 1.4 s in all. */
	while (channel_wait(c, 0, -1, &quiet_ns))
		waits++;
	ck_assert_uint_le(waits, 300);
	channel_free(c);
	probe_free(&p);
	free(hostile_stop(h));
}
END_TEST

START_TEST(another_descriptor_ends_the_wait)
{
	struct hostile *h = hostile_start(&silent);
	struct probe p;
	int ends[2];
	int64_t quiet_ns;
	probe_init(&p);
	ck_assert_int_eq(pipe(ends), 0);
	struct channel *c = probe_connected(&p, hostile_url(h));
	probe_wait(&p, c, "opened 1\n");
	ck_assert_int_eq(write(ends[1], "", 1), 1);
	ck_assert(channel_wait(c, TIME_NEVER_NS, ends[0], &quiet_ns));
	close(ends[0]);
	close(ends[1]);
	channel_free(c);
	probe_free(&p);
	free(hostile_stop(h));
}
END_TEST

TCase *
stream_tests(void)
{
	TCase *tests = tcase_create("stream");
	tcase_set_timeout(tests, TEST_TIMEOUT_S);
	tcase_add_loop_test(
	    tests, frames_arrive, 0, sizeof(streams) / sizeof(streams[0]));
	tcase_add_loop_test(
	    tests, each_break_says_why, 0, sizeof(breaks) / sizeof(breaks[0]));
	tcase_add_test(tests, what_came_is_kept_before_it_is_acknowledged);
	tcase_add_test(tests, much_is_taken_in_parts);
	tcase_add_test(tests, silence_is_proven_up_to_the_deadline);
	tcase_add_test(tests, a_stream_that_is_down_costs_nothing);
	tcase_add_test(tests, another_descriptor_ends_the_wait);
	return tests;
}
