/* SPDX-License-Identifier: Apache-2.0 */
#include "bundle/must_run.h"

#include "core/mem.h"

#include <string.h>

static char *
excuse_of(const struct suite *suite, const struct target *target,
    const struct fixture_case *test)
{
	const struct exclusion *x =
	    target ? suite_exclusion(target, test) : NULL;
	if (x == &needs_second_server)
		return mem_strdup("it needs server2, which the target lacks");
	if (x)
		return mem_printf("the target says %s=%s", x->option, x->value);
	if (!suite_condition_holds(suite, target, &test->when))
		return mem_strdup("the target's readings exclude it");
	return NULL;
}

void
must_run_add(
    struct must_run *m, const struct suite *suite, const struct target *target)
{
	for (size_t i = 0; i < suite->fixtures.count; i++) {
		const struct fixture *f = suite->fixtures.items[i];
		for (size_t j = 0; j < f->cases.count; j++) {
			const struct fixture_case *test = f->cases.items[j];
			struct must_case one = { mem_printf("%s/%s/%s",
						     suite->name, f->phase,
						     test->name),
				fixture_case_level(test),
				excuse_of(suite, target, test) };
			vec_push(&m->cases, one);
		}
	}
}

static int
compare_paths(const void *a, const void *b)
{
	return strcmp(((const struct must_case *)a)->path,
	    ((const struct must_case *)b)->path);
}

void
must_run_sort(struct must_run *m)
{
	if (m->cases.count)
		qsort(m->cases.items, m->cases.count, sizeof(*m->cases.items),
		    compare_paths);
}

struct must_case *
must_run_find(const struct must_run *m, const char *path)
{
	const struct must_case wanted = { .path = (char *)path };
	return m->cases.count ? bsearch(&wanted, m->cases.items, m->cases.count,
				    sizeof(wanted), compare_paths)
			      : NULL;
}

void
must_run_print(struct buf *into, const struct must_run *m)
{
	for (size_t i = 0; i < m->cases.count; i++) {
		const struct must_case *c = &m->cases.items[i];
		if (c->excuse)
			buf_printf(into, "# not applicable: %s (%s)\n", c->path,
			    c->excuse);
		else
			buf_printf(into, "%s %s\n",
			    requirement_levels[c->level], c->path);
	}
}

void
must_run_free(struct must_run *m)
{
	for (size_t i = 0; i < m->cases.count; i++) {
		free(m->cases.items[i].path);
		free(m->cases.items[i].excuse);
	}
	vec_free(&m->cases);
}
