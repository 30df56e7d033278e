/* SPDX-License-Identifier: Apache-2.0 */
/* Parties that take part although they have disconnected. */
#include "lint/lint_rules.h"
#include "model/order.h"

#include <string.h>

/* Where each party has disconnected, by position in party_names(). */
struct gone {
	const struct step *by[CAST_SIZE];
};

struct walk {
	const struct performance *now;
	const struct fixture_case *test; /* being linted */
	struct diag *diag;
};

static void visit(const struct walk *w, const struct step *s, struct gone *g);

static int
position_of(const struct walk *w, const struct step *s)
{
	const char *actual = cast_actual(&w->now->cast, s->party);
	for (int i = 0; actual && party_names()[i]; i++)
		if (strcmp(party_names()[i], actual) == 0)
			return i;
	return -1;
}

/* Mistakes in a preamble itself are reported when that is linted. */
static bool
is_news(const struct walk *w, const struct step *disconnect)
{
	return w->now->test == w->test ||
	    disconnect->at.source != w->now->test->at.source;
}

static void
visit_party(const struct walk *w, const struct step *s, struct gone *g)
{
	int position = position_of(w, s);
	if (position < 0)
		return;
	const struct step *by = g->by[position];
	if (by && is_news(w, by)) {
		lint_error(w->diag, &s->at, "disconnected-party",
		    "%s can take no further part: its connection is closed",
		    party_names()[position]);
		diag_note(w->diag, "by the <%s> in line %u of %s",
		    step_kind_name(by->kind), by->at.line, by->at.source->path);
	}
	if ((s->kind == STEP_DISCONNECT || s->kind == STEP_CLOSED) && !by)
		g->by[position] = s;
}

/* Parallel children: none comes after another. */
static void
visit_beside(const struct walk *w, const struct step *s, struct gone *g)
{
	struct gone after = *g;
	for (size_t i = 0; i < s->children.count; i++) {
		struct gone child = *g;
		visit(w, s->children.items[i], &child);
		for (unsigned j = 0; j < CAST_SIZE; j++)
			if (!after.by[j])
				after.by[j] = child.by[j];
	}
	*g = after;
}

static void
visit(const struct walk *w, const struct step *s, struct gone *g)
{
	switch (s->kind) {
	case STEP_SEND:
	case STEP_DISCONNECT:
	case STEP_RECEIVE:
	case STEP_CLOSED:
	case STEP_DUE:
		visit_party(w, s, g);
		return;
	case STEP_SEQ:
	case STEP_STRICT:
	case STEP_OPTIONAL:
	case STEP_REPEAT:
	case STEP_WHILE:
	case STEP_PLAY:
	case STEP_PROBE:
		if (s->kind == STEP_PROBE && w->now->is_preamble)
			return;
		for (size_t i = 0; i < s->children.count; i++)
			visit(w, s->children.items[i], g);
		return;
	case STEP_ALL:
	case STEP_CHOICE:
		visit_beside(w, s, g);
		return;
	case STEP_ABSENT:
		return; /* it certainly does not come */
	}
}

void
lint_parties(const struct fixture_case *c, struct diag *diag)
{
	struct order order;
	struct gone gone = { 0 };
	order_of_case(c, &order);
	for (size_t i = 0; i < order.performances.count; i++) {
		struct walk w = { .now = &order.performances.items[i],
			.test = c,
			.diag = diag };
		visit(&w, w.now->test->body, &gone);
	}
	order_free(&order);
}
