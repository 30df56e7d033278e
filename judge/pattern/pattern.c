/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/pattern/pattern.h"

#include "judge/pattern/bits.h"

#include <string.h>

void
compiled_test_clear(struct compiled_test *t)
{
	expression_free(&t->path);
	expression_free(&t->value);
	expression_free(&t->pattern);
	ere_free(t->ere);
}

static void
free_tests(struct compiled_test *tests, size_t count)
{
	for (size_t i = 0; i < count; i++)
		compiled_test_clear(&tests[i]);
	free(tests);
}

static void
free_event(struct pattern_event *e)
{
	free_tests(e->tests.items, e->tests.count);
	vec_free(&e->bounds);
	vec_free(&e->banned);
}

static void
free_choices(struct pattern_choices *choices)
{
	for (size_t i = 0; i < choices->tried.count; i++) {
		struct pattern_choice *c = choices->tried.items[i];
		pattern_free(c->pattern);
		vec_free(&c->target.readings);
		free(c);
	}
	vec_free(&choices->tried);
	free(choices);
}

void
pattern_free(struct pattern *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->events.count; i++)
		free_event(&p->events.items[i]);
	for (size_t i = 0; i < p->bans.count; i++)
		free_tests(
		    p->bans.items[i].tests.items, p->bans.items[i].tests.count);
	for (size_t i = 0; i < p->nodes.count; i++)
		vec_free(&p->nodes.items[i].children);
	for (size_t i = 0; i < p->parties.count; i++)
		free(p->parties.items[i].name);
	vec_free(&p->parties);
	vec_free(&p->instances);
	vec_free(&p->events);
	vec_free(&p->bans);
	vec_free(&p->whiles);
	vec_free(&p->nodes);
	vec_free(&p->labels);
	vec_free(&p->timed);
	vec_free(&p->conditionals);
	free(p->label_starts);
	free(p->background);
	free(p->is_mere_answer);
	free(p->sets);
	free_choices(p->choices);
	free(p);
}

int
pattern_find_party(const struct pattern *p, const char *name)
{
	for (size_t i = 0; i < p->parties.count; i++)
		if (strcmp(p->parties.items[i].name, name) == 0)
			return (int)i;
	return -1;
}

void
pattern_derive_tag(const struct pattern *p, struct observation *o)
{
	if (o->is_derived && o->message)
		o->protocol = catalogue_derive_protocol(p->suite->catalogue,
		    message_name(o->message), p->parties.items[o->party].role);
}

const uint64_t *
pattern_label_events(const struct pattern *p, const struct message_spec *spec,
    unsigned party, const char *protocol)
{
	unsigned end = p->label_starts[spec->index + 1];
	for (unsigned i = p->label_starts[spec->index]; i < end; i++) {
		const struct pattern_label *l = &p->labels.items[i];
		if (l->party == party && l->protocol == protocol)
			return l->events;
	}
	return NULL;
}

unsigned
pattern_root(const struct pattern *p)
{
	return (unsigned)p->nodes.count - 1;
}

static bool
has_begun(const struct pattern_node *n, const uint64_t *set)
{
	return bits_any_in(set, n->first, n->end);
}

/* Has a child of a choice begun, other than 'except'? */
static bool
other_begun(const struct pattern *p, const struct pattern_node *choice,
    unsigned except, const uint64_t *set)
{
	for (size_t i = 0; i < choice->children.count; i++) {
		unsigned child = choice->children.items[i];
		if (child != except && has_begun(&p->nodes.items[child], set))
			return true;
	}
	return false;
}

static unsigned
leaf_event(const struct pattern_node *n)
{
	return n->kind == NODE_OWED ? n->owed : n->first;
}

bool
pattern_complete(const struct pattern *p, unsigned node, const uint64_t *set)
{
	const struct pattern_node *n = &p->nodes.items[node];
	switch (n->kind) {
	case NODE_EVENT:
	case NODE_OWED:
		return bits_has(set, leaf_event(n));
	case NODE_EVERY:
		if (n->simple)
			return bits_all_in(set, n->first, n->end);
		for (size_t i = 0; i < n->children.count; i++)
			if (!pattern_complete(p, n->children.items[i], set))
				return false;
		return true;
	case NODE_CHOICE:
		for (size_t i = 0; i < n->children.count; i++) {
			unsigned child = n->children.items[i];
			if (pattern_complete(p, child, set) &&
			    !other_begun(p, n, child, set))
				return true;
		}
		return false;
	case NODE_OPTIONAL:
		return !has_begun(n, set) ||
		    pattern_complete(p, n->children.items[0], set);
	}
	return false;
}

bool
pattern_viable(const struct pattern *p, unsigned node, const uint64_t *set,
    const uint64_t *expired)
{
	const struct pattern_node *n = &p->nodes.items[node];
	if (n->simple && !expired && !bits_meet(n->bars, set, p->words))
		return true;
	switch (n->kind) {
	case NODE_EVENT:
	case NODE_OWED:
		return bits_has(set, leaf_event(n)) ||
		    (!(expired && bits_has(expired, leaf_event(n))) &&
			!bits_meet(p->events.items[leaf_event(n)].bars, set,
			    p->words));
	case NODE_EVERY:
		for (size_t i = 0; i < n->children.count; i++)
			if (!pattern_viable(
				p, n->children.items[i], set, expired))
				return false;
		return true;
	case NODE_CHOICE:
		for (size_t i = 0; i < n->children.count; i++) {
			unsigned child = n->children.items[i];
			if (pattern_viable(p, child, set, expired) &&
			    !other_begun(p, n, child, set))
				return true;
		}
		return false;
	case NODE_OPTIONAL:
		return !has_begun(n, set) ||
		    pattern_viable(p, n->children.items[0], set, expired);
	}
	return false;
}

static bool
is_viable_with(const struct pattern *p, unsigned event, uint64_t *set)
{
	bits_add(set, event);
	bool viable = pattern_viable(p, pattern_root(p), set, NULL);
	bits_remove(set, event);
	return viable;
}

bool
pattern_needs(const struct pattern *p, const uint64_t *set, unsigned event)
{
	uint64_t only[PATTERN_MAX_EVENTS / BITS_PER_WORD] = { 0 };
	bits_add(only, event);
	return !pattern_viable(p, pattern_root(p), set, only);
}

static bool add_needed(const struct pattern *p, unsigned node,
    const uint64_t *set, uint64_t *needed);

/* What all branches need that can still be the one. */
static bool
add_needed_of_choice(const struct pattern *p, const struct pattern_node *n,
    const uint64_t *set, uint64_t *needed)
{
	uint64_t common[PATTERN_MAX_EVENTS / BITS_PER_WORD];
	bool viable = false;
	for (size_t i = 0; i < n->children.count; i++) {
		uint64_t own[PATTERN_MAX_EVENTS / BITS_PER_WORD] = { 0 };
		unsigned child = n->children.items[i];
		if (other_begun(p, n, child, set) ||
		    !add_needed(p, child, set, own))
			continue;
		for (unsigned w = 0; w < p->words; w++)
			common[w] = viable ? common[w] & own[w] : own[w];
		viable = true;
	}
	for (unsigned w = 0; viable && w < p->words; w++)
		needed[w] |= common[w];
	return viable;
}

/* As pattern_viable(), with nothing expired. */
static bool
add_needed(const struct pattern *p, unsigned node, const uint64_t *set,
    uint64_t *needed)
{
	const struct pattern_node *n = &p->nodes.items[node];
	switch (n->kind) {
	case NODE_EVENT:
	case NODE_OWED:
		if (bits_has(set, leaf_event(n)))
			return true;
		bits_add(needed, leaf_event(n));
		return !bits_meet(
		    p->events.items[leaf_event(n)].bars, set, p->words);
	case NODE_EVERY:
		for (size_t i = 0; i < n->children.count; i++)
			if (!add_needed(p, n->children.items[i], set, needed))
				return false;
		return true;
	case NODE_CHOICE:
		return add_needed_of_choice(p, n, set, needed);
	case NODE_OPTIONAL:
		return !has_begun(n, set) ||
		    add_needed(p, n->children.items[0], set, needed);
	}
	return false;
}

bool
pattern_needed(const struct pattern *p, const uint64_t *set, uint64_t *needed)
{
	return add_needed(p, pattern_root(p), set, needed);
}

bool
pattern_enabled(const struct pattern *p, unsigned event, uint64_t *set)
{
	return pattern_in_order(p, event, set) &&
	    (!p->events.items[event].conditional ||
		is_viable_with(p, event, set));
}

/*
 * Can the case do without an event of a branch or an optional block?  Yes while
 * that has not begun, and an optional block need not, or another branch has.
 */
static bool
is_dispensable(const struct pattern *p, unsigned event, const uint64_t *set)
{
	unsigned guard = p->events.items[event].guard;
	if (has_begun(&p->nodes.items[guard], set))
		return false;
	const struct pattern_node *around =
	    &p->nodes.items[p->nodes.items[guard].parent];
	return around->kind == NODE_OPTIONAL || has_begun(around, set);
}

/* Is all that the event would begin still possible? */
static bool
can_begin(const struct pattern *p, unsigned event, uint64_t *set)
{
	unsigned guard = p->events.items[event].guard;
	if (guard == NO_NODE || has_begun(&p->nodes.items[guard], set))
		return true;
	unsigned parent = p->nodes.items[guard].parent;
	while (!has_begun(&p->nodes.items[parent], set) &&
	    parent != pattern_root(p)) {
		guard = parent;
		parent = p->nodes.items[guard].parent;
	}
	bits_add(set, event);
	bool viable = pattern_viable(p, guard, set, NULL);
	bits_remove(set, event);
	return viable;
}

/* Can the case do without everything that the event would skip? */
static bool
kills_nothing_needed(
    const struct pattern *p, const struct pattern_event *e, const uint64_t *set)
{
	for (unsigned w = 0; w < p->words; w++) {
		uint64_t killed = e->kills[w] & ~set[w];
		for (; killed; killed &= killed - 1) {
			unsigned bit = (unsigned)__builtin_ctzll(killed);
			if (!is_dispensable(p, w * BITS_PER_WORD + bit, set))
				return false;
		}
	}
	return true;
}

/* Does the event skip nothing that every complete set has? */
static bool
kills_nothing_required(
    const struct pattern *p, const struct pattern_event *e, const uint64_t *set)
{
	for (unsigned w = 0; w < p->words; w++)
		if (e->kills[w] & ~set[w] & p->required[w])
			return false;
	return true;
}

bool
pattern_leaves_viable(const struct pattern *p, unsigned event, uint64_t *set)
{
	const struct pattern_event *e = &p->events.items[event];
	if (!kills_nothing_required(p, e, set) || !can_begin(p, event, set))
		return false;
	return kills_nothing_needed(p, e, set) || is_viable_with(p, event, set);
}
