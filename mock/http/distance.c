/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/http/distance.h"

#include "core/clock.h"

#include <string.h>

/* Without an end of the traffic, too, what has arrived takes no room. */
static void
forget_arrived(struct road *r)
{
	size_t left = r->travellers.count - r->first;
	if (r->first < left)
		return;
	if (left)
		memmove(r->travellers.items, r->travellers.items + r->first,
		    left * sizeof(*r->travellers.items));
	r->travellers.count = left;
	r->first = 0;
}

static void
set_out(struct distance *d, struct road *r, int64_t now_ns,
    const struct mock_output *output)
{
	struct traveller t = { .due_ns = now_ns + d->latency_ns,
		.output = *output };
	forget_arrived(r);
	vec_push(&r->travellers, t);
}

/* The oldest that is due, or NULL. */
static struct traveller *
next_arrival(struct road *r, int64_t now_ns)
{
	while (r->first < r->travellers.count &&
	    r->travellers.items[r->first].is_gone)
		r->first++;
	if (r->first == r->travellers.count ||
	    r->travellers.items[r->first].due_ns > now_ns)
		return NULL;
	return &r->travellers.items[r->first];
}

static void
deliver_up(struct mock_server *s, int64_t now_ns, struct traveller *t)
{
	struct mock_output up = t->output;
	t->is_gone = true;
	mock_server_frame(s, now_ns, up.channel, &up.frame);
	frame_clear(&up.frame);
}

static void
road_free(struct road *r)
{
	for (size_t i = r->first; i < r->travellers.count; i++)
		if (!r->travellers.items[i].is_gone)
			frame_clear(&r->travellers.items[i].output.frame);
	vec_free(&r->travellers);
}

void
distance_free(struct distance *d)
{
	road_free(&d->up);
	road_free(&d->down);
	*d = (struct distance){ 0 };
}

void
distance_send_up(struct distance *d, struct mock_server *s, int64_t now_ns,
    unsigned channel, const struct frame *up)
{
	if (d->latency_ns == 0) {
		mock_server_frame(s, now_ns, channel, up);
		return;
	}
	struct mock_output output = { .channel = channel,
		.frame = frame_copy(up) };
	set_out(d, &d->up, now_ns, &output);
}

void
distance_hurry(
    struct distance *d, struct mock_server *s, int64_t now_ns, unsigned channel)
{
	for (size_t i = d->up.first; i < d->up.travellers.count; i++) {
		struct traveller *t = &d->up.travellers.items[i];
		if (!t->is_gone && t->output.channel == channel)
			deliver_up(s, now_ns, t);
	}
}

void
distance_tick(struct distance *d, struct mock_server *s, int64_t now_ns)
{
	struct traveller *t;
	while ((t = next_arrival(&d->up, now_ns)))
		deliver_up(s, now_ns, t);
}

bool
distance_next_output(struct distance *d, struct mock_server *s, int64_t now_ns,
    struct mock_output *ret)
{
	struct mock_output output;
	if (d->latency_ns == 0)
		return mock_server_next_output(s, ret);
	while (mock_server_next_output(s, &output))
		set_out(d, &d->down, now_ns, &output);
	struct traveller *t = next_arrival(&d->down, now_ns);
	if (!t)
		return false;
	t->is_gone = true;
	*ret = t->output;
	return true;
}

static int64_t
road_next_timer(const struct road *r)
{
	for (size_t i = r->first; i < r->travellers.count; i++)
		if (!r->travellers.items[i].is_gone)
			return r->travellers.items[i].due_ns;
	return TIME_NEVER_NS;
}

int64_t
distance_next_timer(const struct distance *d)
{
	int64_t up_ns = road_next_timer(&d->up);
	int64_t down_ns = road_next_timer(&d->down);
	return up_ns < down_ns ? up_ns : down_ns;
}
