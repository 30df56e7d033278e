/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/net/caller.h"

#include "core/clock.h"
#include "core/list.h"
#include "core/mem.h"
#include "runner/net/http.h"
#include "runner/net/lines.h"

#include <stdlib.h>
#include <string.h>

/* Longest sleep: a time limit is noticed this late. */
#define POLL_MAX_NS (20 * NS_PER_MS)
/* More than a server has to take, so that it can be shown what is too much. */
#define BODY_MAX_BYTES ((size_t)8 << 20)
/* Of a body in the trace: its first lines, each cut. */
#define TRACED_LINES_MAX 20
#define TRACED_LINE_MAX_BYTES 400

struct caller_stream {
	struct list in_caller;
	struct caller *caller;
	struct http_exchange http;
	struct caller_listener listener;
	struct lines lines;
	long status; /* of its answer */
	bool has_ended;
};

struct caller {
	struct http_peer peer;
	CURLM *multi;
	struct list streams;
	struct http_exchange now;
	struct buf problem, advice, type; /* of the last answer */
	uint64_t arrivals;                /* pieces of a stream, and ends */
};

struct caller *
caller_new(const struct channel_config *config)
{
	http_library_start(config->url);
	struct caller *c = mem_zalloc(sizeof(*c));
	c->multi = curl_multi_init();
	list_init(&c->streams);
	http_peer_init(&c->peer, config);
	http_exchange_init(&c->now, &c->peer);
	buf_init(&c->problem, HTTP_PROBLEM_MAX_BYTES);
	buf_init(&c->advice, HTTP_PROBLEM_MAX_BYTES);
	buf_init(&c->type, HTTP_PROBLEM_MAX_BYTES);
	return c;
}

void
caller_free(struct caller *c)
{
	if (!c)
		return;
	http_exchange_free(&c->now, c->multi);
	curl_multi_cleanup(c->multi);
	http_peer_free(&c->peer);
	buf_free(&c->problem);
	buf_free(&c->advice);
	buf_free(&c->type);
	free(c);
	http_library_end();
}

/* --- waiting --- */

static void
take_end(struct caller *c, const CURLMsg *m)
{
	if (m->easy_handle == c->now.easy) {
		http_exchange_finish(&c->now, c->multi, m->data.result);
		return;
	}
	list_each (link, &c->streams) {
		struct caller_stream *s =
		    list_element(link, struct caller_stream, in_caller);
		if (s->http.easy != m->easy_handle)
			continue;
		http_exchange_finish(&s->http, c->multi, m->data.result);
		s->status = s->http.status;
		s->has_ended = true;
		c->arrivals++;
		return;
	}
}

static void
perform(struct caller *c)
{
	int running, left;
	CURLMsg *m;
	curl_multi_perform(c->multi, &running);
	while ((m = curl_multi_info_read(c->multi, &left)))
		take_end(c, m);
}

/* False: the caller's descriptor is readable. */
static bool
rest(struct caller *c, int64_t until_ns)
{
	struct curl_waitfd stop = { .fd = c->peer.stop_fd,
		.events = CURL_WAIT_POLLIN };
	int64_t left_ns = until_ns - clock_now_ns();
	if (left_ns > POLL_MAX_NS)
		left_ns = POLL_MAX_NS;
	int ms = left_ns > 0 ? (int)((left_ns + NS_PER_MS - 1) / NS_PER_MS) : 0;
	curl_multi_poll(c->multi, &stop, c->peer.stop_fd > 0, ms, NULL);
	return !stop.revents;
}

bool
caller_wait(struct caller *c, int64_t deadline_ns)
{
	uint64_t arrivals = c->arrivals;
	for (;;) {
		/* First, because what came while we were stopped counts. */
		bool is_last = clock_now_ns() >= deadline_ns;
		perform(c);
		if (c->arrivals != arrivals || is_last)
			return true;
		if (!rest(c, deadline_ns))
			return false;
	}
}

/* --- a request --- */

/* What has no secrets any more: a part of one would not be found. */
static void
trace_cut(const struct caller *c, enum trace_kind kind, const char *bytes,
    size_t size)
{
	trace_line(c->peer.trace, kind, bytes,
	    size < TRACED_LINE_MAX_BYTES ? size : TRACED_LINE_MAX_BYTES);
}

static void
trace_body(const struct caller *c, const char *body, size_t size)
{
	const char *end = body + size;
	unsigned count = 0;
	if (!c->peer.trace)
		return;
	for (const char *at = body; at < end && count < TRACED_LINES_MAX;) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t length = (size_t)((newline ? newline : end) - at);
		struct buf line;
		buf_init(&line, BODY_MAX_BYTES);
		buf_add(&line, at, length);
		http_peer_redact(&c->peer, &line);
		if (length)
			trace_cut(c, TRACE_UP, line.bytes, line.size);
		count += length > 0;
		buf_free(&line);
		at += length + 1;
	}
}

static enum caller_end
end_of(const struct http_exchange *x)
{
	if (x->is_running || x->result == CURLE_OPERATION_TIMEDOUT)
		return CALLER_SILENT;
	if (x->result == CURLE_OK)
		return CALLER_ANSWERED;
	return http_was_hung_up(x) || x->status ? CALLER_CUT_OFF
						: CALLER_UNREACHABLE;
}

/* A header may repeat a secret as well. */
static const char *
type_of(struct caller *c, CURL *easy)
{
	char *type = NULL;
	buf_clear(&c->type);
	curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &type);
	if (type)
		buf_add_text(&c->type, type);
	http_peer_redact(&c->peer, &c->type);
	return buf_text(&c->type);
}

static struct caller_reply
reply_of(struct caller *c)
{
	struct http_exchange *x = &c->now;
	struct caller_reply reply = { .end = end_of(x), .type = "" };
	if (reply.end != CALLER_ANSWERED) {
		buf_clear(&c->problem);
		http_describe_result(x, &c->problem);
		reply.problem = buf_text(&c->problem);
		buf_clear(&c->advice);
		http_advise(x, &c->advice);
		reply.advice = buf_text(&c->advice);
	}
	if (x->is_running)
		http_exchange_finish(x, c->multi, CURLE_OPERATION_TIMEDOUT);
	reply.type = type_of(c, x->easy);
	reply.status = x->status;
	reply.body = buf_text(&x->answer);
	reply.size = x->answer.size;
	reply.duration_ns = clock_now_ns() - x->started_ns;
	if (reply.size)
		trace_cut(c, TRACE_DOWN, reply.body, reply.size);
	return reply;
}

struct caller_reply
caller_ask(
    struct caller *c, const struct caller_request *request, int64_t timeout_ns)
{
	int64_t deadline_ns = clock_now_ns() + timeout_ns;
	bool is_stopped = false;
	/* Each on a handle of its own: none inherits a method. */
	http_exchange_free(&c->now, c->multi);
	http_exchange_init(&c->now, &c->peer);
	c->now.body.max = BODY_MAX_BYTES;
	buf_add(&c->now.body, request->body, request->size);
	http_exchange_start(&c->now, c->multi, request->method, request->path);
	trace_body(c, request->body, request->size);
	while (c->now.is_running && !is_stopped) {
		bool is_last = clock_now_ns() >= deadline_ns;
		perform(c);
		if (is_last)
			break;
		if (c->now.is_running)
			is_stopped = !rest(c, deadline_ns);
	}
	struct caller_reply reply = reply_of(c);
	if (is_stopped)
		reply.end = CALLER_STOPPED;
	return reply;
}

/* --- a stream --- */

static void
take_line(void *context, const char *bytes, size_t size, bool is_whole)
{
	struct caller_stream *s = context;
	const struct http_peer *peer = &s->caller->peer;
	struct buf clean;
	buf_init(&clean, FRAME_MAX_BYTES);
	buf_add(&clean, bytes, size);
	http_peer_redact(peer, &clean);
	trace_line(peer->trace, TRACE_DOWN, buf_text(&clean), clean.size);
	s->listener.line(s->listener.context, buf_text(&clean), clean.size,
	    is_whole, clock_now_ns());
	buf_free(&clean);
}

static size_t
take_body(char *bytes, size_t one, size_t size, void *context)
{
	struct caller_stream *s = context;
	(void)one;
	s->caller->arrivals++;
	if (s->status == 200)
		lines_feed(&s->lines, bytes, size, take_line, s);
	else
		buf_add(&s->http.answer, bytes, size);
	return size;
}

static size_t
take_header(char *bytes, size_t one, size_t size, void *context)
{
	struct caller_stream *s = context;
	(void)bytes;
	(void)one;
	s->caller->arrivals++;
	curl_easy_getinfo(s->http.easy, CURLINFO_RESPONSE_CODE, &s->status);
	return size;
}

struct caller_stream *
caller_listen(
    struct caller *c, const char *path, const struct caller_listener *listener)
{
	struct caller_stream *s = mem_zalloc(sizeof(*s));
	s->caller = c;
	s->listener = *listener;
	list_append(&c->streams, &s->in_caller);
	lines_init(&s->lines, FRAME_MAX_BYTES);
	http_exchange_init(&s->http, &c->peer);
	http_exchange_start(&s->http, c->multi, "GET", path);
	CURL *easy = s->http.easy;
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, s);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, s);
	return s;
}

long
caller_stream_status(const struct caller_stream *s)
{
	return s->status;
}

const char *
caller_stream_type(const struct caller_stream *s)
{
	return type_of(s->caller, s->http.easy);
}

bool
caller_stream_has_ended(const struct caller_stream *s)
{
	return s->has_ended;
}

bool
caller_stream_has_ended_well(const struct caller_stream *s)
{
	return s->has_ended && s->http.result == CURLE_OK;
}

void
caller_stream_free(struct caller_stream *s)
{
	if (!s)
		return;
	list_remove(&s->in_caller);
	http_exchange_free(&s->http, s->caller->multi);
	lines_free(&s->lines);
	free(s);
}
