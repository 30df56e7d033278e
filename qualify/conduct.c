/* SPDX-License-Identifier: Apache-2.0 */
#include "qualify/conduct.h"

#include <stdio.h>
#include <string.h>

static const enum subject subjects[TRANSITION] = {
	[IS_REGISTERED] = SUBJECT_REQUEST,
	[IS_RIGHT_CLIENT_TYPE] = SUBJECT_REQUEST,
	[IS_LOGGED_IN] = SUBJECT_REQUEST,
	[IS_INTERACTION_KNOWN] = SUBJECT_REQUEST,
	[IS_AGENT_LOGGED_IN] = SUBJECT_REQUEST,
	[IS_AGENT_FREE] = SUBJECT_REQUEST,
	[WHICH_INTERACTION] = SUBJECT_REQUEST,
	[ANSWER_GRANT] = SUBJECT_REQUEST,
	[ANSWER_REFUSAL] = SUBJECT_REQUEST,
	[IS_AGENT_UNINVITED] = SUBJECT_INVITATION,
	[IS_ANSWERED_AT_ONCE] = SUBJECT_INVITATION,
	[IS_TICKET_KNOWN] = SUBJECT_INVITATION,
	[IS_TICKET_OF_SENDER] = SUBJECT_INVITATION,
	[IS_TICKET_OF_INTERACTION] = SUBJECT_INVITATION,
	[IS_OFFER_BASELESS] = SUBJECT_INVITATION,
	[WHICH_AGENT] = SUBJECT_INVITATION,
	[WHICH_OFFER] = SUBJECT_INVITATION,
	[OFFER_IS_KEPT] = SUBJECT_INVITATION,
	[TICKET_ENDS] = SUBJECT_INVITATION,
	[AGENT_IS_FORGOTTEN] = SUBJECT_INVITATION,
	[STRANGER_IS_CLOSED] = SUBJECT_REQUEST,
	[TELL_OF_INVITATION] = SUBJECT_INVITATION,
	[TELL_OF_REVOCATION] = SUBJECT_INVITATION,
	[REPORT_INVITATION] = SUBJECT_INVITATION,
	[ANSWER_GRANT_LATER] = SUBJECT_INVITATION,
	[ANSWER_REFUSAL_LATER] = SUBJECT_INVITATION,
	[WHICH_OFFER_EXPIRES] = SUBJECT_TIMER,
	[WHEN_TIME_IS_OVER] = SUBJECT_TIMER,
	[TIMER_STARTS] = SUBJECT_TIMER,
	[TIMER_STOPS] = SUBJECT_TIMER,
	[IS_SENDER_PARTY] = SUBJECT_PARTIES,
	[IS_AGENT_ANOTHER] = SUBJECT_PARTIES,
	[IS_AGENT_OUTSIDE] = SUBJECT_PARTIES,
	[WHO_JOINS] = SUBJECT_PARTIES,
	[WHO_LEAVES] = SUBJECT_PARTIES,
	[PARTY_JOINS] = SUBJECT_PARTIES,
	[PARTY_LEAVES] = SUBJECT_PARTIES,
	[TELL_OF_NEW_PARTY] = SUBJECT_PARTIES,
	[TELL_OF_LOST_PARTY] = SUBJECT_PARTIES,
	[REPORT_NEW_PARTY] = SUBJECT_PARTIES,
	[REPORT_LOST_PARTY] = SUBJECT_PARTIES,
	[IS_LAST_PARTY] = SUBJECT_PLACE,
	[IS_INTERACTION_THERE] = SUBJECT_PLACE,
	[WHERE_IT_RETURNS] = SUBJECT_PLACE,
	[REPORT_QUEUE] = SUBJECT_PLACE,
	[REPORT_WORKBIN] = SUBJECT_PLACE,
	[REPORT_REJECTION] = SUBJECT_REJECTION,
};

static enum subject
subject_of_transition(unsigned point)
{
	unsigned machine =
	    (point - TRANSITION) / (LIFECYCLE_STATE_MAX * LIFECYCLE_STATE_MAX);
	switch ((enum lifecycle_machine)machine) {
	case LIFECYCLE_CLIENT:
		return SUBJECT_REQUEST;
	case LIFECYCLE_INTERACTION:
		return SUBJECT_INTERACTION;
	case LIFECYCLE_OFFER:
		return SUBJECT_INVITATION;
	}
	return SUBJECT_REQUEST;
}

/* What is done besides says itself what it is done to. */
enum subject
conduct_subject(const struct conduct *c)
{
	if (c->point >= TRANSITION)
		return subject_of_transition(c->point);
	if (c->way >= WAY_RETURNS_INTERACTION)
		return SUBJECT_INTERACTION;
	if (c->way >= WAY_FORGETS_SENDER)
		return SUBJECT_PARTIES;
	if (c->way >= WAY_RESTARTS_TIMERS)
		return SUBJECT_INVITATION;
	return subjects[c->point];
}

/*
 * Is it what the Conference chapter speaks of?  Its requests are, and the time
 * of an invitation; of a lost connection only what becomes of invitations.
 */
static bool
is_of_chapter(const struct conduct *c)
{
	enum subject subject = conduct_subject(c);
	switch (c->cause) {
	case CAUSE_CONFERENCE:
	case CAUSE_ACCEPT:
	case CAUSE_REJECT:
	case CAUSE_LEAVE:
	case CAUSE_TIMEOUT:
		return true;
	case CAUSE_DISCONNECT:
		return subject != SUBJECT_PARTIES && subject != SUBJECT_PLACE &&
		    subject != SUBJECT_INTERACTION;
	case CAUSE_NONE:
	case CAUSE_LOGIN:
	case CAUSE_LOGOUT:
	case CAUSE_CHANGE:
	case CAUSE_INTRUDE:
	case CAUSE_PLACE_IN_QUEUE:
	case CAUSE_PLACE_IN_WORKBIN:
	case CAUSE_PULL:
	case CAUSE_REGISTER:
	case CAUSE_ROUTE:
	case CAUSE_STOP:
	case CAUSE_SUBMIT:
	case CAUSE_TRANSFER:
	case CAUSE_WORKBIN_CANCEL:
	case CAUSE_WORKBIN_CONTENT:
	case CAUSE_WORKBIN_NEWS:
		return false;
	}
	return false;
}

static enum conduct_class
classify(struct exploration *e, const struct conduct *c)
{
	if (!is_of_chapter(c))
		return CONDUCT_ELSEWHERE;
	switch (exploration_compare(e, &c->fault, NULL)) {
	case DIFFERENCE_NONE:
		return CONDUCT_ALIKE;
	case DIFFERENCE_LEGAL:
		return CONDUCT_LEGAL;
	case DIFFERENCE_SETUP:
		return CONDUCT_OF_SETUPS;
	case DIFFERENCE_PROVEN:
		break;
	}
	return CONDUCT_ILLEGAL;
}

static void
derive_ways(struct exploration *e, struct conduct c, struct conducts *ret)
{
	struct fault *f = &c.fault;
	if (!behaviour_point_name(c.point, f->argument))
		return;
	snprintf(f->message, sizeof(f->message), "%s",
	    behaviour_cause_name(c.cause));
	for (c.way = WAY_RIGHT + 1; c.way < WAY_COUNT; c.way++) {
		if (!behaviour_way_name(c.point, c.way, f->value))
			continue;
		c.class = classify(e, &c);
		vec_push(&ret->items, c);
	}
}

void
conducts_derive(struct exploration *e, struct conducts *ret)
{
	struct conduct c = { .fault.kind = FAULT_MISBEHAVE };
	for (unsigned cause = 0; cause < CAUSE_COUNT; cause++) {
		c.cause = (enum behaviour_cause)cause;
		for (c.point = 0; c.point < POINT_COUNT; c.point++)
			if (exploration_meets(e, c.cause, c.point))
				derive_ways(e, c, ret);
	}
}
