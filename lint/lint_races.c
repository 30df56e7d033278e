/* SPDX-License-Identifier: Apache-2.0 */
/* Orders across parties, which no server can guarantee. */
#include "lint/concurrency.h"
#include "lint/lint_rules.h"
#include "model/limits.h"
#include "model/walk.h"

#include <string.h>

#define RULE "message-race"

struct race {
	const struct case_steps *steps;
	unsigned index; /* the receive in question */
	bool reported;
	struct diag *diag;
};

/* Does nothing make the first come before the second? */
static bool
is_race(const struct step_pair *p)
{
	const struct step *first = case_step_at(p->steps, p->first);
	const struct step *second = case_step_at(p->steps, p->second);
	const struct step *fork = case_step_at(p->steps, p->fork);
	if (!pair_coexists(p))
		return false;
	if (fork->kind == STEP_ALL)
		return true;
	return is_sequence(fork->kind) && fork->kind != STEP_STRICT &&
	    strcmp(first->party, second->party) != 0 && !pair_has_barrier(p);
}

/* Once for each <strict>, since all of its pairs have one cause. */
static void
report_strict(const struct step *block, const struct step *early,
    const struct step *late, struct diag *diag)
{
	diag_warning(diag, &block->at, RULE,
	    "no server can keep this order: '%s' at %s (line %u) may arrive "
	    "before '%s' at %s (line %u), since their connections are "
	    "independent",
	    late->message, late->party, late->at.line, early->message,
	    early->party, early->at.line);
	diag_note(diag,
	    "write <all> if no order is meant, <seq> for the order at each "
	    "party; or put a <send> between them");
}

/* The newest message in a <strict> around both, from another party. */
static void
check_strict(
    const struct case_steps *s, unsigned index, bool *told, struct diag *diag)
{
	const struct step *late = case_step_at(s, index);
	for (unsigned i = index; i-- > 0;) {
		const struct step *early = case_step_at(s, i);
		if (early->kind != STEP_RECEIVE ||
		    strcmp(early->party, late->party) == 0)
			continue;
		struct step_pair p = case_steps_pair(s, i, index);
		if (case_step_at(s, p.fork)->kind != STEP_STRICT ||
		    !pair_coexists(&p) || pair_has_barrier(&p))
			continue;
		if (!told[p.fork])
			report_strict(
			    case_step_at(s, p.fork), early, late, diag);
		told[p.fork] = true;
		return;
	}
}

static bool
captures(const struct step *s, const char *name)
{
	for (size_t i = 0; i < s->attributes.count; i++)
		if (s->attributes.items[i].capture &&
		    strcmp(s->attributes.items[i].capture, name) == 0)
			return true;
	return false;
}

/* The newest receive before the index that gives the name, or 0. */
static unsigned
find_source(const struct case_steps *s, unsigned index, const char *name)
{
	size_t id_size = strcspn(name, ".");
	for (unsigned i = index; i-- > 1;) {
		const struct step *source = case_step_at(s, i);
		bool gives = name[id_size] == '.'
		    ? source->id && strlen(source->id) == id_size &&
			memcmp(source->id, name, id_size) == 0
		    : captures(source, name);
		if (gives)
			return source->kind == STEP_RECEIVE ? i : 0;
	}
	return 0;
}

static void
check_value(void *user, const char *name, const struct place *at)
{
	struct race *r = user;
	unsigned source = find_source(r->steps, r->index, name);
	if (source == 0 || r->reported)
		return;
	struct step_pair p = case_steps_pair(r->steps, source, r->index);
	const struct step *early = case_step_at(r->steps, source);
	if (!is_race(&p))
		return;
	r->reported = true;
	diag_warning(r->diag, at, RULE,
	    "'%s' may not be known yet: nothing makes '%s' at %s in line %u "
	    "arrive before this message",
	    name, early->message, early->party, early->at.line);
	diag_note(r->diag,
	    "put a <send> between them, or compare where both have arrived");
}

/* not-before= counted from a message that may be late itself. */
static void
check_since(const struct case_steps *s, unsigned index, struct diag *diag)
{
	const struct window *w = &case_step_at(s, index)->window;
	if (!w->not_before->given || !w->since)
		return;
	for (unsigned i = index; i-- > 1;) {
		const struct step *early = case_step_at(s, i);
		if (!early->id || strcmp(early->id, w->since) != 0)
			continue;
		struct step_pair p = case_steps_pair(s, i, index);
		if (early->kind != STEP_RECEIVE || !is_race(&p))
			return;
		diag_warning(diag, &w->since_at, RULE,
		    "not-before= counts from '%s' at %s in line %u, but "
		    "nothing makes that arrive first",
		    early->message, early->party, early->at.line);
		diag_note(diag, "count from the <send> that causes both");
		return;
	}
}

void
lint_races(const struct fixture_case *c, struct diag *diag)
{
	struct case_steps s;
	bool told[PATTERN_MAX_EVENTS] = { false }; /* by index of a <strict> */
	if (!case_steps_collect(c, &s))
		return;
	for (unsigned i = 1; i < s.items.count; i++) {
		struct race r = { .steps = &s, .index = i, .diag = diag };
		if (case_step_at(&s, i)->kind != STEP_RECEIVE)
			continue;
		check_strict(&s, i, told, diag);
		walk_names(case_step_at(&s, i), check_value, &r);
		check_since(&s, i, diag);
	}
	case_steps_free(&s);
}
