/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/exec/hub.h"

#include "core/clock.h"

#include <stdlib.h>
#include <string.h>

/*
 * Fences under way at a time.  With one, a case that asks just after it would
 * wait for two journeys; with one for each case, there would be a message to
 * the server for each case at each step.
 */
#define FENCES_MAX 8
/*
 * ... with those for the rest of what came together.  If it had to wait until
 * one is back, all cases would come to go on at the same time, and runner and
 * server to work by turns.  A server that does not keep up gets no more.
 */
#define REST_FENCES_MAX 64
/*
 * A fence that is not back by then is lost: the case that waits for it has
 * given up, and later ones must not wait for it.
 */
#define FENCE_LOST_NS (5 * NS_PER_S)
/* Those who have been told are forgotten when there are so many. */
#define TOLD_MAX 1024

void
hub_free(struct hub *h)
{
	if (!h)
		return;
	vec_free(&h->suites);
	vec_free(&h->waits);
	free(h);
}

bool
hub_serves(const struct hub *h, const struct suite *suite)
{
	for (size_t i = 0; i < h->suites.count; i++)
		if (h->suites.items[i] == suite)
			return true;
	return false;
}

void
hub_reset(struct hub *h)
{
	h->state = HUB_PLANNED;
	h->newest = h->back = h->lost = 0;
	h->urgent = 0;
	h->waits.count = h->first = h->unsent = 0;
}

void
hub_lose(struct hub *h)
{
	h->state = HUB_LOST;
	h->lost = h->newest;
	h->urgent = 0;
	h->waits.count = h->first = h->unsent = 0;
}

/* A few at a time, so that it costs little to each. */
static void
forget_told(struct hub *h)
{
	if (h->first < TOLD_MAX || h->first < h->waits.count / 2)
		return;
	h->waits.count -= h->first;
	h->unsent -= h->first;
	memmove(h->waits.items, h->waits.items + h->first,
	    h->waits.count * sizeof(h->waits.items[0]));
	h->first = 0;
}

void
hub_ask(struct hub *h, const struct hub_wait *wait)
{
	forget_told(h);
	vec_push(&h->waits, *wait);
	h->urgent += wait->fence != 0;
}

static bool
send_within(struct hub *h, uint64_t max, int64_t now_ns)
{
	uint64_t gone = h->back > h->lost ? h->back : h->lost;
	bool is_full = h->newest - gone >= max;
	if (h->urgent == 0 || (is_full && now_ns - h->sent_ns <= FENCE_LOST_NS))
		return false;
	if (is_full)
		h->lost = h->newest;
	h->newest++;
	for (; h->unsent < h->waits.count; h->unsent++)
		h->waits.items[h->unsent].by = h->newest;
	h->urgent = 0;
	h->sent_ns = now_ns;
	return true;
}

bool
hub_send(struct hub *h, int64_t now_ns)
{
	return send_within(h, FENCES_MAX, now_ns);
}

bool
hub_send_rest(struct hub *h, int64_t now_ns)
{
	return send_within(h, REST_FENCES_MAX, now_ns);
}

bool
hub_take(struct hub *h, uint64_t fence)
{
	if (fence <= h->back || fence > h->newest)
		return false;
	h->back = fence;
	return true;
}

bool
hub_next(struct hub *h, struct hub_wait *ret)
{
	if (h->first == h->unsent || h->waits.items[h->first].by > h->back)
		return false;
	*ret = h->waits.items[h->first++];
	return true;
}
