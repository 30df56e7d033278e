/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/ledger.h"

#include "core/mem.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A power of two, as all later sizes are. */
#define FIRST_SLOTS 64

struct entry {
	char *text; /* owned, or NULL */
	unsigned owner;
};

/* An open hash table, at most half full. */
struct ledger {
	struct entry *slots;
	size_t slot_count, count;
};

struct ledger *
ledger_new(void)
{
	return mem_zalloc(sizeof(struct ledger));
}

void
ledger_clear(struct ledger *l)
{
	for (size_t i = 0; i < l->slot_count; i++)
		free(l->slots[i].text);
	free(l->slots);
	*l = (struct ledger){ 0 };
}

void
ledger_free(struct ledger *l)
{
	if (!l)
		return;
	ledger_clear(l);
	free(l);
}

/* FNV-1a. */
static size_t
hash(const char *text)
{
	uint64_t code = UINT64_C(0xCBF29CE484222325);
	for (; *text; text++)
		code = (code ^ (unsigned char)*text) * UINT64_C(0x100000001B3);
	return (size_t)(code ^ code >> 32);
}

/* Where the text is, or would have to be. */
static struct entry *
find_slot(const struct ledger *l, const char *identity)
{
	size_t mask = l->slot_count - 1;
	size_t i = hash(identity) & mask;
	while (l->slots[i].text && strcmp(l->slots[i].text, identity) != 0)
		i = (i + 1) & mask;
	return &l->slots[i];
}

static void
grow(struct ledger *l)
{
	struct ledger old = *l;
	l->slot_count = old.slot_count ? old.slot_count * 2 : FIRST_SLOTS;
	l->slots = mem_zalloc(l->slot_count * sizeof(*l->slots));
	for (size_t i = 0; i < old.slot_count; i++)
		if (old.slots[i].text)
			*find_slot(l, old.slots[i].text) = old.slots[i];
	free(old.slots);
}

/* Where it is; made if it was not there. */
static struct entry *
note(struct ledger *l, const char *identity)
{
	struct entry *e = l->count > 0 ? find_slot(l, identity) : NULL;
	if (e && e->text)
		return e;
	if (2 * (l->count + 1) > l->slot_count)
		grow(l);
	e = find_slot(l, identity);
	e->text = mem_strdup(identity);
	l->count++;
	return e;
}

void
ledger_add(struct ledger *l, const char *identity)
{
	if (identity)
		note(l, identity);
}

void
ledger_lend(struct ledger *l, const char *identity, unsigned owner)
{
	if (identity)
		note(l, identity)->owner = owner;
}

bool
ledger_has(const struct ledger *l, const char *identity)
{
	return l->count > 0 && find_slot(l, identity)->text;
}

unsigned
ledger_owner(const struct ledger *l, const char *identity)
{
	return l->count > 0 ? find_slot(l, identity)->owner : 0;
}

unsigned
ledger_find_number(const char *run_id, const char *text)
{
	size_t size = strlen(run_id);
	for (const char *at = strstr(text, run_id); at;
	     at = strstr(at + 1, run_id))
		if (at[size] == '-' && isdigit((unsigned char)at[size + 1]) &&
		    (at == text || !isalnum((unsigned char)at[-1])))
			return (unsigned)strtoul(at + size + 1, NULL, 10);
	return 0;
}
