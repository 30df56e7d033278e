/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Just enough of an HTTP client, on a plain socket, to see what the mock
 * really sends.  Whatever goes wrong fails the running test.
 */
#ifndef IXC_TESTS_MOCK_PLAIN_HTTP_H
#define IXC_TESTS_MOCK_PLAIN_HTTP_H

#include "core/buf.h"

/* A connection to "http://127.0.0.1:PORT/". */
struct plain_http {
	int fd;
	struct buf in;     /* received, not yet used */
	struct buf header; /* of the newest answer */
	struct buf body;
};

void plain_http_open(struct plain_http *c, const char *url);

void plain_http_close(struct plain_http *c);

/* Send a request; 'body' NULL: none. */
void plain_http_send(struct plain_http *c, const char *method, const char *path,
    const char *body);

/* Read a whole answer into c->body; returns the status. */
int plain_http_answer(struct plain_http *c);

/* Both. */
int plain_http_ask(struct plain_http *c, const char *method, const char *path,
    const char *body);

/* Read only the header of an answer; returns the status. */
int plain_http_header(struct plain_http *c);

/* Read chunks up to the next newline into c->body; false at the end. */
bool plain_http_line(struct plain_http *c);

#endif
