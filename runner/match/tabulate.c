/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/match/compiler.h"

#include <string.h>

static void
add_label(struct pattern *p, unsigned event)
{
	const struct pattern_event *e = &p->events.items[event];
	struct pattern_label *found = NULL;
	for (size_t i = 0; i < p->labels.count && !found; i++) {
		struct pattern_label *l = &p->labels.items[i];
		if (l->party == e->party && l->spec == e->spec &&
		    strcmp(l->protocol, e->step->protocol) == 0)
			found = l;
	}
	if (!found) {
		struct pattern_label l = { .party = e->party,
			.spec = e->spec,
			.protocol = e->step->protocol };
		vec_push(&p->labels, l);
		found = &p->labels.items[p->labels.count - 1];
		found->events = p->sets +
		    (2 * p->events.count + 1 + p->labels.count) * p->words;
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

/* So that the labels of a message are found at once. */
static void
sort_labels(struct pattern *p)
{
	size_t messages = p->suite->catalogue->messages.count;
	if (p->labels.count)
		qsort(p->labels.items, p->labels.count,
		    sizeof(*p->labels.items), compare_labels);
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
	    (3 * count + 3) * p->words * sizeof(*p->sets) + sizeof(*p->sets));
	p->main_events = p->sets + 2 * count * p->words;
	p->required = p->main_events + p->words;
	for (unsigned i = 0; i < count; i++) {
		struct pattern_event *e = &p->events.items[i];
		e->must = p->sets + 2 * i * p->words;
		e->bars = e->must + p->words;
		memcpy(e->must, c->must[i], p->words * sizeof(*p->sets));
		memcpy(e->bars, c->bars[i], p->words * sizeof(*p->sets));
		if (e->main)
			bits_add(p->main_events, i);
		if (e->guard == NO_NODE && e->kind != EVENT_BAN)
			bits_add(p->required, i);
		if (event_is_stimulus(e->kind))
			vec_push(&p->stimuli, i);
	}
	for (unsigned i = 0; i < count; i++)
		if (p->events.items[i].kind == EVENT_RECEIVE)
			add_label(p, i);
	sort_labels(p);
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
	for (unsigned i = 0; i < p->events.count; i++) {
		const struct pattern_event *e = &p->events.items[i];
		for (size_t j = 0; j < e->bounds.count; j++)
			if (e->bounds.items[j].since >= 0)
				p->events.items[e->bounds.items[j].since]
				    .starts_clock = true;
		for (unsigned a = 0; is_timed(e) && a < p->events.count; a++)
			if (bits_has(p->events.items[a].bars, i))
				p->events.items[a].starts_clock = true;
	}
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

void
compiler_tabulate(struct compiler *c)
{
	store_sets(c);
	note_clocks(c->p);
	note_longest_wait(c->p);
}
