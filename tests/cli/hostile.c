/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A server that does what no server should, for the scripts of this folder:
 *
 *	hostile MODE [PORT]
 *	hostile --list
 *	hostile --port
 *
 * Listens on a free loopback port, prints it, and serves in the MODE (see the
 * table) until it is killed, but for no longer than LIFETIME_S.  'lose-fences'
 * is a proxy for the server at PORT and lets no fence come back; 'lose-answers'
 * closes the connection after each answer to frames up, and instead of each
 * third one.  The modes 'echo-...' repeat the credentials of a request: "{X}"
 * in their texts is what follows "Authorization: Bearer " or "Basic ".
 */
#include "tests/peer.h"

#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define LIFETIME_S 30
#define HEAD_MAX_BYTES 8192
#define FLOOD_BYTES ((size_t)9000)
#define HUGE_MESSAGE_BYTES ((size_t)10 << 20)

#define CHANNEL                                                                \
	"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n"           \
	"Content-Length: 41\r\n\r\n"                                           \
	"{\"channel\":\"c1\",\"capabilities\":[\"fence\"]}"
#define NOT_FOUND                                                              \
	"HTTP/1.1 404 Not Found\r\nContent-Length: 14\r\n\r\nno such page.\n"
#define OWN_TROUBLE                                                            \
	"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 14\r\n\r\n"     \
	"out of order.\n"
#define WEB_PAGE                                                               \
	"HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n<html>hello</html>"
/* As a proxy; what came is not passed on. */
#define WANTS_PASSWORD                                                         \
	"HTTP/1.1 407 Proxy Authentication Required\r\n"                       \
	"Proxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"
#define FORBIDS "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
/* An answer whose length is not known. */
#define CLOSES(STATUS) "HTTP/1.1 " STATUS "\r\nConnection: close\r\n\r\n"
#define TAKEN "HTTP/1.1 204 No Content\r\n\r\n"
/* The party with which a run begins is refused: it does without. */
#define REFUSED "{\"seq\":1,\"frame\":\"error\",\"party\":4294967295}\n"
/* All that the case of the scripts has. */
#define OPENED                                                                 \
	"{\"seq\":2,\"frame\":\"opened\",\"party\":1}\n"                       \
	"{\"seq\":3,\"frame\":\"opened\",\"party\":2}\n"                       \
	"{\"seq\":4,\"frame\":\"opened\",\"party\":3}\n"                       \
	"{\"seq\":5,\"frame\":\"opened\",\"party\":4}\n"
#define MESSAGE                                                                \
	"{\"seq\":6,\"frame\":\"message\",\"party\":1,"                        \
	"\"protocol\":\"InteractionManagement\",\"message\":{\"messageName\":"

static const struct mode {
	const char *name;
	const char *channels; /* what the first request is answered; NULL: the
				 connection is closed; "": nothing */
	const char *frames;   /* what frames up are answered ... */
	const char *first_frames; /* ... but the first ones; NULL: alike */
	const char *head;         /* of the stream; NULL: as it must be */
	const char *stream; /* what comes down once there were frames up, of
			       more than the party that is refused */
	bool is_huge;       /* 'stream' continues with a long text */
	bool hangs_up;      /* after the stream, each time */
	bool trickles;      /* a byte of the stream at a time */
	bool leaves;        /* at the first frames up: it listens no more */
	unsigned flood;     /* so many of FLOOD_MESSAGE follow, from seq 6 on */
	bool spoils_fences, loses_answers; /* of the real server */
} modes[] = {
	{ .name = "hang-up" },
	{ .name = "silent", .channels = "" },
	{ .name = "404", .channels = NOT_FOUND },
	{ .name = "500", .channels = OWN_TROUBLE },
	{ .name = "web-page", .channels = WEB_PAGE },
	{ .name = "wants-password", .channels = WANTS_PASSWORD },
	{ .name = "forbids", .channels = FORBIDS },
	{ .name = "500-later", .channels = CHANNEL, .frames = OWN_TROUBLE },
	{ .name = "hang-up-later", .channels = CHANNEL },
	{ .name = "opens-nothing",
	    .channels = CHANNEL,
	    .frames = TAKEN,
	    .stream = "" },
	{ .name = "silent-later",
	    .channels = CHANNEL,
	    .frames = TAKEN,
	    .stream = OPENED },
	{ .name = "no-json",
	    .channels = CHANNEL,
	    .frames = TAKEN,
	    .stream = OPENED "this is no JSON\n" },
	{ .name = "missing-member",
	    .channels = CHANNEL,
	    .frames = TAKEN,
	    .stream =
		OPENED "{\"seq\":6,\"frame\":\"message\",\"party\":1}\n" },
	{ .name = "unfinished-frame",
	    .channels = CHANNEL,
	    .frames = TAKEN,
	    .stream = OPENED "{\"seq\":6,\"frame\":\"mess" },
	{ .name = "page-for-a-stream",
	    .channels = CHANNEL,
	    .frames = TAKEN,
	    .head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
		    "Content-Length: 19\r\n\r\n<html>hello</html>\n" },
	{ .name = "unknown-message",
	    .channels = CHANNEL,
	    .frames = TAKEN,
	    .stream = OPENED MESSAGE "\"EventBogus\"}}\n" },
	{ .name = "huge-message",
	    .channels = CHANNEL,
	    .frames = TAKEN,
	    .stream = OPENED MESSAGE "\"EventAck\",\"text\":\"",
	    .is_huge = true },
	{ .name = "restarted",
	    .channels = CHANNEL,
	    .first_frames = TAKEN,
	    .frames = NOT_FOUND,
	    .stream = "\n" },
	{ .name = "no-stream",
	    .channels = CHANNEL,
	    .frames = TAKEN,
	    .head = CLOSES("500 Internal Server Error"),
	    .hangs_up = true },
	{ .name = "stream-of-nothing",
	    .channels = CHANNEL,
	    .frames = TAKEN,
	    .head = CLOSES("200 OK"),
	    .hangs_up = true },
	{ .name = "forgetful", .channels = CHANNEL, .frames = NOT_FOUND },
	{ .name = "gone", .channels = CHANNEL, .leaves = true },
	{ .name = "mute", .channels = CHANNEL, .frames = "" },
	{ .name = "half-a-frame",
	    .channels = CHANNEL,
	    .frames = TAKEN,
	    .stream = OPENED "{\"seq\":6,\"frame\":\"mess",
	    .hangs_up = true },
	{ .name = "gap",
	    .channels = CHANNEL,
	    .frames = TAKEN,
	    .stream = OPENED "{\"seq\":8,\"frame\":\"opened\",\"party\":5}\n" },
	{ .name = "trickle",
	    .channels = CHANNEL,
	    .frames = TAKEN,
	    .stream = OPENED MESSAGE "\"EventBogus\"}}\n",
	    .trickles = true },
	{ .name = "flood",
	    .channels = CHANNEL,
	    .frames = TAKEN,
	    .stream = OPENED,
	    .flood = 2000 },
	/* It is told in each place what is shown, and in some that are not. */
	{ .name = "echo-status",
	    .channels = "HTTP/1.1 401 no {X}\r\nContent-Length: 0\r\n\r\n" },
	{ .name = "echo-header",
	    .channels = "HTTP/1.1 401 Unauthorized\r\n"
			"WWW-Authenticate: Bearer realm=\"{X}\"\r\n"
			"Location: /{X}\r\n{X}: {X}\r\n"
			"Content-Length: 0\r\n\r\n" },
	{ .name = "echo-garbage", .channels = "{X}\r\n\r\n" },
	{ .name = "echo-body",
	    .channels = CLOSES("403 Forbidden") "{X} may not do this.\n" },
	{ .name = "echo-page",
	    .channels = CLOSES("200 OK") "<html>{X}</html>" },
	{ .name = "echo-error",
	    .channels = CLOSES("409 Conflict") "{\"error\":\"{X}\"}" },
	{ .name = "echo-server",
	    .channels = CLOSES(
		"201 Created") "{\"channel\":\"c1\","
			       "\"server\":{\"name\":\"{X}\",\"version\":\"{X}\"},"
			       "\"capabilities\":[\"fence\",\"{X}\"]}",
	    .frames = CLOSES("403 Forbidden") "not {X}" },
	{ .name = "echo-channel",
	    .channels = CLOSES("201 Created") "{\"channel\":\"{X}\","
					      "\"capabilities\":[\"fence\"]}",
	    .frames = CLOSES("404 Not Found") "no {X}" },
	{ .name = "echo-message",
	    .channels = CHANNEL,
	    .frames = TAKEN,
	    .stream =
		OPENED MESSAGE "\"EventAck\",\"reason\":\"{X}\","
			       "\"interaction\":{\"interactionId\":\"{X}\"}}}\n"
			       "{\"seq\":7,\"frame\":\"closed\",\"party\":1,"
			       "\"reason\":\"{X}\"}\n" },
	{ .name = "echo-name",
	    .channels = CHANNEL,
	    .frames = TAKEN,
	    .stream = OPENED MESSAGE "\"Event{X}\",\"{X}\":1}}\n" },
	{ .name = "echo-frame",
	    .channels = CHANNEL,
	    .frames = TAKEN,
	    .stream =
		OPENED "{\"seq\":6,\"frame\":\"{X}\",\"{X}\":\"{X}\"}\n" },
	{ .name = "echo-no-json",
	    .channels = CHANNEL,
	    .frames = TAKEN,
	    .stream = OPENED "{X}\n" },
	{ .name = "lose-fences", .spoils_fences = true },
	{ .name = "lose-answers", .loses_answers = true },
};

#define MODE_COUNT (sizeof(modes) / sizeof(modes[0]))

/* One for the whole process; what follows 'seen' is guarded. */
struct hostile {
	const struct mode *mode;
	unsigned port_behind; /* 0: none */
	pthread_mutex_t mutex;
	pthread_cond_t seen;
	unsigned frames_seen;             /* requests with frames up */
	unsigned answers;                 /* to frames up, that passed by */
	char credentials[HEAD_MAX_BYTES]; /* of the first request */
};

struct connection {
	struct hostile *hostile;
	int fd;
};

static void
send_text(int fd, const char *text)
{
	peer_send(fd, text, strlen(text));
}

/* The first ones are kept; those of a scheme are its second word. */
static void
note_credentials(struct hostile *h, const char *head)
{
	const char *line = strstr(head, "\r\nAuthorization: ");
	pthread_mutex_lock(&h->mutex);
	if (line && !*h->credentials)
		sscanf(line, " Authorization: %*s %8191s", h->credentials);
	pthread_mutex_unlock(&h->mutex);
}

static void
send_echo(struct hostile *h, int fd, const char *text)
{
	static const char mark[] = "{X}";
	const char *at;
	for (; (at = strstr(text, mark)); text = at + sizeof(mark) - 1) {
		peer_send(fd, text, (size_t)(at - text));
		send_text(fd, h->credentials);
	}
	send_text(fd, text);
}

/* The head of a request into 'head', its body thrown away. */
static bool
read_request(int fd, char *head)
{
	size_t size = 0;
	char *end = NULL;
	while (!end) {
		ssize_t got =
		    recv(fd, head + size, HEAD_MAX_BYTES - 1 - size, 0);
		if (got <= 0)
			return false;
		size += (size_t)got;
		head[size] = '\0';
		end = strstr(head, "\r\n\r\n");
	}
	const char *length = strstr(head, "Content-Length: ");
	size_t body =
	    length && length < end ? strtoul(length + 16, NULL, 10) : 0;
	for (size_t had = size - (size_t)(end + 4 - head); had < body;) {
		char bytes[4096];
		ssize_t got = recv(fd, bytes, sizeof(bytes), 0);
		if (got <= 0)
			return false;
		had += (size_t)got;
	}
	*end = '\0';
	return true;
}

static void
note_frames(struct hostile *h)
{
	pthread_mutex_lock(&h->mutex);
	h->frames_seen++;
	pthread_cond_broadcast(&h->seen);
	pthread_mutex_unlock(&h->mutex);
}

static void
trickle(int fd, const char *text)
{
	struct timespec pause = { .tv_nsec = 2000000 };
	for (; *text; text++) {
		peer_send(fd, text, 1);
		nanosleep(&pause, NULL);
	}
}

/*
 * Valid messages of a kind that the set-up may get, of FLOOD_BYTES each; then
 * its party is disconnected.
 */
static void
send_flood(int fd, unsigned count)
{
	char *text = malloc(FLOOD_BYTES + 1);
	char line[FLOOD_BYTES + 512];
	if (!text)
		abort();
	memset(text, 'x', FLOOD_BYTES);
	text[FLOOD_BYTES] = '\0';
	for (unsigned i = 0; i < count; i++) {
		int size = snprintf(line, sizeof(line),
		    "{\"seq\":%u,\"frame\":\"message\",\"party\":1,"
		    "\"protocol\":\"Reporting\",\"message\":"
		    "{\"messageName\":\"EventAgentInvited\","
		    "\"interaction\":{\"interactionId\":\"x\"},"
		    "\"actor\":{\"agentId\":\"%s\"}}}\n",
		    i + 6, text);
		peer_send(fd, line, (size_t)size);
	}
	if (count > 0) {
		snprintf(line, sizeof(line),
		    "{\"seq\":%u,\"frame\":\"closed\",\"party\":1}\n",
		    count + 6);
		send_text(fd, line);
	}
	free(text);
}

static const char *
frames_answer(struct hostile *h)
{
	pthread_mutex_lock(&h->mutex);
	bool is_first = h->frames_seen == 1;
	pthread_mutex_unlock(&h->mutex);
	return is_first && h->mode->first_frames ? h->mode->first_frames
						 : h->mode->frames;
}

static void
await_frames(struct hostile *h, unsigned requests)
{
	pthread_mutex_lock(&h->mutex);
	while (h->frames_seen < requests)
		pthread_cond_wait(&h->seen, &h->mutex);
	pthread_mutex_unlock(&h->mutex);
}

/* False: the connection is to be closed. */
static bool
send_stream(struct hostile *h, int fd)
{
	char xs[4096];
	send_text(fd,
	    h->mode->head ? h->mode->head
			  : "HTTP/1.1 200 OK\r\n"
			    "Content-Type: application/x-ndjson\r\n\r\n");
	await_frames(h, 1);
	if (h->mode->stream && *h->mode->stream) {
		send_text(fd, REFUSED);
		await_frames(h, 2);
	}
	if (h->mode->stream && h->mode->trickles)
		trickle(fd, h->mode->stream);
	else if (h->mode->stream)
		send_echo(h, fd, h->mode->stream);
	if (h->mode->hangs_up)
		return false;
	memset(xs, 'x', sizeof(xs));
	for (size_t n = 0; h->mode->is_huge && n < HUGE_MESSAGE_BYTES;
	     n += sizeof(xs))
		peer_send(fd, xs, sizeof(xs));
	if (h->mode->is_huge)
		send_text(fd, "\"}}\n");
	send_flood(fd, h->mode->flood);
	pause();
	return true;
}

/* False: the connection is to be closed. */
static bool
answer(struct hostile *h, int fd, const char *text)
{
	if (text && !*text)
		pause();
	if (text)
		send_echo(h, fd, text);
	return text && !strstr(text, "Connection: close");
}

static void *
serve(void *context)
{
	struct connection *c = context;
	struct hostile *h = c->hostile;
	char head[HEAD_MAX_BYTES];
	bool stays = true;
	while (stays && read_request(c->fd, head)) {
		note_credentials(h, head);
		if (strncmp(head, "GET ", 4) == 0) {
			stays = send_stream(h, c->fd);
		} else if (strncmp(head, "DELETE ", 7) == 0) {
			stays = answer(h, c->fd, TAKEN);
		} else if (strstr(head, "/frames HTTP")) {
			note_frames(h);
			if (h->mode->leaves)
				exit(EXIT_SUCCESS);
			stays = answer(h, c->fd, frames_answer(h));
		} else {
			stays = answer(h, c->fd, h->mode->channels);
		}
	}
	close(c->fd);
	free(c);
	return NULL;
}

/*
 * Changes the number of every fence that passes by; 'matched' is how much of
 * the word the bytes so far have ended with.
 */
static void
spoil_fences(char *bytes, size_t size, size_t *matched)
{
	static const char word[] = "\"fence\":";
	for (size_t i = 0; i < size; i++) {
		if (*matched == sizeof(word) - 1) {
			bytes[i] = bytes[i] == '9' ? '8' : '9';
			*matched = 0;
		} else if (bytes[i] == word[*matched]) {
			++*matched;
		} else {
			*matched = bytes[i] == word[0];
		}
	}
}

/* What came from the server, on its way; false: the connection ends. */
static bool
pass_on(struct hostile *h, int to, char *bytes, size_t size, size_t *matched)
{
	bool is_answer = size >= 12 && memcmp(bytes, "HTTP/1.1 204", 12) == 0;
	if (h->mode->spoils_fences)
		spoil_fences(bytes, size, matched);
	if (!h->mode->loses_answers || !is_answer) {
		peer_send(to, bytes, size);
		return true;
	}
	pthread_mutex_lock(&h->mutex);
	bool is_lost = ++h->answers % 3 == 0;
	pthread_mutex_unlock(&h->mutex);
	if (!is_lost)
		peer_send(to, bytes, size);
	return false;
}

static int
connect_behind(const struct hostile *h)
{
	int fd = peer_connect(h->port_behind);
	if (fd < 0)
		abort();
	return fd;
}

static void *
relay(void *context)
{
	struct connection *c = context;
	struct pollfd ends[] = { { .fd = c->fd, .events = POLLIN },
		{ .fd = connect_behind(c->hostile), .events = POLLIN } };
	size_t matched = 0;
	bool stays = true;
	while (stays && poll(ends, 2, -1) > 0) {
		for (int from = 0; stays && from < 2; from++) {
			char bytes[4096];
			if (!ends[from].revents)
				continue;
			ssize_t got =
			    recv(ends[from].fd, bytes, sizeof(bytes), 0);
			stays = got > 0;
			if (stays && from == 1)
				stays = pass_on(c->hostile, c->fd, bytes,
				    (size_t)got, &matched);
			else if (stays)
				peer_send(ends[1].fd, bytes, (size_t)got);
		}
	}
	close(ends[0].fd);
	close(ends[1].fd);
	free(c);
	return NULL;
}

static const struct mode *
find_mode(const char *name)
{
	for (size_t i = 0; i < MODE_COUNT; i++)
		if (strcmp(modes[i].name, name) == 0)
			return &modes[i];
	fprintf(stderr, "hostile: no mode is called '%s'\n", name);
	exit(EXIT_FAILURE);
}

static void
list_modes(void)
{
	for (size_t i = 0; i < MODE_COUNT; i++)
		puts(modes[i].name);
}

int
main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "--list") == 0) {
		list_modes();
		return 0;
	}
	/* Printed, and free again. */
	if (argc > 1 && strcmp(argv[1], "--port") == 0)
		return close(peer_serve());
	struct hostile h = { .mode = find_mode(argc > 1 ? argv[1] : ""),
		.port_behind =
		    argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 0,
		.mutex = PTHREAD_MUTEX_INITIALIZER,
		.seen = PTHREAD_COND_INITIALIZER };
	int listener = peer_serve();
	alarm(LIFETIME_S);
	for (;;) {
		pthread_t thread;
		struct connection *c = malloc(sizeof(*c));
		if (!c)
			abort();
		*c = (struct connection){ &h, accept(listener, NULL, NULL) };
		if (pthread_create(
			&thread, NULL, h.port_behind ? relay : serve, c) != 0)
			abort();
		pthread_detach(thread);
	}
}
