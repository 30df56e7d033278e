/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/concurrency.h"

#include "load/ids.h"
#include "model/limits.h"

#include <string.h>

static bool
collect(struct case_steps *s, const struct step *step, unsigned parent,
    unsigned position)
{
	unsigned own = (unsigned)s->items.count;
	struct case_step index = { .step = step,
		.parent = parent,
		.position = position,
		.depth = own ? s->items.items[parent].depth + 1 : 0 };
	if (own == PATTERN_MAX_EVENTS)
		return false;
	vec_push(&s->items, index);
	for (unsigned i = 0;
	     step->kind != STEP_ABSENT && i < step->children.count; i++)
		if (!collect(s, step->children.items[i], own, i))
			return false;
	return true;
}

bool
case_steps_collect(const struct fixture_case *c, struct case_steps *ret)
{
	*ret = (struct case_steps){ 0 };
	if (collect(ret, c->body, 0, 0))
		return true;
	case_steps_free(ret);
	return false;
}

void
case_steps_free(struct case_steps *s)
{
	vec_free(&s->items);
}

const struct step *
case_step_at(const struct case_steps *s, unsigned index)
{
	return s->items.items[index].step;
}

static unsigned
parent_of(const struct case_steps *s, unsigned index)
{
	return s->items.items[index].parent;
}

bool
case_step_is_within(const struct case_steps *s, unsigned index, unsigned block)
{
	while (index > block)
		index = parent_of(s, index);
	return index == block;
}

struct step_pair
case_steps_pair(const struct case_steps *s, unsigned first, unsigned second)
{
	struct step_pair p = { .steps = s,
		.first = first,
		.second = second,
		.one = first,
		.another = second };
	const struct case_step *items = s->items.items;
	while (items[p.one].parent != items[p.another].parent) {
		if (items[p.one].depth > items[p.another].depth)
			p.one = items[p.one].parent;
		else if (items[p.one].depth < items[p.another].depth)
			p.another = items[p.another].parent;
		else {
			p.one = items[p.one].parent;
			p.another = items[p.another].parent;
		}
	}
	p.fork = items[p.one].parent;
	return p;
}

/* Does a condition at 'index', or around it, exclude this one? */
static bool
is_excluded(
    const struct case_steps *s, unsigned index, const struct condition *when)
{
	for (;; index = parent_of(s, index)) {
		if (conditions_exclude(case_step_at(s, index)->when, when))
			return true;
		if (index == 0)
			return false;
	}
}

bool
pair_coexists(const struct step_pair *p)
{
	for (unsigned i = p->second; i != p->fork; i = parent_of(p->steps, i))
		if (is_excluded(
			p->steps, p->first, case_step_at(p->steps, i)->when))
			return false;
	return true;
}

static bool
implied_around(
    const struct case_steps *s, unsigned index, const struct condition *when)
{
	for (; index != 0; index = parent_of(s, index))
		if (conditions_imply(case_step_at(s, index)->when, when))
			return true;
	return false;
}

/* Is the step part of every run that both of the pair are part of? */
static bool
is_certain(const struct step_pair *p, const struct step *s)
{
	return !s->when->reading ||
	    implied_around(p->steps, p->first, s->when) ||
	    implied_around(p->steps, p->second, s->when);
}

bool
is_sequence(enum step_kind kind)
{
	switch (kind) {
	case STEP_SEQ:
	case STEP_STRICT:
	case STEP_OPTIONAL:
	case STEP_REPEAT:
	case STEP_WHILE:
	case STEP_PLAY:
	case STEP_PROBE:
		return true;
	case STEP_SEND:
	case STEP_DISCONNECT:
	case STEP_RECEIVE:
	case STEP_CLOSED:
	case STEP_DUE:
	case STEP_ALL:
	case STEP_CHOICE:
	case STEP_ABSENT:
		return false;
	}
	return false;
}

static bool
are_silent(const struct step_pair *p, const struct step *block, size_t from,
    size_t end, const char *party)
{
	/* In a <strict> each party's messages are in each other's way. */
	const char *whose = block->kind == STEP_STRICT ? NULL : party;
	for (size_t i = from; i < end; i++)
		if (!pair_is_silent(p, block->children.items[i], whose))
			return false;
	return true;
}

static bool
has_silent_branch(const struct step_pair *p, const struct step *choice,
    const struct step *besides, const char *party)
{
	for (size_t i = 0; i < choice->children.count; i++)
		if (choice->children.items[i] != besides &&
		    pair_is_silent(p, choice->children.items[i], party))
			return true;
	return false;
}

bool
pair_is_silent(
    const struct step_pair *p, const struct step *s, const char *party)
{
	if (!is_certain(p, s))
		return true;
	switch (s->kind) {
	case STEP_SEND:
	case STEP_DISCONNECT:
		return false;
	case STEP_RECEIVE:
	case STEP_CLOSED:
	case STEP_DUE:
		return party && strcmp(party, s->party) != 0;
	case STEP_SEQ:
	case STEP_STRICT:
	case STEP_ALL:
	case STEP_WHILE:
	case STEP_PLAY:
	case STEP_PROBE:
		return are_silent(p, s, 0, s->children.count, party);
	case STEP_CHOICE:
		return has_silent_branch(p, s, NULL, party);
	case STEP_OPTIONAL:
		return true;
	case STEP_REPEAT:
		return s->min == 0 ||
		    are_silent(p, s, 0, s->children.count, party);
	case STEP_ABSENT:
		return !s->window.within->given;
	}
	return false;
}

bool
pair_can_start(const struct step_pair *p, unsigned block, unsigned index)
{
	const struct case_step *items = p->steps->items.items;
	const char *party = items[index].step->party;
	for (; index != block; index = items[index].parent) {
		const struct step *outer = items[items[index].parent].step;
		if (is_sequence(outer->kind) &&
		    !are_silent(p, outer, 0, items[index].position, party))
			return false;
	}
	return true;
}

/* Is what follows the child in its block silent, if that is a sequence? */
static bool
is_end_silent(const struct step_pair *p, unsigned child, const char *party)
{
	const struct case_step *c = &p->steps->items.items[child];
	const struct step *outer = case_step_at(p->steps, c->parent);
	return !is_sequence(outer->kind) ||
	    are_silent(p, outer, c->position + 1, outer->children.count, party);
}

bool
pair_can_skip(const struct step_pair *p, unsigned block, unsigned index)
{
	const char *party = case_step_at(p->steps, index)->party;
	bool can = false;
	for (unsigned child = index; child != block;) {
		unsigned outer = parent_of(p->steps, child);
		const struct step *s = case_step_at(p->steps, outer);
		can = can && is_end_silent(p, child, party);
		bool starts = !can && pair_can_start(p, outer, index);
		if (starts && s->kind == STEP_CHOICE)
			can = has_silent_branch(
			    p, s, case_step_at(p->steps, child), party);
		else if (starts)
			can = s->kind == STEP_OPTIONAL ||
			    (s->kind == STEP_REPEAT && s->min < s->max);
		child = outer;
	}
	return can;
}

/* The one in an earlier, the other in a later copy of a repeat around both. */
static bool
meet_in_copies(const struct step_pair *p, unsigned earlier, unsigned later)
{
	unsigned child = earlier;
	const char *party = case_step_at(p->steps, earlier)->party;
	while (child != 0) {
		unsigned outer = parent_of(p->steps, child);
		const struct step *s = case_step_at(p->steps, outer);
		if (s->kind == STEP_REPEAT && s->max > 1 &&
		    case_step_is_within(p->steps, later, outer) &&
		    pair_can_skip(p, child, earlier) &&
		    is_end_silent(p, child, party) &&
		    pair_can_start(p, outer, later))
			return true;
		child = outer;
	}
	return false;
}

static bool
meet_in_sequence(const struct step_pair *p)
{
	const struct case_step *items = p->steps->items.items;
	const struct step *fork = items[p->fork].step;
	return pair_can_skip(p, p->one, p->first) &&
	    pair_can_start(p, p->another, p->second) &&
	    are_silent(p, fork, items[p->one].position + 1,
		items[p->another].position, items[p->first].step->party);
}

bool
pair_is_open_together(const struct step_pair *p)
{
	const struct step *fork = case_step_at(p->steps, p->fork);
	if (p->first != p->second && fork->kind == STEP_ALL)
		return true;
	if (p->first != p->second && is_sequence(fork->kind) &&
	    meet_in_sequence(p))
		return true;
	return meet_in_copies(p, p->first, p->second) ||
	    meet_in_copies(p, p->second, p->first);
}

/* Does the step contain, in every run, something that the runner does? */
static bool
is_barrier(const struct step_pair *p, const struct step *s)
{
	if (!is_certain(p, s) || s->kind == STEP_OPTIONAL ||
	    s->kind == STEP_RECEIVE || (s->kind == STEP_REPEAT && s->min == 0))
		return false;
	if (s->kind == STEP_ABSENT)
		return s->window.within->given;
	if (s->children.count == 0)
		return s->kind == STEP_SEND || s->kind == STEP_DISCONNECT;
	size_t barriers = 0;
	for (size_t i = 0; i < s->children.count; i++)
		barriers += is_barrier(p, s->children.items[i]);
	return s->kind == STEP_CHOICE ? barriers == s->children.count
				      : barriers > 0;
}

static bool
has_barrier(const struct step_pair *p, const struct step *block, size_t from,
    size_t end)
{
	for (size_t i = from; is_sequence(block->kind) && i < end; i++)
		if (is_barrier(p, block->children.items[i]))
			return true;
	return false;
}

bool
pair_has_barrier(const struct step_pair *p)
{
	const struct case_step *items = p->steps->items.items;
	for (unsigned i = p->first; i != p->one; i = items[i].parent) {
		const struct step *outer = items[items[i].parent].step;
		if (has_barrier(
			p, outer, items[i].position + 1, outer->children.count))
			return true;
	}
	for (unsigned i = p->second; i != p->another; i = items[i].parent)
		if (has_barrier(
			p, items[items[i].parent].step, 0, items[i].position))
			return true;
	return has_barrier(p, items[p->fork].step, items[p->one].position + 1,
	    items[p->another].position);
}
