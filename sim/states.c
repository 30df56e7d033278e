/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/states.h"

/* Who asks for a conference, if a party, and whom it invites. */
#define WANTED_BY(who)                                                         \
	{ ASKED_CONFERENCE, who, ABOUT_STRANGER },                             \
	    { ASKED_CONFERENCE, who, ABOUT_PARTY },                            \
	    { ASKED_CONFERENCE, who, ABOUT_ITSELF },                           \
	    { ASKED_CONFERENCE, who, ABOUT_INVITED },                          \
	    { ASKED_CONFERENCE, who, ABOUT_LEFT },                             \
	    { ASKED_CONFERENCE, who, ABOUT_LAPSED },                           \
	    { ASKED_CONFERENCE, who, ABOUT_UNREGISTERED },                     \
	{                                                                      \
		ASKED_CONFERENCE, who, ABOUT_UNKNOWN_INTERACTION               \
	}

/* Who answers an invitation, and with which ticket. */
#define ANSWERED(asked)                                                        \
	{ asked, ROLE_INVITED, ABOUT_OWN_TICKET },                             \
	    { asked, ROLE_INVITED, ABOUT_OWN_ENDED_TICKET },                   \
	    { asked, ROLE_INVITED, ABOUT_OTHERS_TICKET },                      \
	    { asked, ROLE_INVITED, ABOUT_OTHERS_ENDED_TICKET },                \
	    { asked, ROLE_INVITED, ABOUT_TICKET_NEVER_GIVEN },                 \
	    { asked, ROLE_INVITED, ABOUT_UNKNOWN_INTERACTION },                \
	    { asked, ROLE_PARTY, ABOUT_OWN_ENDED_TICKET },                     \
	    { asked, ROLE_PARTY, ABOUT_OTHERS_TICKET },                        \
	    { asked, ROLE_LEFT, ABOUT_OWN_ENDED_TICKET },                      \
	    { asked, ROLE_LEFT, ABOUT_OTHERS_TICKET },                         \
	    { asked, ROLE_LAPSED, ABOUT_OWN_ENDED_TICKET },                    \
	    { asked, ROLE_LAPSED, ABOUT_OTHERS_TICKET },                       \
	    { asked, ROLE_LAPSED, ABOUT_TICKET_NEVER_GIVEN },                  \
	    { asked, ROLE_STRANGER, ABOUT_OTHERS_TICKET },                     \
	{                                                                      \
		asked, ROLE_UNREGISTERED, ABOUT_OTHERS_TICKET                  \
	}

static const struct state_row rows[] = {
	WANTED_BY(ROLE_INVITER),
	WANTED_BY(ROLE_PARTY),
	{ ASKED_CONFERENCE, ROLE_INVITED, ABOUT_NOTHING },
	{ ASKED_CONFERENCE, ROLE_LEFT, ABOUT_NOTHING },
	{ ASKED_CONFERENCE, ROLE_LAPSED, ABOUT_NOTHING },
	{ ASKED_CONFERENCE, ROLE_STRANGER, ABOUT_NOTHING },
	{ ASKED_CONFERENCE, ROLE_UNREGISTERED, ABOUT_NOTHING },
	ANSWERED(ASKED_ACCEPT),
	ANSWERED(ASKED_REJECT),
	{ ASKED_LEAVE, ROLE_INVITER, ABOUT_NOTHING },
	{ ASKED_LEAVE, ROLE_PARTY, ABOUT_NOTHING },
	{ ASKED_LEAVE, ROLE_PARTY, ABOUT_UNKNOWN_INTERACTION },
	{ ASKED_LEAVE, ROLE_INVITED, ABOUT_NOTHING },
	{ ASKED_LEAVE, ROLE_LEFT, ABOUT_NOTHING },
	{ ASKED_LEAVE, ROLE_LAPSED, ABOUT_NOTHING },
	{ ASKED_LEAVE, ROLE_STRANGER, ABOUT_NOTHING },
	{ ASKED_LEAVE, ROLE_UNREGISTERED, ABOUT_NOTHING },
	{ ASKED_NOTHING, ROLE_NONE, ABOUT_NOTHING },
	{ ASKED_DISCONNECT, ROLE_INVITER, ABOUT_NOTHING },
	{ ASKED_DISCONNECT, ROLE_PARTY, ABOUT_NOTHING },
	{ ASKED_DISCONNECT, ROLE_INVITED, ABOUT_NOTHING },
};

static bool
is_party(enum role_in who)
{
	return who == ROLE_INVITER || who == ROLE_PARTY;
}

unsigned
states_row_count(void)
{
	return sizeof(rows) / sizeof(rows[0]);
}

const struct state_row *
states_row(unsigned row)
{
	return &rows[row];
}

/* What makes no difference is one row. */
static struct state_row
simplify(enum asked asked, enum role_in who, enum about about)
{
	struct state_row row = { asked, who, about };
	bool answers = asked == ASKED_ACCEPT || asked == ASKED_REJECT;
	if (asked == ASKED_CONFERENCE && !is_party(who))
		row.about = ABOUT_NOTHING;
	if ((answers || about == ABOUT_UNKNOWN_INTERACTION) &&
	    asked != ASKED_CONFERENCE && who == ROLE_INVITER)
		row.who = ROLE_PARTY;
	return row;
}

int
states_find_row(enum asked asked, enum role_in who, enum about about)
{
	struct state_row wanted = simplify(asked, who, about);
	for (unsigned i = 0; i < states_row_count(); i++)
		if (rows[i].asked == wanted.asked &&
		    rows[i].who == wanted.who && rows[i].about == wanted.about)
			return (int)i;
	return -1;
}

unsigned
state_of(unsigned parties, unsigned offers, bool has_returned)
{
	if (parties == 0)
		return has_returned ? STATE_RETURNED : STATE_QUEUED;
	if (parties > STATE_MAX_PARTIES)
		parties = STATE_MAX_PARTIES;
	if (offers > STATE_MAX_OFFERS)
		offers = STATE_MAX_OFFERS;
	return 2 + (parties - 1) * (STATE_MAX_OFFERS + 1) + offers;
}

static unsigned
parties_in(unsigned state)
{
	return state < 2 ? 0 : (state - 2) / (STATE_MAX_OFFERS + 1) + 1;
}

static unsigned
offers_in(unsigned state)
{
	return state < 2 ? 0 : (state - 2) % (STATE_MAX_OFFERS + 1);
}

static bool
can_be_there(enum role_in who, unsigned state)
{
	unsigned parties = parties_in(state), offers = offers_in(state);
	switch (who) {
	case ROLE_INVITER:
		return parties > 0;
	case ROLE_PARTY: /* of one party alone, the invitation is its own */
		return parties > 1 || (parties == 1 && offers == 0);
	case ROLE_INVITED:
		return offers > 0;
	case ROLE_LEFT:
	case ROLE_LAPSED:
		return state != STATE_QUEUED;
	case ROLE_STRANGER:
	case ROLE_UNREGISTERED:
		return true;
	case ROLE_NONE:
		return offers > 0;
	}
	return false;
}

/* Does the party or ticket that it is about exist? */
static bool
has_matter(const struct state_row *row, unsigned state)
{
	unsigned others = row->who == ROLE_INVITED ? 1 : 0;
	switch (row->about) {
	case ABOUT_PARTY:
		return parties_in(state) > 1;
	case ABOUT_INVITED:
		return offers_in(state) > 0;
	case ABOUT_OTHERS_TICKET:
		return offers_in(state) > others;
	case ABOUT_OWN_TICKET:
	case ABOUT_NOTHING:
	case ABOUT_STRANGER:
	case ABOUT_ITSELF:
	case ABOUT_LEFT:
	case ABOUT_LAPSED:
	case ABOUT_UNREGISTERED:
	case ABOUT_OWN_ENDED_TICKET:
	case ABOUT_OTHERS_ENDED_TICKET:
	case ABOUT_TICKET_NEVER_GIVEN:
	case ABOUT_UNKNOWN_INTERACTION:
		return true;
	}
	return false;
}

bool
states_can_be(const struct state_row *row, unsigned state)
{
	/* Where it makes no difference who has invited, it is any party. */
	bool is_any = row->who == ROLE_PARTY &&
	    simplify(row->asked, ROLE_INVITER, row->about).who == ROLE_PARTY;
	enum role_in who = is_any ? ROLE_INVITER : row->who;
	return can_be_there(who, state) && has_matter(row, state);
}

const char *
asked_name(enum asked asked)
{
	static const char *const names[] = {
		[ASKED_CONFERENCE] = "RequestConference",
		[ASKED_ACCEPT] = "RequestAccept",
		[ASKED_REJECT] = "RequestReject",
		[ASKED_LEAVE] = "RequestLeaveInteraction",
		[ASKED_NOTHING] = "timeout",
		[ASKED_DISCONNECT] = "disconnect",
	};
	return names[asked];
}

const char *
role_in_name(enum role_in who)
{
	static const char *const names[] = {
		[ROLE_INVITER] = "inviter",
		[ROLE_PARTY] = "party",
		[ROLE_INVITED] = "invited",
		[ROLE_LEFT] = "formerly-party",
		[ROLE_LAPSED] = "formerly-invited",
		[ROLE_STRANGER] = "stranger",
		[ROLE_UNREGISTERED] = "not-registered",
		[ROLE_NONE] = "time",
	};
	return names[who];
}

const char *
about_name(enum about about)
{
	static const char *const names[] = {
		[ABOUT_NOTHING] = "any",
		[ABOUT_STRANGER] = "stranger",
		[ABOUT_PARTY] = "party",
		[ABOUT_ITSELF] = "itself",
		[ABOUT_INVITED] = "invited",
		[ABOUT_LEFT] = "formerly-party",
		[ABOUT_LAPSED] = "formerly-invited",
		[ABOUT_UNREGISTERED] = "not-registered",
		[ABOUT_OWN_TICKET] = "own-ticket",
		[ABOUT_OWN_ENDED_TICKET] = "own-ended-ticket",
		[ABOUT_OTHERS_TICKET] = "ticket-of-another",
		[ABOUT_OTHERS_ENDED_TICKET] = "ended-ticket-of-another",
		[ABOUT_TICKET_NEVER_GIVEN] = "ticket-never-given",
		[ABOUT_UNKNOWN_INTERACTION] = "unknown-interaction",
	};
	return names[about];
}

const char *
state_name(unsigned state)
{
	static const char *const names[STATE_COUNT] = { "queued", "returned",
		"1.0", "1.1", "1.2", "2.0", "2.1", "2.2", "3.0", "3.1", "3.2",
		"4.0", "4.1", "4.2" };
	return names[state];
}
