/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/ladder_items.h"

#include "core/escape.h"
#include "core/mem.h"
#include "model/party.h"
#include "wire/frame.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define NAME_CHARACTERS_MAX 60
#define TEXT_MAX_BYTES ((size_t)1 << 10)
/* Fewer lines are not worth to be folded into one. */
#define FOLD_MIN 3

struct ladder *
ladder_new(void)
{
	return mem_zalloc(sizeof(struct ladder));
}

static void
free_item(struct item *item)
{
	free(item->text);
	free(item->mark);
	free(item->note);
}

void
ladder_free(struct ladder *l)
{
	if (!l)
		return;
	for (size_t i = 0; i < l->items.count; i++)
		free_item(&l->items.items[i]);
	for (size_t i = 0; i < l->legend.count; i++)
		free(l->legend.items[i]);
	vec_free(&l->legend);
	vec_free(&l->items);
	free(l);
}

static void
push(struct ladder *l, struct item item)
{
	item.depth = l->depth;
	vec_push(&l->items, item);
}

static unsigned
position_of(const char *party)
{
	const char *const *names = party_names();
	unsigned i = 0;
	while (names[i] && strcmp(names[i], party) != 0)
		i++;
	assert(i < CAST_SIZE && names[i]);
	return i;
}

static enum line_style
line_of(const struct ladder_arrow *arrow)
{
	if (arrow->direction == LADDER_NO_MESSAGE)
		return LINE_NONE;
	if (!arrow->protocol)
		return LINE_OTHER;
	if (strcmp(arrow->protocol, PROTOCOL_INTERACTION_MANAGEMENT) == 0)
		return LINE_MANAGEMENT;
	return strcmp(arrow->protocol, PROTOCOL_REPORTING) == 0 ? LINE_REPORTING
								: LINE_OTHER;
}

/* One harmless line; NULL for nothing. */
static char *
harmless(const char *text)
{
	struct buf b;
	if (!text || !*text)
		return NULL;
	buf_init(&b, TEXT_MAX_BYTES);
	escape_line(&b, text, strlen(text));
	return buf_take(&b);
}

static char *
harmless_name(const char *name)
{
	struct buf b;
	size_t size = strlen(name);
	buf_init(&b, TEXT_MAX_BYTES);
	if (size <= NAME_CHARACTERS_MAX)
		escape_line(&b, name, size);
	else
		escape_quoted(&b, name, size, NAME_CHARACTERS_MAX);
	return buf_take(&b);
}

static struct item
item_of(const struct ladder_arrow *arrow)
{
	return (struct item){ .kind = ITEM_ARROW,
		.party = position_of(arrow->party),
		.direction = arrow->direction,
		.forbidden = arrow->forbidden,
		.is_ghost = arrow->is_ghost,
		.number = arrow->number,
		.line = line_of(arrow),
		.text = harmless_name(arrow->message),
		.mark = harmless(arrow->mark),
		.note = harmless(arrow->note) };
}

static void
note_use(struct ladder *l, const struct item *item)
{
	l->party_set |= 1u << item->party;
	l->line_set |= 1u << item->line;
}

void
ladder_add(struct ladder *l, const struct ladder_arrow *arrow)
{
	if (l->items.count >= LADDER_ITEMS_MAX) {
		l->dropped++;
		return;
	}
	struct item item = item_of(arrow);
	note_use(l, &item);
	push(l, item);
}

static struct item *
find_number(const struct ladder *l, unsigned number)
{
	for (size_t i = 0; i < l->items.count && number; i++)
		if (l->items.items[i].number == number)
			return &l->items.items[i];
	return NULL;
}

/* Where to insert something after 'number'. */
static size_t
place_behind(const struct ladder *l, unsigned number)
{
	const struct item *found = find_number(l, number);
	size_t at = found ? (size_t)(found - l->items.items) + 1 : 0;
	if (number && !found)
		return l->items.count;
	while (at < l->items.count && l->items.items[at].is_inserted)
		at++;
	return at;
}

static void
insert(struct ladder *l, unsigned number, struct item item)
{
	size_t at = place_behind(l, number);
	item.is_inserted = true;
	item.depth = at > 0 ? l->items.items[at - 1].depth : 0;
	vec_push(&l->items, item);
	memmove(&l->items.items[at + 1], &l->items.items[at],
	    (l->items.count - at - 1) * sizeof(item));
	l->items.items[at] = item;
}

void
ladder_insert(
    struct ladder *l, unsigned number, const struct ladder_arrow *arrow)
{
	struct item item = item_of(arrow);
	note_use(l, &item);
	insert(l, number, item);
}

void
ladder_remark(struct ladder *l, unsigned number, const char *text)
{
	insert(l, number,
	    (struct item){ .kind = ITEM_REMARK, .text = harmless(text) });
}

void
ladder_mark(struct ladder *l, unsigned number, const char *mark)
{
	struct item *found = find_number(l, number);
	if (!found)
		return;
	free(found->mark);
	found->mark = harmless(mark);
}

static void
push_title(struct ladder *l, enum item_kind kind, const char *title)
{
	push(l, (struct item){ .kind = kind, .text = harmless(title) });
}

void
ladder_open(struct ladder *l, const char *title)
{
	push_title(l, ITEM_OPEN, title);
	if (++l->depth > l->deepest)
		l->deepest = l->depth;
}

void
ladder_divide(struct ladder *l, const char *title)
{
	assert(l->depth > 0);
	l->depth--;
	push_title(l, ITEM_DIVIDE, title);
	l->depth++;
}

void
ladder_close(struct ladder *l)
{
	assert(l->depth > 0);
	l->depth--;
	push(l, (struct item){ .kind = ITEM_CLOSE });
}

/* --- what is left out, and explained --- */

static bool
is_sent(const struct item *item)
{
	return item->kind == ITEM_ARROW && item->direction == LADDER_TO_SERVER;
}

/* Where the exchange begins that the item with this number belongs to. */
static size_t
exchange_of(const struct ladder *l, unsigned number)
{
	const struct item *found = find_number(l, number);
	size_t at = found ? (size_t)(found - l->items.items) : 0;
	while (at > 0 && !is_sent(&l->items.items[at]))
		at--;
	while (at > 0 && is_sent(&l->items.items[at - 1]))
		at--;
	return at;
}

static void
remove_first(struct ladder *l, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free_item(&l->items.items[i]);
	memmove(l->items.items, l->items.items + count,
	    (l->items.count - count) * sizeof(l->items.items[0]));
	l->items.count -= count;
	l->party_set = l->line_set = 0;
	for (size_t i = 0; i < l->items.count; i++)
		if (l->items.items[i].kind == ITEM_ARROW)
			note_use(l, &l->items.items[i]);
}

void
ladder_fold(struct ladder *l, unsigned number, const char *what)
{
	size_t count = exchange_of(l, number);
	if (count < FOLD_MIN)
		return;
	unsigned first = l->items.items[0].number;
	unsigned last = l->items.items[count - 1].number;
	remove_first(l, count);
	char *text = mem_printf("(#%u to #%u: %s)", first, last, what);
	insert(
	    l, 0, (struct item){ .kind = ITEM_FOLD, .text = harmless(text) });
	free(text);
}

void
ladder_explain(struct ladder *l, const char *text)
{
	char *line = harmless(text);
	if (line)
		vec_push(&l->legend, line);
}
