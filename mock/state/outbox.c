/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/state/outbox.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_RING_SIZE 8

void
outbox_init(struct outbox *o)
{
	*o = (struct outbox){ 0 };
	list_init(&o->holding);
}

void
outbox_free(struct outbox *o)
{
	struct mock_output output;
	while (outbox_take(o, &output))
		frame_clear(&output.frame);
	for (size_t i = 0; i < o->shuffled.count; i++)
		frame_clear(&o->shuffled.items[i].frame);
	vec_free(&o->shuffled);
	free(o->ring);
}

static void
grow(struct outbox *o)
{
	size_t size = o->ring_size ? o->ring_size * 2 : FIRST_RING_SIZE;
	struct mock_output *ring = mem_resize(NULL, size, sizeof(*ring));
	for (size_t i = 0; i < o->count; i++)
		ring[i] = o->ring[(o->first + i) & (o->ring_size - 1)];
	free(o->ring);
	o->ring = ring;
	o->ring_size = size;
	o->first = 0;
}

static void
queue(struct outbox *o, const struct mock_output *output)
{
	if (o->take) {
		o->take(o->context, output);
		return;
	}
	if (o->count == o->ring_size)
		grow(o);
	o->ring[(o->first + o->count++) & (o->ring_size - 1)] = *output;
}

void
outbox_put(struct outbox *o, int64_t now_ns, struct mock_output *output)
{
	output->frame.server_time_us =
	    o->is_without_clock ? -1 : now_ns / NS_PER_US;
	if (o->is_shuffling)
		vec_push(&o->shuffled, *output);
	else
		queue(o, output);
}

/* Queue 'count' of them, in any order. */
static void
queue_shuffled(struct outbox *o, struct mock_output *outputs, size_t count,
    struct random *random)
{
	for (; count > 0; count--) {
		size_t i = (size_t)random_below(random, (int64_t)count);
		queue(o, &outputs[i]);
		outputs[i] = outputs[count - 1];
	}
}

void
outbox_shuffle(struct outbox *o, struct random *random)
{
	size_t start = 0;
	if (o->shuffled.count == 0)
		return; /* and no storage to point into */
	for (size_t i = 0; i < o->shuffled.count; i++) {
		if (o->shuffled.items[i].frame.kind == FRAME_MESSAGE)
			continue;
		queue_shuffled(o, o->shuffled.items + start, i - start, random);
		queue(o, &o->shuffled.items[i]);
		start = i + 1;
	}
	queue_shuffled(
	    o, o->shuffled.items + start, o->shuffled.count - start, random);
	o->shuffled.count = 0;
}

bool
outbox_take(struct outbox *o, struct mock_output *ret)
{
	if (o->count == 0)
		return false;
	*ret = o->ring[o->first];
	o->first = (o->first + 1) & (o->ring_size - 1);
	o->count--;
	return true;
}

/* Be in the list of holds exactly while something is held. */
static void
note_holding(struct outbox *o, struct hold *h)
{
	bool is_holding = h->held.count || h->late.count || h->is_swapping;
	if (!is_holding)
		list_remove(&h->in_holding);
	else if (list_empty(&h->in_holding))
		list_append(&o->holding, &h->in_holding);
}

/* The downlink's hold, created if necessary. */
static struct hold *
hold_of(struct downlink *l)
{
	if (!l->hold) {
		l->hold = mem_zalloc(sizeof(*l->hold));
		list_init(&l->hold->in_holding);
	}
	return l->hold;
}

static void
put(struct outbox *o, struct hold *h, int64_t now_ns, int64_t due_ns,
    struct mock_output *output)
{
	if (h->held.count == 0 && due_ns <= now_ns) {
		outbox_put(o, now_ns, output);
		return;
	}
	struct held_output held = { due_ns, *output };
	vec_push(&h->held, held);
}

static void
put_swapped(struct outbox *o, struct hold *h, int64_t now_ns)
{
	if (!h->is_swapping)
		return;
	h->is_swapping = false;
	put(o, h, now_ns, 0, &h->swapped.output);
}

void
downlink_send(struct outbox *o, struct downlink *l, int64_t now_ns,
    int64_t due_ns, struct mock_output *output)
{
	if (!l->hold && due_ns <= now_ns) {
		outbox_put(o, now_ns, output);
		return;
	}
	struct hold *h = hold_of(l);
	put(o, h, now_ns, due_ns, output);
	put_swapped(o, h, now_ns);
	note_holding(o, h);
}

void
downlink_swap(struct outbox *o, struct downlink *l, int64_t now_ns,
    int64_t until_ns, struct mock_output *output)
{
	struct hold *h = hold_of(l);
	if (h->is_swapping) {
		downlink_send(o, l, now_ns, 0, output);
		return;
	}
	h->is_swapping = true;
	h->swapped = (struct held_output){ until_ns, *output };
	note_holding(o, h);
}

void
downlink_send_late(struct outbox *o, struct downlink *l, int64_t due_ns,
    const struct mock_output *output)
{
	struct hold *h = hold_of(l);
	struct held_output late = { due_ns, *output };
	vec_push(&h->late, late);
	note_holding(o, h);
}

void
downlink_settle(struct outbox *o, struct downlink *l, int64_t now_ns)
{
	if (!l->hold)
		return;
	put_swapped(o, l->hold, now_ns);
	note_holding(o, l->hold);
}

static void
queue_due(struct outbox *o, struct hold *h, int64_t now_ns, int64_t limit_ns)
{
	size_t due = 0;
	while (due < h->held.count && h->held.items[due].due_ns <= limit_ns)
		outbox_put(o, now_ns, &h->held.items[due++].output);
	h->held.count -= due;
	if (due && h->held.count)
		memmove(h->held.items, h->held.items + due,
		    h->held.count * sizeof(*h->held.items));
	if (h->is_swapping && h->swapped.due_ns <= limit_ns)
		put_swapped(o, h, now_ns);
	note_holding(o, h);
}

static void
queue_late(struct outbox *o, struct hold *h, int64_t now_ns)
{
	size_t kept = 0;
	for (size_t i = 0; i < h->late.count; i++) {
		struct held_output *late = &h->late.items[i];
		if (late->due_ns <= now_ns)
			put(o, h, now_ns, 0, &late->output);
		else
			h->late.items[kept++] = *late;
	}
	h->late.count = kept;
}

void
downlink_flush(struct outbox *o, struct downlink *l, int64_t now_ns)
{
	struct hold *h = l->hold;
	if (!h)
		return;
	for (size_t i = 0; i < h->late.count; i++)
		frame_clear(&h->late.items[i].output.frame);
	h->late.count = 0;
	queue_due(o, h, now_ns, TIME_NEVER_NS);
}

void
downlink_free(struct outbox *o, struct downlink *l, int64_t now_ns)
{
	downlink_flush(o, l, now_ns);
	if (l->hold) {
		vec_free(&l->hold->held);
		vec_free(&l->hold->late);
	}
	free(l->hold);
	free(l->fault_matches);
}

void
outbox_tick(struct outbox *o, int64_t now_ns)
{
	list_each_removable (link, &o->holding) {
		struct hold *h = list_element(link, struct hold, in_holding);
		queue_late(o, h, now_ns);
		queue_due(o, h, now_ns, now_ns);
	}
}

int64_t
outbox_next_timer(const struct outbox *o)
{
	int64_t next_ns = TIME_NEVER_NS;
	list_each (link, &o->holding) {
		struct hold *h = list_element(link, struct hold, in_holding);
		if (h->held.count && h->held.items[0].due_ns < next_ns)
			next_ns = h->held.items[0].due_ns;
		for (size_t i = 0; i < h->late.count; i++)
			if (h->late.items[i].due_ns < next_ns)
				next_ns = h->late.items[i].due_ns;
		if (h->is_swapping && h->swapped.due_ns < next_ns)
			next_ns = h->swapped.due_ns;
	}
	return next_ns;
}
