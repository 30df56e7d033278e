/* SPDX-License-Identifier: Apache-2.0 */
#include "qualify/conduct.h"

#include "qualify/blame.h"

#include <stdio.h>
#include <string.h>

/*
 * Is it what the Conference chapter speaks of?  Its requests are, and the time
 * of an invitation; of a lost connection only what becomes of invitations.
 */
static bool
is_of_chapter(const struct conduct *c)
{
	enum subject subject = blame_subject(c);
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
	case CAUSE_STOP:
	case CAUSE_SUBMIT:
	case CAUSE_TRANSFER:
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
