/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cases that could not be judged and are run again, when all others have ended:
 * what was in their way may be over by then.  How an attempt ended is told when
 * the next one starts; if none does, it was the last one.
 */
#include "runner/exec/attempt.h"
#include "runner/exec/campaign_state.h"

#include <stdlib.h>

void
campaign_number_attempt(struct campaign *c, unsigned index)
{
	struct slot *slot = slot_of(c, index);
	if (index < c->case_count)
		slot->number = slot->attempts * c->case_count + index + 1;
}

bool
campaign_has_retries(const struct campaign *c)
{
	return c->again.next < c->again.queue.count;
}

/* Is there anything to come that may need a set-up of the run? */
static bool
has_more(const struct campaign *c)
{
	return c->next < c->case_count || c->running > 0 ||
	    campaign_has_retries(c);
}

/*
 * What another run has left is found one by one, in each queue or workbin that
 * a case gets: it was stopped, so the next attempt may have none.
 */
#define LEFTOVER_RETRIES 8

static unsigned
retries_of(const struct campaign *c, const struct outcome *outcome)
{
	if (c->setup.feed)
		return 0;
	return c->setup.retries + (outcome->leftover ? LEFTOVER_RETRIES : 0);
}

bool
campaign_keep_open(struct campaign *c, unsigned index, struct outcome *outcome)
{
	struct slot *slot = slot_of(c, index);
	bool is_possible = slot->session && !c->summary.problem &&
	    slot->attempts < retries_of(c, outcome);
	if (!is_possible || !attempt_leaves_open(outcome) ||
	    (slot->sets_up && !has_more(c)))
		return false;
	if (slot->attempts++ == 0 && outcome->sentence)
		slot->first = mem_strdup(outcome->sentence);
	slot->open = mem_alloc(sizeof(*slot->open));
	*slot->open = *outcome;
	*outcome = (struct outcome){ 0 };
	/* Whoever needs a set-up brings it back. */
	if (slot->sets_up)
		slot->sets_up->state = HUB_LOST;
	else
		vec_push(&c->again.queue, index);
	return true;
}

static void
forget_open(struct slot *slot)
{
	if (slot->open)
		outcome_clear(slot->open);
	free(slot->open);
	slot->open = NULL;
}

void
campaign_tell_attempt(struct campaign *c, unsigned index)
{
	struct slot *slot = slot_of(c, index);
	struct run_event event = { .kind = RUN_ATTEMPT_ENDED,
		.outcome = slot->open };
	if (!slot->open)
		return;
	campaign_emit_of_case(c, index, &event, slot->end_ns);
	forget_open(slot);
}

void
campaign_start_again(struct campaign *c, int64_t now_ns)
{
	if (c->running > 0 && c->again.next == 0)
		return;
	while (campaign_has_retries(c) && c->running < c->setup.jobs) {
		unsigned index = c->again.queue.items[c->again.next];
		struct planned_start start = { .index = index };
		if (slot_of(c, index)->session ||
		    !campaign_start_case(c, &start, now_ns))
			return;
		c->again.next++;
	}
}

void
campaign_settle_attempts(
    struct campaign *c, unsigned index, struct outcome *outcome)
{
	const struct slot *slot = slot_of(c, index);
	attempt_settle(outcome, slot->attempts + 1, slot->first);
}

bool
campaign_end_attempts(struct campaign *c, unsigned index)
{
	struct slot *slot = slot_of(c, index);
	struct outcome *open = slot->open;
	if (!open)
		return false;
	slot->open = NULL;
	reliance_end(c->reliance, index, open);
	free(open);
	return true;
}

void
campaign_flush_attempts(struct campaign *c)
{
	for (unsigned i = 0; i < c->case_count; i++)
		campaign_end_attempts(c, i);
}

void
campaign_forget_attempts(struct campaign *c)
{
	for (unsigned i = 0; i < c->slots.count; i++) {
		struct slot *slot = slot_of(c, i);
		forget_open(slot);
		free(slot->first);
		slot->first = NULL;
		slot->attempts = 0;
	}
	c->again.queue.count = 0;
	c->again.next = 0;
}
