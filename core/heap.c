/* SPDX-License-Identifier: Apache-2.0 */
#include "core/heap.h"

#include <assert.h>
#include <stdbool.h>

void
heap_free(struct heap *h)
{
	vec_free(&h->entries);
	vec_free(&h->positions);
}

static bool
comes_before(const struct heap_entry *a, const struct heap_entry *b)
{
	return a->key != b->key ? a->key < b->key : a->item < b->item;
}

static void
put(struct heap *h, size_t at, struct heap_entry entry)
{
	h->entries.items[at] = entry;
	h->positions.items[entry.item] = (unsigned)at + 1;
}

/* Find the place of 'entry' from the free place 'at' towards the top. */
static size_t
rise(struct heap *h, size_t at, const struct heap_entry *entry)
{
	while (at > 0) {
		size_t parent = (at - 1) / 2;
		if (!comes_before(entry, &h->entries.items[parent]))
			break;
		put(h, at, h->entries.items[parent]);
		at = parent;
	}
	return at;
}

/* The same towards the leaves. */
static size_t
sink(struct heap *h, size_t at, const struct heap_entry *entry)
{
	const struct heap_entry *items = h->entries.items;
	for (size_t child = 2 * at + 1; child < h->entries.count;
	     child = 2 * at + 1) {
		if (child + 1 < h->entries.count &&
		    comes_before(&items[child + 1], &items[child]))
			child++;
		if (!comes_before(&items[child], entry))
			break;
		put(h, at, items[child]);
		at = child;
	}
	return at;
}

static void
settle(struct heap *h, size_t at, struct heap_entry entry)
{
	at = rise(h, at, &entry);
	put(h, sink(h, at, &entry), entry);
}

void
heap_set(struct heap *h, unsigned item, int64_t key)
{
	struct heap_entry entry = { .key = key, .item = item };
	while (h->positions.count <= item)
		vec_push(&h->positions, 0);
	unsigned position = h->positions.items[item];
	if (position == 0) {
		vec_push(&h->entries, entry);
		position = (unsigned)h->entries.count;
	} else if (h->entries.items[position - 1].key == key) {
		return;
	}
	settle(h, position - 1, entry);
}

void
heap_remove(struct heap *h, unsigned item)
{
	if (item >= h->positions.count || h->positions.items[item] == 0)
		return;
	size_t at = h->positions.items[item] - 1;
	struct heap_entry last = h->entries.items[--h->entries.count];
	h->positions.items[item] = 0;
	if (last.item != item)
		settle(h, at, last);
}

int64_t
heap_first_key(const struct heap *h)
{
	return h->entries.count ? h->entries.items[0].key : INT64_MAX;
}

unsigned
heap_pop(struct heap *h)
{
	assert(h->entries.count > 0);
	unsigned item = h->entries.items[0].item;
	heap_remove(h, item);
	return item;
}
