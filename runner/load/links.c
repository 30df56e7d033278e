/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/load/links.h"

#include "core/suggest.h"
#include "runner/model/order.h"

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
resolve_fixture(const struct suite *s, struct fixture *f, struct diag *diag)
{
	for (size_t i = 0; i < f->cases.count; i++) {
		struct fixture_case *c = f->cases.items[i];
		for (size_t j = 0; j < c->preambles.count; j++) {
			struct preamble *p = &c->preambles.items[j];
			if (*p->phase)
				p->target = link_find(s, p, diag);
		}
	}
}

/* The cases from the one looked at up to where we are: a stack. */
struct path {
	VEC(const struct fixture_case *) cases;
	VEC(const struct fixture_case *) done;
	struct diag *diag;
	bool cyclic;
};

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
	path->cyclic = true;
}

static void
follow(struct path *path, const struct fixture_case *c)
{
	for (size_t i = 0; i < path->done.count; i++)
		if (path->done.items[i] == c)
			return;
	vec_push(&path->cases, c);
	for (size_t i = 0; i < c->preambles.count; i++) {
		const struct preamble *p = &c->preambles.items[i];
		size_t first = 0;
		while (first < path->cases.count &&
		    path->cases.items[first] != p->target)
			first++;
		if (first < path->cases.count)
			report_cycle(path, first, p);
		else if (p->target)
			follow(path, p->target);
	}
	path->cases.count--;
	vec_push(&path->done, c);
}

static void
follow_fixture(struct path *path, const struct fixture *f)
{
	for (size_t i = 0; i < f->cases.count; i++)
		follow(path, f->cases.items[i]);
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
	vec_free(&path.cases);
	vec_free(&path.done);
	return !path.cyclic;
}

/* Is 'name' a party of the preamble or of one before it? */
static bool
plays_in(const struct fixture_case *c, const char *name)
{
	struct order order;
	unsigned position = 0, roles = 0;
	while (party_names()[position] &&
	    strcmp(party_names()[position], name) != 0)
		position++;
	order_of_case(c, &order);
	for (size_t i = 0; i < order.performances.count; i++) {
		const struct performance *p = &order.performances.items[i];
		unsigned own = case_own_parties(p->test);
		for (unsigned j = 0; j < CAST_SIZE; j++)
			if (own >> j & 1)
				roles |= 1u << p->cast.actual[j];
	}
	order_free(&order);
	return roles >> position & 1;
}

static void
check_bindings(const struct fixture_case *c, struct diag *diag)
{
	for (size_t i = 0; i < c->preambles.count; i++) {
		const struct preamble *p = &c->preambles.items[i];
		for (size_t j = 0; p->target && j < p->bindings.count; j++) {
			const char *name = p->bindings.items[j].name;
			enum party_role role;
			if (party_role_of(name, &role) &&
			    !plays_in(p->target, name))
				diag_error(diag, &p->at,
				    "no '%s' plays in '%s', so '%s' cannot "
				    "take its place",
				    name, p->phase,
				    p->bindings.items[j].actual);
		}
	}
}

static void
check_fixture(const struct fixture *f, struct diag *diag)
{
	for (size_t i = 0; i < f->cases.count; i++)
		check_bindings(f->cases.items[i], diag);
}

void
links_check(const struct suite *s, struct diag *diag)
{
	for (size_t i = 0; i < s->setups.count; i++)
		check_fixture(s->setups.items[i], diag);
	for (size_t i = 0; i < s->fixtures.count; i++)
		check_fixture(s->fixtures.items[i], diag);
}
