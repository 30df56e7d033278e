/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/exec/plan.h"

#include "core/buf.h"
#include "core/mem.h"
#include "model/order.h"
#include "model/repetition.h"

#include <stdlib.h>

/* --- their preambles --- */

/* Tests, each once when it is sorted: a case may be planned many times. */
struct tests {
	VEC(const struct fixture_case *) items;
};

struct closure {
	VEC(struct planned_case) cases;
	struct tests planned, preambles;
};

static int
compare_tests(const void *a, const void *b)
{
	uintptr_t x = (uintptr_t) * (const struct fixture_case *const *)a;
	uintptr_t y = (uintptr_t) * (const struct fixture_case *const *)b;
	return x < y ? -1 : x > y;
}

static void
sort_tests(struct tests *t)
{
	size_t count = 0;
	if (t->items.count == 0)
		return;
	qsort(t->items.items, t->items.count, sizeof(t->items.items[0]),
	    compare_tests);
	for (size_t i = 0; i < t->items.count; i++)
		if (i == 0 || t->items.items[i] != t->items.items[count - 1])
			t->items.items[count++] = t->items.items[i];
	t->items.count = count;
}

static bool
has_test(const struct tests *t, const struct fixture_case *test)
{
	return t->items.count > 0 &&
	    bsearch(&test, t->items.items, t->items.count,
		sizeof(t->items.items[0]), compare_tests);
}

static void
note_tests(struct closure *c, const struct planned_case *cases, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		vec_push(&c->cases, cases[i]);
		vec_push(&c->planned.items, cases[i].test);
	}
	sort_tests(&c->planned);
	for (size_t i = 0; i < c->planned.items.count; i++) {
		struct order order;
		order_of_case(c->planned.items.items[i], &order);
		for (size_t j = 0; j + 1 < order.performances.count; j++)
			vec_push(&c->preambles.items,
			    order.performances.items[j].test);
		order_free(&order);
	}
	sort_tests(&c->preambles);
}

static void
add_fixture(
    struct closure *c, const struct suite *suite, const struct fixture *f)
{
	for (size_t i = 0; i < f->cases.count; i++) {
		const struct fixture_case *test = f->cases.items[i];
		struct planned_case p = {
			.suite = suite, .test = test, .is_assumption = true
		};
		if (!has_test(&c->planned, test) &&
		    has_test(&c->preambles, test))
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
	note_tests(&c, cases, count);
	for (unsigned i = 0; i < count; i++) {
		const struct suite *s = cases[i].suite;
		if (!is_new_suite(cases, i))
			continue;
		for (size_t j = 0; j < s->setups.count; j++)
			add_fixture(&c, s, s->setups.items[j]);
		for (size_t j = 0; j < s->fixtures.count; j++)
			add_fixture(&c, s, s->fixtures.items[j]);
	}
	vec_free(&c.planned.items);
	vec_free(&c.preambles.items);
	*ret_count = (unsigned)c.cases.count;
	return c.cases.items;
}

/* --- the cases for the events, and who starts when --- */

struct plan {
	unsigned count;
	struct run_case *cases;
	char **requirements;          /* owned texts of the cases */
	struct run_requirement **ids; /* of the cases; the lists are owned */
	char **names;                 /* of repetitions; owned */
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

static struct run_requirement *
list_requirements(const struct fixture_case *test)
{
	size_t count = test->requirements.count;
	struct run_requirement *list = mem_zalloc((count + 1) * sizeof(*list));
	for (size_t i = 0; i < count; i++)
		list[i] =
		    (struct run_requirement){ test->requirements.items[i].id,
			    test->requirements.items[i].level };
	return list;
}

static void
describe_case(struct plan *p, unsigned i, const struct planned_case *planned)
{
	const struct fixture *fixture = planned->test->fixture;
	p->requirements[i] = join_requirements(planned->test);
	p->ids[i] = list_requirements(planned->test);
	if (planned->repetition)
		p->names[i] =
		    repetition_name(planned->test->name, planned->repetition);
	p->cases[i] = (struct run_case){ .index = i,
		.suite = planned->suite->name,
		.phase = fixture->phase,
		.name = p->names[i] ? p->names[i] : planned->test->name,
		.section = fixture->section,
		.file = fixture->source->name,
		.line = planned->test->at.line,
		.requirement = p->requirements[i],
		.requirements = p->ids[i],
		.requirement_count =
		    (unsigned)planned->test->requirements.count,
		.is_assumption = planned->is_assumption,
		.place = planned->place,
		.unclaimed = planned->unclaimed };
}

struct plan *
plan_new(const struct planned_case *cases, unsigned count)
{
	struct plan *p = mem_zalloc(sizeof(*p));
	p->count = count;
	p->cases = mem_zalloc(count * sizeof(*p->cases));
	p->requirements = mem_zalloc(count * sizeof(*p->requirements));
	p->ids = mem_zalloc(count * sizeof(*p->ids));
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
		free(p->ids[i]);
		free(p->names[i]);
	}
	free(p->requirements);
	free(p->ids);
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
