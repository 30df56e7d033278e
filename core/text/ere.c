/* SPDX-License-Identifier: Apache-2.0 */
#include "core/text/ere_internal.h"

#include "core/escape.h"
#include "core/mem.h"

#include <limits.h>
#include <stdlib.h>

/* A byte that is not UTF-8: a character that equals no other. */
#define NO_CHARACTER UINT_MAX

struct ere *
ere_compile(
    const char *text, size_t max_states, struct ere_problem *ret_problem)
{
	struct ere *e = mem_zalloc(sizeof(*e));
	if (!ere_parse(e, text, max_states, ret_problem)) {
		ere_free(e);
		return NULL;
	}
	struct ere_instruction done = { .operation = ERE_DONE };
	vec_push(&e->code, done);
	return e;
}

void
ere_free(struct ere *e)
{
	if (!e)
		return;
	vec_free(&e->code);
	vec_free(&e->ranges);
	free(e);
}

/* The states that the text read so far can lead to, each once. */
struct states {
	unsigned *list;
	unsigned count;
};

/* One text matched against one expression. */
struct reading {
	const struct ere *e;
	struct states now, next;
	unsigned *last_step; /* by state: the step that entered it last */
	unsigned *waiting;   /* forks whose branches are still to enter */
	unsigned step;       /* counts characters, from 1 */
	uint64_t work;       /* counts states that took one or not */
	bool at_end;
};

/* Enter a state, and all that it leads to without a character. */
static void
enter(struct reading *r, struct states *into, unsigned state)
{
	unsigned waiting = 0;
	r->waiting[waiting++] = state;
	while (waiting > 0) {
		unsigned at = r->waiting[--waiting];
		const struct ere_instruction *i = &r->e->code.items[at];
		if (r->last_step[at] == r->step)
			continue;
		r->last_step[at] = r->step;
		switch (i->operation) {
		case ERE_CHARACTER:
		case ERE_ANY:
		case ERE_SET:
		case ERE_DONE:
			into->list[into->count++] = at;
			break;
		case ERE_START:
			if (r->step == 1)
				r->waiting[waiting++] = at + 1;
			break;
		case ERE_END:
			if (r->at_end)
				r->waiting[waiting++] = at + 1;
			break;
		case ERE_FORK:
			r->waiting[waiting++] = (unsigned)((int)at + i->or_to);
			r->waiting[waiting++] = (unsigned)((int)at + i->to);
			break;
		case ERE_GO:
			r->waiting[waiting++] = (unsigned)((int)at + i->to);
			break;
		}
	}
}

static bool
is_in_set(
    const struct ere *e, const struct ere_instruction *i, unsigned character)
{
	const struct ere_range *ranges = e->ranges.items + i->range;
	unsigned low = 0, high = i->ranges; /* the first that ends at or after
					     * it is from 'low' to 'high' */
	while (low < high) {
		unsigned middle = low + (high - low) / 2;
		if (ranges[middle].last < character)
			low = middle + 1;
		else
			high = middle;
	}
	bool is_in = low < i->ranges && ranges[low].first <= character;
	return is_in != i->negated;
}

static bool
takes(const struct ere *e, const struct ere_instruction *i, unsigned character)
{
	switch (i->operation) {
	case ERE_CHARACTER:
		return i->code == character;
	case ERE_ANY:
		return true;
	case ERE_SET:
		return is_in_set(e, i, character);
	case ERE_START:
	case ERE_END:
	case ERE_FORK:
	case ERE_GO:
	case ERE_DONE:
		break;
	}
	return false;
}

static void
read_character(struct reading *r, unsigned character)
{
	r->step++;
	r->next.count = 0;
	r->work += r->now.count;
	for (unsigned i = 0; i < r->now.count; i++) {
		unsigned state = r->now.list[i];
		if (takes(r->e, &r->e->code.items[state], character))
			enter(r, &r->next, state + 1);
	}
	struct states swap = r->now;
	r->now = r->next;
	r->next = swap;
}

static bool
read_text(struct reading *r, const char *text, size_t size)
{
	r->step = 1;
	r->at_end = size == 0;
	enter(r, &r->now, 0);
	for (size_t i = 0; i < size && r->now.count > 0;) {
		unsigned character;
		size_t length = utf8_next(text + i, size - i, &character);
		i += length ? length : 1;
		r->at_end = i == size;
		read_character(r, length ? character : NO_CHARACTER);
	}
	for (unsigned i = 0; i < r->now.count; i++)
		if (r->e->code.items[r->now.list[i]].operation == ERE_DONE)
			return true;
	return false;
}

bool
ere_matches(const struct ere *e, const char *text, size_t size)
{
	uint64_t work = 0;
	return ere_matches_at(e, text, size, &work);
}

bool
ere_matches_at(
    const struct ere *e, const char *text, size_t size, uint64_t *work)
{
	size_t count = e->code.count;
	unsigned *room = mem_zalloc((5 * count + 1) * sizeof(*room));
	struct reading r = { .e = e,
		.now = { .list = room },
		.next = { .list = room + count },
		.last_step = room + 2 * count,
		/* Each state that is entered leaves at most two. */
		.waiting = room + 3 * count };
	bool matches = read_text(&r, text, size);
	*work += r.work;
	free(room);
	return matches;
}
