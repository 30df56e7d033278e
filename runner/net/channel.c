/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/net/channel.h"

#include "core/clock.h"
#include "core/escape.h"
#include "core/mem.h"
#include "core/text/duration.h"
#include "runner/net/http.h"
#include "runner/net/post.h"
#include "runner/net/stream.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Longest sleep: keeps 'earliest' of an arrival this close to it. */
#define POLL_MAX_NS (50 * NS_PER_MS)
/* How soon it is asked again what is to be done while nothing can arrive: no
 * longer than the first pause of a stream that broke. */
#define BLIND_LOOK_NS (10 * NS_PER_MS)
#define CLOSE_MAX_NS NS_PER_S
/* How long the system may fail to say whether there is something to read. */
#define BLIND_MAX_NS (5 * NS_PER_S)
/*
 * A channel that was made without an answer has no party, and is forgotten: so
 * making another one is harmless.
 */
#define HELLOS_MAX 3

struct channel {
	struct http_peer peer;
	struct sockets sockets;
	int64_t blind_ns; /* since when poll() fails; TIME_NEVER_NS: it works */
	bool is_called;   /* the caller's descriptor can be read */
	struct http_exchange hello; /* that makes the channel */
	struct post post;           /* frames up */
	struct stream stream;       /* frames down */
	char *path;         /* owned: "channels/c1"; NULL: not connected */
	bool is_no_binding; /* so says the answer to the hello */
	struct buf problem; /* as channel_problem() gives it */
	struct pulse pulse;
};

bool
channel_check(const struct channel_config *config, struct diag *diag)
{
	struct http_peer peer;
	http_peer_init(&peer, config);
	bool good = http_peer_check(&peer, diag);
	http_peer_free(&peer);
	return good;
}

struct channel *
channel_new(
    const struct channel_config *config, const struct channel_handler *handler)
{
	http_library_start(config->url);
	struct channel *c = mem_zalloc(sizeof(*c));
	sockets_init(&c->sockets);
	c->blind_ns = TIME_NEVER_NS;
	http_peer_init(&c->peer, config);
	http_exchange_init(&c->hello, &c->peer);
	post_init(&c->post, &c->peer, &c->pulse);
	stream_init(&c->stream, &c->peer, &c->pulse, handler);
	buf_init(&c->problem, HTTP_PROBLEM_MAX_BYTES);
	return c;
}

void
channel_free(struct channel *c)
{
	if (!c)
		return;
	http_exchange_free(&c->hello, c->sockets.multi);
	post_free(&c->post, c->sockets.multi);
	stream_free(&c->stream, c->sockets.multi);
	sockets_free(&c->sockets);
	http_peer_free(&c->peer);
	buf_free(&c->problem);
	free(c->path);
	free(c);
	http_library_end();
}

const char *
channel_problem(const struct channel *c)
{
	return buf_text(&c->problem);
}

const char *
channel_broken_id(const struct channel *c)
{
	if (c->is_no_binding)
		return "B-01";
	return c->stream.broken_id ? c->stream.broken_id : c->post.broken_id;
}

bool
channel_idle(const struct channel *c)
{
	return post_is_idle(&c->post);
}

/* The first reason stays; peer bytes in it become harmless here. */
static void
break_for_good(struct channel *c, const struct buf *reason)
{
	if (c->problem.size == 0)
		escape_line(&c->problem, buf_text(reason), reason->size);
}

/* --- connecting --- */

static const char note_binding[] =
    "the address must be the base under which the server offers the binding "
    "(docs/binding.md)";
static const char note_credentials[] = "check the target's <credentials>";

/* Something answers there, and it is no server of the binding. */
static void
report_no_binding(struct channel *c, const char *why, struct diag *diag)
{
	c->is_no_binding = true;
	diag_error(diag, NULL, "%s is not an ixconform binding: %s",
	    c->peer.base, why);
	diag_note(diag, "%s", note_binding);
}

/* An answer that has begun, and has no end. */
static void
report_unfinished(struct channel *c, struct diag *diag)
{
	const struct http_exchange *x = &c->hello;
	char within[DURATION_TEXT_SIZE];
	struct buf why;
	buf_init(&why, HTTP_PROBLEM_MAX_BYTES);
	buf_printf(&why, "its answer to POST %s ", x->url);
	if (x->result == CURLE_WRITE_ERROR)
		buf_printf(
		    &why, "is longer than %zu bytes", HTTP_ANSWER_MAX_BYTES);
	else if (http_was_cut_off(x))
		buf_printf(&why, "broke off after %zu bytes", x->answer.size);
	else
		buf_printf(&why, "did not end within %s",
		    duration_print(within, c->peer.timeout_ns));
	report_no_binding(c, buf_text(&why), diag);
	buf_free(&why);
}

static void
report_unreachable(const struct channel *c, struct diag *diag)
{
	struct buf reason;
	buf_init(&reason, HTTP_PROBLEM_MAX_BYTES);
	http_describe_route(&c->peer, &reason);
	buf_add_text(&reason, ": ");
	http_describe_result(&c->hello, &reason);
	diag_error(
	    diag, NULL, "cannot reach %s%s", c->peer.base, buf_text(&reason));
	buf_clear(&reason);
	http_advise(&c->hello, &reason);
	diag_note(diag, "%s", buf_text(&reason));
	buf_free(&reason);
}

static void
report_status(struct channel *c, struct diag *diag)
{
	long status = c->hello.status;
	struct buf reason;
	buf_init(&reason, HTTP_PROBLEM_MAX_BYTES);
	http_describe_status(&c->hello, &reason);
	const char *text = buf_text(&reason);
	if (status == 401 || status == 403) {
		diag_error(diag, NULL, "%s %s (%s)", c->peer.base,
		    c->peer.credentials == CHANNEL_NO_CREDENTIALS
			? "asks for credentials"
			: "refuses the credentials",
		    text);
		diag_note(diag, "%s", note_credentials);
	} else if (status >= 500) {
		diag_error(
		    diag, NULL, "%s has failed (%s)", c->peer.base, text);
		diag_note(diag, "the server's own log should say why");
	} else {
		report_no_binding(c, text, diag);
	}
	buf_free(&reason);
}

static bool
read_answer(struct channel *c, struct channel_answer *ret, struct diag *diag)
{
	char problem[JSON_PROBLEM_SIZE];
	const struct buf *answer = &c->hello.answer;
	if (json_parse_channel_answer(
		buf_text(answer), answer->size, ret, problem))
		return true;
	char *why =
	    mem_printf("its answer to POST %s: %s", c->hello.url, problem);
	report_no_binding(c, why, diag);
	free(why);
	return false;
}

/*
 * The connection ended before the whole answer was there.  If that was in its
 * head, libcurl takes it for one without a body.
 */
static bool
was_answer_cut(const struct http_exchange *x)
{
	return http_was_cut_off(x) ? http_was_hung_up(x)
				   : x->result == CURLE_OK &&
		x->status / 100 == 2 && x->answer.size == 0;
}

/* False: there was no end of it before 'limit_ns'. */
static bool
say_hello(struct channel *c, int64_t limit_ns)
{
	bool ended = false;
	for (unsigned i = 0; i < HELLOS_MAX; i++) {
		http_exchange_start(
		    &c->hello, c->sockets.multi, "POST", "channels");
		ended = http_exchange_run(
		    &c->hello, &c->sockets, limit_ns, c->peer.stop_fd);
		if (!ended || !was_answer_cut(&c->hello))
			break;
	}
	return ended;
}

bool
channel_connect(
    struct channel *c, struct channel_answer *ret_answer, struct diag *diag)
{
	if (!http_peer_check(&c->peer, diag))
		return false;
	int64_t limit_ns = clock_now_ns() + c->peer.timeout_ns;
	bool ended = say_hello(c, limit_ns);
	if (!ended && clock_now_ns() < limit_ns) {
		diag_error(diag, NULL,
		    "the run was stopped before %s had answered", c->peer.base);
		return false;
	}
	if (!ended || c->hello.result != CURLE_OK ||
	    http_proxy_refusal(&c->hello)) {
		if (http_has_begun(&c->hello))
			report_unfinished(c, diag);
		else
			report_unreachable(c, diag);
		return false;
	}
	if (c->hello.status != 201 && c->hello.status != 200) {
		report_status(c, diag);
		return false;
	}
	if (!read_answer(c, ret_answer, diag))
		return false;
	c->path = mem_printf("channels/%s", ret_answer->channel);
	post_start(&c->post, ret_answer);
	stream_start(&c->stream, c->sockets.multi, ret_answer->channel);
	return true;
}

/* --- frames up --- */

void
channel_send(struct channel *c, const struct frame *f)
{
	post_add(&c->post, f);
	if (c->post.problem.size)
		break_for_good(c, &c->post.problem);
}

/* --- waiting --- */

/* One request may follow another at once, up to a limit. */
#define SERVE_ROUNDS 4

static void
serve_once(struct channel *c)
{
	CURLM *multi = c->sockets.multi;
	CURLMsg *m;
	int left;
	sockets_serve(&c->sockets);
	while ((m = curl_multi_info_read(multi, &left))) {
		if (m->easy_handle == c->post.http.easy)
			post_ended(&c->post, multi, m->data.result);
		else
			stream_ended(&c->stream, multi, m->data.result);
	}
	/* What follows from what was just read is to go out with it. */
	if (!c->stream.is_resting)
		post_tick(&c->post, multi);
	stream_tick(&c->stream, multi);
}

/* Let libcurl write all it can now, and read the next part of the stream. */
static void
serve(struct channel *c)
{
	unsigned rounds = 0;
	serve_once(c);
	stream_read_on(&c->stream);
	while (sockets_is_due(&c->sockets) && !c->stream.is_resting &&
	    ++rounds < SERVE_ROUNDS)
		serve_once(c);
	if (c->post.problem.size)
		break_for_good(c, &c->post.problem);
	if (c->stream.problem.size)
		break_for_good(c, &c->stream.problem);
}

/* A call may fail once; a system that cannot wait at all ends the run. */
static void
note_blindness(struct channel *c, int error, int64_t now_ns)
{
	struct buf reason;
	if (error == 0)
		c->blind_ns = TIME_NEVER_NS;
	else if (c->blind_ns == TIME_NEVER_NS)
		c->blind_ns = now_ns;
	if (now_ns - c->blind_ns < BLIND_MAX_NS)
		return;
	buf_init(&reason, HTTP_PROBLEM_MAX_BYTES);
	buf_printf(&reason, "the system cannot wait for the server: %s",
	    strerror(error));
	break_for_good(c, &reason);
	buf_free(&reason);
}

static struct readiness
wait_for(struct channel *c, int extra_fd, int64_t timeout_ns)
{
	struct readiness seen = sockets_wait(&c->sockets, extra_fd, timeout_ns);
	note_blindness(c, seen.error, pulse_look(&c->pulse));
	c->is_called = seen.extra;
	return seen;
}

/*
 * Note that nothing is there to read, if that is so: libcurl just found nothing
 * more, and after 'now_ns' no socket is ready.
 */
static struct readiness
look(struct channel *c, int extra_fd, bool is_drained, int64_t now_ns)
{
	struct readiness seen = wait_for(c, extra_fd, 0);
	if (is_drained && !seen.sockets && c->stream.is_answered &&
	    !stream_is_within_line(&c->stream))
		c->stream.quiet_ns = now_ns;
	return seen;
}

static int64_t
time_to_sleep(const struct channel *c, int64_t now_ns, int64_t deadline_ns)
{
	int64_t until_ns = now_ns + POLL_MAX_NS;
	if (until_ns > deadline_ns)
		until_ns = deadline_ns;
	if (until_ns > c->stream.retry_ns)
		until_ns = c->stream.retry_ns;
	if (until_ns > c->post.retry_ns)
		until_ns = c->post.retry_ns;
	return until_ns > now_ns ? until_ns - now_ns : 0;
}

/*
 * While there is no stream, nothing is known to be missing, however long ago
 * its deadline was: who waits for that would ask without pause.
 */
static int64_t
time_to_return(const struct channel *c, int64_t entered_ns, int64_t deadline_ns)
{
	int64_t soon_ns = entered_ns + BLIND_LOOK_NS;
	if (c->stream.is_answered || deadline_ns > soon_ns)
		return deadline_ns;
	return soon_ns;
}

bool
channel_wait(
    struct channel *c, int64_t deadline_ns, int extra_fd, int64_t *ret_quiet_ns)
{
	uint64_t delivered = c->stream.delivered;
	int64_t entered_ns = pulse_look(&c->pulse);
	c->is_called = false; /* another descriptor's may have been looked at */
	while (c->problem.size == 0) {
		uint64_t received = c->stream.received;
		/* Meanwhile, requests may have been answered. */
		if (c->stream.is_resting)
			wait_for(c, extra_fd, 0);
		post_tick(&c->post, c->sockets.multi);
		serve(c);
		if (c->stream.delivered != delivered)
			break;
		bool is_drained = c->stream.received == received &&
		    !sockets_is_due(&c->sockets);
		int64_t now_ns = pulse_look(&c->pulse);
		struct readiness seen = look(c, extra_fd, is_drained, now_ns);
		int64_t until_ns = time_to_return(c, entered_ns, deadline_ns);
		if (seen.extra || now_ns >= until_ns)
			break;
		if (seen.sockets || !is_drained)
			continue;
		int64_t sleep_ns = time_to_sleep(c, now_ns, until_ns);
		if (wait_for(c, extra_fd, sleep_ns).extra)
			break;
	}
	*ret_quiet_ns = c->stream.quiet_ns;
	return c->problem.size == 0;
}

bool
channel_is_called(const struct channel *c)
{
	return c->is_called;
}

int64_t
channel_stood_ns(const struct channel *c)
{
	int64_t longest_ns = c->pulse.longest_ns;
	return longest_ns >= PULSE_STOP_NS ? longest_ns : 0;
}

int64_t
channel_take_lag(struct channel *c)
{
	int64_t stood_ns = pulse_take(&c->pulse);
	int64_t waited_ns = post_take_waited(&c->post);
	return stood_ns > waited_ns ? stood_ns : waited_ns;
}

int64_t
channel_slowest_ns(const struct channel *c)
{
	return c->post.slowest_ns;
}

int64_t
channel_now_ns(struct channel *c)
{
	return pulse_look(&c->pulse);
}

void
channel_close(struct channel *c)
{
	if (!c->path)
		return;
	int64_t deadline_ns = clock_now_ns() + CLOSE_MAX_NS;
	struct http_exchange farewell;
	if (c->stream.http.is_running)
		http_exchange_finish(
		    &c->stream.http, c->sockets.multi, CURLE_OK);
	c->stream.retry_ns = TIME_NEVER_NS;
	buf_clear(&c->post.queue);
	if (c->post.http.is_running)
		http_exchange_run(&c->post.http, &c->sockets, deadline_ns, 0);
	http_exchange_init(&farewell, &c->peer);
	http_exchange_start(&farewell, c->sockets.multi, "DELETE", c->path);
	http_exchange_run(&farewell, &c->sockets, deadline_ns, 0);
	http_exchange_free(&farewell, c->sockets.multi);
	free(c->path);
	c->path = NULL;
}
