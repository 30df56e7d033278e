/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/setup.h"

#include "judge/relevance.h"

#include <string.h>

static const struct pattern_instance *
instance_at(const struct match *m, unsigned instance)
{
	return &m->p->instances.items[instance];
}

bool
match_is_setup(const struct match *m, unsigned instance)
{
	return instance_at(m, instance)->test->fixture->is_setup;
}

static bool
is_of_setup(const struct match *m, unsigned event)
{
	return match_is_setup(m, m->p->events.items[event].instance);
}

/* The event of the last stimulus before the record, or -1. */
static int
last_stimulus(const struct match *m, size_t record)
{
	while (record-- > 0)
		if (m->records.items[record].is_stimulus)
			return m->records.items[record].event;
	return -1;
}

/* Does it begin without its own stimulus? */
static bool
begins_by_itself(const struct match *m, unsigned instance)
{
	const struct pattern_instance *i = instance_at(m, instance);
	return i->first == i->end ||
	    !event_is_stimulus(m->p->events.items[i->first].kind);
}

/* Of a preamble. */
static bool
is_complete(const struct match *m, const struct config *c, unsigned instance)
{
	const struct pattern *p = m->p;
	return pattern_complete(p,
	    p->nodes.items[p->preamble_root].children.items[instance], c->set);
}

unsigned
match_instance_at(const struct match *m, const struct config *c, size_t record)
{
	int last = last_stimulus(m, record);
	unsigned i = last < 0 ? 0 : m->p->events.items[last].instance;
	while (i < match_last_instance(m) && is_complete(m, c, i) &&
	    (begins_by_itself(m, i + 1) ||
		(!match_is_setup(m, i) && !match_is_setup(m, i + 1))))
		i++;
	return i;
}

/* A setup that the case itself plays, say to look where an interaction is. */
static bool
is_of_played_setup(const struct match *m, unsigned event)
{
	const struct pattern_event *e = &m->p->events.items[event];
	return e->main && e->fixture->is_setup;
}

/* After the stimulus 'last', or -1. */
static bool
ends_setup(const struct match *m, int last, unsigned stimulus)
{
	return last >= 0 &&
	    (is_of_played_setup(m, (unsigned)last) !=
		    is_of_played_setup(m, stimulus) ||
		(is_of_setup(m, (unsigned)last) && !is_of_setup(m, stimulus)));
}

bool
match_ends_setup(const struct match *m, unsigned stimulus)
{
	return ends_setup(m, last_stimulus(m, m->records.count), stimulus);
}

bool
match_is_fenced_off(const struct match *m, unsigned first, unsigned second)
{
	int last = last_stimulus(m, first);
	for (unsigned i = first; i < second; i++) {
		const struct record *r = &m->records.items[i];
		if (!r->is_stimulus)
			continue;
		if (m->p->events.items[r->event].fenced ||
		    ends_setup(m, last, (unsigned)r->event))
			return true;
		last = r->event;
	}
	return false;
}

/* Is it about a party that does something in a setup? */
static bool
is_about(const struct match *m, unsigned instance, const struct record *r)
{
	char scratch[ATTRIBUTE_TEXT_SIZE];
	const struct attribute *about = r->spec->about && r->has_message
	    ? message_find(r->message, r->spec->about)
	    : NULL;
	const char *whom = about ? attribute_text(about, scratch) : NULL;
	const struct pattern_instance *i = instance_at(m, instance);
	for (unsigned e = i->first; e < i->end; e++) {
		unsigned party = m->p->events.items[e].party;
		const char *agent = m->lease->agent_ids[party];
		if (!event_is_stimulus(m->p->events.items[e].kind))
			continue;
		if (whom ? agent && strcmp(agent, whom) == 0
			 : party == r->party)
			return true;
	}
	return false;
}

/* Does a step of the tested part expect or forbid such a message? */
static bool
is_spoken_of(const struct match *m, const struct record *r)
{
	const struct pattern *p = m->p;
	for (unsigned i = 0; i < p->events.count; i++) {
		const struct pattern_event *e = &p->events.items[i];
		if (e->kind == EVENT_RECEIVE && e->spec == r->spec &&
		    e->party == r->party && !is_of_setup(m, i))
			return true;
	}
	for (size_t i = 0; i < p->bans.count; i++) {
		const struct pattern_ban *b = &p->bans.items[i];
		if (b->spec == r->spec && b->party == r->party &&
		    !is_of_setup(m, b->event))
			return true;
	}
	return false;
}

bool
match_is_tolerated(
    const struct match *m, const struct config *c, unsigned record)
{
	const struct record *r = &m->records.items[record];
	if (!r->spec || !message_spec_is_news(r->spec) ||
	    match_relevance(m, r) != RELEVANT)
		return false;
	unsigned under_way = match_instance_at(m, c, record);
	int last = last_stimulus(m, record);
	if (!match_is_setup(m, under_way))
		return last >= 0 && is_of_played_setup(m, (unsigned)last);
	for (unsigned i = 0; i < under_way; i++)
		if (!match_is_setup(m, i))
			return is_about(m, under_way, r) && !is_spoken_of(m, r);
	return true;
}

bool
match_may_be(const struct match *m, const struct config *c, unsigned event,
    unsigned record)
{
	return !is_of_setup(m, event) ||
	    match_is_setup(m, match_instance_at(m, c, record));
}
