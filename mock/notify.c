/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/notify.h"

#include "mock/mistake.h"
#include "mock/state/decision.h"
#include "mock/tamper.h"

void
notify_reporting_of_agent(
    struct mock_server *s, const struct client *c, const char *name)
{
	if (list_empty(&s->reporting) || !c->agent)
		return;
	notify_reporting(s, NULL, letter_of_agent(name, c->agent, 1));
}

void
notify_client(struct mock_server *s, struct client *to,
    const struct interaction *about, struct message *m)
{
	if (to)
		tamper_send(s, to, PROTOCOL_INTERACTION_MANAGEMENT, about, m);
	else
		message_unref(m);
}

/* To those who get it when they are chosen by 'way'. */
static void
notify_audience(struct mock_server *s, enum behaviour_way way,
    const struct interaction *ix, const struct client *except,
    struct client *actor, struct message *m)
{
	unsigned times = way == WAY_TWICE ? 2 : 1;
	struct audience a = mistake_audience(way, ix, except, actor);
	for (size_t i = 0; i < a.members.count; i++)
		for (unsigned n = 0; n < times; n++)
			notify_client(
			    s, a.members.items[i], ix, message_ref(m));
	vec_free(&a.members);
}

void
notify_one(struct mock_server *s, enum behaviour_point point, struct client *to,
    const struct interaction *about, struct message *m)
{
	enum behaviour_way way = decision(s, point);
	if (way == WAY_EVERYBODY)
		notify_audience(s, way, about, NULL, to, m);
	if (way == WAY_OTHER_PARTY && to)
		to = mistake_other_client(about, to);
	if (way == WAY_TWICE)
		notify_client(s, to, about, message_ref(m));
	if (way != WAY_NOT && way != WAY_EVERYBODY)
		notify_client(s, to, about, message_ref(m));
	message_unref(m);
}

void
notify_other_parties(struct mock_server *s, const struct interaction *ix,
    const struct client *except, struct message *m)
{
	list_each (link, &ix->memberships) {
		struct membership *party =
		    list_element(link, struct membership, in_interaction);
		if (party->client != except)
			notify_client(s, party->client, ix, message_ref(m));
	}
	message_unref(m);
}

void
notify_parties(struct mock_server *s, enum behaviour_point point,
    const struct interaction *ix, const struct client *except,
    struct client *actor, struct message *m)
{
	enum behaviour_way way = decision(s, point);
	if (way == WAY_RIGHT) {
		notify_other_parties(s, ix, except, m);
		return;
	}
	notify_audience(s, way, ix, except, actor, m);
	message_unref(m);
}

static void
report(
    struct mock_server *s, const struct interaction *about, struct message *m)
{
	list_each (link, &s->reporting) {
		struct client *to =
		    list_element(link, struct client, in_reporting);
		tamper_send(s, to, PROTOCOL_REPORTING, about, message_ref(m));
	}
}

void
notify_reporting(
    struct mock_server *s, const struct interaction *about, struct message *m)
{
	letter_set_time(m, s);
	report(s, about, m);
	message_unref(m);
}

void
notify_report(struct mock_server *s, enum behaviour_point point,
    const struct interaction *about, struct message *m)
{
	unsigned times = decision_times(s, point);
	letter_set_time(m, s);
	for (unsigned n = 0; n < times; n++)
		report(s, about, m);
	message_unref(m);
}

void
notify_background(struct mock_server *s, struct client *c)
{
	if (!c->agent)
		return;
	tamper_send(s, c, PROTOCOL_REPORTING, NULL,
	    letter_of_agent("EventCurrentAgentStatus", c->agent, 0));
	notify_reporting_of_agent(s, c, "EventPlaceAgentState");
}

/* What a router asks for by T-Library is granted there. */
static void
send_answer(struct mock_server *s, const struct interaction *about,
    const struct answer *a)
{
	if (a->is_error)
		notify_client(s, a->to, about, letter_error(a));
	else if (!a->is_route)
		notify_client(s, a->to, about,
		    letter_answer("EventAck", a->reference, 0));
	else if (a->to)
		tamper_send(s, a->to, PROTOCOL_T_LIBRARY, about,
		    letter_answer("EventRouteUsed", a->reference, 0));
}

static void
answer_with(struct mock_server *s, enum behaviour_point point,
    const struct interaction *about, struct answer *a)
{
	enum behaviour_way way = decision(s, point);
	if (way != WAY_RIGHT)
		mistake_answer(s, way, about, a);
	for (unsigned n = way == WAY_TWICE ? 2 : way != WAY_NOT; n > 0; n--)
		send_answer(s, about, a);
}

void
notify_ack(struct mock_server *s, enum behaviour_point point, struct client *to,
    const struct interaction *about, int64_t reference)
{
	struct answer a = {
		.to = to, .reference = reference, .has_reference = true
	};
	answer_with(s, point, about, &a);
}

void
notify_route_used(struct mock_server *s, enum behaviour_point point,
    struct client *to, const struct interaction *about, int64_t reference)
{
	struct answer a = { .to = to,
		.reference = reference,
		.has_reference = true,
		.is_route = true };
	answer_with(s, point, about, &a);
}

void
notify_error(struct mock_server *s, enum behaviour_point point,
    const struct interaction *about, struct answer answer)
{
	answer.is_error = true;
	if (s->config.has_other_codes) {
		answer.code = ERROR_ANY;
		answer.description = "no";
	}
	answer_with(s, point, about, &answer);
}
