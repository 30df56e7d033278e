/* SPDX-License-Identifier: Apache-2.0 */
/* What became of an exchange, in words. */
#include "runner/net/http.h"

#include "core/escape.h"
#include "core/text/duration.h"

#include <ctype.h>
#include <string.h>

/* How much is quoted of an answer that does not explain itself. */
#define QUOTE_MAX_CHARACTERS 80

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

/* With TLS, or a proxy, libcurl knows who did it and why. */
static void
describe_hanging_up(const struct http_exchange *x, struct buf *into)
{
	bool has_reason = http_has_tls(x->peer->base) || x->peer->proxy.address;
	buf_add_text(into, "the server hung up");
	if (has_reason && x->error[0])
		buf_printf(into, " (%s)", x->error);
}

#define HTTP_REDIRECTION 300 /* from here on it is not a success */
#define HTTP_PROXY_WANTS_PASSWORD 407

long
http_proxy_refusal(const struct http_exchange *x)
{
	long code = 0;
	if (!x->peer->proxy.address)
		return 0;
	if (x->status == HTTP_PROXY_WANTS_PASSWORD)
		return x->status;
	curl_easy_getinfo(x->easy, CURLINFO_HTTP_CONNECTCODE, &code);
	return x->result != CURLE_OK && code >= HTTP_REDIRECTION ? code : 0;
}

/* OpenSSL's words for an answer in plain HTTP. */
static bool
speaks_no_tls(const struct http_exchange *x)
{
	return x->result == CURLE_SSL_CONNECT_ERROR &&
	    strstr(x->error, "wrong version number");
}

/* libcurl's words for a connection that ended in the middle of it. */
static bool
leaves_before_tls(const struct http_exchange *x)
{
	return x->result == CURLE_SSL_CONNECT_ERROR &&
	    strstr(x->error, " in connection to ");
}

void
http_describe_result(const struct http_exchange *x, struct buf *into)
{
	char duration[DURATION_TEXT_SIZE];
	if (http_proxy_refusal(x))
		buf_printf(into, "the proxy refuses it (HTTP %ld)",
		    http_proxy_refusal(x));
	else if (x->is_running || x->result == CURLE_OPERATION_TIMEDOUT)
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
		buf_add_text(into, "it does not speak HTTP");
	else if (x->result == CURLE_OUT_OF_MEMORY)
		/* mem_alloc() ends the program: libcurl means its own limit. */
		buf_add_text(into, "its answer has a header that is too long");
	else if (x->result == CURLE_WRITE_ERROR)
		buf_printf(into, "its answer is longer than %zu bytes",
		    HTTP_ANSWER_MAX_BYTES);
	else if (http_was_hung_up(x))
		describe_hanging_up(x, into);
	else if (speaks_no_tls(x))
		buf_add_text(into, "it does not speak TLS");
	else if (leaves_before_tls(x))
		buf_add_text(into, "it hung up instead of answering in TLS");
	else
		buf_add_text(into,
		    x->error[0] ? x->error : curl_easy_strerror(x->result));
}

void
http_describe_route(const struct http_peer *p, struct buf *into)
{
	if (p->proxy.address)
		buf_printf(into, " through the proxy %s", p->proxy.address);
}

static const char note_address[] =
    "check that the server is running, and the address in the target file";
static const char note_authority[] =
    "name the authority that signed the server's certificate as the target's "
    "<tls ca=\"...\"/>";
static const char note_plain[] =
    "if the server has no certificate, the target's url begins with http://";
static const char note_plain_or_certificate[] =
    "if the server has no certificate, the target's url begins with http://; "
    "if it asks for a client's certificate, name one as the target's "
    "<tls certificate=\"...\" key=\"...\"/>";
static const char note_key[] =
    "check the certificate and the key in the target's <tls>";
static const char note_certificate[] =
    "if the server asks for a client's certificate, name one as the target's "
    "<tls certificate=\"...\" key=\"...\"/>";
static const char note_host[] =
    "its certificate is for other hosts: name one of those in the target's "
    "url";
static const char note_date[] =
    "the server needs a certificate that is valid today";
static const char note_password[] =
    "it requires a user and a password: put them into the variable with its "
    "address, such as http_proxy=http://user:password@host:port";

static void
advise_about_proxy(const struct proxy *p, struct buf *into)
{
	if (p->variable)
		buf_printf(into,
		    "the variable %s names the proxy, which must be running "
		    "and allow that host; no_proxy lists hosts that need no "
		    "proxy",
		    p->variable);
	else
		buf_add_text(into,
		    "the target's <proxy> must be running and allow that host");
}

/* Why its certificate was not accepted, in X.509's numbers. */
#define CHAIN_IS_GOOD 0
/* What libcurl starts from, and stays at when the name is wrong. */
#define CHAIN_IS_NOT_SAID 1
#define NOT_YET_VALID 9
#define HAS_EXPIRED 10

static const char *
advise_about_server(const struct http_exchange *x)
{
	long verified = -1;
	curl_easy_getinfo(x->easy, CURLINFO_SSL_VERIFYRESULT, &verified);
	if (verified == CHAIN_IS_GOOD || verified == CHAIN_IS_NOT_SAID)
		return note_host;
	return verified == NOT_YET_VALID || verified == HAS_EXPIRED
	    ? note_date
	    : note_authority;
}

void
http_advise(const struct http_exchange *x, struct buf *into)
{
	bool is_refused =
	    http_was_hung_up(x) || x->result == CURLE_SSL_CONNECT_ERROR;
	if (http_proxy_refusal(x) == HTTP_PROXY_WANTS_PASSWORD)
		buf_add_text(into, note_password);
	else if (http_proxy_refusal(x))
		advise_about_proxy(&x->peer->proxy, into);
	else if (x->result == CURLE_PEER_FAILED_VERIFICATION)
		buf_add_text(into, advise_about_server(x));
	else if (x->result == CURLE_SSL_CACERT_BADFILE)
		buf_add_text(into, note_authority);
	else if (x->result == CURLE_SSL_CERTPROBLEM)
		buf_add_text(into, note_key);
	else if (speaks_no_tls(x))
		buf_add_text(into, note_plain);
	else if (leaves_before_tls(x) && !x->peer->certificate_file)
		buf_add_text(into, note_plain_or_certificate);
	else if (http_has_tls(x->peer->base) && !x->is_running && is_refused)
		buf_add_text(into,
		    x->peer->certificate_file ? note_key : note_certificate);
	else if (x->peer->proxy.address)
		advise_about_proxy(&x->peer->proxy, into);
	else
		buf_add_text(into, note_address);
}

void
http_describe_status(const struct http_exchange *x, struct buf *into)
{
	struct channel_refusal refusal;
	char problem[JSON_PROBLEM_SIZE];
	buf_printf(into, "HTTP %ld for %s %s", x->status, x->method, x->url);
	http_describe_route(x->peer, into);
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
