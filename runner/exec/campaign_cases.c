/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The cases of a campaign: each compiled, those that bring parties of the run
 * into place found or added, and all in the order in which they start.
 */
#include "runner/exec/campaign_state.h"

#include <stdlib.h>
#include <string.h>

/* To find the pattern of a test that is planned many times; half full at most.
 */
struct compiled {
	unsigned *slots; /* index + 1, or 0 */
	size_t size;
};

/* Set-ups of the run come to the cases as they are compiled. */
#define MORE_CASES 64

static struct compiled
compiled_new(unsigned case_count)
{
	struct compiled table = { .size = 1 };
	while (table.size < 2 * ((size_t)case_count + MORE_CASES))
		table.size *= 2;
	table.slots = mem_zalloc(table.size * sizeof(*table.slots));
	return table;
}

/* Where the test is, or would have to be. */
static unsigned *
find_compiled(const struct campaign *c, const struct compiled *table,
    const struct fixture_case *test)
{
	size_t i = ((uintptr_t)test / sizeof(*test) * 31) & (table->size - 1);
	while (
	    table->slots[i] && c->cases.items[table->slots[i] - 1].test != test)
		i = (i + 1) & (table->size - 1);
	return &table->slots[i];
}

static void
compile_case(struct campaign *c, struct compiled *table, unsigned index,
    struct diag *diag)
{
	const struct planned_case *planned = &c->cases.items[index];
	unsigned *known = find_compiled(c, table, planned->test);
	struct slot slot = {
		.number = index + 1, .kind = index, .has_anothers = *known != 0
	};
	if (slot.has_anothers) {
		slot.pattern = slot_of(c, *known - 1)->pattern;
	} else {
		slot.pattern = pattern_compile(
		    planned->suite, c->setup.target, planned->test, diag);
		*known = index + 1;
	}
	slot.teardown = suite_teardowns_find(
	    &c->teardowns, planned->suite, c->setup.target, diag);
	vec_push(&c->slots, slot);
}

/*
 * The case that sets it up, the first one of the plan; added as an assumption
 * if it was not planned.
 */
static unsigned
find_setup(struct campaign *c, const struct suite *suite,
    const struct fixture_case *test)
{
	struct planned_case setup = {
		.suite = suite, .test = test, .is_assumption = true
	};
	for (unsigned i = 0; i < c->cases.count; i++)
		if (c->cases.items[i].test == test)
			return i;
	vec_push(&c->cases, setup);
	return (unsigned)c->cases.count - 1;
}

static const struct fixture_case *
run_setup(const struct suite *suite, unsigned position)
{
	for (size_t i = 0; i < suite->run_parties.count; i++)
		if (suite->run_parties.items[i].position == position)
			return suite->run_parties.items[i].setup;
	return NULL;
}

/* Of the same file: suites share setups, but each has read them for itself. */
static bool
is_same_setup(const struct fixture_case *one, const struct fixture_case *other)
{
	return one && other && strcmp(one->name, other->name) == 0 &&
	    strcmp(one->fixture->source->path, other->fixture->source->path) ==
	    0;
}

static struct hub *
find_alike(const struct campaign *c, unsigned position,
    const struct fixture_case *setup)
{
	for (size_t i = 0; i < c->hubs.count; i++) {
		struct hub *h = c->hubs.items[i];
		if (h->position == position &&
		    is_same_setup(
			run_setup(h->suites.items[0], position), setup))
			return h;
	}
	return NULL;
}

static void
need_hub(struct campaign *c, const struct suite *suite, unsigned position)
{
	const struct fixture_case *setup = run_setup(suite, position);
	if (campaign_find_hub(c, suite, position))
		return;
	struct hub *h = find_alike(c, position, setup);
	if (!h) {
		h = mem_zalloc(sizeof(*h));
		h->position = position;
		h->setup = find_setup(c, suite, setup);
		vec_push(&c->hubs, h);
	}
	vec_push(&h->suites, suite);
}

static void
need_hubs(struct campaign *c, const struct pattern *p)
{
	for (size_t i = 0; p && i < p->parties.count; i++)
		if (p->parties.items[i].is_shared)
			need_hub(c, p->suite,
			    (unsigned)party_position(p->parties.items[i].name));
}

/* The count may grow on the way. */
static void
compile_all(struct campaign *c, struct diag *diag)
{
	struct compiled table = compiled_new(c->setup.case_count);
	for (unsigned i = 0; i < c->setup.case_count; i++)
		vec_push(&c->cases, c->setup.cases[i]);
	for (unsigned i = 0; i < c->cases.count; i++) {
		compile_case(c, &table, i, diag);
		if (!slot_of(c, i)->has_anothers)
			need_hubs(c, slot_of(c, i)->pattern);
	}
	for (size_t i = 0; i < c->hubs.count; i++) {
		struct hub *h = c->hubs.items[i];
		slot_of(c, h->setup)->sets_up = h;
	}
	free(table.slots);
}

static void
order_all(struct campaign *c)
{
	for (unsigned i = 0; i < c->case_count; i++)
		plan_note(c->plan, i,
		    &(struct plan_reason){
			.wait_ns = slot_of(c, i)->pattern->longest_wait_ns,
			.is_relied_on = reliance_is_relied_on(c->reliance, i),
			.sets_up = slot_of(c, i)->sets_up != NULL });
	plan_sort(c->plan);
}

bool
campaign_plan(struct campaign *c, struct diag *diag)
{
	unsigned errors = diag->error_count;
	compile_all(c, diag);
	if (diag->error_count != errors)
		return false;
	c->case_count = (unsigned)c->cases.count;
	c->plan = plan_new(c->cases.items, c->case_count);
	c->reliance = reliance_new(c->case_count, c, campaign_tell_end);
	for (unsigned i = 0; i < c->case_count; i++)
		reliance_add(
		    c->reliance, case_of(c, i), c->cases.items[i].test);
	reliance_link(c->reliance);
	order_all(c);
	return true;
}
