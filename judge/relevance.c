/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/relevance.h"

#include "judge/ledger.h"
#include "judge/match.h"
#include "judge/order.h"

#include <ctype.h>
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

const char *
match_interaction_of(const struct message_spec *spec,
    const struct message *request, char *scratch)
{
	const char *path = spec->about ? spec->about : "interactionId";
	const struct attribute *a = message_find(request, path);
	return a ? attribute_text(a, scratch) : NULL;
}

bool
match_knows_interaction(const struct match *m, const struct message_spec *spec,
    const struct message *request)
{
	char scratch[ATTRIBUTE_TEXT_SIZE];
	const char *id = match_interaction_of(spec, request, scratch);
	return !id || match_is_own_identity(m, id);
}

/* "RUN-7" there is the case's own, and not the start of "RUN-71". */
static bool
is_own_unique(const struct lease *lease, const char *at)
{
	size_t size = strlen(lease->unique);
	return strncmp(at, lease->unique, size) == 0 &&
	    !isdigit((unsigned char)at[size]);
}

/*
 * Does it contain the unique text of a case of the run, "RUN-7", as a separate
 * word?  Interactions do, and whatever else a fixture has built from {unique}.
 */
static bool
bears_unique(const struct lease *lease, const char *value, bool is_of_another)
{
	const char *dash = lease->unique ? strrchr(lease->unique, '-') : NULL;
	if (!dash || !isdigit((unsigned char)dash[1]))
		return false;
	size_t run_size = (size_t)(dash + 1 - lease->unique);
	for (const char *at = value; *at; at++)
		if (strncmp(at, lease->unique, run_size) == 0 &&
		    isdigit((unsigned char)at[run_size]) &&
		    (at == value || !isalnum((unsigned char)at[-1])) &&
		    !(is_of_another && is_own_unique(lease, at)))
			return true;
	return false;
}

bool
match_is_of_another_case(const struct match *m, const char *text)
{
	return bears_unique(m->lease, text, true);
}

/* Was it given to a case of the run, whether running, over or to come? */
static bool
is_lent(const struct lease *lease, const char *value)
{
	return bears_unique(lease, value, false) ||
	    (lease->ledger && ledger_has(lease->ledger, value));
}

static bool
is_same(const char *lent, const char *value)
{
	return lent && strcmp(lent, value) == 0;
}

bool
match_is_known_identity(const struct match *m, const char *value)
{
	const struct lease *l = m->lease;
	for (size_t i = 0; i < m->p->parties.count; i++)
		if (is_same(l->place_ids[i], value))
			return true;
	return match_is_own_identity(m, value) || is_lent(l, value) ||
	    is_same(l->queue, value) || is_same(l->queue2, value) ||
	    is_same(l->workbin, value);
}

bool
match_is_lent_elsewhere(const struct match *m, const char *value)
{
	const struct lease *l = m->lease;
	for (size_t i = 0; i < m->p->parties.count; i++)
		if (is_same(l->place_ids[i], value))
			return false;
	return !match_is_own_identity(m, value) && !is_same(l->queue, value) &&
	    !is_same(l->queue2, value) && !is_same(l->workbin, value) &&
	    (match_is_of_another_case(m, value) ||
		(l->ledger && ledger_has(l->ledger, value)));
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

const struct attribute *
match_find_stranger(const struct match *m, const struct message_spec *spec,
    const struct message *message)
{
	for (size_t i = 0; i < message_count(message); i++) {
		const struct attribute *a = message_attribute(message, i);
		bool is_about = spec->about &&
		    attribute_is_at(a, spec->about, spec->about_size);
		if (a->kind == VALUE_STRING && !is_about &&
		    match_is_lent_elsewhere(m, a->text))
			return a;
	}
	return NULL;
}

const struct attribute *
match_find_intruder(const struct match *m, const struct record *r)
{
	bool is_event =
	    r->has_message && r->spec && message_spec_is_news(r->spec);
	return is_event ? match_find_stranger(m, r->spec, r->message) : NULL;
}

/* Does the case wait for such a message now, under whatever tag? */
static bool
is_wanted_now(
    const struct match *m, unsigned party, const struct message_spec *spec)
{
	const struct pattern *p = m->p;
	unsigned count = (unsigned)p->events.count;
	unsigned end = p->label_starts[spec->index + 1];
	for (unsigned i = p->label_starts[spec->index]; i < end; i++) {
		const uint64_t *events = p->labels.items[i].events;
		if (p->labels.items[i].party != party)
			continue;
		for (unsigned e = bits_next(events, 0, count); e < count;
		     e = bits_next(events, e + 1, count))
			if (!bits_has(m->configs[0].set, e) &&
			    match_missing_stimulus(m, e) < 0)
				return true;
	}
	return false;
}

/* Does it name an agent of the case, but for what it is about? */
static bool
names_own_agent(const struct match *m, const struct message_spec *spec,
    const struct message *message)
{
	for (size_t i = 0; i < message_count(message); i++) {
		const struct attribute *a = message_attribute(message, i);
		if (a->kind != VALUE_STRING ||
		    attribute_is_at(a, spec->about, spec->about_size))
			continue;
		for (size_t j = 0; j < m->p->parties.count; j++)
			if (is_same(m->lease->agent_ids[j], a->text))
				return true;
	}
	return false;
}

/*
 * About another case's: is the rest of it ours?  On a connection of our own
 * nothing else can come; the Reporting engine is told about all agents.
 */
static bool
is_ours_otherwise(const struct match *m, const struct message_spec *spec,
    unsigned party, const struct message *message)
{
	return (!is_shared(m, party) || names_own_agent(m, spec, message)) &&
	    is_wanted_now(m, party, spec) &&
	    !match_find_stranger(m, spec, message);
}

/*
 * An agent's or media server's connection is our own, so what comes there
 * without saying what it is about is ours; the Reporting engine is told about
 * all agents.
 */
static enum relevance
relevance_of_event(const struct match *m, const struct message_spec *spec,
    unsigned party, const struct message *message)
{
	char scratch[ATTRIBUTE_TEXT_SIZE];
	const struct attribute *about = spec->about
	    ? message_find_path(message, spec->about, spec->about_size)
	    : NULL;
	if (!about)
		return is_shared(m, party) ? STRANGE : RELEVANT;
	const char *value = attribute_text(about, scratch);
	if (match_is_own_identity(m, value))
		return RELEVANT;
	if (!is_lent(m->lease, value))
		return STRANGE;
	return is_ours_otherwise(m, spec, party, message) ? MISNAMED : FOREIGN;
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
	if (!spec || !message_spec_is_news(spec))
		return RELEVANT;
	return relevance_of_event(m, spec, party, message);
}

enum relevance
match_relevance(const struct match *m, const struct record *r)
{
	return relevance(m, r->spec, r->party, r->protocol, record_message(r));
}

/* As in the catalogue, or NULL: it is none that is known. */
static const char *
known_protocol(const struct match *m, unsigned party, const char *name)
{
	const char *usual = m->p->parties.items[party].protocol;
	if (!name)
		return "";
	if (usual == name || (usual && strcmp(usual, name) == 0))
		return usual;
	return catalogue_protocol(m->p->suite->catalogue, name);
}

struct look
match_look_at(const struct match *m, const struct observation *o)
{
	struct look look = { .protocol =
				 known_protocol(m, o->party, o->protocol),
		.relevance = RELEVANT };
	if (!o->message)
		return look;
	look.spec =
	    catalogue_find(m->p->suite->catalogue, message_name(o->message));
	look.relevance = relevance(m, look.spec, o->party,
	    look.protocol ? look.protocol : o->protocol, o->message);
	return look;
}

/* Does the case still wait for such a message, under whatever tag? */
static bool
is_awaited(
    const struct match *m, unsigned party, const struct message_spec *spec)
{
	for (unsigned e = 0; e < m->p->events.count; e++)
		if (m->p->events.items[e].kind == EVENT_RECEIVE &&
		    m->p->events.items[e].spec == spec &&
		    m->p->events.items[e].party == party &&
		    !bits_has(m->configs[0].set, e))
			return true;
	return false;
}

bool
match_is_counted(
    const struct match *m, const struct observation *o, const struct look *look)
{
	return look->relevance == RELEVANT || look->relevance == MISNAMED ||
	    (look->relevance == STRANGE &&
		(!is_shared(m, o->party) ||
		    is_awaited(m, o->party, look->spec)));
}

bool
match_would_count(struct match *m, const struct observation *o)
{
	struct look look = match_look_at(m, o);
	return match_is_counted(m, o, &look);
}
