/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "runner/net/http.h"

#include "core/clock.h"
#include "core/duration.h"
#include "core/escape.h"
#include "core/mem.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_TIMEOUT_NS (10 * NS_PER_S)
/* What is quoted of an answer that says nothing about itself. */
#define QUOTE_MAX_CHARACTERS 80

/* --- the peer --- */

static char *
copy_or_null(const char *text)
{
	return text ? mem_strdup(text) : NULL;
}

/* The size of the URL without slashes at its end; "http://" keeps them. */
static size_t
base_size(const char *url)
{
	size_t size = strlen(url);
	while (size > 0 && url[size - 1] == '/' &&
	    !(size >= 3 && memcmp(url + size - 3, "://", 3) == 0))
		size--;
	return size;
}

void
http_peer_init(struct http_peer *p, const struct channel_config *config)
{
	*p = (struct http_peer){
		.base = mem_strndup(config->url, base_size(config->url)),
		.ca_file = copy_or_null(config->ca_file),
		.certificate_file = copy_or_null(config->certificate_file),
		.key_file = copy_or_null(config->key_file),
		.proxy = copy_or_null(config->proxy),
		.secret = copy_or_null(config->secret),
		.credentials = config->credentials,
		.stop_fd = config->stop_fd,
		.timeout_ns = config->connect_timeout_ns > 0
		    ? config->connect_timeout_ns
		    : DEFAULT_TIMEOUT_NS,
	};
	static const char *const headers[] = { "Expect:",
		"Content-Type: application/x-ndjson",
		"Accept: application/x-ndjson, application/json" };
	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		p->headers = curl_slist_append(p->headers, headers[i]);
}

void
http_peer_free(struct http_peer *p)
{
	curl_slist_free_all(p->headers);
	free(p->base);
	free(p->ca_file);
	free(p->certificate_file);
	free(p->key_file);
	free(p->proxy);
	free(p->secret);
}

static bool
is_loopback(const char *host)
{
	return strcmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 ||
	    strncmp(host, "127.", 4) == 0;
}

/* A part of the URL, released with curl_free(), or NULL. */
static char *
url_part(CURLU *url, CURLUPart part)
{
	char *text = NULL;
	return curl_url_get(url, part, &text, 0) == CURLUE_OK ? text : NULL;
}

static const char *
check_parts(struct http_peer *p, CURLU *url)
{
	char *host = url_part(url, CURLUPART_HOST);
	char *user = url_part(url, CURLUPART_USER);
	char *query = url_part(url, CURLUPART_QUERY);
	char *fragment = url_part(url, CURLUPART_FRAGMENT);
	const char *problem = NULL;
	if (user)
		problem = "it holds a user name; put credentials into the "
			  "target's <credentials>";
	else if (query || fragment)
		problem = "it has a '?' or '#'; the base address ends with "
			  "its path";
	p->is_loopback = host && is_loopback(host);
	curl_free(host);
	curl_free(user);
	curl_free(query);
	curl_free(fragment);
	return problem;
}

const char *
http_peer_check(struct http_peer *p)
{
	if (strncmp(p->base, "http://", 7) != 0 &&
	    strncmp(p->base, "https://", 8) != 0)
		return "it must start with http:// or https://";
	CURLU *url = curl_url();
	const char *problem = "it is not the address of a host";
	if (curl_url_set(url, CURLUPART_URL, p->base, 0) == CURLUE_OK)
		problem = check_parts(p, url);
	curl_url_cleanup(url);
	return problem;
}

/* --- an exchange --- */

void
http_exchange_init(struct http_exchange *x, const struct http_peer *peer)
{
	*x = (struct http_exchange){ .peer = peer };
	buf_init(&x->body, CHANNEL_QUEUE_MAX_BYTES);
	buf_init(&x->answer, HTTP_ANSWER_MAX_BYTES);
}

void
http_exchange_free(struct http_exchange *x, CURLM *multi)
{
	if (x->is_running)
		curl_multi_remove_handle(multi, x->easy);
	curl_easy_cleanup(x->easy);
	free(x->url);
	buf_free(&x->body);
	buf_free(&x->answer);
}

static size_t
keep_answer(char *bytes, size_t one, size_t size, void *context)
{
	struct http_exchange *x = context;
	(void)one;
	return buf_add(&x->answer, bytes, size) ? size : 0;
}

/*
 * The body is read, not set as a field: so libcurl cannot send it a second time
 * when a connection dies under it, and no frame is ever doubled.
 */
static size_t
give_body(char *into, size_t one, size_t room, void *context)
{
	struct http_exchange *x = context;
	size_t size = x->body.size - x->body_sent;
	room *= one;
	if (size > room)
		size = room;
	if (size)
		memcpy(into, x->body.bytes + x->body_sent, size);
	x->body_sent += size;
	return size;
}

static void
set_credentials(const struct http_peer *p, CURL *easy)
{
	switch (p->credentials) {
	case CHANNEL_NO_CREDENTIALS:
		break;
	case CHANNEL_BASIC:
		curl_easy_setopt(easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
		curl_easy_setopt(easy, CURLOPT_USERPWD, p->secret);
		break;
	case CHANNEL_BEARER:
		curl_easy_setopt(easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BEARER);
		curl_easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, p->secret);
		break;
	}
}

static void
set_route(const struct http_peer *p, CURL *easy)
{
	if (p->ca_file)
		curl_easy_setopt(easy, CURLOPT_CAINFO, p->ca_file);
	if (p->certificate_file)
		curl_easy_setopt(easy, CURLOPT_SSLCERT, p->certificate_file);
	if (p->key_file)
		curl_easy_setopt(easy, CURLOPT_SSLKEY, p->key_file);
	if (p->proxy) {
		curl_easy_setopt(easy, CURLOPT_PROXY, p->proxy);
		curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
	} else if (p->is_loopback) {
		curl_easy_setopt(easy, CURLOPT_PROXY, "");
	}
	curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
}

/* All that stays the same from request to request on this handle. */
static void
set_up(struct http_exchange *x)
{
	const struct http_peer *p = x->peer;
	CURL *easy = x->easy = curl_easy_init();
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, x->error);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "ixconform/" PACKAGE_VERSION);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, p->headers);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_TCP_NODELAY, 1L);
	curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
	curl_easy_setopt(
	    easy, CURLOPT_CONNECTTIMEOUT_MS, (long)(p->timeout_ns / NS_PER_MS));
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep_answer);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, x);
	curl_easy_setopt(easy, CURLOPT_READFUNCTION, give_body);
	curl_easy_setopt(easy, CURLOPT_READDATA, x);
	set_credentials(p, easy);
	set_route(p, easy);
}

/* The stream has no end: stream.c limits its silence instead. */
static void
set_method(struct http_exchange *x)
{
	if (strcmp(x->method, "GET") == 0) {
		curl_easy_setopt(x->easy, CURLOPT_HTTPGET, 1L);
		return;
	}
	curl_easy_setopt(x->easy, CURLOPT_TIMEOUT_MS,
	    (long)(x->peer->timeout_ns / NS_PER_MS));
	if (strcmp(x->method, "POST") == 0) {
		curl_easy_setopt(x->easy, CURLOPT_POST, 1L);
		curl_easy_setopt(x->easy, CURLOPT_POSTFIELDSIZE_LARGE,
		    (curl_off_t)x->body.size);
	} else {
		curl_easy_setopt(x->easy, CURLOPT_CUSTOMREQUEST, x->method);
	}
}

void
http_exchange_start(
    struct http_exchange *x, CURLM *multi, const char *method, const char *path)
{
	if (!x->easy)
		set_up(x);
	free(x->url);
	x->url = mem_printf("%s/ixconform/1/%s", x->peer->base, path);
	x->method = method;
	x->body_sent = 0;
	x->status = 0;
	x->result = CURLE_OK;
	x->error[0] = '\0';
	buf_clear(&x->answer);
	curl_easy_setopt(x->easy, CURLOPT_URL, x->url);
	set_method(x);
	curl_multi_add_handle(multi, x->easy);
	x->is_running = true;
}

void
http_exchange_finish(struct http_exchange *x, CURLM *multi, CURLcode result)
{
	curl_easy_getinfo(x->easy, CURLINFO_RESPONSE_CODE, &x->status);
	x->result = result;
	curl_multi_remove_handle(multi, x->easy);
	x->is_running = false;
}

bool
http_exchange_run(
    struct http_exchange *x, CURLM *multi, int64_t deadline_ns, int stop_fd)
{
	struct curl_waitfd stop = { .fd = stop_fd, .events = CURL_WAIT_POLLIN };
	unsigned stop_count = stop_fd > 0;
	while (x->is_running && !stop.revents && clock_now_ns() < deadline_ns) {
		int running, left;
		CURLMsg *m;
		curl_multi_perform(multi, &running);
		while ((m = curl_multi_info_read(multi, &left))) {
			if (m->easy_handle == x->easy)
				http_exchange_finish(x, multi, m->data.result);
		}
		if (x->is_running)
			curl_multi_poll(multi, &stop, stop_count, 20, NULL);
	}
	return !x->is_running;
}

/* --- in words --- */

static void
describe_connecting(const struct http_exchange *x, struct buf *into)
{
	long code = 0;
	curl_easy_getinfo(x->easy, CURLINFO_OS_ERRNO, &code);
	if (code == 0) {
		buf_add_text(into, x->error[0] ? x->error : "no connection");
		return;
	}
	const char *reason = strerror((int)code);
	buf_add_char(into, (char)tolower((unsigned char)reason[0]));
	buf_add_text(into, reason + 1);
}

void
http_describe_result(const struct http_exchange *x, struct buf *into)
{
	char duration[DURATION_TEXT_SIZE];
	const char *said =
	    x->error[0] ? x->error : curl_easy_strerror(x->result);
	if (x->is_running || x->result == CURLE_OPERATION_TIMEDOUT)
		buf_printf(into, "no answer within %s",
		    duration_print(duration, x->peer->timeout_ns));
	else if (x->result == CURLE_COULDNT_CONNECT)
		describe_connecting(x, into);
	else if (x->result == CURLE_COULDNT_RESOLVE_HOST)
		buf_add_text(into, "no such host is known");
	else if (x->result == CURLE_COULDNT_RESOLVE_PROXY)
		buf_add_text(into, "the proxy's host is not known");
	else if (x->result == CURLE_UNSUPPORTED_PROTOCOL ||
	    x->result == CURLE_WEIRD_SERVER_REPLY)
		buf_add_text(into, "what answers does not speak HTTP");
	else if (x->result == CURLE_WRITE_ERROR)
		buf_printf(into, "its answer is longer than %zu bytes",
		    HTTP_ANSWER_MAX_BYTES);
	else if (x->result == CURLE_OK || x->result == CURLE_GOT_NOTHING ||
	    x->result == CURLE_RECV_ERROR || x->result == CURLE_SEND_ERROR ||
	    x->result == CURLE_SEND_FAIL_REWIND ||
	    x->result == CURLE_PARTIAL_FILE)
		buf_add_text(into, "the server hung up");
	else
		buf_add_text(into, said);
}

void
http_describe_status(const struct http_exchange *x, struct buf *into)
{
	struct channel_refusal refusal;
	char problem[JSON_PROBLEM_SIZE];
	buf_printf(into, "HTTP %ld for %s %s", x->status, x->method, x->url);
	if (json_parse_refusal(
		buf_text(&x->answer), x->answer.size, &refusal, problem)) {
		if (refusal.line)
			buf_printf(
			    into, ", line %lld", (long long)refusal.line);
		buf_printf(into, ": %s", refusal.error);
	} else if (x->answer.size) {
		buf_add_text(into, ": ");
		escape_quoted(into, x->answer.bytes, x->answer.size,
		    QUOTE_MAX_CHARACTERS);
	}
}
