/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What of a case is left for a source that shows less than a run of our own:
 * only what it shows can be demanded.
 */
#include "judge/pattern/compiler.h"

#include <string.h>

static const struct leased_party *
find_leased(const struct case_lease *seen, const char *name)
{
	for (unsigned i = 0; i < seen->party_count; i++)
		if (strcmp(seen->parties[i].name, name) == 0)
			return &seen->parties[i];
	return NULL;
}

bool
compiler_sees_party(const struct compiler *c, const char *name)
{
	const char *actual =
	    cast_actual(&c->p->instances.items[c->instance].cast, name);
	return !c->p->seen || find_leased(c->p->seen, actual);
}

/* An attribute of an event that has come, or of a request. */
static bool
sees_attribute(const struct compiler *c, const struct piece *piece)
{
	bool in_event = c->p->events.items[piece->event].kind == EVENT_RECEIVE;
	return sight_shows(c->p->seen->sight, in_event, piece->text);
}

static bool
sees_id(const struct compiler *c, const struct piece *piece)
{
	const struct leased_party *p =
	    find_leased(c->p->seen, c->p->parties.items[piece->party].name);
	return p && (piece->kind == PIECE_AGENT_ID ? p->agent_id : p->place_id);
}

static bool
sees_piece(const struct compiler *c, const struct piece *piece)
{
	const struct case_lease *seen = c->p->seen;
	switch (piece->kind) {
	case PIECE_TEXT:
		return true;
	case PIECE_ATTRIBUTE:
		return sees_attribute(c, piece);
	case PIECE_AGENT_ID:
	case PIECE_PLACE_ID:
		return sees_id(c, piece);
	case PIECE_QUEUE:
		return seen->queue;
	case PIECE_QUEUE2:
		return seen->queue2;
	case PIECE_WORKBIN:
		return seen->workbin;
	case PIECE_INTERACTION:
		return seen->interaction;
	case PIECE_UNIQUE:
		return seen->unique;
	}
	return false;
}

static bool
sees_expression(const struct compiler *c, const struct expression *e)
{
	for (size_t i = 0; i < e->pieces.count; i++)
		if (!sees_piece(c, &e->pieces.items[i]))
			return false;
	return true;
}

bool
compiler_sees_test(
    const struct compiler *c, bool in_event, const struct compiled_test *t)
{
	return !c->p->seen ||
	    (sight_shows(c->p->seen->sight, in_event, t->test->path) &&
		sees_expression(c, &t->path) && sees_expression(c, &t->value) &&
		sees_expression(c, &t->pattern));
}
