/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of the program test-net, and what they share: a channel whose
 * handler writes down what it was given, one line for each call.
 */
#ifndef IXC_TESTS_NET_TEST_NET_H
#define IXC_TESTS_NET_TEST_NET_H

#include "runner/net/channel.h"
#include "tests/net/hostile.h"

#include <check.h>

TCase *lines_tests(void);
TCase *connect_tests(void);
TCase *stream_tests(void);
TCase *send_tests(void);
TCase *mock_tests(void);

/* A legal answer to POST channels, and to POST frames. */
#define CHANNEL_REPLY                                                          \
	{                                                                      \
		.head =                                                        \
		    "HTTP/1.1 201 Created\r\nContent-Length: 92\r\n\r\n"       \
		    "{\"channel\":\"c1\",\"server\":{\"name\":\"hostile\","    \
		    "\"version\":\"1\"},\"capabilities\":[\"fence\","          \
		    "\"clock\"]}\n",                                           \
		.stays = true                                                  \
	}
#define FRAMES_REPLY                                                           \
	{                                                                      \
		.head = "HTTP/1.1 204 No Content\r\n\r\n", .stays = true       \
	}
/* The same, of a server that knows a request by its number. */
#define RESEND_REPLY                                                           \
	{                                                                      \
		.head =                                                        \
		    "HTTP/1.1 201 Created\r\nContent-Length: 45\r\n\r\n"       \
		    "{\"channel\":\"c1\",\"capabilities\":[\"resend\"]}  \n",  \
		.stays = true                                                  \
	}
/* The header of a stream whose end is the end of the connection. */
#define STREAM_HEAD                                                            \
	"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n"            \
	"Connection: close\r\n\r\n"

/* For a loaded machine: nothing here takes 2 s by itself. */
#define TEST_TIMEOUT_S 30

struct probe {
	int64_t timeout_ns; /* of the channel */
	struct channel_handler handler;
	struct buf seen;           /* "opened 1\n", "malformed 3 why\n" */
	struct reading_time first; /* of the first thing seen */
	struct reading_time last;
	size_t kept_bytes; /* of what was seen, when it had to be kept */
};

void probe_init(struct probe *p);

void probe_free(struct probe *p);

/* A channel to that address. */
struct channel *probe_channel(struct probe *p, const char *url);

/* The same, connected. */
struct channel *probe_connected(struct probe *p, const char *url);

/* Wait until that much was seen, the channel broke, or 20 s passed. */
void probe_wait(struct probe *p, struct channel *c, const char *expected);

/*
 * Wait until the channel breaks, for at most 20 s, with that problem, in which
 * the port of 'url' is left out.
 */
void probe_wait_broken(
    struct channel *c, const char *url, const char *expected);

/* Take the port of 'url' out of the text: "http://127.0.0.1/ixconform". */
void hide_port(char *text, const char *url);

#endif
