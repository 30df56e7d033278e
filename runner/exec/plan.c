/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/exec/plan.h"

#include "core/buf.h"
#include "core/mem.h"
#include "model/order.h"
#include "model/repetition.h"

#include <stdlib.h>

/* --- what they rest on --- */

struct closure {
	VEC(struct planned_case) cases;
};

static bool
is_planned(const struct closure *c, const struct fixture_case *test)
{
	for (size_t i = 0; i < c->cases.count; i++)
		if (c->cases.items[i].test == test)
			return true;
	return false;
}

static bool
is_preamble(const struct planned_case *cases, unsigned count,
    const struct fixture_case *test)
{
	bool found = false;
	for (unsigned i = 0; i < count && !found; i++) {
		struct order order;
		order_of_case(cases[i].test, &order);
		for (size_t j = 0; j + 1 < order.performances.count; j++)
			found |= order.performances.items[j].test == test;
		order_free(&order);
	}
	return found;
}

static void
add_fixture(struct closure *c, const struct suite *suite,
    const struct fixture *f, unsigned count)
{
	for (size_t i = 0; i < f->cases.count; i++) {
		const struct fixture_case *test = f->cases.items[i];
		struct planned_case p = {
			.suite = suite, .test = test, .is_assumption = true
		};
		if (!is_planned(c, test) &&
		    is_preamble(c->cases.items, count, test))
			vec_push(&c->cases, p);
	}
}

static bool
is_new_suite(const struct planned_case *cases, unsigned i)
{
	for (unsigned j = 0; j < i; j++)
		if (cases[j].suite == cases[i].suite)
			return false;
	return true;
}

struct planned_case *
plan_with_assumptions(
    const struct planned_case *cases, unsigned count, unsigned *ret_count)
{
	struct closure c = { 0 };
	for (unsigned i = 0; i < count; i++)
		vec_push(&c.cases, cases[i]);
	for (unsigned i = 0; i < count; i++) {
		const struct suite *s = cases[i].suite;
		if (!is_new_suite(cases, i))
			continue;
		for (size_t j = 0; j < s->setups.count; j++)
			add_fixture(&c, s, s->setups.items[j], count);
		for (size_t j = 0; j < s->fixtures.count; j++)
			add_fixture(&c, s, s->fixtures.items[j], count);
	}
	*ret_count = (unsigned)c.cases.count;
	return c.cases.items;
}

/* --- the cases for the events, and who starts when --- */

struct plan {
	unsigned count;
	struct run_case *cases;
	char **requirements; /* owned texts of the cases */
	char **names;        /* of repetitions; owned */
	struct planned_start *starts;
};

static char *
join_requirements(const struct fixture_case *test)
{
	struct buf b;
	buf_init(&b, SOURCE_MAX_BYTES);
	for (size_t i = 0; i < test->requirements.count; i++) {
		if (i)
			buf_add_char(&b, ' ');
		buf_add_text(&b, test->requirements.items[i].text);
	}
	return buf_take(&b);
}

static void
describe_case(struct plan *p, unsigned i, const struct planned_case *planned)
{
	const struct fixture *fixture = planned->test->fixture;
	p->requirements[i] = join_requirements(planned->test);
	if (planned->repetition)
		p->names[i] =
		    repetition_name(planned->test->name, planned->repetition);
	p->cases[i] = (struct run_case){ .index = i,
		.suite = planned->suite->name,
		.phase = fixture->phase,
		.name = p->names[i] ? p->names[i] : planned->test->name,
		.section = fixture->section,
		.file = fixture->source->path,
		.line = planned->test->at.line,
		.requirement = p->requirements[i],
		.is_assumption = planned->is_assumption,
		.place = planned->place };
}

struct plan *
plan_new(const struct planned_case *cases, unsigned count)
{
	struct plan *p = mem_zalloc(sizeof(*p));
	p->count = count;
	p->cases = mem_zalloc(count * sizeof(*p->cases));
	p->requirements = mem_zalloc(count * sizeof(*p->requirements));
	p->names = mem_zalloc(count * sizeof(*p->names));
	p->starts = mem_zalloc(count * sizeof(*p->starts));
	for (unsigned i = 0; i < count; i++)
		describe_case(p, i, &cases[i]);
	return p;
}

void
plan_free(struct plan *p)
{
	if (!p)
		return;
	for (unsigned i = 0; i < p->count; i++) {
		free(p->requirements[i]);
		free(p->names[i]);
	}
	free(p->requirements);
	free(p->names);
	free(p->cases);
	free(p->starts);
	free(p);
}

const struct run_case *
plan_cases(const struct plan *p)
{
	return p->cases;
}

void
plan_note(struct plan *p, unsigned index, const struct plan_reason *reason)
{
	p->starts[index] = (struct planned_start){ .index = index,
		.wait_ns = reason->wait_ns,
		.is_first = reason->sets_up,
		.is_last = reason->wait_ns == 0 && !reason->sets_up &&
		    (reason->is_relied_on || p->cases[index].is_assumption) };
}

static int
compare_starts(const void *a, const void *b)
{
	const struct planned_start *x = a, *y = b;
	if (x->is_first != y->is_first)
		return x->is_first ? -1 : 1;
	if (x->is_last != y->is_last)
		return x->is_last ? 1 : -1;
	if (x->wait_ns != y->wait_ns)
		return x->wait_ns > y->wait_ns ? -1 : 1;
	return x->index < y->index ? -1 : 1;
}

void
plan_sort(struct plan *p)
{
	if (p->count > 0)
		qsort(
		    p->starts, p->count, sizeof(p->starts[0]), compare_starts);
}

const struct planned_start *
plan_start(const struct plan *p, unsigned position)
{
	return &p->starts[position];
}
