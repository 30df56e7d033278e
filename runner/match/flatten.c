/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/match/flatten.h"

#include <string.h>

/* Who plays 'name' of a preamble, seen from the instance that asks for it. */
static const char *
translate(const struct pattern_instance *caller, const char *name)
{
	for (size_t i = 0; i < caller->bindings.count; i++)
		if (strcmp(caller->bindings.items[i].name, name) == 0)
			return caller->bindings.items[i].actual;
	return name;
}

/* Does 'b' bind all that 'a' binds, and to the same? */
static bool
binds_alike(const struct pattern_instance *a, const struct pattern_instance *b)
{
	for (size_t i = 0; i < a->bindings.count; i++) {
		const struct party_binding *x = &a->bindings.items[i];
		if (strcmp(translate(b, x->name), x->actual) != 0)
			return false;
	}
	return true;
}

static bool
is_done(const struct pattern *p, const struct pattern_instance *wanted)
{
	for (size_t i = 0; i < p->instances.count; i++)
		if (p->instances.items[i].test == wanted->test &&
		    binds_alike(wanted, &p->instances.items[i]) &&
		    binds_alike(&p->instances.items[i], wanted))
			return true;
	return false;
}

static void
add_instance(struct pattern *p, struct pattern_instance *instance)
{
	const struct fixture_case *test = instance->test;
	for (size_t i = 0; i < test->preambles.count; i++) {
		const struct preamble *after = &test->preambles.items[i];
		struct pattern_instance inner = { .test = after->target };
		for (size_t j = 0; j < after->bindings.count; j++) {
			struct party_binding b = after->bindings.items[j];
			b.actual = (char *)translate(instance, b.actual);
			vec_push(&inner.bindings, b);
		}
		if (is_done(p, &inner))
			vec_free(&inner.bindings);
		else
			add_instance(p, &inner);
	}
	vec_push(&p->instances, *instance);
}

void
flatten_preambles(struct pattern *p)
{
	struct pattern_instance own = { .test = p->test };
	add_instance(p, &own);
}
