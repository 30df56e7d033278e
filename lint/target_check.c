/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/target_check.h"

#include "core/text/duration.h"
#include "core/text/suggest.h"
#include "lint/case_needs.h"
#include "load/catalogue_file.h"
#include "load/element/conditions.h"
#include "load/references.h"
#include "model/walk.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define TOLERANCE_TIMER "tolerance"
/* Names of readings, in a note. */
#define NAMES_MAX_BYTES 1000

struct check {
	const struct target *target;
	const struct suite *suite;
	VEC(char *) reported; /* names, so that each is reported once */
	bool response_timer_needed;
	struct diag *diag;
};

static bool
is_first(struct check *c, const char *name)
{
	for (size_t i = 0; i < c->reported.count; i++)
		if (strcmp(c->reported.items[i], name) == 0)
			return false;
	char *copy = mem_strdup(name);
	vec_push(&c->reported, copy);
	return true;
}

static void
forget_reported(struct check *c)
{
	for (size_t i = 0; i < c->reported.count; i++)
		free(c->reported.items[i]);
	vec_free(&c->reported);
}

static void
check_background(struct check *c)
{
	for (size_t i = 0; i < c->target->background.count; i++) {
		const struct named_text *x = &c->target->background.items[i];
		const struct message_spec *m =
		    catalogue_find(c->suite->catalogue, x->name);
		if (!m)
			catalogue_report_unknown(
			    c->suite->catalogue, &x->at, x->name, c->diag);
		else if (m->kind != MESSAGE_EVENT)
			diag_error(c->diag, &x->at,
			    "'%s' is not an event and cannot come unasked",
			    x->name);
		else if (x->text && !message_spec_allows(m, x->text))
			diag_error(c->diag, &x->text_at,
			    "'%s' never carries the protocol '%s'", x->name,
			    x->text);
	}
}

static void
report_timer(struct check *c, const char *name, const struct place *at)
{
	struct suggestion s;
	suggest_start(&s, name);
	for (size_t i = 0; i < c->target->timers.count; i++)
		suggest_offer(&s, c->target->timers.items[i].name);
	diag_error(c->diag, at, "the target '%s' has no timer '%s'",
	    c->target->name, name);
	diag_did_you_mean(c->diag, s.best);
	if (!s.best)
		diag_note(c->diag,
		    "add <timer name=\"%s\" value=\"...\"/> to %s", name,
		    c->target->source->path);
}

static void
check_sum(struct check *c, const struct time_sum *sum)
{
	int64_t ns;
	for (size_t i = 0; i < sum->terms.count; i++) {
		const char *name = sum->terms.items[i].timer;
		if (name && !target_timer(c->target, name, &ns) &&
		    is_first(c, name))
			report_timer(c, name, &sum->at);
	}
}

static void
check_step(void *user, const struct step *s)
{
	struct check *c = user;
	check_sum(c, s->window.within);
	check_sum(c, s->window.not_before);
	bool comes = s->kind == STEP_RECEIVE || s->kind == STEP_CLOSED ||
	    s->kind == STEP_DUE;
	if (comes && !s->window.within->given)
		c->response_timer_needed = true;
}

/* A step's own name has no value; its attributes have. */
static bool
note_step(
    struct check *c, const struct reference_scope *known, const char *name)
{
	for (size_t i = 0; i < known->steps.count; i++) {
		if (strcmp(known->steps.items[i].id, name) != 0)
			continue;
		diag_note(c->diag,
		    "'%s' is a step: write {%s.NAME} for one of its attributes",
		    name, name);
		return true;
	}
	return false;
}

static void
check_value(void *user, const struct reference_scope *known, const char *name,
    const struct place *at)
{
	struct check *c = user;
	if (target_value(c->target, name) || !is_first(c, name))
		return;
	struct suggestion s;
	suggest_start(&s, name);
	for (size_t i = 0; i < c->target->values.count; i++)
		suggest_offer(&s, c->target->values.items[i].name);
	for (size_t i = 0; i < known->captures.count; i++)
		suggest_offer(&s, known->captures.items[i].name);
	diag_error(c->diag, at,
	    "'%s' is neither captured before nor a value of the target '%s'",
	    name, c->target->name);
	if (note_step(c, known, name))
		return;
	diag_did_you_mean(c->diag, s.best);
	if (!s.best)
		diag_note(c->diag,
		    "add <value name=\"%s\" value=\"...\"/> to %s", name,
		    c->target->source->path);
}

/* All shards lend from the pool. */
static void
note_shards(struct check *c, const char *what, unsigned needs)
{
	unsigned shards = c->target->pool_shards;
	diag_note(c->diag,
	    "that is the part of one of %u shards: have %u %s in <pool>, or "
	    "{shard} in their names; where each shard has a server of its own, "
	    "say --own-server",
	    shards, needs * shards, what);
}

static void
report_pool(struct check *c, const struct fixture_case *needy, const char *what,
    size_t has, unsigned needs)
{
	struct place whole = { .source = c->target->source };
	if (has >= needs)
		return;
	assert(needy); /* whatever is needed, a case needs it */
	diag_error(c->diag, &whole,
	    "the pool has too few %s: %zu, but the case %s/%s/%s needs %u",
	    what, has, c->suite->name, needy->fixture->phase, needy->name,
	    needs);
	if (c->target->pool_shards > 1)
		note_shards(c, what, needs);
	else
		diag_note(c->diag, "add <%s count=\"%u\" .../> to <pool>", what,
		    needs);
}

/* Such a case is skipped: a target may well have no more. */
static void
report_one_queue(struct check *c, const struct fixture_case *needy)
{
	struct place whole = { .source = c->target->source };
	/* Divided, it may: that would be other cases than without shards. */
	if (c->target->pool_shards > 1) {
		report_pool(c, needy, "queues", 1, 2);
		return;
	}
	diag_warning(c->diag, &whole, "one-queue",
	    "the pool has one queue; the case %s/%s/%s needs two, and is "
	    "skipped",
	    c->suite->name, needy->fixture->phase, needy->name);
	diag_note(c->diag, "add <queues count=\"2\" .../> to <pool>");
}

/* The neediest case of each kind; ties go to the first. */
static void
check_pools(struct check *c)
{
	struct case_needs most = { 0 };
	const struct fixture_case *of[3] = { NULL };
	for (size_t i = 0; i < c->suite->fixtures.count; i++) {
		const struct fixture *f = c->suite->fixtures.items[i];
		for (size_t j = 0; j < f->cases.count; j++) {
			const struct fixture_case *x = f->cases.items[j];
			struct case_needs n = case_needs(x);
			if (n.agents > most.agents)
				of[0] = x, most.agents = n.agents;
			if (n.queues > most.queues)
				of[1] = x, most.queues = n.queues;
			if (n.workbins > most.workbins)
				of[2] = x, most.workbins = n.workbins;
		}
	}
	const struct target *t = c->target;
	report_pool(c, of[0], "agents", t->agents.count, most.agents);
	if (t->queues.count == 1 && most.queues > 1)
		report_one_queue(c, of[1]);
	else
		report_pool(c, of[1], "queues", t->queues.count, most.queues);
	report_pool(c, of[2], "workbins", t->workbins.count, most.workbins);
}

static void
check_fixture(struct check *c, const struct fixture *f)
{
	struct diag told; /* references were checked when the suite loaded */
	struct reference_listener listener = { .user = c,
		.foreign = check_value };
	diag_init(&told);
	for (size_t i = 0; i < f->cases.count; i++) {
		walk_steps(f->cases.items[i]->body, check_step, c);
		references_check(f->cases.items[i], &told, &listener);
	}
	diag_free(&told);
}

static void
check_response_timer(struct check *c)
{
	int64_t ns;
	if (!c->response_timer_needed ||
	    target_timer(c->target, RESPONSE_TIMER, &ns) ||
	    !is_first(c, RESPONSE_TIMER))
		return;
	struct place whole = { .source = c->target->source };
	report_timer(c, RESPONSE_TIMER, &whole);
}

/* R9 comes before R10. */
static int
compare_names(const void *a, const void *b)
{
	const char *one = *(const char *const *)a;
	const char *other = *(const char *const *)b;
	size_t size = strlen(one), other_size = strlen(other);
	return size != other_size ? (size > other_size) - (size < other_size)
				  : strcmp(one, other);
}

static void
report_reading(const struct named_text *x, struct suite *const *suites,
    size_t count, struct diag *diag)
{
	VEC(const char *) names = { 0 };
	struct buf list;
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < suites[i]->readings.count; j++)
			vec_push(&names, suites[i]->readings.items[j].name);
	if (names.count)
		qsort(names.items, names.count, sizeof(*names.items),
		    compare_names);
	buf_init(&list, NAMES_MAX_BYTES);
	for (size_t i = 0; i < names.count; i++)
		if (i == 0 || strcmp(names.items[i - 1], names.items[i]) != 0)
			buf_printf(
			    &list, "%s%s", i ? ", " : "", names.items[i]);
	diag_error(diag, &x->at, "unknown reading '%s'", x->name);
	if (list.size)
		diag_note(diag, "the suite%s declare%s %s",
		    count == 1 ? "" : "s", count == 1 ? "s" : "",
		    buf_text(&list));
	buf_free(&list);
	vec_free(&names);
}

static void
check_reading(const struct named_text *x, struct suite *const *suites,
    size_t count, struct diag *diag)
{
	bool is_known = false;
	for (size_t i = 0; i < count; i++) {
		const struct reading *r =
		    suite_find_reading(suites[i], x->name);
		if (!r)
			continue;
		is_known = true;
		if (reading_knows(r, x->text))
			continue;
		reading_report_value(r, &x->text_at, x->text, diag);
		return;
	}
	if (!is_known)
		report_reading(x, suites, count, diag);
}

static bool
has_setup(const struct suite *s, const char *phase)
{
	const struct fixture *f = suite_find_phase(s, phase);
	return f && f->is_setup;
}

static void
check_substitute(const struct substitute *x, struct suite *const *suites,
    size_t count, struct diag *diag)
{
	struct suggestion near;
	suggest_start(&near, x->phase);
	for (size_t i = 0; i < count; i++) {
		if (has_setup(suites[i], x->phase))
			return;
		for (size_t j = 0; j < suites[i]->setups.count; j++)
			suggest_offer(&near, suites[i]->setups.items[j]->phase);
	}
	diag_error(diag, &x->at, "no suite has the setup '%s'", x->phase);
	diag_did_you_mean(diag, near.best);
}

static bool
has_same_values(const struct reading *a, const struct reading *b)
{
	for (size_t i = 0; i < a->values.count; i++)
		if (!reading_knows(b, a->values.items[i]))
			return false;
	return a->values.count == b->values.count;
}

/* A target chooses by the name, whichever suite it is of. */
static void
check_shared_readings(
    const struct suite *s, const struct suite *other, struct diag *diag)
{
	for (size_t i = 0; i < s->readings.count; i++) {
		const struct reading *r = &s->readings.items[i];
		const struct reading *same = suite_find_reading(other, r->name);
		if (!same || has_same_values(r, same))
			continue;
		diag_error(diag, &r->at,
		    "the suite '%s' has a reading %s as well, with other "
		    "values, but a target can choose only one",
		    other->name, r->name);
		diag_note(diag,
		    "use different letters for the readings of each suite, "
		    "such as T1");
	}
}

bool
target_check_names(const struct target *t, struct suite *const *suites,
    size_t count, struct diag *diag)
{
	unsigned errors = diag->error_count;
	if (count == 0)
		return true; /* what is wrong with them has been reported */
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < i; j++)
			check_shared_readings(suites[i], suites[j], diag);
	for (size_t i = 0; i < t->readings.count; i++)
		check_reading(&t->readings.items[i], suites, count, diag);
	for (size_t i = 0; i < t->substitutes.count; i++)
		check_substitute(&t->substitutes.items[i], suites, count, diag);
	return diag->error_count == errors;
}

bool
target_check(const struct target *t, const struct suite *s, struct diag *diag)
{
	unsigned errors = diag->error_count;
	struct check c = { .target = t, .suite = s, .diag = diag };
	check_background(&c);
	for (size_t i = 0; i < s->setups.count; i++)
		check_fixture(&c, s->setups.items[i]);
	for (size_t i = 0; i < s->fixtures.count; i++)
		check_fixture(&c, s->fixtures.items[i]);
	check_response_timer(&c);
	check_pools(&c);
	forget_reported(&c);
	return diag->error_count == errors;
}

/* False when the target lacks a timer of it. */
static bool
evaluate(const struct target *t, const struct time_sum *sum, int64_t *ret_ns)
{
	*ret_ns = 0;
	for (size_t i = 0; i < sum->terms.count; i++) {
		const struct time_term *term = &sum->terms.items[i];
		int64_t ns = term->ns;
		if (term->timer && !target_timer(t, term->timer, &ns))
			return false;
		*ret_ns += term->negative ? -ns : ns;
	}
	return true;
}

static const struct named_timer *
find_timer(const struct target *t, const char *name)
{
	for (size_t i = 0; i < t->timers.count; i++)
		if (strcmp(t->timers.items[i].name, name) == 0)
			return &t->timers.items[i];
	return NULL;
}

static void
check_while(void *user, const struct step *s)
{
	struct check *c = user;
	char response[DURATION_TEXT_SIZE], limit[DURATION_TEXT_SIZE];
	const struct named_timer *t = find_timer(c->target, RESPONSE_TIMER);
	int64_t ns;
	if (s->kind != STEP_WHILE || !t ||
	    !evaluate(c->target, s->window.within, &ns) || t->ns < ns ||
	    !is_first(c, s->window.within->text))
		return;
	diag_warning(c->diag, &t->at, "overlapping-timers",
	    "the timer '%s' is %s, not shorter than %s (%s), the limit of a "
	    "<while> in line %u of %s",
	    t->name, duration_print(response, t->ns), duration_print(limit, ns),
	    s->window.within->text, s->at.line, s->at.source->path);
	diag_note(c->diag,
	    "a missing message would often be inconclusive: the server's "
	    "timer may have prevented it");
}

/*
 * A request that comes late in the time of a timer shows one that is restarted,
 * if that is later than the tolerance lets a timer be.
 */
static void
check_late_request(struct check *c, const struct step *send)
{
	const struct time_sum *due = send->window.not_before;
	const struct named_timer *t = find_timer(c->target, TOLERANCE_TIMER);
	char tolerance[DURATION_TEXT_SIZE], asked[DURATION_TEXT_SIZE];
	int64_t ns;
	if (send->kind != STEP_SEND || !due->given || !t ||
	    !evaluate(c->target, due, &ns) || t->ns < ns ||
	    !is_first(c, due->text))
		return;
	diag_warning(c->diag, &t->at, "blunt-tolerance",
	    "the timer '%s' is %s, not shorter than %s (%s), at which a "
	    "<send> in line %u of %s is due",
	    t->name, duration_print(tolerance, t->ns),
	    duration_print(asked, ns), due->text, send->at.line,
	    send->at.source->path);
	diag_note(c->diag,
	    "a server that restarts its timer at a request cannot be "
	    "distinguished from one whose timer is late");
}

static void
check_late_requests(void *user, const struct step *s)
{
	for (size_t i = 0; s->kind == STEP_WHILE && i < s->children.count; i++)
		check_late_request(user, s->children.items[i]);
}

static void
check_steps(const struct target *t, const struct suite *s, struct diag *diag,
    void (*check)(void *user, const struct step *step))
{
	struct check c = { .target = t, .suite = s, .diag = diag };
	for (size_t i = 0; i < s->fixtures.count; i++) {
		const struct fixture *f = s->fixtures.items[i];
		for (size_t j = 0; j < f->cases.count; j++)
			walk_steps(f->cases.items[j]->body, check, &c);
	}
	forget_reported(&c);
}

void
target_check_timers(
    const struct target *t, const struct suite *s, struct diag *diag)
{
	check_steps(t, s, diag, check_while);
}

void
target_check_tolerance(
    const struct target *t, const struct suite *s, struct diag *diag)
{
	check_steps(t, s, diag, check_late_requests);
}
