/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/state/offer.h"

#include "mock/state/decision.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const operations[] = {
	[OFFER_CONFERENCE] = "Conference",
	[OFFER_TRANSFER] = "Transfer",
	[OFFER_INTRUSION] = "Intrude",
	[OFFER_DELIVERY] = "Deliver",
};

const char *
offer_operation(enum offer_kind kind)
{
	return operations[kind];
}

struct offer *
offer_find(const struct mock_server *s, int64_t ticket)
{
	struct hash_node *node = hash_find(&s->offers, &ticket, sizeof(ticket));
	return node ? list_element(node, struct offer, by_ticket) : NULL;
}

struct offer *
offer_new(struct mock_server *s, enum offer_kind kind, struct interaction *ix,
    struct client *requester, struct client *invited, const char *visibility)
{
	struct offer *o = mem_zalloc(sizeof(*o));
	o->ticket = ++s->last_ticket;
	o->kind = kind;
	o->state = OFFER_OPEN;
	o->interaction = ix;
	o->requester = requester;
	o->invited = invited;
	o->visibility = mem_strdup(visibility);
	hash_add(&s->offers, &o->by_ticket, &o->ticket, sizeof(o->ticket));
	o->is_known = true;
	list_init(&o->in_timers);
	return o;
}

void
offer_link(struct offer *o)
{
	list_append(&o->interaction->offers, &o->in_interaction);
	list_append(&o->requester->offers_made, &o->in_made);
	list_append(&o->invited->offers_received, &o->in_received);
}

void
offer_free(struct mock_server *s, struct offer *o)
{
	if (o->is_known)
		hash_remove(&s->offers, &o->by_ticket);
	list_remove(&o->in_timers);
	list_remove(&o->in_interaction);
	list_remove(&o->in_made);
	list_remove(&o->in_received);
	free(o->visibility);
	free(o);
}

bool
offer_delivers(const struct interaction *ix)
{
	list_each (link, &ix->offers) {
		const struct offer *o =
		    list_element(link, struct offer, in_interaction);
		if (o->kind == OFFER_DELIVERY && o->state == OFFER_OPEN)
			return true;
	}
	return false;
}

/* Into the order of those that end. */
void
offer_run_timer(struct mock_server *s, struct offer *o, int64_t wait_ns)
{
	list_remove(&o->in_timers);
	o->deadline_ns = s->now_ns + wait_ns;
	struct list *later = &s->timers; /* which ends after it */
	while (later->previous != &s->timers &&
	    list_element(later->previous, struct offer, in_timers)
		    ->deadline_ns > o->deadline_ns)
		later = later->previous;
	list_append(later, &o->in_timers); /* that is, just before 'later' */
}

int64_t
offer_next_deadline(const struct mock_server *s)
{
	if (list_empty(&s->timers))
		return TIME_NEVER_NS;
	return list_first(&s->timers, struct offer, in_timers)->deadline_ns;
}

void
offer_finish(struct mock_server *s, struct offer *o, enum offer_state end)
{
	char id[24] = "";
	if (s->config.on_transition)
		snprintf(id, sizeof(id), "%" PRIu64, o->ticket);
	decision_move(s, LIFECYCLE_OFFER, id, &o->state, end);
	if (o->state == OFFER_OPEN)
		return;
	if (o->is_known && decision_times(s, TICKET_ENDS)) {
		hash_remove(&s->offers, &o->by_ticket);
		o->is_known = false;
	}
	if (decision_times(s, TIMER_STOPS))
		list_remove(&o->in_timers);
}

void
offer_release(struct mock_server *s, struct offer *o)
{
	if (!o->is_known && list_empty(&o->in_timers))
		offer_free(s, o);
}

void
offer_agent_gone(struct client *agent)
{
	list_each_removable (made, &agent->offers_made) {
		list_element(made, struct offer, in_made)->requester = NULL;
		list_remove(made);
	}
	list_each_removable (received, &agent->offers_received) {
		list_element(received, struct offer, in_received)->invited =
		    NULL;
		list_remove(received);
	}
}
