/* SPDX-License-Identifier: Apache-2.0 */
/* Lapses with what goes down. */
#include "mock/http/lapse_state.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

/* The frame that is left out, and those after it. */
#define GAP_AT 3
/* How far the time goes back. */
#define BACK_US 1000000
#define US_PER_MS 1000
/* So much larger than the right number is that of a party that is not there. */
#define STRANGER 1000000000

uint64_t
lapse_sequence(const struct lapse *l, uint64_t sequence)
{
	return sequence + (lapse_is(l, BREAKS_GAP) && sequence >= GAP_AT);
}

/* --- single frames --- */

static void
cut_error(struct mock_output *o)
{
	o->malformed |= o->frame.kind == FRAME_ERROR;
}

static void
shorten_party(struct mock_output *o)
{
	o->frame.party &= UINT16_MAX;
}

static void
reopen(struct mock_output *o)
{
	if (o->frame.kind != FRAME_ERROR ||
	    !strstr(frame_text(&o->frame), "already"))
		return;
	o->frame.kind = FRAME_OPENED;
	o->frame.text = NULL;
}

static void
lose_reference(struct mock_output *o)
{
	if (o->frame.kind != FRAME_MESSAGE)
		return;
	struct message *m = message_copy(o->frame.message);
	message_remove(m, "referenceId");
	o->frame.protocol = message_keep(m, o->frame.protocol);
	message_unref(o->frame.message);
	o->frame.message = m;
}

static void
misaddress(struct mock_output *o)
{
	if (o->frame.kind == FRAME_MESSAGE)
		o->frame.party += STRANGER;
}

static void
shorten_fence(struct mock_output *o)
{
	o->frame.fence &= UINT32_MAX;
}

static void
lose_time(struct mock_output *o)
{
	if (o->frame.kind == FRAME_ERROR)
		o->frame.server_time_us = -1;
}

static void
count_milliseconds(struct mock_output *o)
{
	o->frame.server_time_us /= US_PER_MS;
}

static const struct {
	enum binding_fault fault;
	void (*change)(struct mock_output *o);
} changes[] = {
	{ BREAKS_CUT_LINES, cut_error },
	{ BREAKS_SHORT_PARTIES, shorten_party },
	{ BREAKS_REOPENED, reopen },
	{ BREAKS_LOST_REFERENCES, lose_reference },
	{ BREAKS_STRANGE_PARTIES, misaddress },
	{ BREAKS_SHORT_FENCES, shorten_fence },
	{ BREAKS_TIMELESS_ERRORS, lose_time },
	{ BREAKS_MILLISECONDS, count_milliseconds },
};

static void
change_each(const struct lapse *l, struct lapse_batch *b)
{
	for (size_t c = 0; c < sizeof(changes) / sizeof(changes[0]); c++)
		for (size_t i = 0;
		     changes[c].fault == l->fault && i < b->outputs.count; i++)
			changes[c].change(&b->outputs.items[i]);
}

/* --- fewer, and more --- */

static bool
is_dropped(const struct lapse *l, const struct frame *f)
{
	return f->kind == FRAME_CLOSED &&
	    (l->is_ending ? l->fault == BREAKS_SILENT_END
			  : l->fault == BREAKS_NEVER_CLOSED);
}

static bool
comes_twice(const struct lapse *l, const struct frame *f)
{
	return (f->kind == FRAME_OPENED && l->fault == BREAKS_OPENED_TWICE) ||
	    (f->kind == FRAME_CLOSED && l->fault == BREAKS_CLOSED_TWICE) ||
	    (f->kind == FRAME_FENCE && l->fault == BREAKS_FENCES_TWICE);
}

static bool
is_held(const struct lapse *l, const struct frame *f)
{
	return f->kind == FRAME_ERROR && l->fault == BREAKS_HOLDS_BACK;
}

static void
select_each(struct lapse *l, struct lapse_batch *b)
{
	struct lapse_batch chosen = { 0 };
	if (l->may_release) {
		for (size_t i = 0; i < l->held.outputs.count; i++)
			vec_push(&chosen.outputs, l->held.outputs.items[i]);
		l->held.outputs.count = 0;
		l->may_release = false;
	}
	for (size_t i = 0; i < b->outputs.count; i++) {
		struct mock_output one = b->outputs.items[i], again = one;
		if (is_dropped(l, &one.frame)) {
			frame_clear(&one.frame);
			continue;
		}
		if (is_held(l, &one.frame)) {
			vec_push(&l->held.outputs, one);
			continue;
		}
		vec_push(&chosen.outputs, one);
		if (!comes_twice(l, &one.frame))
			continue;
		again.frame = frame_copy(&one.frame);
		vec_push(&chosen.outputs, again);
	}
	vec_free(&b->outputs);
	*b = chosen;
}

/* --- another order --- */

static void
swap(struct lapse_batch *b, size_t i, size_t j)
{
	struct mock_output kept = b->outputs.items[i];
	b->outputs.items[i] = b->outputs.items[j];
	b->outputs.items[j] = kept;
}

static bool
is_fence(const struct lapse_batch *b, size_t i)
{
	return b->outputs.items[i].frame.kind == FRAME_FENCE;
}

/* Each fence overtakes what of that kind is before it. */
static void
hurry_fences(struct lapse_batch *b, enum frame_kind kind)
{
	for (size_t i = 1; i < b->outputs.count; i++)
		for (size_t at = i; at > 0 && is_fence(b, at) &&
		     b->outputs.items[at - 1].frame.kind == kind;
		     at--)
			swap(b, at, at - 1);
}

static void
reverse_fences(struct lapse_batch *b)
{
	size_t i = 0, j = b->outputs.count;
	while (j > 0 && i < --j) {
		while (i < j && !is_fence(b, i))
			i++;
		while (i < j && !is_fence(b, j))
			j--;
		if (i < j)
			swap(b, i++, j);
	}
}

static void
date_back(struct lapse_batch *b)
{
	for (size_t i = 0; i < b->outputs.count; i++) {
		struct frame *f = &b->outputs.items[i].frame;
		if (f->kind == FRAME_CLOSED && f->server_time_us > BACK_US)
			f->server_time_us -= BACK_US;
	}
}

void
lapse_down(struct lapse *l, struct lapse_batch *b)
{
	select_each(l, b);
	change_each(l, b);
	if (l->fault == BREAKS_EARLY_FENCES)
		hurry_fences(b, FRAME_MESSAGE);
	else if (l->fault == BREAKS_FENCE_BEFORE_OPENED)
		hurry_fences(b, FRAME_OPENED);
	else if (l->fault == BREAKS_REVERSED_FENCES)
		reverse_fences(b);
	else if (l->fault == BREAKS_TIME_GOES_BACK)
		date_back(b);
}
