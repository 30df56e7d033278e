/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/held_clocks.h"

#include "core/clock.h"
#include "core/mem.h"
#include "core/text/duration.h"

#include <inttypes.h>
#include <stdlib.h>

/*
 * A clock gains at most so much on another, as runner/exec/transit.h says: one
 * nanosecond in so many.
 */
#define DRIFT_SHARE 5000
/* What the runner's own figures are rounded to. */
#define STEP_NS (50 * NS_PER_MS)
/* From here on, a delay of the runner or the path changes a verdict. */
#define LATE_NS (250 * NS_PER_MS)
/* With fewer messages it is not known how long others were under way. */
#define MESSAGES_MIN 10
/* So many of one kind are named, and the others counted. */
#define NAMED_MAX 3
/* A server's clock beyond that is not compared, as in transit.h. */
#define SERVER_MAX_US (INT64_MAX / 8 / NS_PER_US)

/* A message that the server has dated. */
struct dated {
	const struct run_case *test;
	unsigned number;
	int64_t time_ns;   /* when it was read */
	int64_t offset_ns; /* from the server's clock to that */
};

/* A delay that has a line of its own. */
struct told_lag {
	int64_t time_ns, ns;
	enum lag_cause cause;
};

/* What the end of a case says of delays. */
struct claim {
	const struct run_case *test;
	int64_t start_ns, end_ns, lag_ns, path_ns;
};

struct case_clock {
	int64_t start_ns;
	int64_t delay_ns; /* the longest of its messages ... */
	unsigned number;  /* ... which is this one */
};

struct held_clocks {
	bool is_whole;  /* one run, in the order of its times, which are real */
	bool is_halted; /* its clock stood still meanwhile */
	struct case_clock *cases;
	int64_t floor_ns;  /* there was nothing to read then */
	int64_t server_us; /* the newest time */
	int64_t least_ns;  /* offset so far, as it was at time 0 */
	unsigned low_count, back_count, delayed_count, early_count;
	unsigned undated_count; /* messages without the server's time */
	struct dated low, back, delayed; /* the first of each */
	VEC(struct dated) dated;
	VEC(struct told_lag) lags;
	VEC(struct claim) claims;
	VEC(int64_t) times; /* of facts */
};

struct held_clocks *
held_clocks_new(const struct run_facts *run)
{
	struct held_clocks *c = mem_zalloc(sizeof(*c));
	c->is_whole =
	    !run->is_load && !run->is_merged && !run_is_simulated(run);
	c->least_ns = INT64_MAX;
	c->cases =
	    mem_zalloc((run->case_count + (size_t)1) * sizeof(*c->cases));
	return c;
}

/* --- what was recorded --- */

static void
note_first(struct dated *first, unsigned *count, const struct run_event *event,
    unsigned number)
{
	if ((*count)++ == 0)
		*first = (struct dated){ .test = event->test,
			.number = number,
			.time_ns = event->time_ns };
}

/*
 * What may have come since an earlier time than a line before it says that
 * there was nothing; a time of the case's start is that of no look.
 */
static void
take_earliest(struct held_clocks *c, const struct run_event *event)
{
	const struct observation *o = event->observation;
	int64_t gap_ns = o->time_ns - o->earliest_ns;
	int64_t earliest_ns = event->time_ns - gap_ns;
	if (gap_ns == event->case_time_ns)
		return;
	if (earliest_ns < c->floor_ns)
		note_first(&c->low, &c->low_count, event, o->number);
	else
		c->floor_ns = earliest_ns;
}

/*
 * Compared with those before it, as the runner did: it has seen more frames
 * than are recorded, so what it says of a case is at least that.
 */
static void
note_delay(struct held_clocks *c, const struct dated *m)
{
	struct case_clock *clock = &c->cases[m->test->index];
	int64_t ns = m->offset_ns - m->time_ns / DRIFT_SHARE;
	int64_t delay_ns = c->least_ns == INT64_MAX ? 0 : ns - c->least_ns;
	if (ns < c->least_ns)
		c->least_ns = ns;
	if (m->number && delay_ns > clock->delay_ns) {
		clock->delay_ns = delay_ns;
		clock->number = m->number;
	}
}

static void
take_server_time(struct held_clocks *c, const struct run_event *event)
{
	const struct observation *o = event->observation;
	c->undated_count +=
	    o->server_time_us < 0 && o->kind == OBSERVED_MESSAGE;
	if (o->server_time_us < 0 || o->server_time_us > SERVER_MAX_US)
		return;
	if (o->server_time_us < c->server_us)
		note_first(&c->back, &c->back_count, event, o->number);
	c->server_us = o->server_time_us;
	struct dated one = { event->test, o->number, event->time_ns,
		event->time_ns - o->server_time_us * NS_PER_US };
	vec_push(&c->dated, one);
	note_delay(c, &one);
}

static void
take_quiet(struct held_clocks *c, const struct run_event *event)
{
	int64_t quiet_ns =
	    c->cases[event->test->index].start_ns + event->quiet_ns;
	if (quiet_ns > c->floor_ns)
		c->floor_ns = quiet_ns;
}

static void
take_lag(struct held_clocks *c, const struct run_event *event)
{
	struct told_lag one = { event->time_ns, event->lag.ns,
		event->lag.cause };
	vec_push(&c->lags, one);
	c->is_halted |= one.cause == LAG_HALTED;
}

static void
take_claim(struct held_clocks *c, const struct run_event *event)
{
	const struct case_clock *clock = &c->cases[event->test->index];
	struct claim one = { event->test, clock->start_ns, event->time_ns,
		event->outcome->lag_ns, event->outcome->path_delay_ns };
	vec_push(&c->claims, one);
	if (clock->delay_ns >= LATE_NS + STEP_NS && !c->is_halted &&
	    one.path_ns < clock->delay_ns - 2 * STEP_NS)
		note_first(
		    &c->delayed, &c->delayed_count, event, clock->number);
}

void
held_clocks_take(struct held_clocks *c, const struct run_event *event)
{
	if (!c->is_whole)
		return;
	switch (event->kind) {
	case RUN_CASE_STARTED:
		c->cases[event->test->index] =
		    (struct case_clock){ .start_ns = event->time_ns };
		break;
	case RUN_OBSERVATION:
		take_earliest(c, event);
		take_server_time(c, event);
		vec_push(&c->times, event->time_ns);
		break;
	case RUN_STIMULUS:
		vec_push(&c->times, event->time_ns);
		break;
	case RUN_QUIET:
		take_quiet(c, event);
		vec_push(&c->times, event->time_ns);
		break;
	case RUN_CASE_ENDED:
	case RUN_ATTEMPT_ENDED:
		take_claim(c, event);
		break;
	case RUN_LAG:
		take_lag(c, event);
		break;
	case RUN_STARTED:
	case RUN_PROOF:
	case RUN_LEFT_OUT:
	case RUN_NOTICE:
	case RUN_ENDED:
		break;
	}
}

/* --- delays of the runner and the path --- */

/* A line that says so, while the case was under way. */
static bool
is_supported(const struct held_clocks *c, const struct claim *one, int64_t ns,
    bool is_path)
{
	for (size_t i = 0; i < c->lags.count; i++) {
		const struct told_lag *l = &c->lags.items[i];
		if (l->ns == ns && (l->cause == LAG_PATH) == is_path &&
		    l->time_ns >= one->start_ns && l->time_ns <= one->end_ns)
			return true;
	}
	return false;
}

static void
check_claim(const struct held_clocks *c, const struct claim *one, int64_t ns,
    bool is_path, struct doubts *d)
{
	char text[DURATION_TEXT_SIZE];
	if (ns >= LATE_NS && !is_supported(c, one, ns, is_path))
		doubts_add(d, DOUBT_TIMES,
		    "%s/%s/%s says that %s was late by %s, and no line "
		    "supports it.",
		    one->test->suite, one->test->phase, one->test->name,
		    is_path ? "the path to the server" : "the runner",
		    duration_print(text, ns));
}

/* Facts that the runner took while it stood, not at the ends of that time. */
static size_t
count_facts_within(const struct held_clocks *c, const struct told_lag *l)
{
	size_t count = 0;
	for (size_t i = 0; i < c->times.count; i++)
		count += c->times.items[i] > l->time_ns - l->ns + STEP_NS &&
		    c->times.items[i] < l->time_ns - STEP_NS;
	return count;
}

static void
check_lag(
    const struct held_clocks *c, const struct told_lag *l, struct doubts *d)
{
	char at[DURATION_TEXT_SIZE], text[DURATION_TEXT_SIZE];
	size_t count = l->cause == LAG_STOOD ? count_facts_within(c, l) : 0;
	if (count)
		doubts_add(d, DOUBT_TIMES,
		    "The runner is said to have stood for %s until %s, but "
		    "%zu fact%s in that time.",
		    duration_print(text, l->ns), duration_print(at, l->time_ns),
		    count, count == 1 ? " is" : "s are");
}

static void
check_lags(const struct held_clocks *c, struct doubts *d)
{
	for (size_t i = 0; i < c->claims.count; i++) {
		const struct claim *one = &c->claims.items[i];
		check_claim(c, one, one->lag_ns, false, d);
		check_claim(c, one, one->path_ns, true, d);
	}
	for (size_t i = 0; i < c->lags.count; i++)
		check_lag(c, &c->lags.items[i], d);
}

/* --- two clocks --- */

/* The least offsets of two cases, as they were seen at time 0. */
struct least {
	const struct run_case *test, *next_test;
	int64_t ns, next_ns;
};

static void
least_add(struct least *l, const struct run_case *test, int64_t ns)
{
	if (l->test == test || !l->test) {
		l->ns = !l->test || ns < l->ns ? ns : l->ns;
		l->test = test;
	} else if (ns < l->ns) {
		l->next_test = l->test;
		l->next_ns = l->ns;
		l->test = test;
		l->ns = ns;
	} else if (!l->next_test || ns < l->next_ns) {
		l->next_test = test;
		l->next_ns = ns;
	}
}

/* The least of other cases than this one; false: there is none. */
static bool
least_of_others(
    const struct least *l, const struct run_case *test, int64_t *ret_ns)
{
	const struct run_case *found = l->test == test ? l->next_test : l->test;
	*ret_ns = l->test == test ? l->next_ns : l->ns;
	return found != NULL;
}

/* Earlier by so much than the other cases' messages allow, of each; 0: not. */
static int64_t *
find_early(const struct held_clocks *c)
{
	size_t count = c->dated.count;
	int64_t *by_past = mem_zalloc((count + 1) * sizeof(*by_past));
	int64_t *early = mem_zalloc((count + 1) * sizeof(*early));
	struct least past = { 0 }, future = { 0 };
	int64_t ns;
	for (size_t i = 0; i < count; i++) {
		const struct dated *m = &c->dated.items[i];
		int64_t drift_ns = m->time_ns / DRIFT_SHARE;
		by_past[i] = least_of_others(&past, m->test, &ns)
		    ? ns + drift_ns - m->offset_ns
		    : INT64_MAX;
		least_add(&past, m->test, m->offset_ns - drift_ns);
	}
	for (size_t i = count; i-- > 0;) {
		const struct dated *m = &c->dated.items[i];
		int64_t drift_ns = m->time_ns / DRIFT_SHARE;
		int64_t by_future = least_of_others(&future, m->test, &ns)
		    ? ns - drift_ns - m->offset_ns
		    : INT64_MAX;
		early[i] = by_past[i] < by_future ? by_past[i] : by_future;
		if (early[i] == INT64_MAX || early[i] < STEP_NS)
			early[i] = 0;
		least_add(&future, m->test, m->offset_ns + drift_ns);
	}
	free(by_past);
	return early;
}

static void
check_early(struct held_clocks *c, struct doubts *d)
{
	char text[DURATION_TEXT_SIZE];
	int64_t *early = find_early(c);
	for (size_t i = 0; i < c->dated.count; i++) {
		const struct dated *m = &c->dated.items[i];
		if (!early[i] || c->early_count++ >= NAMED_MAX)
			continue;
		doubts_add(d, DOUBT_TIMES,
		    "#%u of %s/%s/%s is %s earlier than the server's clock "
		    "allows.",
		    m->number, m->test->suite, m->test->phase, m->test->name,
		    duration_print(text, early[i] - early[i] % NS_PER_MS));
	}
	if (c->early_count > NAMED_MAX)
		doubts_add(d, DOUBT_TIMES, "So are %u more messages.",
		    c->early_count - NAMED_MAX);
	free(early);
}

static void
name_first(const struct dated *first, unsigned count, const char *what,
    struct doubts *d)
{
	if (count == 0)
		return;
	doubts_add(d, DOUBT_TIMES, "At #%u of %s/%s/%s %s%s.", first->number,
	    first->test->suite, first->test->phase, first->test->name, what,
	    count > 1 ? ", and later again" : "");
}

void
held_clocks_finish(struct held_clocks *c, struct doubts *d)
{
	if (!c->is_whole)
		return;
	name_first(&c->low, c->low_count,
	    "it is said to have come since before a time at which there was "
	    "nothing to read",
	    d);
	check_lags(c, d);
	if (c->undated_count && c->dated.count)
		doubts_add(d, DOUBT_TIMES,
		    "%u message%s no time of the server's clock, and others "
		    "have one (B-67).",
		    c->undated_count,
		    c->undated_count == 1 ? " has" : "s have");
	name_first(
	    &c->back, c->back_count, "the server's clock goes back (B-68)", d);
	name_first(&c->delayed, c->delayed_count,
	    "the server's clock shows a delay of the path that the end of the "
	    "case does not name",
	    d);
	/* With a clock that was stopped, the two do not compare. */
	if (c->dated.count >= MESSAGES_MIN && !c->is_halted)
		check_early(c, d);
}

void
held_clocks_free(struct held_clocks *c)
{
	if (!c)
		return;
	free(c->cases);
	vec_free(&c->dated);
	vec_free(&c->lags);
	vec_free(&c->claims);
	vec_free(&c->times);
	free(c);
}
