/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/outbox.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_RING_SIZE 64

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

void
outbox_put(struct outbox *o, int64_t now_ns, const struct mock_output *output)
{
	if (o->count == o->ring_size)
		grow(o);
	size_t last = (o->first + o->count++) & (o->ring_size - 1);
	o->ring[last] = *output;
	o->ring[last].frame.server_time_us = now_ns / NS_PER_US;
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

void
lane_init(struct lane *l)
{
	*l = (struct lane){ 0 };
	list_init(&l->in_holding);
}

/* Stand in the list of holding lanes exactly while something is held. */
static void
note_holding(struct outbox *o, struct lane *l)
{
	bool is_holding = l->held.count || l->late.count || l->is_swapping;
	if (!is_holding)
		list_remove(&l->in_holding);
	else if (list_empty(&l->in_holding))
		list_append(&o->holding, &l->in_holding);
}

static void
put(struct outbox *o, struct lane *l, int64_t now_ns, int64_t due_ns,
    const struct mock_output *output)
{
	if (l->held.count == 0 && due_ns <= now_ns) {
		outbox_put(o, now_ns, output);
		return;
	}
	struct held_output held = { due_ns, *output };
	vec_push(&l->held, held);
}

static void
put_swapped(struct outbox *o, struct lane *l, int64_t now_ns)
{
	if (!l->is_swapping)
		return;
	l->is_swapping = false;
	put(o, l, now_ns, 0, &l->swapped.output);
}

void
lane_send(struct outbox *o, struct lane *l, int64_t now_ns, int64_t due_ns,
    const struct mock_output *output)
{
	put(o, l, now_ns, due_ns, output);
	put_swapped(o, l, now_ns);
	note_holding(o, l);
}

void
lane_swap(struct outbox *o, struct lane *l, int64_t now_ns, int64_t until_ns,
    const struct mock_output *output)
{
	if (l->is_swapping) {
		lane_send(o, l, now_ns, 0, output);
		return;
	}
	l->is_swapping = true;
	l->swapped = (struct held_output){ until_ns, *output };
	note_holding(o, l);
}

void
lane_send_late(struct outbox *o, struct lane *l, int64_t due_ns,
    const struct mock_output *output)
{
	struct held_output late = { due_ns, *output };
	vec_push(&l->late, late);
	note_holding(o, l);
}

void
lane_settle(struct outbox *o, struct lane *l, int64_t now_ns)
{
	put_swapped(o, l, now_ns);
	note_holding(o, l);
}

static void
queue_due(struct outbox *o, struct lane *l, int64_t now_ns, int64_t limit_ns)
{
	size_t due = 0;
	while (due < l->held.count && l->held.items[due].due_ns <= limit_ns)
		outbox_put(o, now_ns, &l->held.items[due++].output);
	l->held.count -= due;
	if (due && l->held.count)
		memmove(l->held.items, l->held.items + due,
		    l->held.count * sizeof(*l->held.items));
	if (l->is_swapping && l->swapped.due_ns <= limit_ns)
		put_swapped(o, l, now_ns);
	note_holding(o, l);
}

static void
queue_late(struct outbox *o, struct lane *l, int64_t now_ns)
{
	size_t kept = 0;
	for (size_t i = 0; i < l->late.count; i++) {
		const struct held_output *late = &l->late.items[i];
		if (late->due_ns <= now_ns)
			put(o, l, now_ns, 0, &late->output);
		else
			l->late.items[kept++] = *late;
	}
	l->late.count = kept;
}

void
lane_flush(struct outbox *o, struct lane *l, int64_t now_ns)
{
	for (size_t i = 0; i < l->late.count; i++)
		frame_clear(&l->late.items[i].output.frame);
	l->late.count = 0;
	queue_due(o, l, now_ns, TIME_NEVER_NS);
}

void
lane_free(struct outbox *o, struct lane *l, int64_t now_ns)
{
	lane_flush(o, l, now_ns);
	vec_free(&l->held);
	vec_free(&l->late);
	free(l->fault_matches);
}

void
outbox_tick(struct outbox *o, int64_t now_ns)
{
	list_each_removable (link, &o->holding) {
		struct lane *l = list_element(link, struct lane, in_holding);
		queue_late(o, l, now_ns);
		queue_due(o, l, now_ns, now_ns);
	}
}

int64_t
outbox_next_timer(const struct outbox *o)
{
	int64_t next_ns = TIME_NEVER_NS;
	list_each (link, &o->holding) {
		struct lane *l = list_element(link, struct lane, in_holding);
		if (l->held.count && l->held.items[0].due_ns < next_ns)
			next_ns = l->held.items[0].due_ns;
		for (size_t i = 0; i < l->late.count; i++)
			if (l->late.items[i].due_ns < next_ns)
				next_ns = l->late.items[i].due_ns;
		if (l->is_swapping && l->swapped.due_ns < next_ns)
			next_ns = l->swapped.due_ns;
	}
	return next_ns;
}
