/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Faults that the mock can be given, so that a suite can be seen to catch them:
 * what they are and how they are written.  Applied in tamper.h.
 *
 * A fault is written as one line of words:
 *
 *	KIND MESSAGE [at PARTY] [as PROTOCOL] [#N | sometimes 1/N] [parameters]
 *
 *	drop EventRevoked at agent2
 *	duplicate EventAck at agent1
 *	delay EventInvite at agent2 by 300ms
 *	advance EventRevoked at agent2 by 200ms
 *	retag EventInvite at agent2 to Reporting
 *	misdeliver EventInvite at agent2 to agent1
 *	alter EventInvite at agent2 ticketId=999
 *	strip EventInvite at agent2 ticketId
 *	wrong-reference EventAck at agent2
 *	swap EventAck at agent1
 *	extra EventPartyRemoved at agent1 after EventAck [by 300ms]
 *	malformed EventAck at agent1
 *	disconnect EventInvite at agent2
 *	rename EventAck at agent1 to EventBogus
 *	misbehave RequestAccept is-ticket-known always
 *	drop EventAck sometimes 1/10000
 *
 * In 'alter', a value that is a decimal integer, true or false is sent as such;
 * anything else is a string, as is text between double quotes.
 *
 * MESSAGE is the name of an event that the mock sends, or * for any.  PARTY is
 * the name that a connection was opened with.  #N picks the N-th match (from 1)
 * at each party connection; without it every match is meant.  Sometimes 1/N is
 * one of every N matches at the whole server, which one in each N is drawn by
 * the server's seed: the same seed draws the same ones.
 *
 * To misbehave is to decide wrongly, not to tamper with a message: the words
 * are those of behaviour.h, for what is being served ("*": anything), the
 * decision, and the way.  #N then picks the N-th time at the whole server.
 *
 * To advance a message is to let the timer that causes it go off earlier, so
 * the other messages of that timer come earlier, too; a message not caused by a
 * timer of the mock cannot be advanced.  #N then counts at the start of the
 * timer.
 */
#ifndef IXC_MOCK_CONFIG_FAULT_H
#define IXC_MOCK_CONFIG_FAULT_H

#include "core/diag.h"
#include "mock/config/fault_kind.h"

#include <stdbool.h>
#include <stdint.h>

/* A fault is one short line: longer words have no use. */
#define FAULT_WORD_MAX_BYTES 127
#define FAULT_TEXT_MAX_BYTES 1000

/* A plain value, free of pointers. */
struct fault {
	enum fault_kind kind;
	char message[FAULT_WORD_MAX_BYTES + 1];  /* "*": any */
	char party[FAULT_WORD_MAX_BYTES + 1];    /* "": any */
	char protocol[FAULT_WORD_MAX_BYTES + 1]; /* "": any */
	unsigned occurrence;                     /* from 1; 0: every one */
	unsigned one_in; /* one in so many is hit; 0: every one */
	char argument[FAULT_WORD_MAX_BYTES + 1]; /* by kind, see above */
	char value[FAULT_WORD_MAX_BYTES + 1]; /* FAULT_ALTER; FAULT_MISBEHAVE:
						 the way, for the cause
						 'message' and the point
						 'argument' */
	bool is_quoted;   /* FAULT_ALTER: a string, even if it looks like 7 */
	int64_t delay_ns; /* FAULT_DELAY, FAULT_ADVANCE, FAULT_EXTRA */
};

/*
 * Parse one fault.  On failure returns false, leaves *ret_fault alone, and all
 * mistakes are in 'diag', located in a source called "fault".
 */
bool fault_parse(const char *text, struct fault *ret_fault, struct diag *diag);

/*
 * Is that match, counted from 0 over the whole server, the one drawn from its
 * block of 'one_in'?
 */
bool fault_is_drawn(unsigned one_in, uint64_t seed, uint64_t match);

/* Write it as fault_parse() reads it. */
void fault_print(const struct fault *fault, struct buf *into);

#endif
