/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/ledger.h"

#include "core/hash.h"
#include "core/vec.h"

#include <assert.h>
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A power of two, as all later sizes are. */
#define FIRST_SLOTS 64

struct entry {
	uint32_t text; /* where it is in 'texts', + 1; 0: there is none */
	unsigned owner;
};

/*
 * An open hash table, at most half full: most texts that are looked for are
 * not there.  Entries are small, since there are several for each case.
 */
struct ledger {
	struct entry *slots;
	size_t slot_count, count;
	VEC(char) texts; /* one after the other, each with its NUL */
};

struct ledger *
ledger_new(void)
{
	return mem_zalloc(sizeof(struct ledger));
}

void
ledger_clear(struct ledger *l)
{
	free(l->slots);
	vec_free(&l->texts);
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

static const char *
text_of(const struct ledger *l, const struct entry *e)
{
	return &l->texts.items[e->text - 1];
}

/* Where the text is, or would have to be. */
static struct entry *
find_slot(const struct ledger *l, const char *identity)
{
	size_t mask = l->slot_count - 1;
	size_t i = hash_bytes(identity, strlen(identity)) & mask;
	while (
	    l->slots[i].text && strcmp(text_of(l, &l->slots[i]), identity) != 0)
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
			*find_slot(l, text_of(l, &old.slots[i])) = old.slots[i];
	free(old.slots);
}

/* Copies it after the others. */
static uint32_t
add_text(struct ledger *l, const char *text)
{
	size_t first = l->texts.count;
	assert(first < UINT32_MAX);
	for (; *text; text++)
		vec_push(&l->texts, *text);
	vec_push(&l->texts, '\0');
	return (uint32_t)first + 1;
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
	e->text = add_text(l, identity);
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
