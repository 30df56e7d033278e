/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The client's side of the binding: a channel whose server answers with the
 * input.  Its parts end with a zero: the answer to the request for a channel
 * (nothing: a good one), that to frames up (nothing: a good one), and what
 * comes down, once.  The channel gives up or goes on, and says why in one line.
 */
#include "core/clock.h"
#include "runner/net/channel.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/loopback.h"

#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

const unsigned fuzz_runs = 60;

/* How long a channel is tried. */
#define TRIAL_NS (20 * NS_PER_MS)
#define TIMEOUT_NS (500 * NS_PER_MS)
#define SILENCE_MS 200

static const char good_channel[] =
    "HTTP/1.1 201 Created\r\nConnection: close\r\n\r\n"
    "{\"channel\":\"c1\",\"capabilities\":[\"fence\",\"clock\",\"resend\"]}\n";
static const char good_frames[] =
    "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
static const char good_stream[] =
    "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n"
    "Connection: close\r\n\r\n";

struct part {
	const uint8_t *bytes;
	size_t size;
};

struct server {
	int fd;
	unsigned short port;
	struct part channel, frames, stream;
};

/* The next part of the input, up to a zero. */
static struct part
take_part(const uint8_t **bytes, size_t *size)
{
	const uint8_t *zero = *size ? memchr(*bytes, 0, *size) : NULL;
	struct part p = { *bytes, zero ? (size_t)(zero - *bytes) : *size };
	*bytes += p.size + (zero != NULL);
	*size -= p.size + (zero != NULL);
	return p;
}

static void
answer(int fd, const struct part *p, const char *good)
{
	if (p->size)
		loopback_send(fd, p->bytes, p->size);
	else
		loopback_send(fd, good, strlen(good));
}

static void
serve(struct server *s, int fd)
{
	char request[16384];
	loopback_read(fd, request, sizeof(request), 0);
	/* Only the start counts: the rest may come later. */
	if (request[0] == '\0')
		recv(fd, request, sizeof(request) - 1, 0);
	if (strncmp(request, "GET ", 4) == 0) {
		answer(fd, &(struct part){ 0 }, good_stream);
		loopback_send(fd, s->stream.bytes, s->stream.size);
		s->stream.size = 0;
	} else if (strstr(request, "/frames")) {
		answer(fd, &s->frames, good_frames);
	} else {
		answer(fd, &s->channel, good_channel);
	}
	shutdown(fd, SHUT_WR);
	loopback_read(fd, request, sizeof(request), SILENCE_MS);
	close(fd);
}

static void *
serve_all(void *context)
{
	struct server *s = context;
	int fd;
	while ((fd = accept(s->fd, NULL, NULL)) >= 0)
		serve(s, fd);
	return NULL;
}

static void
hear_frame(
    void *context, const struct frame *f, const struct reading_time *when)
{
	(void)context;
	FUZZ_REQUIRE(
	    when->earliest_ns <= when->time_ns, "it arrived before it could");
	FUZZ_REQUIRE(f->kind != FRAME_MESSAGE || f->message, "no message");
}

static void
hear_malformed(void *context, const char *raw, size_t size, unsigned party,
    const char *problem, const struct reading_time *when)
{
	(void)context;
	(void)raw;
	(void)party;
	(void)when;
	FUZZ_REQUIRE(size <= FRAME_MAX_BYTES, "%zu bytes", size);
	FUZZ_REQUIRE(problem[0] && !strpbrk(problem, "\n\033"), "%s", problem);
}

static void
talk(struct channel *c)
{
	int64_t quiet_ns, end_ns = channel_now_ns(c) + TRIAL_NS;
	char name[] = "agent1";
	channel_send(
	    c, &(struct frame){ .kind = FRAME_OPEN, .party = 1, .text = name });
	channel_send(
	    c, &(struct frame){ .kind = FRAME_FENCE, .party = 1, .fence = 7 });
	while (channel_now_ns(c) < end_ns &&
	    channel_wait(c, end_ns, -1, &quiet_ns))
		;
	FUZZ_REQUIRE(
	    !strpbrk(channel_problem(c), "\n\033"), "%s", channel_problem(c));
	channel_close(c);
}

static void
try_channel(unsigned short port)
{
	char url[64];
	struct diag diag;
	struct channel_answer answer;
	snprintf(url, sizeof(url), "http://127.0.0.1:%u/", port);
	struct channel_config config = { .url = url,
		.connect_timeout_ns = TIMEOUT_NS };
	struct channel_handler handler = { .frame = hear_frame,
		.malformed = hear_malformed };
	diag_init(&diag);
	struct channel *c = channel_new(&config, &handler);
	if (channel_connect(c, &answer, &diag))
		talk(c);
	else
		FUZZ_REQUIRE(diag.error_count, "refused without a word");
	channel_free(c);
	diag_free(&diag);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct server s;
	pthread_t thread;
	s.channel = take_part(&bytes, &size);
	s.frames = take_part(&bytes, &size);
	s.stream = (struct part){ bytes, size };
	s.fd = loopback_listen(&s.port);
	FUZZ_REQUIRE(
	    pthread_create(&thread, NULL, serve_all, &s) == 0, "no thread");
	try_channel(s.port);
	shutdown(s.fd, SHUT_RDWR);
	pthread_join(thread, NULL);
	close(s.fd);
	return 0;
}
