/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/figures.h"

#include "core/clock.h"

#include <string.h>

enum verdict
figures_verdict(const struct outcome *o)
{
	bool is_proven = o->blamed.phase && o->is_proven &&
	    o->verdict == VERDICT_INCONCLUSIVE;
	return is_proven ? VERDICT_FAIL : o->verdict;
}

void
figures_init(struct figures *f)
{
	*f = (struct figures){ .answers = histogram_new(),
		.delays = histogram_new(),
		.lags = histogram_new() };
}

void
figures_free(struct figures *f)
{
	for (size_t i = 0; i < f->requests.count; i++) {
		free(f->requests.items[i].name);
		histogram_free(f->requests.items[i].times);
	}
	for (size_t i = 0; i < f->deadlines.count; i++) {
		free(f->deadlines.items[i].name);
		histogram_free(f->deadlines.items[i].times);
	}
	vec_free(&f->requests);
	vec_free(&f->deadlines);
	histogram_free(f->answers);
	histogram_free(f->delays);
	histogram_free(f->lags);
}

static struct timing
timing_new(const char *name, int64_t limit_ns)
{
	return (struct timing){ .name = mem_strdup(name),
		.limit_ns = limit_ns,
		.times = histogram_new() };
}

const struct timing *
figures_find_request(const struct figures *f, const char *name)
{
	for (size_t i = 0; i < f->requests.count; i++)
		if (strcmp(f->requests.items[i].name, name) == 0)
			return &f->requests.items[i];
	return NULL;
}

struct histogram *
figures_request(struct figures *f, const char *name)
{
	const struct timing *known = figures_find_request(f, name);
	if (known)
		return known->times;
	struct timing t = timing_new(name, 0);
	vec_push(&f->requests, t);
	return t.times;
}

struct histogram *
figures_deadline(struct figures *f, const char *within, int64_t limit_ns)
{
	for (size_t i = 0; i < f->deadlines.count; i++) {
		const struct timing *t = &f->deadlines.items[i];
		if (t->limit_ns == limit_ns && strcmp(t->name, within) == 0)
			return t->times;
	}
	struct timing t = timing_new(within, limit_ns);
	vec_push(&f->deadlines, t);
	return t.times;
}

static int64_t
larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static void
add_counts(struct figures *into, const struct figures *from)
{
	into->started += from->started;
	into->ended += from->ended;
	into->unstarted += from->unstarted;
	for (unsigned i = 0; i < VERDICT_COUNT; i++)
		into->counts[i] += from->counts[i];
	for (unsigned i = 0; i < FINDING_COUNT; i++)
		into->findings[i] += from->findings[i];
	into->setups_failed += from->setups_failed;
	into->messages += from->messages;
	into->planned += from->planned;
}

void
figures_add(struct figures *into, const struct figures *from)
{
	add_counts(into, from);
	into->planned_ns = larger(into->planned_ns, from->planned_ns);
	into->newest_ns = larger(into->newest_ns, from->newest_ns);
	into->end_ns = larger(into->end_ns, from->end_ns);
	into->longest_lag_ns =
	    larger(into->longest_lag_ns, from->longest_lag_ns);
	histogram_add(into->answers, from->answers);
	histogram_add(into->delays, from->delays);
	histogram_add(into->lags, from->lags);
	for (size_t i = 0; i < from->requests.count; i++)
		histogram_add(
		    figures_request(into, from->requests.items[i].name),
		    from->requests.items[i].times);
	for (size_t i = 0; i < from->deadlines.count; i++) {
		const struct timing *t = &from->deadlines.items[i];
		histogram_add(
		    figures_deadline(into, t->name, t->limit_ns), t->times);
	}
}

uint64_t
figures_failed(const struct figures *f)
{
	return f->counts[VERDICT_FAIL];
}

uint64_t
figures_undecided(const struct figures *f)
{
	return f->counts[VERDICT_INCONCLUSIVE] + f->counts[VERDICT_ERROR];
}

/* So many starts, the first one at 0. */
static double
a_second(uint64_t count, int64_t last_ns)
{
	double s = (double)last_ns / (double)NS_PER_S;
	return count > 1 && s > 0 ? (double)(count - 1) / s : 0;
}

double
figures_rate(const struct figures *f)
{
	return a_second(f->started, f->newest_ns);
}

double
figures_planned_rate(const struct figures *f)
{
	return a_second(f->planned, f->planned_ns);
}
