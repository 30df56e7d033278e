/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names in braces, parties and bounds of a case, resolved while it is
 * compiled.
 */
#include "judge/pattern/compiler.h"
#include "model/template.h"

#include <string.h>

#define DEFAULT_TIMER "response-timeout"

bool
compiler_holds(const struct compiler *c, const struct condition *when)
{
	return suite_condition_holds(c->p->suite, c->p->target, when);
}

void
compiler_pass_limit(struct compiler *c, const char *things, unsigned limit,
    const struct place *at)
{
	const struct fixture_case *test = c->p->test;
	if (c->full)
		return;
	c->full = true;
	diag_error(c->diag, &test->at,
	    "the case '%s' and its preambles have more than %u %s", test->name,
	    limit, things);
	if (at)
		diag_note(c->diag,
		    "the limit is passed at %s:%u; lower a <repeat> or split "
		    "the case",
		    at->source->path, at->line);
}

unsigned
compiler_party(struct compiler *c, const char *name, const struct place *at)
{
	const char *actual =
	    cast_actual(&c->p->instances.items[c->instance].cast, name);
	int found = pattern_find_party(c->p, actual);
	if (found >= 0)
		return (unsigned)found;
	if (c->p->parties.count == PATTERN_MAX_PARTIES) {
		compiler_pass_limit(c, "parties", PATTERN_MAX_PARTIES, at);
		return 0;
	}
	struct pattern_party party = { .name = mem_strdup(actual),
		.position = (unsigned)party_position(actual) };
	party_role_of(actual, &party.role);
	party.is_shared =
	    c->p->shares && (c->p->test->shared >> party.position & 1);
	party.is_at_second = c->p->test->second_players >> party.position & 1;
	party.protocol =
	    catalogue_usual_protocol(c->p->suite->catalogue, party.role);
	vec_push(&c->p->parties, party);
	return (unsigned)c->p->parties.count - 1;
}

static bool
same_name(const char *name, const char *bytes, size_t size)
{
	return strlen(name) == size && memcmp(name, bytes, size) == 0;
}

/* Those of that name, the newest first; 'from' is one past the first to try. */
static const struct compiler_name *
next_name(const struct compiler *c, const char *name, size_t size, bool is_id,
    size_t *from)
{
	while (*from > 0) {
		const struct compiler_name *n = &c->names.items[--*from];
		if (is_id == !n->path && same_name(n->name, name, size))
			return n;
	}
	return NULL;
}

/* "first-conference": the newest "conference" of the case called "first". */
static const struct compiler_name *
find_of_called(const struct compiler *c, const char *id, size_t size)
{
	struct performance called;
	const struct compiler_name *n;
	const char *rest;
	size_t from = c->names.count;
	if (!performance_of_id(&c->asking, id, size, &called, &rest))
		return NULL;
	size -= (size_t)(rest - id);
	while ((n = next_name(c, rest, size, true, &from)) &&
	    !performances_agree(&n->whose, &called))
		;
	return n;
}

/*
 * Of several the nearest to the step's own case, and of these the newest.  Of
 * one alone the loader has found that the step may name it.
 */
static const struct compiler_name *
find_name(const struct compiler *c, const char *name, size_t size, bool is_id)
{
	size_t from = c->names.count;
	unsigned most = 0;
	const struct compiler_name *best = NULL, *n,
				   *first =
				       next_name(c, name, size, is_id, &from);
	size_t others = from;
	if (!first && is_id)
		return find_of_called(c, name, size);
	if (!next_name(c, name, size, is_id, &others))
		return first;
	for (from = c->names.count; most < PERFORMANCE_NEAREST &&
	     (n = next_name(c, name, size, is_id, &from));) {
		unsigned near = performance_nearness(&c->asking, &n->whose);
		if (near <= most)
			continue;
		most = near;
		best = n;
	}
	return best;
}

int
compiler_find_id(const struct compiler *c, const char *id, size_t size)
{
	const struct compiler_name *n = find_name(c, id, size, true);
	return n ? (int)n->event : -1;
}

void
compiler_add_names(struct compiler *c, const struct step *step, unsigned event)
{
	struct compiler_name n = { .event = event, .whose = c->asking };
	if (step->id) {
		n.name = step->id;
		vec_push(&c->names, n);
	}
	for (size_t i = 0; i < step->attributes.count; i++) {
		const struct attribute_test *test = &step->attributes.items[i];
		if (!test->capture)
			continue;
		n.name = test->capture;
		n.path = test->path;
		vec_push(&c->names, n);
	}
}

static bool
find_predefined(struct compiler *c, const char *name, size_t size,
    enum piece_kind *ret_kind)
{
	static const struct {
		const char *name;
		enum piece_kind kind;
	} known[] = {
		{ "queue", PIECE_QUEUE },
		{ "queue2", PIECE_QUEUE2 },
		{ "workbin", PIECE_WORKBIN },
		{ "interaction", PIECE_INTERACTION },
		{ "unique", PIECE_UNIQUE },
	};
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (same_name(known[i].name, name, size)) {
			*ret_kind = known[i].kind;
			c->p->uses_queue |= *ret_kind == PIECE_QUEUE;
			c->p->uses_queue2 |= *ret_kind == PIECE_QUEUE2;
			c->p->uses_workbin |= *ret_kind == PIECE_WORKBIN;
			return true;
		}
	}
	return false;
}

/* {agent1.agentId}, {agent1.placeId} */
static bool
find_agent(struct compiler *c, const char *name, size_t size,
    const struct place *at, struct piece *ret)
{
	const char *dot = memchr(name, '.', size);
	enum party_role role;
	if (!dot)
		return false;
	char *party = mem_strndup(name, (size_t)(dot - name));
	size_t rest = size - (size_t)(dot + 1 - name);
	bool known = party_role_of(party, &role) && role == PARTY_AGENT;
	if (known && same_name("agentId", dot + 1, rest))
		ret->kind = PIECE_AGENT_ID;
	else if (known && same_name("placeId", dot + 1, rest))
		ret->kind = PIECE_PLACE_ID;
	else
		known = false;
	if (known)
		ret->party = compiler_party(c, party, at);
	free(party);
	return known;
}

static bool
find_value(
    const struct compiler *c, const char *name, size_t size, struct piece *ret)
{
	char *copy = mem_strndup(name, size);
	const char *text = target_value(c->p->target, copy);
	free(copy);
	if (!text)
		return false;
	*ret = (struct piece){ .kind = PIECE_TEXT, .text = mem_strdup(text) };
	return true;
}

static bool
resolve_name(struct compiler *c, const char *name, size_t size,
    const struct place *at, struct piece *ret)
{
	const struct compiler_name *capture = find_name(c, name, size, false);
	const char *dot = memchr(name, '.', size);
	int event = dot ? compiler_find_id(c, name, (size_t)(dot - name)) : -1;

	*ret = (struct piece){ .kind = PIECE_ATTRIBUTE };
	if (capture) {
		ret->event = capture->event;
		ret->text = mem_strdup(capture->path);
	} else if (event >= 0) {
		ret->event = (unsigned)event;
		ret->text =
		    mem_strndup(dot + 1, size - (size_t)(dot + 1 - name));
	} else {
		return find_predefined(c, name, size, &ret->kind) ||
		    find_agent(c, name, size, at, ret) ||
		    find_value(c, name, size, ret);
	}
	c->p->events.items[ret->event].referenced = true;
	c->p->events.items[ret->event].quoted = true;
	return true;
}

void
compiler_compile_value(struct compiler *c, const char *text,
    const struct place *at, struct expression *ret)
{
	struct template_piece cut;
	for (const char *cursor = text; template_next(&cursor, &cut);) {
		struct piece piece = { .kind = PIECE_TEXT };
		if (!cut.is_name) {
			piece.literal = true;
			piece.text = mem_strndup(cut.bytes, cut.size);
		} else if (!resolve_name(c, cut.bytes, cut.size, at, &piece)) {
			diag_error(c->diag, at,
			    "there is nothing with the name '%.*s'",
			    (int)cut.size, cut.bytes);
			diag_note(c->diag,
			    "a name is a capture, ID.ATTRIBUTE of an earlier "
			    "step, agentN.agentId, agentN.placeId, queue, "
			    "workbin, interaction, unique, or a <value> of the "
			    "target '%s'",
			    c->p->target->name);
			continue;
		}
		vec_push(&ret->pieces, piece);
	}
	vec_fit(&ret->pieces);
}

static int64_t
evaluate_sum(struct compiler *c, const struct time_sum *sum)
{
	int64_t total_ns = 0;
	for (size_t i = 0; i < sum->terms.count; i++) {
		const struct time_term *term = &sum->terms.items[i];
		int64_t ns = term->ns;
		if (term->timer &&
		    !target_timer(c->p->target, term->timer, &ns))
			diag_error(c->diag, &sum->at,
			    "the target '%s' defines no timer '%s'",
			    c->p->target->name, term->timer);
		total_ns += term->negative ? -ns : ns;
	}
	return total_ns > 0 ? total_ns : 0;
}

struct bound
compiler_bound(struct compiler *c, const struct window *window,
    const struct time_sum *sum, bool latest)
{
	struct bound b = { .latest = latest,
		.upper = latest,
		.since = c->last_stimulus,
		.ns = evaluate_sum(c, sum),
		.sum = sum };
	if (window->since) {
		b.since =
		    compiler_find_id(c, window->since, strlen(window->since));
		if (b.since < 0)
			diag_error(c->diag, &window->since_at,
			    "since names no earlier step: '%s'", window->since);
	}
	if (b.since >= 0)
		c->p->events.items[b.since].referenced = true;
	return b;
}

struct bound
compiler_default_bound(struct compiler *c, const struct step *step)
{
	struct bound b = {
		.latest = true, .upper = true, .since = c->last_stimulus
	};
	if (!target_timer(c->p->target, DEFAULT_TIMER, &b.ns))
		diag_error(c->diag, &step->at,
		    "this step has no 'within' and the target '%s' no timer "
		    "'" DEFAULT_TIMER "' to use instead",
		    c->p->target->name);
	if (b.since >= 0)
		c->p->events.items[b.since].referenced = true;
	return b;
}
