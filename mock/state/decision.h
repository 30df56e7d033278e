/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the state machines decide: each point of behaviour.h is asked here, so
 * that a "misbehave" fault can make it go wrong.
 *
 * Without such a fault everything is done right.  What the wrong ways of a
 * choice do, and who gets news by mistake, is in mistake.h.
 */
#ifndef IXC_MOCK_STATE_DECISION_H
#define IXC_MOCK_STATE_DECISION_H

#include "mock/state/objects.h"

/* For decision(), when there is an observer. */
unsigned decision_ask(struct mock_server *s, unsigned point);

/* Which way is this decision taken? */
static inline enum behaviour_way
decision(struct mock_server *s, unsigned point)
{
	if (s->misbehaviours.count == 0 && !s->config.on_decision)
		return WAY_RIGHT;
	return (enum behaviour_way)decision_ask(s, point);
}

/* Does the mock believe that the condition holds? */
static inline bool
decision_holds(struct mock_server *s, enum behaviour_point point, bool holds)
{
	enum behaviour_way way = decision(s, point);
	return way == WAY_RIGHT ? holds : way == WAY_ALWAYS;
}

/* How often is it done: 1, or by mistake 0 or 2? */
static inline unsigned
decision_times(struct mock_server *s, enum behaviour_point point)
{
	enum behaviour_way way = decision(s, point);
	return way == WAY_NOT ? 0 : way == WAY_TWICE ? 2 : 1;
}

/*
 * Change *state; 'id' is for the log.  If its table lacks the transition, that
 * is a mistake of ours, unless the server is to misbehave.
 */
void decision_move(struct mock_server *s, enum lifecycle_machine machine,
    const char *id, unsigned char *state, unsigned char to);

/* What is served from now on.  Returns the previous value, to be restored. */
static inline enum behaviour_cause
decision_serve(struct mock_server *s, enum behaviour_cause cause)
{
	enum behaviour_cause before = s->cause;
	s->cause = cause;
	return before;
}

#endif
