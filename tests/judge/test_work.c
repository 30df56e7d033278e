/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a server can make the judge do: work and memory have bounds, and grow no
 * faster than what was sent.
 */
#include "core/clock.h"
#include "judge/match_data.h"
#include "tests/judge/rig.h"
#include "tests/judge/suites.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/*
 * Many times what it takes here, on a busy machine with sanitizers: without
 * bounds it was minutes.
 */
#define TIMEOUT_S 60
/* An explanation gives up after as many, twice: from either end. */
#define MAX_STEPS UINT64_C(50000000)

enum content {
	ALIKE,    /* each message has the values of the others */
	REVERSED, /* ... in the reverse order, every other time */
	LAST,     /* ... but for the last one */
	FIRST,    /* ... but for the first one */
};

struct flood {
	const char *steps, *setup, *message;
	unsigned messages, values;
	enum content content;
};

static bool
is_odd_one(const struct flood *f, unsigned at)
{
	return (f->content == LAST && at + 1 == f->values) ||
	    (f->content == FIRST && at == 0);
}

/* The names of the values, which their messages borrow. */
static struct message_path *
make_paths(unsigned count)
{
	struct message_path *paths = mem_alloc(count * sizeof(*paths));
	for (unsigned i = 0; i < count; i++) {
		char *path = mem_printf("user.data%u", i);
		paths[i] = (struct message_path){ message_path_text(path),
			(unsigned)strlen(path) };
		free(path);
	}
	return paths;
}

static void
free_paths(struct message_path *paths, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		free((char *)paths[i].text);
	free(paths);
}

static struct message *
build(const struct flood *f, unsigned number, const struct message_path *paths)
{
	struct message *m =
	    message_start(f->message, f->values, f->values * 16);
	bool is_reversed = f->content == REVERSED && number % 2;
	for (unsigned i = 0; i < f->values; i++) {
		unsigned at = is_reversed ? f->values - 1 - i : i;
		char *text =
		    mem_printf("value %u", is_odd_one(f, at) ? number : at);
		message_put_string(m, &paths[at], text);
		free(text);
	}
	return m;
}

/* All that the flood brings, and then the proof that it is over. */
static void
pour(struct rig *r, const struct flood *f)
{
	struct message_path *paths = make_paths(f->values);
	for (unsigned i = 1; i <= f->messages; i++) {
		struct observation o = { .message = build(f, i, paths),
			.number = i,
			.time_ns = i,
			.earliest_ns = i,
			.server_time_us = -1,
			.protocol = PROTOCOL_INTERACTION_MANAGEMENT };
		match_feed(r->match, &o);
		observation_clear(&o);
	}
	match_elapse(r->match, 60 * NS_PER_S);
	match_quiet(r->match, MATCH_ALL_PARTIES, MATCH_BY_FENCE);
	rig_outcome(r);
	free_paths(paths, f->values);
}

#define A1 "<receive at='agent1' message='EventA'/>"
#define NO                                                                     \
	"<receive at='agent1' message='EventA'>"                               \
	"<attribute name='user.data7' value='no'/></receive>"
#define READY "<case name='is'><receive at='agent1' message='EventC'/></case>"

static const struct flood floods[] = {
	{ A1, NULL, "EventA", 20, 4000, ALIKE },
	{ A1, NULL, "EventA", 200, 4000, ALIKE },
	{ A1, NULL, "EventA", 200, 4000, REVERSED },
	{ A1, NULL, "EventA", 200, 4000, LAST },
	{ A1, NULL, "EventA", 200, 4000, FIRST },
	{ A1, NULL, "EventB", 200, 4000, ALIKE },
	{ NO, NULL, "EventA", 200, 4000, ALIKE },
	{ NO NO NO NO, NULL, "EventA", 200, 4000, LAST },
	{ "<repeat min='0' max='40'>" A1 "</repeat>", NULL, "EventA", 200, 4000,
	    LAST },
	{ "<all>" A1 NO A1 NO A1 NO "</all>", NULL, "EventA", 200, 4000, LAST },
	{ A1, READY, "EventA", 20000, 4, LAST },
	{ A1, NULL, "EventA", 20000, 4, LAST },
};

#define HAS(n) "<attribute name='user.data" #n "' value='value " #n "'/>"
#define YES                                                                    \
	"<optional><receive at='agent1' message='EventA'>" HAS(7) HAS(8)       \
	    HAS(9) HAS(10) HAS(3998) "</receive></optional>"
#define YES_4 YES YES YES YES

/*
 * What came can be read in hundreds of ways, each of which looks at thousands
 * of values.
 */
START_TEST(so_are_many_readings)
{
	struct flood f = { NULL, NULL, "EventA", 12, 4000, LAST };
	struct rig r;
	rig_steps(&r, "<all>" YES_4 YES_4 YES_4 "</all>");
	pour(&r, &f);
	ck_assert_ptr_nonnull(
	    strstr(r.outcome.sentence, "more than 400000000 steps"));
	ck_assert_int_eq(r.outcome.verdict, VERDICT_INCONCLUSIVE);
	rig_close(&r);
}
END_TEST

/* A long text costs as much as an expression looks at, which is bounded, too.
 */
START_TEST(so_are_expressions)
{
	struct rig r;
	char *text = mem_zalloc(100001);
	memset(text, 'x', 100000);
	rig_steps(&r,
	    "<receive at='agent1' message='EventA'>"
	    "<attribute name='k' matches='(x|y)*z'/></receive>");
	struct observation o = { .message = message_new("EventA"),
		.number = 1,
		.server_time_us = -1,
		.protocol = PROTOCOL_INTERACTION_MANAGEMENT };
	message_set_string(o.message, "k", text);
	match_feed(r.match, &o);
	ck_assert_uint_ge(r.match->steps, 300000);
	ck_assert_uint_le(r.match->steps, 400000);
	observation_clear(&o);
	free(text);
	rig_close(&r);
}
END_TEST

START_TEST(work_is_in_proportion)
{
	const struct flood *f = &floods[_i];
	struct rig r;
	rig_open(&r,
	    &(struct rig_text){ .steps = f->steps,
		.setup = f->setup,
		.after = f->setup ? "<after phase='setup/ready'/>" : NULL });
	pour(&r, f);
	ck_assert_int_ne(r.outcome.verdict, VERDICT_PASS);
	ck_assert_uint_le(r.match->steps, MAX_STEPS);
	rig_close(&r);
}
END_TEST

/* The finding is what it is without the flood, and the rest is counted. */
START_TEST(evidence_is_bounded)
{
	struct flood f = { NULL, NULL, "EventB", 1500, 1, FIRST };
	struct rig r;
	rig_steps(&r, A1);
	pour(&r, &f);
	ck_assert_uint_eq(r.match->records.count, MATCH_MAX_EVIDENCE);
	ck_assert_str_eq(r.outcome.sentence,
	    "EventB reached agent1, but nothing in the fixture expects it "
	    "there. Another 500 messages came and were not examined.");
	rig_close(&r);
}
END_TEST

/* A few large ones are enough, too. */
START_TEST(evidence_is_bounded_in_bytes)
{
	struct flood f = { NULL, NULL, "EventB", 200, 10000, FIRST };
	struct rig r;
	rig_steps(&r, A1);
	pour(&r, &f);
	ck_assert_uint_lt(r.match->records.count, 200);
	ck_assert_uint_le(r.match->evidence_bytes, EVIDENCE_DEFAULT_BYTES);
	ck_assert_uint_eq(
	    r.match->records.count + r.match->left_out_count, 200);
	rig_close(&r);
}
END_TEST

/* Tags that the catalogue lacks are kept with their messages only. */
START_TEST(odd_tags_are_bounded)
{
	struct rig r;
	char *line;
	rig_steps(&r, A1);
	for (unsigned i = 0; i < 3 * MATCH_MAX_EVIDENCE; i++) {
		line = mem_printf("agent1 EventA as Tag%u\n", i);
		rig_play(&r, line);
		free(line);
	}
	ck_assert_uint_eq(r.match->odd_protocols.count, MATCH_MAX_EVIDENCE);
	rig_play(&r, "fence\n");
	ck_assert_int_eq(rig_outcome(&r)->finding, FINDING_WRONG_PROTOCOL);
	rig_close(&r);
}
END_TEST

/* What does not parse changes nothing once the verdict is certain. */
START_TEST(odd_frames_are_not_kept)
{
	struct rig r;
	rig_steps(&r, A1);
	rig_play(&r, "closed agent1 tired\n");
	for (unsigned i = 0; i < 3 * MATCH_MAX_EVIDENCE; i++)
		rig_play(&r, "malformed agent1 {{\n");
	rig_play(&r, "fence\n");
	ck_assert_uint_eq(r.match->records.count, 1);
	ck_assert_int_eq(rig_outcome(&r)->finding, FINDING_DISCONNECTED);
	rig_close(&r);
}
END_TEST

/* Fourteen wrong values can be meant as fourteen messages in 14! ways. */
START_TEST(a_search_that_takes_too_long_says_so)
{
	struct buf b;
	struct rig r;
	buf_init(&b, 10000);
	buf_add_text(&b, "<all>");
	for (unsigned i = 0; i < 14; i++)
		buf_printf(&b,
		    "<receive at='agent1' message='EventA'>"
		    "<attribute name='k' value='%u'/></receive>",
		    i);
	buf_add_text(&b, "</all>");
	rig_steps(&r, buf_text(&b));
	buf_free(&b);
	for (unsigned i = 0; i < 14; i++)
		rig_play(&r, "agent1 EventA k=wrong\n");
	rig_play(&r, "fence\n");
	rig_fails(&r, FINDING_WRONG_ATTRIBUTE,
	    "EventA reached agent1 with k 'wrong'; it must be '0'. There "
	    "were too many differences to search for the cause; this is the "
	    "first of them.");
	rig_close(&r);
}
END_TEST

Suite *
work_suite(void)
{
	Suite *s = suite_create("work");
	TCase *t = tcase_create("work");
	tcase_set_timeout(t, TIMEOUT_S);
	tcase_add_loop_test(
	    t, work_is_in_proportion, 0, sizeof(floods) / sizeof(floods[0]));
	tcase_add_test(t, so_are_many_readings);
	tcase_add_test(t, so_are_expressions);
	tcase_add_test(t, evidence_is_bounded);
	tcase_add_test(t, evidence_is_bounded_in_bytes);
	tcase_add_test(t, odd_tags_are_bounded);
	tcase_add_test(t, odd_frames_are_not_kept);
	tcase_add_test(t, a_search_that_takes_too_long_says_so);
	suite_add_tcase(s, t);
	return s;
}
