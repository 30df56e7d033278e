/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can be looked up while a case runs, worked out once when it has been
 * compiled.
 */
#include "core/clock.h"
#include "judge/pattern/compiler.h"

#include <string.h>

static void
add_label(struct pattern *p, unsigned event)
{
	const struct pattern_event *e = &p->events.items[event];
	const char *protocol =
	    catalogue_protocol(p->suite->catalogue, e->step->protocol);
	struct pattern_label *found = NULL;
	for (size_t i = 0; i < p->labels.count && !found; i++) {
		struct pattern_label *l = &p->labels.items[i];
		if (l->party == e->party && l->spec == e->spec &&
		    l->protocol == protocol)
			found = l;
	}
	if (!found) {
		struct pattern_label l = {
			.party = e->party, .spec = e->spec, .protocol = protocol
		};
		vec_push(&p->labels, l);
		found = &p->labels.items[p->labels.count - 1];
		found->events = p->sets +
		    (3 * p->events.count + 2 + p->labels.count) * p->words;
	}
	bits_add(found->events, event);
}

static int
compare_labels(const void *a, const void *b)
{
	const struct pattern_label *x = a, *y = b;
	return x->spec->index < y->spec->index
	    ? -1
	    : x->spec->index > y->spec->index;
}

/* So that the labels of a message are found immediately. */
static void
sort_labels(struct pattern *p)
{
	size_t messages = p->suite->catalogue->messages.count;
	if (p->labels.count)
		qsort(p->labels.items, p->labels.count,
		    sizeof(*p->labels.items), compare_labels);
	messages++; /* and the end of a connection */
	p->label_starts = mem_zalloc((messages + 1) * sizeof(*p->label_starts));
	for (size_t i = 0; i < p->labels.count; i++)
		p->label_starts[p->labels.items[i].spec->index + 1]++;
	for (size_t i = 0; i < messages; i++)
		p->label_starts[i + 1] += p->label_starts[i];
}

/* Move the relations into sets of the size that the pattern needs. */
static void
store_sets(struct compiler *c)
{
	struct pattern *p = c->p;
	size_t count = p->events.count;
	p->words = bits_words((unsigned)count);
	p->sets = mem_zalloc(
	    (4 * count + 4 + p->nodes.count) * p->words * sizeof(*p->sets));
	p->main_events = p->sets + 3 * count * p->words;
	p->required = p->main_events + p->words;
	p->stimuli = p->required + p->words;
	for (unsigned i = 0; i < count; i++) {
		struct pattern_event *e = &p->events.items[i];
		e->must = p->sets + 3 * i * p->words;
		e->bars = e->must + p->words;
		e->kills = e->bars + p->words;
		memcpy(e->must, c->must[i], p->words * sizeof(*p->sets));
		memcpy(e->bars, c->bars[i], p->words * sizeof(*p->sets));
		if (e->main)
			bits_add(p->main_events, i);
		if (e->guard == NO_NODE && e->kind != EVENT_BAN)
			bits_add(p->required, i);
		if (event_is_stimulus(e->kind))
			bits_add(p->stimuli, i);
	}
	for (unsigned i = 0; i < count; i++)
		if (p->events.items[i].kind == EVENT_RECEIVE)
			add_label(p, i);
	sort_labels(p);
}

/* A ban never comes itself, so nothing is lost with it. */
static void
note_kills(struct pattern *p)
{
	for (unsigned i = 0; i < p->events.count; i++)
		for (unsigned by = 0; by < p->events.count; by++)
			if (p->events.items[i].kind != EVENT_BAN &&
			    bits_has(p->events.items[i].bars, by))
				bits_add(p->events.items[by].kills, i);
}

/*
 * How each node relates to those around it and below it; the latter come before
 * it.
 */
static void
note_kin(struct pattern *p)
{
	for (unsigned i = 0; i < p->nodes.count; i++) {
		struct pattern_node *n = &p->nodes.items[i];
		n->parent = i;
		n->bars = p->sets + (4 * p->events.count + 4 + i) * p->words;
		n->simple = n->kind == NODE_EVENT || n->kind == NODE_EVERY;
		for (unsigned e = n->first; e < n->end; e++) {
			n->simple &= p->events.items[e].kind != EVENT_BAN;
			for (unsigned w = 0; w < p->words; w++)
				n->bars[w] |= p->events.items[e].bars[w];
		}
		for (size_t j = 0; j < n->children.count; j++) {
			p->nodes.items[n->children.items[j]].parent = i;
			n->simple &=
			    p->nodes.items[n->children.items[j]].simple;
		}
	}
}

static bool
is_conditional(const struct pattern_node *n)
{
	return n->kind == NODE_CHOICE || n->kind == NODE_OPTIONAL;
}

static void
note_conditionals(struct pattern *p)
{
	for (unsigned i = 0; i < p->nodes.count; i++) {
		unsigned around = i;
		if (!is_conditional(&p->nodes.items[i]))
			continue;
		do
			around = p->nodes.items[around].parent;
		while (around != pattern_root(p) &&
		    !is_conditional(&p->nodes.items[around]));
		if (!is_conditional(&p->nodes.items[around]) || around == i)
			vec_push(&p->conditionals, i);
	}
}

/* Does a time begin to count, or to matter, when it happens? */
static bool
is_timed(const struct pattern_event *e)
{
	return e->kind == EVENT_WAIT ||
	    (event_is_stimulus(e->kind) && e->bounds.count > 0);
}

static void
note_clocks(struct pattern *p)
{
	for (unsigned i = 0; i < p->events.count; i++)
		p->events.items[i].soonest_ns = TIME_NEVER_NS;
	p->soonest_ns = TIME_NEVER_NS;
	for (unsigned i = 0; i < p->events.count; i++) {
		const struct pattern_event *e = &p->events.items[i];
		for (size_t j = 0; j < e->bounds.count; j++) {
			const struct bound *b = &e->bounds.items[j];
			int64_t *soonest_ns = b->since < 0
			    ? &p->soonest_ns
			    : &p->events.items[b->since].soonest_ns;
			int64_t ns = b->ns + b->latest; /* over after it */
			if (ns < *soonest_ns)
				*soonest_ns = ns;
		}
		if (!is_timed(e))
			continue;
		vec_push(&p->timed, i);
		for (unsigned a = 0; a < p->events.count; a++)
			if (bits_has(p->events.items[a].bars, i))
				p->events.items[a].starts_wait = true;
	}
}

/* Usually each stimulus waits for the one before. */
static void
note_chain(struct pattern *p)
{
	unsigned next = (unsigned)p->events.count; /* the stimulus after it */
	bool is_chain = true;
	for (unsigned e = next; e-- > 0;) {
		bool is_stimulus = bits_has(p->stimuli, e);
		if (is_stimulus && next < p->events.count)
			is_chain &= bits_has(p->events.items[next].must, e);
		p->events.items[e].heads_chain = is_chain;
		next = is_stimulus ? e : next;
	}
}

static void
note_background(struct pattern *p)
{
	const struct catalogue *c = p->suite->catalogue;
	p->background = mem_zalloc(c->messages.count + 1);
	for (size_t i = 0; i < p->target->background.count; i++) {
		const struct named_text *b = &p->target->background.items[i];
		const struct message_spec *spec = catalogue_find(c, b->name);
		if (spec && !b->text)
			p->background[spec->index] = BACKGROUND_ALWAYS;
		else if (spec && !p->background[spec->index])
			p->background[spec->index] = BACKGROUND_BY_PROTOCOL;
	}
}

static void
note_mere_answers(struct pattern *p)
{
	const struct catalogue *c = p->suite->catalogue;
	p->is_mere_answer = mem_zalloc(c->messages.count + 1);
	for (size_t i = 0; i < c->messages.count; i++)
		p->is_mere_answer[i] =
		    c->messages.items[i]->kind == MESSAGE_ANSWER &&
		    p->background[i] == BACKGROUND_NEVER;
	for (size_t i = 0; i < p->events.count; i++) {
		const struct pattern_event *e = &p->events.items[i];
		if (e->kind == EVENT_RECEIVE && (e->tests.count || e->quoted))
			p->is_mere_answer[e->spec->index] = false;
	}
	for (size_t i = 0; i < p->bans.count; i++)
		if (p->bans.items[i].tests.count)
			p->is_mere_answer[p->bans.items[i].spec->index] = false;
}

static void
note_longest_wait(struct pattern *p)
{
	for (size_t i = 0; i < p->events.count; i++) {
		const struct pattern_event *e = &p->events.items[i];
		for (size_t j = 0; j < e->bounds.count; j++) {
			const struct bound *b = &e->bounds.items[j];
			bool waited = !b->latest || e->kind == EVENT_WAIT;
			if (waited && b->ns > p->longest_wait_ns)
				p->longest_wait_ns = b->ns;
		}
	}
}

/* Can such a child of a block happen after those before it? */
static bool
is_something(const struct pattern *p, unsigned node)
{
	const struct pattern_node *n = &p->nodes.items[node];
	for (unsigned e = n->first; e < n->end; e++)
		if (p->events.items[e].kind != EVENT_BAN)
			return true;
	return false;
}

/* Does anything follow a node, in the sequences around it? */
static bool
is_at_end(const struct pattern *p, unsigned node)
{
	for (; node != pattern_root(p); node = p->nodes.items[node].parent) {
		const struct pattern_node *around =
		    &p->nodes.items[p->nodes.items[node].parent];
		if (around->kind != NODE_EVERY ||
		    (around->step && around->step->kind == STEP_ALL))
			continue;
		for (size_t i = around->children.count;
		     around->children.items[--i] != node;)
			if (is_something(p, around->children.items[i]))
				return false;
	}
	return true;
}

static void
note_whiles(struct pattern *p)
{
	for (size_t i = 0; i < p->whiles.count; i++)
		p->whiles.items[i].is_last =
		    is_at_end(p, p->whiles.items[i].node);
}

void
compiler_tabulate(struct compiler *c)
{
	store_sets(c);
	note_kills(c->p);
	note_kin(c->p);
	note_conditionals(c->p);
	note_clocks(c->p);
	note_background(c->p);
	note_mere_answers(c->p);
	note_chain(c->p);
	note_longest_wait(c->p);
	note_whiles(c->p);
}
