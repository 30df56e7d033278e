/* SPDX-License-Identifier: Apache-2.0 */
#include "core/hash.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_BUCKET_COUNT 4

/*
 * A product's low bits depend on low bits only, and names differ at their ends:
 * so the upper half is folded into the lower before and after.
 */
static uint64_t
mix(uint64_t code, uint64_t part)
{
	code ^= part;
	code = (code ^ code >> 32) * UINT64_C(0x9E3779B97F4A7C15);
	return code ^ code >> 32;
}

uint32_t
hash_bytes(const void *bytes, size_t size)
{
	const char *at = bytes;
	uint64_t code = UINT64_C(0xCBF29CE484222325) ^ size, part = 0;
	for (; size >= sizeof(part); at += sizeof(part), size -= sizeof(part)) {
		memcpy(&part, at, sizeof(part));
		code = mix(code, part);
	}
	if (size > 0) {
		part = 0;
		memcpy(&part, at, size);
		code = mix(code, part);
	}
	return (uint32_t)code;
}

void
hash_free(struct hash *h)
{
	free(h->buckets);
	*h = (struct hash){ 0 };
}

static size_t
place_of(const struct hash *h, uint32_t code)
{
	return code & (h->bucket_count - 1);
}

static struct hash_node **
bucket_of(const struct hash *h, uint32_t code)
{
	return &h->buckets[place_of(h, code)];
}

struct hash_node *
hash_find(const struct hash *h, const void *key, size_t key_size)
{
	if (h->count == 0)
		return NULL;
	uint32_t code = hash_bytes(key, key_size);
	struct hash_node *node = *bucket_of(h, code);
	for (; node; node = node->next) {
		if (node->code == code && node->key_size == key_size &&
		    memcmp(node->key, key, key_size) == 0)
			return node;
	}
	return NULL;
}

static void
grow(struct hash *h)
{
	struct hash old = *h;
	h->bucket_count =
	    old.bucket_count ? old.bucket_count * 2 : FIRST_BUCKET_COUNT;
	h->buckets = mem_zalloc(h->bucket_count * sizeof(*h->buckets));
	for (size_t i = 0; i < old.bucket_count; i++) {
		struct hash_node *node = old.buckets[i];
		while (node) {
			struct hash_node *next = node->next;
			struct hash_node **bucket = bucket_of(h, node->code);
			node->next = *bucket;
			*bucket = node;
			node = next;
		}
	}
	h->first = 0;
	free(old.buckets);
}

void
hash_add(
    struct hash *h, struct hash_node *node, const void *key, size_t key_size)
{
	if (h->count == h->bucket_count)
		grow(h);
	node->key = key;
	node->key_size = (uint32_t)key_size;
	node->code = hash_bytes(key, key_size);
	struct hash_node **bucket = bucket_of(h, node->code);
	node->next = *bucket;
	*bucket = node;
	h->count++;
	if (place_of(h, node->code) < h->first)
		h->first = place_of(h, node->code);
}

void
hash_remove(struct hash *h, struct hash_node *node)
{
	struct hash_node **at = bucket_of(h, node->code);
	while (*at != node)
		at = &(*at)->next;
	*at = node->next;
	h->count--;
}

struct hash_node *
hash_any(struct hash *h)
{
	if (h->count == 0)
		return NULL;
	while (!h->buckets[h->first])
		h->first++;
	return h->buckets[h->first];
}
