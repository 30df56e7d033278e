/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/net/channel.h"

#include "core/clock.h"
#include "core/escape.h"
#include "core/mem.h"
#include "runner/net/http.h"
#include "runner/net/stream.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Longest sleep: keeps 'earliest' of an arrival this close to it. */
#define POLL_MAX_NS (50 * NS_PER_MS)
#define CLOSE_MAX_NS NS_PER_S

struct channel {
	struct http_peer peer;
	CURLM *multi;
	struct http_exchange post; /* frames up, one request at a time */
	struct stream stream;
	struct buf queue;   /* frames for the next request */
	char *path;         /* owned: "channels/c1"; NULL: not connected */
	struct buf problem; /* as channel_problem() gives it */
	struct pulse pulse;
	/* Since when the oldest frame waits: in the queue, in the request. */
	int64_t queued_ns, posted_ns;
	int64_t post_started_ns; /* on the clock that stands still with us */
	int64_t waited_ns;       /* longest of a frame, since it was taken */
	int64_t stopped_ns;      /* of the pulse, when 'queued_ns' was */
	int64_t slowest_ns;      /* waited longest for an answer, of all */
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
	bool has_tls = strncmp(config->url, "https:", 6) == 0;
	curl_global_init(has_tls ? CURL_GLOBAL_SSL : CURL_GLOBAL_NOTHING);
	struct channel *c = mem_zalloc(sizeof(*c));
	c->multi = curl_multi_init();
	http_peer_init(&c->peer, config);
	http_exchange_init(&c->post, &c->peer);
	stream_init(&c->stream, &c->peer, &c->pulse, handler);
	buf_init(&c->queue, CHANNEL_QUEUE_MAX_BYTES);
	buf_init(&c->problem, HTTP_PROBLEM_MAX_BYTES);
	return c;
}

void
channel_free(struct channel *c)
{
	if (!c)
		return;
	http_exchange_free(&c->post, c->multi);
	stream_free(&c->stream, c->multi);
	curl_multi_cleanup(c->multi);
	http_peer_free(&c->peer);
	buf_free(&c->queue);
	buf_free(&c->problem);
	free(c->path);
	free(c);
	curl_global_cleanup();
}

const char *
channel_problem(const struct channel *c)
{
	return buf_text(&c->problem);
}

bool
channel_idle(const struct channel *c)
{
	return c->queue.size == 0 && !c->post.is_running;
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

static void
report_unreachable(const struct channel *c, struct diag *diag)
{
	struct buf reason;
	buf_init(&reason, HTTP_PROBLEM_MAX_BYTES);
	http_describe_route(&c->peer, &reason);
	buf_add_text(&reason, ": ");
	http_describe_result(&c->post, &reason);
	diag_error(
	    diag, NULL, "cannot reach %s%s", c->peer.base, buf_text(&reason));
	buf_clear(&reason);
	http_advise(&c->post, &reason);
	diag_note(diag, "%s", buf_text(&reason));
	buf_free(&reason);
}

static void
report_status(const struct channel *c, struct diag *diag)
{
	long status = c->post.status;
	struct buf reason;
	buf_init(&reason, HTTP_PROBLEM_MAX_BYTES);
	http_describe_status(&c->post, &reason);
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
		diag_error(diag, NULL, "%s is no ixconform binding (%s)",
		    c->peer.base, text);
		diag_note(diag, "%s", note_binding);
	}
	buf_free(&reason);
}

static bool
read_answer(struct channel *c, struct channel_answer *ret, struct diag *diag)
{
	char problem[JSON_PROBLEM_SIZE];
	const struct buf *answer = &c->post.answer;
	if (json_parse_channel_answer(
		buf_text(answer), answer->size, ret, problem))
		return true;
	diag_error(diag, NULL,
	    "%s is no ixconform binding: its answer to POST %s: %s",
	    c->peer.base, c->post.url, problem);
	diag_note(diag, "%s", note_binding);
	return false;
}

bool
channel_connect(
    struct channel *c, struct channel_answer *ret_answer, struct diag *diag)
{
	if (!http_peer_check(&c->peer, diag))
		return false;
	int64_t limit_ns = clock_now_ns() + c->peer.timeout_ns;
	http_exchange_start(&c->post, c->multi, "POST", "channels");
	bool ended =
	    http_exchange_run(&c->post, c->multi, limit_ns, c->peer.stop_fd);
	if (!ended && clock_now_ns() < limit_ns) {
		diag_error(diag, NULL,
		    "the run was interrupted before %s had answered",
		    c->peer.base);
		return false;
	}
	if (!ended || c->post.result != CURLE_OK) {
		report_unreachable(c, diag);
		return false;
	}
	if (c->post.status != 201 && c->post.status != 200) {
		report_status(c, diag);
		return false;
	}
	if (!read_answer(c, ret_answer, diag))
		return false;
	c->path = mem_printf("channels/%s", ret_answer->channel);
	stream_start(&c->stream, c->multi, ret_answer->channel);
	return true;
}

/* --- frames up --- */

static void
note_queueing(struct channel *c)
{
	c->queued_ns = c->pulse.last_ns;
	c->stopped_ns = c->pulse.stopped_ns;
}

void
channel_send(struct channel *c, const struct frame *f)
{
	struct buf reason;
	if (c->queue.size == 0)
		note_queueing(c);
	if (json_print_frame(f, &c->queue))
		return;
	buf_init(&reason, HTTP_PROBLEM_MAX_BYTES);
	buf_printf(&reason,
	    "more than %zu bytes of frames wait to be sent: the server does not "
	    "keep up",
	    CHANNEL_QUEUE_MAX_BYTES);
	break_for_good(c, &reason);
	buf_free(&reason);
}

static void
post_queue(struct channel *c)
{
	if (!c->path || c->queue.size == 0 || c->post.is_running)
		return;
	struct buf sent = c->post.body;
	c->post.body = c->queue;
	c->queue = sent;
	buf_clear(&c->queue);
	c->posted_ns = c->queued_ns;
	c->post_started_ns = pulse_look_awake(&c->pulse);
	char *path = mem_printf("%s/frames", c->path);
	http_exchange_start(&c->post, c->multi, "POST", path);
	free(path);
}

static void
post_ended(struct channel *c, CURLcode result)
{
	struct buf reason;
	http_exchange_finish(&c->post, c->multi, result);
	if (result == CURLE_OK && c->post.status / 100 == 2)
		return;
	buf_init(&reason, HTTP_PROBLEM_MAX_BYTES);
	if (result != CURLE_OK) {
		buf_printf(&reason, "POST %s", c->post.url);
		http_describe_route(&c->peer, &reason);
		buf_add_text(&reason, " failed: ");
		http_describe_result(&c->post, &reason);
	} else {
		const char *what = "the server refuses what was sent: ";
		if (c->post.status == 404)
			what =
			    "the server does not know the channel any more: ";
		else if (c->post.status >= 500)
			what = "the server has failed: ";
		buf_add_text(&reason, what);
		http_describe_status(&c->post, &reason);
	}
	break_for_good(c, &reason);
	buf_free(&reason);
}

/* --- waiting --- */

/* How long has the oldest frame waited that the network does not have? */
static void
note_waiting(struct channel *c)
{
	int64_t since_ns = c->pulse.last_ns;
	if (c->post.is_running && c->post.body_sent < c->post.body.size)
		since_ns = c->posted_ns;
	else if (c->queue.size > 0)
		since_ns = c->queued_ns;
	int64_t waited_ns = c->pulse.last_ns - since_ns;
	if (waited_ns > c->waited_ns)
		c->waited_ns = waited_ns;
	/* It was us if we stood still. */
	if (c->post.is_running && c->stopped_ns == c->pulse.stopped_ns &&
	    waited_ns > c->slowest_ns)
		c->slowest_ns = waited_ns;
}

static void
tick_post(struct channel *c)
{
	int64_t awake_ns = pulse_look_awake(&c->pulse);
	if (c->post.is_running &&
	    awake_ns - c->post_started_ns > c->peer.timeout_ns)
		post_ended(c, CURLE_OPERATION_TIMEDOUT);
}

/* Let libcurl read and write all it can now. */
static void
perform(struct channel *c)
{
	int running, left;
	CURLMsg *m;
	curl_multi_perform(c->multi, &running);
	while ((m = curl_multi_info_read(c->multi, &left))) {
		if (m->easy_handle == c->post.easy)
			post_ended(c, m->data.result);
		else
			stream_ended(&c->stream, c->multi, m->data.result);
	}
	tick_post(c);
	stream_tick(&c->stream, c->multi);
	if (c->stream.problem.size)
		break_for_good(c, &c->stream.problem);
}

/* What poll saw: readiness of our sockets, and of the caller's. */
struct readiness {
	bool sockets;
	bool extra;
};

static struct readiness
poll_all(struct channel *c, int extra_fd, int64_t timeout_ns)
{
	struct curl_waitfd extra = { .fd = extra_fd,
		.events = CURL_WAIT_POLLIN };
	int64_t timeout_ms = (timeout_ns + NS_PER_MS - 1) / NS_PER_MS;
	int ready = 0;
	curl_multi_poll(
	    c->multi, &extra, extra_fd >= 0 ? 1 : 0, (int)timeout_ms, &ready);
	pulse_look(&c->pulse);
	note_waiting(c);
	bool is_extra = extra_fd >= 0 && extra.revents;
	return (struct readiness){ ready > is_extra, is_extra };
}

/*
 * Note that nothing is there to read, if that is so: libcurl just found nothing
 * more, and after 'now_ns' no socket is ready.
 */
static struct readiness
look(struct channel *c, int extra_fd, bool is_drained, int64_t now_ns)
{
	struct readiness ready = poll_all(c, extra_fd, 0);
	if (is_drained && !ready.sockets && c->stream.is_answered)
		c->stream.quiet_ns = now_ns;
	return ready;
}

static int64_t
time_to_sleep(const struct channel *c, int64_t now_ns, int64_t deadline_ns)
{
	int64_t until_ns = now_ns + POLL_MAX_NS;
	if (until_ns > deadline_ns)
		until_ns = deadline_ns;
	if (until_ns > c->stream.retry_ns)
		until_ns = c->stream.retry_ns;
	return until_ns > now_ns ? until_ns - now_ns : 0;
}

bool
channel_wait(
    struct channel *c, int64_t deadline_ns, int extra_fd, int64_t *ret_quiet_ns)
{
	uint64_t delivered = c->stream.delivered;
	while (c->problem.size == 0) {
		uint64_t received = c->stream.received;
		post_queue(c);
		perform(c);
		if (c->stream.delivered != delivered)
			break;
		bool is_drained = c->stream.received == received;
		int64_t now_ns = pulse_look(&c->pulse);
		struct readiness ready = look(c, extra_fd, is_drained, now_ns);
		if (ready.extra || now_ns >= deadline_ns)
			break;
		if (ready.sockets || !is_drained)
			continue;
		int64_t sleep_ns = time_to_sleep(c, now_ns, deadline_ns);
		if (poll_all(c, extra_fd, sleep_ns).extra)
			break;
	}
	*ret_quiet_ns = c->stream.quiet_ns;
	return c->problem.size == 0;
}

int64_t
channel_take_lag(struct channel *c)
{
	int64_t stood_ns = pulse_take(&c->pulse), waited_ns = c->waited_ns;
	c->waited_ns = 0;
	return stood_ns > waited_ns ? stood_ns : waited_ns;
}

int64_t
channel_slowest_ns(const struct channel *c)
{
	return c->slowest_ns;
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
		http_exchange_finish(&c->stream.http, c->multi, CURLE_OK);
	c->stream.retry_ns = TIME_NEVER_NS;
	buf_clear(&c->queue);
	if (c->post.is_running)
		http_exchange_run(&c->post, c->multi, deadline_ns, 0);
	http_exchange_init(&farewell, &c->peer);
	http_exchange_start(&farewell, c->multi, "DELETE", c->path);
	http_exchange_run(&farewell, c->multi, deadline_ns, 0);
	http_exchange_free(&farewell, c->multi);
	free(c->path);
	c->path = NULL;
}
