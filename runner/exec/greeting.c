/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/exec/greeting.h"

#include "core/clock.h"
#include "core/escape.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

/* As docs/binding.md has them. */
#define OPEN_NS (10 * NS_PER_S)
#define CLOSE_NS (5 * NS_PER_S)
/* It says nothing of this; an answer to a request takes no longer. */
#define FENCE_NS (10 * NS_PER_S)

#define FENCE_NUMBER 1

/* Of a line that is not a frame: as many characters are quoted. */
#define QUOTED_CHARACTERS 60

static void __attribute__((format(printf, 2, 3)))
complain(struct greeting *g, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	if (!g->problem[0])
		vsnprintf(g->problem, sizeof(g->problem), format, ap);
	va_end(ap);
	g->state = GREETING_OVER;
}

static void
send(struct greeting *g, enum frame_kind kind)
{
	const struct frame f = { .kind = kind,
		.party = GREETING_PARTY,
		.text = kind == FRAME_OPEN ? "greeting" : NULL,
		.fence = FENCE_NUMBER };
	g->send(g->context, &f);
}

void
greeting_start(struct greeting *g, const struct channel_answer *server,
    void (*send_frame)(void *context, const struct frame *frame), void *context,
    int64_t now_ns)
{
	*g = (struct greeting){ .state = GREETING_OPENING,
		.has_fence = server->has_fence,
		.has_clock = server->has_clock,
		.deadline_ns = now_ns + OPEN_NS,
		.server_time_us = -1,
		.send = send_frame,
		.context = context };
	send(g, FRAME_OPEN);
}

static void
close_party(struct greeting *g, int64_t now_ns)
{
	send(g, FRAME_CLOSE);
	g->state = GREETING_CLOSING;
	g->deadline_ns = now_ns + CLOSE_NS;
}

/*
 * 'close' does not go out with the fence: a 'closed' would not show whether the
 * server has dropped the fence or hung up.
 */
static void
take_opened(struct greeting *g, int64_t now_ns)
{
	if (!g->has_fence) {
		close_party(g, now_ns);
		return;
	}
	send(g, FRAME_FENCE);
	g->state = GREETING_FENCING;
	g->deadline_ns = now_ns + FENCE_NS;
}

static void
take_fence(struct greeting *g, const struct frame *f, int64_t now_ns)
{
	if (f->fence != FENCE_NUMBER)
		complain(g,
		    "fence %d came back as %" PRIu64 " (B-62); it must be the "
		    "same number",
		    FENCE_NUMBER, f->fence);
	else
		close_party(g, now_ns);
}

static void
check_time(struct greeting *g, const struct frame *f)
{
	if (!g->has_clock)
		return;
	if (f->server_time_us < 0)
		complain(g,
		    "the server offers 'clock', but a frame '%s' has no "
		    "'timeUs' (B-67)",
		    frame_kind_name(f->kind));
	else if (f->server_time_us < g->server_time_us)
		complain(g,
		    "'timeUs' went back from %" PRId64 " to %" PRId64 " (B-68)",
		    g->server_time_us, f->server_time_us);
	g->server_time_us = f->server_time_us;
}

/* What must come. */
static enum frame_kind
due(const struct greeting *g)
{
	switch (g->state) {
	case GREETING_OPENING:
		return FRAME_OPENED;
	case GREETING_FENCING:
		return FRAME_FENCE;
	case GREETING_CLOSING:
	case GREETING_OVER:
		break;
	}
	return FRAME_CLOSED;
}

/*
 * A party that is refused proves nothing, nor does one that the server hangs up
 * on, whatever is under way to it.
 */
static bool
is_end(const struct frame *f)
{
	return f->kind == FRAME_ERROR || f->kind == FRAME_CLOSED;
}

/* Of the requirement that is not met. */
static const char *
broken_id(const struct greeting *g, const struct frame *f)
{
	if (f->kind == FRAME_OPENED)
		return "B-26";
	return g->state == GREETING_OPENING ? "B-45" : "B-65";
}

void
greeting_frame(struct greeting *g, const struct frame *f, int64_t now_ns)
{
	if (g->state == GREETING_OVER || f->party != GREETING_PARTY)
		return;
	check_time(g, f);
	if (g->state == GREETING_OVER || f->kind == FRAME_MESSAGE)
		return;
	if (is_end(f))
		g->state = GREETING_OVER;
	else if (f->kind != due(g))
		complain(g, "'%s' came for a party where '%s' must come (%s)",
		    frame_kind_name(f->kind), frame_kind_name(due(g)),
		    broken_id(g, f));
	else if (f->kind == FRAME_OPENED)
		take_opened(g, now_ns);
	else
		take_fence(g, f, now_ns);
}

void
greeting_malformed(
    struct greeting *g, const char *raw, size_t size, const char *problem)
{
	struct buf quoted;
	buf_init(&quoted, GREETING_PROBLEM_SIZE);
	escape_quoted(&quoted, raw, size, QUOTED_CHARACTERS);
	complain(g, "a line of the server's is no frame (B-24): %s; it is %s",
	    problem, buf_text(&quoted));
	buf_free(&quoted);
}

void
greeting_breach(struct greeting *g, const char *problem, const char *id)
{
	complain(g, "%s (%s)", problem, id);
}

void
greeting_elapse(struct greeting *g, int64_t quiet_ns)
{
	if (g->state == GREETING_OVER || quiet_ns < g->deadline_ns)
		return;
	switch (g->state) {
	case GREETING_OPENING:
		complain(g, "'open' was not answered within 10 s (B-25)");
		break;
	case GREETING_FENCING:
		complain(g, "a fence did not come back within 10 s (B-62)");
		break;
	case GREETING_CLOSING:
		complain(g, "'close' was not answered within 5 s (B-30)");
		break;
	case GREETING_OVER:
		break;
	}
}
