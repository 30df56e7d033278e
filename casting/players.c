/* SPDX-License-Identifier: Apache-2.0 */
#include "casting/players.h"

#include "core/clock.h"

#include <limits.h>
#include <string.h>

struct matching {
	const struct candidate *candidate;
	const struct stretch *stretch;
	const struct harvest *harvest;
	const struct log_clients *clients;
	struct players *players;
};

static bool
is_same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

/* No two parties are the same agent, or have the same client. */
static bool
is_distinct(const struct matching *m, unsigned party)
{
	const struct player *own = &m->players->of[party];
	for (unsigned i = 0; i < m->candidate->pattern->parties.count; i++) {
		const struct player *p = &m->players->of[i];
		if (i != party &&
		    (is_same(p->agent_id, own->agent_id) ||
			(own->client != NO_CLIENT && p->client == own->client)))
			return false;
	}
	return true;
}

static bool
bind_id(struct matching *m, unsigned party, const char **id, const char *value)
{
	if (*id)
		return strcmp(*id, value) == 0;
	*id = value;
	return is_distinct(m, party);
}

static bool
bind_client(struct matching *m, unsigned party, unsigned client)
{
	struct player *p = &m->players->of[party];
	const struct log_client *known = m->clients->all.items[client];
	if (p->client != NO_CLIENT)
		return p->client == client;
	p->client = client;
	if (known->agent_id &&
	    !bind_id(m, party, &p->agent_id, known->agent_id))
		return false;
	if (known->place_id && !p->place_id)
		p->place_id = known->place_id;
	return is_distinct(m, party);
}

/* One name in braces and nothing else: what every case of its kind sends. */
static bool
is_plain(const struct expression *value)
{
	return value->pieces.count == 1;
}

/*
 * A value that is made wrong on purpose, such as another's ticket: the judge
 * can only compare it if the log shows what it is made of.
 */
static bool
is_comparable(const struct matching *m, const struct expression *value)
{
	for (size_t i = 0; i < value->pieces.count; i++) {
		const struct piece *p = &value->pieces.items[i];
		if (p->kind != PIECE_TEXT &&
		    (p->kind != PIECE_ATTRIBUTE ||
			!harvest_shows(m->harvest, true, p->text)))
			return false;
	}
	return true;
}

/* The value that was sent, where the case wants that piece. */
static bool
fits_piece(
    struct matching *m, const struct piece *piece, const struct attribute *a)
{
	char scratch[ATTRIBUTE_TEXT_SIZE];
	struct player *p = &m->players->of[piece->party];
	const char *value =
	    a->kind == VALUE_STRING ? a->text : attribute_text(a, scratch);
	switch (piece->kind) {
	case PIECE_AGENT_ID:
		return a->kind == VALUE_STRING &&
		    bind_id(m, piece->party, &p->agent_id, a->text);
	case PIECE_PLACE_ID:
		if (a->kind == VALUE_STRING)
			p->place_id = a->text;
		return true;
	case PIECE_INTERACTION:
		return strcmp(value, m->stretch->episode->interaction) == 0;
	case PIECE_TEXT: /* a number may be a name in the log's own code */
		return a->kind != VALUE_STRING ||
		    strcmp(value, piece->text) == 0;
	case PIECE_ATTRIBUTE: /* the judge compares it */
		return true;
	case PIECE_QUEUE:
	case PIECE_QUEUE2:
	case PIECE_WORKBIN:
	case PIECE_UNIQUE:
		break;
	}
	return false;
}

static bool
fits_test(struct matching *m, const struct compiled_test *t,
    const struct message *told)
{
	const struct attribute *a = message_find(told, t->test->path);
	if (!a)
		return is_plain(&t->value) &&
		    !harvest_shows(m->harvest, false, t->test->path);
	return is_plain(&t->value) ? fits_piece(m, &t->value.pieces.items[0], a)
				   : is_comparable(m, &t->value);
}

static bool
fits_request(struct matching *m, unsigned event, const struct episode_fact *f)
{
	const struct pattern_event *e =
	    &m->candidate->pattern->events.items[event];
	if (e->kind == EVENT_DISCONNECT || !f->message)
		return e->kind == EVENT_DISCONNECT && !f->message &&
		    bind_client(m, e->party, f->client);
	if (strcmp(e->name, fact_name(f)) != 0 ||
	    !bind_client(m, e->party, f->client))
		return false;
	for (size_t i = 0; i < e->tests.count; i++)
		if (!fits_test(m, &e->tests.items[i], f->message))
			return false;
	return true;
}

static int64_t
time_of(const struct stretch *s, size_t stimulus)
{
	return s->episode->facts.items[s->requests[stimulus]].time_ms;
}

/*
 * Was the request made no earlier than the case makes it?  What it counts from
 * and is no request has come after the request before.
 */
static bool
is_in_time(const struct candidate *c, const struct stretch *s, size_t stimulus)
{
	const struct pattern_event *e =
	    &c->pattern->events.items[c->stimuli.items[stimulus]];
	for (size_t i = 0; i < e->bounds.count && stimulus; i++) {
		const struct bound *b = &e->bounds.items[i];
		size_t since = stimulus - 1;
		for (size_t j = 0; j < stimulus; j++)
			if ((int)c->stimuli.items[j] == b->since)
				since = j;
		int64_t ms = time_of(s, stimulus) - time_of(s, since);
		if (!b->latest && ms < b->ns / NS_PER_MS)
			return false;
	}
	return true;
}

bool
players_match(const struct candidate *c, const struct stretch *s,
    const struct harvest *harvest, const struct log_clients *clients,
    struct players *ret)
{
	struct matching m = { c, s, harvest, clients, ret };
	if (c->stimuli.count > s->request_count)
		return false;
	for (unsigned i = 0; i < PATTERN_MAX_PARTIES; i++)
		ret->of[i] = (struct player){ .client = NO_CLIENT };
	for (size_t i = 0; i < c->stimuli.count; i++)
		if (!is_in_time(c, s, i) ||
		    !fits_request(&m, c->stimuli.items[i],
			&s->episode->facts.items[s->requests[i]]))
			return false;
	return true;
}

/* --- what was known before --- */

static bool
contradicts(enum known known, bool wanted)
{
	return known == (wanted ? KNOWN_NO : KNOWN_YES);
}

static bool
is_in(unsigned set, const struct candidate *c, unsigned party)
{
	int position = party_position(c->pattern->parties.items[party].name);
	return position >= 0 && (set >> position & 1);
}

bool
players_may_begin(const struct candidate *c, const struct stretch *s,
    const struct players *players)
{
	const struct episode_fact *f = &s->episode->facts.items[s->requests[0]];
	const char *invited = message_string(f->message, "agentId");
	const struct pattern *p = c->pattern;
	unsigned sender = p->events.items[c->stimuli.items[0]].party;
	if (!f->begins)
		return true;
	if (contradicts(
		f->sender.is_logged_in, is_in(c->logged_in, c, sender)) ||
	    contradicts(f->sender.handles, is_in(c->handles, c, sender)))
		return false;
	for (unsigned i = 0; i < p->parties.count; i++)
		if (i != sender && is_same(players->of[i].agent_id, invited) &&
		    contradicts(
			f->invited.is_logged_in, is_in(c->logged_in, c, i)))
			return false;
	return true;
}

/* --- who only listens --- */

static bool
is_cast(
    const struct candidate *c, const struct players *players, unsigned client)
{
	for (unsigned i = 0; i < c->pattern->parties.count; i++)
		if (players->of[i].client == client)
			return true;
	return false;
}

/* The client through which that agent has logged in, or, if that is not known,
 * the first one that gets a message and may be it. */
static unsigned
find_listener(const struct candidate *c, const struct stretch *s,
    const struct log_clients *clients, const struct players *players,
    const char *agent_id)
{
	const struct log_client *known =
	    log_clients_find_agent(clients, agent_id);
	if (known)
		return known->index;
	for (size_t i = s->first; i < s->end; i++) {
		const struct episode_fact *f = &s->episode->facts.items[i];
		const struct log_client *one = clients->all.items[f->client];
		if (!f->is_to_server && !f->is_report && !one->agent_id &&
		    one->kind != CLIENT_MEDIA && one->kind != CLIENT_ROUTING &&
		    !is_cast(c, players, f->client))
			return f->client;
	}
	return NO_CLIENT;
}

void
players_find_rest(const struct candidate *c, const struct stretch *s,
    const struct log_clients *clients, struct players *players)
{
	for (unsigned i = 0; i < c->pattern->parties.count; i++) {
		struct player *p = &players->of[i];
		if (p->client != NO_CLIENT || !p->agent_id)
			continue;
		unsigned found =
		    find_listener(c, s, clients, players, p->agent_id);
		if (found == NO_CLIENT || is_cast(c, players, found))
			continue;
		const struct log_client *one = clients->all.items[found];
		p->client = found;
		if (!p->place_id)
			p->place_id = one->place_id;
	}
}
