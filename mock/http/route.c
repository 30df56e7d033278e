/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/http/route.h"

#include "core/mem.h"
#include "wire/json_channel.h"
#include "wire/json_frame.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BASE "/ixconform/1/channels"
#define REFUSAL_MAX_BYTES 4096
#define BEARER "Bearer "
/* libmicrohttpd has renamed its own constant. */
#define STATUS_TOO_LARGE 413u

enum resource {
	RESOURCE_UNKNOWN,
	RESOURCE_CHANNELS, /* BASE */
	RESOURCE_CHANNEL,  /* BASE/{id} */
	RESOURCE_FRAMES,   /* BASE/{id}/frames */
};

/* One request on its way. */
struct exchange {
	struct carrier_set *set;
	struct MHD_Connection *connection;
	struct carrier *carrier; /* RESOURCE_CHANNEL and _FRAMES */
	enum resource resource;
	const char *method, *path; /* borrowed while it is served */
	bool has_waited;           /* because of a lapse */
	struct buf body;
};

/* Takes over the response. */
static enum MHD_Result
queue(struct exchange *x, unsigned status, struct MHD_Response *response)
{
	enum MHD_Result result =
	    MHD_queue_response(x->connection, status, response);
	MHD_destroy_response(response);
	trace_printf(
	    x->set->trace, TRACE_HTTP, "%s %s: %u", x->method, x->path, status);
	return result;
}

/* 'body' is borrowed; NULL: none. */
static enum MHD_Result
respond(struct exchange *x, unsigned status, const char *type, struct buf *body)
{
	struct lapse_answer a = { .method = x->method,
		.is_of_channels = x->resource == RESOURCE_CHANNELS,
		.is_of_frames = x->resource == RESOURCE_FRAMES,
		.is_unknown_path = x->resource == RESOURCE_UNKNOWN,
		.status = status,
		.type = type,
		.body = body };
	lapse_answer(x->set->lapse, &a);
	struct MHD_Response *response =
	    MHD_create_response_from_buffer(a.body ? a.body->size : 0,
		a.body ? a.body->bytes : NULL, MHD_RESPMEM_MUST_COPY);
	if (!response)
		return MHD_NO;
	if (a.type)
		MHD_add_response_header(
		    response, MHD_HTTP_HEADER_CONTENT_TYPE, a.type);
	return queue(x, a.status, response);
}

/* 'line' 0: none in particular. */
static enum MHD_Result
refuse(struct exchange *x, unsigned status, unsigned line, const char *why)
{
	struct channel_refusal refusal = { .line = line };
	struct buf body;
	if (line && lapse_is(x->set->lapse, BREAKS_LINES_FROM_0))
		refusal.line--;
	snprintf(refusal.error, sizeof(refusal.error), "%s", why);
	buf_init(&body, REFUSAL_MAX_BYTES);
	json_print_refusal(&refusal, &body);
	enum MHD_Result result = respond(x, status, "application/json", &body);
	buf_free(&body);
	return result;
}

/* A run of the same client that was killed makes way. */
static struct carrier *
make_channel(struct exchange *x)
{
	int64_t now_ns = clock_now_ns();
	const char *client = MHD_lookup_connection_value(
	    x->connection, MHD_HEADER_KIND, "Ixconform-Client");
	if (!client || strlen(client) >= MOCK_HTTP_CLIENT_SIZE)
		client = "";
	carrier_replace(x->set, client, now_ns);
	struct carrier *c = carrier_new(x->set, now_ns);
	if (c)
		snprintf(c->client, sizeof(c->client), "%s", client);
	return c;
}

static enum MHD_Result
create_channel(struct exchange *x)
{
	struct lapse *lapse = x->set->lapse;
	struct carrier *c =
	    lapse_is(lapse, BREAKS_ONE_CHANNEL) ? carrier_newest(x->set) : NULL;
	if (x->body.size && lapse_is(lapse, BREAKS_NO_BODY))
		return refuse(
		    x, MHD_HTTP_BAD_REQUEST, 0, "the body must be empty");
	if (!c)
		c = make_channel(x);
	if (!c)
		return refuse(x, MHD_HTTP_SERVICE_UNAVAILABLE, 0,
		    "the maximum number of channels exists; try again later");
	const struct mock_config *config = mock_server_config(x->set->server);
	struct channel_answer answer = { .has_fence = config->fence,
		.has_clock = config->clock,
		.has_resend = true,
		.has_faults = true };
	snprintf(answer.channel, sizeof(answer.channel), "c%u%s", c->number,
	    lapse_is(lapse, BREAKS_ODD_ID) ? "." : "");
	snprintf(
	    answer.server_name, sizeof(answer.server_name), "%s", config->name);
	snprintf(answer.server_version, sizeof(answer.server_version), "%s",
	    config->version);
	struct buf body;
	buf_init(&body, REFUSAL_MAX_BYTES);
	json_print_channel_answer(&answer, &body);
	enum MHD_Result result =
	    respond(x, MHD_HTTP_CREATED, "application/json", &body);
	buf_free(&body);
	return result;
}

static enum MHD_Result
delete_channel(struct exchange *x)
{
	carrier_end(x->set, x->carrier, clock_now_ns());
	return respond(x, MHD_HTTP_NO_CONTENT, NULL, NULL);
}

static bool
is_upward(enum frame_kind kind)
{
	switch (kind) {
	case FRAME_OPEN:
	case FRAME_SEND:
	case FRAME_FENCE:
	case FRAME_CLOSE:
		return true;
	case FRAME_OPENED:
	case FRAME_MESSAGE:
	case FRAME_CLOSED:
	case FRAME_ERROR:
		return false;
	}
	return false;
}

/* Apply one line.  On failure writes why to 'problem'. */
static bool
apply_line(struct exchange *x, int64_t now_ns, const char *line, size_t size,
    char *problem)
{
	struct frame frame;
	trace_line(x->set->trace, TRACE_UP, line, size);
	if (!json_read_frame(&x->set->reading, line, size, &frame, problem))
		return false;
	bool is_up = is_upward(frame.kind);
	if (is_up)
		distance_send_up(&x->set->distance, x->set->server, now_ns,
		    x->carrier->number, &frame);
	else
		snprintf(problem, JSON_PROBLEM_SIZE,
		    "frames of kind '%s' go down, not up",
		    frame_kind_name(frame.kind));
	frame_clear(&frame);
	return is_up;
}

/* Apply all lines; returns the status, and for 400 and 413 the line. */
static unsigned
apply_body(struct exchange *x, unsigned *ret_line, char *problem)
{
	const char *at = buf_text(&x->body), *end = at + x->body.size;
	int64_t now_ns = clock_now_ns();
	for (unsigned line = 1; at < end; line++) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t size = (size_t)((newline ? newline : end) - at);
		const char *text = at;
		at += size + 1;
		if (size && text[size - 1] == '\r')
			size--;
		if (size == 0)
			continue;
		*ret_line = line;
		if (size > FRAME_MAX_BYTES) {
			snprintf(problem, JSON_PROBLEM_SIZE,
			    "the line has more than 1 MiB");
			return STATUS_TOO_LARGE;
		}
		if (!apply_line(x, now_ns, text, size, problem))
			return MHD_HTTP_BAD_REQUEST;
	}
	return MHD_HTTP_NO_CONTENT;
}

static const char *
argument(const struct exchange *x, const char *name)
{
	return MHD_lookup_connection_value(
	    x->connection, MHD_GET_ARGUMENT_KIND, name);
}

static bool
parse_sequence(const char *text, uint64_t *ret_sequence)
{
	char *end;
	/* 18 digits always fit. */
	if (!text || *text < '0' || *text > '9' || strlen(text) > 18)
		return false;
	*ret_sequence = strtoull(text, &end, 10);
	return !*end;
}

static void
apply(struct exchange *x, struct carrier_answer *ret)
{
	*ret = (struct carrier_answer){ .status = STATUS_TOO_LARGE };
	lapse_body(x->set->lapse, x->carrier->number, &x->body);
	if (x->body.truncated && lapse_is(x->set->lapse, BREAKS_LARGE_BODY))
		apply_body(x, &ret->line, ret->problem);
	else if (x->body.truncated)
		snprintf(ret->problem, sizeof(ret->problem),
		    "the body has more than 4 MiB");
	else
		ret->status = apply_body(x, &ret->line, ret->problem);
}

static enum MHD_Result
answer(struct exchange *x, const struct carrier_answer *a)
{
	return a->status == MHD_HTTP_NO_CONTENT
	    ? respond(x, a->status, NULL, NULL)
	    : refuse(x, a->status, a->line, a->problem);
}

/*
 * A request that was applied before gets the same answer, if that is still
 * known, and is not applied again.
 */
static enum MHD_Result
post_numbered(struct exchange *x, const char *text)
{
	struct carrier *c = x->carrier;
	uint64_t number;
	if (!parse_sequence(text, &number) || number == 0 ||
	    lapse_number(x->set->lapse, number, c->last_post) >
		c->last_post + 1)
		return refuse(x, MHD_HTTP_BAD_REQUEST, 0,
		    "'n' must be the number of the last request, to repeat it, "
		    "or the next one");
	number = lapse_number(x->set->lapse, number, c->last_post);
	if (number < c->last_post)
		return respond(x, MHD_HTTP_NO_CONTENT, NULL, NULL);
	if (number > c->last_post) {
		c->last_post = number;
		apply(x, &c->last_answer);
	}
	return answer(x, &c->last_answer);
}

static enum MHD_Result
post_frames(struct exchange *x)
{
	const char *number = argument(x, "n");
	struct carrier_answer a;
	x->carrier->used_ns = clock_now_ns();
	if (number)
		return post_numbered(x, number);
	apply(x, &a);
	return answer(x, &a);
}

/* Disconnect what is there, when a stream is not the first. */
static void
hang_up(struct exchange *x)
{
	struct carrier *c = x->carrier;
	size_t count;
	const uint32_t *parties =
	    lapse_parties(x->set->lapse, c->number, &count);
	if (c->backlog.last_sequence == 0 ||
	    !lapse_is(x->set->lapse, BREAKS_HANGS_UP))
		return;
	for (size_t i = 0; i < count; i++) {
		const struct frame close = { .kind = FRAME_CLOSE,
			.party = parties[i] };
		distance_send_up(&x->set->distance, x->set->server,
		    clock_now_ns(), c->number, &close);
	}
}

static enum MHD_Result
get_frames(struct exchange *x)
{
	uint64_t after;
	struct carrier *c = x->carrier;
	if (c->stream && lapse_is(x->set->lapse, BREAKS_NO_TAKEOVER))
		return refuse(x, MHD_HTTP_CONFLICT, 0, "there is a stream");
	hang_up(x);
	const char *text = lapse_after(x->set->lapse, c->number,
	    c->backlog.last_sequence, argument(x, "after"));
	if (!parse_sequence(text, &after))
		return refuse(x, MHD_HTTP_BAD_REQUEST, 0,
		    "the query needs after=N, the number of the last frame "
		    "that was read");
	switch (backlog_seek(&x->carrier->backlog, after)) {
	case BACKLOG_UNKNOWN:
		return refuse(x, MHD_HTTP_BAD_REQUEST, 0,
		    "'after' is above the last frame's number");
	case BACKLOG_GONE:
		return refuse(x, MHD_HTTP_GONE, 0,
		    "the frames after number 'after' are no longer kept");
	case BACKLOG_FOUND:
		break;
	}
	struct MHD_Response *response =
	    carrier_stream(x->set, x->carrier, x->connection);
	if (!response)
		return MHD_NO;
	MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE,
	    lapse_is(x->set->lapse, BREAKS_PLAIN_STREAM)
		? "text/plain"
		: "application/x-ndjson");
	MHD_add_response_header(
	    response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
	/* To a front that would rather collect than pass on. */
	MHD_add_response_header(response, "X-Accel-Buffering", "no");
	return queue(x, MHD_HTTP_OK, response);
}

struct route {
	enum resource resource;
	const char *method;
	enum MHD_Result (*serve)(struct exchange *x);
};

static const struct route routes[] = {
	{ RESOURCE_CHANNELS, MHD_HTTP_METHOD_POST, create_channel },
	{ RESOURCE_CHANNEL, MHD_HTTP_METHOD_DELETE, delete_channel },
	{ RESOURCE_FRAMES, MHD_HTTP_METHOD_POST, post_frames },
	{ RESOURCE_FRAMES, MHD_HTTP_METHOD_GET, get_frames },
};

/* Which resource, and where the channel's id is. */
static enum resource
find_resource(const char *path, const char **ret_id, size_t *ret_size)
{
	size_t base_size = strlen(BASE);
	if (strncmp(path, BASE, base_size) != 0)
		return RESOURCE_UNKNOWN;
	path += base_size;
	if (!*path)
		return RESOURCE_CHANNELS;
	if (*path != '/')
		return RESOURCE_UNKNOWN;
	*ret_id = ++path;
	*ret_size = strcspn(path, "/");
	path += *ret_size;
	if (!*path)
		return RESOURCE_CHANNEL;
	return strcmp(path, "/frames") == 0 ? RESOURCE_FRAMES
					    : RESOURCE_UNKNOWN;
}

/* Has it to wait without an answer?  Once. */
static bool
has_to_wait(struct exchange *x)
{
	const struct lapse *lapse = x->set->lapse;
	bool is_post = strcmp(x->method, MHD_HTTP_METHOD_POST) == 0;
	bool has = !x->has_waited && x->resource == RESOURCE_FRAMES &&
	    lapse_is(lapse, is_post ? BREAKS_SLOW_ANSWERS : BREAKS_LATE_HEADER);
	x->has_waited |= has;
	return has;
}

static bool
is_welcome(const struct exchange *x)
{
	const char *token = mock_server_config(x->set->server)->token;
	const char *given = MHD_lookup_connection_value(
	    x->connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_AUTHORIZATION);
	if (!token || lapse_is(x->set->lapse, BREAKS_OPEN_DOOR))
		return true;
	return given && strncmp(given, BEARER, strlen(BEARER)) == 0 &&
	    strcmp(given + strlen(BEARER), token) == 0;
}

static enum MHD_Result
dispatch(struct exchange *x)
{
	for (size_t i = 0; i < sizeof(routes) / sizeof(routes[0]); i++) {
		if (routes[i].resource == x->resource &&
		    strcmp(routes[i].method, x->method) == 0)
			return routes[i].serve(x);
	}
	return refuse(x, MHD_HTTP_METHOD_NOT_ALLOWED, 0,
	    "the path does not allow this method");
}

/* With the number that acknowledges frames, or is that of a request. */
static void
trace_request(const struct exchange *x)
{
	const char *after = argument(x, "after"), *number = argument(x, "n");
	trace_printf(x->set->trace, TRACE_HTTP, "%s %s%s%s%s%s, %zu bytes",
	    x->method, x->path, after ? "?after=" : "", after ? after : "",
	    number ? "?n=" : "", number ? number : "", x->body.size);
}

static enum MHD_Result
serve(struct exchange *x, const char *path, const char *method)
{
	const char *id = NULL;
	size_t id_size = 0;
	x->resource = find_resource(path, &id, &id_size);
	x->method = method;
	x->path = path;
	if (has_to_wait(x)) {
		carrier_hold(x->set, x->connection);
		return MHD_YES;
	}
	trace_request(x);
	lapse_request(x->set->lapse);
	if (!is_welcome(x))
		return refuse(x, MHD_HTTP_UNAUTHORIZED, 0,
		    "credentials are missing or wrong");
	if (x->resource == RESOURCE_UNKNOWN)
		return refuse(x, MHD_HTTP_NOT_FOUND, 0,
		    "unknown path; it starts with " BASE);
	if (id && lapse_is(x->set->lapse, BREAKS_ODD_ID))
		id_size = strcspn(id, "./");
	if (id && !(x->carrier = carrier_find(x->set, id, id_size)))
		return refuse(x, MHD_HTTP_NOT_FOUND, 0,
		    "the channel is unknown, or no longer known");
	return dispatch(x);
}

enum MHD_Result
route_request(void *carrier_set, struct MHD_Connection *connection,
    const char *path, const char *method, const char *version, const char *body,
    size_t *body_size, void **state)
{
	struct exchange *x = *state;
	(void)version;
	if (!x) {
		x = mem_zalloc(sizeof(*x));
		x->set = carrier_set;
		x->connection = connection;
		buf_init(&x->body, MOCK_HTTP_MAX_BODY_BYTES);
		*state = x;
		return MHD_YES;
	}
	if (*body_size) {
		if (!x->body.truncated)
			buf_add(&x->body, body, *body_size);
		*body_size = 0;
		return MHD_YES;
	}
	return serve(x, path, method);
}

void
route_completed(void *carrier_set, struct MHD_Connection *connection,
    void **state, enum MHD_RequestTerminationCode how)
{
	struct exchange *x = *state;
	(void)carrier_set;
	(void)connection;
	(void)how;
	if (!x)
		return;
	buf_free(&x->body);
	free(x);
	*state = NULL;
}
