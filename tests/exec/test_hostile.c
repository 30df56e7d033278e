/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A server that does anything at all, in an order that a seed decides: whatever
 * it is, the run ends, its events are complete (stage.h checks them), and
 * nothing crashes or leaks.
 */
#include "tests/exec/stage.h"
#include "tests/exec/suites.h"

#include <stdio.h>
#include <string.h>

/*
 * No case lasts longer: the fixtures' own waits, the proofs' limits, a minute
 * for a stall and half a minute for an overrun.
 */
#define CASE_LIMIT_NS (120 * NS_PER_S)

struct hostile {
	struct stage *stage;
	uint64_t state; /* of the generator */
	int64_t quiet_ns;
};

/* xorshift64*: 0 .. count - 1. */
static unsigned
draw(struct hostile *h, unsigned count)
{
	h->state ^= h->state >> 12;
	h->state ^= h->state << 25;
	h->state ^= h->state >> 27;
	return (unsigned)((h->state * 0x2545F4914F6CDD1DULL) >> 33) % count;
}

/* One of those that exist, mostly; else one that does not. */
static unsigned
draw_party(struct hostile *h)
{
	if (draw(h, 20) == 0)
		return draw(h, 2) ? UINT32_MAX : 0;
	return draw(h, h->stage->highest_party + 3);
}

static struct message *
draw_message(struct hostile *h)
{
	static const char *const names[] = { "EventAck", "EventNews",
		"EventBackground", "EventNews", "RequestGo", "Nonsense",
		"\xff\x1b[31m" };
	static const char *const paths[] = { "referenceId", "interactionId",
		"text", "", "..", "a.0.b" };
	struct message *m =
	    message_new(names[draw(h, sizeof(names) / sizeof(names[0]))]);
	for (unsigned i = draw(h, 4); i > 0; i--) {
		const char *path =
		    paths[draw(h, sizeof(paths) / sizeof(paths[0]))];
		if (draw(h, 2))
			message_set_integer(m, path, draw(h, 8));
		else
			message_set_string(m, path, draw(h, 2) ? "\x01\n" : "");
	}
	return m;
}

static void
send_anything(struct hostile *h)
{
	static const char *const protocols[] = {
		PROTOCOL_INTERACTION_MANAGEMENT, PROTOCOL_REPORTING, "", "X\n"
	};
	struct frame f = { .kind = (enum frame_kind)draw(h, FRAME_ERROR + 1),
		.party = draw_party(h),
		.fence = draw(h, 6),
		.server_time_us = (int64_t)draw(h, 3) - 1 };
	struct reading_time when = { h->quiet_ns, h->stage->now_ns };
	/* These end everything: the run would be over too soon. */
	if (f.kind == FRAME_ERROR && (f.party == 0 || draw(h, 8)))
		return;
	if (f.kind == FRAME_CLOSED && draw(h, 4))
		return;
	if (f.kind == FRAME_MESSAGE || f.kind == FRAME_SEND) {
		f.message = draw_message(h);
		f.protocol = protocols[draw(h, 4)];
	}
	char text[8];
	snprintf(text, sizeof(text), "\xfe%u\n", draw(h, 10));
	f.text = text;
	campaign_frame(h->stage->campaign, &f, when);
	frame_clear(&f);
}

static void
send_garbage(struct hostile *h)
{
	char raw[40];
	struct reading_time when = { h->quiet_ns, h->stage->now_ns };
	unsigned size = draw(h, sizeof(raw));
	unsigned party = draw(h, 4) ? draw_party(h) : 0;
	for (unsigned i = 0; i < size; i++)
		raw[i] = (char)draw(h, 256);
	campaign_malformed(h->stage->campaign, raw, size, party, "bad\n", when);
}

/* Up to the next deadline or a while; now and then nothing gets quiet. */
static void
let_time_pass(struct hostile *h)
{
	struct stage *st = h->stage;
	int64_t next_ns = campaign_deadline(st->campaign);
	st->now_ns += (int64_t)draw(h, 50) * NS_PER_MS + 1;
	if (draw(h, 3) == 0 && next_ns > st->now_ns && next_ns < TIME_NEVER_NS)
		st->now_ns = next_ns;
	if (draw(h, 4))
		h->quiet_ns = st->now_ns - (int64_t)draw(h, 2);
	campaign_advance(st->campaign, st->now_ns, h->quiet_ns);
}

static void
do_anything(struct hostile *h, unsigned decency, bool is_mute)
{
	if (!is_mute && draw(h, 100) < decency)
		stage_serve(h->stage, SERVE_ALL & (draw(h, 32) | 3));
	else if (draw(h, 60) == 0)
		send_garbage(h);
	else if (!is_mute)
		send_anything(h);
	if (draw(h, 2))
		let_time_pass(h);
	if (draw(h, 3000) == 0)
		campaign_break(
		    h->stage->campaign, draw(h, 2), "chance", h->stage->now_ns);
}

static void
run(uint64_t seed)
{
	struct hostile h = { .state = seed * 2654435769u + 88172645463325252u };
	unsigned decency = draw(&h, 100);
	bool is_mute = draw(&h, 10) == 0;
	struct stage *st = h.stage = stage_new("*", 1 + draw(&h, 6));
	int64_t limit_ns = (int64_t)st->cases.count * CASE_LIMIT_NS;
	h.quiet_ns = st->now_ns;
	stage_start(st, draw(&h, 3) != 0);
	while (!campaign_is_over(st->campaign)) {
		ck_assert_msg(st->now_ns < limit_ns,
		    "seed %u: the run does not end", (unsigned)seed);
		do_anything(&h, decency, is_mute);
	}
	stage_finish(st);
	stage_free(st);
}

/* A batch of seeds for each test, so that most time goes into runs. */
#define BATCH 25

START_TEST(every_run_ends)
{
	for (unsigned i = 0; i < BATCH; i++)
		run((uint64_t)_i * BATCH + i);
}
END_TEST

Suite *
hostile_suite(void)
{
	Suite *s = suite_create("hostile");
	TCase *t = tcase_create("hostile");
	tcase_add_loop_test(t, every_run_ends, 0, 8);
	suite_add_tcase(s, t);
	return s;
}
