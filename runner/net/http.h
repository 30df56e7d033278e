/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One HTTP exchange with the server, and what went wrong with it in words.
 *
 * Between libcurl and channel.c, stream.c: how every request is set up
 * (credentials, TLS, proxy, limits), independent of its purpose.
 */
#ifndef IXC_RUNNER_NET_HTTP_H
#define IXC_RUNNER_NET_HTTP_H

#include "core/buf.h"
#include "core/diag.h"
#include "core/text/redact.h"
#include "runner/net/channel_config.h"
#include "runner/net/proxy.h"
#include "runner/net/sockets.h"

#include <curl/curl.h>
#include <stdbool.h>
#include <stdint.h>

/* The whole body of an answer that is not the stream. */
#define HTTP_ANSWER_MAX_BYTES ((size_t)64 << 10)
/* A sentence about a failure, with an address in it. */
#define HTTP_PROBLEM_MAX_BYTES ((size_t)2 << 10)

/* The server's address and how to speak to it; all strings owned. */
struct http_peer {
	char *base; /* no slash at the end */
	char *ca_file, *certificate_file, *key_file, *pass_phrase;
	bool is_unverified;
	struct proxy proxy;
	char *secret;
	struct redactor redactor; /* of the secrets, in what comes back */
	enum channel_credentials credentials;
	int64_t timeout_ns;
	int stop_fd;         /* 0: none */
	struct trace *trace; /* borrowed, or NULL */
	struct curl_slist *headers;
	const char *problem; /* why 'base' cannot be used, or NULL; static */
	const char *proxy_problem; /* of the proxy; static */
};

/* A request and its answer; one at a time on the same easy handle. */
struct http_exchange {
	const struct http_peer *peer;
	CURL *easy;
	const char *method;
	char *url; /* owned */
	int64_t started_ns;
	struct buf body;
	size_t body_given; /* to libcurl, if it asks for it */
	bool can_repeat;   /* libcurl itself may send it once more, too */
	struct buf answer; /* without secrets, once it has ended */
	CURLcode result;
	long status; /* 0: no answer came */
	bool is_running;
	char error[CURL_ERROR_SIZE];
};

/* Does that base address, or NULL, ask for TLS? */
bool http_has_tls(const char *url);

/*
 * Start libcurl, to be ended as often as it was started; the first start
 * decides whether it has TLS: if that address asks for it.
 */
void http_library_start(const char *url);
void http_library_end(void);

void http_peer_init(struct http_peer *p, const struct channel_config *config);

void http_peer_free(struct http_peer *p);

/* Remove the secrets from a text of the server. */
void http_peer_redact(const struct http_peer *p, struct buf *text);

/* Can the addresses be used?  False after reporting. */
bool http_peer_check(const struct http_peer *p, struct diag *diag);

void http_exchange_init(struct http_exchange *x, const struct http_peer *peer);

void http_exchange_free(struct http_exchange *x, CURLM *multi);

/*
 * Start "METHOD base/ixconform/1/path": 'method' is static, 'path' is copied.
 * For a POST, x->body is sent.  The answer goes to x->answer unless the caller
 * has set another write function on x->easy afterwards.
 */
void http_exchange_start(struct http_exchange *x, CURLM *multi,
    const char *method, const char *path);

/* Note how it ended, and remove it. */
void http_exchange_finish(
    struct http_exchange *x, CURLM *multi, CURLcode result);

/*
 * Serve all sockets until this exchange ended.  False: not before the deadline,
 * or before 'stop_fd' (0: none) was readable.
 */
bool http_exchange_run(struct http_exchange *x, struct sockets *sockets,
    int64_t deadline_ns, int stop_fd);

/* How much of the body the network has of a request that runs. */
size_t http_body_sent(const struct http_exchange *x);

/* Was there no connection, or did it end, before a whole answer came? */
bool http_was_cut_off(const struct http_exchange *x);

/* Has an answer of the server begun, be it without an end? */
bool http_has_begun(const struct http_exchange *x);

/*
 * Is it the server that will not, whoever asks and however often?  The
 * credentials are the target's, and a front may be busy.
 */
bool http_is_refusal(long status);

/* Why no usable answer came: "connection refused"; half a sentence. */
void http_describe_result(const struct http_exchange *x, struct buf *into);

/* "HTTP 404 for POST http://…", and what the server said about it. */
void http_describe_status(const struct http_exchange *x, struct buf *into);

/* The connection ended before a whole answer came. */
bool http_was_hung_up(const struct http_exchange *x);

/* The status with which a proxy refused to pass it on, or 0. */
long http_proxy_refusal(const struct http_exchange *x);

/* " through the proxy http://…", or nothing. */
void http_describe_route(const struct http_peer *p, struct buf *into);

/* The next step for the reader of http_describe_result(). */
void http_advise(const struct http_exchange *x, struct buf *into);

#endif
