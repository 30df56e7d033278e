/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What became of the cases, by the numbers of their loans: a late message is
 * still known for what it is when its case has no slot any more.
 */
#include "runner/exec/campaign_state.h"

/*
 * Numbers count from 1.  NULL where the number has gone out of use: a set-up of
 * a fed run stands while thousands of cases come and go, and its end matters to
 * none of them.
 */
static struct fate *
note(struct campaign *c, const struct slot *slot)
{
	struct fate none = { 0 };
	window_extend(&c->fates, slot->number, none);
	return fate_of(c, slot->number);
}

void
campaign_note_start(struct campaign *c, const struct slot *slot)
{
	struct fate *f = note(c, slot);
	if (f)
		*f = (struct fate){ .kind = slot->kind };
}

void
campaign_note_end(
    struct campaign *c, const struct slot *slot, enum verdict verdict)
{
	struct fate *f = note(c, slot);
	if (f) {
		f->has_ended = true;
		f->has_passed = verdict == VERDICT_PASS;
	}
	if (!slot->session)
		campaign_note_over(c, slot->number);
}

void
campaign_note_left(struct campaign *c, const struct slot *slot)
{
	struct fate *f = note(c, slot);
	if (f)
		f->was_left = true;
}

void
campaign_note_over(struct campaign *c, unsigned number)
{
	struct fate *f = fate_of(c, number);
	if (f)
		f->is_over = true;
	/* With a feed, those of the plan itself are not run. */
	if (c->oldest_fate == 0)
		c->oldest_fate = c->setup.feed ? c->case_count + 1 : 1;
	while ((f = fate_of(c, c->oldest_fate)) && f->is_over)
		c->oldest_fate++;
	window_trim(&c->fates, c->oldest_fate);
}

int
campaign_find_running(const struct campaign *c, unsigned number)
{
	unsigned index = number - 1;
	if (number == 0 || c->case_count == 0)
		return -1;
	if (!c->setup.feed)
		index %= c->case_count;
	else if (index >= c->case_count)
		index = c->case_count + (index - c->case_count) % c->fed.size;
	const struct slot *slot = slot_of(c, index);
	return slot->session && slot->number == number ? (int)index : -1;
}
