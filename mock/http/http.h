/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mock over HTTP: the reference implementation of docs/binding.md, and the
 * only code that knows libmicrohttpd.
 *
 * One thread does everything: it waits for sockets and for the server's next
 * timer, passes frames up to the server, and its output to the streams.
 */
#ifndef IXC_MOCK_HTTP_HTTP_H
#define IXC_MOCK_HTTP_HTTP_H

#include "core/diag.h"
#include "core/trace.h"
#include "mock/server.h"

#include <stdbool.h>

/*
 * Files that it has open at a time for one client: the listener, what it waits
 * with, and the client's connections, old ones among them.
 */
#define MOCK_HTTP_DESCRIPTORS 10

struct mock_http;

/*
 * Listen at "HOST:PORT" ("127.0.0.1:0": any free port; "[::1]:8787").  From
 * here to mock_http_free() the server belongs to this object, but is not freed
 * with it.  NULL after reporting to 'diag' why it cannot listen.
 */
struct mock_http *mock_http_new(
    struct mock_server *server, const char *listen, struct diag *diag);

/* Only when it does not run.  All channels are closed. */
void mock_http_free(struct mock_http *h);

/* Before it serves: trace what goes over the wire; borrowed. */
void mock_http_set_trace(struct mock_http *h, struct trace *trace);

/* The base address, "http://127.0.0.1:40123/"; borrowed. */
const char *mock_http_url(const struct mock_http *h);

/* Serve until mock_http_stop(). */
void mock_http_run(struct mock_http *h);

/* From any thread, and from a signal handler. */
void mock_http_stop(struct mock_http *h);

/*
 * The same in its own thread; false if that cannot be started.  Signals stay
 * with the caller.  mock_http_join() stops and waits; harmless if not started.
 */
bool mock_http_start(struct mock_http *h);

void mock_http_join(struct mock_http *h);

#endif
