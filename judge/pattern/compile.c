/* SPDX-License-Identifier: Apache-2.0 */
/* From the blocks of a fixture to events and the relations between them. */
#include "judge/pattern/compiler.h"

#include <string.h>

enum ordering { ORDER_NONE, ORDER_PER_PARTY, ORDER_TOTAL };

static unsigned build_step(struct compiler *c, const struct step *step);

/*
 * Is a before b in a seq?  A send, and the end of a wait, are known to the
 * runner at all parties, so they order everything; two messages only at the
 * same party.
 */
static bool
is_ordered(const struct pattern_event *a, const struct pattern_event *b,
    enum ordering order)
{
	if (a->kind == EVENT_BAN || a->due_later)
		return false;
	return order == ORDER_TOTAL || a->kind != EVENT_RECEIVE ||
	    b->kind != EVENT_RECEIVE || a->party == b->party;
}

static void
order_pair(struct compiler *c, unsigned a, unsigned b)
{
	bits_add(c->bars[a], b);
	if (c->depth[a] == c->conditionals)
		bits_add(c->must[b], a);
	else
		c->p->events.items[b].conditional = true;
}

/* Everything of 'earlier' before everything of 'later', where ordered. */
static void
order_nodes(
    struct compiler *c, unsigned earlier, unsigned later, enum ordering order)
{
	const struct pattern_node *x = &c->p->nodes.items[earlier];
	const struct pattern_node *y = &c->p->nodes.items[later];
	for (unsigned a = x->first; a < x->end; a++)
		for (unsigned b = y->first; b < y->end; b++)
			if (is_ordered(&c->p->events.items[a],
				&c->p->events.items[b], order))
				order_pair(c, a, b);
}

static void
exclude_nodes(struct compiler *c, unsigned one, unsigned other)
{
	const struct pattern_node *x = &c->p->nodes.items[one];
	const struct pattern_node *y = &c->p->nodes.items[other];
	for (unsigned a = x->first; a < x->end; a++) {
		for (unsigned b = y->first; b < y->end; b++) {
			bits_add(c->bars[a], b);
			bits_add(c->bars[b], a);
		}
	}
}

/* What a block changes for its children, to be restored after it. */
struct scope {
	size_t inherited;
	size_t open_bans;
};

static struct scope
enter_block(struct compiler *c, const struct step *step)
{
	struct scope s = { .inherited = c->inherited.count,
		.open_bans = c->open_bans.count };
	if (step->window.within->given)
		vec_push(&c->inherited,
		    compiler_bound(
			c, &step->window, step->window.within, true));
	if (step->window.not_before->given)
		vec_push(&c->inherited,
		    compiler_bound(
			c, &step->window, step->window.not_before, false));
	return s;
}

static void
leave_block(struct compiler *c, struct scope s, unsigned node)
{
	c->inherited.count = s.inherited;
	for (size_t i = s.open_bans; i < c->open_bans.count; i++)
		c->p->events.items[c->open_bans.items[i]].parent = node;
	c->open_bans.count = s.open_bans;
}

static unsigned
finish_node(struct compiler *c, enum node_kind kind, const struct step *step,
    unsigned first, unsigned *children, size_t count)
{
	unsigned node = compiler_add_node(c, kind, step, first);
	for (size_t i = 0; i < count; i++)
		vec_push(&c->p->nodes.items[node].children, children[i]);
	vec_fit(&c->p->nodes.items[node].children);
	return node;
}

/*
 * The case of the step, and the probe around it, also apply to what is in it.
 */
static void
look_at(struct compiler *c, const struct step *step)
{
	const struct pattern_instance *i = &c->p->instances.items[c->instance];
	struct performance instance = { .test = i->test,
		.cast = i->cast,
		.is_preamble = i->test != c->p->test };
	c->asking = performance_of_step(&instance, step);
	if (step->kind == STEP_PROBE) {
		c->probe = step;
		c->starts_probe = true;
	}
}

/* Is it part of what is compiled? */
static bool
is_played(const struct compiler *c, const struct step *step)
{
	const struct pattern_instance *i = &c->p->instances.items[c->instance];
	return compiler_holds(c, step->when) &&
	    (step->kind != STEP_PROBE || i->test == c->p->test);
}

/* The children as seq, strict or all. */
static unsigned
build_every(struct compiler *c, const struct step *step, enum ordering order)
{
	unsigned first = compiler_count_events(c);
	VEC(unsigned) children = { 0 };
	struct scope scope = { c->inherited.count, c->open_bans.count };

	for (size_t i = 0; i < step->children.count && !c->full; i++) {
		if (!is_played(c, step->children.items[i]))
			continue;
		unsigned node = build_step(c, step->children.items[i]);
		for (size_t j = 0; j < children.count && order; j++)
			order_nodes(c, children.items[j], node, order);
		vec_push(&children, node);
	}
	unsigned node = finish_node(
	    c, NODE_EVERY, step, first, children.items, children.count);
	vec_free(&children);
	leave_block(c, scope, node);
	return node;
}

/*
 * An absent in a branch or an optional block only forbids once that has begun:
 * earlier, the message may mean that it never will.
 */
static void
guard_absents(struct compiler *c, unsigned node)
{
	const struct pattern_node *n = &c->p->nodes.items[node];
	for (unsigned e = n->first; e < n->end; e++)
		if (c->p->events.items[e].guard == NO_NODE)
			c->p->events.items[e].guard = node;
}

static unsigned
build_choice(struct compiler *c, const struct step *step)
{
	unsigned first = compiler_count_events(c);
	int last_stimulus = c->last_stimulus;
	VEC(unsigned) children = { 0 };

	c->conditionals++;
	for (size_t i = 0; i < step->children.count && !c->full; i++) {
		if (!compiler_holds(c, step->children.items[i]->when))
			continue;
		c->last_stimulus = last_stimulus;
		unsigned node = build_step(c, step->children.items[i]);
		guard_absents(c, node);
		for (size_t j = 0; j < children.count; j++)
			exclude_nodes(c, children.items[j], node);
		vec_push(&children, node);
	}
	c->conditionals--;
	c->last_stimulus = last_stimulus;
	unsigned node = finish_node(
	    c, NODE_CHOICE, step, first, children.items, children.count);
	vec_free(&children);
	return node;
}

static unsigned
build_optional(struct compiler *c, const struct step *step)
{
	unsigned first = compiler_count_events(c);
	int last_stimulus = c->last_stimulus;
	c->conditionals++;
	unsigned child = build_every(c, step, ORDER_PER_PARTY);
	guard_absents(c, child);
	c->conditionals--;
	c->last_stimulus = last_stimulus;
	return finish_node(c, NODE_OPTIONAL, step, first, &child, 1);
}

/* Copies from the 'done'-th on: those past 'min' nest as optionals. */
static unsigned
build_copies(struct compiler *c, const struct step *step, unsigned done)
{
	unsigned first = compiler_count_events(c);
	bool optional = done >= step->min;
	int last_stimulus = c->last_stimulus;
	c->conditionals += optional;
	unsigned pair[2] = { build_every(c, step, ORDER_PER_PARTY), 0 };
	size_t count = 1;
	if (done + 1 < step->max && !c->full) {
		pair[1] = build_copies(c, step, done + 1);
		order_nodes(c, pair[0], pair[1], ORDER_PER_PARTY);
		count = 2;
	}
	unsigned node = finish_node(c, NODE_EVERY, step, first, pair, count);
	c->conditionals -= optional;
	if (!optional)
		return node;
	c->last_stimulus = last_stimulus;
	guard_absents(c, node);
	return finish_node(c, NODE_OPTIONAL, step, first, &node, 1);
}

static unsigned
build_repeat(struct compiler *c, const struct step *step)
{
	if (step->max == 0)
		return finish_node(
		    c, NODE_EVERY, step, compiler_count_events(c), NULL, 0);
	return build_copies(c, step, 0);
}

/* Its time bounds no message, but what can be judged. */
static unsigned
build_while(struct compiler *c, const struct step *step)
{
	size_t index = c->p->whiles.count;
	int around = c->open_while;
	struct pattern_while w = { .step = step,
		.fixture = c->p->instances.items[c->instance].test->fixture,
		.limit = compiler_bound(
		    c, &step->window, step->window.within, false),
		.around = around };
	vec_push(&c->p->whiles, w);
	c->open_while = (int)index;
	unsigned node = build_every(c, step, ORDER_PER_PARTY);
	c->open_while = around;
	c->p->whiles.items[index].node = node;
	return node;
}

static unsigned
build_block(struct compiler *c, const struct step *step)
{
	switch (step->kind) {
	case STEP_SEQ:
	case STEP_PLAY:
	case STEP_PROBE:
		return build_every(c, step, ORDER_PER_PARTY);
	case STEP_STRICT:
		return build_every(c, step, ORDER_TOTAL);
	case STEP_ALL:
		return build_every(c, step, ORDER_NONE);
	case STEP_CHOICE:
		return build_choice(c, step);
	case STEP_OPTIONAL:
		return build_optional(c, step);
	case STEP_REPEAT:
		return build_repeat(c, step);
	case STEP_WHILE:
	case STEP_SEND:
	case STEP_DISCONNECT:
	case STEP_RECEIVE:
	case STEP_CLOSED:
	case STEP_DUE:
	case STEP_ABSENT:
		break;
	}
	return 0;
}

/* Of what comes to a party, does the source of the facts show this? */
static bool
is_seen(const struct compiler *c, const struct step *step)
{
	if (step->kind == STEP_CLOSED)
		return !c->p->seen;
	return (step->kind != STEP_RECEIVE && step->kind != STEP_DUE) ||
	    compiler_sees_party(c, step->party);
}

static unsigned
build_step(struct compiler *c, const struct step *step)
{
	look_at(c, step);
	if (!is_seen(c, step))
		return finish_node(
		    c, NODE_EVERY, step, compiler_count_events(c), NULL, 0);
	if (step->kind == STEP_DUE)
		return compiler_add_due(c, step);
	if (step->due_later)
		return compiler_add_open_leaf(c, step);
	if (step->party)
		return compiler_add_leaf(c, step);
	if (step->kind == STEP_ABSENT)
		return compiler_add_absent(c, step);
	if (step->kind == STEP_WHILE)
		return build_while(c, step);
	struct scope scope = enter_block(c, step);
	unsigned node = build_block(c, step);
	leave_block(c, scope, node);
	return node;
}

static void
read_choices(struct compiler *c)
{
	struct pattern *p = c->p;
	struct condition open = { .reading = (char *)"R9" };
	char *value = (char *)"open";
	vec_push(&open.values, value);
	p->open_world = compiler_holds(c, &open);
	vec_free(&open.values);
	p->exclusion = suite_exclusion(p->target, p->test);
	p->applies = !p->exclusion && compiler_holds(c, &p->test->when);
	p->condition = p->test->when.reading;
}

/* At the end of the case itself nothing follows that could end an absent. */
static void
keep_open_bans(struct pattern *p, unsigned body)
{
	for (size_t i = 0; i < p->events.count; i++) {
		struct pattern_event *e = &p->events.items[i];
		if (e->kind == EVENT_BAN && e->parent == body)
			e->parent = NO_NODE;
	}
}

/* The preambles in the order in which they are played, the case last. */
static void
add_instances(struct pattern *p)
{
	struct order order;
	order_of_case(p->test, &order);
	for (size_t i = 0; i < order.performances.count; i++) {
		struct pattern_instance instance = {
			.test = order.performances.items[i].test,
			.cast = order.performances.items[i].cast
		};
		if (!p->seen || !instance.test->fixture->is_setup)
			vec_push(&p->instances, instance);
	}
	order_free(&order);
}

/* What is done before the case stands in the order, and has no events. */
static unsigned
build_instance(struct compiler *c, const struct pattern_instance *i)
{
	struct performance played = { .test = i->test };
	if (c->p->shares && performance_is_of_run(&played, c->p->test))
		return finish_node(
		    c, NODE_EVERY, NULL, compiler_count_events(c), NULL, 0);
	return build_every(c, i->test->body, ORDER_PER_PARTY);
}

static void
build_pattern(struct compiler *c)
{
	struct pattern *p = c->p;
	VEC(unsigned) nodes = { 0 };

	add_instances(p);
	size_t own = p->instances.count - 1;
	for (size_t i = 0; i <= own && !c->full; i++) {
		c->instance = (unsigned)i;
		p->instances.items[i].first = compiler_count_events(c);
		unsigned node = build_instance(c, &p->instances.items[i]);
		p->instances.items[i].end = compiler_count_events(c);
		for (size_t j = 0; j < nodes.count && i < own; j++)
			order_nodes(c, nodes.items[j], node, ORDER_PER_PARTY);
		vec_push(&nodes, node);
	}
	if (!c->full) {
		unsigned pair[2] = { 0, nodes.items[own] };
		pair[0] = finish_node(c, NODE_EVERY, NULL, 0, nodes.items, own);
		p->nodes.items[pair[0]].end = p->instances.items[own].first;
		p->preamble_root = pair[0];
		keep_open_bans(p, pair[1]);
		order_nodes(c, pair[0], pair[1], ORDER_PER_PARTY);
		finish_node(c, NODE_EVERY, NULL, 0, pair, 2);
	}
	vec_free(&nodes);
}

static struct pattern *
compile(const struct suite *suite, const struct target *target,
    const struct fixture_case *test, bool shares, const struct case_lease *seen,
    struct diag *diag)
{
	struct compiler *c = mem_zalloc(sizeof(*c));
	unsigned errors = diag->error_count;

	c->p = mem_zalloc(sizeof(*c->p));
	c->p->suite = suite;
	c->p->target = target;
	c->p->test = test;
	c->p->shares = shares;
	c->p->seen = seen;
	c->p->sets_up = shares && test->sets_up;
	c->p->choices = mem_zalloc(sizeof(*c->p->choices));
	c->diag = diag;
	c->last_stimulus = c->open_while = -1;
	read_choices(c);
	if (c->p->applies) {
		build_pattern(c);
		if (!c->full) /* else the tree is not whole */
			compiler_tabulate(c);
	}
	struct pattern *p = c->p;
	vec_free(&c->names);
	vec_free(&c->inherited);
	vec_free(&c->open_bans);
	free(c);
	if (diag->error_count == errors)
		return p;
	pattern_free(p);
	return NULL;
}

struct pattern *
pattern_compile(const struct suite *suite, const struct target *target,
    const struct fixture_case *test, struct diag *diag)
{
	return compile(suite, target, test, true, NULL, diag);
}

struct pattern *
pattern_compile_alone(const struct suite *suite, const struct target *target,
    const struct fixture_case *test, struct diag *diag)
{
	return compile(suite, target, test, false, NULL, diag);
}

struct pattern *
pattern_compile_seen(const struct suite *suite, const struct target *target,
    const struct fixture_case *test, const struct case_lease *seen,
    struct diag *diag)
{
	return compile(suite, target, test, false, seen, diag);
}
