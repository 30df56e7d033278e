/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/conference.h"

#include "mock/mistake.h"
#include "mock/notify.h"
#include "mock/placement.h"
#include "mock/state/decision.h"
#include "mock/state/interaction.h"
#include "mock/state/offer.h"

/* What a report says in addition to the news for the parties: who, and when. */
#define REPORT_ATTRIBUTES 2
#define ID_USUAL_BYTES 16

static const struct {
	enum error_code code;
	const char *description;
} revocations[] = {
	[REVOCATION_EXPIRED] = { ERROR_OFFER_EXPIRED,
	    "the invitation was not answered in time" },
	[REVOCATION_WITHDRAWN] = { ERROR_OFFER_WITHDRAWN,
	    "the inviting agent left while the invitation was open" },
	[REVOCATION_HOST_GONE] = { ERROR_OFFER_WITHDRAWN,
	    "the agent left whom the intruder wanted to join" },
	[REVOCATION_INVITED_GONE] = { ERROR_OFFER_WITHDRAWN,
	    "the invited agent left while the invitation was open" },
	[REVOCATION_INTERACTION_ENDED] = { ERROR_OFFER_WITHDRAWN,
	    "the interaction was taken away while the invitation was open" },
};

static struct message *
removed(const struct membership *party, const char *operation)
{
	struct message *m =
	    letter_new("EventPartyRemoved", party->interaction, 5);
	letter_set_party(m, party->client, NULL);
	letter_set_operation(m, operation);
	return m;
}

static void
report_removed(struct mock_server *s, const struct membership *party,
    const struct client *by, const char *operation)
{
	struct message *m = removed(party, operation);
	letter_set_actor(m, by);
	notify_report(s, REPORT_LOST_PARTY, party->interaction, m);
}

static bool
outlives_party(const struct mock_server *s)
{
	return s->cause == CAUSE_DISCONNECT
	    ? s->config.offer_outlives_connection
	    : s->config.offer_outlives_leaver;
}

/* The agent is no longer a party: revoke what depended on that. */
static void
revoke_baseless(
    struct mock_server *s, struct interaction *ix, struct client *agent)
{
	list_each_removable (link, &ix->offers) {
		struct offer *o =
		    list_element(link, struct offer, in_interaction);
		bool is_baseless =
		    !outlives_party(s) && agent->serial == o->host;
		if (decision_holds(s, IS_OFFER_BASELESS, is_baseless))
			conference_revoke(s, o,
			    o->kind == OFFER_INTRUSION ? REVOCATION_HOST_GONE
						       : REVOCATION_WITHDRAWN);
	}
}

/*
 * Whether agents are told who comes and goes by a transfer is left open; who
 * gets a delivery is only reported.
 */
static bool
tells_agents(const struct mock_server *s, enum offer_kind kind)
{
	return kind != OFFER_DELIVERY &&
	    (kind != OFFER_TRANSFER || !s->config.transfer_is_reported_only);
}

static void
leave(struct mock_server *s, struct membership *party, const char *operation,
    bool is_told)
{
	struct interaction *ix = party->interaction;
	struct client *leaver = party->client;
	struct membership *leaving = mistake_party(s, party);
	struct message *m = removed(party, operation);

	report_removed(s, party, leaver, operation);
	if (decision_times(s, PARTY_LEAVES))
		interaction_forget_party(s, leaving);
	if (is_told)
		notify_parties(s, TELL_OF_LOST_PARTY, ix, leaver, leaver, m);
	else
		message_unref(m);
	revoke_baseless(s, ix, leaver);
	if (decision_holds(s, IS_LAST_PARTY, list_empty(&ix->memberships)))
		placement_return(s, ix, leaver);
}

void
conference_report_router(
    struct mock_server *s, const struct interaction *ix, struct client *router)
{
	struct message *m = letter_new("EventPartyRemoved", ix, 2);
	letter_set_operation(m, "Route");
	letter_set_name(m, router);
	notify_report(s, REPORT_LOST_PARTY, ix, m);
}

void
conference_leave(
    struct mock_server *s, struct membership *party, const char *operation)
{
	leave(s, party, operation, true);
}

/* What the request that made it is answered by, if it was not before. */
static void
grant_later(struct mock_server *s, const struct offer *o)
{
	if (o->is_answered)
		return;
	if (o->kind == OFFER_DELIVERY)
		notify_route_used(s, ANSWER_GRANT_LATER, o->requester,
		    o->interaction, o->reference);
	else
		notify_ack(s, ANSWER_GRANT_LATER, o->requester, o->interaction,
		    o->reference);
}

static void
refuse_later(struct mock_server *s, const struct offer *o, enum error_code code,
    const char *description)
{
	/* The router is done with it, however it ends. */
	if (o->kind == OFFER_DELIVERY)
		grant_later(s, o);
	else if (!o->is_answered)
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
	struct message *m = letter_new("EventRejected", o->interaction, 3);
	letter_set_actor(m, o->invited);
	letter_set_operation(m, offer_operation(o->kind));
	notify_report(s, REPORT_REJECTION, o->interaction, m);
}

static void
tell_revoked(struct mock_server *s, const struct offer *o, enum revocation why)
{
	struct message *m = letter_new("EventRevoked", o->interaction, 6);
	letter_set_ticket(m, o);
	bool is_expired = why == REVOCATION_EXPIRED;
	if (is_expired ? s->config.expired_reason : !s->config.gives_no_reasons)
		letter_set_reason(m, is_expired ? "Expired" : NULL,
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

/* Notify the parties, then the new one, then the Reporting engine. */
static void
tell_joined(struct mock_server *s, const struct offer *o, struct client *joiner)
{
	struct interaction *ix = o->interaction;
	struct message *m = letter_new("EventPartyAdded", ix, 4);
	letter_set_party(m, joiner, o->visibility);
	letter_set_operation(m, offer_operation(o->kind));
	struct message *report = message_extend(
	    message_name(m), m, REPORT_ATTRIBUTES, ID_USUAL_BYTES);
	if (tells_agents(s, o->kind))
		notify_parties(s, TELL_OF_NEW_PARTY, ix,
		    s->config.invitee_learns ? NULL : joiner, joiner, m);
	else
		message_unref(m);
	letter_set_actor(report, o->requester);
	notify_report(s, REPORT_NEW_PARTY, ix, report);
}

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
		if (other != o && other->invited == joiner)
			conference_revoke(s, other, REVOCATION_WITHDRAWN);
	}
}

/* The new agent becomes a party, and all are notified. */
static void
join(struct mock_server *s, const struct offer *o, struct client *accepter)
{
	struct interaction *ix = o->interaction;
	struct membership *requester;
	struct client *joiner = mistake_client(s, WHO_JOINS, accepter);
	grant_later(s, o);
	if (!joiner)
		return; /* the connection is closed */
	interaction_join(s, ix, joiner);
	note_ticket(o, joiner);
	tell_joined(s, o, joiner);
	withdraw_others(s, o, joiner);
	if (o->kind == OFFER_TRANSFER &&
	    (requester = interaction_party(ix, o->requester)))
		leave(s, requester, "Transfer", tells_agents(s, o->kind));
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
	offer_finish(s, o, to);
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
	offer_release(s, o);
}

void
conference_answer(struct mock_server *s, struct offer *o, enum offer_state by,
    struct client *sender)
{
	end(s, o, by, sender, REVOCATION_WITHDRAWN);
}

void
conference_revoke(struct mock_server *s, struct offer *o, enum revocation why)
{
	bool is_due = o->state == OFFER_OPEN || why == REVOCATION_EXPIRED;
	if (is_due && !o->is_ending)
		end(s, o, OFFER_REVOKED, o->invited, why);
}

void
conference_revoke_of(struct mock_server *s, struct client *agent)
{
	if (s->cause == CAUSE_DISCONNECT && s->config.offer_outlives_connection)
		return;
	list_each_removable (made, &agent->offers_made)
		conference_revoke(s, list_element(made, struct offer, in_made),
		    REVOCATION_WITHDRAWN);
	list_each_removable (received, &agent->offers_received)
		conference_revoke(s,
		    list_element(received, struct offer, in_received),
		    REVOCATION_INVITED_GONE);
}

static void
remove_all(struct mock_server *s, struct interaction *ix,
    const struct client *by, const char *operation)
{
	list_each_removable (link, &ix->memberships) {
		struct membership *party =
		    list_element(link, struct membership, in_interaction);
		report_removed(s, party, by, operation);
		interaction_forget_party(s, party);
	}
}

void
conference_dissolve(struct mock_server *s, struct interaction *ix,
    const struct client *by, const char *operation, const char *why)
{
	struct message *m = letter_new("EventRevoked", ix, 3);
	letter_set_reason(m, NULL, why);
	notify_other_parties(s, ix, by, m);
	remove_all(s, ix, by, operation);
	list_each_removable (link, &ix->offers)
		conference_revoke(s,
		    list_element(link, struct offer, in_interaction),
		    REVOCATION_INTERACTION_ENDED);
}
