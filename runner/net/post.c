/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/net/post.h"

#include "core/mem.h"
#include "wire/json_frame.h"

#include <inttypes.h>
#include <stdlib.h>

/*
 * Pauses before each new try: none for a connection that was closed while idle,
 * then long enough for a server to restart.
 */
static const int64_t pauses_ns[] = { 0, 20 * NS_PER_MS, 100 * NS_PER_MS,
	400 * NS_PER_MS, 800 * NS_PER_MS };
/*
 * A request without an answer for so long may not have reached the server,
 * which then is not late with what depends on it.
 */
#define UNANSWERED_NS (500 * NS_PER_MS)
#define TRIES_MAX (sizeof(pauses_ns) / sizeof(pauses_ns[0]))

void
post_init(struct post *p, const struct http_peer *peer, struct pulse *pulse)
{
	*p = (struct post){ .pulse = pulse, .retry_ns = TIME_NEVER_NS };
	http_exchange_init(&p->http, peer);
	buf_init(&p->queue, CHANNEL_QUEUE_MAX_BYTES);
	buf_init(&p->problem, HTTP_PROBLEM_MAX_BYTES);
}

void
post_free(struct post *p, CURLM *multi)
{
	http_exchange_free(&p->http, multi);
	buf_free(&p->queue);
	buf_free(&p->problem);
	free(p->path);
}

void
post_start(struct post *p, const struct channel_answer *answer)
{
	p->path = mem_printf("channels/%s/frames", answer->channel);
	/* libcurl does so where a connection that was used before is gone. */
	p->can_resend = p->http.can_repeat = answer->has_resend;
}

/* The newest line; it is on its way when its request is traced. */
static void
trace_queued(const struct post *p, size_t start)
{
	struct buf line;
	if (!p->http.peer->trace)
		return;
	buf_init(&line, FRAME_MAX_BYTES);
	buf_add(&line, p->queue.bytes + start, p->queue.size - start - 1);
	http_peer_redact(p->http.peer, &line);
	trace_line(p->http.peer->trace, TRACE_UP, line.bytes, line.size);
	buf_free(&line);
}

void
post_add(struct post *p, const struct frame *f)
{
	if (p->queue.size == 0) {
		p->queued_ns = p->pulse->last_ns;
		p->stopped_ns = p->pulse->stopped_ns;
	}
	size_t start = p->queue.size;
	bool fits = json_print_frame(f, &p->queue);
	if (fits)
		trace_queued(p, start);
	else
		buf_printf(&p->problem,
		    "more than %zu bytes of frames wait to be sent: the server "
		    "does not keep up",
		    CHANNEL_QUEUE_MAX_BYTES);
}

bool
post_is_idle(const struct post *p)
{
	return p->queue.size == 0 && !p->is_under_way;
}

/* --- a request --- */

/* A number is only for a server that knows what it means. */
static void
request(struct post *p, CURLM *multi)
{
	char *path = p->can_resend
	    ? mem_printf("%s?n=%" PRIu64, p->path, p->number)
	    : mem_strdup(p->path);
	p->retry_ns = TIME_NEVER_NS;
	http_exchange_start(&p->http, multi, "POST", path);
	/* The connection that died is not the only one that may have. */
	curl_easy_setopt(
	    p->http.easy, CURLOPT_FRESH_CONNECT, p->tries > 0 ? 1L : 0L);
	free(path);
}

static void
start_next(struct post *p, CURLM *multi)
{
	struct buf sent = p->http.body;
	p->http.body = p->queue;
	p->queue = sent;
	buf_clear(&p->queue);
	p->posted_ns = p->queued_ns;
	p->started_ns = pulse_look_awake(p->pulse);
	p->number++;
	p->tries = 0;
	p->is_under_way = true;
	request(p, multi);
}

/*
 * May the server have the request under way?  Not before the network has all of
 * it, nor when there is no answer for so long that it may be lost.
 */
static bool
may_have_arrived(const struct post *p)
{
	return p->http.is_running &&
	    http_body_sent(&p->http) >= p->http.body.size &&
	    p->pulse->last_ns - p->posted_ns < UNANSWERED_NS;
}

/* How long has the oldest frame waited that may not have arrived? */
static void
note_waiting(struct post *p)
{
	int64_t since_ns = p->pulse->last_ns;
	if (p->is_under_way && !may_have_arrived(p))
		since_ns = p->posted_ns;
	else if (p->queue.size > 0)
		since_ns = p->queued_ns;
	int64_t waited_ns = p->pulse->last_ns - since_ns;
	if (waited_ns > p->waited_ns)
		p->waited_ns = waited_ns;
	/* It was our fault if we were stopped. */
	if (p->is_under_way && p->stopped_ns == p->pulse->stopped_ns &&
	    waited_ns > p->slowest_ns)
		p->slowest_ns = waited_ns;
}

void
post_tick(struct post *p, CURLM *multi)
{
	int64_t awake_ns = pulse_look_awake(p->pulse);
	note_waiting(p);
	if (!p->path)
		return;
	if (!p->is_under_way && p->queue.size > 0)
		start_next(p, multi);
	else if (p->is_under_way && p->retry_ns <= p->pulse->last_ns)
		request(p, multi);
	else if (p->http.is_running &&
	    awake_ns - p->started_ns > p->http.peer->timeout_ns)
		post_ended(p, multi, CURLE_OPERATION_TIMEDOUT);
}

int64_t
post_take_waited(struct post *p)
{
	int64_t waited_ns = p->waited_ns;
	p->waited_ns = 0;
	return waited_ns;
}

/* --- its end --- */

/*
 * It may or may not have reached the server, which will know: or a front had no
 * use of it.
 */
static bool
is_passing(const struct http_exchange *x)
{
	return http_was_cut_off(x) ||
	    (x->result == CURLE_OK &&
		(x->status == 502 || x->status == 503 || x->status == 504));
}

static void
describe_cut(const struct post *p, struct buf *into)
{
	buf_printf(into, "POST %s", p->http.url);
	http_describe_route(p->http.peer, into);
	buf_add_text(into, " failed: ");
	http_describe_result(&p->http, into);
	if (p->tries > 0)
		buf_printf(into, ", %u times", p->tries + 1);
	else if (http_was_cut_off(&p->http) && !p->can_resend)
		buf_add_text(into,
		    ", and does not offer to take the request again ('resend' "
		    "in docs/binding.md)");
}

static void
describe_status(struct post *p)
{
	long status = p->http.status;
	const char *what = "the server refuses what was sent: ";
	if (status == 404 && p->number > 1)
		what = "the server no longer knows the channel: ";
	else if (status == 404)
		what = "the server does not know the channel that it has just "
		       "made: ";
	else if (status >= 500)
		what = "the server has failed: ";
	/* What is sent is what the document allows. */
	if (http_is_refusal(status) && (status != 404 || p->number == 1))
		p->broken_id = "B-02";
	buf_add_text(&p->problem, what);
	http_describe_status(&p->http, &p->problem);
}

void
post_ended(struct post *p, CURLM *multi, CURLcode result)
{
	struct http_exchange *x = &p->http;
	http_exchange_finish(x, multi, result);
	p->is_under_way = false;
	if (x->result == CURLE_OK && x->status / 100 == 2)
		return;
	if (p->can_resend && is_passing(x) && p->tries < TRIES_MAX) {
		p->retry_ns = pulse_look(p->pulse) + pauses_ns[p->tries++];
		p->is_under_way = true;
	} else if (x->result != CURLE_OK) {
		describe_cut(p, &p->problem);
	} else {
		describe_status(p);
	}
}
