/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/groups.h"

#include "compare/wording.h"
#include "core/escape.h"
#include "core/mem.h"
#include "core/text/wrap.h"
#include "core/vec.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* So many are named; a report has them all, and so has --verbose. */
#define NAMED_MAX 10
#define INDENT "  "

struct group {
	char *reason;
	char *text; /* of the first case */
	VEC(const struct run_case *) others;
};

struct groups {
	VEC(struct group) items;
};

struct groups *
groups_new(void)
{
	return mem_zalloc(sizeof(struct groups));
}

static void
clear(struct groups *g)
{
	for (size_t i = 0; i < g->items.count; i++) {
		free(g->items.items[i].reason);
		free(g->items.items[i].text);
		vec_free(&g->items.items[i].others);
	}
	g->items.count = 0;
}

void
groups_free(struct groups *g)
{
	if (!g)
		return;
	clear(g);
	vec_free(&g->items);
	free(g);
}

bool
groups_take(struct groups *g, const struct run_case *test,
    const struct outcome *outcome, const struct buf *text)
{
	char *reason = wording_of_reason(
	    test, outcome->verdict, outcome->blamed.phase, outcome->sentence);
	if (!reason)
		return false;
	for (size_t i = 0; i < g->items.count; i++) {
		struct group *one = &g->items.items[i];
		if (strcmp(one->reason, reason) != 0)
			continue;
		vec_push(&one->others, test);
		free(reason);
		return true;
	}
	struct group fresh = { .reason = reason,
		.text = mem_strdup(buf_text(text)) };
	vec_push(&g->items, fresh);
	return true;
}

/* "and 22 more cases for the same reason: a, b, c, …" */
static void
add_others(const struct group *one, unsigned columns, struct buf *into)
{
	struct buf names;
	size_t count = one->others.count;
	buf_init(&names, SIZE_MAX / 2);
	buf_printf(&names, "and %zu more case%s for the same reason: ", count,
	    count == 1 ? "" : "s");
	for (size_t i = 0; i < count && i < NAMED_MAX; i++) {
		const struct run_case *test = one->others.items[i];
		buf_printf(
		    &names, "%s%s/%s", i ? ", " : "", test->phase, test->name);
	}
	if (count > NAMED_MAX)
		buf_add_text(&names, ", …");
	struct buf line;
	buf_init(&line, SIZE_MAX / 2);
	escape_line(&line, buf_text(&names), names.size);
	wrap_labelled(INDENT, strlen(INDENT), buf_text(&line), columns, into);
	buf_free(&line);
	buf_free(&names);
}

void
groups_print(struct groups *g, unsigned columns, struct buf *into)
{
	for (size_t i = 0; i < g->items.count; i++) {
		const struct group *one = &g->items.items[i];
		buf_add_text(into, one->text);
		if (one->others.count)
			add_others(one, columns, into);
	}
	clear(g);
}
