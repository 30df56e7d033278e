/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/offer.h"

#include "mock/client.h"
#include "mock/interaction.h"
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

/* Unlink it from everywhere; the caller frees it. */
static void
unlink_offer(struct mock_server *s, struct offer *o)
{
	hash_remove(&s->offers, &o->by_ticket);
	list_remove(&o->in_timers);
	list_remove(&o->in_interaction);
	list_remove(&o->in_made);
	list_remove(&o->in_received);
}

static void
release(struct offer *o)
{
	free(o->visibility);
	free(o);
}

static void
finish(struct mock_server *s, struct offer *o, enum offer_state end)
{
	char id[24] = "";
	if (s->config.on_transition)
		snprintf(id, sizeof(id), "%" PRIu64, o->ticket);
	lifecycle_move(&s->config, LIFECYCLE_OFFER, id, &o->state, end);
	unlink_offer(s, o);
}

void
offer_free(struct mock_server *s, struct offer *o)
{
	unlink_offer(s, o);
	release(o);
}

static void
revoke(struct mock_server *s, struct offer *o, enum revocation why)
{
	finish(s, o, OFFER_REVOKED);
	struct message *m = notify_new("EventRevoked", o->interaction, 6);
	message_put_integer(m, &ticket_id, (int64_t)o->ticket);
	bool is_expired = why == REVOCATION_EXPIRED;
	if (!is_expired || s->config.expired_reason)
		notify_set_reason(m, is_expired ? "Expired" : NULL,
		    revocations[why].description);
	notify_client(s, o->invited, o->interaction, m);
	if (!o->is_answered)
		notify_error(s, o->requester, o->interaction, &o->reference,
		    revocations[why].code, revocations[why].description);
	release(o);
}

int64_t
offer_next_deadline(const struct mock_server *s)
{
	if (list_empty(&s->timers))
		return TIME_NEVER_NS;
	return list_first(&s->timers, struct offer, in_timers)->deadline_ns;
}

void
offer_expire(struct mock_server *s)
{
	while (!list_empty(&s->timers) && offer_next_deadline(s) <= s->now_ns)
		revoke(s, list_first(&s->timers, struct offer, in_timers),
		    REVOCATION_EXPIRED);
}

void
offer_agent_left(struct mock_server *s, struct client *agent)
{
	list_each_removable (made, &agent->offers_made)
		revoke(s, list_element(made, struct offer, in_made),
		    REVOCATION_WITHDRAWN);
	list_each_removable (received, &agent->offers_received)
		revoke(s, list_element(received, struct offer, in_received),
		    REVOCATION_INVITED_GONE);
}

void
offer_party_left(
    struct mock_server *s, struct interaction *ix, struct client *agent)
{
	list_each_removable (link, &ix->offers) {
		struct offer *o =
		    list_element(link, struct offer, in_interaction);
		if (o->kind != OFFER_INTRUSION && o->requester == agent)
			revoke(s, o, REVOCATION_WITHDRAWN);
		else if (o->kind == OFFER_INTRUSION && o->invited == agent)
			revoke(s, o, REVOCATION_INVITED_GONE);
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
		message_put_string(m, &first[0], party->agent_id);
		message_put_string(m, &first[1], party->place_id);
		return;
	}
	char path[40];
	snprintf(path, sizeof(path), "parties.%u.agentId", index);
	message_set_string(m, path, party->agent_id);
	snprintf(path, sizeof(path), "parties.%u.placeId", index);
	message_set_string(m, path, party->place_id);
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

static void
start_timer(struct mock_server *s, struct offer *o)
{
	int64_t wait_ns = s->config.invitation_timeout_ns;
	wait_ns = tamper_timer(s, o->invited, "EventRevoked",
	    PROTOCOL_INTERACTION_MANAGEMENT, wait_ns);
	if (!o->is_answered)
		wait_ns = tamper_timer(s, o->requester, "EventError",
		    PROTOCOL_INTERACTION_MANAGEMENT, wait_ns);
	o->deadline_ns = s->now_ns + wait_ns;
	struct list *later = &s->timers; /* which ends after it */
	while (later->previous != &s->timers &&
	    list_element(later->previous, struct offer, in_timers)
		    ->deadline_ns > o->deadline_ns)
		later = later->previous;
	list_append(later, &o->in_timers); /* that is, just before 'later' */
}

static void
announce(struct mock_server *s, struct offer *o)
{
	if (o->is_answered)
		notify_ack(s, o->requester, o->interaction, o->reference);
	struct message *m = notify_new("EventAgentInvited", o->interaction, 6);
	notify_set_actor(m, o->requester);
	notify_set_party(m, o->invited, o->visibility);
	notify_set_operation(m, operations[o->kind]);
	notify_reporting(s, o->interaction, m);
	notify_client(s, o->invited, o->interaction, invite(o));
}

static void
make(struct request *r, enum offer_kind kind, struct interaction *ix,
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
	o->is_answered = s->config.early_conference_answer;
	o->reference = r->reference;
	o->interaction = ix;
	o->requester = r->client;
	o->invited = invited;
	o->visibility =
	    mem_strdup(visibility ? visibility : DEFAULT_VISIBILITY);
	hash_add(&s->offers, &o->by_ticket, &o->ticket, sizeof(o->ticket));
	start_timer(s, o);
	list_append(&ix->offers, &o->in_interaction);
	list_append(&r->client->offers_made, &o->in_made);
	list_append(&invited->offers_received, &o->in_received);
	announce(s, o);
}

/* Who is a party once the offer is accepted. */
static struct client *
joiner_of(const struct offer *o)
{
	return o->kind == OFFER_INTRUSION ? o->requester : o->invited;
}

/* May this agent become a party?  False after refusing. */
static bool
may_join(
    struct request *r, const struct interaction *ix, const struct client *agent)
{
	if (interaction_party(ix, agent)) {
		request_refuse(r, ix, ERROR_IS_PARTY,
		    "agent '%s' is a party to interaction '%s' already",
		    agent->agent_id, ix->id);
		return false;
	}
	list_each (link, &ix->offers) {
		struct offer *o =
		    list_element(link, struct offer, in_interaction);
		if (joiner_of(o) != agent)
			continue;
		request_refuse(r, ix, ERROR_IS_INVITED,
		    "agent '%s' has an open offer to join interaction '%s'",
		    agent->agent_id, ix->id);
		return false;
	}
	return true;
}

/* A party invites somebody: conference and transfer. */
static void
invite_agent(struct request *r, enum offer_kind kind)
{
	struct interaction *ix = request_interaction(r);
	const char *agent_id;
	struct client *agent;
	if (!ix || !(agent_id = request_need(r, "agentId")))
		return;
	if (!interaction_party(ix, r->client))
		request_refuse(r, ix, ERROR_NO_PARTY,
		    "agent '%s' is no party to interaction '%s'",
		    r->client->agent_id, ix->id);
	else if (!(agent = client_find_agent(r->server, agent_id)))
		request_refuse(r, ix, ERROR_UNKNOWN_AGENT,
		    "agent '%s' is not logged in", agent_id);
	else if (agent == r->client)
		request_refuse(r, ix, ERROR_IS_PARTY,
		    "agent '%s' cannot invite itself", agent_id);
	else if (may_join(r, ix, agent))
		make(r, kind, ix, agent);
}

void
offer_conference(struct request *r)
{
	invite_agent(r, OFFER_CONFERENCE);
}

void
offer_transfer(struct request *r)
{
	invite_agent(r, OFFER_TRANSFER);
}

/* The party whom an intruder asks: the one named, or the oldest. */
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
		if (!agent_id || strcmp(agent_id, party->agent_id) == 0)
			return party;
	}
	request_refuse(r, ix, ERROR_NO_PARTY,
	    "interaction '%s' is not handled by %s", ix->id,
	    agent_id ? agent_id : "anybody");
	return NULL;
}

void
offer_intrude(struct request *r)
{
	struct interaction *ix = request_interaction(r);
	struct client *party;
	if (ix && may_join(r, ix, r->client) && (party = intruded_party(r, ix)))
		make(r, OFFER_INTRUSION, ix, party);
}

/* The open offer that the request answers; NULL after refusing. */
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
	struct hash_node *node =
	    hash_find(&r->server->offers, &ticket, sizeof(ticket));
	struct offer *o =
	    node ? list_element(node, struct offer, by_ticket) : NULL;
	if (o && o->invited == r->client && o->interaction == ix)
		return o;
	request_refuse(r, ix, ERROR_NO_OFFER,
	    "agent '%s' has no open invitation with ticket %" PRId64
	    " to interaction '%s'",
	    r->client->agent_id, ticket, ix->id);
	return NULL;
}

/* Tell the parties, then the new one, then the Reporting engine. */
static void
report_joined(
    struct mock_server *s, const struct offer *o, struct client *joiner)
{
	struct interaction *ix = o->interaction;
	struct message *m = notify_new("EventPartyAdded", ix, 4);
	notify_set_party(m, joiner, o->visibility);
	notify_set_operation(m, operations[o->kind]);
	list_each (link, &ix->memberships) {
		struct membership *party =
		    list_element(link, struct membership, in_interaction);
		if (party->client != joiner || s->config.invitee_learns)
			notify_client(s, party->client, ix, message_ref(m));
	}
	struct message *report = message_extend(
	    message_name(m), m, REPORT_ATTRIBUTES, ID_USUAL_BYTES);
	notify_set_actor(report, o->requester);
	notify_reporting(s, ix, report);
	message_unref(m);
}

void
offer_accept(struct request *r)
{
	struct mock_server *s = r->server;
	struct offer *o = answered_offer(r);
	if (!o)
		return;
	struct interaction *ix = o->interaction;
	struct client *joiner = joiner_of(o);
	finish(s, o, OFFER_ACCEPTED);
	request_ack(r, ix);
	if (!o->is_answered)
		notify_ack(s, o->requester, ix, o->reference);
	interaction_join(s, ix, joiner);
	report_joined(s, o, joiner);
	if (o->kind == OFFER_TRANSFER)
		interaction_leave(
		    s, interaction_party(ix, o->requester), "Transfer");
	release(o);
}

void
offer_reject(struct request *r)
{
	struct mock_server *s = r->server;
	struct offer *o = answered_offer(r);
	if (!o)
		return;
	finish(s, o, OFFER_REJECTED);
	request_ack(r, o->interaction);
	if (!o->is_answered)
		notify_error(s, o->requester, o->interaction, &o->reference,
		    ERROR_OFFER_REJECTED, "the invited agent has rejected");
	struct message *m = notify_new("EventRejected", o->interaction, 3);
	notify_set_actor(m, r->client);
	notify_set_operation(m, operations[o->kind]);
	notify_reporting(s, o->interaction, m);
	release(o);
}
