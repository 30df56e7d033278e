/* SPDX-License-Identifier: Apache-2.0 */
#include "casting/sequence.h"

#include "judge/pattern/bits.h"

#include <string.h>

static bool
is_such(const struct sequenced_fact *f, const char *party, const char *name)
{
	return !f->fact->is_to_server && strcmp(f->party, party) == 0 &&
	    strcmp(fact_name(f->fact), name) == 0;
}

static unsigned
count_such(
    const struct sequence *s, size_t end, const char *party, const char *name)
{
	unsigned count = 0;
	for (size_t i = 0; i < end; i++)
		count += is_such(&s->facts.items[i], party, name);
	return count;
}

/* The message of that event of the pattern, and who gets it. */
struct wanted {
	const char *party, *name;
};

static struct wanted
wanted_of(const struct pattern *p, unsigned event)
{
	const struct pattern_event *e = &p->events.items[event];
	return (struct wanted){ p->parties.items[e->party].name, e->name };
}

static bool
is_seen(const struct take *t, const char *party)
{
	for (unsigned i = 0; i < t->lease.party_count; i++)
		if (strcmp(t->lease.parties[i].name, party) == 0)
			return true;
	return false;
}

/* How many of these have to come before the stimulus. */
static unsigned
count_needed(const struct take *t, unsigned stimulus, struct wanted w)
{
	const struct pattern *p = t->candidate->pattern;
	const struct pattern_event *s = &p->events.items[stimulus];
	unsigned count = 0;
	for (unsigned e = 0; e < p->events.count; e++) {
		if (p->events.items[e].kind != EVENT_RECEIVE ||
		    !bits_has(s->must, e))
			continue;
		struct wanted other = wanted_of(p, e);
		count += strcmp(other.party, w.party) == 0 &&
		    strcmp(other.name, w.name) == 0;
	}
	return count;
}

/* The fact at 'from' comes before the one at 'to', at its time. */
static void
move_before(struct sequence *s, size_t to, size_t from)
{
	struct sequenced_fact moved = s->facts.items[from];
	memmove(&s->facts.items[to + 1], &s->facts.items[to],
	    (from - to) * sizeof(moved));
	moved.time_ms = s->facts.items[to + 1].time_ms;
	s->facts.items[to] = moved;
}

enum supply {
	SUPPLY_ENOUGH, /* as many as are needed */
	SUPPLY_LATE,   /* the party that goes on gets it too late */
	SUPPLY_NONE,   /* it never comes */
};

/* See to it that enough of them stand before the request at *at. */
static enum supply
fetch(struct sequence *s, size_t *at, unsigned needed, struct wanted w)
{
	const char *own = s->facts.items[*at].party;
	unsigned have = count_such(s, *at, w.party, w.name);
	for (size_t i = *at + 1; i < s->facts.count && have < needed; i++) {
		if (!is_such(&s->facts.items[i], w.party, w.name))
			continue;
		if (strcmp(w.party, own) == 0)
			return SUPPLY_LATE;
		move_before(s, *at, i);
		++*at;
		have++;
	}
	return have < needed ? SUPPLY_NONE : SUPPLY_ENOUGH;
}

/* False: something that has to come before the request never does. */
static bool
complete(
    const struct take *t, struct sequence *s, size_t *at, unsigned stimulus)
{
	const struct pattern *p = t->candidate->pattern;
	const struct pattern_event *e = &p->events.items[stimulus];
	for (unsigned i = 0; i < p->events.count; i++) {
		if (p->events.items[i].kind != EVENT_RECEIVE ||
		    !bits_has(e->must, i))
			continue;
		struct wanted w = wanted_of(p, i);
		if (is_seen(t, w.party) &&
		    fetch(s, at, count_needed(t, stimulus, w), w) ==
			SUPPLY_NONE)
			return false;
	}
	return true;
}

static void
list_facts(const struct take *t, const struct footage *f, struct sequence *s)
{
	for (size_t i = t->stretch.first; i < t->stretch.end; i++) {
		const struct episode_fact *fact =
		    &t->stretch.episode->facts.items[i];
		struct sequenced_fact one = { fact, take_party(t, f, fact),
			fact->time_ms };
		if (one.party)
			vec_push(&s->facts, one);
	}
}

void
sequence_make(
    const struct take *t, const struct footage *f, struct sequence *ret)
{
	size_t stimulus = 0;
	*ret = (struct sequence){ .is_cut = false };
	list_facts(t, f, ret);
	for (size_t i = 0; i < ret->facts.count; i++) {
		if (!ret->facts.items[i].fact->is_to_server ||
		    stimulus == t->candidate->stimuli.count)
			continue;
		unsigned event = t->candidate->stimuli.items[stimulus++];
		ret->is_cut = !complete(t, ret, &i, event);
		if (ret->is_cut)
			ret->facts.count = i;
	}
}

void
sequence_free(struct sequence *s)
{
	vec_free(&s->facts);
}
