/* SPDX-License-Identifier: Apache-2.0 */
#include "casting/candidates.h"

#include "core/diag.h"
#include "model/order.h"
#include "model/walk.h"

#include <string.h>

/* --- what its setups leave --- */

struct look {
	struct candidate *candidate;
	const struct cast *cast;
	bool is_elsewhere;
};

static unsigned
bit_of(const struct look *l, const char *party)
{
	int position = party_position(cast_actual(l->cast, party));
	return position < 0 ? 0 : 1u << position;
}

/* The interaction is among those that the party has pulled. */
static bool
shows_interaction(const struct step *s)
{
	for (size_t i = 0; i < s->attributes.count; i++)
		if (strcmp(s->attributes.items[i].path,
			"interactions.{interaction}") == 0)
			return true;
	return false;
}

/* A setup about another interaction than the case's: no log can show that. */
static bool
is_about_another(const struct step *s)
{
	for (size_t i = 0; i < s->attributes.count; i++) {
		const struct attribute_test *a = &s->attributes.items[i];
		if (strcmp(a->path, "interactionId") == 0 && a->text &&
		    strcmp(a->text, "{interaction}") != 0)
			return true;
	}
	return false;
}

static void
look_at_step(void *user, const struct step *s)
{
	struct look *l = user;
	l->is_elsewhere |= s->kind == STEP_SEND && is_about_another(s);
	if (s->kind == STEP_SEND &&
	    strcmp(s->message, "RequestAgentLogin") == 0)
		l->candidate->logged_in |= bit_of(l, s->party);
	if (s->kind == STEP_RECEIVE && shows_interaction(s))
		l->candidate->handles |= bit_of(l, s->party);
}

/* False: there is something in them that no log can show. */
static bool
look_at_setups(struct candidate *c)
{
	struct order order;
	bool is_elsewhere = false;
	order_of_case(c->test, &order);
	for (size_t i = 0; i < order.performances.count; i++) {
		const struct performance *p = &order.performances.items[i];
		struct look look = { .candidate = c, .cast = &p->cast };
		if (p->test->fixture->is_setup)
			performance_walk(p, look_at_step, &look);
		is_elsewhere |= look.is_elsewhere;
	}
	order_free(&order);
	return !is_elsewhere;
}

/* --- what it sends --- */

/*
 * False: they are not the same in each course of the case, or begin with one
 * that begins nothing: what begins is what starts a timer.
 */
static bool
find_stimuli(struct candidate *c)
{
	const struct pattern *p = c->pattern;
	for (unsigned i = 0; i < p->events.count; i++) {
		const struct pattern_event *e = &p->events.items[i];
		if (!event_is_stimulus(e->kind) || e->probe)
			continue;
		if (e->guard != NO_NODE)
			return false;
		vec_push(&c->stimuli, i);
	}
	if (c->stimuli.count == 0)
		return false;
	const struct pattern_event *first =
	    &p->events.items[c->stimuli.items[0]];
	return first->kind == EVENT_SEND && first->spec->timer;
}

static void
clear(struct candidate *c)
{
	pattern_free(c->pattern);
	vec_free(&c->stimuli);
}

static void
add(struct candidates *all, const struct suite *suite,
    const struct target *target, const struct fixture_case *test)
{
	struct candidate c = { .suite = suite, .test = test };
	struct diag diag;
	diag_init(&diag);
	c.pattern =
	    pattern_compile_seen(suite, target, test, &all->everything, &diag);
	diag_free(&diag);
	if (c.pattern && c.pattern->applies && find_stimuli(&c) &&
	    look_at_setups(&c))
		vec_push(&all->all, c);
	else
		clear(&c);
}

static const struct pattern_event *
stimulus_of(const struct candidate *c, size_t stimulus)
{
	return &c->pattern->events.items[c->stimuli.items[stimulus]];
}

static void
list_beginnings(struct candidates *all)
{
	for (size_t i = 0; i < all->all.count; i++) {
		const char *name = stimulus_of(&all->all.items[i], 0)->name;
		if (all->all.items[i].stimuli.count > all->most_stimuli)
			all->most_stimuli = all->all.items[i].stimuli.count;
		bool is_new = true;
		for (size_t j = 0; j < all->beginnings.count; j++)
			is_new &= strcmp(all->beginnings.items[j], name) != 0;
		if (is_new)
			vec_push(&all->beginnings, name);
	}
	vec_push(&all->beginnings, NULL);
}

/* Ids that no log has: only that there are some counts. */
static void
see_everything(struct candidates *c)
{
	const char *const *names = party_names();
	unsigned count = 0;
	for (; names[count]; count++)
		c->parties[count] = (struct leased_party){
			.name = names[count], .agent_id = "", .place_id = ""
		};
	c->everything = (struct case_lease){ .interaction = "",
		.unique = "",
		.queue = "",
		.queue2 = "",
		.workbin = "",
		.parties = c->parties,
		.party_count = count,
		.sight = &c->sight };
}

struct candidates *
candidates_new(
    struct suite *const *suites, unsigned count, const struct target *target)
{
	struct candidates *c = mem_zalloc(sizeof(*c));
	see_everything(c);
	for (unsigned i = 0; i < count; i++) {
		const struct suite *s = suites[i];
		for (size_t j = 0; j < s->fixtures.count; j++) {
			const struct fixture *f = s->fixtures.items[j];
			for (size_t k = 0; k < f->cases.count; k++)
				add(c, s, target, f->cases.items[k]);
		}
	}
	list_beginnings(c);
	return c;
}

bool
candidates_send(const struct candidates *c, const char *message)
{
	for (size_t i = 0; i < c->all.count; i++) {
		for (size_t j = 0; j < c->all.items[i].stimuli.count; j++) {
			const struct pattern_event *e =
			    stimulus_of(&c->all.items[i], j);
			if (e->kind == EVENT_SEND &&
			    strcmp(e->name, message) == 0)
				return true;
		}
	}
	return false;
}

bool
candidates_lose(const struct candidates *c)
{
	for (size_t i = 0; i < c->all.count; i++)
		for (size_t j = 0; j < c->all.items[i].stimuli.count; j++)
			if (stimulus_of(&c->all.items[i], j)->kind ==
			    EVENT_DISCONNECT)
				return true;
	return false;
}

int64_t
candidates_longest_ns(const struct candidates *c)
{
	int64_t longest_ns = 0;
	for (size_t i = 0; i < c->all.count; i++)
		if (c->all.items[i].pattern->longest_wait_ns > longest_ns)
			longest_ns = c->all.items[i].pattern->longest_wait_ns;
	return longest_ns;
}

bool
candidates_expect(const struct candidates *c, const char *message)
{
	for (size_t i = 0; i < c->all.count; i++) {
		const struct pattern *p = c->all.items[i].pattern;
		for (size_t j = 0; j < p->events.count; j++)
			if (p->events.items[j].kind == EVENT_RECEIVE &&
			    strcmp(p->events.items[j].name, message) == 0)
				return true;
	}
	return false;
}

bool
candidate_extends(
    const struct candidate *longer, const struct candidate *shorter)
{
	const struct pattern *p = longer->pattern;
	for (size_t i = 0; i + 1 < p->instances.count; i++)
		if (p->instances.items[i].test == shorter->test)
			return true;
	return false;
}

void
candidates_free(struct candidates *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->all.count; i++)
		clear(&c->all.items[i]);
	vec_free(&c->all);
	vec_free(&c->beginnings);
	free(c);
}
