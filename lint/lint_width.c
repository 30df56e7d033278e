/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In how many ways the messages can be interpreted at the same time: an upper
 * estimate.
 *
 * Receives of a case that are not distinguished are counted group by group, as
 * if they were alone in the case: for each number of messages that have come,
 * in how many ways can they be spread over the receives of the group?  That
 * number is known at any time, so the largest of these counts bounds the group,
 * and the product over the groups bounds the case.  Counts are kept as
 * polynomials: the coefficient of x^n is the count for n messages.
 */
#include "lint/concurrency.h"
#include "lint/lint_rules.h"
#include "lint/receive_overlap.h"
#include "model/limits.h"
#include "model/order.h"

#include <stdio.h>
#include <string.h>

/* Messages of one group that are counted; more of them come to no end. */
#define DEGREE_MAX 96
/* Counts beyond this need not be distinguished. */
#define MANY 1e12

struct polynomial {
	unsigned degree;
	double ways[DEGREE_MAX + 1];
};

/* How far a block may be: anywhere, or complete. */
struct progress {
	struct polynomial any, complete;
};

struct group {
	const struct suite *suite;
	bool in_preamble;          /* whose probes are left out */
	const struct step *member; /* of which all are */
	unsigned count;            /* of its members */
	bool is_ordered; /* what each member was is used later: two orders of
			    the same messages are two ways */
};

static struct polynomial
monomial(unsigned degree)
{
	struct polynomial p = { .degree = degree };
	p.ways[degree] = 1;
	return p;
}

static double
largest(const struct polynomial *p)
{
	double most = 0;
	for (unsigned i = 0; i <= p->degree; i++)
		if (p->ways[i] > most)
			most = p->ways[i];
	return most;
}

static void
add(struct polynomial *p, const struct polynomial *q, double factor)
{
	if (q->degree > p->degree)
		p->degree = q->degree;
	for (unsigned i = 0; i <= q->degree; i++)
		p->ways[i] += factor * q->ways[i];
}

/* In how many ways can so many messages of the one and the other be mixed? */
static double
mixtures(unsigned one, unsigned other)
{
	double ways = 1;
	for (unsigned i = 1; i <= one && ways < MANY; i++)
		ways = ways * (other + i) / i;
	return ways;
}

static struct polynomial
product(const struct polynomial *p, const struct polynomial *q, bool mixed)
{
	struct polynomial r = { 0 };
	for (unsigned i = 0; i <= p->degree; i++) {
		for (unsigned j = 0; j <= q->degree && i + j <= DEGREE_MAX;
		     j++) {
			double ways = p->ways[i] * q->ways[j] *
			    (mixed ? mixtures(i, j) : 1);
			if (ways > 0 && i + j > r.degree)
				r.degree = i + j;
			r.ways[i + j] += ways;
			if (r.ways[i + j] > MANY)
				r.ways[i + j] = MANY;
		}
	}
	return r;
}

static struct progress count(const struct group *g, const struct step *s);

static struct progress
nothing(void)
{
	return (struct progress){ monomial(0), monomial(0) };
}

/* 'p', and then 'next'. */
static void
follow(struct progress *p, const struct progress *next)
{
	static const struct polynomial one = { .ways = { 1 } };
	struct polynomial begun = next->any;
	add(&begun, &one, -1);
	begun = product(&p->complete, &begun, false);
	add(&p->any, &begun, 1);
	p->complete = product(&p->complete, &next->complete, false);
}

static struct progress
count_sequence(const struct group *g, const struct step *s)
{
	struct progress p = nothing();
	for (size_t i = 0; i < s->children.count; i++) {
		struct progress child = count(g, s->children.items[i]);
		follow(&p, &child);
	}
	return p;
}

static struct progress
count_all(const struct group *g, const struct step *s)
{
	struct progress p = nothing();
	for (size_t i = 0; i < s->children.count; i++) {
		struct progress child = count(g, s->children.items[i]);
		p.any = product(&p.any, &child.any, g->is_ordered);
		p.complete =
		    product(&p.complete, &child.complete, g->is_ordered);
	}
	return p;
}

/*
 * Not begun is one way, whatever the branch; complete without any is one, too.
 */
static void
keep_one_empty(struct polynomial *p)
{
	if (p->ways[0] > 1)
		p->ways[0] = 1;
}

static struct progress
count_choice(const struct group *g, const struct step *s)
{
	struct progress p = { 0 };
	for (size_t i = 0; i < s->children.count; i++) {
		struct progress child = count(g, s->children.items[i]);
		add(&p.any, &child.any, 1);
		add(&p.complete, &child.complete, 1);
	}
	keep_one_empty(&p.any);
	keep_one_empty(&p.complete);
	return s->children.count ? p : nothing();
}

static struct progress
count_optional(const struct group *g, const struct step *s)
{
	struct progress p = count_sequence(g, s);
	p.complete.ways[0] = 1;
	return p;
}

static struct progress
count_repeat(const struct group *g, const struct step *s)
{
	struct progress p = nothing(), body = count_sequence(g, s);
	struct polynomial complete = { 0 };
	if (body.any.degree == 0)
		return p;
	for (unsigned i = 0; i <= s->max; i++) {
		if (i >= s->min)
			add(&complete, &p.complete, 1);
		if (i < s->max)
			follow(&p, &body);
	}
	p.complete = complete;
	keep_one_empty(&p.complete);
	return p;
}

static struct progress
count(const struct group *g, const struct step *s)
{
	struct progress p = nothing();
	if (!lint_holds_by_default(g->suite, s->when))
		return p;
	switch (s->kind) {
	case STEP_RECEIVE:
		if (!receives_overlap(s, g->member))
			break;
		p.complete = monomial(1);
		add(&p.any, &p.complete, 1);
		break;
	case STEP_SEQ:
	case STEP_STRICT:
	case STEP_WHILE:
	case STEP_PLAY:
	case STEP_PROBE:
		return count_sequence(g, s);
	case STEP_ALL:
		return count_all(g, s);
	case STEP_CHOICE:
		return count_choice(g, s);
	case STEP_OPTIONAL:
		return count_optional(g, s);
	case STEP_REPEAT:
		return count_repeat(g, s);
	case STEP_SEND:
	case STEP_DISCONNECT:
	case STEP_CLOSED:
	case STEP_DUE:
	case STEP_ABSENT:
		break;
	}
	return p;
}

/*
 * The steps of the body one after the other: what came before a step that none
 * of the group is part of, and that cannot be left out, is known.
 */
static double
count_group(
    const struct group *g, const struct case_steps *s, const struct step *body)
{
	struct progress part = nothing();
	struct step_pair self = case_steps_pair(s, 0, 0);
	double ways = 1;
	for (size_t i = 0; i < body->children.count; i++) {
		const struct step *step = body->children.items[i];
		if (step->kind == STEP_PROBE && g->in_preamble)
			break;
		struct progress child = count(g, step);
		if (child.any.degree == 0 &&
		    !pair_is_silent(&self, step, g->member->party)) {
			ways *= largest(&part.any);
			part = nothing();
		}
		follow(&part, &child);
	}
	return ways * largest(&part.any);
}

static bool
is_used_later(const struct step *s)
{
	bool used = s->id != NULL;
	for (size_t i = 0; i < s->attributes.count; i++)
		used |= s->attributes.items[i].capture != NULL;
	return used;
}

/* Is it the first one of its group?  Completes the group. */
static bool
leads_group(const struct case_steps *s, unsigned index, struct group *g)
{
	g->member = case_step_at(s, index);
	g->is_ordered = false;
	g->count = 0;
	for (unsigned i = 0; i < s->items.count; i++) {
		const struct step *other = case_step_at(s, i);
		if (other->kind != STEP_RECEIVE ||
		    !receives_overlap(other, g->member))
			continue;
		if (i < index)
			return false;
		g->is_ordered |= is_used_later(other);
		g->count++;
	}
	return true;
}

static bool
is_repeated(const struct case_steps *s, unsigned index)
{
	for (; index != 0; index = s->items.items[index].parent)
		if (case_step_at(s, index)->kind == STEP_REPEAT)
			return true;
	return false;
}

/* The product over the groups; *ret_worst is a member of the largest. */
static double
count_case(const struct suite *suite, const struct performance *p,
    const struct step **ret_worst, double *ret_most)
{
	struct case_steps s;
	struct group g = { .suite = suite, .in_preamble = p->is_preamble };
	double ways = 1;
	if (!case_steps_collect(p->test, &s))
		return ways;
	for (unsigned i = 0; i < s.items.count; i++) {
		if (case_step_at(&s, i)->kind != STEP_RECEIVE ||
		    !leads_group(&s, i, &g))
			continue;
		if (g.count == 1 && !is_repeated(&s, i))
			continue; /* one message, one way */
		double own = count_group(&g, &s, p->test->body);
		if (own > *ret_most) {
			*ret_most = own;
			*ret_worst = g.member;
		}
		ways = ways * own < MANY ? ways * own : MANY;
	}
	case_steps_free(&s);
	return ways;
}

static void
report_width(const struct fixture_case *c, double ways,
    const struct step *worst, struct diag *diag)
{
	char number[32] = "more than a million";
	if (ways <= 1e6)
		snprintf(number, sizeof(number), "%.0f", ways);
	lint_error(diag, &c->at, "many-configurations",
	    "the messages of the case '%s' can be interpreted in up to %s "
	    "ways; the judge follows %d",
	    c->name, number, MATCH_MAX_CONFIGS);
	diag_note(diag,
	    "most of them are due to '%s' at %s, as in %s:%u: distinguish "
	    "these <receive>s",
	    worst->message, worst->party, worst->at.source->path,
	    worst->at.line);
}

void
lint_width(
    const struct suite *suite, const struct fixture_case *c, struct diag *diag)
{
	struct order order;
	const struct step *worst = NULL;
	double ways = 1, most = 1;
	order_of_case(c, &order);
	for (size_t i = 0; i < order.performances.count; i++) {
		ways *= count_case(
		    suite, &order.performances.items[i], &worst, &most);
		ways = ways < MANY ? ways : MANY;
	}
	order_free(&order);
	if (worst && ways > MATCH_MAX_CONFIGS)
		report_width(c, ways, worst, diag);
}
