/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/net/hostile.h"

#include "core/buf.h"
#include "core/mem.h"
#include "tests/peer.h"

#include <assert.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_CONNECTIONS 30
#define REQUEST_MAX_BYTES ((size_t)6 << 20)

struct hostile {
	const struct hostile_plan *plan;
	pthread_t thread;
	int listener;
	int stop[2]; /* a pipe: a byte in it ends the thread */
	int connections[MAX_CONNECTIONS];
	int connection_count;
	unsigned gets, cut_frames;
	struct buf received;
	char url[40];
};

unsigned
hostile_closed_port(void)
{
	unsigned port;
	close(peer_listen(&port));
	return port;
}

static void
put_reply(int fd, const struct hostile_reply *r)
{
	char xs[4096];
	memset(xs, 'x', sizeof(xs));
	if (r->head)
		peer_send(fd, r->head, strlen(r->head));
	for (size_t left = r->padding; left > 0;) {
		size_t part = left < sizeof(xs) ? left : sizeof(xs);
		peer_send(fd, xs, part);
		left -= part;
	}
	if (r->tail)
		peer_send(fd, r->tail, strlen(r->tail));
}

/* How many bytes the request still lacks; what is not HTTP lacks nothing. */
static size_t
missing(const struct buf *request)
{
	const char *end = strstr(buf_text(request), "\r\n\r\n");
	const char *length = strstr(buf_text(request), "Content-Length: ");
	if (!end)
		return request->bytes[0] >= 'A' && request->bytes[0] <= 'Z';
	size_t head = (size_t)(end + 4 - request->bytes);
	size_t body = length && length < end
	    ? strtoul(length + strlen("Content-Length: "), NULL, 10)
	    : 0;
	return head + body > request->size ? head + body - request->size : 0;
}

/* A whole request into 'request'; false: the client hung up. */
static bool
read_request(int fd, struct buf *request)
{
	char bytes[65536];
	do {
		ssize_t size = recv(fd, bytes, sizeof(bytes), 0);
		if (size <= 0)
			return false;
		buf_add(request, bytes, (size_t)size);
	} while (missing(request) > 0);
	return true;
}

static const struct hostile_reply *
reply_to(struct hostile *h, const char *request)
{
	static const struct hostile_reply cut,
	    deleted = { .head = "HTTP/1.1 204 No Content\r\n\r\n" };
	if (strncmp(request, "GET ", 4) == 0) {
		unsigned number = h->gets++;
		if (h->gets == h->plan->gets_before_refusing)
			close(h->listener), h->listener = -1;
		return &h->plan->streams[number < HOSTILE_MAX_STREAMS
			? number
			: HOSTILE_MAX_STREAMS];
	}
	if (strncmp(request, "DELETE ", 7) == 0)
		return &deleted;
	if (strncmp(request + 5, "/ixconform/1/channels/", 22) != 0)
		return &h->plan->channels;
	return h->cut_frames++ < h->plan->cut_frames ? &cut : &h->plan->frames;
}

/* Serve one request; false: this connection is over. */
static bool
serve(struct hostile *h, int fd)
{
	struct buf request;
	buf_init(&request, REQUEST_MAX_BYTES);
	bool stays = read_request(fd, &request);
	if (stays) {
		const struct hostile_reply *r = reply_to(h, buf_text(&request));
		buf_add(&h->received, request.bytes, request.size);
		put_reply(fd, r);
		stays = r->stays;
	}
	buf_free(&request);
	return stays;
}

static void
serve_all(struct hostile *h, const struct pollfd *ready)
{
	int kept = 0;
	for (int i = 0; i < h->connection_count; i++) {
		int fd = h->connections[i];
		if (!ready[i].revents || serve(h, fd))
			h->connections[kept++] = fd;
		else
			close(fd);
	}
	h->connection_count = kept;
}

static void *
run(void *context)
{
	struct hostile *h = context;
	for (;;) {
		struct pollfd fds[MAX_CONNECTIONS + 2] = {
			{ .fd = h->stop[0], .events = POLLIN },
			{ .fd = h->listener, .events = POLLIN },
		};
		int count = h->connection_count;
		for (int i = 0; i < count; i++)
			fds[i + 2] = (struct pollfd){ .fd = h->connections[i],
				.events = POLLIN };
		poll(fds, (nfds_t)count + 2, -1);
		if (fds[0].revents)
			return NULL;
		serve_all(h, fds + 2);
		if (h->listener >= 0 && fds[1].revents) {
			assert(h->connection_count < MAX_CONNECTIONS);
			h->connections[h->connection_count++] =
			    accept(h->listener, NULL, NULL);
		}
	}
}

struct hostile *
hostile_start(const struct hostile_plan *plan)
{
	unsigned port;
	struct hostile *h = mem_zalloc(sizeof(*h));
	h->plan = plan;
	h->listener = peer_listen(&port);
	snprintf(h->url, sizeof(h->url), "http://127.0.0.1:%u", port);
	buf_init(&h->received, REQUEST_MAX_BYTES);
	if (pipe(h->stop) != 0 || pthread_create(&h->thread, NULL, run, h) != 0)
		abort();
	return h;
}

const char *
hostile_url(const struct hostile *h)
{
	return h->url;
}

char *
hostile_stop(struct hostile *h)
{
	if (write(h->stop[1], "", 1) != 1)
		abort();
	pthread_join(h->thread, NULL);
	for (int i = 0; i < h->connection_count; i++)
		close(h->connections[i]);
	if (h->listener >= 0)
		close(h->listener);
	close(h->stop[0]);
	close(h->stop[1]);
	char *received = buf_take(&h->received);
	free(h);
	return received;
}
