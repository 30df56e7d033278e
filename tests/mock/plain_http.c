/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/mock/plain_http.h"

#include <arpa/inet.h>
#include <check.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define MAX_BYTES ((size_t)64 << 20)
/* Far more than any answer takes: a hanging server fails, not hangs. */
#define PATIENCE_S 20

void
plain_http_open(struct plain_http *c, const char *url)
{
	const char *port = strrchr(url, ':') + 1;
	struct sockaddr_in to = { .sin_family = AF_INET };
	struct timeval patience = { PATIENCE_S, 0 };
	const int yes = 1;
	to.sin_port = htons((uint16_t)strtoul(port, NULL, 10));
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	setsockopt(c->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
	ck_assert_int_eq(connect(c->fd, (struct sockaddr *)&to, sizeof(to)), 0);
	buf_init(&c->in, MAX_BYTES);
	buf_init(&c->body, MAX_BYTES);
	buf_init(&c->header, MAX_BYTES);
}

void
plain_http_close(struct plain_http *c)
{
	close(c->fd);
	buf_free(&c->in);
	buf_free(&c->header);
	buf_free(&c->body);
}

static void
send_all(int fd, const char *bytes, size_t size)
{
	while (size) {
		ssize_t sent = send(fd, bytes, size, MSG_NOSIGNAL);
		ck_assert_int_gt(sent, 0);
		bytes += sent;
		size -= (size_t)sent;
	}
}

void
plain_http_send(struct plain_http *c, const char *method, const char *path,
    const char *body)
{
	struct buf request;
	buf_init(&request, MAX_BYTES);
	buf_printf(&request, "%s %s HTTP/1.1\r\nHost: mock\r\n", method, path);
	if (body)
		buf_printf(&request, "Content-Length: %zu\r\n", strlen(body));
	buf_add_text(&request, "\r\n");
	send_all(c->fd, request.bytes, request.size);
	if (body)
		send_all(c->fd, body, strlen(body));
	buf_free(&request);
}

static void
receive(struct plain_http *c)
{
	char bytes[65536];
	ssize_t size = recv(c->fd, bytes, sizeof(bytes), 0);
	ck_assert_int_gt(size, 0);
	ck_assert(buf_add(&c->in, bytes, (size_t)size));
}

/* Position after 'what' in the input. */
static size_t
wait_for(struct plain_http *c, const char *what)
{
	const char *at;
	while (!(at = strstr(buf_text(&c->in), what)))
		receive(c);
	return (size_t)(at - c->in.bytes) + strlen(what);
}

static size_t
take_header(struct plain_http *c, int *ret_status)
{
	static const char name[] = "\r\nContent-Length:";
	size_t size = wait_for(c, "\r\n\r\n");
	ck_assert_int_eq(strncmp(c->in.bytes, "HTTP/1.1 ", 9), 0);
	*ret_status = (int)strtol(c->in.bytes + 9, NULL, 10);
	c->in.bytes[size - 1] = '\0';
	const char *length = strcasestr(c->in.bytes, name);
	size_t body_size =
	    length ? strtoul(length + strlen(name), NULL, 10) : 0;
	buf_clear(&c->header);
	buf_add(&c->header, c->in.bytes, size - 1);
	buf_consume(&c->in, size);
	return body_size;
}

int
plain_http_header(struct plain_http *c)
{
	int status;
	take_header(c, &status);
	return status;
}

int
plain_http_answer(struct plain_http *c)
{
	int status;
	size_t size = take_header(c, &status);
	while (c->in.size < size)
		receive(c);
	buf_clear(&c->body);
	buf_add(&c->body, buf_text(&c->in), size);
	buf_consume(&c->in, size);
	return status;
}

int
plain_http_ask(struct plain_http *c, const char *method, const char *path,
    const char *body)
{
	plain_http_send(c, method, path, body);
	return plain_http_answer(c);
}

/* One chunk into the body; false if it is the last, empty one. */
static bool
take_chunk(struct plain_http *c)
{
	size_t start = wait_for(c, "\r\n");
	size_t size = strtoul(c->in.bytes, NULL, 16);
	while (c->in.size < start + size + 2)
		receive(c);
	buf_add(&c->body, c->in.bytes + start, size);
	buf_consume(&c->in, start + size + 2);
	return size > 0;
}

bool
plain_http_line(struct plain_http *c)
{
	buf_clear(&c->body);
	while (!c->body.size || c->body.bytes[c->body.size - 1] != '\n') {
		if (!take_chunk(c))
			return false;
	}
	return true;
}
