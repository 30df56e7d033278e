/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/agenda.h"

/* Of a lane; links as in struct agenda. */
static inline struct trip *
trip_at(const struct agenda *a, uint32_t link)
{
	return &a->trips.items[link - 1];
}

static inline struct packet *
packet_at(const struct agenda *a, uint32_t index)
{
	return &a->blocks.items[index / AGENDA_BLOCK_PACKETS]
			       [index % AGENDA_BLOCK_PACKETS];
}

static inline bool
is_before(const struct arrival *a, const struct arrival *b)
{
	return a->time_ns != b->time_ns ? a->time_ns < b->time_ns
					: a->lane < b->lane;
}

/* Add the first arrival of a lane: from the end, it rises to its place. */
static inline void
announce(struct agenda *a, struct arrival arrival)
{
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
static inline void
sink(struct agenda *a, struct arrival arrival)
{
	struct arrival *heap = a->arrivals.items;
	size_t at = 0, count = a->arrivals.count;
	for (size_t child = 1; child < count; child = 2 * at + 1) {
		/* Without a jump, which nothing could foretell. */
		size_t other = child + (child + 1 < count);
		child += is_before(&heap[other], &heap[child]);
		if (!is_before(&heap[child], &arrival))
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = arrival;
}

/* There are so many of them that doubling would waste too much. */
static void
add_trips(struct agenda *a)
{
	a->trips.capacity += a->trips.capacity / 8 + 8;
	a->trips.items = mem_resize(
	    a->trips.items, a->trips.capacity, sizeof(*a->trips.items));
}

/* The link to a free one. */
static inline uint32_t
take_trip(struct agenda *a)
{
	uint32_t link = a->spare_trip;
	if (link) {
		a->spare_trip = trip_at(a, link)->next;
		return link;
	}
	if (a->trips.count == a->trips.capacity)
		add_trips(a);
	return (uint32_t)++a->trips.count;
}

static struct packet *
take_packet(struct agenda *a)
{
	struct packet *packet;
	if (a->spare_packet) {
		packet = packet_at(a, a->spare_packet - 1);
		a->spare_packet = packet->next_spare;
		return packet;
	}
	if (a->packet_count % AGENDA_BLOCK_PACKETS == 0) {
		struct packet *block =
		    mem_alloc(AGENDA_BLOCK_PACKETS * sizeof(*block));
		vec_push(&a->blocks, block);
	}
	packet = packet_at(a, a->packet_count);
	packet->index = a->packet_count++;
	return packet;
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

static inline struct packet *
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
	struct lane_ends empty = { 0, 0 };
	window_extend(&a->lanes, lane, empty);
}

static inline struct lane_ends *
lane_at(struct agenda *a, unsigned lane)
{
	if (lane < AGENDA_EARLY_LANES)
		return &a->early[lane];
	if (!window_has(&a->lanes, lane))
		add_lanes(a, lane);
	return window_at(&a->lanes, lane);
}

bool
agenda_is_empty(const struct agenda *a, unsigned lane)
{
	return !window_has(&a->lanes, lane) ||
	    window_at(&a->lanes, lane)->first == 0;
}

void
agenda_drop_lanes(struct agenda *a, unsigned lane)
{
	window_trim(&a->lanes, lane);
}

/* When it comes, after so long, but no earlier than the one before it. */
static inline int64_t
arrival_after(const struct trip *before, int64_t now_ns, uint32_t travel_us)
{
	int64_t ns = before->arrival_ns - now_ns;
	if (ns > travel_us * NS_PER_US)
		travel_us = (uint32_t)((ns + NS_PER_US - 1) / NS_PER_US);
	return now_ns + travel_us * NS_PER_US;
}

void
agenda_add(struct agenda *a, unsigned number, int64_t now_ns,
    uint32_t travel_us, bool is_malformed, const struct frame *frame)
{
	struct lane_ends *lane = lane_at(a, number);
	uint32_t index = pack(a, now_ns, is_malformed, frame)->index;
	uint32_t link = take_trip(a);
	int64_t arrival_ns = now_ns + travel_us * NS_PER_US;
	if (lane->first) {
		struct trip *before = trip_at(a, lane->last);
		arrival_ns = arrival_after(before, now_ns, travel_us);
		before->next = link;
	} else {
		lane->first = link;
		announce(a, (struct arrival){ arrival_ns, number, link });
	}
	lane->last = link;
	*trip_at(a, link) = (struct trip){ arrival_ns, index, 0 };
}

struct packet *
agenda_take(struct agenda *a, unsigned *ret_lane)
{
	struct arrival top = a->arrivals.items[0];
	struct trip *trip = trip_at(a, top.trip);
	struct packet *packet = packet_at(a, trip->packet);
	uint32_t next = trip->next;
	trip->next = a->spare_trip;
	a->spare_trip = top.trip;
	lane_at(a, top.lane)->first = next;
	*ret_lane = top.lane;
	if (top.lane != AGENDA_UP)
		packet->frame.party = top.lane - AGENDA_DOWN(0u);
	top.trip = next;
	if (next)
		top.time_ns = trip_at(a, next)->arrival_ns;
	else
		top = a->arrivals.items[--a->arrivals.count];
	if (a->arrivals.count > 0)
		sink(a, top);
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
	window_clear(&a->lanes);
}

void
agenda_free(struct agenda *a)
{
	agenda_clear(a);
	for (size_t i = 0; i < a->blocks.count; i++)
		free(a->blocks.items[i]);
	vec_free(&a->blocks);
	vec_free(&a->trips);
	window_free(&a->lanes);
	vec_free(&a->arrivals);
}
