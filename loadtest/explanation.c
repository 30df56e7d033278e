/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/explanation.h"

#include "compare/wording.h"
#include "core/mem.h"
#include "loadtest/figures.h"

#include <stdlib.h>

/* A sentence is shorter, if the server has not made it long. */
#define WORDING_MAX_BYTES ((size_t)1 << 14)

void
explanations_init(struct explanations *e)
{
	*e = (struct explanations){ 0 };
	buf_init(&e->scratch, WORDING_MAX_BYTES);
}

void
explanations_free(struct explanations *e)
{
	for (size_t i = 0; i < e->items.count; i++) {
		free(e->items.items[i]->wording);
		free(e->items.items[i]->sentence);
		free(e->items.items[i]->first);
		free(e->items.items[i]);
	}
	vec_free(&e->items);
	hash_free(&e->by_wording);
	buf_free(&e->scratch);
}

static struct explanation *
add(struct explanations *e, const struct run_event *end)
{
	const struct outcome *o = end->outcome;
	const struct run_case *test = end->test;
	struct explanation *x = mem_zalloc(sizeof(*x));
	x->wording = mem_strndup(buf_text(&e->scratch), e->scratch.size);
	x->verdict = figures_verdict(o);
	x->finding = o->finding;
	x->sentence = o->sentence ? mem_strdup(o->sentence) : NULL;
	x->first = mem_printf("%s/%s/%s", test->suite, test->phase, test->name);
	x->first_ns = end->time_ns;
	hash_add(&e->by_wording, &x->by_wording, x->wording, e->scratch.size);
	vec_push(&e->items, x);
	return x;
}

struct explanation *
explanations_count(struct explanations *e, const struct run_event *end)
{
	const struct outcome *o = end->outcome;
	struct explanation *x;
	buf_clear(&e->scratch);
	buf_printf(&e->scratch, "%s %s: ", verdict_name(figures_verdict(o)),
	    finding_name(o->finding));
	if (o->sentence)
		wording_add(o->sentence, &e->scratch);
	struct hash_node *node =
	    hash_find(&e->by_wording, buf_text(&e->scratch), e->scratch.size);
	if (node) {
		x = (struct explanation *)node;
	} else if (e->items.count < EXPLANATIONS_MAX) {
		x = add(e, end);
	} else {
		e->others++;
		return NULL;
	}
	x->count++;
	return x;
}
