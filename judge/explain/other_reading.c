/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a server that failed read the document otherwise than the target says?
 * The same facts are judged by the case as it is under each other choice of
 * each reading that it uses, one at a time.  Only ever a hint: the verdict
 * stays.
 */
#include "core/escape.h"
#include "judge/explain/edit.h"
#include "judge/explain/edit_search.h"
#include "judge/explain/explanation.h"
#include "judge/match.h"
#include "judge/state.h"

#include <string.h>

/* Proofs that may be needed one after the other before a stimulus. */
#define MAX_PROOFS 4
/* Stimuli that may have been sent while a message was under way. */
#define MAX_TRIED 4

/* Steps (MATCH_MAX_STEPS) for all readings together: it is only a hint. */
#define MAX_STEPS 40000000

/* The case under another choice, and the same run of it. */
struct other {
	const struct pattern *pattern;
	struct lease lease;
	const char *agents[PATTERN_MAX_PARTIES];
	const char *places[PATTERN_MAX_PARTIES];
	struct match *match;
	uint64_t steps; /* of MAX_STEPS, so far */
};

/* The parties may have other numbers there.  False: there are others. */
static bool
lend(const struct match *m, struct other *o)
{
	o->lease = *m->lease;
	o->lease.agent_ids = o->agents;
	o->lease.place_ids = o->places;
	for (size_t i = 0; i < o->pattern->parties.count; i++) {
		int party =
		    pattern_find_party(m->p, o->pattern->parties.items[i].name);
		if (party < 0)
			return false;
		o->agents[i] = m->lease->agent_ids[party];
		o->places[i] = m->lease->place_ids[party];
	}
	return true;
}

static int
party_there(const struct match *m, const struct other *o, unsigned party)
{
	return pattern_find_party(o->pattern, m->p->parties.items[party].name);
}

/* Of a mere answer nothing is left but what it answers. */
static struct message *
message_of(const struct record *r)
{
	if (r->has_message)
		return message_ref(r->message);
	struct message *m = message_new(r->spec->name);
	message_set_integer(m, "referenceId", r->reference_id);
	return m;
}

static bool
take_observation(const struct match *m, struct other *o, const struct record *r)
{
	int party = party_there(m, o, r->party);
	if (r->kind != OBSERVED_MESSAGE || !r->spec || party < 0)
		return false;
	struct observation seen = { .number = r->number,
		.party = (unsigned)party,
		.time_ns = r->time_ns,
		.earliest_ns = r->earliest_ns,
		.server_time_us = r->server_us,
		.protocol = r->protocol,
		.message = message_of(r) };
	match_feed(o->match, &seen);
	observation_clear(&seen);
	return match_is_running(o->match);
}

/* What the judge wants there, once it has all the proofs it asks for. */
static enum match_demand
demand_there(struct other *o, int64_t now_ns, unsigned *ret_event)
{
	enum match_demand demand = match_demand(o->match, now_ns, ret_event);
	for (unsigned i = 0; i < MAX_PROOFS && demand == MATCH_FENCE; i++) {
		match_quiet(o->match, MATCH_ALL_PARTIES, MATCH_BY_FENCE);
		demand = match_demand(o->match, now_ns, ret_event);
	}
	return demand;
}

/* Would we have done the same there? */
static bool
take_stimulus(const struct match *m, struct other *o, const struct record *r)
{
	unsigned event = 0;
	if (demand_there(o, r->time_ns, &event) != MATCH_SEND)
		return false;
	const struct pattern_event *e = &o->pattern->events.items[event];
	if (e->spec != r->spec || (int)e->party != party_there(m, o, r->party))
		return false;
	struct message *message = e->kind == EVENT_SEND
	    ? match_build(o->match, event, record_reference(r))
	    : NULL;
	if (e->kind == EVENT_SEND && !message)
		return false;
	match_sent(o->match, event, message, r->number, r->time_ns);
	message_unref(message);
	return true;
}

static bool
wants_proof(struct other *o, int64_t now_ns)
{
	unsigned event;
	return match_demand(o->match, now_ns, &event) == MATCH_FENCE;
}

/*
 * Is the observation expected there, and not only allowed because it is about
 * others?
 */
static bool
is_wanted(const struct match *m, struct other *o, const struct record *r)
{
	const struct match *there = o->match;
	size_t count = there->records.count;
	return take_observation(m, o, r) && there->records.count > count &&
	    there->records.items[count].is_matched;
}

/*
 * All that happened, one record before its time: 'early' before 'at', unless
 * that is -1.
 */
static bool
replay(const struct match *m, struct other *o, int early, int at)
{
	for (int i = 0; i < (int)m->records.count; i++) {
		const struct record *r = &m->records.items[i];
		struct record moved = m->records.items[early < 0 ? i : early];
		moved.time_ns = moved.earliest_ns = r->time_ns;
		if (i == at &&
		    !(wants_proof(o, r->time_ns) && is_wanted(m, o, &moved)))
			return false;
		if (at >= 0 && i == early)
			continue;
		/* What is wrong here has to be right there. */
		bool fits = r->is_stimulus ? take_stimulus(m, o, r)
		    : i == match_divergence(m)->record
		    ? is_wanted(m, o, r)
		    : take_observation(m, o, r);
		if (!fits)
			return false;
	}
	return true;
}

/* Is everything that came legal there, and nothing overdue? */
static bool
fits(const struct match *m, struct other *o, int early, int at)
{
	if (o->steps > MAX_STEPS)
		return false;
	o->match = match_new(o->pattern, &o->lease, m->start_ns);
	bool fits = replay(m, o, early, at);
	if (fits) {
		match_elapse(o->match, m->now_ns);
		match_quiet(o->match,
		    match_quiet_parties(m) ? MATCH_ALL_PARTIES : 0,
		    MATCH_BY_FENCE);
		fits =
		    match_is_running(o->match) && match_needs_no_edit(o->match);
	}
	o->steps += o->match->steps;
	match_free(o->match);
	return fits;
}

/*
 * That reading may need a proof before a stimulus, which was not waited for
 * here: it would have brought what was under way.
 */
static bool
fits_somehow(const struct match *m, struct other *o)
{
	int record = match_divergence(m)->record;
	if (fits(m, o, -1, -1))
		return true;
	for (int i = record - 1, tried = 0; i >= 0 && tried < MAX_TRIED; i--) {
		if (!m->records.items[i].is_stimulus)
			continue;
		if (fits(m, o, record, i))
			return true;
		tried++;
	}
	return false;
}

static bool
fits_choice(struct explanation *x, const char *name, const char *value)
{
	struct other o = { .pattern = pattern_under(x->m->p, name, value),
		.steps = x->reread_steps };
	bool fits = o.pattern && lend(x->m, &o) && fits_somehow(x->m, &o);
	x->reread_steps = o.steps;
	return fits;
}

/* "R4=allow or R4=require" of one reading: the first that fits, or NULL. */
static const char *
say_choices(struct explanation *x, const struct reading *r, const char *chosen)
{
	const char *found = NULL;
	for (size_t i = 0; i < r->values.count; i++) {
		if (strcmp(r->values.items[i], chosen) == 0 ||
		    !fits_choice(x, r->name, r->values.items[i]))
			continue;
		buf_printf(&x->sentence, "%s %s=%s",
		    found ? " or" : " This fits", r->name, r->values.items[i]);
		found = found ? found : r->values.items[i];
	}
	return found;
}

/* " R1=early: The request ...", if the suite says what that means. */
static void
say_meaning(struct explanation *x, const struct reading *r, const char *value)
{
	const char *meaning = reading_meaning(r, value);
	if (!meaning)
		return;
	buf_printf(&x->sentence, " %s=%s: ", r->name, value);
	escape_line(&x->sentence, meaning, strlen(meaning));
}

void
explain_reading(struct explanation *x)
{
	const struct pattern *p = x->m->p;
	for (size_t i = 0; i < p->suite->readings.count; i++) {
		const struct reading *r = &p->suite->readings.items[i];
		const char *chosen = target_reading(p->target, r->name);
		if (!chosen)
			chosen = r->fallback;
		const char *fitting = pattern_uses_reading(p, r->name)
		    ? say_choices(x, r, chosen)
		    : NULL;
		if (!fitting)
			continue;
		buf_printf(&x->sentence, "; the target says %s.", chosen);
		say_meaning(x, r, fitting);
		return;
	}
}
