/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/conductor.h"

#include "core/clock.h"

/*
 * What was planned before the end and could not start is still waited for, for
 * so long and a tenth of the load's duration: a server that stalled just before
 * the end is charged, and one that cannot keep up does not prolong the load
 * forever.
 */
#define GRACE_NS NS_PER_S

static int64_t
end_ns(const struct schedule *s)
{
	return s->rate > 0 ? s->duration_ns + s->duration_ns / 10 + GRACE_NS
			   : s->duration_ns;
}

/* How many cases were to have started by then. */
static uint64_t
count_planned(const struct schedule *s, uint64_t from, int64_t now_ns)
{
	uint64_t low = from, high = from + 1;
	while (schedule_start(s, high, 0) <= now_ns) {
		low = high;
		high = from + 2 * (high - from);
	}
	while (low < high) {
		uint64_t middle = low + (high - low) / 2;
		if (schedule_start(s, middle, 0) <= now_ns)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int64_t
due(void *context, unsigned running, int64_t now_ns)
{
	struct conductor *c = context;
	const struct schedule *s = &c->schedule;
	meter_advance(c->meter, now_ns, schedule_rate(s, now_ns));
	if (s->duration_ns && now_ns >= end_ns(s))
		return TIME_NEVER_NS;
	return schedule_start(s, c->number, running);
}

/* Without a rate, a case is due when it can be started, and no earlier. */
static int64_t
planned_ns(const struct conductor *c, int64_t ready_ns)
{
	return c->schedule.rate > 0 ? schedule_start(&c->schedule, c->number, 0)
				    : ready_ns;
}

static unsigned
draw(void *context, int64_t now_ns, int64_t ready_ns)
{
	struct conductor *c = context;
	int64_t since_ns = planned_ns(c, ready_ns);
	meter_expect(c->meter, now_ns - since_ns,
	    now_ns - (ready_ns > since_ns ? ready_ns : since_ns));
	if (!c->is_drawn)
		c->drawn = mix_draw(c->mix);
	c->is_drawn = true;
	return c->drawn;
}

static void
started(void *context)
{
	struct conductor *c = context;
	c->number++;
	c->is_drawn = false;
}

static void
late(void *context, int64_t lag_ns)
{
	struct conductor *c = context;
	meter_note_lag(c->meter, lag_ns);
}

void
conductor_init(struct conductor *c, const struct schedule *schedule,
    struct mix *mix, struct meter *meter)
{
	*c = (struct conductor){ .feed = { .context = c,
				     .due = due,
				     .draw = draw,
				     .started = started,
				     .late = late },
		.schedule = *schedule,
		.mix = mix,
		.meter = meter };
	meter_plan_until(meter, schedule_end(schedule));
}

void
conductor_finish(struct conductor *c, int64_t now_ns)
{
	struct figures *f = meter_figures(c->meter);
	f->planned = c->schedule.rate > 0
	    ? count_planned(&c->schedule, c->number, now_ns)
	    : c->number;
	f->unstarted = f->planned - c->number;
	if (c->schedule.rate > 0 && f->planned > 0)
		f->planned_ns = schedule_start(&c->schedule, f->planned - 1, 0);
}
