/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/string_table.h"

#include "core/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_SLOTS 256
/* FNV-1a. */
#define HASH_START UINT64_C(14695981039346656037)
#define HASH_PRIME UINT64_C(1099511628211)

static uint64_t
hash_of(const char *text)
{
	uint64_t hash = HASH_START;
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * HASH_PRIME;
	return hash;
}

/* Where the text is, or would be. */
static unsigned *
find_slot(const struct string_table *p, const char *text)
{
	size_t at = hash_of(text) & (p->slot_count - 1);
	while (
	    p->slots[at] && strcmp(p->texts.items[p->slots[at] - 1], text) != 0)
		at = (at + 1) & (p->slot_count - 1);
	return &p->slots[at];
}

/* Half of the slots stay free, so a search is short. */
static void
grow(struct string_table *p)
{
	if (p->texts.count * 2 < p->slot_count)
		return;
	p->slot_count = p->slot_count ? p->slot_count * 2 : FIRST_SLOTS;
	free(p->slots);
	p->slots = mem_zalloc(p->slot_count * sizeof(*p->slots));
	for (size_t i = 0; i < p->texts.count; i++)
		*find_slot(p, p->texts.items[i]) = (unsigned)i + 1;
}

unsigned
string_table_add(struct string_table *p, const char *text)
{
	grow(p);
	unsigned *slot = find_slot(p, text);
	if (*slot)
		return *slot - 1;
	if (p->texts.count >= STRING_TABLE_MAX)
		return 0;
	vec_push(&p->texts, mem_strdup(text));
	*slot = (unsigned)p->texts.count;
	return *slot - 1;
}

void
string_table_free(struct string_table *p)
{
	for (size_t i = 0; i < p->texts.count; i++)
		free(p->texts.items[i]);
	vec_free(&p->texts);
	free(p->slots);
}
