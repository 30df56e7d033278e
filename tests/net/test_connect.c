/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/net/test_net.h"

#include "core/clock.h"

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
	    "ixconform: error: http://127.0.0.1 is no ixconform binding (HTTP "
	    "404 for POST http://127.0.0.1/ixconform/1/channels)\n" NOTE_BINDING },
	{ { .head = "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n"
		    "<html>\n'no'</html>" },
	    "ixconform: error: http://127.0.0.1 is no ixconform binding (HTTP "
	    "404 for POST http://127.0.0.1/ixconform/1/channels: "
	    "'<html>\\n'no'</html>')\n" NOTE_BINDING },
	{ { .head = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n"
		    "Content-Length: 0\r\n\r\n" },
	    "ixconform: error: http://127.0.0.1 is no ixconform binding (HTTP "
	    "302 for POST http://127.0.0.1/ixconform/1/channels)\n" NOTE_BINDING },
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
	    "ixconform: error: http://127.0.0.1 is no ixconform binding: its "
	    "answer to POST http://127.0.0.1/ixconform/1/channels: byte 1: '[' "
	    "or '{' expected near '<'\n" NOTE_BINDING },
	{ { .head = "HTTP/1.1 201 Created\r\nConnection: close\r\n\r\n"
		    "{\"channel\":\"../x\"}" },
	    "ixconform: error: http://127.0.0.1 is no ixconform binding: its "
	    "answer to POST http://127.0.0.1/ixconform/1/channels: 'channel' is "
	    "'../x'; it must have 1 to 63 of the characters a-z A-Z 0-9 - "
	    "_\n" NOTE_BINDING },
	{ { .head = "HTTP/1.1 201 Created\r\nConnection: close\r\n\r\n",
	      .padding = 100000 },
	    "ixconform: error: cannot reach http://127.0.0.1: its answer is "
	    "longer than 65536 bytes\n" NOTE_ADDRESS },
	{ { .head = NULL },
	    "ixconform: error: cannot reach http://127.0.0.1: the server hung "
	    "up\n" NOTE_ADDRESS },
	{ { .head = "SSH-2.0-OpenSSH_9.2\r\n" },
	    "ixconform: error: cannot reach http://127.0.0.1: what answers does "
	    "not speak HTTP\n" NOTE_ADDRESS },
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
	tcase_add_test(tests, a_secret_is_never_told);
	return tests;
}
