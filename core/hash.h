/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A hash table whose nodes and keys live inside the elements: finding, adding
 * and removing cost the same whether ten or a million are in.
 */
#ifndef IXC_CORE_HASH_H
#define IXC_CORE_HASH_H

#include <stddef.h>
#include <stdint.h>

struct hash_node {
	struct hash_node *next;
	const void *key; /* borrowed: part of the element */
	uint32_t key_size;
	uint32_t code;
};

/* Zero-filled is a valid empty table. */
struct hash {
	struct hash_node **buckets; /* owned */
	size_t bucket_count;        /* 0 or a power of two */
	size_t count;
	size_t first; /* all buckets before it are empty */
};

/* Eight bytes at a time; fast, and no protection against chosen keys. */
uint32_t hash_bytes(const void *bytes, size_t size);

/* Release the table; the elements belong to their owner. */
void hash_free(struct hash *h);

/* NULL if it is not in the table. */
struct hash_node *hash_find(
    const struct hash *h, const void *key, size_t key_size);

/* The key, of less than 4 GiB, must not be in the table, and live as long as
 * the node is in. */
void hash_add(
    struct hash *h, struct hash_node *node, const void *key, size_t key_size);

void hash_remove(struct hash *h, struct hash_node *node);

/* Any one node, for emptying the table; NULL when empty. */
struct hash_node *hash_any(struct hash *h);

#endif
