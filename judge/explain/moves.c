/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The moves of the search in edit.h: what a record may be taken for, and what
 * that costs.
 */
#include "judge/explain/edit.h"
#include "judge/explain/surplus.h"

#include <limits.h>
#include <string.h>

static const struct record *
record_at(const struct edit_search *s, unsigned record)
{
	return &s->m->records.items[record];
}

static const struct pattern_event *
event_at(const struct edit_search *s, unsigned event)
{
	return &s->m->p->events.items[event];
}

/* Have the stimuli been done that the event waits for? */
static bool
stimuli_done(
    const struct edit_search *s, const struct edit_node *n, unsigned event)
{
	const struct pattern *p = s->m->p;
	const struct pattern_event *e = event_at(s, event);
	for (unsigned w = 0; w < p->words; w++)
		if (e->must[w] & p->stimuli[w] & ~n->config.set[w])
			return false;
	return true;
}

/* Had they been done when the record came?  What came before is nothing of it.
 */
static bool
came_behind_stimuli(const struct edit_search *s, const struct edit_node *n,
    unsigned event, unsigned record)
{
	const struct pattern *p = s->m->p;
	unsigned count = (unsigned)p->events.count;
	const uint64_t *must = event_at(s, event)->must;
	for (unsigned e = bits_next(must, 0, count); e < count;
	     e = bits_next(must, e + 1, count))
		if (bits_has(p->stimuli, e) && n->config.at[e] != NO_RECORD &&
		    n->config.at[e] > record)
			return false;
	return true;
}

/* Can the state that is expanded not become complete without the event? */
static bool
needs(struct edit_search *s, const struct edit_node *n, unsigned event)
{
	if (!s->needs_known) {
		edit_note_walks(s, 1);
		memset(s->needed, 0, sizeof(s->needed));
		s->needs_all =
		    !pattern_needed(s->m->p, n->config.set, s->needed);
		s->needs_known = true;
	}
	return s->needs_all || bits_has(s->needed, event);
}

/* Would 'event' leave 'other' behind, which can no longer be done without? */
static bool
cuts_off(struct edit_search *s, const struct edit_node *n, unsigned event,
    unsigned other)
{
	return bits_has(event_at(s, other)->bars, event) &&
	    !bits_has(event_at(s, event)->bars, other) && needs(s, n, other);
}

/* The event that stands in the way of 'event', for the sentence. */
static int
order_culprit(struct edit_search *s, const struct edit_node *n, unsigned event)
{
	const struct pattern_event *e = event_at(s, event);
	for (unsigned i = 0; i < s->m->p->events.count; i++)
		if (!bits_has(n->config.set, i) &&
		    (bits_has(e->must, i) || cuts_off(s, n, event, i)))
			return (int)i;
	for (unsigned i = 0; i < s->m->p->events.count; i++)
		if (bits_has(e->bars, i) && bits_has(n->config.set, i))
			return (int)i;
	return -1;
}

/*
 * Does it come in a wrong place?  What it should have come before paid for
 * that when it overtook, and a state that allows nothing more is not held
 * against everything that follows.
 */
static bool
is_out_of_order(struct edit_search *s, struct edit_node *n, unsigned event)
{
	const struct pattern *p = s->m->p;
	const struct pattern_event *e = event_at(s, event);
	uint64_t *set = n->config.set;
	edit_note_walks(s, 2);
	if (pattern_enabled(p, event, set))
		return false;
	if (!bits_within(e->must, set, p->words))
		return true;
	for (unsigned i = 0; i < p->events.count; i++)
		if (bits_has(e->bars, i) && bits_has(set, i) &&
		    !bits_has(event_at(s, i)->must, event))
			return true;
	return !bits_meet(e->bars, set, p->words) &&
	    pattern_viable(p, pattern_root(p), set, NULL);
}

/* In how many respects, and in which first, a record differs from an event. */
struct difference {
	unsigned count;
	enum finding finding;
	struct misfit misfit;
	int culprit;
};

static void
note_difference(struct difference *d, enum finding finding)
{
	if (d->count++ == 0)
		d->finding = finding;
}

/* Does it name somebody whom the run knows, where the test wants another one?
 */
static bool
names_other(const struct edit_search *s, const struct misfit *misfit,
    const struct config *c, const struct record *r)
{
	char scratch[ATTRIBUTE_TEXT_SIZE];
	const struct compiled_test *t = misfit->test;
	bool is_lent = false;
	for (size_t i = 0; t && i < t->value.pieces.count; i++)
		is_lent |= piece_lent(&t->value.pieces.items[i], s->m->lease) &&
		    t->value.pieces.items[i].kind != PIECE_TEXT;
	if (!is_lent)
		return false;
	const struct attribute *a =
	    message_find(r->message, match_test_path(s->m, c, t));
	return a && match_is_known_identity(s->m, attribute_text(a, scratch));
}

/*
 * Can it, in spite of what they share, not be meant as that event?  What
 * answers one request is no wrong answer to another one, and where it belongs;
 * and what need not come at all has not come about somebody else.
 */
static bool
is_meant_otherwise(struct edit_search *s, struct edit_node *n, unsigned event,
    unsigned record, const struct misfit *misfit)
{
	const struct pattern_event *e = event_at(s, event);
	const struct record *r = record_at(s, record);
	if (e->party != r->party && r->spec->kind == MESSAGE_EVENT &&
	    match_need_not_come(s->m, &n->config, event))
		return true;
	if (e->party != r->party && r->spec->kind == MESSAGE_ANSWER &&
	    match_is_own_reference(s->m, r))
		return true;
	if (misfit->kind == MISFIT_ANSWER &&
	    match_request_of(s->m, record) >= 0 &&
	    !match_is_for_another(s->m, record))
		return true;
	return misfit->kind == MISFIT_ATTRIBUTE &&
	    names_other(s, misfit, &n->config, r) &&
	    !pattern_needs(s->m->p, n->config.set, event);
}

static struct difference
compare(
    struct edit_search *s, struct edit_node *n, unsigned event, unsigned record)
{
	const struct pattern_event *e = event_at(s, event);
	const struct record *r = record_at(s, record);
	struct difference d = { .culprit = -1, .misfit = { .kind = FIT } };

	if (e->party != r->party)
		note_difference(&d, FINDING_WRONG_PARTY);
	if (strcmp(e->step->protocol, r->protocol) != 0)
		note_difference(&d, FINDING_WRONG_PROTOCOL);
	enum fit fit = match_fit(s->m, &n->config, event, record, &d.misfit);
	if (fit == FIT || fit == FIT_UNSURE) {
		struct misfit misfit = { .kind = FIT };
		if (!match_fits_catalogue(r, &misfit)) {
			d.misfit = misfit;
			fit = MISFIT_ATTRIBUTE;
		}
	}
	if (is_meant_otherwise(s, n, event, record, &d.misfit))
		d.count = UINT_MAX / 2;
	if (fit != FIT && fit != FIT_UNSURE)
		note_difference(&d, match_finding_of(fit));
	if (is_out_of_order(s, n, event)) {
		note_difference(&d, FINDING_OUT_OF_ORDER);
		d.culprit = order_culprit(s, n, event);
	}
	return d;
}

static const struct pattern_ban *
find_ban(struct edit_search *s, struct edit_node *n, unsigned record)
{
	for (size_t i = 0; i < s->m->p->bans.count; i++) {
		const struct pattern_ban *ban = &s->m->p->bans.items[i];
		if (match_ban_in_force(
			s->m, &n->config, ban, record_at(s, record)) &&
		    match_fits_ban(s->m, &n->config, ban, record))
			return ban;
	}
	return NULL;
}

static void
end_waits_before(
    const struct edit_search *s, struct edit_node *n, unsigned event)
{
	for (unsigned i = 0; i < s->m->p->events.count; i++)
		if (event_at(s, i)->kind == EVENT_WAIT &&
		    bits_has(event_at(s, event)->must, i))
			bits_add(n->config.set, i);
}

static void
take_as(struct edit_search *s, unsigned node, unsigned event, unsigned record)
{
	struct difference d = compare(s, s->nodes.items[node], event, record);
	if (d.count > 2 || find_ban(s, s->nodes.items[node], record))
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
	return event_at(s, event)->kind == EVENT_RECEIVE &&
	    !bits_has(n->config.set, event) && stimuli_done(s, n, event);
}

/* May it come though no step lists it?  Else *ret may say what is wrong. */
static bool
may_be_left_over(const struct edit_search *s, const struct edit_node *n,
    unsigned record, struct divergence *ret)
{
	const struct record *r = record_at(s, record);
	if (match_is_wrong_anyway(s->m, r, &ret->finding))
		return false;
	if (match_relevance(s->m, r) != RELEVANT ||
	    match_is_undocumented(s->m, r))
		return true;
	if (!match_is_tolerated(s->m, &n->config, record))
		return false;
	bool fits = match_fits_catalogue(r, &ret->misfit);
	if (!fits)
		ret->finding = FINDING_WRONG_ATTRIBUTE;
	return fits;
}

/* One too many, or none of our business. */
static void
leave_over(struct edit_search *s, unsigned node, unsigned record)
{
	const struct pattern_ban *ban =
	    find_ban(s, s->nodes.items[node], record);
	struct divergence what = { .finding = FINDING_NONE };
	bool tolerated =
	    !ban && may_be_left_over(s, s->nodes.items[node], record, &what);
	int repeated = match_find_repeated(s->m, record);
	unsigned cost = repeated >= 0 ? COST_DUPLICATE : COST_UNEXPECTED;
	struct edit_node *n = edit_add(s, node, 1, tolerated ? 0 : cost);
	if (!n || tolerated)
		return;
	n->what.record = (int)record;
	n->what.ban = ban;
	n->what.misfit = what.misfit;
	n->what.finding = what.finding ? what.finding : FINDING_UNEXPECTED;
	/* Behind another request it is perhaps what an absent forbids. */
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
	const struct record *r = record_at(s, record);
	for (unsigned e = 0; e < s->m->p->events.count; e++)
		if (event_at(s, e)->spec == r->spec &&
		    event_at(s, e)->party == r->party &&
		    (n->config.at[e] == record || is_open(s, n, e)))
			return true;
	return false;
}

/*
 * A message about what the run has lent to nobody: is that ours under a wrong
 * id?  It is when our own connections speak of it, too; the Reporting engine
 * is told about everybody, but hardly of somebody else just what the case waits
 * for.
 */
static bool
is_ours_misnamed(
    const struct edit_search *s, const struct edit_node *n, unsigned record)
{
	const struct record *r = record_at(s, record);
	const char *about = r->spec->about;
	const struct attribute *a =
	    about && r->has_message ? message_find(r->message, about) : NULL;
	bool found = true;
	for (unsigned i = 0; a && i < s->m->records.count; i++) {
		const struct record *o = record_at(s, i);
		const struct attribute *b = !o->is_stimulus && o->has_message
		    ? message_find(o->message, about)
		    : NULL;
		if (!b || !match_is_equal(a, b))
			continue;
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
		if (event_at(s, e)->spec == record_at(s, record)->spec &&
		    !s->is_full && is_open(s, n, e) &&
		    compare(s, n, e, record).count == 0)
			take_as(s, node, e, record);
	}
	return s->nodes.count > before;
}

static void
read_message(struct edit_search *s, unsigned node, unsigned record)
{
	const struct record *r = record_at(s, record);
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
		if (event_at(s, e)->spec != r->spec || !is_open(s, n, e) ||
		    !came_behind_stimuli(s, n, e, record) ||
		    !match_may_be(s->m, &n->config, e, record))
			continue;
		/* What had to come before may be missing. */
		int culprit = order_culprit(s, n, e);
		if (culprit >= 0 &&
		    !bits_has(n->config.set, (unsigned)culprit) &&
		    is_open(s, n, (unsigned)culprit))
			add_missing(s, node, (unsigned)culprit, (int)record);
		take_as(s, node, e, record);
	}
}

/* A frame that nobody can read may be any message that the party waits for. */
static void
read_malformed(struct edit_search *s, unsigned node, unsigned record)
{
	const struct record *r = record_at(s, record);
	for (unsigned e = s->m->p->events.count + 1u; e-- > 0;) {
		bool alone = e == s->m->p->events.count;
		if (!alone &&
		    (event_at(s, e)->party != r->party ||
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

static void
read_disconnect(struct edit_search *s, unsigned node, unsigned record)
{
	bool may = match_may_close(
	    s->m, &s->nodes.items[node]->config, record_at(s, record)->party);
	struct edit_node *n = edit_add(s, node, 1, may ? 0 : COST_DISCONNECTED);
	if (!n)
		return;
	n->closed |= UINT32_C(1) << record_at(s, record)->party;
	if (may)
		return;
	n->what.finding = FINDING_DISCONNECTED;
	n->what.record = (int)record;
}

/* What we did is certain; waits that it waited for were over. */
static void
read_stimulus(struct edit_search *s, unsigned node, unsigned record)
{
	unsigned event = (unsigned)record_at(s, record)->event;
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
	const struct pattern_event *e = event_at(s, event);
	if (e->kind != EVENT_RECEIVE || (n->closed >> e->party & 1) ||
	    !pattern_enabled(
		s->m->p, event, ((struct edit_node *)n)->config.set))
		return false;
	if (match_event_limit(s->m, &n->config, e, true) < s->m->now_ns)
		return true;
	bool waits_for_timer = false;
	for (size_t i = 0; i < e->bounds.count; i++)
		waits_for_timer |= e->bounds.items[i].sum != NULL;
	return (s->m->quiet >> e->party & 1) && !waits_for_timer;
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
		if (needs(s, n, e)) {
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
	const struct record *r = record_at(s, record);
	if (r->is_stimulus)
		read_stimulus(s, node, record);
	else if (r->kind == OBSERVED_DISCONNECTED)
		read_disconnect(s, node, record);
	else if (r->kind == OBSERVED_MALFORMED || !r->spec)
		read_malformed(s, node, record);
	else
		read_message(s, node, record);
}
