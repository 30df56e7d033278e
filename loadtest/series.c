/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/series.h"

#include "core/clock.h"

#include <inttypes.h>

void
series_free(struct series *s)
{
	vec_free(&s->seconds);
	s->width = s->last = 0;
}

static int64_t
larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* A recording may say anything of how long it took. */
static int64_t
sum(int64_t a, int64_t b)
{
	return a < INT64_MAX / 2 - b ? a + b : INT64_MAX / 2;
}

/* Percentiles cannot be joined; the larger one is at least not too good. */
void
series_join(struct second *into, const struct second *next)
{
	double before = (double)into->duration_ns;
	double whole = before + (double)next->duration_ns;
	if (whole > 0)
		into->rate = (into->rate * before +
				 next->rate * (double)next->duration_ns) /
		    whole;
	into->duration_ns = sum(into->duration_ns, next->duration_ns);
	into->started += next->started;
	into->ended += next->ended;
	into->running = next->running;
	for (unsigned i = 0; i < VERDICT_COUNT; i++)
		into->counts[i] += next->counts[i];
	for (unsigned i = 0; i < FINDING_COUNT; i++)
		into->findings[i] += next->findings[i];
	into->p50_ns = larger(into->p50_ns, next->p50_ns);
	into->p90_ns = larger(into->p90_ns, next->p90_ns);
	into->p99_ns = larger(into->p99_ns, next->p99_ns);
	into->max_ns = larger(into->max_ns, next->max_ns);
	into->delay_ns = larger(into->delay_ns, next->delay_ns);
	into->lag_ns = larger(into->lag_ns, next->lag_ns);
}

/* Each two become one. */
static void
halve(struct series *s)
{
	struct second *all = s->seconds.items;
	size_t count = s->seconds.count;
	for (size_t i = 0; i < count; i += 2) {
		all[i / 2] = all[i];
		if (i + 1 < count)
			series_join(&all[i / 2], &all[i + 1]);
	}
	s->seconds.count = (count + 1) / 2;
	s->width *= 2;
	s->last = s->width;
}

void
series_add(struct series *s, const struct second *one)
{
	if (s->width == 0)
		s->width = s->last = 1;
	if (s->last < s->width) {
		series_join(&s->seconds.items[s->seconds.count - 1], one);
		s->last++;
		return;
	}
	if (s->seconds.count == SERIES_MAX) {
		halve(s);
		series_add(s, one);
		return;
	}
	vec_push(&s->seconds, *one);
	s->last = 1;
}

static void
overlay(struct second *into, const struct second *other)
{
	unsigned running = into->running + other->running;
	int64_t duration_ns = larger(into->duration_ns, other->duration_ns);
	double rate = into->rate + other->rate;
	series_join(into, other);
	into->running = running;
	into->duration_ns = duration_ns;
	into->rate = rate;
}

void
series_overlay(struct series *into, const struct series *from)
{
	struct series other = { .width = from->width, .last = from->last };
	for (size_t i = 0; i < from->seconds.count; i++)
		vec_push(&other.seconds, from->seconds.items[i]);
	while (into->width && into->width < other.width)
		halve(into);
	while (other.width && other.width < into->width)
		halve(&other);
	if (!into->width)
		into->width = other.width;
	for (size_t i = 0; i < other.seconds.count; i++)
		if (i < into->seconds.count)
			overlay(
			    &into->seconds.items[i], &other.seconds.items[i]);
		else
			vec_push(&into->seconds, other.seconds.items[i]);
	into->last = into->width;
	series_free(&other);
}

void
series_print_head(struct buf *into)
{
	buf_add_text(into,
	    "time_s,rate_wanted,started,ended,under_way,passed,failed,"
	    "inconclusive,errors,p50_ms,p90_ms,p99_ms,max_ms,delay_ms,lag_ms");
	for (unsigned i = FINDING_NONE + 1; i < FINDING_COUNT; i++)
		buf_printf(into, ",%s", finding_name((enum finding)i));
	buf_add_char(into, '\n');
}

static double
ms(int64_t ns)
{
	return (double)ns / (double)NS_PER_MS;
}

void
series_print(const struct second *one, struct buf *into)
{
	buf_printf(into,
	    "%" PRId64 ",%.3f,%" PRIu64 ",%" PRIu64 ",%u,%" PRIu64 ",%" PRIu64
	    ",%" PRIu64 ",%" PRIu64 ",%.3f,%.3f,%.3f,%.3f,%.3f,%.3f",
	    one->start_ns / NS_PER_S, one->rate, one->started, one->ended,
	    one->running, one->counts[VERDICT_PASS], one->counts[VERDICT_FAIL],
	    one->counts[VERDICT_INCONCLUSIVE], one->counts[VERDICT_ERROR],
	    ms(one->p50_ns), ms(one->p90_ns), ms(one->p99_ns), ms(one->max_ns),
	    ms(one->delay_ns), ms(one->lag_ns));
	for (unsigned i = FINDING_NONE + 1; i < FINDING_COUNT; i++)
		buf_printf(into, ",%" PRIu64, one->findings[i]);
	buf_add_char(into, '\n');
}
