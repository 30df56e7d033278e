/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/invite.h"

#include "mock/conference.h"
#include "mock/mistake.h"
#include "mock/notify.h"
#include "mock/state/client.h"
#include "mock/state/decision.h"
#include "mock/state/interaction.h"
#include "mock/state/offer.h"
#include "mock/tamper.h"

#include <inttypes.h>
#include <string.h>

#define DEFAULT_VISIBILITY "Conference"

static bool
is_invited(const struct interaction *ix, const struct client *agent)
{
	list_each (link, &ix->offers) {
		struct offer *o =
		    list_element(link, struct offer, in_interaction);
		if (o->state == OFFER_OPEN && o->invited == agent)
			return true;
	}
	return false;
}

/* Is the agent in another interaction, or invited to one? */
static bool
is_busy(const struct interaction *ix, const struct client *agent)
{
	list_each (link, &agent->memberships)
		if (list_element(link, struct membership, in_client)
			->interaction != ix)
			return true;
	list_each (received, &agent->offers_received)
		if (list_element(received, struct offer, in_received)
			->interaction != ix)
			return true;
	return false;
}

/* May this agent become a party?  False after refusing. */
static bool
may_join(
    struct request *r, const struct interaction *ix, const struct client *agent)
{
	struct mock_server *s = r->server;
	if (!decision_holds(
		s, IS_AGENT_OUTSIDE, !interaction_party(ix, agent))) {
		request_refuse(r, ix, ERROR_IS_PARTY,
		    "agent '%s' is a party to interaction '%s' already",
		    client_agent_id(agent), ix->id);
		return false;
	}
	bool is_free = s->config.second_invitation != MOCK_SECOND_REFUSED ||
	    !is_invited(ix, agent);
	if (!decision_holds(s, IS_AGENT_UNINVITED, is_free)) {
		request_refuse(r, ix, ERROR_IS_INVITED,
		    "agent '%s' has an open offer to join interaction '%s'",
		    client_agent_id(agent), ix->id);
		return false;
	}
	if (s->config.refuses_busy && is_busy(ix, agent)) {
		request_refuse(r, ix, ERROR_IS_INVITED, "agent '%s' is busy",
		    client_agent_id(agent));
		return false;
	}
	return true;
}

/* The agent who is invited; NULL after answering. */
static struct client *
invited_agent(struct request *r, const struct interaction *ix)
{
	struct mock_server *s = r->server;
	const char *agent_id = request_need(r, "agentId");
	if (!agent_id)
		return NULL;
	if (!decision_holds(
		s, IS_SENDER_PARTY, interaction_party(ix, r->client))) {
		request_refuse(r, ix, ERROR_NO_PARTY,
		    "agent '%s' is no party to interaction '%s'",
		    client_agent_id(r->client), ix->id);
		return NULL;
	}
	struct client *agent = client_find_agent(s, agent_id);
	if (!decision_holds(s, IS_AGENT_LOGGED_IN, agent)) {
		request_refuse(r, ix, ERROR_UNKNOWN_AGENT,
		    "agent '%s' is not logged in", agent_id);
		return NULL;
	}
	if (!agent)
		request_ack(r, ix);
	return mistake_client(s, WHICH_AGENT, agent);
}

static void
start_timer(struct mock_server *s, struct offer *o)
{
	int64_t wait_ns = s->config.invitation_timeout_ns;
	wait_ns = tamper_timer(s, o->invited, "EventRevoked",
	    PROTOCOL_INTERACTION_MANAGEMENT, wait_ns);
	if (!o->is_answered && o->kind != OFFER_DELIVERY)
		wait_ns = tamper_timer(s, o->requester, "EventError",
		    PROTOCOL_INTERACTION_MANAGEMENT, wait_ns);
	wait_ns = mistake_wait(s, wait_ns);
	enum behaviour_way way = decision(s, TIMER_STARTS);
	if (way == WAY_RIGHT ||
	    (way == WAY_ONCE_PER_AGENT &&
		list_empty(&o->invited->offers_received)))
		offer_run_timer(s, o, wait_ns);
}

static void
announce(struct request *r, struct offer *o)
{
	struct mock_server *s = r->server;
	if (o->is_answered && o->kind == OFFER_DELIVERY)
		notify_route_used(
		    s, ANSWER_GRANT, r->client, o->interaction, r->reference);
	else if (o->is_answered)
		request_ack(r, o->interaction);
	struct message *m = letter_new("EventAgentInvited", o->interaction, 6);
	letter_set_actor(m, o->requester);
	letter_set_party(m, o->invited, o->visibility);
	letter_set_operation(m, offer_operation(o->kind));
	notify_report(s, REPORT_INVITATION, o->interaction, m);
	notify_one(s, TELL_OF_INVITATION, o->invited, o->interaction,
	    letter_invite(o));
}

/*
 * Make an offer for the request and announce it, or refuse the request.  It is
 * revoked when 'host' (NULL: nobody) is no party any more.
 */
static void
make_offer(struct request *r, enum offer_kind kind, struct interaction *ix,
    struct client *invited, const struct client *host)
{
	struct mock_server *s = r->server;
	const char *visibility;
	if (!request_option(r, "visibilityMode", &visibility))
		return;
	if (s->offers.count >= MOCK_MAX_OFFERS) {
		request_refuse(r, ix, ERROR_LIMIT,
		    "%d invitations are open, the maximum", MOCK_MAX_OFFERS);
		return;
	}
	struct offer *o = offer_new(s, kind, ix, r->client, invited,
	    visibility ? visibility : DEFAULT_VISIBILITY);
	o->reference = r->reference;
	o->host = host ? host->serial : 0;
	o->is_answered = decision_holds(s, IS_ANSWERED_AT_ONCE,
	    kind == OFFER_DELIVERY ? !s->config.late_route_used
				   : s->config.early_conference_answer);
	start_timer(s, o);
	offer_link(o);
	announce(r, o);
	if (!decision_times(s, OFFER_IS_KEPT))
		offer_free(s, o);
}

/* A party invites another agent: conference and transfer. */
static void
invite_agent(struct request *r, enum offer_kind kind)
{
	struct interaction *ix = request_interaction(r);
	struct client *agent = ix ? invited_agent(r, ix) : NULL;
	if (!agent)
		return;
	if (!decision_holds(r->server, IS_AGENT_ANOTHER, agent != r->client))
		request_refuse(r, ix, ERROR_IS_PARTY,
		    "agent '%s' cannot invite itself", client_agent_id(agent));
	else if (may_join(r, ix, agent))
		make_offer(r, kind, ix, agent, r->client);
}

void
invite_conference(struct request *r)
{
	invite_agent(r, OFFER_CONFERENCE);
}

void
invite_transfer(struct request *r)
{
	invite_agent(r, OFFER_TRANSFER);
}

/* The party whom an intruder joins: the one named, or the oldest. */
static struct client *
intruded_party(struct request *r, struct interaction *ix)
{
	const char *agent_id;
	if (!request_option(r, "agentId", &agent_id))
		return NULL;
	list_each (link, &ix->memberships) {
		struct client *party =
		    list_element(link, struct membership, in_interaction)
			->client;
		if (!agent_id || strcmp(agent_id, client_agent_id(party)) == 0)
			return party;
	}
	request_refuse(r, ix, ERROR_NO_PARTY,
	    "interaction '%s' is not handled by %s", ix->id,
	    agent_id ? agent_id : "any agent");
	return NULL;
}

/* Who asks is invited itself; whoever handles the interaction is not asked. */
void
invite_intrude(struct request *r)
{
	struct interaction *ix = request_interaction(r);
	struct client *party;
	if (ix && may_join(r, ix, r->client) && (party = intruded_party(r, ix)))
		make_offer(r, OFFER_INTRUSION, ix, r->client, party);
}

/* Only what is in a queue, and is not being delivered, can be. */
static bool
is_deliverable(struct request *r, const struct interaction *ix)
{
	bool waits = ix->state == INTERACTION_QUEUED && !offer_delivers(ix);
	if (decision_holds(r->server, IS_INTERACTION_THERE, waits))
		return true;
	request_refuse(r, ix, ERROR_NOTHING_THERE,
	    "interaction '%s' does not wait in a queue", ix->id);
	return false;
}

void
invite_delivery(struct request *r)
{
	struct mock_server *s = r->server;
	const char *agent_id;
	struct interaction *ix = request_interaction(r);
	if (!ix || !(agent_id = request_need(r, "agentId")) ||
	    !is_deliverable(r, ix))
		return;
	struct client *agent = client_find_agent(s, agent_id);
	if (!agent)
		request_refuse(r, ix, ERROR_UNKNOWN_AGENT,
		    "agent '%s' is not logged in", agent_id);
	else if (may_join(r, ix, agent))
		make_offer(r, OFFER_DELIVERY, ix, agent, NULL);
	if (!r->is_refused)
		conference_report_router(s, ix, r->client);
}

/* One of these is of the interaction, and came by the ticket. */
static bool
came_by(const struct list *memberships, const struct interaction *ix,
    uint64_t ticket)
{
	list_each (link, memberships) {
		const struct membership *party =
		    list_element(link, struct membership, in_client);
		if (party->interaction == ix && party->ticket == ticket)
			return true;
	}
	return false;
}

/* Is it an acceptance of what the sender has accepted, and granted again? */
static bool
is_repetition(const struct request *r, const struct interaction *ix)
{
	const struct mock_server *s = r->server;
	enum mock_repetition granted = s->config.repetition;
	int64_t ticket;
	if (s->cause != CAUSE_ACCEPT ||
	    !message_integer(r->message, "ticketId", &ticket) || ticket == 0)
		return false;
	return (granted != MOCK_REPETITION_REFUSED &&
		   came_by(&r->client->memberships, ix, (uint64_t)ticket)) ||
	    (granted == MOCK_REPETITION_GRANTED_ALWAYS &&
		came_by(&r->client->former, ix, (uint64_t)ticket));
}

/* Is it one that the request may answer? */
static bool
is_answerable(
    struct request *r, const struct offer *o, const struct interaction *ix)
{
	struct mock_server *s = r->server;
	return decision_holds(s, IS_TICKET_KNOWN, o || is_repetition(r, ix)) &&
	    decision_holds(
		s, IS_TICKET_OF_SENDER, !o || o->invited == r->client) &&
	    decision_holds(
		s, IS_TICKET_OF_INTERACTION, !o || o->interaction == ix);
}

/* The open offer that the request answers; NULL after answering. */
static struct offer *
answered_offer(struct request *r)
{
	int64_t ticket;
	struct interaction *ix;
	if (!message_integer(r->message, "ticketId", &ticket)) {
		request_refuse(r, NULL, ERROR_ATTRIBUTE,
		    "ticketId is missing or not an integer");
		return NULL;
	}
	if (!(ix = request_interaction(r)))
		return NULL;
	struct offer *o = offer_find(r->server, ticket);
	if (!is_answerable(r, o, ix)) {
		request_refuse(r, ix, ERROR_NO_OFFER,
		    "agent '%s' has no open invitation with ticket %" PRId64
		    " to interaction '%s'",
		    client_agent_id(r->client), ticket, ix->id);
		return NULL;
	}
	if (!o)
		request_ack(r, ix);
	return mistake_offer(r->server, WHICH_OFFER, o);
}

void
invite_accept(struct request *r)
{
	struct offer *o = answered_offer(r);
	if (!o)
		return;
	const struct interaction *ix = o->interaction;
	bool is_outside = !interaction_party(ix, o->invited);
	if (!decision_holds(r->server, IS_AGENT_OUTSIDE, is_outside)) {
		request_refuse(r, ix, ERROR_IS_PARTY,
		    "agent '%s' is a party to interaction '%s' already",
		    client_agent_id(o->invited), ix->id);
		return;
	}
	request_ack(r, ix);
	conference_answer(r->server, o, OFFER_ACCEPTED, r->client);
}

void
invite_reject(struct request *r)
{
	struct offer *o = answered_offer(r);
	if (!o)
		return;
	request_ack(r, o->interaction);
	conference_answer(r->server, o, OFFER_REJECTED, r->client);
}
