/* SPDX-License-Identifier: Apache-2.0 */
#include "load/links.h"

#include "core/hash.h"
#include "core/list.h"
#include "core/text/suggest.h"
#include "model/limits.h"
#include "model/order.h"
#include "model/step_copy.h"

#include <string.h>

static void
report_phase(const struct suite *s, const char *phase, const struct place *at,
    struct diag *diag)
{
	struct suggestion near;
	suggest_start(&near, phase);
	for (size_t i = 0; i < s->fixtures.count; i++)
		suggest_offer(&near, s->fixtures.items[i]->phase);
	for (size_t i = 0; i < s->setups.count; i++)
		suggest_offer(&near, s->setups.items[i]->phase);
	diag_error(diag, at, "unknown phase '%s'", phase);
	if (near.best)
		diag_did_you_mean(diag, near.best);
	else
		diag_note(diag, "phases are listed in %s", s->source->path);
}

static void
report_case(const struct fixture *f, const char *name, const struct place *at,
    struct diag *diag)
{
	struct suggestion near;
	struct buf list;
	suggest_start(&near, name);
	buf_init(&list, 1000);
	for (size_t i = 0; i < f->cases.count; i++) {
		suggest_offer(&near, f->cases.items[i]->name);
		buf_printf(
		    &list, "%s%s", i ? ", " : "", f->cases.items[i]->name);
	}
	diag_error(diag, at, "the phase '%s' has no case '%s'", f->phase, name);
	if (near.best)
		diag_did_you_mean(diag, near.best);
	else
		diag_note(diag, "it has %s", buf_text(&list));
	buf_free(&list);
}

const struct fixture_case *
link_find(const struct suite *s, const struct preamble *p, struct diag *diag)
{
	const struct fixture *f = suite_find_phase(s, p->phase);
	if (!f) {
		report_phase(s, p->phase, &p->at, diag);
		return NULL;
	}
	if (!p->case_name)
		return f->cases.count ? f->cases.items[0] : NULL;
	const struct fixture_case *c = fixture_find_case(f, p->case_name);
	if (!c)
		report_case(f, p->case_name, &p->case_at, diag);
	return c;
}

static void
resolve(const struct suite *s, struct preamble *p, struct diag *diag)
{
	if (*p->phase)
		p->target = link_find(s, p, diag);
}

/* Its steps would have to be left out where it does not hold. */
static void
check_played(const struct preamble *p, struct diag *diag)
{
	if (!p->target || !p->target->when.reading)
		return;
	diag_error(diag, &p->at,
	    "'%s' is a case of one reading (when=) and cannot be played",
	    p->target->name);
}

static void
resolve_plays(const struct suite *s, struct step *step, struct diag *diag)
{
	if (step->kind == STEP_PLAY) {
		resolve(s, step->played, diag);
		check_played(step->played, diag);
	}
	for (size_t i = 0; i < step->children.count; i++)
		resolve_plays(s, step->children.items[i], diag);
}

static void
resolve_fixture(const struct suite *s, struct fixture *f, struct diag *diag)
{
	for (size_t i = 0; i < f->cases.count; i++) {
		struct fixture_case *c = f->cases.items[i];
		for (size_t j = 0; j < c->preambles.count; j++)
			resolve(s, &c->preambles.items[j], diag);
		resolve_plays(s, c->body, diag);
	}
}

/* A case that was followed to the end. */
struct followed {
	struct hash_node by_case;
	const struct fixture_case *test;
};

/* The cases from the one looked at up to where we are: a stack. */
struct path {
	VEC(const struct fixture_case *) cases;
	struct hash done; /* struct followed, owned */
	struct diag *diag;
	bool endless;
	unsigned copied; /* steps, to the case looked at */
};

static void
count_step(void *user, const struct step *s)
{
	(void)s;
	++*(unsigned *)user;
}

/* Its probes show the state after that case, not within this one. */
static void
copy_played(struct path *path, struct step *play)
{
	const struct fixture_case *c = play->played->target;
	struct performance p = { .test = c, .is_preamble = true };
	if (!c)
		return;
	performance_walk(&p, count_step, &path->copied);
	if (path->copied > PATTERN_MAX_EVENTS) {
		diag_error(path->diag, &play->at,
		    "the case plays more than %d steps of others",
		    PATTERN_MAX_EVENTS);
		path->endless = true; /* and so might others, without end */
		return;
	}
	for (size_t i = 0; i < c->body->children.count; i++) {
		const struct step *child = c->body->children.items[i];
		if (child->kind == STEP_PROBE)
			continue;
		struct step *copy = step_copy(child, &play->cast, play);
		vec_push(&play->children, copy);
	}
}

static void
report_cycle(struct path *path, size_t first, const struct preamble *p)
{
	struct buf text;
	buf_init(&text, 2000);
	for (size_t i = first; i < path->cases.count; i++)
		buf_printf(&text, "%s/%s → ",
		    path->cases.items[i]->fixture->phase,
		    path->cases.items[i]->name);
	buf_printf(&text, "%s/%s", p->target->fixture->phase, p->target->name);
	diag_error(path->diag, &p->at, "this preamble leads back to itself: %s",
	    buf_text(&text));
	buf_free(&text);
	path->endless = true;
}

static void follow(struct path *path, const struct fixture_case *c);

static void
follow_preamble(struct path *path, const struct preamble *p)
{
	size_t first = 0;
	while (
	    first < path->cases.count && path->cases.items[first] != p->target)
		first++;
	if (first < path->cases.count)
		report_cycle(path, first, p);
	else if (p->target)
		follow(path, p->target);
}

/* Those of the case as it is written: copies have none yet. */
static void
follow_plays(struct path *path, struct step *s)
{
	if (s->kind == STEP_PLAY) {
		follow_preamble(path, s->played);
		if (!path->endless)
			copy_played(path, s);
		return;
	}
	for (size_t i = 0; i < s->children.count; i++)
		follow_plays(path, s->children.items[i]);
}

static void
follow(struct path *path, const struct fixture_case *c)
{
	if (hash_find(&path->done, &c, sizeof(c)))
		return;
	unsigned outer = path->copied;
	vec_push(&path->cases, c);
	for (size_t i = 0; i < c->preambles.count; i++)
		follow_preamble(path, &c->preambles.items[i]);
	path->copied = 0;
	for (size_t i = 0; i < c->body->children.count; i++)
		if (c->body->children.items[i]->kind != STEP_PROBE)
			follow_plays(path, c->body->children.items[i]);
	path->copied = outer;
	path->cases.count--;
	struct followed *f = mem_alloc(sizeof(*f));
	f->test = c;
	hash_add(&path->done, &f->by_case, &f->test, sizeof(f->test));
}

static void
path_free(struct path *path)
{
	struct hash_node *node;
	while ((node = hash_any(&path->done))) {
		hash_remove(&path->done, node);
		free(list_element(node, struct followed, by_case));
	}
	hash_free(&path->done);
	vec_free(&path->cases);
}

static void
follow_fixture(struct path *path, const struct fixture *f)
{
	for (size_t i = 0; i < f->cases.count; i++)
		follow(path, f->cases.items[i]);
}

/* Who plays in a case is noted where its order is made anyway. */
static bool
are_countable(struct fixture *f, struct diag *diag)
{
	bool countable = true;
	for (size_t i = 0; i < f->cases.count; i++) {
		struct order order;
		order_of_case(f->cases.items[i], &order);
		f->cases.items[i]->players = order_players(&order);
		f->cases.items[i]->second_players =
		    order_second_players(&order);
		if (order.is_cut)
			diag_error(diag, &f->cases.items[i]->at,
			    "more than %d preambles come before the case "
			    "'%s', counting each cast separately",
			    ORDER_MAX_CASTS, f->cases.items[i]->name);
		countable &= !order.is_cut;
		order_free(&order);
	}
	return countable;
}

/* In the suites' order, so that the shortest chain that is too long leads. */
static bool
are_preambles_countable(const struct suite *s, struct diag *diag)
{
	for (size_t i = 0; i < s->setups.count; i++)
		if (!are_countable(s->setups.items[i], diag))
			return false;
	for (size_t i = 0; i < s->fixtures.count; i++)
		if (!are_countable(s->fixtures.items[i], diag))
			return false;
	return true;
}

/*
 * Nothing begins after a probe, so what it plays may well begin after its own
 * case.
 */
static void
follow_probes(struct path *path, const struct fixture *f)
{
	for (size_t i = 0; i < f->cases.count; i++) {
		struct step *body = f->cases.items[i]->body;
		path->copied = 0;
		for (size_t j = 0; j < body->children.count; j++)
			if (body->children.items[j]->kind == STEP_PROBE)
				follow_plays(path, body->children.items[j]);
	}
}

static void
prepare_fixture(struct fixture *f)
{
	for (size_t i = 0; i < f->cases.count; i++)
		order_prepare(f->cases.items[i]);
}

bool
links_resolve(struct suite *s, struct diag *diag)
{
	for (size_t i = 0; i < s->setups.count; i++)
		resolve_fixture(s, s->setups.items[i], diag);
	for (size_t i = 0; i < s->fixtures.count; i++)
		resolve_fixture(s, s->fixtures.items[i], diag);
	struct path path = { .diag = diag };
	for (size_t i = 0; i < s->setups.count; i++)
		follow_fixture(&path, s->setups.items[i]);
	for (size_t i = 0; i < s->fixtures.count; i++)
		follow_fixture(&path, s->fixtures.items[i]);
	for (size_t i = 0; i < s->fixtures.count; i++)
		follow_probes(&path, s->fixtures.items[i]);
	path_free(&path);
	for (size_t i = 0; i < s->setups.count; i++)
		prepare_fixture(s->setups.items[i]);
	for (size_t i = 0; i < s->fixtures.count; i++)
		prepare_fixture(s->fixtures.items[i]);
	return !path.endless && are_preambles_countable(s, diag);
}

/* A set of one bit, by position in party_names(). */
static unsigned
party_bit(const char *name)
{
	unsigned position = 0;
	while (strcmp(party_names()[position], name) != 0)
		position++;
	return 1u << position;
}

static void
check_bindings(const struct preamble *p, unsigned roles, struct diag *diag)
{
	for (size_t i = 0; i < p->bindings.count; i++) {
		const struct party_binding *b = &p->bindings.items[i];
		enum party_role role;
		if (party_role_of(b->name, &role) &&
		    !(roles & party_bit(b->name)))
			diag_error(diag, &p->at,
			    "no '%s' plays in '%s', so '%s' cannot take its "
			    "place",
			    b->name, p->phase, b->actual);
	}
}

/* Played steps may refer to what the parties of their preambles did. */
static void
check_plays(void *user, const struct step *s)
{
	if (s->kind == STEP_PLAY && s->played->target)
		check_bindings(s->played, s->played->target->players, user);
}

static void
check_case(const struct fixture_case *c, struct diag *diag)
{
	for (size_t i = 0; i < c->preambles.count; i++) {
		const struct preamble *p = &c->preambles.items[i];
		if (p->target)
			check_bindings(p, p->target->players, diag);
	}
	walk_steps(c->body, check_plays, diag);
}

static void
check_fixture(const struct fixture *f, struct diag *diag)
{
	for (size_t i = 0; i < f->cases.count; i++)
		check_case(f->cases.items[i], diag);
}

void
links_check(const struct suite *s, struct diag *diag)
{
	for (size_t i = 0; i < s->setups.count; i++)
		check_fixture(s->setups.items[i], diag);
	for (size_t i = 0; i < s->fixtures.count; i++)
		check_fixture(s->fixtures.items[i], diag);
}
