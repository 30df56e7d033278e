/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One connection of the run's, which all cases share: to the session of each
 * case it looks like one of its own.
 *
 * Here is what the cases have in common of it: how far it is, and its fences,
 * each of which serves all who asked before it was sent.  campaign_shared.c
 * carries frames between it and the sessions.
 */
#ifndef IXC_RUNNER_EXEC_HUB_H
#define IXC_RUNNER_EXEC_HUB_H

#include "core/vec.h"
#include "model/outcome.h"
#include "model/suite.h"

#include <stdbool.h>
#include <stdint.h>

enum hub_state {
	HUB_PLANNED,    /* its set-up has not started, or is not through */
	HUB_IN_PLACE,   /* it is, and cases may start */
	HUB_LOST,       /* it was; whoever starts next brings it there again */
	HUB_OUT_OF_USE, /* it did not come into place, or nobody needs it */
};

/* Who waits for a fence. */
struct hub_wait {
	unsigned number; /* of its loan */
	uint32_t party;  /* the case's number for it */
	uint64_t fence;  /* the case's; 0: it has ended, and wants to know from
			    when on nothing of it is under way */
	uint64_t by;     /* the hub's that serves it, 0: not yet sent */
};

struct hub {
	/* Whose cases share it: those that bring such a party into place by the
	   same set-up.  The set-up is the first one's. */
	VEC(const struct suite *) suites;
	unsigned position; /* of the party in party_names() */
	unsigned setup;    /* index of the case that brings it into place */
	enum hub_state state;
	enum finding finding; /* why it is out of use */
	uint64_t newest;      /* fence that was sent */
	uint64_t back;        /* the newest that has come back */
	uint64_t lost;        /* up to here none is waited for any more */
	int64_t sent_ns;      /* when the newest was sent */
	unsigned urgent;      /* of those not served yet by any, cases that have
				 not ended */
	VEC(struct hub_wait) waits; /* in the order in which they asked */
	size_t first;               /* of those that have not been told */
	size_t unsent;              /* of those for whom none was sent */
};

void hub_free(struct hub *h);

bool hub_serves(const struct hub *h, const struct suite *suite);

/* As new. */
void hub_reset(struct hub *h);

/* From being in place: no fence that is under way comes back. */
void hub_lose(struct hub *h);

void hub_ask(struct hub *h, const struct hub_wait *wait);

/*
 * Is a fence to be sent now?  Then it serves all that have asked; its number is
 * h->newest.  A case that has ended can wait until another one asks.
 */
bool hub_send(struct hub *h, int64_t now_ns);

/* The same, for those who could have none: nothing more has come for now. */
bool hub_send_rest(struct hub *h, int64_t now_ns);

/* The fence of that number is back.  False: it was not under way. */
bool hub_take(struct hub *h, uint64_t fence);

/* The next one for whom a fence is back; false: nobody. */
bool hub_next(struct hub *h, struct hub_wait *ret);

#endif
