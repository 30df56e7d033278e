/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/state/offer.h"

#include "mock/aftermath.h"
#include "mock/deviation.h"
#include "mock/state/client.h"
#include "mock/state/interaction.h"
#include "mock/tamper.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_VISIBILITY "Conference"

/* What a report says more than what the parties are told: who, and when. */
#define REPORT_ATTRIBUTES 2
#define ID_USUAL_BYTES 16

static const struct message_path ticket_id = MESSAGE_PATH("ticketId", ""),
				 visibility_mode =
				     MESSAGE_PATH("visibilityMode", ""),
				 proxy_client_id =
				     MESSAGE_PATH("proxyClientId", "");

/* How each kind calls itself in "operation". */
static const char *const operations[] = {
	[OFFER_CONFERENCE] = "Conference",
	[OFFER_TRANSFER] = "Transfer",
	[OFFER_INTRUSION] = "Intrude",
};

/* Why an offer is revoked. */
enum revocation {
	REVOCATION_EXPIRED,
	REVOCATION_WITHDRAWN,
	REVOCATION_INVITED_GONE,
	REVOCATION_INTERACTION_ENDED,
};

static const struct {
	enum error_code code;
	const char *description;
} revocations[] = {
	[REVOCATION_EXPIRED] = { ERROR_OFFER_EXPIRED,
	    "the invitation was not answered in time" },
	[REVOCATION_WITHDRAWN] = { ERROR_OFFER_WITHDRAWN,
	    "the inviting agent left while the invitation was open" },
	[REVOCATION_INVITED_GONE] = { ERROR_OFFER_WITHDRAWN,
	    "the invited agent left while the invitation was open" },
	[REVOCATION_INTERACTION_ENDED] = { ERROR_OFFER_WITHDRAWN,
	    "the interaction was taken away while the invitation was open" },
};

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

/* It gets into its end, or in another one by mistake, or stays open. */
static void
finish(struct mock_server *s, struct offer *o, enum offer_state end)
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

/* Free it, unless something of it goes on by mistake. */
static void
release(struct mock_server *s, struct offer *o)
{
	if (!o->is_known && list_empty(&o->in_timers))
		offer_free(s, o);
}

/* What the request that made it is answered by, if it was not before. */
static void
grant_later(struct mock_server *s, const struct offer *o)
{
	if (!o->is_answered)
		notify_ack(s, ANSWER_GRANT_LATER, o->requester, o->interaction,
		    o->reference);
}

static void
refuse_later(struct mock_server *s, const struct offer *o, enum error_code code,
    const char *description)
{
	if (!o->is_answered)
		notify_error(s, ANSWER_REFUSAL_LATER, o->interaction,
		    (struct answer){ .to = o->requester,
			.reference = o->reference,
			.has_reference = true,
			.code = code,
			.description = description });
}

static void
report_rejected(struct mock_server *s, const struct offer *o)
{
	struct message *m = notify_new("EventRejected", o->interaction, 3);
	notify_set_actor(m, o->invited);
	notify_set_operation(m, operations[o->kind]);
	notify_report(s, REPORT_REJECTION, o->interaction, m);
}

static void
tell_revoked(struct mock_server *s, const struct offer *o, enum revocation why)
{
	struct message *m = notify_new("EventRevoked", o->interaction, 6);
	message_put_integer(m, &ticket_id, (int64_t)o->ticket);
	bool is_expired = why == REVOCATION_EXPIRED;
	if (is_expired ? s->config.expired_reason : !s->config.gives_no_reasons)
		notify_set_reason(m, is_expired ? "Expired" : NULL,
		    revocations[why].description);
	notify_one(s, TELL_OF_REVOCATION, o->invited, o->interaction, m);
	refuse_later(s, o, revocations[why].code, revocations[why].description);
	if (why == REVOCATION_INVITED_GONE && s->config.reports_lost_invited)
		report_rejected(s, o);
}

static void
tell_rejected(struct mock_server *s, const struct offer *o)
{
	refuse_later(
	    s, o, ERROR_OFFER_REJECTED, "the invited agent has rejected");
	report_rejected(s, o);
}

/* Tell the parties, then the new one, then the Reporting engine. */
static void
tell_joined(struct mock_server *s, const struct offer *o, struct client *joiner)
{
	struct interaction *ix = o->interaction;
	struct message *m = notify_new("EventPartyAdded", ix, 4);
	notify_set_party(m, joiner, o->visibility);
	notify_set_operation(m, operations[o->kind]);
	struct message *report = message_extend(
	    message_name(m), m, REPORT_ATTRIBUTES, ID_USUAL_BYTES);
	notify_parties(s, TELL_OF_NEW_PARTY, ix,
	    s->config.invitee_learns ? NULL : joiner, joiner, m);
	notify_set_actor(report, o->requester);
	notify_report(s, REPORT_NEW_PARTY, ix, report);
}

static void revoke(struct mock_server *s, struct offer *o, enum revocation why);

/* How the new party came in. */
static void
note_ticket(const struct offer *o, const struct client *joiner)
{
	struct membership *party = interaction_party(o->interaction, joiner);
	if (party)
		party->ticket = o->ticket;
}

/* The other offers by which it could have joined, if there may be any. */
static void
withdraw_others(
    struct mock_server *s, const struct offer *o, const struct client *joiner)
{
	if (s->config.second_invitation != MOCK_SECOND_WITHDRAWN)
		return;
	list_each_removable (link, &o->interaction->offers) {
		struct offer *other =
		    list_element(link, struct offer, in_interaction);
		if (other != o && offer_joiner(other) == joiner)
			revoke(s, other, REVOCATION_WITHDRAWN);
	}
}

/* Whoever joins is a party, and all are told. */
static void
join(struct mock_server *s, const struct offer *o, struct client *accepter)
{
	struct interaction *ix = o->interaction;
	struct membership *requester;
	struct client *joiner =
	    o->kind == OFFER_INTRUSION ? o->requester : accepter;
	joiner = deviation_client(s, WHO_JOINS, joiner);
	grant_later(s, o);
	if (!joiner)
		return; /* the connection is closed */
	interaction_join(s, ix, joiner);
	note_ticket(o, joiner);
	tell_joined(s, o, joiner);
	withdraw_others(s, o, joiner);
	if (o->kind == OFFER_TRANSFER &&
	    (requester = interaction_party(ix, o->requester)))
		interaction_leave(s, requester, "Transfer");
}

/*
 * The offer ends, with all that this means for the end that it gets into;
 * 'accepter' is who joins if it is accepted.
 */
static void
end(struct mock_server *s, struct offer *o, enum offer_state to,
    struct client *accepter, enum revocation why)
{
	o->is_ending = true;
	finish(s, o, to);
	enum offer_state is = (enum offer_state)o->state;
	switch (is == OFFER_OPEN ? to : is) {
	case OFFER_ACCEPTED:
		join(s, o, accepter);
		break;
	case OFFER_REJECTED:
		tell_rejected(s, o);
		break;
	case OFFER_REVOKED:
		tell_revoked(s, o, why);
		break;
	case OFFER_OPEN:
		break;
	}
	o->is_ending = false;
	release(s, o);
}

void
offer_answered(struct mock_server *s, struct offer *o, enum offer_state by,
    struct client *sender)
{
	end(s, o, by, sender, REVOCATION_WITHDRAWN);
}

static void
revoke(struct mock_server *s, struct offer *o, enum revocation why)
{
	bool is_due = o->state == OFFER_OPEN || why == REVOCATION_EXPIRED;
	if (is_due && !o->is_ending)
		end(s, o, OFFER_REVOKED, o->invited, why);
}

struct client *
offer_joiner(const struct offer *o)
{
	return o->kind == OFFER_INTRUSION ? o->requester : o->invited;
}

int64_t
offer_next_deadline(const struct mock_server *s)
{
	if (list_empty(&s->timers))
		return TIME_NEVER_NS;
	return list_first(&s->timers, struct offer, in_timers)->deadline_ns;
}

static void
expire(struct mock_server *s, struct offer *o)
{
	list_remove(&o->in_timers);
	o = deviation_offer(s, WHICH_OFFER_EXPIRES, o);
	struct interaction *ix = o->interaction;
	struct client *invited = o->invited;
	revoke(s, o, REVOCATION_EXPIRED);
	aftermath(s, AFTER_TIMEOUT, ix, invited);
}

void
offer_expire(struct mock_server *s)
{
	enum behaviour_cause before = decision_serve(s, CAUSE_TIMEOUT);
	while (!list_empty(&s->timers) && offer_next_deadline(s) <= s->now_ns)
		expire(s, list_first(&s->timers, struct offer, in_timers));
	decision_serve(s, before);
}

void
offer_withdraw(struct mock_server *s, struct offer *o)
{
	revoke(s, o, REVOCATION_INTERACTION_ENDED);
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

void
offer_agent_left(struct mock_server *s, struct client *agent)
{
	if (s->cause == CAUSE_DISCONNECT && s->config.offer_outlives_connection)
		return;
	list_each_removable (made, &agent->offers_made)
		revoke(s, list_element(made, struct offer, in_made),
		    REVOCATION_WITHDRAWN);
	list_each_removable (received, &agent->offers_received)
		revoke(s, list_element(received, struct offer, in_received),
		    REVOCATION_INVITED_GONE);
}

static bool
outlives_party(const struct mock_server *s)
{
	return s->cause == CAUSE_DISCONNECT
	    ? s->config.offer_outlives_connection
	    : s->config.offer_outlives_leaver;
}

void
offer_party_left(
    struct mock_server *s, struct interaction *ix, struct client *agent)
{
	list_each_removable (link, &ix->offers) {
		struct offer *o =
		    list_element(link, struct offer, in_interaction);
		bool is_baseless = !outlives_party(s) &&
		    agent ==
			(o->kind == OFFER_INTRUSION ? o->invited
						    : o->requester);
		if (decision_holds(s, IS_OFFER_BASELESS, is_baseless))
			revoke(s, o,
			    o->kind == OFFER_INTRUSION ? REVOCATION_INVITED_GONE
						       : REVOCATION_WITHDRAWN);
	}
}

void
offer_interaction_ended(struct mock_server *s, struct interaction *ix)
{
	list_each_removable (link, &ix->offers)
		revoke(s, list_element(link, struct offer, in_interaction),
		    REVOCATION_INTERACTION_ENDED);
}

/* The party at that place of the list of those who are in. */
static void
list_party(struct message *m, unsigned index, const struct client *party)
{
	static const struct message_path first[] = {
		MESSAGE_PATH("parties.0.agentId", "ik"),
		MESSAGE_PATH("parties.0.placeId", "ik")
	};
	if (index == 0) {
		message_put_string(m, &first[0], client_agent_id(party));
		message_put_string(m, &first[1], client_place_id(party));
		return;
	}
	char path[40];
	snprintf(path, sizeof(path), "parties.%u.agentId", index);
	message_set_string(m, path, client_agent_id(party));
	snprintf(path, sizeof(path), "parties.%u.placeId", index);
	message_set_string(m, path, client_place_id(party));
}

static struct message *
invite(const struct offer *o)
{
	struct message *m = notify_new("EventInvite", o->interaction, 6);
	message_put_integer(m, &ticket_id, (int64_t)o->ticket);
	message_put_string(m, &visibility_mode, o->visibility);
	notify_set_operation(m, operations[o->kind]);
	message_put_integer(m, &proxy_client_id, (int64_t)o->invited->serial);
	unsigned index = 0;
	list_each (link, &o->interaction->memberships)
		list_party(m, index++,
		    list_element(link, struct membership, in_interaction)
			->client);
	return m;
}

/* Into the order of those that end; 'wait_ns' from now. */
static void
run_timer(struct mock_server *s, struct offer *o, int64_t wait_ns)
{
	o->deadline_ns = s->now_ns + wait_ns;
	struct list *later = &s->timers; /* which ends after it */
	while (later->previous != &s->timers &&
	    list_element(later->previous, struct offer, in_timers)
		    ->deadline_ns > o->deadline_ns)
		later = later->previous;
	list_append(later, &o->in_timers); /* that is, just before 'later' */
}

static void
start_timer(struct mock_server *s, struct offer *o)
{
	int64_t wait_ns = s->config.invitation_timeout_ns;
	wait_ns = tamper_timer(s, o->invited, "EventRevoked",
	    PROTOCOL_INTERACTION_MANAGEMENT, wait_ns);
	if (!o->is_answered)
		wait_ns = tamper_timer(s, o->requester, "EventError",
		    PROTOCOL_INTERACTION_MANAGEMENT, wait_ns);
	wait_ns = deviation_wait(s, wait_ns);
	enum behaviour_way way = decision(s, TIMER_STARTS);
	if (way == WAY_RIGHT ||
	    (way == WAY_ONCE_PER_AGENT &&
		list_empty(&o->invited->offers_received)))
		run_timer(s, o, wait_ns);
}

void
offer_restart(struct mock_server *s, struct offer *o)
{
	list_remove(&o->in_timers);
	run_timer(s, o, s->config.invitation_timeout_ns);
}

static void
announce(struct request *r, struct offer *o)
{
	struct mock_server *s = r->server;
	if (o->is_answered)
		request_ack(r, o->interaction);
	struct message *m = notify_new("EventAgentInvited", o->interaction, 6);
	notify_set_actor(m, o->requester);
	notify_set_party(m, o->invited, o->visibility);
	notify_set_operation(m, operations[o->kind]);
	notify_report(s, REPORT_INVITATION, o->interaction, m);
	notify_one(
	    s, TELL_OF_INVITATION, o->invited, o->interaction, invite(o));
}

void
offer_make(struct request *r, enum offer_kind kind, struct interaction *ix,
    struct client *invited)
{
	struct mock_server *s = r->server;
	const char *visibility;
	if (!request_option(r, "visibilityMode", &visibility))
		return;
	struct offer *o = mem_zalloc(sizeof(*o));
	o->ticket = ++s->last_ticket;
	o->kind = kind;
	o->state = OFFER_OPEN;
	o->is_answered = decision_holds(
	    s, IS_ANSWERED_AT_ONCE, s->config.early_conference_answer);
	o->reference = r->reference;
	o->interaction = ix;
	o->requester = r->client;
	o->invited = invited;
	o->visibility =
	    mem_strdup(visibility ? visibility : DEFAULT_VISIBILITY);
	hash_add(&s->offers, &o->by_ticket, &o->ticket, sizeof(o->ticket));
	o->is_known = true;
	list_init(&o->in_timers);
	start_timer(s, o);
	list_append(&ix->offers, &o->in_interaction);
	list_append(&r->client->offers_made, &o->in_made);
	list_append(&invited->offers_received, &o->in_received);
	announce(r, o);
	if (!decision_times(s, OFFER_IS_KEPT))
		offer_free(s, o);
}
