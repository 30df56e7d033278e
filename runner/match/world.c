/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/match/state.h"

#include <string.h>

static bool
is_background(const struct match *m, const struct record *r)
{
	const struct target *t = m->p->target;
	for (size_t i = 0; i < t->background.count; i++) {
		const struct named_text *b = &t->background.items[i];
		if (strcmp(b->name, message_name(r->message)) == 0 &&
		    (!b->text || strcmp(b->text, r->protocol) == 0))
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

bool
match_is_shared(const struct match *m, const struct record *r)
{
	return m->p->parties.items[r->party].role == PARTY_REPORTING;
}

/*
 * An agent's or media server's connection is our own, so what comes there
 * without saying what it is about is ours; the Reporting engine is told about
 * everybody.
 */
enum relevance
match_relevance(const struct match *m, const struct record *r)
{
	if (is_background(m, r))
		return BACKGROUND;
	if (!r->spec || r->spec->kind != MESSAGE_EVENT)
		return RELEVANT;
	const struct attribute *about =
	    r->spec->about ? message_find(r->message, r->spec->about) : NULL;
	if (!about)
		return match_is_shared(m, r) ? FOREIGN : RELEVANT;
	char scratch[ATTRIBUTE_TEXT_SIZE];
	return is_own_identity(m, attribute_text(about, scratch)) ? RELEVANT
								  : FOREIGN;
}
