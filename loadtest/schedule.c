/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/schedule.h"

#include "core/clock.h"
#include "core/root.h"

/* How many cases have started when the ramp is at its end. */
static double
count_of_ramp(const struct schedule *s)
{
	return s->rate * (double)s->ramp_ns / (2 * (double)NS_PER_S);
}

/* While the rate grows, the number of starts is a square of the time. */
static double
start_at_rate(const struct schedule *s, uint64_t number)
{
	double on_ramp = count_of_ramp(s), n = (double)number;
	if (n < on_ramp)
		return (double)s->ramp_ns * square_root(n / on_ramp);
	return (double)s->ramp_ns + (n - on_ramp) / s->rate * (double)NS_PER_S;
}

int64_t
schedule_start(const struct schedule *s, uint64_t number, unsigned running)
{
	double start_ns = s->rate > 0 ? start_at_rate(s, number)
				      : (double)s->ramp_ns * running / s->jobs;
	if (s->cases && number >= s->cases)
		return TIME_NEVER_NS;
	if (s->duration_ns && start_ns >= (double)s->duration_ns)
		return TIME_NEVER_NS;
	return (int64_t)(start_ns + 0.5);
}

double
schedule_rate(const struct schedule *s, int64_t time_ns)
{
	return time_ns >= s->ramp_ns
	    ? s->rate
	    : s->rate * (double)time_ns / (double)s->ramp_ns;
}

int64_t
schedule_end(const struct schedule *s)
{
	int64_t end_ns = s->duration_ns ? s->duration_ns : TIME_NEVER_NS;
	/* That of the last case, with the time until the next one would. */
	if (s->rate > 0 && s->cases &&
	    start_at_rate(s, s->cases) < (double)end_ns)
		end_ns = (int64_t)start_at_rate(s, s->cases);
	return end_ns;
}

uint64_t
schedule_count(const struct schedule *s)
{
	uint64_t count = s->cases ? s->cases : UINT64_MAX;
	if (!(s->rate > 0) || !s->duration_ns)
		return count;
	/* The first one whose start is not before the end. */
	uint64_t low = 0, high = count;
	while (low < high) {
		uint64_t middle = low + (high - low) / 2;
		if (schedule_start(s, middle, 0) == TIME_NEVER_NS)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}
