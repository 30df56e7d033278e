/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/agenda.h"

#define ITEMS_PER_PIECE 7

/* With many cases at once there are very many of them, so they are small. */
struct agenda_item {
	uint32_t packet; /* its index */
	uint32_t travel_us;
};

/* A part of a lane's queue. */
struct agenda_piece {
	struct agenda_piece *next;
	struct agenda_item items[ITEMS_PER_PIECE];
};

static inline bool
is_before(const struct arrival *a, const struct arrival *b)
{
	return a->time_ns != b->time_ns ? a->time_ns < b->time_ns
					: a->lane < b->lane;
}

/* Add the first arrival of a lane: from the end, it rises to its place. */
static void
announce(struct agenda *a, unsigned lane, int64_t time_ns)
{
	struct arrival arrival = { time_ns, lane };
	vec_reserve(&a->arrivals);
	struct arrival *heap = a->arrivals.items;
	size_t at = a->arrivals.count++;
	while (at > 0 && is_before(&arrival, &heap[(at - 1) / 2])) {
		heap[at] = heap[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	heap[at] = arrival;
}

/* From the top, which is free, it sinks to its place. */
static void
sink(struct agenda *a, struct arrival arrival)
{
	struct arrival *heap = a->arrivals.items;
	size_t at = 0, count = a->arrivals.count;
	for (size_t child = 1; child < count; child = 2 * at + 1) {
		if (child + 1 < count &&
		    is_before(&heap[child + 1], &heap[child]))
			child++;
		if (!is_before(&heap[child], &arrival))
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = arrival;
}

static struct agenda_piece *
take_piece(struct agenda *a)
{
	struct agenda_piece *piece = a->spare_pieces;
	if (piece)
		a->spare_pieces = piece->next;
	else
		piece = mem_alloc(sizeof(*piece));
	piece->next = NULL;
	return piece;
}

/* The first piece of the lane has been read. */
static void
drop_piece(struct agenda *a, struct agenda_lane *lane)
{
	struct agenda_piece *piece = lane->first;
	lane->first = piece->next;
	lane->head = 0;
	piece->next = a->spare_pieces;
	a->spare_pieces = piece;
}

static inline bool
is_empty(const struct agenda_lane *lane)
{
	return !lane->first;
}

static inline int64_t
arrival_of(const struct agenda *a, const struct agenda_item *item)
{
	return a->packets.items[item->packet]->sent_ns +
	    item->travel_us * NS_PER_US;
}

/* How late the last one in the lane is at a time, at least 0. */
static uint32_t
backlog(const struct agenda *a, const struct agenda_lane *lane, int64_t now_ns)
{
	int64_t ns = arrival_of(a, &lane->last->items[lane->tail - 1]) - now_ns;
	return ns > 0 ? (uint32_t)((ns + NS_PER_US - 1) / NS_PER_US) : 0;
}

static void
append(struct agenda *a, struct agenda_lane *lane, struct agenda_item item)
{
	if (is_empty(lane)) {
		lane->first = lane->last = take_piece(a);
		lane->head = lane->tail = 0;
	} else if (lane->tail == ITEMS_PER_PIECE) {
		lane->last->next = take_piece(a);
		lane->last = lane->last->next;
		lane->tail = 0;
	}
	lane->last->items[lane->tail++] = item;
}

/* Take the first one out; there must be one. */
static struct agenda_item
shift(struct agenda *a, struct agenda_lane *lane)
{
	struct agenda_item item = lane->first->items[lane->head++];
	bool is_last = lane->first == lane->last && lane->head == lane->tail;
	if (is_last || lane->head == ITEMS_PER_PIECE)
		drop_piece(a, lane);
	return item;
}

/* The same, but for the party? */
static inline bool
is_alike(const struct packet *p, int64_t now_ns, bool is_malformed,
    const struct frame *frame)
{
	return frame->message && p->frame.message == frame->message &&
	    p->frame.kind == frame->kind &&
	    p->frame.protocol == frame->protocol && p->sent_ns == now_ns &&
	    p->frame.server_time_us == frame->server_time_us &&
	    p->is_malformed == is_malformed;
}

static struct packet *
take_packet(struct agenda *a)
{
	struct packet *packet;
	if (a->spare_packet) {
		packet = a->packets.items[a->spare_packet - 1];
		a->spare_packet = packet->next_spare;
		return packet;
	}
	packet = mem_alloc(sizeof(*packet));
	packet->index = (uint32_t)a->packets.count;
	vec_push(&a->packets, packet);
	return packet;
}

static struct packet *
pack(struct agenda *a, int64_t now_ns, bool is_malformed,
    const struct frame *frame)
{
	struct packet *packet = a->newest;
	if (packet && is_alike(packet, now_ns, is_malformed, frame)) {
		message_unref(frame->message);
		packet->references++;
		return packet;
	}
	packet = take_packet(a);
	packet->references = 1;
	packet->sent_ns = now_ns;
	packet->is_malformed = is_malformed;
	packet->frame = *frame;
	a->newest = packet;
	return packet;
}

static void
add_lanes(struct agenda *a, unsigned lane)
{
	struct agenda_lane empty = { 0 };
	while (a->lanes.count <= lane)
		vec_push(&a->lanes, empty);
}

void
agenda_add(struct agenda *a, unsigned number, int64_t now_ns,
    uint32_t travel_us, bool is_malformed, const struct frame *frame)
{
	if (number >= a->lanes.count)
		add_lanes(a, number);
	struct agenda_lane *lane = &a->lanes.items[number];
	bool is_first = is_empty(lane);
	uint32_t least_us = is_first ? 0 : backlog(a, lane, now_ns);
	struct agenda_item item = {
		.packet = pack(a, now_ns, is_malformed, frame)->index,
		.travel_us = travel_us > least_us ? travel_us : least_us
	};
	append(a, lane, item);
	if (is_first)
		announce(a, number, arrival_of(a, &item));
}

struct packet *
agenda_take(struct agenda *a, unsigned *ret_lane)
{
	unsigned number = a->arrivals.items[0].lane;
	struct agenda_lane *lane = &a->lanes.items[number];
	struct packet *packet = a->packets.items[shift(a, lane).packet];
	struct arrival next = { .lane = number };
	if (is_empty(lane))
		next = a->arrivals.items[--a->arrivals.count];
	else
		next.time_ns = arrival_of(a, &lane->first->items[lane->head]);
	if (a->arrivals.count > 0)
		sink(a, next);
	if (number != AGENDA_UP)
		packet->frame.party = number;
	*ret_lane = number;
	return packet;
}

void
agenda_return(struct agenda *a, struct packet *packet)
{
	if (--packet->references > 0)
		return;
	frame_clear(&packet->frame);
	if (a->newest == packet)
		a->newest = NULL;
	packet->next_spare = a->spare_packet;
	a->spare_packet = packet->index + 1;
}

void
agenda_clear(struct agenda *a)
{
	unsigned lane;
	while (agenda_next(a) < TIME_NEVER_NS)
		agenda_return(a, agenda_take(a, &lane));
	a->lanes.count = 0;
}

void
agenda_free(struct agenda *a)
{
	agenda_clear(a);
	for (size_t i = 0; i < a->packets.count; i++)
		free(a->packets.items[i]);
	while (a->spare_pieces) {
		struct agenda_piece *piece = a->spare_pieces;
		a->spare_pieces = piece->next;
		free(piece);
	}
	vec_free(&a->packets);
	vec_free(&a->lanes);
	vec_free(&a->arrivals);
}
