/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/agenda.h"

static bool
is_before(const struct agenda_item *a, const struct agenda_item *b)
{
	return a->time_ns != b->time_ns ? a->time_ns < b->time_ns
					: a->order < b->order;
}

static void
swap(struct agenda *a, size_t i, size_t j)
{
	struct agenda_item *item = a->heap.items[i];
	a->heap.items[i] = a->heap.items[j];
	a->heap.items[j] = item;
}

static void
rise(struct agenda *a, size_t i)
{
	while (
	    i > 0 && is_before(a->heap.items[i], a->heap.items[(i - 1) / 2])) {
		swap(a, i, (i - 1) / 2);
		i = (i - 1) / 2;
	}
}

static void
sink(struct agenda *a, size_t i)
{
	for (;;) {
		size_t least = i;
		for (size_t child = 2 * i + 1;
		     child <= 2 * i + 2 && child < a->heap.count; child++)
			if (is_before(
				a->heap.items[child], a->heap.items[least]))
				least = child;
		if (least == i)
			return;
		swap(a, i, least);
		i = least;
	}
}

void
agenda_add(struct agenda *a, int64_t time_ns, bool is_up, bool is_malformed,
    const struct frame *frame)
{
	struct agenda_item *item = a->spare.count
	    ? a->spare.items[--a->spare.count]
	    : mem_alloc(sizeof(*item));
	*item = (struct agenda_item){ .time_ns = time_ns,
		.order = ++a->added,
		.is_up = is_up,
		.is_malformed = is_malformed,
		.frame = *frame };
	vec_push(&a->heap, item);
	rise(a, a->heap.count - 1);
}

struct agenda_item *
agenda_take(struct agenda *a)
{
	struct agenda_item *item = a->heap.items[0];
	a->heap.items[0] = a->heap.items[--a->heap.count];
	sink(a, 0);
	return item;
}

void
agenda_return(struct agenda *a, struct agenda_item *item)
{
	vec_push(&a->spare, item);
}

void
agenda_clear(struct agenda *a)
{
	while (a->heap.count) {
		struct agenda_item *item = a->heap.items[--a->heap.count];
		frame_clear(&item->frame);
		agenda_return(a, item);
	}
}

void
agenda_free(struct agenda *a)
{
	agenda_clear(a);
	for (size_t i = 0; i < a->spare.count; i++)
		free(a->spare.items[i]);
	vec_free(&a->heap);
	vec_free(&a->spare);
}
