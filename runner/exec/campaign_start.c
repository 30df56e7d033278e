/* SPDX-License-Identifier: Apache-2.0 */
/* When the cases of a campaign start, and what they leave when they end. */
#include "runner/exec/campaign_state.h"

void
campaign_clear_slot(struct campaign *c, struct slot *slot)
{
	session_free(slot->session);
	pool_return(c->pool, slot->loan);
	slot->session = NULL;
	slot->loan = NULL;
}

/* Judged without being run. */
static void
settle_as(
    struct campaign *c, unsigned index, struct outcome outcome, int64_t now_ns)
{
	campaign_tell_start(c, index, now_ns);
	campaign_end_case(c, index, &outcome, now_ns);
}

/* A reading excludes it, or nothing can be lent. */
static void
settle_case(struct campaign *c, unsigned index, enum verdict verdict,
    enum finding finding, char *sentence, int64_t now_ns)
{
	settle_as(c, index,
	    (struct outcome){
		.verdict = verdict, .finding = finding, .sentence = sentence },
	    now_ns);
}

/* What it needs of the run is not there, and nobody brings it any more. */
static void
settle_without_hub(
    struct campaign *c, unsigned index, const struct hub *hub, int64_t now_ns)
{
	const struct run_case *setup = case_of(c, hub->setup);
	char *sentence = mem_printf("The set-up of the run did not hold: %s is "
				    "not in place.",
	    party_names()[hub->position]);
	settle_as(c, index,
	    (struct outcome){ .verdict = VERDICT_INCONCLUSIVE,
		.finding = hub->finding,
		.blamed = { setup->phase, setup->name },
		.sentence = sentence },
	    now_ns);
}

static void
count_session(struct campaign *c, const struct slot *slot, int more)
{
	if (slot->sets_up) {
		c->standing += (unsigned)more;
		return;
	}
	c->running += (unsigned)more;
	if (!slot->is_last)
		c->running_first += (unsigned)more;
}

void
campaign_reschedule(struct campaign *c, unsigned index)
{
	struct slot *slot = slot_of(c, index);
	campaign_deliver(c);
	if (slot->sets_up && slot->sets_up->state == HUB_PLANNED &&
	    session_is_standing(slot->session)) {
		slot->sets_up->state = HUB_IN_PLACE;
		c->has_room = true; /* for those who have waited for it */
	}
	if (session_phase(slot->session) != SESSION_ENDED) {
		heap_set(&c->deadlines, index, session_deadline(slot->session));
		return;
	}
	heap_remove(&c->deadlines, index);
	campaign_drop_parties(c, index);
	campaign_clear_slot(c, slot);
	count_session(c, slot, -1);
	campaign_leave_hubs(c, index);
	c->has_room = true;
	if (index >= c->case_count)
		campaign_reuse(c, index);
}

/* What the case has borrowed, and who plays in it. */
static void
announce(struct campaign *c, unsigned index, int64_t now_ns)
{
	struct leased_party parties[PATTERN_MAX_PARTIES];
	struct case_lease told = loan_describe(
	    slot_of(c, index)->loan, slot_of(c, index)->pattern, parties);
	struct run_event event = { .kind = RUN_CASE_STARTED, .lease = &told };
	campaign_emit_of_case(c, index, &event, now_ns);
}

static void
start_session(struct campaign *c, unsigned index, int64_t now_ns)
{
	struct slot *slot = slot_of(c, index);
	campaign_tell_attempt(c, index);
	campaign_number_parties(c, index);
	campaign_note_start(c, slot);
	struct session_setup setup = { .pattern = slot->pattern,
		.teardown = slot->teardown,
		.lease = &slot->loan->lease,
		.case_index = index,
		.first_party = slot->first_party,
		.has_fence = c->server.has_fence,
		.stands = slot->sets_up != NULL,
		.test = case_of(c, index),
		.trace = c->setup.trace,
		.verdicts_only = c->setup.verdicts_only || slot->is_again };
	slot->session = session_new(&setup, &c->host);
	slot->was_told = slot->was_run = true;
	if (!slot->is_again)
		slot->start_ns = now_ns;
	if (!setup.verdicts_only)
		announce(c, index, now_ns);
	count_session(c, slot, 1);
	session_start(slot->session, now_ns);
	campaign_reschedule(c, index);
}

/* As soon as what is left of it is gone.  With a feed that is also how it comes
   into place at first. */
static void
bring_back(struct campaign *c, struct hub *h, int64_t now_ns)
{
	struct slot *slot = slot_of(c, h->setup);
	if (slot->session)
		return;
	campaign_number_attempt(c, h->setup);
	slot->loan =
	    pool_lend(c->pool, slot->pattern, c->setup.run_id, slot->number);
	if (!slot->loan)
		return;
	slot->is_again = slot->was_run && !slot->open;
	h->state = HUB_PLANNED;
	start_session(c, h->setup, now_ns);
}

void
campaign_set_up(struct campaign *c, int64_t now_ns)
{
	for (size_t i = 0; i < c->hubs.count; i++)
		bring_back(c, c->hubs.items[i], now_ns);
}

/* Is there a reason in the plan, which no waiting changes? */
static bool
settle_what_cannot_run(struct campaign *c, unsigned index, int64_t now_ns)
{
	const struct slot *slot = slot_of(c, index);
	const struct exclusion *x = slot->pattern->exclusion;
	const char *unclaimed = case_of(c, index)->unclaimed;
	if (unclaimed) {
		settle_case(c, index, VERDICT_SKIPPED, FINDING_NONE,
		    mem_printf("The ICS says no to '%s'.", unclaimed), now_ns);
		return true;
	}
	if (x == &needs_second_server) {
		settle_case(c, index, VERDICT_SKIPPED, FINDING_NONE,
		    mem_strdup("The case needs server2: the target does not "
			       "say that there is a second server."),
		    now_ns);
		return true;
	}
	if (x) {
		settle_case(c, index, VERDICT_SKIPPED, FINDING_NONE,
		    mem_printf("The target says %s=%s: %s.", x->option,
			x->value, x->why),
		    now_ns);
		return true;
	}
	if (!slot->pattern->applies) {
		settle_case(c, index, VERDICT_SKIPPED, FINDING_NONE,
		    mem_printf("The target's choice for %s excludes this case.",
			slot->pattern->condition),
		    now_ns);
		return true;
	}
	if (slot->pattern->uses_queue2 && c->setup.target->queues.count == 1) {
		settle_case(c, index, VERDICT_SKIPPED, FINDING_NONE,
		    mem_strdup(
			"The target has one queue; this case needs two."),
		    now_ns);
		return true;
	}
	if (!pool_suffices(c->pool, slot->pattern)) {
		settle_case(c, index, VERDICT_ERROR, FINDING_UNRESOLVED,
		    mem_printf("The pools of the target '%s' hold too few "
			       "agents, queues or workbins for this case.",
			c->setup.target->name),
		    now_ns);
		return true;
	}
	return false;
}

bool
campaign_start_case(
    struct campaign *c, const struct planned_start *s, int64_t now_ns)
{
	unsigned index = s->index;
	struct slot *slot = slot_of(c, index);
	slot->is_last = s->is_last;
	if (s->is_last && c->running_first > 0)
		return false;
	if (settle_what_cannot_run(c, index, now_ns))
		return true;
	struct hub *hub;
	switch (campaign_hub_state(c, slot, &hub)) {
	case HUB_PLANNED:
		return false;
	case HUB_LOST:
		bring_back(c, hub, now_ns);
		return false;
	case HUB_OUT_OF_USE:
		if (!campaign_end_attempts(c, index))
			settle_without_hub(c, index, hub, now_ns);
		if (c->setup.feed)
			campaign_stop_starting(
			    c, "the set-up of the run did not hold");
		return true;
	case HUB_IN_PLACE:
		break;
	}
	campaign_number_attempt(c, index);
	slot->loan =
	    pool_lend(c->pool, slot->pattern, c->setup.run_id, slot->number);
	if (!slot->loan)
		return false;
	start_session(c, index, now_ns);
	return true;
}

static void
start_those_due(struct campaign *c, int64_t now_ns)
{
	c->has_room = false;
	while (c->next < c->case_count && c->running < c->setup.jobs &&
	    campaign_start_case(c, plan_start(c->plan, c->next), now_ns))
		c->next++;
	if (c->next == c->case_count)
		campaign_start_again(c, now_ns);
}

/* Nobody needs what the case stands for any more. */
static void
release(struct campaign *c, unsigned setup, int64_t now_ns)
{
	struct session *s = slot_of(c, setup)->session;
	if (!s)
		return;
	session_release(s, now_ns);
	if (c->broken)
		session_break(
		    s, VERDICT_ABORTED, FINDING_NONE, c->problem, now_ns);
	campaign_reschedule(c, setup);
}

void
campaign_start_cases(struct campaign *c, int64_t now_ns)
{
	if (c->setup.feed)
		campaign_start_fed(c, now_ns);
	else if (c->has_room)
		start_those_due(c, now_ns);
	bool is_done = c->running == 0 &&
	    (c->setup.feed
		    ? c->fed.is_over
		    : c->next == c->case_count && !campaign_has_retries(c));
	for (size_t i = 0; i < c->hubs.count && is_done; i++)
		release(c, c->hubs.items[i]->setup, now_ns);
}
