/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finds steps that assume, without saying so, that a timer of the server is
 * still running.  Requests start timers, as the catalogue says; their answers
 * end them, and the message that says that they have run out.
 */
#include "lint/lint_rules.h"
#include "model/order.h"

#include <string.h>

#define RULE "open-timer"
/* More at the same time are not examined. */
#define TIMERS_MAX 16

/* A timer that a request has started. */
struct running {
	const struct step *request;
	const struct performance *in; /* which sends it */
	struct performance whose;     /* in that, of what it plays */
	const char *timer;
	const char *expiry; /* or NULL */
	bool is_over;
	bool may_be_over; /* something says so that need not come */
	bool is_bare;     /* something is judged outside of a <while> */
};

struct timers {
	unsigned count;
	struct running items[TIMERS_MAX];
};

/* The blocks around a step: <while>s, and those that begin no earlier than. */
struct scope {
	const struct step *block;
	int timer; /* that has to run; an index, or -1 */
	const struct scope *outer;
};

struct walk {
	const struct suite *suite;
	const struct performance *now;
	const struct fixture_case *test; /* being linted */
	struct diag *diag;
};

static void visit(const struct walk *w, const struct scope *scope,
    const struct step *s, struct timers *t);

static bool
is_same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

/* The timer whose request the step calls so, as an index, or -1. */
static int
find_timer(const struct walk *w, const struct step *by, const char *id,
    const struct timers *t)
{
	struct performance called, asking = performance_of_step(w->now, by);
	const char *rest;
	int best = -1;
	unsigned most = 0;
	for (int i = (int)t->count;
	     id && i-- > 0 && most < PERFORMANCE_NEAREST;) {
		const struct running *r = &t->items[i];
		unsigned near = is_same(id, r->request->id)
		    ? performance_nearness(&asking, &r->whose)
		    : 0;
		if (near <= most)
			continue;
		most = near;
		best = i;
	}
	if (best >= 0 || !id ||
	    !performance_of_id(&asking, id, strlen(id), &called, &rest))
		return best;
	for (int i = (int)t->count; i-- > 0;)
		if (is_same(rest, t->items[i].request->id) &&
		    performances_agree(&t->items[i].whose, &called))
			return i;
	return -1;
}

/* One of the same kind that was started earlier runs out before it does. */
static bool
is_judged_while(
    const struct scope *scope, const struct timers *t, unsigned timer)
{
	for (; scope; scope = scope->outer)
		if (scope->timer >= 0 && (unsigned)scope->timer <= timer &&
		    is_same(
			t->items[scope->timer].timer, t->items[timer].timer))
			return true;
	return false;
}

static bool
waits_for(const struct step *s, const struct running *r)
{
	const struct time_sum *sum = s->window.not_before;
	for (size_t i = 0; i < sum->terms.count; i++)
		if (is_same(sum->terms.items[i].timer, r->timer))
			return true;
	return false;
}

/* Does the author of the step have the timer in mind? */
static bool
counts_on(
    const struct scope *scope, const struct step *s, const struct running *r)
{
	for (; scope; scope = scope->outer)
		if (waits_for(scope->block, r))
			return true;
	return waits_for(s, r);
}

/* Does a preamble play the case by the same parties as the performance? */
static bool
plays(const struct preamble *preamble, const struct order *order,
    const struct performance *wanted)
{
	unsigned parties = wanted->test->parties_as_preamble;
	for (size_t i = 0; i < order->performances.count; i++) {
		const struct performance *p = &order->performances.items[i];
		struct cast cast = cast_compose(&preamble->cast, &p->cast);
		bool is_same_cast = p->test == wanted->test;
		for (unsigned j = 0; j < CAST_SIZE; j++)
			is_same_cast &= !(parties >> j & 1) ||
			    cast.actual[j] == wanted->cast.actual[j];
		if (is_same_cast)
			return true;
	}
	return false;
}

/* Mistakes within a preamble are reported when that is linted. */
static bool
is_news(const struct walk *w, const struct running *r)
{
	bool told = false;
	if (w->now->test == w->test)
		return true;
	for (size_t i = 0; i < w->test->preambles.count && !told; i++) {
		const struct preamble *p = &w->test->preambles.items[i];
		struct order order;
		order_of_case(p->target, &order);
		told = plays(p, &order, r->in) && plays(p, &order, w->now);
		order_free(&order);
	}
	return !told;
}

static void
advise(const struct walk *w, const struct running *r)
{
	if (w->now->test != w->test)
		diag_note(w->diag,
		    "name that preamble before the one that starts the timer");
	else
		diag_note(w->diag,
		    "put it into <while within=\"{%s}\" since=\"%s\">",
		    r->timer, r->request->id ? r->request->id : "...");
}

static void
check_stimulus(const struct walk *w, const struct scope *scope,
    const struct step *s, const struct timers *t)
{
	bool is_own = w->now->test == w->test;
	for (unsigned i = 0; i < t->count; i++) {
		const struct running *r = &t->items[i];
		if (r->is_over || is_judged_while(scope, t, i) ||
		    counts_on(scope, s, r) || !is_news(w, r))
			continue;
		diag_warning(w->diag, is_own ? &s->at : &w->test->at, RULE,
		    "%s of %s%s%s may come too late for a correct server: the "
		    "timer {%s}, which %s in line %u of %s starts, may run "
		    "out first",
		    s->message ? s->message : "the disconnect",
		    cast_actual(&w->now->cast, s->party), is_own ? "" : " in ",
		    is_own ? "" : w->now->test->fixture->phase, r->timer,
		    r->request->message, r->request->at.line,
		    r->request->at.source->path);
		advise(w, r);
		return;
	}
}

static void
visit_send(const struct walk *w, const struct scope *scope,
    const struct step *s, struct timers *t)
{
	const struct message_spec *spec =
	    catalogue_find(w->suite->catalogue, s->message);
	check_stimulus(w, scope, s, t);
	if (!spec || !spec->timer || t->count == TIMERS_MAX)
		return;
	t->items[t->count++] = (struct running){ .request = s,
		.in = w->now,
		.whose = performance_of_step(w->now, s),
		.timer = spec->timer,
		.expiry = spec->expiry };
}

static void
visit_receive(const struct walk *w, const struct scope *scope,
    const struct step *s, struct timers *t)
{
	int answered = find_timer(w, s, s->answers, t);
	for (unsigned i = 0; i < t->count; i++) {
		struct running *r = &t->items[i];
		if ((int)i == answered || is_same(s->message, r->expiry))
			r->is_over = true;
		else
			r->is_bare |= !is_judged_while(scope, t, i);
	}
}

/* How the children of a block go together. */
enum kinship {
	ONE_AFTER_ANOTHER,
	BESIDE_EACH_OTHER,
	ONE_OF_THEM,
	PERHAPS,
	NOT_AT_ALL,
};

static enum kinship
kinship_in(const struct walk *w, const struct step *s)
{
	switch (s->kind) {
	case STEP_SEQ:
	case STEP_STRICT:
	case STEP_WHILE:
	case STEP_PLAY:
		return ONE_AFTER_ANOTHER;
	case STEP_PROBE:
		return w->now->is_preamble ? NOT_AT_ALL : ONE_AFTER_ANOTHER;
	case STEP_REPEAT:
		return s->min > 0 ? ONE_AFTER_ANOTHER : PERHAPS;
	case STEP_OPTIONAL:
		return PERHAPS;
	case STEP_ALL:
		return BESIDE_EACH_OTHER;
	case STEP_CHOICE:
		return ONE_OF_THEM;
	case STEP_ABSENT:
	case STEP_SEND:
	case STEP_DISCONNECT:
	case STEP_RECEIVE:
	case STEP_CLOSED:
	case STEP_DUE:
		break;
	}
	return NOT_AT_ALL;
}

/* Takes over what a child, which began with 'before', has changed. */
static void
merge(struct timers *t, const struct timers *before, const struct timers *child,
    enum kinship kinship)
{
	for (unsigned i = 0; i < before->count; i++) {
		const struct running *c = &child->items[i];
		struct running *r = &t->items[i];
		r->is_bare |= c->is_bare;
		r->may_be_over |= c->is_over || c->may_be_over;
		if (kinship == BESIDE_EACH_OTHER)
			r->is_over |= c->is_over;
		else if (kinship == ONE_OF_THEM)
			r->is_over &= c->is_over;
	}
	for (unsigned i = before->count;
	     i < child->count && t->count < TIMERS_MAX; i++)
		t->items[t->count++] = child->items[i];
}

static void
visit_block(const struct walk *w, const struct scope *scope,
    const struct step *s, struct timers *t)
{
	const struct timers before = *t;
	enum kinship kinship = kinship_in(w, s);
	bool is_first = true;
	for (size_t i = 0; i < s->children.count; i++) {
		const struct step *child = s->children.items[i];
		struct timers after = before;
		if (!lint_holds_by_default(w->suite, child->when))
			continue;
		visit(w, scope, child, &after);
		if (is_first && kinship == ONE_OF_THEM)
			*t = after;
		else
			merge(t, &before, &after, kinship);
		is_first = false;
	}
}

static void
visit_in_order(const struct walk *w, const struct scope *scope,
    const struct step *s, struct timers *t)
{
	for (size_t i = 0; i < s->children.count; i++)
		if (lint_holds_by_default(w->suite, s->children.items[i]->when))
			visit(w, scope, s->children.items[i], t);
}

static void
visit_perhaps(const struct walk *w, const struct scope *scope,
    const struct step *s, struct timers *t)
{
	const struct timers before = *t;
	struct timers after = before;
	visit_in_order(w, scope, s, &after);
	merge(t, &before, &after, PERHAPS);
}

static void
visit(const struct walk *w, const struct scope *outer, const struct step *s,
    struct timers *t)
{
	bool is_while = s->kind == STEP_WHILE;
	struct scope own = { .block = s,
		.timer = is_while ? find_timer(w, s, s->window.since, t) : -1,
		.outer = outer };
	const struct scope *scope =
	    is_while || s->window.not_before->given ? &own : outer;
	if (s->kind == STEP_SEND)
		visit_send(w, scope, s, t);
	else if (s->kind == STEP_DISCONNECT)
		check_stimulus(w, scope, s, t);
	else if (s->kind == STEP_RECEIVE)
		visit_receive(w, scope, s, t);
	switch (kinship_in(w, s)) {
	case ONE_AFTER_ANOTHER:
		visit_in_order(w, scope, s, t);
		return;
	case PERHAPS:
		visit_perhaps(w, scope, s, t);
		return;
	case BESIDE_EACH_OTHER:
	case ONE_OF_THEM:
		visit_block(w, scope, s, t);
		return;
	case NOT_AT_ALL:
		return;
	}
}

/* The case ends, and nothing in it reckons with the end of the timer. */
static void
check_end(const struct walk *w, const struct timers *t)
{
	for (unsigned i = 0; i < t->count; i++) {
		const struct running *r = &t->items[i];
		if (r->in->test != w->test || r->is_over || r->may_be_over ||
		    !r->is_bare)
			continue;
		diag_warning(w->diag, &r->request->at, RULE,
		    "the results of this %s are judged although the timer "
		    "{%s} that it starts may run out first",
		    r->request->message, r->timer);
		advise(w, r);
	}
}

void
lint_timers(
    const struct suite *s, const struct fixture_case *c, struct diag *diag)
{
	struct order order;
	struct timers timers = { 0 };
	struct walk w = { .suite = s, .test = c, .diag = diag };
	order_of_case(c, &order);
	for (size_t i = 0; i < order.performances.count; i++) {
		w.now = &order.performances.items[i];
		visit(&w, NULL, w.now->test->body, &timers);
	}
	check_end(&w, &timers);
	order_free(&order);
}
