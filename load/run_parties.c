/* SPDX-License-Identifier: Apache-2.0 */
#include "load/run_parties.h"

#include "load/element/party_scope.h"
#include "load/element/reader.h"
#include "load/links.h"
#include "model/order.h"
#include "model/walk.h"

static unsigned
positions(const struct suite *s)
{
	unsigned set = 0;
	for (size_t i = 0; i < s->run_parties.count; i++)
		set |= 1u << s->run_parties.items[i].position;
	return set;
}

static void
read_party(struct suite *s, const struct xml_node *n, struct diag *diag)
{
	unsigned set = party_scope_read(n, "run", diag);
	const struct xml_attribute *phase = reader_attribute(n, "phase");
	if (!set || !phase)
		return;
	if (positions(s) & set)
		diag_error(diag, &n->at, "this party is given twice");
	struct preamble p = { .phase = phase->value, .at = phase->value_at };
	struct run_party party = { .position = (unsigned)__builtin_ctz(set),
		.setup = link_find(s, &p, diag),
		.at = phase->value_at };
	vec_push(&s->run_parties, party);
}

void
run_parties_read(
    struct suite *s, const struct xml_node *root, struct diag *diag)
{
	for (size_t i = 0; i < root->children.count; i++)
		if (reader_is(root->children.items[i], "party"))
			read_party(s, root->children.items[i], diag);
}

/* What only a case can have has no place in it. */
static void
check_setup(const struct run_party *p, struct diag *diag)
{
	const struct fixture_case *c = p->setup;
	const char *name = party_names()[p->position];
	if (c->preambles.count || c->when.reading)
		diag_error(diag, &p->at,
		    "the set-up of a run begins with nothing and depends on "
		    "nothing, but '%s' has %s",
		    c->name, c->preambles.count ? "an <after>" : "a when=");
	if (c->parties != 1u << p->position)
		diag_error(diag, &p->at,
		    "'%s' alone plays in the set-up of '%s', and nobody else "
		    "is named there",
		    name, name);
}

/* The owner may change them until the suite is whole. */
static void
each_case(struct suite *s, void (*visit)(void *user, struct fixture_case *c),
    void *user)
{
	for (size_t i = 0; i < s->setups.count; i++)
		for (size_t j = 0; j < s->setups.items[i]->cases.count; j++)
			visit(user, s->setups.items[i]->cases.items[j]);
	for (size_t i = 0; i < s->fixtures.count; i++)
		for (size_t j = 0; j < s->fixtures.items[i]->cases.count; j++)
			visit(user, s->fixtures.items[i]->cases.items[j]);
}

static void
note_setup(void *user, struct fixture_case *c)
{
	const struct suite *s = user;
	for (size_t i = 0; i < s->run_parties.count; i++)
		if (s->run_parties.items[i].setup == c)
			c->sets_up |= 1u << s->run_parties.items[i].position;
}

/* Those of the cases that are played in it as well. */
static unsigned
own_parties(const struct fixture_case *c)
{
	struct order order;
	unsigned own = 0;
	order_of_case(c, &order);
	for (size_t i = 0; i < order.performances.count; i++) {
		const struct performance *p = &order.performances.items[i];
		own |= p->test->own;
		for (size_t j = 0; j < performance_play_count(p); j++) {
			const struct fixture_case *played =
			    p->test->plays.items[j]->played->target;
			own |= played ? played->own : 0;
		}
	}
	order_free(&order);
	return own;
}

static void
note_shared(void *user, struct fixture_case *c)
{
	const struct suite *s = user;
	unsigned players = c->players | c->parties;
	if (!c->sets_up)
		c->shared = positions(s) & players & ~own_parties(c);
}

/* What looks into a case: its steps, and where to report. */
struct check {
	const struct fixture_case *test;
	struct diag *diag;
};

static void
check_step(void *user, const struct step *s)
{
	struct check *c = user;
	if (!s->party || (s->kind != STEP_SEND && s->kind != STEP_DISCONNECT))
		return;
	int position = party_position(s->party);
	if (position < 0 || !(c->test->shared >> position & 1))
		return;
	diag_error(c->diag, &s->at,
	    "'%s' is the run's in the case '%s' and does nothing for it alone",
	    s->party, c->test->name);
	diag_note(c->diag,
	    "a case that tests it brings its own: <party name=\"%s\" "
	    "scope=\"case\"/>",
	    s->party);
}

static void
check_case(void *user, struct fixture_case *c)
{
	struct check check = { c, user };
	walk_steps(c->body, check_step, &check);
}

void
run_parties_check(struct suite *s, struct diag *diag)
{
	if (s->run_parties.count == 0)
		return;
	for (size_t i = 0; i < s->run_parties.count; i++) {
		if (!s->run_parties.items[i].setup)
			return;
		check_setup(&s->run_parties.items[i], diag);
	}
	each_case(s, note_setup, s);
	each_case(s, note_shared, s);
	each_case(s, check_case, diag);
}
