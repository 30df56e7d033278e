/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/http/carrier.h"

#include "core/mem.h"
#include "wire/json_frame.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* A buffer of this size is filled from the backlog in one call. */
#define STREAM_BLOCK_BYTES ((size_t)32 << 10)

/* Longer than the 10 s within which an answer has to come. */
#define HELD_SWEEPS 12

/* A response that streams a channel. */
struct stream {
	struct carrier *carrier; /* a reference */
	struct MHD_Connection *connection;
	bool is_suspended;
	bool is_superseded;   /* another one took over */
	bool is_newline_due;  /* a sign of life */
	bool is_cut_off;      /* where it should end in good order */
	unsigned chunk_bytes; /* at most in one call; 0: any */
};

void
carrier_set_init(struct carrier_set *set, struct mock_server *server)
{
	*set = (struct carrier_set){ .server = server };
	set->distance.latency_ns = mock_server_config(server)->latency_ns;
	set->lapse = lapse_new(mock_server_config(server)->binding_fault);
	list_init(&set->carriers);
	buf_init(&set->line, FRAME_MAX_BYTES);
}

void
carrier_hold(struct carrier_set *set, struct MHD_Connection *connection)
{
	struct held_connection held = { connection, HELD_SWEEPS };
	MHD_suspend_connection(connection);
	vec_push(&set->held, held);
}

/* Those that have waited long enough, or, at the end, all. */
static void
release_held(struct carrier_set *set, bool is_end)
{
	size_t left = 0;
	for (size_t i = 0; i < set->held.count; i++) {
		struct held_connection held = set->held.items[i];
		if (is_end || --held.sweeps == 0) {
			set->has_resumed = true;
			MHD_resume_connection(held.connection);
		} else {
			set->held.items[left++] = held;
		}
	}
	set->held.count = left;
}

void
carrier_set_end(struct carrier_set *set, int64_t now_ns)
{
	release_held(set, true);
	list_each_removable (link, &set->carriers) {
		carrier_end(
		    set, list_element(link, struct carrier, in_set), now_ns);
	}
}

void
carrier_set_free(struct carrier_set *set)
{
	hash_free(&set->by_number);
	distance_free(&set->distance);
	lapse_free(set->lapse);
	vec_free(&set->held);
	buf_free(&set->line);
	json_document_free(&set->reading);
}

/* Each channel keeps its share of lines. */
static void
share(struct carrier_set *set)
{
	list_each (link, &set->carriers)
		backlog_share(
		    &list_element(link, struct carrier, in_set)->backlog,
		    set->by_number.count);
}

/* The channel that has been held without use for longest, or NULL. */
static struct carrier *
find_idle(const struct carrier_set *set, int64_t now_ns)
{
	struct carrier *oldest = NULL;
	list_each (link, &set->carriers) {
		struct carrier *c = list_element(link, struct carrier, in_set);
		bool is_used = c->stream &&
		    mock_server_party_count(set->server, c->number) > 0;
		if (!is_used && now_ns - c->used_ns >= MOCK_HTTP_GRACE_NS &&
		    (!oldest || c->used_ns < oldest->used_ns))
			oldest = c;
	}
	return oldest;
}

static bool
make_room(struct carrier_set *set, int64_t now_ns)
{
	if (set->by_number.count < MOCK_HTTP_MAX_CHANNELS)
		return true;
	struct carrier *idle = find_idle(set, now_ns);
	if (idle)
		carrier_end(set, idle, now_ns);
	return idle;
}

struct carrier *
carrier_new(struct carrier_set *set, int64_t now_ns)
{
	if (!make_room(set, now_ns))
		return NULL;
	struct carrier *c = mem_zalloc(sizeof(*c));
	c->number = mock_server_open_channel(set->server);
	c->references = 1;
	c->used_ns = c->written_ns = now_ns;
	backlog_init(&c->backlog);
	list_append(&set->carriers, &c->in_set);
	hash_add(&set->by_number, &c->by_number, &c->number, sizeof(c->number));
	share(set);
	return c;
}

static void
carrier_unref(struct carrier *c)
{
	if (--c->references > 0)
		return;
	backlog_free(&c->backlog);
	free(c);
}

static struct carrier *
find_number(const struct carrier_set *set, unsigned number)
{
	struct hash_node *node =
	    hash_find(&set->by_number, &number, sizeof(number));
	return node ? list_element(node, struct carrier, by_number) : NULL;
}

struct carrier *
carrier_find(const struct carrier_set *set, const char *id, size_t size)
{
	/* 'c', then a number as carrier_new() has them: no leading zero. */
	unsigned number = 0;
	if (size < 2 || size > 9 || id[0] != 'c' || id[1] == '0')
		return NULL;
	for (size_t i = 1; i < size; i++) {
		if (id[i] < '0' || id[i] > '9')
			return NULL;
		number = number * 10 + (unsigned)(id[i] - '0');
	}
	return find_number(set, number);
}

struct carrier *
carrier_newest(const struct carrier_set *set)
{
	return list_empty(&set->carriers)
	    ? NULL
	    : list_element(set->carriers.previous, struct carrier, in_set);
}

/* Let the response continue if it waits for something to send. */
static void
wake(struct carrier_set *set, const struct carrier *c)
{
	struct stream *r = c->stream;
	if (!r || !r->is_suspended)
		return;
	r->is_suspended = false;
	set->has_resumed = true;
	MHD_resume_connection(r->connection);
}

void
carrier_end(struct carrier_set *set, struct carrier *c, int64_t now_ns)
{
	lapse_end(set->lapse, true);
	distance_hurry(&set->distance, set->server, now_ns, c->number);
	mock_server_close_channel(set->server, now_ns, c->number);
	carrier_pump(set, now_ns);
	lapse_end(set->lapse, false);
	c->is_ended = true;
	wake(set, c);
	hash_remove(&set->by_number, &c->by_number);
	list_remove(&c->in_set);
	carrier_unref(c);
}

/* Has the client closed its connection?  A suspended response hears nothing. */
static bool
is_cut_off(const struct stream *r)
{
	char byte;
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
	    r->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	if (!info)
		return false;
	ssize_t got = recv(info->connect_fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
	return got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
}

void
carrier_replace(struct carrier_set *set, const char *client, int64_t now_ns)
{
	list_each_removable (link, &set->carriers) {
		struct carrier *c = list_element(link, struct carrier, in_set);
		bool is_gone =
		    c->stream ? is_cut_off(c->stream) : c->had_stream;
		if (is_gone && *client && strcmp(c->client, client) == 0)
			carrier_end(set, c, now_ns);
	}
}

static void
add_line(struct carrier_set *set, struct carrier *c,
    const struct mock_output *output)
{
	buf_clear(&set->line);
	if (!mock_output_print(output, &set->line))
		return;
	backlog_add(&c->backlog, set->line.bytes, set->line.size);
	trace_line(set->trace, TRACE_DOWN, set->line.bytes, set->line.size - 1);
}

/* 'c' may be the channel that the last one was for. */
static struct carrier *
send_down(struct carrier_set *set, struct carrier *c, int64_t now_ns,
    struct mock_output *output)
{
	if (!c || c->number != output->channel)
		c = find_number(set, output->channel);
	if (c) {
		output->frame.sequence =
		    lapse_sequence(set->lapse, c->backlog.last_sequence + 1);
		add_line(set, c, output);
		c->written_ns = now_ns;
		wake(set, c);
	}
	frame_clear(&output->frame);
	return c;
}

/* What a server that breaks the binding makes of it. */
static void
pump_with_lapse(struct carrier_set *set, int64_t now_ns)
{
	struct lapse_batch batch = { 0 };
	struct mock_output output;
	struct carrier *c = NULL;
	while (
	    distance_next_output(&set->distance, set->server, now_ns, &output))
		vec_push(&batch.outputs, output);
	lapse_down(set->lapse, &batch);
	for (size_t i = 0; i < batch.outputs.count; i++)
		c = send_down(set, c, now_ns, &batch.outputs.items[i]);
	vec_free(&batch.outputs);
}

void
carrier_pump(struct carrier_set *set, int64_t now_ns)
{
	struct mock_output output;
	struct carrier *c = NULL;
	if (set->lapse) {
		pump_with_lapse(set, now_ns);
		return;
	}
	while (
	    distance_next_output(&set->distance, set->server, now_ns, &output))
		c = send_down(set, c, now_ns, &output);
}

void
carrier_sweep(struct carrier_set *set, int64_t now_ns)
{
	list_each_removable (link, &set->carriers) {
		struct carrier *c = list_element(link, struct carrier, in_set);
		if (!c->stream) {
			if (now_ns - c->used_ns >= MOCK_HTTP_IDLE_NS)
				carrier_end(set, c, now_ns);
		} else if (now_ns - c->written_ns >= MOCK_HTTP_QUIET_NS) {
			c->written_ns = now_ns;
			c->stream->is_newline_due = true;
			wake(set, c);
		}
	}
	share(set);
	release_held(set, false);
}

static ssize_t
read_down(void *owner, uint64_t position, char *into, size_t size)
{
	struct stream *r = owner;
	struct carrier *c = r->carrier;
	(void)position;
	if (r->is_superseded || c->backlog.is_overrun)
		return MHD_CONTENT_READER_END_OF_STREAM;
	if (r->chunk_bytes && size > r->chunk_bytes)
		size = r->chunk_bytes;
	size_t copied = backlog_read(&c->backlog, into, size);
	if (copied)
		return (ssize_t)copied;
	if (c->is_ended)
		return r->is_cut_off ? MHD_CONTENT_READER_END_WITH_ERROR
				     : MHD_CONTENT_READER_END_OF_STREAM;
	if (r->is_newline_due) {
		r->is_newline_due = false;
		*into = '\n';
		return 1;
	}
	r->is_suspended = true;
	MHD_suspend_connection(r->connection);
	return 0;
}

static void
stream_free(void *owner)
{
	struct stream *r = owner;
	if (r->carrier->stream == r)
		r->carrier->stream = NULL;
	r->carrier->used_ns = clock_now_ns();
	carrier_unref(r->carrier);
	free(r);
}

struct MHD_Response *
carrier_stream(struct carrier_set *set, struct carrier *c,
    struct MHD_Connection *connection)
{
	struct stream *r = mem_zalloc(sizeof(*r));
	if (c->stream) {
		c->stream->is_superseded = true;
		wake(set, c);
	}
	r->carrier = c;
	r->connection = connection;
	r->chunk_bytes = mock_server_config(set->server)->chunk_bytes;
	r->is_cut_off = lapse_is(set->lapse, BREAKS_CUT_END);
	c->references++;
	c->stream = r;
	c->had_stream = true;
	struct MHD_Response *response = MHD_create_response_from_callback(
	    MHD_SIZE_UNKNOWN, STREAM_BLOCK_BYTES, read_down, r, stream_free);
	if (!response)
		stream_free(r);
	return response;
}
