/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A campaign that is fed: the cases of the setup are what is chosen from, and
 * each that starts gets a slot after theirs, which another one gets when it is
 * over.  So what is kept depends on how many are under way, and not on how many
 * there have been.
 */
#include "core/clock.h"
#include "runner/exec/campaign_state.h"

/*
 * Slots beyond those that can be in use, so that one rests before it is used
 * again, and a late message finds the case that it is about.
 */
#define RESTING_SLOTS 16

void
campaign_open_feed(struct campaign *c)
{
	unsigned own = c->case_count;
	c->fed.size = c->setup.jobs + RESTING_SLOTS;
	c->fed.spare = mem_zalloc(c->fed.size * sizeof(*c->fed.spare));
	for (unsigned i = 0; i < c->fed.size; i++) {
		struct slot slot = { .number = own + i + 1 };
		vec_push(&c->slots, slot);
		c->fed.spare[i] = own + i;
	}
	c->fed.count = c->fed.size;
	c->fed.ready_ns = c->start_ns;
}

void
campaign_close_feed(struct campaign *c)
{
	free(c->fed.spare);
}

void
campaign_reuse(struct campaign *c, unsigned index)
{
	unsigned last = (c->fed.first + c->fed.count++) % c->fed.size;
	c->fed.spare[last] = index;
	/* The number of the slot's next case: theirs differ by the size. */
	slot_of(c, index)->number += c->fed.size;
}

/* Have the slot that has rested longest play that case of the setup. */
static unsigned
prepare(struct campaign *c, unsigned kind)
{
	unsigned index = c->fed.spare[c->fed.first];
	struct slot *slot = slot_of(c, index);
	*slot = (struct slot){ .pattern = slot_of(c, kind)->pattern,
		.has_anothers = true,
		.teardown = slot_of(c, kind)->teardown,
		.number = slot->number,
		.kind = kind,
		.fed = *case_of(c, kind) };
	slot->fed.index = index;
	return index;
}

static void
take_spare(struct campaign *c)
{
	c->fed.first = (c->fed.first + 1) % c->fed.size;
	c->fed.count--;
}

/* False: it has to wait. */
static bool
start_next(struct campaign *c, int64_t now_ns)
{
	const struct case_feed *feed = c->setup.feed;
	unsigned kind = feed->draw(
	    feed->context, now_ns - c->start_ns, c->fed.ready_ns - c->start_ns);
	struct planned_start start = { .index = prepare(c, kind) };
	/* It may be over, and its slot back, when this returns. */
	take_spare(c);
	if (!campaign_start_case(c, &start, now_ns)) {
		c->fed.first = (c->fed.first + c->fed.size - 1) % c->fed.size;
		c->fed.count++;
		return false;
	}
	if (!slot_of(c, start.index)->was_run)
		campaign_reuse(c, start.index);
	feed->started(feed->context);
	return true;
}

/* Is a case due?  If not, from when on? */
static bool
is_due(struct campaign *c, int64_t now_ns)
{
	const struct case_feed *feed = c->setup.feed;
	int64_t due_ns =
	    feed->due(feed->context, c->running, now_ns - c->start_ns);
	c->fed.is_over = due_ns == TIME_NEVER_NS;
	c->fed.due_ns = c->fed.is_over ? due_ns : due_ns + c->start_ns;
	return c->fed.due_ns <= now_ns;
}

void
campaign_start_fed(struct campaign *c, int64_t now_ns)
{
	if (c->fed.is_blocked && c->has_room) {
		c->fed.is_blocked = false;
		c->fed.ready_ns = now_ns;
	}
	while (!c->fed.is_over && !c->fed.is_blocked && is_due(c, now_ns)) {
		c->has_room = false;
		c->fed.is_blocked =
		    c->running == c->setup.jobs || !start_next(c, now_ns);
		/* Something may have been given back meanwhile. */
		c->fed.is_blocked &= !c->has_room;
	}
}

unsigned
campaign_capacity(const struct campaign *c)
{
	unsigned least = UINT32_MAX;
	for (unsigned i = 0; i < c->setup.case_count; i++) {
		const struct pattern *p = slot_of(c, i)->pattern;
		unsigned count = pool_capacity(c->pool, p);
		if (p->applies && count < least)
			least = count;
	}
	return least;
}

void
campaign_set_jobs(struct campaign *c, unsigned jobs)
{
	c->setup.jobs = jobs;
}
