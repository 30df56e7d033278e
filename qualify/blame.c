/* SPDX-License-Identifier: Apache-2.0 */
#include "qualify/blame.h"

#include <string.h>

#define WORDS_MAX 8

static const char *const subject_words[][WORDS_MAX] = {
	[SUBJECT_REQUEST] = { NULL },
	[SUBJECT_INVITATION] = { "RequestConference", "RequestAccept",
	    "RequestReject", "EventInvite", "EventAgentInvited", "EventRevoked",
	    "invitation-timeout" },
	[SUBJECT_TIMER] = { "invitation-timeout", "EventRevoked",
	    "EventError" },
	[SUBJECT_PARTIES] = { "EventPartyAdded", "EventPartyRemoved",
	    "RequestLeaveInteraction", "RequestConference" },
	[SUBJECT_PLACE] = { "EventPlacedInQueue", "EventPlacedInWorkbin",
	    "RequestPull" },
	[SUBJECT_INTERACTION] = { "RequestConference", "RequestAccept",
	    "RequestReject", "RequestLeaveInteraction", "RequestPull",
	    "EventPlacedInQueue", "EventPlacedInWorkbin" },
	[SUBJECT_REJECTION] = { "EventRejected" },
};

/* A set of findings. */
#define ONE(finding) (1u << FINDING_##finding)
#define ABSENCE (ONE(MISSING) | ONE(TOO_LATE))
#define EXCESS (ONE(UNEXPECTED) | ONE(DUPLICATE) | ONE(OUT_OF_ORDER))
#define CONFUSION                                                              \
	(ABSENCE | EXCESS | ONE(WRONG_PARTY) | ONE(WRONG_ANSWER) |             \
	    ONE(WRONG_ATTRIBUTE) | ONE(TOO_EARLY))

/* To another state: whatever that state means. */
static const unsigned wanted[WAY_TO + 1] = {
	[WAY_ALWAYS] = ABSENCE | EXCESS | ONE(WRONG_ANSWER) | ONE(TOO_EARLY),
	[WAY_NEVER] = ABSENCE | EXCESS | ONE(WRONG_ANSWER),
	[WAY_NOT] = ABSENCE | EXCESS | ONE(WRONG_ANSWER),
	[WAY_TWICE] = EXCESS,
	[WAY_ONCE_PER_AGENT] = ABSENCE,
	[WAY_ANOTHER] = CONFUSION,
	[WAY_ANOTHER_OF_AGENT] = CONFUSION,
	[WAY_ANOTHER_OF_INTERACTION] = CONFUSION,
	[WAY_ANOTHER_SECRETLY] = ABSENCE | EXCESS | ONE(WRONG_ANSWER),
	[WAY_ITS_QUEUE] = CONFUSION,
	[WAY_ITS_FIRST_QUEUE] = CONFUSION,
	[WAY_HALF] = ONE(TOO_EARLY) | EXCESS,
	[WAY_DOUBLE] = ABSENCE,
	[WAY_WITH_FIRST] = ONE(TOO_EARLY) | EXCESS,
	[WAY_WITH_LAST] = ABSENCE,
	[WAY_FIRST_ONLY] = ABSENCE,
	[WAY_LAST_ONLY] = ABSENCE,
	[WAY_ALL_BUT_FIRST] = ABSENCE,
	[WAY_ALL_BUT_LAST] = ABSENCE,
	[WAY_ACTOR_TOO] = EXCESS,
	[WAY_FORMER_TOO] = EXCESS,
	[WAY_INVITED_TOO] = EXCESS,
	[WAY_EVERYBODY] = EXCESS | ONE(WRONG_PARTY),
	[WAY_OTHERS] = ABSENCE | EXCESS | ONE(WRONG_PARTY),
	[WAY_OTHER_PARTY] = ONE(WRONG_PARTY) | ABSENCE,
	[WAY_OPPOSITE] = ABSENCE | EXCESS | ONE(WRONG_ANSWER),
	[WAY_PREVIOUS_REFERENCE] = ONE(WRONG_ANSWER) | ONE(MISSING),
	[WAY_NEWEST_REFERENCE] = ONE(WRONG_ANSWER) | ONE(MISSING),
	[WAY_WAITING_REFERENCE] = ONE(WRONG_ANSWER) | ONE(MISSING),
	[WAY_RESTARTS_TIMERS] = ABSENCE,
	[WAY_RESTARTS_TIMERS_OF_AGENT] = ABSENCE,
	[WAY_RESTARTS_ALL_TIMERS] = ABSENCE,
	[WAY_STOPS_TIMERS] = ABSENCE,
	[WAY_STOPS_TIMERS_OF_AGENT] = ABSENCE,
	[WAY_STOPS_ALL_TIMERS] = ABSENCE,
	[WAY_REVOKES_OFFERS] = EXCESS | ONE(TOO_EARLY) | ONE(WRONG_ANSWER),
	[WAY_REVOKES_OFFERS_OF_AGENT] =
	    EXCESS | ONE(TOO_EARLY) | ONE(WRONG_ANSWER),
	[WAY_REVOKES_ALL_OFFERS] = EXCESS | ONE(TOO_EARLY) | ONE(WRONG_ANSWER),
	[WAY_FORGETS_OFFERS] = ABSENCE | EXCESS | ONE(WRONG_ANSWER),
	[WAY_FORGETS_OFFERS_OF_AGENT] = ABSENCE | EXCESS | ONE(WRONG_ANSWER),
	[WAY_FORGETS_ALL_OFFERS] = ABSENCE | EXCESS | ONE(WRONG_ANSWER),
	[WAY_FORGETS_SENDER] = ABSENCE | EXCESS | ONE(WRONG_ANSWER),
	[WAY_FORGETS_SENDER_EVERYWHERE] = ABSENCE | EXCESS | ONE(WRONG_ANSWER),
	[WAY_FORGETS_OTHERS] = ABSENCE | EXCESS | ONE(WRONG_ANSWER),
	[WAY_RETURNS_INTERACTION] = ABSENCE | EXCESS | ONE(WRONG_ANSWER),
	[WAY_FORGETS_INTERACTION] = ABSENCE | EXCESS | ONE(WRONG_ANSWER),
	[WAY_TO] = CONFUSION,
};

bool
blame_is_right(const struct conduct *c, const struct outcome *o)
{
	const char *const *words = subject_words[conduct_subject(c)];
	unsigned way = c->way < WAY_TO ? c->way : WAY_TO;
	if (!(wanted[way] & 1u << o->finding) || !o->sentence)
		return false;
	/* The invitation's timer has its own name in a sentence. */
	const char *cause = c->cause == CAUSE_TIMEOUT
	    ? "invitation-timeout"
	    : behaviour_cause_name(c->cause);
	if (strstr(o->sentence, cause))
		return true;
	for (unsigned i = 0; i < WORDS_MAX && words[i]; i++)
		if (strstr(o->sentence, words[i]))
			return true;
	return false;
}
