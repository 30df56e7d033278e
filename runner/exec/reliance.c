/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/exec/reliance.h"

#include "core/mem.h"
#include "core/vec.h"
#include "model/order.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* No case of the run. */
#define NO_CASE UINT_MAX

enum progress {
	NOT_ENDED,
	HELD_BACK, /* judged, and others depend on it */
	TOLD,
};

struct reliant {
	const struct run_case *one;
	const struct fixture_case *test; /* NULL: unknown */
	bool is_apart;                   /* no other case depends on it */
	size_t first, end;               /* of 'bases': what it depends on */
	size_t first_played, end_played; /* of 'played', in its probes */
	unsigned users;                  /* that depend on it */
	unsigned awaited;                /* of them, not yet reported */
	enum progress progress;
	struct outcome outcome; /* HELD_BACK; owned */
	struct outcome seen;    /* what a user blames it for; owned */
};

/* To find a case by its test: the first one of the run. */
struct entry {
	const struct fixture_case *test;
	unsigned index;
};

struct reliance {
	unsigned count;
	struct reliant *cases;
	VEC(unsigned) setups; /* of the run: indices of cases */
	VEC(unsigned) bases;  /* of them, too */
	VEC(unsigned)
	played; /* the same; not waited for: they may themselves depend on the
		 * case that plays them */
	void *context;
	void (*told)(
	    void *context, unsigned index, const struct outcome *outcome);
};

struct reliance *
reliance_new(unsigned case_count, void *context,
    void (*told)(void *context, unsigned index, const struct outcome *outcome))
{
	struct reliance *r = mem_zalloc(sizeof(*r));
	r->count = case_count;
	r->cases = mem_zalloc((case_count + (size_t)1) * sizeof(*r->cases));
	r->context = context;
	r->told = told;
	return r;
}

static void
clear(struct reliance *r)
{
	for (unsigned i = 0; i < r->count; i++) {
		outcome_clear(&r->cases[i].outcome);
		outcome_clear(&r->cases[i].seen);
	}
}

void
reliance_free(struct reliance *r)
{
	if (!r)
		return;
	clear(r);
	vec_free(&r->setups);
	vec_free(&r->bases);
	vec_free(&r->played);
	free(r->cases);
	free(r);
}

void
reliance_reset(struct reliance *r)
{
	clear(r);
	for (unsigned i = 0; i < r->count; i++) {
		r->cases[i].progress = NOT_ENDED;
		r->cases[i].awaited = r->cases[i].users;
	}
}

/* --- which cases depend on which --- */

void
reliance_add(struct reliance *r, const struct run_case *one,
    const struct fixture_case *test)
{
	r->cases[one->index].one = one;
	r->cases[one->index].test = test;
}

void
reliance_set_apart(struct reliance *r, unsigned index)
{
	r->cases[index].is_apart = true;
}

static int
compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	if (x->test != y->test)
		return (uintptr_t)x->test < (uintptr_t)y->test ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

static unsigned
find_case(const struct entry *entries, unsigned count,
    const struct fixture_case *test)
{
	unsigned low = 0, high = count;
	while (low < high) {
		unsigned middle = low + (high - low) / 2;
		if ((uintptr_t)entries[middle].test < (uintptr_t)test)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && entries[low].test == test ? entries[low].index
							: NO_CASE;
}

/* A preamble is played once for each cast, but it is one case. */
static void
add_base(struct reliance *r, struct reliant *user, unsigned base)
{
	for (size_t i = user->first; i < r->bases.count; i++)
		if (r->bases.items[i] == base)
			return;
	vec_push(&r->bases, base);
	r->cases[base].users++;
}

struct probing {
	struct reliance *r;
	const struct entry *entries;
};

static void
add_played(void *user, const struct step *s)
{
	struct probing *p = user;
	unsigned played = s->kind == STEP_PLAY
	    ? find_case(p->entries, p->r->count, s->played->target)
	    : NO_CASE;
	if (played != NO_CASE)
		vec_push(&p->r->played, played);
}

static void
link_probes(
    struct reliance *r, struct reliant *user, const struct entry *entries)
{
	struct probing p = { r, entries };
	user->first_played = r->played.count;
	for (size_t i = 0; user->test && i < user->test->body->children.count;
	     i++) {
		const struct step *s = user->test->body->children.items[i];
		if (s->kind == STEP_PROBE)
			walk_steps(s, add_played, &p);
	}
	user->end_played = r->played.count;
}

/* What brings the run's parties into place, named among its preambles or not.
 */
static void
link_setups(struct reliance *r, struct reliant *user)
{
	for (size_t i = 0; user->test && i < r->setups.count; i++) {
		const struct reliant *setup = &r->cases[r->setups.items[i]];
		if ((setup->test->sets_up & user->test->shared) &&
		    strcmp(setup->one->suite, user->one->suite) == 0)
			add_base(r, user, r->setups.items[i]);
	}
}

static void
link_case(struct reliance *r, unsigned index, const struct entry *entries)
{
	struct reliant *user = &r->cases[index];
	struct order order = { 0 };
	user->first = r->bases.count;
	if (user->test)
		order_of_case(user->test, &order);
	for (size_t i = 0; i + 1 < order.performances.count; i++) {
		unsigned base = find_case(
		    entries, r->count, order.performances.items[i].test);
		if (base != NO_CASE)
			add_base(r, user, base);
	}
	link_setups(r, user);
	user->end = r->bases.count;
	order_free(&order);
}

/* One that is planned several times rests on the same. */
static void
link_alike(
    struct reliance *r, struct reliant *user, const struct reliant *other)
{
	user->first = other->first;
	user->end = other->end;
	user->first_played = other->first_played;
	user->end_played = other->end_played;
	for (size_t i = user->first; i < user->end; i++)
		r->cases[r->bases.items[i]].users++;
}

void
reliance_link(struct reliance *r)
{
	struct entry *entries =
	    mem_zalloc((r->count + (size_t)1) * sizeof(*entries));
	for (unsigned i = 0; i < r->count; i++)
		entries[i] = (struct entry){
			r->cases[i].is_apart ? NULL : r->cases[i].test, i
		};
	if (r->count > 0)
		qsort(entries, r->count, sizeof(*entries), compare_entries);
	for (unsigned i = 0; i < r->count; i++)
		if (r->cases[i].test && r->cases[i].test->sets_up)
			vec_push(&r->setups, i);
	for (unsigned i = 0; i < r->count; i++) {
		unsigned same = r->cases[i].test
		    ? find_case(entries, r->count, r->cases[i].test)
		    : i;
		if (same < i) {
			link_alike(r, &r->cases[i], &r->cases[same]);
			continue;
		}
		link_case(r, i, entries);
		link_probes(r, &r->cases[i], entries);
	}
	free(entries);
	reliance_reset(r);
}

bool
reliance_is_relied_on(const struct reliance *r, unsigned index)
{
	return r->cases[index].users > 0;
}

/* --- the consequences --- */

static char *
path_of(const struct run_case *one)
{
	return mem_printf("%s/%s/%s", one->suite, one->phase, one->name);
}

static bool
is_blamed(const struct reliant *base, const struct outcome *o)
{
	return o->blamed.phase &&
	    strcmp(base->one->phase, o->blamed.phase) == 0 &&
	    strcmp(base->one->name, o->blamed.name) == 0;
}

/* The case of the preamble, or of what a probe plays, that an outcome blames,
 * or NULL. */
static struct reliant *
find_blamed(
    struct reliance *r, const struct reliant *user, const struct outcome *o)
{
	for (size_t i = user->first; i < user->end; i++)
		if (is_blamed(&r->cases[r->bases.items[i]], o))
			return &r->cases[r->bases.items[i]];
	for (size_t i = user->first_played; i < user->end_played; i++)
		if (is_blamed(&r->cases[r->played.items[i]], o))
			return &r->cases[r->played.items[i]];
	return NULL;
}

void
reliance_see(const struct run_case *user, const struct outcome *o,
    struct outcome *ret_seen)
{
	*ret_seen = (struct outcome){ .finding = o->finding,
		.sentence = mem_strdup(o->sentence + o->cause_at),
		.detail = o->detail ? mem_strdup(o->detail) : NULL,
		.seen_in = path_of(user) };
	finding_difference_copy(&ret_seen->difference, &o->difference);
}

void
reliance_refer(const struct run_case *base, struct outcome *o)
{
	char *path = path_of(base);
	char *sentence = mem_printf("%s See %s.", o->sentence, path);
	free(o->sentence);
	o->sentence = sentence;
	free(path);
}

/* The first one counts: it comes before the others in the recording. */
static void
note_blame(struct reliance *r, const struct reliant *user, struct outcome *o)
{
	struct reliant *base = find_blamed(r, user, o);
	if (!base || o->verdict != VERDICT_INCONCLUSIVE)
		return;
	if (o->is_proven && !base->seen.sentence && base->progress != TOLD)
		reliance_see(user->one, o, &base->seen);
	reliance_refer(base->one, o);
}

void
reliance_blame(struct outcome *o, struct outcome *seen)
{
	if (!seen->sentence || o->verdict == VERDICT_FAIL ||
	    o->verdict == VERDICT_SKIPPED)
		return;
	free(o->sentence);
	free(o->detail);
	finding_difference_clear(&o->difference);
	o->verdict = VERDICT_FAIL;
	o->finding = seen->finding;
	o->sentence = mem_printf("In %s: %s", seen->seen_in, seen->sentence);
	o->detail = seen->detail;
	o->seen_in = seen->seen_in;
	o->difference = seen->difference;
	/* The finding is not about a message of this case. */
	o->place = (struct finding_place){ 0 };
	o->blamed.phase = o->blamed.name = NULL;
	o->cause_at = 0;
	seen->difference = (struct finding_difference){ 0 };
	seen->detail = seen->seen_in = NULL;
}

static void leave(struct reliance *r, const struct reliant *user);

static void
tell_when_due(struct reliance *r, unsigned index)
{
	struct reliant *c = &r->cases[index];
	if (c->progress != HELD_BACK || c->awaited > 0)
		return;
	reliance_blame(&c->outcome, &c->seen);
	note_blame(r, c, &c->outcome);
	c->progress = TOLD;
	r->told(r->context, index, &c->outcome);
	outcome_clear(&c->outcome);
	leave(r, c);
}

/* Its preambles need not wait for it any more. */
static void
leave(struct reliance *r, const struct reliant *user)
{
	for (size_t i = user->first; i < user->end; i++) {
		r->cases[r->bases.items[i]].awaited--;
		tell_when_due(r, r->bases.items[i]);
	}
}

void
reliance_end(struct reliance *r, unsigned index, struct outcome *outcome)
{
	struct reliant *c = &r->cases[index];
	c->outcome = *outcome;
	c->progress = HELD_BACK;
	*outcome = (struct outcome){ 0 };
	tell_when_due(r, index);
}

void
reliance_flush(struct reliance *r)
{
	for (unsigned i = 0; i < r->count; i++)
		if (r->cases[i].progress == NOT_ENDED)
			leave(r, &r->cases[i]);
	for (unsigned i = 0; i < r->count; i++) {
		struct reliant *c = &r->cases[i];
		if (c->progress != NOT_ENDED || !c->seen.sentence)
			continue;
		c->outcome.verdict = VERDICT_ABORTED;
		reliance_blame(&c->outcome, &c->seen);
		c->progress = TOLD;
		r->told(r->context, i, &c->outcome);
		outcome_clear(&c->outcome);
	}
}
