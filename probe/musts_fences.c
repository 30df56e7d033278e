/* SPDX-License-Identifier: Apache-2.0 */
/* Fences and time: sections 7 and 8 of docs/binding.md. */
#include "probe/musts.h"

#include <inttypes.h>

#define FENCES 20
/* A server that is asked so often has to hurry once, if it ever does. */
#define REQUESTS 8
/* Long enough to distinguish milliseconds from microseconds. */
#define PAUSE_NS (200 * NS_PER_MS)
/* Clocks of two machines drift by less. */
#define DRIFT_DIVISOR 50
#define DRIFT_NS (5 * NS_PER_MS)

/* --- 7: fences --- */

void
must_repeat_fences(struct visit *v)
{
	static const uint64_t numbers[] = { 0, 7, INT64_MAX };
	if (!visit_begin(v) || !visit_open(v, 1, 2))
		return;
	visit_ready_for(v, FRAME_FENCE);
	for (unsigned i = 0; i < 3; i++)
		if (!visit_send(v,
			"{'frame':'fence','party':2,'fence':%" PRIu64 "}",
			numbers[i]) ||
		    !visit_await_fence(v, 2, numbers[i]))
			return;
	visit_is_quiet(v, 1);
}

/* Has the answer to that request come before the fence of its number? */
static bool
await_answer(struct visit *v, unsigned number)
{
	int64_t reference = 0;
	struct arrival *a;
	while ((a = visit_next(v, v->setup->times.answer_ns))) {
		if (!a->is_frame || a->frame.party != 1)
			continue;
		if (a->frame.kind == FRAME_FENCE)
			return visit_break(v,
			    "fence %" PRIu64
			    " came before the answer to request %u, which was "
			    "sent before it",
			    a->frame.fence, number);
		if (a->frame.kind == FRAME_MESSAGE &&
		    message_integer(
			a->frame.message, "referenceId", &reference) &&
		    reference == number)
			return visit_await_fence(v, 1, number);
	}
	return visit_give_up(v, "request %u was not answered", number);
}

/* A request that is refused each time, with a fence after it. */
static void
say_request(struct visit *v, unsigned number)
{
	visit_say(v,
	    "{'frame':'send','party':1,'protocol':'InteractionManagement',"
	    "'message':{'messageName':'RequestLeaveInteraction',"
	    "'referenceId':%u,'interactionId':'probe-unknown'}}",
	    number);
	visit_say(v, "{'frame':'fence','party':1,'fence':%u}", number);
}

/* Whoever has not registered may be disconnected. */
static bool
register_client(struct visit *v)
{
	return visit_send(v,
		   "{'frame':'send','party':1,"
		   "'protocol':'InteractionManagement','message':{"
		   "'messageName':'RequestRegisterClient','referenceId':100,"
		   "'clientName':'probe','clientType':'AgentApplication'}}") &&
	    visit_await(v, 1, FRAME_MESSAGE);
}

void
must_fence_consequences(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1) || !register_client(v))
		return;
	visit_ready(v);
	for (unsigned i = 1; i <= REQUESTS; i++)
		say_request(v, i);
	if (!visit_post(v, 204))
		return;
	for (unsigned i = 1; i <= REQUESTS; i++)
		if (!await_answer(v, i))
			return;
}

void
must_order_fences(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	visit_ready(v);
	for (unsigned i = 1; i <= FENCES; i++)
		visit_say(v, "{'frame':'fence','party':1,'fence':%u}", i);
	if (!visit_post(v, 204))
		return;
	for (unsigned i = 1; i <= FENCES; i++)
		if (!visit_await_fence(v, 1, i))
			return;
}

void
must_fence_once(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	visit_ready(v);
	if (visit_send(v, "{'frame':'fence','party':1,'fence':1}") &&
	    visit_await_fence(v, 1, 1))
		visit_is_quiet(v, 1);
}

void
must_refuse_fences(struct visit *v)
{
	if (!visit_begin(v))
		return;
	visit_ready(v);
	if (visit_send(v, "{'frame':'fence','party':9,'fence':1}"))
		visit_await(v, 9, FRAME_ERROR);
}

/* --- 8: time --- */

/* Cause one frame of most kinds; false: not even that. */
static bool
cause_frames(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 2))
		return false;
	visit_say_open(v, 1);
	if (v->answer.has_fence)
		visit_say(v, "{'frame':'fence','party':2,'fence':1}");
	visit_say(v, "{'frame':'close','party':1}");
	return visit_post(v, 204) && visit_await(v, 1, FRAME_ERROR) &&
	    (!v->answer.has_fence || visit_await(v, 2, FRAME_FENCE)) &&
	    visit_await(v, 1, FRAME_CLOSED);
}

void
must_tell_the_time(struct visit *v)
{
	if (!cause_frames(v))
		return;
	visit_ready(v);
	for (size_t i = 0; i < v->arrivals.count; i++)
		if (v->arrivals.items[i].frame.server_time_us < 0) {
			visit_break(v,
			    "frame %" PRIu64
			    " ('%s') has no 'timeUs'; each must have it",
			    v->arrivals.items[i].frame.sequence,
			    frame_kind_name(v->arrivals.items[i].frame.kind));
			return;
		}
}

void
must_not_go_back(struct visit *v)
{
	if (!cause_frames(v))
		return;
	visit_ready(v);
	for (size_t i = 1; i < v->arrivals.count; i++) {
		const struct frame *a = &v->arrivals.items[i - 1].frame;
		const struct frame *b = &v->arrivals.items[i].frame;
		if (b->server_time_us < a->server_time_us) {
			visit_break(v,
			    "the time went back from %" PRId64 " in frame "
			    "%" PRIu64 " to %" PRId64 " in frame %" PRIu64,
			    a->server_time_us, a->sequence, b->server_time_us,
			    b->sequence);
			return;
		}
	}
}

/* Between what times of ours a party was opened. */
struct moment {
	int64_t least_ns, most_ns;
	int64_t server_us;
};

static bool
open_at(struct visit *v, unsigned party, struct moment *ret)
{
	ret->least_ns = visit_now();
	visit_say(v, "{'frame':'open','party':%u,'name':'probe'}", party);
	const struct arrival *a =
	    visit_post(v, 204) ? visit_take(v, party, FRAME_OPENED) : NULL;
	if (!a)
		return false;
	ret->most_ns = a->time_ns;
	ret->server_us = a->frame.server_time_us;
	return true;
}

void
must_count_microseconds(struct visit *v)
{
	struct moment a, b;
	if (!visit_begin(v) || !open_at(v, 1, &a) ||
	    !visit_pause(v, PAUSE_NS) || !open_at(v, 2, &b))
		return;
	int64_t least_ns = b.least_ns - a.most_ns;
	int64_t most_ns = b.most_ns - a.least_ns;
	least_ns -= least_ns / DRIFT_DIVISOR + DRIFT_NS;
	most_ns += most_ns / DRIFT_DIVISOR + DRIFT_NS;
	int64_t passed_us = b.server_us - a.server_us;
	visit_ready(v);
	if (passed_us < least_ns / NS_PER_US || passed_us > most_ns / NS_PER_US)
		visit_break(v,
		    "between two frames %" PRId64 " to %" PRId64
		    " us have passed, but 'timeUs' went on by %" PRId64
		    "; it must count microseconds",
		    least_ns / NS_PER_US, most_ns / NS_PER_US, passed_us);
}
