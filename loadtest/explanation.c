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

static void
set_wording(struct explanations *e, enum verdict verdict, enum finding finding,
    const char *sentence)
{
	buf_clear(&e->scratch);
	buf_printf(&e->scratch, "%s %s: ", verdict_name(verdict),
	    finding_name(finding));
	if (sentence)
		wording_add(sentence, &e->scratch);
}

static void
add_counted(struct explanations *e, const struct explanation *from)
{
	struct explanation *x = mem_zalloc(sizeof(*x));
	*x = (struct explanation){ .wording = mem_strndup(
				       buf_text(&e->scratch), e->scratch.size),
		.verdict = from->verdict,
		.finding = from->finding,
		.sentence = from->sentence ? mem_strdup(from->sentence) : NULL,
		.first = mem_strdup(from->first),
		.first_ns = from->first_ns,
		.count = from->count };
	hash_add(&e->by_wording, &x->by_wording, x->wording, e->scratch.size);
	vec_push(&e->items, x);
}

static void
join(struct explanation *x, const struct explanation *from)
{
	x->count += from->count;
	if (from->first_ns >= x->first_ns)
		return;
	free(x->first);
	free(x->sentence);
	x->first = mem_strdup(from->first);
	x->first_ns = from->first_ns;
	x->sentence = from->sentence ? mem_strdup(from->sentence) : NULL;
}

void
explanations_add(struct explanations *into, const struct explanations *from)
{
	into->others += from->others;
	for (size_t i = 0; i < from->items.count; i++) {
		const struct explanation *x = from->items.items[i];
		set_wording(into, x->verdict, x->finding, x->sentence);
		struct hash_node *node = hash_find(&into->by_wording,
		    buf_text(&into->scratch), into->scratch.size);
		if (node)
			join((struct explanation *)node, x);
		else if (into->items.count < EXPLANATIONS_MAX)
			add_counted(into, x);
		else
			into->others += x->count;
	}
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
	set_wording(e, figures_verdict(o), o->finding, o->sentence);
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

void
explanations_print(struct json_writer *w, const struct explanations *e)
{
	json_begin_list(w, "explanations");
	for (size_t i = 0; i < e->items.count; i++) {
		const struct explanation *x = e->items.items[i];
		json_begin_object(w, NULL);
		json_add_text(w, "verdict", verdict_name(x->verdict));
		json_add_text(w, "finding", finding_name(x->finding));
		json_add_text(w, "sentence", x->sentence);
		json_add_unsigned(w, "count", x->count);
		json_add_text(w, "first", x->first);
		json_add_integer(w, "firstTime", x->first_ns);
		json_end_object(w);
	}
	json_end_list(w);
}
