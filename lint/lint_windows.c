/* SPDX-License-Identifier: Apache-2.0 */
/* Windows in which nothing can happen. */
#include "lint/lint_rules.h"

#include <string.h>

#define RULE "contradictory-window"

struct scope {
	const struct step *step;
	const struct scope *outer;
};

/* How often a timer counts in a sum. */
static int
count_timer(const struct time_sum *sum, const char *timer)
{
	int count = 0;
	for (size_t i = 0; i < sum->terms.count; i++) {
		const struct time_term *t = &sum->terms.items[i];
		if (t->timer && strcmp(t->timer, timer) == 0)
			count += t->negative ? -1 : 1;
	}
	return count;
}

static int64_t
literal_ns(const struct time_sum *sum)
{
	int64_t ns = 0;
	for (size_t i = 0; i < sum->terms.count; i++) {
		const struct time_term *t = &sum->terms.items[i];
		if (!t->timer)
			ns += t->negative ? -t->ns : t->ns;
	}
	return ns;
}

static bool
has_other_timers(const struct time_sum *a, const struct time_sum *b)
{
	for (size_t i = 0; i < a->terms.count; i++) {
		const char *timer = a->terms.items[i].timer;
		if (timer && count_timer(a, timer) != count_timer(b, timer))
			return true;
	}
	return false;
}

/* Is 'early' at or after 'late', whatever the timers are? */
static bool
is_never_before(const struct time_sum *early, const struct time_sum *late)
{
	return !has_other_timers(early, late) &&
	    !has_other_timers(late, early) &&
	    literal_ns(early) >= literal_ns(late);
}

/* A block counts from its own start unless it names a message. */
static bool
have_one_origin(const struct step *s, const struct step *outer)
{
	const char *a = s->window.since, *b = outer->window.since;
	if (!a || !b)
		return s == outer && !a && !b;
	return strcmp(a, b) == 0;
}

static void
check_not_before(
    const struct step *s, const struct scope *scope, struct diag *diag)
{
	const struct time_sum *early = s->window.not_before;
	for (; scope; scope = scope->outer) {
		const struct time_sum *late = scope->step->window.within;
		if (!late->given || !have_one_origin(s, scope->step) ||
		    !is_never_before(early, late))
			continue;
		lint_error(diag, &early->at, RULE,
		    "no message can come not before '%s' and within '%s'",
		    early->text, late->text);
		if (scope->step != s)
			diag_note(diag, "within= is in line %u", late->at.line);
		return;
	}
}

static void
check_step(const struct step *s, const struct scope *outer, struct diag *diag)
{
	struct scope scope = { .step = s, .outer = outer };
	const struct time_sum *late = s->window.within;
	if (late->given && is_never_before(&no_time, late))
		lint_error(diag, &late->at, RULE,
		    "nothing can come within '%s': no time is left",
		    late->text);
	else if (s->window.not_before->given)
		check_not_before(s, &scope, diag);
	for (size_t i = 0; i < s->children.count; i++)
		check_step(s->children.items[i], &scope, diag);
}

void
lint_windows(const struct fixture_case *c, struct diag *diag)
{
	check_step(c->body, NULL, diag);
}
