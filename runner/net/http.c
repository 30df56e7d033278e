/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "runner/net/http.h"

#include "core/clock.h"
#include "core/escape.h"
#include "core/mem.h"
#include "core/text/duration.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_TIMEOUT_NS (10 * NS_PER_S)
/* Many servers close a connection that was idle for 5 s. */
#define IDLE_MAX_S 4L

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
find_problem(CURLU *url)
{
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
	curl_free(user);
	curl_free(query);
	curl_free(fragment);
	return problem;
}

/* A proxy of the environment is none for the machine itself. */
static void
find_route(struct http_peer *p, CURLU *url, const struct channel_config *config)
{
	char *host = url_part(url, CURLUPART_HOST);
	if (host && !(config->proxy_variable && is_loopback(host)))
		p->proxy_problem = proxy_init(&p->proxy, config, host);
	curl_free(host);
}

static void
read_addresses(struct http_peer *p, const struct channel_config *config)
{
	if (strncmp(p->base, "http://", 7) != 0 &&
	    strncmp(p->base, "https://", 8) != 0) {
		p->problem = "it must start with http:// or https://";
		return;
	}
	CURLU *url = curl_url();
	if (curl_url_set(url, CURLUPART_URL, p->base, 0) == CURLUE_OK) {
		p->problem = find_problem(url);
		find_route(p, url, config);
	} else {
		p->problem = "it is not the address of a host";
	}
	curl_url_cleanup(url);
}

/* Without a ':' all of it is the password. */
static void
hide_secrets(struct http_peer *p, const struct channel_config *config)
{
	const char *colon = p->secret ? strchr(p->secret, ':') : NULL;
	bool is_basic = p->credentials == CHANNEL_BASIC && colon;
	if (p->secret && *p->secret)
		redactor_add(
		    &p->redactor, p->secret, is_basic || !config->is_no_secret);
	if (is_basic && colon[1])
		redactor_add(&p->redactor, colon + 1, !config->is_no_secret);
	if (p->pass_phrase && *p->pass_phrase)
		redactor_add(&p->redactor, p->pass_phrase, true);
	if (!p->proxy.password)
		return;
	char *both = mem_printf(
	    "%s:%s", p->proxy.user ? p->proxy.user : "", p->proxy.password);
	redactor_add(&p->redactor, both, true);
	redactor_add(&p->redactor, p->proxy.password, true);
	free(both);
}

void
http_peer_redact(const struct http_peer *p, struct buf *text)
{
	struct buf clean;
	/* The replacement of a secret may be longer. */
	buf_init(&clean,
	    text->max + text->size / REDACT_MIN_BYTES * sizeof(REDACTED));
	if (redact(&p->redactor, buf_text(text), text->size, &clean)) {
		buf_clear(text);
		if (clean.size > text->max)
			clean.size = text->max;
		buf_add(text, clean.bytes, clean.size);
	}
	buf_free(&clean);
}

bool
http_has_tls(const char *url)
{
	return url && strncmp(url, "https:", 6) == 0;
}

void
http_library_start(const char *url)
{
	curl_global_init_mem(
	    http_has_tls(url) ? CURL_GLOBAL_SSL : CURL_GLOBAL_NOTHING,
	    mem_alloc, free, mem_realloc, mem_strdup, mem_calloc);
}

void
http_library_end(void)
{
	curl_global_cleanup();
}

void
http_peer_init(struct http_peer *p, const struct channel_config *config)
{
	*p = (struct http_peer){
		.base = mem_strndup(config->url, base_size(config->url)),
		.ca_file = copy_or_null(config->ca_file),
		.certificate_file = copy_or_null(config->certificate_file),
		.key_file = copy_or_null(config->key_file),
		.pass_phrase = copy_or_null(config->pass_phrase),
		.is_unverified = config->is_unverified,
		.secret = copy_or_null(config->secret),
		.credentials = config->credentials,
		.stop_fd = config->stop_fd,
		.trace = config->trace,
		.timeout_ns = config->connect_timeout_ns > 0
		    ? config->connect_timeout_ns
		    : DEFAULT_TIMEOUT_NS,
	};
	read_addresses(p, config);
	hide_secrets(p, config);
	static const char *const headers[] = { "Expect:",
		"Content-Type: application/x-ndjson",
		"Accept: application/x-ndjson, application/json" };
	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		p->headers = curl_slist_append(p->headers, headers[i]);
	if (!config->client)
		return;
	char *client = mem_printf("Ixconform-Client: %s", config->client);
	p->headers = curl_slist_append(p->headers, client);
	free(client);
}

void
http_peer_free(struct http_peer *p)
{
	curl_slist_free_all(p->headers);
	proxy_free(&p->proxy);
	redactor_free(&p->redactor);
	free(p->base);
	free(p->ca_file);
	free(p->certificate_file);
	free(p->key_file);
	free(p->pass_phrase);
	free(p->secret);
}

/* An address may hold a password: none is quoted. */
bool
http_peer_check(const struct http_peer *p, struct diag *diag)
{
	if (p->problem)
		diag_error(diag, NULL, "the server's address is wrong: %s",
		    p->problem);
	else if (p->proxy_problem && p->proxy.variable)
		diag_error(diag, NULL,
		    "the address of the proxy in the variable %s is wrong: %s",
		    p->proxy.variable, p->proxy_problem);
	else if (p->proxy_problem)
		diag_error(diag, NULL,
		    "the address of the target's <proxy> is wrong: %s",
		    p->proxy_problem);
	return !p->problem && !p->proxy_problem;
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
 * A body that is read libcurl cannot send a second time when a connection dies
 * under it.  Who may do that is decided in post.c.
 */
static size_t
give_body(char *into, size_t one, size_t room, void *context)
{
	struct http_exchange *x = context;
	size_t size = x->body.size - x->body_given;
	room *= one;
	if (size > room)
		size = room;
	if (size)
		memcpy(into, x->body.bytes + x->body_given, size);
	x->body_given += size;
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
	/* Always set: there is no prompt on a terminal. */
	curl_easy_setopt(
	    easy, CURLOPT_KEYPASSWD, p->pass_phrase ? p->pass_phrase : "");
	if (p->is_unverified) {
		curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
		curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
	}
	/* Always set, so that libcurl does not use its own variables. */
	curl_easy_setopt(
	    easy, CURLOPT_PROXY, p->proxy.address ? p->proxy.address : "");
	curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
	if (p->proxy.user)
		curl_easy_setopt(easy, CURLOPT_PROXYUSERNAME, p->proxy.user);
	if (p->proxy.password)
		curl_easy_setopt(
		    easy, CURLOPT_PROXYPASSWORD, p->proxy.password);
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
	curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, IDLE_MAX_S);
	curl_easy_setopt(
	    easy, CURLOPT_CONNECTTIMEOUT_MS, (long)(p->timeout_ns / NS_PER_MS));
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep_answer);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, x);
	curl_easy_setopt(easy, CURLOPT_READFUNCTION, give_body);
	curl_easy_setopt(easy, CURLOPT_READDATA, x);
	set_credentials(p, easy);
	set_route(p, easy);
}

/* The caller, who knows when we were stopped, decides how long it may take. */
static void
set_method(struct http_exchange *x)
{
	if (strcmp(x->method, "GET") == 0) {
		curl_easy_setopt(x->easy, CURLOPT_HTTPGET, 1L);
		return;
	}
	if (strcmp(x->method, "POST") == 0) {
		curl_easy_setopt(x->easy, CURLOPT_POST, 1L);
		curl_easy_setopt(x->easy, CURLOPT_POSTFIELDSIZE_LARGE,
		    (curl_off_t)x->body.size);
		/* As a field it goes out with the header, in one call. */
		curl_easy_setopt(x->easy, CURLOPT_POSTFIELDS,
		    x->can_repeat ? x->body.bytes : NULL);
	} else {
		curl_easy_setopt(x->easy, CURLOPT_CUSTOMREQUEST, x->method);
	}
}

/* Without the base: an address may hold a password. */
static const char *
path_of(const struct http_exchange *x)
{
	return x->url + strlen(x->peer->base);
}

static void
trace_start(struct http_exchange *x)
{
	x->started_ns = clock_now_ns();
	trace_printf(x->peer->trace, TRACE_HTTP, "%s %s, %zu bytes", x->method,
	    path_of(x), strcmp(x->method, "POST") == 0 ? x->body.size : 0);
}

static void
trace_end(const struct http_exchange *x)
{
	struct buf how;
	if (!x->peer->trace)
		return;
	buf_init(&how, HTTP_PROBLEM_MAX_BYTES);
	if (x->result == CURLE_OK)
		buf_printf(&how, "%ld", x->status);
	else
		http_describe_result(x, &how);
	trace_printf(x->peer->trace, TRACE_HTTP, "%s %s: %s in %.1f ms",
	    x->method, path_of(x), buf_text(&how),
	    (double)(clock_now_ns() - x->started_ns) / NS_PER_MS);
	buf_free(&how);
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
	x->body_given = 0;
	x->status = 0;
	x->result = CURLE_OK;
	x->error[0] = '\0';
	buf_clear(&x->answer);
	curl_easy_setopt(x->easy, CURLOPT_URL, x->url);
	set_method(x);
	trace_start(x);
	curl_multi_add_handle(multi, x->easy);
	x->is_running = true;
}

/* libcurl may quote what came. */
static void
redact_error(struct http_exchange *x)
{
	struct buf text;
	buf_init(&text, sizeof(x->error) - 1);
	buf_add_text(&text, x->error);
	http_peer_redact(x->peer, &text);
	snprintf(x->error, sizeof(x->error), "%s", buf_text(&text));
	buf_free(&text);
}

void
http_exchange_finish(struct http_exchange *x, CURLM *multi, CURLcode result)
{
	http_peer_redact(x->peer, &x->answer);
	redact_error(x);
	curl_easy_getinfo(x->easy, CURLINFO_RESPONSE_CODE, &x->status);
	x->result = result;
	curl_multi_remove_handle(multi, x->easy);
	x->is_running = false;
	trace_end(x);
}

/* Looked at so often: the deadline. */
#define RUN_LOOK_NS (20 * NS_PER_MS)

bool
http_exchange_run(struct http_exchange *x, struct sockets *sockets,
    int64_t deadline_ns, int stop_fd)
{
	struct readiness seen = { 0 };
	while (x->is_running && !seen.extra) {
		int left;
		CURLMsg *m;
		/* First, because what came while we were stopped counts. */
		bool is_last = clock_now_ns() >= deadline_ns;
		sockets_serve(sockets);
		while ((m = curl_multi_info_read(sockets->multi, &left))) {
			if (m->easy_handle == x->easy)
				http_exchange_finish(
				    x, sockets->multi, m->data.result);
		}
		if (is_last)
			break;
		if (x->is_running)
			seen = sockets_wait(
			    sockets, stop_fd > 0 ? stop_fd : -1, RUN_LOOK_NS);
	}
	return !x->is_running;
}

size_t
http_body_sent(const struct http_exchange *x)
{
	curl_off_t size = 0;
	curl_easy_getinfo(x->easy, CURLINFO_SIZE_UPLOAD_T, &size);
	return (size_t)size;
}

bool
http_was_hung_up(const struct http_exchange *x)
{
	return x->result == CURLE_OK || x->result == CURLE_GOT_NOTHING ||
	    x->result == CURLE_RECV_ERROR || x->result == CURLE_SEND_ERROR ||
	    x->result == CURLE_SEND_FAIL_REWIND ||
	    x->result == CURLE_PARTIAL_FILE;
}

bool
http_was_cut_off(const struct http_exchange *x)
{
	return x->result != CURLE_OK && !x->is_running &&
	    (http_was_hung_up(x) || x->result == CURLE_COULDNT_CONNECT ||
		x->result == CURLE_HTTP2 || x->result == CURLE_HTTP2_STREAM);
}

bool
http_has_begun(const struct http_exchange *x)
{
	long status = 0;
	curl_easy_getinfo(x->easy, CURLINFO_RESPONSE_CODE, &status);
	return status / 100 > 1 && !http_proxy_refusal(x);
}

#define HTTP_UNAUTHORIZED 401
#define HTTP_FORBIDDEN 403
#define HTTP_REQUEST_TIMEOUT 408
#define HTTP_TOO_MANY_REQUESTS 429

bool
http_is_refusal(long status)
{
	switch (status) {
	case HTTP_UNAUTHORIZED:
	case HTTP_FORBIDDEN:
	case HTTP_REQUEST_TIMEOUT:
	case HTTP_TOO_MANY_REQUESTS:
		return false;
	default:
		return status >= 300 && status < 500;
	}
}
