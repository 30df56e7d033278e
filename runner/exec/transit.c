/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/exec/transit.h"

#include "core/clock.h"

/*
 * How much faster than another a clock may be: both of them 100 millionths.  So
 * a path that is slow all the time is found to be so for minutes.
 */
#define DRIFT_PER_S_NS (200 * NS_PER_US)
/* Shorter ones are not kept, and differ by as much. */
#define DELAY_STEP_NS (50 * NS_PER_MS)

void
transit_free(struct transit *t)
{
	vec_free(&t->delays);
}

/* The newest one makes those before it that are shorter superfluous. */
static void
keep(struct transit *t, int64_t ns, int64_t run_ns)
{
	struct delay delay = { .time_ns = run_ns,
		.ns = ns - ns % DELAY_STEP_NS };
	if (delay.ns == 0)
		return;
	while (t->delays.count > 0 &&
	    t->delays.items[t->delays.count - 1].ns <= delay.ns)
		t->delays.count--;
	vec_push(&t->delays, delay);
}

void
transit_note(
    struct transit *t, int64_t server_us, int64_t time_ns, int64_t run_ns)
{
	if (server_us < 0 || server_us > INT64_MAX / NS_PER_US)
		return;
	int64_t offset_ns = time_ns - server_us * NS_PER_US;
	int64_t drift_ns =
	    (time_ns - t->least_at_ns) / NS_PER_MS * (DRIFT_PER_S_NS / 1000);
	if (!t->has_least || offset_ns < t->least_ns + drift_ns) {
		t->has_least = true;
		t->least_ns = offset_ns;
		t->least_at_ns = time_ns;
	} else {
		keep(t, offset_ns - t->least_ns - drift_ns, run_ns);
	}
}

const struct delay *
transit_longest(const struct transit *t, int64_t since_run_ns)
{
	for (size_t i = 0; i < t->delays.count; i++)
		if (t->delays.items[i].time_ns >= since_run_ns)
			return &t->delays.items[i];
	return NULL;
}

int64_t
transit_longest_ns(const struct transit *t, int64_t since_run_ns)
{
	const struct delay *longest = transit_longest(t, since_run_ns);
	return longest ? longest->ns : 0;
}
