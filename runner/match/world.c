/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/match/state.h"

#include <string.h>

static bool
is_listed(const struct match *m, const char *name, const char *protocol)
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

bool
match_is_own_identity(const struct match *m, const char *value)
{
	if (m->lease->interaction && strcmp(m->lease->interaction, value) == 0)
		return true;
	for (size_t i = 0; i < m->interactions.count; i++)
		if (strcmp(m->interactions.items[i], value) == 0)
			return true;
	for (size_t i = 0; i < m->p->parties.count; i++)
		if (m->lease->agent_ids[i] &&
		    strcmp(m->lease->agent_ids[i], value) == 0)
			return true;
	return false;
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
	char scratch[ATTRIBUTE_TEXT_SIZE];
	if (!spec->about)
		return !is_shared(m, party);
	const struct attribute *about =
	    message_find_path(message, spec->about, spec->about_size);
	if (!about)
		return !is_shared(m, party);
	return match_is_own_identity(m, attribute_text(about, scratch));
}

static bool
is_background(const struct match *m, const struct message_spec *spec,
    const char *protocol, const struct message *message)
{
	enum background known =
	    spec ? m->p->background[spec->index] : BACKGROUND_BY_PROTOCOL;
	return known == BACKGROUND_ALWAYS ||
	    (known == BACKGROUND_BY_PROTOCOL &&
		is_listed(m, message_name(message), protocol));
}

static enum relevance
relevance(const struct match *m, const struct message_spec *spec,
    unsigned party, const char *protocol, const struct message *message)
{
	if (is_background(m, spec, protocol, message))
		return BACKGROUND;
	if (!spec || spec->kind != MESSAGE_EVENT ||
	    is_about_us(m, spec, party, message))
		return RELEVANT;
	return FOREIGN;
}

enum relevance
match_relevance(const struct match *m, const struct record *r)
{
	return relevance(m, r->spec, r->party, r->protocol, record_message(r));
}

/* So that equal protocols are at one address, known to the catalogue or not. */
static const char *
intern_protocol(struct match *m, unsigned party, const char *name)
{
	const char *usual = m->p->parties.items[party].protocol;
	if (!name)
		return "";
	if (usual == name || (usual && strcmp(usual, name) == 0))
		return usual;
	const char *known = catalogue_protocol(m->p->suite->catalogue, name);
	for (size_t i = 0; i < m->odd_protocols.count && !known; i++)
		if (strcmp(m->odd_protocols.items[i], name) == 0)
			known = m->odd_protocols.items[i];
	if (known)
		return known;
	vec_push(&m->odd_protocols, mem_strdup(name));
	return m->odd_protocols.items[m->odd_protocols.count - 1];
}

void
match_glance(struct match *m, const struct observation *o)
{
	struct glance *g = &m->glance;
	if (g->of == o)
		return;
	*g = (struct glance){ .of = o,
		.protocol = intern_protocol(m, o->party, o->protocol),
		.relevance = RELEVANT };
	if (!o->message)
		return;
	g->spec =
	    catalogue_find(m->p->suite->catalogue, message_name(o->message));
	g->relevance =
	    (int)relevance(m, g->spec, o->party, g->protocol, o->message);
}

bool
match_concerns(struct match *m, const struct observation *o)
{
	match_glance(m, o);
	return m->glance.relevance == RELEVANT;
}
