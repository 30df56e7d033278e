/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/state/decision.h"

unsigned
decision_ask(struct mock_server *s, unsigned point)
{
	unsigned way = WAY_RIGHT;
	if (s->config.on_decision)
		s->config.on_decision(s->config.owner, s->cause, point);
	for (size_t i = 0; i < s->misbehaviours.count; i++) {
		struct misbehaviour *m = &s->misbehaviours.items[i];
		if (m->point != point ||
		    (m->cause != CAUSE_NONE && m->cause != s->cause))
			continue;
		m->matches++;
		if (m->occurrence != 0 && m->occurrence != m->matches)
			continue;
		if (m->one_in != 0 &&
		    !fault_is_drawn(
			m->one_in, s->config.seed + m->fault, m->matches - 1))
			continue;
		s->fault_uses.items[m->fault]++;
		way = m->way;
	}
	return way;
}

void
decision_move(struct mock_server *s, enum lifecycle_machine machine,
    const char *id, unsigned char *state, unsigned char to)
{
	const struct mock_config *config = &s->config;
	unsigned way =
	    decision(s, TRANSITION + LIFECYCLE_PAIR(machine, *state, to));
	if (s->misbehaviours.count == 0)
		lifecycle_move(config, machine, id, state, to);
	else if (way >= WAY_TO)
		lifecycle_force(
		    config, machine, id, state, (unsigned char)(way - WAY_TO));
	else if (way == WAY_RIGHT)
		lifecycle_force(config, machine, id, state, to);
}
