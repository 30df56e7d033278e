/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The steps that become events: what is sent, expected, waited for or
 * forbidden.
 */
#include "judge/pattern/compiler.h"

#include <string.h>

/* Room for a value that is only known when it is sent. */
#define VALUE_USUAL_BYTES 16

unsigned
compiler_add_node(struct compiler *c, enum node_kind kind,
    const struct step *step, unsigned first)
{
	struct pattern_node n = { .kind = kind,
		.step = step,
		.first = first,
		.end = compiler_count_events(c) };
	if (c->p->nodes.count == PATTERN_MAX_BLOCKS)
		compiler_pass_limit(
		    c, "blocks", PATTERN_MAX_BLOCKS, step ? &step->at : NULL);
	vec_push(&c->p->nodes, n);
	return (unsigned)c->p->nodes.count - 1;
}

/* The value of a name is known before the run, or there is none. */
static bool
is_constant(const struct expression *e)
{
	for (size_t i = 0; i < e->pieces.count; i++)
		if (e->pieces.items[i].kind != PIECE_TEXT)
			return false;
	return true;
}

/* The loader has seen to it that the expression compiles. */
static void
compile_expression(struct compiled_test *t)
{
	struct expression_source source = { .quote = true };
	struct ere_problem problem;
	struct buf text;
	if (!is_constant(&t->pattern))
		return;
	buf_init(&text, EXPRESSION_MAX_BYTES);
	if (expression_evaluate(&t->pattern, &source, &text))
		t->ere = ere_compile(
		    buf_text(&text), EXPRESSION_MAX_STATES, &problem);
	buf_free(&text);
}

/* As in the fixture if possible, which all cases share. */
static void
take_literal(struct compiled_test *t)
{
	const char *text = t->value.pieces.items[0].text;
	t->literal = strcmp(text, t->test->text) == 0 ? t->test->text : text;
	t->literal_size = (unsigned)strlen(text);
}

static struct compiled_test
compile_test(struct compiler *c, const struct attribute_test *a)
{
	struct compiled_test t = { .test = a,
		.path_size = (unsigned)strlen(a->path) };
	if (strchr(a->path, '{'))
		compiler_compile_value(c, a->path, &a->at, &t.path);
	if (a->kind == TEST_VALUE)
		compiler_compile_value(c, a->text, &a->text_at, &t.value);
	if (a->kind == TEST_MATCHES) {
		compiler_compile_value(c, a->text, &a->text_at, &t.pattern);
		compile_expression(&t);
	}
	if (t.value.pieces.count == 1 &&
	    t.value.pieces.items[0].kind == PIECE_TEXT)
		take_literal(&t);
	return t;
}

static unsigned
add_event(struct compiler *c, enum event_kind kind, const struct step *step)
{
	unsigned index = compiler_count_events(c);
	if (index == PATTERN_MAX_EVENTS) {
		compiler_pass_limit(c, "steps", PATTERN_MAX_EVENTS, &step->at);
		return index - 1;
	}
	const struct pattern_instance *instance =
	    &c->p->instances.items[c->instance];
	struct pattern_event e = { .kind = kind,
		.step = step,
		.fixture = c->asking.test->fixture,
		.probe = c->probe,
		.instance = c->instance,
		.answers = -1,
		.in_while = c->open_while,
		.main = instance->test == c->p->test,
		.guard = NO_NODE,
		.conditional = c->conditionals > 0 };
	c->depth[index] = c->conditionals;
	vec_push(&c->p->events, e);
	return index;
}

/* Of a block's times: its latest is of messages, its earliest of all. */
static bool
inherits(const struct pattern_event *e, const struct bound *b)
{
	return e->kind == EVENT_RECEIVE ||
	    (event_is_stimulus(e->kind) && !b->latest);
}

static void
add_bounds(struct compiler *c, unsigned event, const struct step *step)
{
	struct pattern_event *e = &c->p->events.items[event];
	bool has_latest = false;
	for (size_t i = 0; i < c->inherited.count; i++) {
		struct bound b = c->inherited.items[i];
		if (!inherits(e, &b))
			continue;
		b.upper |= event_is_stimulus(e->kind);
		vec_push(&e->bounds, b);
		has_latest |= b.latest;
	}
	if (step->window.not_before->given) {
		struct bound b = compiler_bound(
		    c, &step->window, step->window.not_before, false);
		b.upper = event_is_stimulus(e->kind);
		vec_push(&e->bounds, b);
	}
	if (step->window.within->given)
		vec_push(&e->bounds,
		    compiler_bound(
			c, &step->window, step->window.within, true));
	else if (!has_latest && e->kind == EVENT_RECEIVE)
		vec_push(&e->bounds, compiler_default_bound(c, step));
}

/* The request that a receive names, or -1. */
static int
answered_event(struct compiler *c, const struct step *step)
{
	if (!step->answers || step->kind == STEP_SEND)
		return -1;
	int event = compiler_find_id(c, step->answers, strlen(step->answers));
	if (event >= 0)
		c->p->events.items[event].referenced = true;
	return event;
}

static enum event_kind
leaf_kind(enum step_kind kind)
{
	if (kind == STEP_DISCONNECT)
		return EVENT_DISCONNECT;
	return kind == STEP_SEND ? EVENT_SEND : EVENT_RECEIVE;
}

static void
prepare_sending(struct pattern_event *e, struct compiled_test *t)
{
	const char *path = t->test->path;
	const struct attribute_spec *spec =
	    t->test->type == ATTRIBUTE_ANY && e->spec
	    ? message_spec_attribute(e->spec, path)
	    : NULL;
	e->sets_reference |= strcmp(path, "referenceId") == 0;
	e->text_bytes += t->literal ? t->literal_size + 1 : VALUE_USUAL_BYTES;
	t->sent_type = spec ? spec->type : t->test->type;
	t->is_integer = t->literal && t->sent_type == ATTRIBUTE_INTEGER &&
	    expression_integer(t->literal, &t->integer);
}

/* Unless the source of the facts does not show what it looks at. */
static void
add_test(struct compiler *c, unsigned index, const struct attribute_test *a)
{
	struct compiled_test t = compile_test(c, a);
	struct pattern_event *e = &c->p->events.items[index];
	bool in_event = e->kind == EVENT_RECEIVE;
	if (compiler_sees_test(c, in_event, &t))
		vec_push(&e->tests, t);
	else
		compiled_test_clear(&t);
}

unsigned
compiler_add_leaf(struct compiler *c, const struct step *step)
{
	unsigned index = add_event(c, leaf_kind(step->kind), step);
	unsigned party = compiler_party(c, step->party, &step->at);

	add_bounds(c, index, step);
	for (size_t i = 0; i < step->attributes.count; i++)
		add_test(c, index, &step->attributes.items[i]);
	struct pattern_event *e = &c->p->events.items[index];
	vec_fit(&e->tests);
	vec_fit(&e->bounds);
	e->spec = step->spec;
	e->name = e->spec ? e->spec->name : "the disconnect";
	for (size_t i = 0; i < e->tests.count && e->kind == EVENT_SEND; i++)
		prepare_sending(e, &e->tests.items[i]);
	e->party = party;
	e->answers = answered_event(c, step);
	compiler_add_names(c, step, index);
	if (event_is_stimulus(e->kind)) {
		c->last_stimulus = (int)index;
		e->fenced = c->starts_probe;
		c->starts_probe = false;
	}
	e->node = compiler_add_node(c, NODE_EVENT, step, index);
	return e->node;
}

static void
drop_latest(struct pattern_event *e)
{
	size_t kept = 0;
	for (size_t i = 0; i < e->bounds.count; i++)
		if (!e->bounds.items[i].latest)
			e->bounds.items[kept++] = e->bounds.items[i];
	e->bounds.count = kept;
}

unsigned
compiler_add_open_leaf(struct compiler *c, const struct step *step)
{
	unsigned first = compiler_count_events(c);
	c->conditionals++;
	unsigned leaf = compiler_add_leaf(c, step);
	c->conditionals--;
	struct pattern_event *e =
	    &c->p->events.items[c->p->nodes.items[leaf].first];
	e->due_later = true;
	drop_latest(e);
	unsigned node = compiler_add_node(c, NODE_OPTIONAL, NULL, first);
	vec_push(&c->p->nodes.items[node].children, leaf);
	e->guard = leaf;
	return node;
}

unsigned
compiler_add_due(struct compiler *c, const struct step *step)
{
	int event = compiler_find_id(c, step->owed, strlen(step->owed));
	struct pattern_event *e = event < 0 ? NULL : &c->p->events.items[event];
	if (e && e->due_later) {
		const struct pattern_instance *instance =
		    &c->p->instances.items[c->instance];
		e->step = step;
		e->fixture = c->asking.test->fixture;
		e->probe = c->probe;
		e->instance = c->instance;
		e->main = instance->test == c->p->test;
		e->in_while = c->open_while;
		e->guard = NO_NODE;
		drop_latest(e);
		add_bounds(c, (unsigned)event, step);
	}
	unsigned node =
	    compiler_add_node(c, e && e->due_later ? NODE_OWED : NODE_EVERY,
		step, compiler_count_events(c));
	c->p->nodes.items[node].owed = event < 0 ? 0 : (unsigned)event;
	return node;
}

static void
free_ban_tests(struct pattern_ban *ban)
{
	for (size_t i = 0; i < ban->tests.count; i++)
		compiled_test_clear(&ban->tests.items[i]);
	vec_free(&ban->tests);
}

static void
build_ban(struct compiler *c, const struct step *step, unsigned event)
{
	for (size_t i = 0; i < step->children.count; i++) {
		const struct step *child = step->children.items[i];
		if (!compiler_holds(c, child->when) ||
		    !compiler_sees_party(c, child->party))
			continue;
		struct pattern_ban ban = { .event = event,
			.step = child,
			.fixture = c->p->events.items[event].fixture,
			.spec = catalogue_find(
			    c->p->suite->catalogue, child->message),
			.party = compiler_party(c, child->party, &child->at),
			.protocol = catalogue_protocol(
			    c->p->suite->catalogue, child->protocol),
			.answers = answered_event(c, child) };
		bool is_seen = true;
		for (size_t j = 0; j < child->attributes.count; j++) {
			struct compiled_test t =
			    compile_test(c, &child->attributes.items[j]);
			is_seen &= compiler_sees_test(c, true, &t);
			vec_push(&ban.tests, t);
		}
		if (!is_seen) { /* else it would forbid more */
			free_ban_tests(&ban);
			continue;
		}
		vec_push(&c->p->bans, ban);
		vec_push(&c->p->events.items[event].banned,
		    (unsigned)c->p->bans.count - 1);
	}
}

unsigned
compiler_add_absent(struct compiler *c, const struct step *step)
{
	bool timed = step->window.within->given;
	unsigned index = add_event(c, timed ? EVENT_WAIT : EVENT_BAN, step);
	build_ban(c, step, index);
	if (timed) {
		add_bounds(c, index, step);
		return c->p->events.items[index].node =
			   compiler_add_node(c, NODE_EVENT, step, index);
	}
	/* A ban without a window is never in the way of completion. */
	vec_push(&c->open_bans, index);
	return c->p->events.items[index].node =
		   compiler_add_node(c, NODE_EVERY, step, index);
}
