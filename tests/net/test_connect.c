/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/net/test_net.h"

#include "core/clock.h"
#include "core/text/redact.h"
#include "runner/net/proxy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOTE_ADDRESS                                                            \
	"      note: check that the server is running, and the address in the " \
	"target file\n"
#define NOTE_BINDING                                                              \
	"      note: the address must be the base under which the server offers " \
	"the binding (docs/binding.md)\n"
#define NOTE_CREDENTIALS "      note: check the target's <credentials>\n"

/* Connect, which must fail with this text; ports are left out. */
static void
assert_refused(struct channel *c, const char *url, const char *expected)
{
	struct channel_answer answer;
	struct diag diag;
	struct buf text;
	diag_init(&diag);
	buf_init(&text, 10000);
	ck_assert(!channel_connect(c, &answer, &diag));
	diag_print(&diag, &text, false);
	hide_port(text.bytes, url);
	ck_assert_str_eq(buf_text(&text), expected);
	const char *id = channel_broken_id(c);
	if (strstr(expected, NOTE_BINDING))
		ck_assert_str_eq(id, "B-01");
	else
		ck_assert_ptr_null(id);
	buf_free(&text);
	diag_free(&diag);
	channel_close(c);
	channel_free(c);
}

static const struct {
	struct hostile_reply reply;
	const char *expected;
} refusals[] = {
	{ { .head = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" },
	    "ixconform: error: http://127.0.0.1 is not an ixconform binding: "
	    "HTTP 404 for POST "
	    "http://127.0.0.1/ixconform/1/channels\n" NOTE_BINDING },
	{ { .head = "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n"
		    "<html>\n'no'</html>" },
	    "ixconform: error: http://127.0.0.1 is not an ixconform binding: "
	    "HTTP 404 for POST http://127.0.0.1/ixconform/1/channels: "
	    "'<html>\\n'no'</html>'\n" NOTE_BINDING },
	{ { .head = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n"
		    "Content-Length: 0\r\n\r\n" },
	    "ixconform: error: http://127.0.0.1 is not an ixconform binding: "
	    "HTTP 302 for POST "
	    "http://127.0.0.1/ixconform/1/channels\n" NOTE_BINDING },
	{ { .head = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n" },
	    "ixconform: error: http://127.0.0.1 asks for credentials (HTTP 401 "
	    "for POST "
	    "http://127.0.0.1/ixconform/1/channels)\n" NOTE_CREDENTIALS },
	{ { .head = "HTTP/1.1 500 Oops\r\nConnection: close\r\n\r\n"
		    "{\"error\":\"out of channels\"}" },
	    "ixconform: error: http://127.0.0.1 has failed (HTTP 500 for POST "
	    "http://127.0.0.1/ixconform/1/channels: out of channels)\n"
	    "      note: the server's own log should say why\n" },
	{ { .head = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<html>" },
	    "ixconform: error: http://127.0.0.1 is not an ixconform binding: "
	    "its answer to POST http://127.0.0.1/ixconform/1/channels: byte 1: "
	    "'<html>' where a value should be\n" NOTE_BINDING },
	{ { .head = "HTTP/1.1 201 Created\r\nConnection: close\r\n\r\n"
		    "{\"channel\":\"../x\"}" },
	    "ixconform: error: http://127.0.0.1 is not an ixconform binding: "
	    "its answer to POST http://127.0.0.1/ixconform/1/channels: "
	    "'channel' is '../x'; it must have 1 to 63 of the characters a-z "
	    "A-Z 0-9 - _\n" NOTE_BINDING },
	{ { .head = "HTTP/1.1 201 Created\r\nConnection: close\r\n\r\n",
	      .padding = 100000 },
	    "ixconform: error: http://127.0.0.1 is not an ixconform binding: "
	    "its answer to POST http://127.0.0.1/ixconform/1/channels is "
	    "longer than 65536 bytes\n" NOTE_BINDING },
	{ { .head = "HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n"
		    "{\"channel\":" },
	    "ixconform: error: http://127.0.0.1 is not an ixconform binding: "
	    "its answer to POST http://127.0.0.1/ixconform/1/channels broke "
	    "off after 11 bytes\n" NOTE_BINDING },
	{ { .head = "HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n"
		    "{\"channel\":",
	      .stays = true },
	    "ixconform: error: http://127.0.0.1 is not an ixconform binding: "
	    "its answer to POST http://127.0.0.1/ixconform/1/channels did not "
	    "end within 150 ms\n" NOTE_BINDING },
	{ { .head = NULL },
	    "ixconform: error: cannot reach http://127.0.0.1: the server hung "
	    "up\n" NOTE_ADDRESS },
	{ { .head = "SSH-2.0-OpenSSH_9.2\r\n" },
	    "ixconform: error: cannot reach http://127.0.0.1: it does not "
	    "speak HTTP\n" NOTE_ADDRESS },
	{ { .head = NULL, .stays = true },
	    "ixconform: error: cannot reach http://127.0.0.1: no answer within "
	    "150 ms\n" NOTE_ADDRESS },
};

START_TEST(each_refusal_says_why)
{
	struct hostile_plan plan = { .channels = refusals[_i].reply };
	struct hostile *h = hostile_start(&plan);
	struct probe p;
	probe_init(&p);
	if (refusals[_i].reply.stays)
		p.timeout_ns = 150 * NS_PER_MS;
	assert_refused(probe_channel(&p, hostile_url(h)), hostile_url(h),
	    refusals[_i].expected);
	probe_free(&p);
	free(hostile_stop(h));
}
END_TEST

START_TEST(nobody_listens)
{
	char url[60];
	struct probe p;
	probe_init(&p);
	snprintf(
	    url, sizeof(url), "http://127.0.0.1:%u", hostile_closed_port());
	assert_refused(probe_channel(&p, url), url,
	    "ixconform: error: cannot reach http://127.0.0.1: connection "
	    "refused\n" NOTE_ADDRESS);
	probe_free(&p);
}
END_TEST

static const struct {
	const char *url;
	const char *problem;
} addresses[] = {
	{ "127.0.0.1:80", "it must start with http:// or https://" },
	{ "file:///etc/passwd", "it must start with http:// or https://" },
	{ "http://", "it is not the address of a host" },
	{ "http://user:pass@127.0.0.1/",
	    "it holds a user name; put credentials into the target's "
	    "<credentials>" },
	{ "http://127.0.0.1/?x",
	    "it has a '?' or '#'; the base address ends "
	    "with its path" },
};

START_TEST(addresses_that_cannot_be_used)
{
	char expected[200];
	struct probe p;
	probe_init(&p);
	snprintf(expected, sizeof(expected),
	    "ixconform: error: the server's address is wrong: %s\n",
	    addresses[_i].problem);
	assert_refused(probe_channel(&p, addresses[_i].url), ":none", expected);
	probe_free(&p);
}
END_TEST

/* No TLS on the other side: said as such, and without waiting. */
START_TEST(https_where_there_is_none)
{
	struct hostile_plan plan = { .channels = {
					 .head = "HTTP/1.1 400\r\n" } };
	struct hostile *h = hostile_start(&plan);
	struct probe p;
	struct diag diag;
	struct channel_answer answer;
	char url[60];
	probe_init(&p);
	diag_init(&diag);
	snprintf(url, sizeof(url), "https%s", hostile_url(h) + strlen("http"));
	struct channel *c = probe_channel(&p, url);
	ck_assert(!channel_connect(c, &answer, &diag));
	ck_assert_uint_eq(diag.error_count, 1);
	ck_assert_ptr_nonnull(
	    strstr(diag.items.items[0].text, "cannot reach https://127.0.0.1"));
	channel_free(c);
	diag_free(&diag);
	probe_free(&p);
	free(hostile_stop(h));
}
END_TEST

START_TEST(a_good_server)
{
	struct hostile_plan plan = { .channels = CHANNEL_REPLY,
		.streams = { { .head = STREAM_HEAD, .stays = true } } };
	struct hostile *h = hostile_start(&plan);
	struct probe p;
	struct diag diag;
	struct channel_answer answer;
	char url[60];
	probe_init(&p);
	diag_init(&diag);
	snprintf(url, sizeof(url), "%s/base//", hostile_url(h));
	struct channel_config config = { .url = url,
		.credentials = CHANNEL_BASIC,
		.secret = "Aladdin:open sesame" };
	struct channel *c = channel_new(&config, &p.handler);
	ck_assert(channel_connect(c, &answer, &diag));
	ck_assert_str_eq(answer.server_name, "hostile");
	ck_assert(answer.has_fence && answer.has_clock && !answer.has_faults);
	channel_close(c);
	channel_free(c);
	diag_free(&diag);
	probe_free(&p);
	char *received = hostile_stop(h);
	ck_assert_ptr_nonnull(
	    strstr(received, "POST /base/ixconform/1/channels HTTP/1.1\r\n"));
	ck_assert_ptr_nonnull(strstr(
	    received, "Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
	ck_assert_ptr_nonnull(strstr(received, "User-Agent: ixconform/"));
	ck_assert_ptr_nonnull(strstr(
	    received, "DELETE /base/ixconform/1/channels/c1 HTTP/1.1\r\n"));
	ck_assert_ptr_null(strstr(received, "Expect"));
	free(received);
}
END_TEST

/* Fails to connect there through that proxy, and returns what was reported. */
static char *
report_through(const struct channel_config *config)
{
	struct channel_answer answer;
	struct probe p;
	struct diag diag;
	struct buf text;
	probe_init(&p);
	diag_init(&diag);
	buf_init(&text, 10000);
	struct channel *c = channel_new(config, &p.handler);
	ck_assert(!channel_connect(c, &answer, &diag));
	diag_print(&diag, &text, false);
	channel_free(c);
	probe_free(&p);
	diag_free(&diag);
	return buf_take(&text);
}

START_TEST(a_proxy_that_refuses_is_named)
{
	char proxy[80], named[120];
	unsigned port = hostile_closed_port();
	snprintf(proxy, sizeof(proxy), "me:s3cr%%65t@127.0.0.1:%u", port);
	snprintf(named, sizeof(named),
	    "cannot reach http://ix.invalid through the proxy "
	    "http://127.0.0.1:%u: connection refused\n",
	    port);
	struct channel_config config = { .url = "http://ix.invalid/",
		.proxy = proxy,
		.proxy_variable = "http_proxy",
		.no_proxy = "example.com" };
	char *told = report_through(&config);
	ck_assert_ptr_nonnull(strstr(told, named));
	ck_assert_ptr_nonnull(strstr(told, "http_proxy"));
	ck_assert_ptr_null(strstr(told, "s3cr"));
	free(told);
	config.proxy_variable = NULL;
	told = report_through(&config);
	ck_assert_ptr_nonnull(strstr(told, named));
	ck_assert_ptr_nonnull(strstr(told, "the target's <proxy> must"));
	free(told);
}
END_TEST

START_TEST(what_answers_for_a_proxy_is_named)
{
	struct hostile_plan plan = { .channels = refusals[4].reply };
	struct hostile *h = hostile_start(&plan);
	struct channel_config config = { .url = "http://ix.invalid/",
		.proxy = hostile_url(h) };
	char *told = report_through(&config);
	ck_assert_ptr_nonnull(strstr(told,
	    "HTTP 500 for POST http://ix.invalid/ixconform/1/channels through "
	    "the proxy http://127.0.0.1:"));
	free(told);
	char *received = hostile_stop(h);
	ck_assert_ptr_nonnull(strstr(received, "POST http://ix.invalid/"));
	free(received);
}
END_TEST

/* The environment's are for others than this machine. */
START_TEST(loopback_needs_no_proxy)
{
	struct hostile_plan plan = { .channels = CHANNEL_REPLY,
		.streams = { { .head = STREAM_HEAD, .stays = true } } };
	struct hostile *h = hostile_start(&plan);
	struct channel_config config = { .url = hostile_url(h),
		.proxy = "http://127.0.0.1:1/",
		.proxy_variable = "all_proxy" };
	struct probe p;
	struct diag diag;
	struct channel_answer answer;
	probe_init(&p);
	diag_init(&diag);
	struct channel *c = channel_new(&config, &p.handler);
	ck_assert(channel_connect(c, &answer, &diag));
	channel_free(c);
	diag_free(&diag);
	probe_free(&p);
	free(hostile_stop(h));
}
END_TEST

START_TEST(hosts_without_a_proxy)
{
	ck_assert(proxy_is_spared("*", "ix.example"));
	ck_assert(proxy_is_spared("a.example, .example", "ix.example"));
	ck_assert(proxy_is_spared("a.example EXAMPLE", "ix.example"));
	ck_assert(proxy_is_spared("ix.example", "ix.example"));
	ck_assert(proxy_is_spared("10.0.0.0/8,::1", "10.1.2.3"));
	ck_assert(proxy_is_spared("0.0.0.0/0", "10.1.2.3"));
	ck_assert(proxy_is_spared("::1", "::1"));
	ck_assert(!proxy_is_spared("", "ix.example"));
	ck_assert(!proxy_is_spared(", ,.", "ix.example"));
	ck_assert(!proxy_is_spared("x.example,ample", "ix.example"));
	ck_assert(!proxy_is_spared("10.0.0.0/8", "11.1.2.3"));
	ck_assert(!proxy_is_spared("10.0.0.0/33", "10.1.2.3"));
	ck_assert(!proxy_is_spared("a.ix.example", "ix.example"));
}
END_TEST

static const struct {
	const char *proxy;
	const char *problem;
} proxies[] = {
	{ "ftp://me:s3cret@127.0.0.1:1",
	    "its scheme must be http, https, socks4, socks4a, socks5 or "
	    "socks5h" },
	{ "http://", "it is not the address of a host" },
	{ "http://a:b:c@d:e/", "it is not the address of a host" },
};

START_TEST(proxies_that_cannot_be_used)
{
	struct diag diag;
	char expected[200];
	struct channel_config config = { .url = "http://ix.invalid/",
		.proxy = proxies[_i].proxy,
		.proxy_variable = "http_proxy" };
	diag_init(&diag);
	ck_assert(!channel_check(&config, &diag));
	snprintf(expected, sizeof(expected),
	    "the address of the proxy in the variable http_proxy is wrong: %s",
	    proxies[_i].problem);
	ck_assert_str_eq(diag.items.items[0].text, expected);
	config.proxy = "socks5h://127.0.0.1:1080";
	ck_assert(channel_check(&config, &diag));
	diag_free(&diag);
}
END_TEST

START_TEST(a_secret_is_never_told)
{
	struct hostile_plan
	    plan = { .channels = {
			 .head =
			     "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n" } };
	struct hostile *h = hostile_start(&plan);
	struct probe p;
	probe_init(&p);
	struct channel_config config = { .url = hostile_url(h),
		.credentials = CHANNEL_BEARER,
		.secret = "s3cret" };
	struct channel *c = channel_new(&config, &p.handler);
	assert_refused(c, hostile_url(h),
	    "ixconform: error: http://127.0.0.1 refuses the credentials (HTTP "
	    "401 for POST "
	    "http://127.0.0.1/ixconform/1/channels)\n" NOTE_CREDENTIALS);
	probe_free(&p);
	char *received = hostile_stop(h);
	ck_assert_ptr_nonnull(strstr(received, "Authorization: Bearer s3cret"));
	free(received);
}
END_TEST

static const struct hostile_reply echoes[] = {
	{ .head = "HTTP/1.1 401 No\r\nConnection: close\r\n\r\n"
		  "{\"error\":\"what is Bearer s3cret\\/key?\"}" },
	{ .head = "HTTP/1.1 500 No\r\nConnection: close\r\n\r\n"
		  "<b>s3cret&#x2F;key</b>" },
	{ .head = "HTTP/1.1 201 Yes\r\nConnection: close\r\n\r\n"
		  "{\"channel\":\"s3cret/key\"}" },
	{ .head = "HTTP/1.1 201 Yes\r\nConnection: close\r\n\r\n"
		  "{\"channel\":\"s3cret%2Fkey czNjcmV0L2tleQ==\"}" },
};

/* Whatever a server repeats of it. */
START_TEST(a_secret_that_is_repeated)
{
	struct hostile_plan plan = { .channels = echoes[_i] };
	struct hostile *h = hostile_start(&plan);
	struct channel_config config = { .url = hostile_url(h),
		.credentials = CHANNEL_BEARER,
		.secret = "s3cret/key" };
	char *told = report_through(&config);
	ck_assert_ptr_null(strstr(told, "s3cret"));
	ck_assert_ptr_null(strstr(told, "czNj"));
	ck_assert_ptr_nonnull(strstr(told, REDACTED));
	free(told);
	free(hostile_stop(h));
}
END_TEST

/* Before anything is cut or quoted. */
START_TEST(a_secret_in_the_stream)
{
	struct hostile_plan plan = { .channels = CHANNEL_REPLY,
		.frames = { .head = "HTTP/1.1 403 No\r\nConnection: close\r\n"
				    "\r\nwho is user:s3cret/key?" },
		.streams = { { .head = STREAM_HEAD
		    "{\"seq\":1,\"frame\":\"error\",\"party\":3,\"text\":"
		    "\"user:s3cret\\/key\"}\n"
		    "{\"seq\":2,\"frame\":\"s3cret/key\"}\n",
		    .stays = true } } };
	struct hostile *h = hostile_start(&plan);
	struct probe p;
	struct diag diag;
	struct channel_answer answer;
	struct channel_config config = { .url = hostile_url(h),
		.credentials = CHANNEL_BASIC,
		.secret = "user:s3cret/key" };
	probe_init(&p);
	diag_init(&diag);
	struct channel *c = channel_new(&config, &p.handler);
	ck_assert(channel_connect(c, &answer, &diag));
	probe_wait(&p, c,
	    "error 3\nmalformed 0 'frame' is '[redacted]'; no such kind of "
	    "frame is known\n");
	channel_send(
	    c, &(struct frame){ .kind = FRAME_FENCE, .party = 1, .fence = 1 });
	probe_wait_broken(c, hostile_url(h),
	    "the server refuses what was sent: HTTP 403 for POST "
	    "http://127.0.0.1/ixconform/1/channels/c1/frames: 'who is "
	    "[redacted]?'");
	channel_free(c);
	diag_free(&diag);
	probe_free(&p);
	free(hostile_stop(h));
}
END_TEST

/* A password that is an agent's name, too: messages have to hold it. */
START_TEST(what_messages_have_to_hold)
{
	struct hostile_plan
	    plan = { .channels = {
			 .head =
			     "HTTP/1.1 401 No\r\nConnection: close\r\n\r\n"
			     "{\"error\":\"agent-1 YWdlbnQtMTphZ2VudC0x\"}" } };
	struct hostile *h = hostile_start(&plan);
	struct channel_config config = { .url = hostile_url(h),
		.credentials = CHANNEL_BASIC,
		.secret = "agent-1:agent-1",
		.is_no_secret = true };
	char *told = report_through(&config);
	ck_assert_ptr_nonnull(strstr(told, "agent-1 [redacted]"));
	free(told);
	free(hostile_stop(h));
}
END_TEST

TCase *
connect_tests(void)
{
	TCase *tests = tcase_create("connect");
	tcase_set_timeout(tests, TEST_TIMEOUT_S);
	tcase_add_loop_test(tests, each_refusal_says_why, 0,
	    sizeof(refusals) / sizeof(refusals[0]));
	tcase_add_test(tests, nobody_listens);
	tcase_add_loop_test(tests, addresses_that_cannot_be_used, 0,
	    sizeof(addresses) / sizeof(addresses[0]));
	tcase_add_test(tests, https_where_there_is_none);
	tcase_add_test(tests, a_good_server);
	tcase_add_test(tests, a_proxy_that_refuses_is_named);
	tcase_add_test(tests, what_answers_for_a_proxy_is_named);
	tcase_add_test(tests, loopback_needs_no_proxy);
	tcase_add_test(tests, hosts_without_a_proxy);
	tcase_add_loop_test(tests, proxies_that_cannot_be_used, 0,
	    sizeof(proxies) / sizeof(proxies[0]));
	tcase_add_test(tests, a_secret_is_never_told);
	tcase_add_loop_test(tests, a_secret_that_is_repeated, 0,
	    sizeof(echoes) / sizeof(echoes[0]));
	tcase_add_test(tests, a_secret_in_the_stream);
	tcase_add_test(tests, what_messages_have_to_hold);
	return tests;
}
