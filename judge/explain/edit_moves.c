/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/explain/edit_moves.h"

#include "judge/config.h"
#include "judge/explain/deviation.h"
#include "judge/explain/edit_search.h"
#include "judge/explain/repetition.h"
#include "judge/fit.h"
#include "judge/order.h"
#include "judge/relevance.h"
#include "judge/rules.h"
#include "judge/setup.h"
#include "judge/state.h"
#include "judge/window.h"

/* Have the stimuli been done that the event waits for? */
static bool
stimuli_done(
    const struct edit_search *s, const struct edit_node *n, unsigned event)
{
	const struct pattern *p = s->m->p;
	const struct pattern_event *e = edit_event_at(s, event);
	for (unsigned w = 0; w < p->words; w++)
		if (e->must[w] & p->stimuli[w] & ~n->config.set[w])
			return false;
	return true;
}

/*
 * Had they been done when the record came?  If not, it is none of their
 * results.
 */
static bool
came_behind_stimuli(const struct edit_search *s, const struct edit_node *n,
    unsigned event, unsigned record)
{
	const struct pattern *p = s->m->p;
	unsigned count = (unsigned)p->events.count;
	const uint64_t *must = edit_event_at(s, event)->must;
	for (unsigned e = bits_next(must, 0, count); e < count;
	     e = bits_next(must, e + 1, count))
		if (bits_has(p->stimuli, e) && n->config.at[e] != NO_RECORD &&
		    n->config.at[e] > record)
			return false;
	return true;
}

static void
end_waits_before(
    const struct edit_search *s, struct edit_node *n, unsigned event)
{
	for (unsigned i = 0; i < s->m->p->events.count; i++)
		if (edit_event_at(s, i)->kind == EVENT_WAIT &&
		    bits_has(edit_event_at(s, event)->must, i))
			bits_add(n->config.set, i);
}

static void
take_as(struct edit_search *s, unsigned node, unsigned event, unsigned record)
{
	struct deviation d =
	    edit_compare(s, s->nodes.items[node], event, record);
	if (d.count > 2 ||
	    match_find_ban(s->m, &s->nodes.items[node]->config, record))
		return;
	struct edit_node *n =
	    edit_add(s, node, 1, d.count * (unsigned)COST_CHANGED);
	if (!n)
		return;
	n->what.finding = d.finding;
	n->what.record = (int)record;
	n->what.event = (int)event;
	n->what.other = d.culprit;
	n->what.misfit = d.misfit;
	end_waits_before(s, n, event);
	config_take(s->m, &n->config, event, record);
}

/* The expected message did not come; not before 'record', unless that is -1. */
static void
add_missing(struct edit_search *s, unsigned node, unsigned event, int record)
{
	struct edit_node *n = edit_add(s, node, 0, COST_MISSING);
	if (!n)
		return;
	n->what.finding = FINDING_MISSING;
	n->what.record = record;
	n->what.event = (int)event;
	bits_add(n->config.set, event);
}

/* Is the event open: not taken, and waiting for no stimulus? */
static bool
is_open(const struct edit_search *s, const struct edit_node *n, unsigned event)
{
	return edit_event_at(s, event)->kind == EVENT_RECEIVE &&
	    !bits_has(n->config.set, event) && stimuli_done(s, n, event);
}

/* May it come though no step lists it?  If not, *ret may say what is wrong. */
static bool
may_be_left_over(const struct edit_search *s, const struct edit_node *n,
    unsigned record, struct divergence *ret)
{
	const struct record *r = edit_record_at(s, record);
	if (match_is_wrong_anyway(s->m, r, &ret->finding))
		return false;
	if (match_relevance(s->m, r) != RELEVANT ||
	    match_is_undocumented(s->m, r))
		return true;
	if (!match_is_tolerated(s->m, &n->config, record))
		return false;
	bool fits = match_fits_catalogue(s->m, r, &ret->misfit);
	if (!fits)
		ret->finding = FINDING_WRONG_ATTRIBUTE;
	return fits;
}

/* One too many, or none of our business. */
static void
leave_over(struct edit_search *s, unsigned node, unsigned record)
{
	const struct pattern_ban *ban =
	    match_find_ban(s->m, &s->nodes.items[node]->config, record);
	struct divergence what = { .finding = FINDING_NONE };
	bool tolerated =
	    !ban && may_be_left_over(s, s->nodes.items[node], record, &what);
	int repeated = s->repeated[record];
	unsigned cost = repeated >= 0 ? COST_DUPLICATE : COST_UNEXPECTED;
	struct edit_node *n = edit_add(s, node, 1, tolerated ? 0 : cost);
	if (!n || tolerated)
		return;
	n->what.record = (int)record;
	n->what.ban = ban;
	n->what.misfit = what.misfit;
	n->what.finding = what.finding ? what.finding : FINDING_UNEXPECTED;
	/* After another request it may be what an absent forbids. */
	bool is_duplicate = repeated >= 0 &&
	    (ban ? match_is_of_one_step(s->m, (unsigned)repeated, record)
		 : match_is_duplicate(s->m, (unsigned)repeated, record));
	if (!is_duplicate)
		return;
	n->what.finding = FINDING_DUPLICATE;
	n->what.other = repeated;
	n->what.ban = NULL;
}

/* Is it a message that the case waits for, or has taken for one? */
static bool
has_place(
    const struct edit_search *s, const struct edit_node *n, unsigned record)
{
	const struct record *r = edit_record_at(s, record);
	for (unsigned e = 0; e < s->m->p->events.count; e++)
		if (edit_event_at(s, e)->spec == r->spec &&
		    edit_event_at(s, e)->party == r->party &&
		    (n->config.at[e] == record || is_open(s, n, e)))
			return true;
	return false;
}

/*
 * A message about something that the run has given to no case: is that ours
 * under a wrong id?  It is if our own connections mention it, too; the
 * Reporting engine is told about all agents, but hardly about others exactly
 * what the case waits for.
 */
static bool
is_ours_misnamed(
    struct edit_search *s, const struct edit_node *n, unsigned record)
{
	const struct record *r = edit_record_at(s, record);
	const char *about = r->spec->about;
	const struct attribute *a =
	    about && r->has_message ? message_find(r->message, about) : NULL;
	bool found = true;
	edit_note_steps(s, s->attribute_count);
	for (unsigned i = 0; a && i < s->m->records.count; i++) {
		const struct record *o = edit_record_at(s, i);
		const struct attribute *b = !o->is_stimulus && o->has_message
		    ? message_find(o->message, about)
		    : NULL;
		if (!b || !match_is_equal(a, b))
			continue;
		edit_note_steps(s, s->m->p->events.count);
		if (!match_is_shared(s->m, o))
			return true;
		found &= has_place(s, n, i);
	}
	return found;
}

/*
 * What may come anyway, but is just what a step wants: nothing is gained by
 * leaving it over as well.
 */
static bool
take_exactly(struct edit_search *s, unsigned node, unsigned record)
{
	size_t before = s->nodes.count;
	for (unsigned e = 0; e < s->m->p->events.count; e++) {
		struct edit_node *n = s->nodes.items[node];
		if (edit_event_at(s, e)->spec ==
			edit_record_at(s, record)->spec &&
		    !s->is_full && is_open(s, n, e) &&
		    edit_compare(s, n, e, record).count == 0)
			take_as(s, node, e, record);
	}
	return s->nodes.count > before;
}

/* What had to come before may be missing. */
static void
try_as(struct edit_search *s, unsigned node, unsigned event, unsigned record)
{
	struct edit_node *n = s->nodes.items[node];
	int culprit = edit_find_culprit(s, n, event);
	if (culprit >= 0 && !bits_has(n->config.set, (unsigned)culprit) &&
	    is_open(s, n, (unsigned)culprit))
		add_missing(s, node, (unsigned)culprit, (int)record);
	take_as(s, node, event, record);
}

static void
read_message(struct edit_search *s, unsigned node, unsigned record)
{
	const struct record *r = edit_record_at(s, record);
	size_t looks = s->m->p->events.count + s->m->records.count +
	    (r->has_message ? message_count(r->message) : 0);
	edit_note_steps(s, looks);
	enum relevance relevance = match_relevance(s->m, r);
	bool candidate = relevance == RELEVANT || relevance == MISNAMED ||
	    (relevance == STRANGE &&
		is_ours_misnamed(s, s->nodes.items[node], record));

	if (match_is_tolerated(s->m, &s->nodes.items[node]->config, record) &&
	    take_exactly(s, node, record))
		return;
	leave_over(s, node, record);
	for (unsigned e = 0;
	     candidate && !s->is_full && e < s->m->p->events.count; e++) {
		struct edit_node *n = s->nodes.items[node];
		if (edit_event_at(s, e)->spec != r->spec || !is_open(s, n, e) ||
		    !came_behind_stimuli(s, n, e, record) ||
		    !match_may_be(s->m, &n->config, e, record))
			continue;
		edit_note_steps(s, looks);
		try_as(s, node, e, record);
	}
}

/* One of an unknown name may be any message that the party waits for. */
static void
read_unknown(struct edit_search *s, unsigned node, unsigned record)
{
	const struct record *r = edit_record_at(s, record);
	for (unsigned e = s->m->p->events.count + 1u; e-- > 0;) {
		bool alone = e == s->m->p->events.count;
		if (!alone &&
		    (edit_event_at(s, e)->party != r->party ||
			!is_open(s, s->nodes.items[node], e) ||
			!match_may_be(
			    s->m, &s->nodes.items[node]->config, e, record)))
			continue;
		struct edit_node *n = edit_add(s, node, 1, COST_MALFORMED);
		if (!n)
			return;
		n->what.finding = FINDING_MALFORMED;
		n->what.record = (int)record;
		if (alone)
			continue;
		n->what.event = (int)e;
		config_take(s->m, &n->config, e, record);
	}
}

/* Is it the end of that connection that a step waits for? */
static bool
is_wanted_end(
    const struct edit_search *s, unsigned node, unsigned event, unsigned record)
{
	const struct pattern_event *e = edit_event_at(s, event);
	return e->spec == &s->m->p->suite->catalogue->end &&
	    e->party == edit_record_at(s, record)->party &&
	    is_open(s, s->nodes.items[node], event);
}

static void
read_disconnect(struct edit_search *s, unsigned node, unsigned record)
{
	unsigned party = edit_record_at(s, record)->party;
	size_t before = s->nodes.count;
	for (unsigned e = 0; !s->is_full && e < s->m->p->events.count; e++)
		if (is_wanted_end(s, node, e, record))
			try_as(s, node, e, record);
	for (size_t i = before; i < s->nodes.count; i++)
		if (s->nodes.items[i]->next > s->nodes.items[node]->next)
			s->nodes.items[i]->closed |= UINT32_C(1) << party;
	if (s->nodes.count > before)
		return;
	bool may = match_may_close(s->m, &s->nodes.items[node]->config, party);
	struct edit_node *n = edit_add(s, node, 1, may ? 0 : COST_DISCONNECTED);
	if (!n)
		return;
	n->closed |= UINT32_C(1) << party;
	if (may)
		return;
	n->what.finding = FINDING_DISCONNECTED;
	n->what.record = (int)record;
}

/* What we did is certain; waits that it waited for were over. */
static void
read_stimulus(struct edit_search *s, unsigned node, unsigned record)
{
	unsigned event = (unsigned)edit_record_at(s, record)->event;
	struct edit_node *n = edit_add(s, node, 1, COST_EXACT);
	if (!n)
		return;
	end_waits_before(s, n, event);
	config_take(s->m, &n->config, event, record);
}

/*
 * Should the message have come by now?  Its deadline is over; or the fences
 * that are back prove that the server has nothing more to say without a timer.
 */
static bool
is_due(const struct edit_search *s, const struct edit_node *n, unsigned event)
{
	const struct pattern_event *e = edit_event_at(s, event);
	if (e->kind != EVENT_RECEIVE || (n->closed >> e->party & 1) ||
	    !pattern_enabled(
		s->m->p, event, ((struct edit_node *)n)->config.set))
		return false;
	if (match_event_limit(s->m, &n->config, e, true) < s->m->now_ns)
		return true;
	bool waits_for_timer = false;
	for (size_t i = 0; i < e->bounds.count; i++)
		waits_for_timer |= e->bounds.items[i].sum != NULL;
	return (match_quiet_parties(s->m) >> e->party & 1) && !waits_for_timer;
}

static void
finish(struct edit_search *s, unsigned node)
{
	struct edit_node *n = s->nodes.items[node];
	unsigned count = (unsigned)s->m->p->events.count;
	uint64_t due[PATTERN_MAX_EVENTS / BITS_PER_WORD] = { 0 };
	edit_note_walks(s, count);
	for (unsigned e = 0; !s->is_full && e < count; e++)
		if (is_due(s, n, e))
			bits_add(due, e);
	if (s->is_full)
		return;
	if (pattern_viable(
		s->m->p, pattern_root(s->m->p), n->config.set, due)) {
		s->goal = (int)node;
		return;
	}
	for (unsigned e = bits_next(due, 0, count); e < count;
	     e = bits_next(due, e + 1, count)) {
		if (edit_needs(s, n, e)) {
			add_missing(s, node, e, -1);
			return; /* the order of several does not matter */
		}
	}
	/* Each could be done without, but not all: any of them may be it. */
	for (unsigned e = count; e-- > 0;)
		if (bits_has(due, e))
			add_missing(s, node, e, -1);
}

void
edit_expand(struct edit_search *s, unsigned node)
{
	s->needs_known = false;
	unsigned next = s->nodes.items[node]->next;
	if (next == s->records.count) {
		finish(s, node);
		return;
	}
	unsigned record = s->records.items[next];
	const struct record *r = edit_record_at(s, record);
	if (r->is_stimulus)
		read_stimulus(s, node, record);
	else if (r->kind == OBSERVED_DISCONNECTED)
		read_disconnect(s, node, record);
	else if (!r->spec)
		read_unknown(s, node, record);
	else
		read_message(s, node, record);
}
