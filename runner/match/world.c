/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/match/state.h"

#include <string.h>

static bool
is_background(const struct match *m, const char *name, const char *protocol)
{
	const struct target *t = m->p->target;
	for (size_t i = 0; i < t->background.count; i++) {
		const struct named_text *b = &t->background.items[i];
		if (strcmp(b->name, name) == 0 &&
		    (!b->text || strcmp(b->text, protocol) == 0))
			return true;
	}
	return false;
}

static bool
is_own_identity(const struct match *m, const char *value)
{
	for (size_t i = 0; i < m->interactions.count; i++)
		if (strcmp(m->interactions.items[i], value) == 0)
			return true;
	for (size_t i = 0; i < m->p->parties.count; i++)
		if (m->lease->agent_ids[i] &&
		    strcmp(m->lease->agent_ids[i], value) == 0)
			return true;
	return m->lease->interaction &&
	    strcmp(m->lease->interaction, value) == 0;
}

static bool
is_shared(const struct match *m, unsigned party)
{
	return m->p->parties.items[party].role == PARTY_REPORTING;
}

bool
match_is_shared(const struct match *m, const struct record *r)
{
	return is_shared(m, r->party);
}

/*
 * An agent's or media server's connection is our own, so what comes there
 * without saying what it is about is ours; the Reporting engine is told about
 * everybody.
 */
static bool
is_about_us(const struct match *m, const struct message_spec *spec,
    unsigned party, const struct message *message)
{
	const struct attribute *about =
	    spec->about ? message_find(message, spec->about) : NULL;
	char scratch[ATTRIBUTE_TEXT_SIZE];
	if (!about)
		return !is_shared(m, party);
	return is_own_identity(m, attribute_text(about, scratch));
}

static enum relevance
relevance(const struct match *m, const struct message_spec *spec,
    unsigned party, const char *protocol, const struct message *message)
{
	if (is_background(m, message_name(message), protocol))
		return BACKGROUND;
	if (!spec || spec->kind != MESSAGE_EVENT ||
	    is_about_us(m, spec, party, message))
		return RELEVANT;
	return FOREIGN;
}

enum relevance
match_relevance(const struct match *m, const struct record *r)
{
	return relevance(m, r->spec, r->party, r->protocol, r->message);
}

bool
match_concerns(const struct match *m, const struct observation *o)
{
	if (!o->message)
		return true;
	const struct message_spec *spec =
	    catalogue_find(m->p->suite->catalogue, message_name(o->message));
	return relevance(m, spec, o->party, o->protocol, o->message) ==
	    RELEVANT;
}
