/* SPDX-License-Identifier: Apache-2.0 */
/* Order, numbers, resuming: section 5 of docs/binding.md. */
#include "core/mem.h"
#include "probe/musts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/*
 * Far fewer than a server must keep, which may be short of memory; a buffer of
 * some hundred frames is found.
 */
#define KEPT_FRAMES 4096
/* Between two attempts to take over. */
#define RETRY_NS (100 * NS_PER_MS)

/* The next lines have the numbers from 'first' to 'last'. */
static bool
expect_numbers(struct visit *v, uint64_t first, uint64_t last)
{
	for (uint64_t n = first; n <= last; n++) {
		struct arrival *a = visit_next(v, v->setup->times.open_ns);
		if (!a)
			return visit_break(v,
			    "after %s frame %" PRIu64 " did not come",
			    buf_text(&v->said), n);
		if (!a->is_frame)
			return visit_give_up(v,
			    "a line of the server's is no frame: %s",
			    a->problem);
		if (a->frame.sequence != n)
			return visit_break(v,
			    n == first ? "after %s the stream began with frame "
					 "%" PRIu64
					 "; it must begin with %" PRIu64
				       : "after %s frame %" PRIu64
					 " came where %" PRIu64 " must come",
			    buf_text(&v->said), a->frame.sequence, n);
	}
	return true;
}

/* Open so many parties, and do not wait. */
static bool
post_opens(struct visit *v, unsigned first, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		visit_say(
		    v, "{'frame':'open','party':%u,'name':'probe'}", first + i);
	return visit_post(v, 204);
}

void
must_keep_the_order_up(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	visit_ready(v);
	visit_say(v, "{'frame':'fence','party':1,'fence':1}");
	visit_say(v, "{'frame':'fence','party':1,'fence':2}");
	visit_say(v, "{'frame':'close','party':1}");
	if (visit_post(v, 204) && visit_await_fence(v, 1, 1) &&
	    visit_await_fence(v, 1, 2))
		visit_await(v, 1, FRAME_CLOSED);
}

void
must_number_frames(struct visit *v)
{
	if (!visit_begin(v))
		return;
	visit_ready(v);
	if (post_opens(v, 1, 5))
		expect_numbers(v, 1, 5);
}

/* What comes before 'opened' may be kept, or refused, but not served. */
void
must_keep_the_order_down(struct visit *v)
{
	struct arrival *a;
	if (!visit_begin(v))
		return;
	visit_ready(v);
	visit_say_open(v, 1);
	visit_say(v, "{'frame':'fence','party':1,'fence':1}");
	if (!visit_post(v, 204))
		return;
	while ((a = visit_next(v, v->setup->times.open_ns))) {
		if (a->is_frame && a->frame.kind == FRAME_OPENED)
			return;
		if (a->is_frame && a->frame.kind == FRAME_FENCE)
			break;
	}
	visit_break(v,
	    "a fence came for party 1 before its 'opened', which must be the "
	    "first frame of a party");
}

void
must_send_at_once(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	visit_ready(v);
	visit_say_open(v, 1);
	if (visit_post(v, 204) && visit_await(v, 1, FRAME_ERROR) &&
	    visit_send(v, "{'frame':'close','party':1}"))
		visit_await(v, 1, FRAME_CLOSED);
}

void
must_answer_the_stream(struct visit *v)
{
	if (!visit_begin(v))
		return;
	visit_ready(v);
	visit_await_stream(v, 200);
}

void
must_insist_on_after(struct visit *v)
{
	if (!visit_begin(v))
		return;
	visit_ready(v);
	visit_ask(v, "GET", v->frames, 400);
}

void
must_refuse_the_future(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	char *path = mem_printf("%s?after=1000", v->frames);
	visit_ready(v);
	visit_ask(v, "GET", path, 400);
	free(path);
}

void
must_resume(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 3))
		return;
	visit_drop(v);
	if (!post_opens(v, 4, 3))
		return;
	visit_ready(v);
	if (visit_listen(v, 3))
		expect_numbers(v, 4, 6);
}

/* The two must be one frame. */
static bool
is_same(struct visit *v, const struct frame *before, const struct frame *again)
{
	return (before->kind == again->kind && before->party == again->party &&
		   before->server_time_us == again->server_time_us) ||
	    visit_break(v,
		"frame %" PRIu64
		" was another one when it came again; it must be the same",
		again->sequence);
}

void
must_repeat_frames(struct visit *v)
{
	struct frame before[3];
	if (!visit_begin(v) || !visit_open(v, 1, 4) || v->arrivals.count < 4)
		return;
	for (unsigned i = 0; i < 3; i++)
		before[i] = v->arrivals.items[i + 1].frame;
	visit_drop(v);
	visit_ready(v);
	if (!visit_listen(v, 1) || !expect_numbers(v, 2, 4))
		return;
	for (unsigned i = 0; i < 3; i++)
		if (!is_same(v, &before[i], &v->arrivals.items[i].frame))
			return;
}

/* Frames that wait, and what was read, are not the same. */
void
must_keep_frames(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	visit_drop(v);
	for (unsigned i = 0; i < KEPT_FRAMES; i++)
		visit_say(v, "{'frame':'fence','party':1,'fence':%u}", i);
	buf_clear(&v->said);
	buf_printf(&v->said, "%u frames that were not read", KEPT_FRAMES);
	if (!visit_post(v, 204))
		return;
	visit_ready(v);
	if (visit_listen(v, 1) && visit_await_stream(v, 200))
		expect_numbers(v, 2, KEPT_FRAMES + 1);
}

void
must_say_what_is_gone(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 3))
		return;
	visit_drop(v);
	if (!visit_listen(v, 3) || !visit_await_stream(v, 200))
		return;
	visit_drop(v);
	visit_ready(v);
	if (!visit_listen(v, 0))
		return;
	long status = visit_stream_status(v);
	visit_call_it(
	    v, "GET frames?after=0, although 3 frames were acknowledged,");
	if (status == 200)
		expect_numbers(v, 1, 1);
	else if (status != 410)
		visit_break(v,
		    "%s was answered %ld; it must be 410, or the stream from "
		    "frame 1",
		    buf_text(&v->said), status);
}

void
must_keep_parties(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	visit_drop(v);
	visit_ready(v);
	if (!post_opens(v, 2, 1) || !visit_listen(v, 1) ||
	    !visit_await(v, 2, FRAME_OPENED) || !visit_is_quiet(v, 1))
		return;
	/* It is open if it cannot be opened. */
	visit_say_open(v, 1);
	if (visit_post(v, 204))
		visit_await(v, 1, FRAME_ERROR);
}

/* A server that cannot take over waits for the end of the older stream. */
static bool
wait_for_turn(struct visit *v)
{
	int64_t deadline_ns = visit_now() + v->setup->times.answer_ns;
	long status;
	visit_drop(v);
	do {
		if (!visit_pause(v, RETRY_NS) || !visit_listen(v, 0))
			return false;
		status = visit_stream_status(v);
	} while (status == 409 && visit_now() < deadline_ns);
	return visit_await_stream(v, 200);
}

static bool
check_older(struct visit *v)
{
	if (!visit_await_end(v, v->older, v->setup->times.answer_ns))
		return visit_break(v,
		    "a second GET was served, but the older stream has not "
		    "ended; the server must end it");
	return true;
}

void
must_take_over(struct visit *v)
{
	if (!visit_begin(v) || !visit_open(v, 1, 1))
		return;
	visit_ready(v);
	if (!visit_listen(v, 0))
		return;
	bool good = visit_stream_status(v) == 409
	    ? wait_for_turn(v)
	    : visit_await_stream(v, 200) && check_older(v);
	if (good && post_opens(v, 2, 1))
		visit_await(v, 2, FRAME_OPENED);
}
