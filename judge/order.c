/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/order.h"

bool
match_enabled_everywhere(const struct match *m, unsigned event)
{
	for (unsigned i = 0; i < m->config_count; i++)
		if (!pattern_extends(m->p, event, m->configs[i].set))
			return false;
	return true;
}

bool
match_is_complete(const struct match *m, const struct config *c)
{
	if (!bits_within(m->p->required, c->set, m->p->words))
		return false;
	for (size_t i = 0; i < m->p->conditionals.count; i++)
		if (!pattern_complete(
			m->p, m->p->conditionals.items[i], c->set))
			return false;
	return true;
}

int
match_missing_stimulus(const struct match *m, unsigned event)
{
	const struct pattern_event *e = &m->p->events.items[event];
	for (unsigned i = 0; i < m->p->events.count; i++)
		if (event_is_stimulus(m->p->events.items[i].kind) &&
		    bits_has(e->must, i) && !bits_has(m->configs[0].set, i))
			return (int)i;
	return -1;
}

int
match_excluder(const struct match *m, unsigned event)
{
	const uint64_t *set = m->configs[0].set;
	for (unsigned i = 0; i < m->p->events.count; i++)
		if (bits_has(set, i) &&
		    bits_has(m->p->events.items[event].bars, i) &&
		    bits_has(m->p->events.items[i].bars, event))
			return (int)i;
	return -1;
}

bool
match_need_not_come(
    const struct match *m, const struct config *c, unsigned event)
{
	const struct pattern *p = m->p;
	unsigned root = pattern_root(p), node = p->events.items[event].node;
	for (; node != root; node = p->nodes.items[node].parent) {
		const struct pattern_node *n = &p->nodes.items[node];
		if (n->kind == NODE_OPTIONAL &&
		    !bits_any_in(c->set, n->first, n->end))
			return true;
	}
	return false;
}

bool
match_may_close(const struct match *m, const struct config *c, unsigned party)
{
	for (unsigned e = 0; e < m->p->events.count; e++) {
		const struct pattern_event *event = &m->p->events.items[e];
		if (event->kind == EVENT_RECEIVE && event->party == party &&
		    event->step->may_close && bits_has(c->set, e))
			return true;
	}
	return false;
}
