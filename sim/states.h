/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table state x request x who of the Conference model: which requests
 * exist, by whom and about what, and in which states of the interaction.
 *
 * Rows are requests, columns the states before them; census.h finds which of
 * them a case covers.  Judges nothing.
 */
#ifndef IXC_SIM_STATES_H
#define IXC_SIM_STATES_H

#include <stdbool.h>

enum asked {
	ASKED_CONFERENCE,
	ASKED_ACCEPT,
	ASKED_REJECT,
	ASKED_LEAVE,
	ASKED_NOTHING,    /* an invitation times out */
	ASKED_DISCONNECT, /* a connection is lost */
};
#define ASKED_COUNT (ASKED_DISCONNECT + 1)

/* The relation of an agent to the interaction. */
enum role_in {
	ROLE_INVITER, /* a party whose invitation is open, or that has invited
			 when none is open */
	ROLE_PARTY,   /* any other */
	ROLE_INVITED, /* no party, and an invitation is open */
	ROLE_LEFT,    /* was a party */
	ROLE_LAPSED,  /* was invited: rejected, or let the time pass */
	ROLE_STRANGER,
	ROLE_UNREGISTERED,
	ROLE_NONE, /* of a timeout */
};
#define ROLE_COUNT (ROLE_NONE + 1)

/* About whom, or with which ticket, or which interaction. */
enum about {
	ABOUT_NOTHING,
	ABOUT_STRANGER,
	ABOUT_PARTY,
	ABOUT_ITSELF,
	ABOUT_INVITED,
	ABOUT_LEFT,
	ABOUT_LAPSED,
	ABOUT_UNREGISTERED,
	ABOUT_OWN_TICKET,
	ABOUT_OWN_ENDED_TICKET,
	ABOUT_OTHERS_TICKET,
	ABOUT_OTHERS_ENDED_TICKET,
	ABOUT_TICKET_NEVER_GIVEN,
	ABOUT_UNKNOWN_INTERACTION,
};
#define ABOUT_COUNT (ABOUT_UNKNOWN_INTERACTION + 1)

/* More parties, and more open invitations, are not distinguished. */
#define STATE_MAX_PARTIES 4
#define STATE_MAX_OFFERS 2

/* In its queue; returned to it; then by parties and open invitations. */
#define STATE_QUEUED 0
#define STATE_RETURNED 1
#define STATE_COUNT (2 + STATE_MAX_PARTIES * (STATE_MAX_OFFERS + 1))

struct state_row {
	enum asked asked;
	enum role_in who;
	enum about about;
};

unsigned states_row_count(void);

const struct state_row *states_row(unsigned row);

/* The row of a request, or -1: none. */
int states_find_row(enum asked asked, enum role_in who, enum about about);

unsigned state_of(unsigned parties, unsigned offers, bool has_returned);

/* Is the request possible in that state at all? */
bool states_can_be(const struct state_row *row, unsigned state);

/* As in files and tables: "RequestAccept", "formerly-invited", "own-ticket",
 * "2.1"; static. */
const char *asked_name(enum asked asked);

const char *role_in_name(enum role_in who);

const char *about_name(enum about about);

const char *state_name(unsigned state);

#endif
