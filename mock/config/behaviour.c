/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/config/behaviour.h"

#include <stdio.h>
#include <string.h>

static const char *const causes[CAUSE_COUNT] = {
	[CAUSE_NONE] = "*",
	[CAUSE_ACCEPT] = "RequestAccept",
	[CAUSE_LOGIN] = "RequestAgentLogin",
	[CAUSE_LOGOUT] = "RequestAgentLogout",
	[CAUSE_CHANGE] = "RequestChangeProperties",
	[CAUSE_CONFERENCE] = "RequestConference",
	[CAUSE_INTRUDE] = "RequestIntrude",
	[CAUSE_LEAVE] = "RequestLeaveInteraction",
	[CAUSE_PLACE_IN_QUEUE] = "RequestPlaceInQueue",
	[CAUSE_PLACE_IN_WORKBIN] = "RequestPlaceInWorkbin",
	[CAUSE_PULL] = "RequestPull",
	[CAUSE_REGISTER] = "RequestRegisterClient",
	[CAUSE_REJECT] = "RequestReject",
	[CAUSE_ROUTE] = "RequestRouteCall",
	[CAUSE_STOP] = "RequestStopProcessing",
	[CAUSE_SUBMIT] = "RequestSubmit",
	[CAUSE_TRANSFER] = "RequestTransfer",
	[CAUSE_WORKBIN_CANCEL] = "RequestWorkbinCancelNotifications",
	[CAUSE_WORKBIN_CONTENT] = "RequestGetWorkbinContent",
	[CAUSE_WORKBIN_NEWS] = "RequestWorkbinNotifications",
	[CAUSE_TIMEOUT] = "timeout",
	[CAUSE_DISCONNECT] = "disconnect",
};

/* What kind of decision a point is: these have their wrong ways in common. */
enum kind {
	KIND_CONDITION,
	KIND_CHOICE,
	KIND_OFFER,
	KIND_PLACE,
	KIND_TIME,
	KIND_DEED,
	KIND_REPEATABLE_DEED,
	KIND_TIMER,
	KIND_MESSAGE,
	KIND_NEWS,
	KIND_REPORT,
	KIND_ANSWER,
	KIND_AFTERMATH,
};

static const unsigned char *const kind_ways[] = {
	[KIND_CONDITION] = (const unsigned char[]){ WAY_ALWAYS, WAY_NEVER, 0 },
	[KIND_CHOICE] = (const unsigned char[]){ WAY_ANOTHER, 0 },
	[KIND_OFFER] = (const unsigned char[]){ WAY_ANOTHER,
	    WAY_ANOTHER_OF_AGENT, WAY_ANOTHER_OF_INTERACTION, 0 },
	[KIND_PLACE] = (const unsigned char[]){ WAY_ANOTHER,
	    WAY_ANOTHER_SECRETLY, WAY_ITS_QUEUE, WAY_ITS_FIRST_QUEUE, 0 },
	[KIND_TIME] = (const unsigned char[]){ WAY_HALF, WAY_DOUBLE,
	    WAY_WITH_FIRST, WAY_WITH_LAST, 0 },
	[KIND_DEED] = (const unsigned char[]){ WAY_NOT, 0 },
	[KIND_REPEATABLE_DEED] =
	    (const unsigned char[]){ WAY_NOT, WAY_TWICE, 0 },
	[KIND_TIMER] =
	    (const unsigned char[]){ WAY_NOT, WAY_ONCE_PER_AGENT, 0 },
	[KIND_MESSAGE] = (const unsigned char[]){ WAY_NOT, WAY_TWICE,
	    WAY_OTHER_PARTY, WAY_EVERYBODY, 0 },
	[KIND_NEWS] = (const unsigned char[]){ WAY_NOT, WAY_TWICE,
	    WAY_FIRST_ONLY, WAY_LAST_ONLY, WAY_ALL_BUT_FIRST, WAY_ALL_BUT_LAST,
	    WAY_ACTOR_TOO, WAY_FORMER_TOO, WAY_INVITED_TOO, WAY_EVERYBODY,
	    WAY_OTHERS, 0 },
	[KIND_REPORT] = (const unsigned char[]){ WAY_NOT, WAY_TWICE, 0 },
	[KIND_ANSWER] = (const unsigned char[]){ WAY_NOT, WAY_TWICE,
	    WAY_OPPOSITE, WAY_PREVIOUS_REFERENCE, WAY_NEWEST_REFERENCE,
	    WAY_WAITING_REFERENCE, WAY_OTHER_PARTY, 0 },
	[KIND_AFTERMATH] = (const unsigned char[]){ WAY_RESTARTS_TIMERS,
	    WAY_RESTARTS_TIMERS_OF_AGENT, WAY_RESTARTS_ALL_TIMERS,
	    WAY_STOPS_TIMERS, WAY_STOPS_TIMERS_OF_AGENT, WAY_STOPS_ALL_TIMERS,
	    WAY_REVOKES_OFFERS, WAY_REVOKES_OFFERS_OF_AGENT,
	    WAY_REVOKES_ALL_OFFERS, WAY_FORGETS_OFFERS,
	    WAY_FORGETS_OFFERS_OF_AGENT, WAY_FORGETS_ALL_OFFERS,
	    WAY_FORGETS_SENDER, WAY_FORGETS_SENDER_EVERYWHERE,
	    WAY_FORGETS_OTHERS, WAY_RETURNS_INTERACTION,
	    WAY_FORGETS_INTERACTION, 0 },
};

static const struct {
	const char *name;
	enum kind kind;
} points[TRANSITION] = {
	[IS_REGISTERED] = { "is-registered", KIND_CONDITION },
	[IS_RIGHT_CLIENT_TYPE] = { "is-right-client-type", KIND_CONDITION },
	[IS_LOGGED_IN] = { "is-logged-in", KIND_CONDITION },
	[IS_INTERACTION_KNOWN] = { "is-interaction-known", KIND_CONDITION },
	[IS_SENDER_PARTY] = { "is-sender-party", KIND_CONDITION },
	[IS_AGENT_LOGGED_IN] = { "is-agent-logged-in", KIND_CONDITION },
	[IS_AGENT_ANOTHER] = { "is-agent-another", KIND_CONDITION },
	[IS_AGENT_OUTSIDE] = { "is-agent-outside", KIND_CONDITION },
	[IS_AGENT_UNINVITED] = { "is-agent-uninvited", KIND_CONDITION },
	[IS_ANSWERED_AT_ONCE] = { "is-answered-at-once", KIND_CONDITION },
	[IS_TICKET_KNOWN] = { "is-ticket-known", KIND_CONDITION },
	[IS_TICKET_OF_SENDER] = { "is-ticket-of-sender", KIND_CONDITION },
	[IS_TICKET_OF_INTERACTION] = { "is-ticket-of-interaction",
	    KIND_CONDITION },
	[IS_LAST_PARTY] = { "is-last-party", KIND_CONDITION },
	[IS_OFFER_BASELESS] = { "is-offer-baseless", KIND_CONDITION },
	[IS_INTERACTION_THERE] = { "is-interaction-there", KIND_CONDITION },
	[IS_AGENT_FREE] = { "is-agent-free", KIND_CONDITION },
	[WHICH_INTERACTION] = { "which-interaction", KIND_CHOICE },
	[WHICH_AGENT] = { "which-agent", KIND_CHOICE },
	[WHICH_OFFER] = { "which-offer", KIND_OFFER },
	[WHICH_OFFER_EXPIRES] = { "which-offer-expires", KIND_OFFER },
	[WHO_JOINS] = { "who-joins", KIND_CHOICE },
	[WHO_LEAVES] = { "who-leaves", KIND_CHOICE },
	[WHERE_IT_RETURNS] = { "where-it-returns", KIND_PLACE },
	[WHEN_TIME_IS_OVER] = { "when-time-is-over", KIND_TIME },
	[OFFER_IS_KEPT] = { "offer-is-kept", KIND_DEED },
	[TIMER_STARTS] = { "timer-starts", KIND_TIMER },
	[TIMER_STOPS] = { "timer-stops", KIND_DEED },
	[TICKET_ENDS] = { "ticket-ends", KIND_DEED },
	[PARTY_JOINS] = { "party-joins", KIND_REPEATABLE_DEED },
	[PARTY_LEAVES] = { "party-leaves", KIND_DEED },
	[AGENT_IS_FORGOTTEN] = { "agent-is-forgotten", KIND_DEED },
	[STRANGER_IS_CLOSED] = { "stranger-is-closed", KIND_DEED },
	[TELL_OF_INVITATION] = { "tell-of-invitation", KIND_MESSAGE },
	[TELL_OF_REVOCATION] = { "tell-of-revocation", KIND_MESSAGE },
	[TELL_OF_NEW_PARTY] = { "tell-of-new-party", KIND_NEWS },
	[TELL_OF_LOST_PARTY] = { "tell-of-lost-party", KIND_NEWS },
	[REPORT_INVITATION] = { "report-invitation", KIND_REPORT },
	[REPORT_REJECTION] = { "report-rejection", KIND_REPORT },
	[REPORT_NEW_PARTY] = { "report-new-party", KIND_REPORT },
	[REPORT_LOST_PARTY] = { "report-lost-party", KIND_REPORT },
	[REPORT_QUEUE] = { "report-queue", KIND_REPORT },
	[REPORT_WORKBIN] = { "report-workbin", KIND_REPORT },
	[ANSWER_GRANT] = { "grant", KIND_ANSWER },
	[ANSWER_REFUSAL] = { "refusal", KIND_ANSWER },
	[ANSWER_GRANT_LATER] = { "later-grant", KIND_ANSWER },
	[ANSWER_REFUSAL_LATER] = { "later-refusal", KIND_ANSWER },
	[AFTER_GRANT] = { "after-grant", KIND_AFTERMATH },
	[AFTER_REFUSAL] = { "after-refusal", KIND_AFTERMATH },
	[AFTER_TIMEOUT] = { "after-timeout", KIND_AFTERMATH },
	[AFTER_DISCONNECT] = { "after-disconnect", KIND_AFTERMATH },
};

static const char *const ways[WAY_TO] = {
	[WAY_ALWAYS] = "always",
	[WAY_NEVER] = "never",
	[WAY_NOT] = "not",
	[WAY_TWICE] = "twice",
	[WAY_ONCE_PER_AGENT] = "once-per-agent",
	[WAY_ANOTHER] = "another",
	[WAY_ANOTHER_OF_AGENT] = "another-of-agent",
	[WAY_ANOTHER_OF_INTERACTION] = "another-of-interaction",
	[WAY_ANOTHER_SECRETLY] = "another-secretly",
	[WAY_ITS_QUEUE] = "its-queue",
	[WAY_ITS_FIRST_QUEUE] = "its-first-queue",
	[WAY_HALF] = "half",
	[WAY_DOUBLE] = "double",
	[WAY_WITH_FIRST] = "with-first",
	[WAY_WITH_LAST] = "with-last",
	[WAY_FIRST_ONLY] = "first-only",
	[WAY_LAST_ONLY] = "last-only",
	[WAY_ALL_BUT_FIRST] = "all-but-first",
	[WAY_ALL_BUT_LAST] = "all-but-last",
	[WAY_ACTOR_TOO] = "actor-too",
	[WAY_FORMER_TOO] = "former-too",
	[WAY_INVITED_TOO] = "invited-too",
	[WAY_EVERYBODY] = "everybody",
	[WAY_OTHERS] = "others",
	[WAY_OTHER_PARTY] = "other-party",
	[WAY_OPPOSITE] = "opposite",
	[WAY_PREVIOUS_REFERENCE] = "previous-reference",
	[WAY_NEWEST_REFERENCE] = "newest-reference",
	[WAY_WAITING_REFERENCE] = "waiting-reference",
	[WAY_RESTARTS_TIMERS] = "restarts-timers",
	[WAY_RESTARTS_TIMERS_OF_AGENT] = "restarts-timers-of-agent",
	[WAY_RESTARTS_ALL_TIMERS] = "restarts-all-timers",
	[WAY_STOPS_TIMERS] = "stops-timers",
	[WAY_STOPS_TIMERS_OF_AGENT] = "stops-timers-of-agent",
	[WAY_STOPS_ALL_TIMERS] = "stops-all-timers",
	[WAY_REVOKES_OFFERS] = "revokes-offers",
	[WAY_REVOKES_OFFERS_OF_AGENT] = "revokes-offers-of-agent",
	[WAY_REVOKES_ALL_OFFERS] = "revokes-all-offers",
	[WAY_FORGETS_OFFERS] = "forgets-offers",
	[WAY_FORGETS_OFFERS_OF_AGENT] = "forgets-offers-of-agent",
	[WAY_FORGETS_ALL_OFFERS] = "forgets-all-offers",
	[WAY_FORGETS_SENDER] = "forgets-sender",
	[WAY_FORGETS_SENDER_EVERYWHERE] = "forgets-sender-everywhere",
	[WAY_FORGETS_OTHERS] = "forgets-others",
	[WAY_RETURNS_INTERACTION] = "returns-interaction",
	[WAY_FORGETS_INTERACTION] = "forgets-interaction",
};

/* A transition as its parts. */
struct row {
	enum lifecycle_machine machine;
	unsigned char from, to;
};

static struct row
row_of(unsigned point)
{
	unsigned pair = point - TRANSITION;
	unsigned from = pair / LIFECYCLE_STATE_MAX;
	return (
	    struct row){ (enum lifecycle_machine)(from / LIFECYCLE_STATE_MAX),
		(unsigned char)(from % LIFECYCLE_STATE_MAX),
		(unsigned char)(pair % LIFECYCLE_STATE_MAX) };
}

/* The state's name as one word. */
static void
put_state(char *into, const char *state)
{
	size_t size = strlen(state) + 1;
	memcpy(into, state, size);
	for (char *c = into; (c = strchr(c, ' '));)
		*c = '-';
}

const char *
behaviour_cause_name(enum behaviour_cause cause)
{
	return causes[cause];
}

bool
behaviour_point_name(unsigned point, char ret[BEHAVIOUR_NAME_SIZE])
{
	if (point < TRANSITION) {
		snprintf(ret, BEHAVIOUR_NAME_SIZE, "%s", points[point].name);
		return true;
	}
	struct row row = row_of(point);
	if (!lifecycle_allows(row.machine, row.from, row.to))
		return false;
	char from[BEHAVIOUR_NAME_SIZE / 4], to[BEHAVIOUR_NAME_SIZE / 4];
	put_state(from, lifecycle_state_name(row.machine, row.from));
	put_state(to, lifecycle_state_name(row.machine, row.to));
	snprintf(ret, BEHAVIOUR_NAME_SIZE, "%s-%s-to-%s",
	    lifecycle_name(row.machine), from, to);
	return true;
}

static bool
has_way(enum kind kind, unsigned way)
{
	for (const unsigned char *w = kind_ways[kind]; *w; w++)
		if (*w == way)
			return true;
	return false;
}

/* A transition is not made, or one to another state is. */
static bool
transition_way_name(unsigned point, unsigned way, char ret[BEHAVIOUR_NAME_SIZE])
{
	static const char prefix[] = "to-";
	struct row row = row_of(point);
	if (way == WAY_NOT) {
		snprintf(ret, BEHAVIOUR_NAME_SIZE, "%s", ways[WAY_NOT]);
		return true;
	}
	const char *state = way < WAY_TO
	    ? NULL
	    : lifecycle_state_name(row.machine, (unsigned char)(way - WAY_TO));
	if (!state || way - WAY_TO == row.from || way - WAY_TO == row.to)
		return false;
	memcpy(ret, prefix, sizeof(prefix));
	put_state(ret + sizeof(prefix) - 1, state);
	return true;
}

bool
behaviour_way_name(unsigned point, unsigned way, char ret[BEHAVIOUR_NAME_SIZE])
{
	if (point >= TRANSITION)
		return transition_way_name(point, way, ret);
	if (!has_way(points[point].kind, way))
		return false;
	snprintf(ret, BEHAVIOUR_NAME_SIZE, "%s", ways[way]);
	return true;
}

bool
behaviour_find_cause(const char *name, enum behaviour_cause *ret)
{
	for (unsigned i = 0; i < CAUSE_COUNT; i++) {
		if (strcmp(causes[i], name) == 0) {
			*ret = (enum behaviour_cause)i;
			return true;
		}
	}
	return false;
}

bool
behaviour_find_point(const char *name, unsigned *ret)
{
	char own[BEHAVIOUR_NAME_SIZE];
	for (unsigned i = 0; i < POINT_COUNT; i++) {
		if (behaviour_point_name(i, own) && strcmp(own, name) == 0) {
			*ret = i;
			return true;
		}
	}
	return false;
}

bool
behaviour_find_way(unsigned point, const char *name, unsigned *ret)
{
	char own[BEHAVIOUR_NAME_SIZE];
	for (unsigned i = 0; i < WAY_COUNT; i++) {
		if (behaviour_way_name(point, i, own) &&
		    strcmp(own, name) == 0) {
			*ret = i;
			return true;
		}
	}
	return false;
}
