/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/judge/oracle.h"

#include <check.h>
#include <string.h>

/* How two traces may be woven into one. */
enum weave {
	WEAVE_FREE,      /* any way */
	WEAVE_PER_PARTY, /* the first before the second at each party */
	WEAVE_NOT,       /* the first, then the second */
};

static void
add_trace(struct language *l, const char *text)
{
	struct trace t;
	ck_assert_uint_lt(strlen(text), sizeof(t.labels));
	memcpy(t.labels, text, strlen(text) + 1);
	vec_push(&l->traces, t);
}

static int
compare_traces(const void *a, const void *b)
{
	const struct trace *x = a, *y = b;
	return strcmp(x->labels, y->labels);
}

static void
sort_out(struct language *l)
{
	size_t kept = 0;
	if (l->traces.count)
		qsort(l->traces.items, l->traces.count, sizeof(struct trace),
		    compare_traces);
	for (size_t i = 0; i < l->traces.count; i++)
		if (kept == 0 ||
		    compare_traces(
			&l->traces.items[kept - 1], &l->traces.items[i]) != 0)
			l->traces.items[kept++] = l->traces.items[i];
	l->traces.count = kept;
}

void
language_free(struct language *l)
{
	vec_free(&l->traces);
}

struct loom {
	const struct alphabet *alphabet;
	enum weave weave;
	struct language *into;
	char done[2 * ORACLE_MAX_LENGTH + 1];
};

/* May the next of the second come before all that is left of the first? */
static bool
may_overtake(const struct loom *w, const char *first, char next)
{
	if (w->weave == WEAVE_NOT)
		return *first == '\0';
	for (; w->weave == WEAVE_PER_PARTY && *first; first++)
		if (w->alphabet->party(*first) == w->alphabet->party(next))
			return false;
	return true;
}

static void
weave(struct loom *w, const char *first, const char *second, size_t length)
{
	w->done[length] = '\0';
	if (!*first && !*second) {
		add_trace(w->into, w->done);
		return;
	}
	if (*first) {
		w->done[length] = *first;
		weave(w, first + 1, second, length + 1);
	}
	if (*second && may_overtake(w, first, *second)) {
		w->done[length] = *second;
		weave(w, first, second + 1, length + 1);
	}
}

/* Every trace of the one woven with every trace of the other. */
static struct language
combine(const struct language *a, const struct language *b, enum weave how,
    const struct alphabet *alphabet)
{
	struct language result = { 0 };
	struct loom w = { .alphabet = alphabet, .weave = how, .into = &result };
	for (size_t i = 0; i < a->traces.count; i++)
		for (size_t j = 0; j < b->traces.count; j++)
			weave(&w, a->traces.items[i].labels,
			    b->traces.items[j].labels, 0);
	sort_out(&result);
	return result;
}

/* *l becomes 'l then more', as 'how' says. */
static void
append(struct language *l, const struct language *more, enum weave how,
    const struct alphabet *alphabet)
{
	struct language longer = combine(l, more, how, alphabet);
	language_free(l);
	*l = longer;
}

static void
join(struct language *l, const struct language *other)
{
	for (size_t i = 0; i < other->traces.count; i++)
		add_trace(l, other->traces.items[i].labels);
	sort_out(l);
}

static struct language
children(const struct step *s, enum weave how, const struct alphabet *alphabet)
{
	struct language result = { 0 };
	add_trace(&result, "");
	for (size_t i = 0; i < s->children.count; i++) {
		struct language child =
		    oracle_language(s->children.items[i], alphabet);
		append(&result, &child, how, alphabet);
		language_free(&child);
	}
	return result;
}

static struct language
either(const struct step *s, const struct alphabet *alphabet)
{
	struct language result = { 0 };
	for (size_t i = 0; i < s->children.count; i++) {
		struct language child =
		    oracle_language(s->children.items[i], alphabet);
		join(&result, &child);
		language_free(&child);
	}
	return result;
}

static struct language
repeated(const struct step *s, const struct alphabet *alphabet)
{
	struct language result = { 0 }, times = { 0 };
	struct language once = children(s, WEAVE_PER_PARTY, alphabet);
	add_trace(&times, "");
	for (unsigned i = 0; i <= s->max; i++) {
		if (i >= s->min)
			join(&result, &times);
		if (i < s->max)
			append(&times, &once, WEAVE_PER_PARTY, alphabet);
	}
	language_free(&once);
	language_free(&times);
	return result;
}

struct language
oracle_language(const struct step *s, const struct alphabet *alphabet)
{
	struct language result = { 0 };
	switch (s->kind) {
	case STEP_RECEIVE:
		add_trace(&result, (char[]){ alphabet->label(s), '\0' });
		break;
	case STEP_SEQ:
	case STEP_WHILE:
	case STEP_PLAY:
	case STEP_PROBE:
		return children(s, WEAVE_PER_PARTY, alphabet);
	case STEP_STRICT:
		return children(s, WEAVE_NOT, alphabet);
	case STEP_ALL:
		return children(s, WEAVE_FREE, alphabet);
	case STEP_CHOICE:
		return either(s, alphabet);
	case STEP_OPTIONAL:
		result = children(s, WEAVE_PER_PARTY, alphabet);
		add_trace(&result, "");
		sort_out(&result);
		break;
	case STEP_REPEAT:
		return repeated(s, alphabet);
	case STEP_SEND:
	case STEP_CLOSED:
	case STEP_DUE:
	case STEP_DISCONNECT:
	case STEP_ABSENT:
		ck_abort_msg("the oracle knows receives only");
	}
	return result;
}

bool
oracle_is_complete(const struct language *l, const char *trace)
{
	for (size_t i = 0; i < l->traces.count; i++)
		if (strcmp(l->traces.items[i].labels, trace) == 0)
			return true;
	return false;
}

bool
oracle_is_beginning(const struct language *l, const char *trace)
{
	for (size_t i = 0; i < l->traces.count; i++)
		if (strncmp(l->traces.items[i].labels, trace, strlen(trace)) ==
		    0)
			return true;
	return false;
}
