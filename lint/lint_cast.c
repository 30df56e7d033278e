/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks the cast: parties that no server knows, roles that are given to no
 * party.
 */
#include "lint/lint_rules.h"
#include "model/order.h"

#include <string.h>

/* What makes a party known to the server; where the catalogue lacks it, any
   request does. */
#define REGISTRATION "RequestRegisterClient"
/* The role that setups write for an agent; cases number theirs. */
#define ROLE "agent"

/* A case's parties as its steps come: sets of bits by position. */
struct roll {
	const struct suite *suite;
	const struct performance *now;
	unsigned registered, told;
	unsigned closed; /* whose connection the server is to close */
	struct diag *diag;
};

static unsigned
bit_of(const char *party)
{
	for (unsigned i = 0; party_names()[i]; i++)
		if (strcmp(party_names()[i], party) == 0)
			return 1u << i;
	return 0;
}

static bool
registers(const struct suite *s, const struct step *send)
{
	return strcmp(send->message, REGISTRATION) == 0 ||
	    !catalogue_find(s->catalogue, REGISTRATION);
}

/* It asks although no server knows it, and may then be disconnected. */
static void
check_answer(struct roll *r, const struct step *s, const char *party)
{
	if (s->may_close || (r->closed & bit_of(party)))
		return;
	diag_warning(r->diag, &s->at, "missing-closes",
	    "'%s' answers %s, which has not registered: a server may close its "
	    "connection then",
	    s->message, party);
	diag_note(r->diag, "allow for it: closes=\"maybe\"");
}

static void
check_event(struct roll *r, const struct step *s, const char *party)
{
	unsigned bit = bit_of(party);
	if (r->told & bit)
		return;
	r->told |= bit;
	diag_warning(r->diag, &s->at, "unregistered-party",
	    "'%s' cannot reach %s, which has not registered: no server knows "
	    "it",
	    s->message, party);
	diag_note(r->diag,
	    "play the setup that registers it first: "
	    "<after phase=\"setup/...\">");
}

static void
check_receive(struct roll *r, const struct step *s, const char *party)
{
	if (r->now->is_preamble || s->play || (r->registered & bit_of(party)))
		return;
	if (s->spec && message_spec_is_news(s->spec))
		check_event(r, s, party);
	else if (s->spec)
		check_answer(r, s, party);
}

static void
note_closed(void *user, const struct step *s)
{
	struct roll *r = user;
	if (s->kind == STEP_CLOSED && s->party)
		r->closed |= bit_of(cast_actual(&r->now->cast, s->party));
}

static void
call(struct roll *r, const struct step *s)
{
	const char *party =
	    s->party ? cast_actual(&r->now->cast, s->party) : NULL;
	if (s->kind == STEP_ABSENT ||
	    (s->kind == STEP_PROBE && r->now->is_preamble))
		return;
	if (party && s->kind == STEP_SEND && registers(r->suite, s))
		r->registered |= bit_of(party);
	if (party && s->kind == STEP_RECEIVE)
		check_receive(r, s, party);
	for (size_t i = 0; i < s->children.count; i++)
		call(r, s->children.items[i]);
}

/* Does a case that is played here itself have the role as a party? */
static bool
has_role(const struct fixture_case *c)
{
	return (c->players | c->parties) & bit_of(ROLE);
}

static bool
binds_role(const struct preamble *p)
{
	for (size_t i = 0; i < p->bindings.count; i++)
		if (strcmp(p->bindings.items[i].name, ROLE) == 0)
			return true;
	return false;
}

/* The parties that the preambles of the case play with. */
static unsigned
played_parties(const struct fixture_case *c)
{
	struct order order;
	unsigned played = 0;
	order_of_case(c, &order);
	for (size_t i = 0; i < order.performances.count; i++) {
		const struct performance *p = &order.performances.items[i];
		unsigned own =
		    p->is_preamble ? p->test->parties_as_preamble : 0;
		for (unsigned j = 0; j < CAST_SIZE; j++)
			if (own >> j & 1)
				played |= 1u << p->cast.actual[j];
	}
	order_free(&order);
	return played;
}

/* Who may be meant: an agent that the case uses and that no preamble plays. */
static const char *
guess_actor(const struct fixture_case *c)
{
	unsigned idle = c->parties & ~played_parties(c);
	enum party_role role;
	for (unsigned i = 0; party_names()[i]; i++)
		if (idle >> i & 1 && party_role_of(party_names()[i], &role) &&
		    role == PARTY_AGENT)
			return party_names()[i];
	return "agent1";
}

/* In a setup, the case that plays it binds the role. */
static void
check_roles(const struct fixture_case *c, struct diag *diag)
{
	if (c->fixture->is_setup || (c->parties & bit_of(ROLE)))
		return;
	for (size_t i = 0; i < c->preambles.count; i++) {
		const struct preamble *p = &c->preambles.items[i];
		if (!p->target || binds_role(p) || !has_role(p->target))
			continue;
		diag_warning(diag, &p->at, "unbound-role",
		    "the role '" ROLE "' of '%s' is given to no party of this "
		    "case",
		    p->phase);
		diag_note(diag,
		    "say who plays it: <party name=\"" ROLE "\" is=\"%s\"/>",
		    guess_actor(c));
	}
}

void
lint_cast(
    const struct suite *s, const struct fixture_case *c, struct diag *diag)
{
	struct order order;
	struct roll r = { .suite = s, .diag = diag };
	check_roles(c, diag);
	if (c->fixture->is_setup)
		return; /* it may leave that to those before it */
	order_of_case(c, &order);
	for (size_t i = 0; i < order.performances.count; i++) {
		r.now = &order.performances.items[i];
		performance_walk(r.now, note_closed, &r);
		call(&r, r.now->test->body);
	}
	order_free(&order);
}
