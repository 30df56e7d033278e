/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/match_data.h"
#include "tests/judge/rig.h"
#include "tests/judge/suites.h"

#include <check.h>
#include <string.h>

#define A1 "<receive at='agent1' message='EventA'/>"
#define CAPTURE_A1(id) "<receive id='" id "' at='agent1' message='EventA'/>"
#define PONG                                                                   \
	"<send from='agent1' message='RequestPong'>"                           \
	"<attribute name='k' value='{first.k}'/></send>"

/* As docs/judge.md says, where pointers have eight bytes. */
START_TEST(a_record_is_small)
{
	if (sizeof(void *) == 8)
		ck_assert_uint_eq(sizeof(struct record), 56);
}
END_TEST

/* The same message in two branches: both stay open until they differ. */
START_TEST(two_readings_stay_open)
{
	struct rig r;
	rig_steps(&r,
	    "<choice><seq>" A1 "<receive at='agent1'"
	    " message='EventB'/></seq><seq>" A1
	    "<receive at='agent1' message='EventC'/></seq></choice>");
	rig_play(&r, "agent1 EventA\nagent1 EventC\nfence\ndone\n");
	rig_passes(&r);
	rig_again(&r);
	rig_play(&r, "agent1 EventA\nagent1 EventB\nfence\ndone\n");
	rig_passes(&r);
	rig_close(&r);
}
END_TEST

/* Which of the two was first decides what may come next. */
START_TEST(captures_keep_readings_apart)
{
	struct rig r;
	rig_steps(&r,
	    "<all>" CAPTURE_A1("first") CAPTURE_A1(
		"other") "</all><receive at='agent1' message='EventB'>"
			 "<attribute name='k' value='{first.k}'/></receive>");
	rig_play(&r,
	    "agent1 EventA k=x\nagent1 EventA k=y\n"
	    "agent1 EventB k=y\nfence\ndone\n");
	rig_passes(&r);
	rig_again(&r);
	rig_play(&r,
	    "agent1 EventA k=x\nagent1 EventA k=y\n"
	    "agent1 EventB k=z\nfence\n");
	ck_assert_int_eq(rig_outcome(&r)->finding, FINDING_WRONG_ATTRIBUTE);
	rig_close(&r);
}
END_TEST

START_TEST(alike_readings_are_one)
{
	struct rig r;
	rig_steps(&r,
	    "<all><repeat min='12' max='12'>" A1
	    "</repeat><repeat min='12' max='12'>" A1 "</repeat></all>");
	for (unsigned i = 0; i < 24; i++)
		rig_play(&r, "agent1 EventA\n");
	rig_play(&r, "fence\ndone\n");
	rig_passes(&r);
	rig_close(&r);
}
END_TEST

START_TEST(too_many_readings_are_inconclusive)
{
	struct rig r;
	struct buf b;
	buf_init(&b, 65536);
	buf_add_text(&b, "<all>");
	for (unsigned i = 0; i < 15; i++)
		buf_add_text(&b, A1);
	buf_add_text(&b, "</all>");
	rig_steps(&r, buf_text(&b));
	buf_free(&b);
	for (unsigned i = 0; i < 15; i++)
		rig_play(&r, "agent1 EventA\n");
	rig_ends(&r, VERDICT_INCONCLUSIVE, FINDING_AMBIGUOUS,
	    "The messages can be interpreted in more than 4096 ways; the "
	    "fixture is too ambiguous to judge.");
	rig_close(&r);
}
END_TEST

/* Steps are counted, not time: the judge gives up at the same message. */
START_TEST(too_many_steps)
{
	struct rig r;
	rig_steps(&r, "<optional>" A1 "</optional><optional>" A1 "</optional>");
	r.match->steps = MATCH_MAX_STEPS;
	rig_play(&r, "agent1 EventA\n");
	rig_ends(&r, VERDICT_INCONCLUSIVE, FINDING_AMBIGUOUS,
	    "Following the messages takes more than 400000000 steps; the fixture "
	    "is too intricate to judge.");
	rig_close(&r);
}
END_TEST

START_TEST(a_stimulus_needs_agreement)
{
	struct rig r;
	rig_steps(
	    &r, "<all>" CAPTURE_A1("first") CAPTURE_A1("other") "</all>" PONG);
	rig_play(&r,
	    "agent1 EventA k=x\nagent1 EventA k=y\n"
	    "send RequestPong\ndone\n");
	rig_ends(&r, VERDICT_INCONCLUSIVE, FINDING_AMBIGUOUS,
	    "RequestPong cannot be sent: what came can be interpreted in more "
	    "than one way, with different values of its attribute 'k'.");
	rig_again(&r);
	rig_play(&r,
	    "agent1 EventA k=x\nagent1 EventA k=x\n"
	    "send RequestPong\nfence\ndone\n");
	rig_passes(&r);
	rig_close(&r);
}
END_TEST

START_TEST(a_stimulus_needs_its_values)
{
	struct rig r;
	rig_steps(&r, CAPTURE_A1("first") PONG);
	rig_play(&r, "agent1 EventA\nsend RequestPong\ndone\n");
	rig_ends(&r, VERDICT_ERROR, FINDING_UNRESOLVED,
	    "RequestPong cannot be sent: its attribute 'k' needs '{first.k}', "
	    "which no message has brought.");
	rig_close(&r);
}
END_TEST

START_TEST(a_certain_verdict_stays)
{
	struct rig r;
	rig_steps(&r, A1);
	rig_play(&r, "agent1 EventB\n");
	match_break(r.match, VERDICT_ABORTED, FINDING_UNREACHABLE, "Stopped.");
	rig_fails(&r, FINDING_UNEXPECTED,
	    "EventB reached agent1, but nothing in the fixture expects it "
	    "there.");
	rig_close(&r);
}
END_TEST

START_TEST(a_run_can_be_given_up)
{
	struct rig r;
	rig_steps(&r, A1);
	match_break(r.match, VERDICT_ABORTED, FINDING_UNREACHABLE, "Stopped.");
	match_break(r.match, VERDICT_ERROR, FINDING_UNREACHABLE, "Again.");
	rig_ends(&r, VERDICT_ABORTED, FINDING_UNREACHABLE, "Stopped.");
	rig_close(&r);
}
END_TEST

START_TEST(a_flood_does_not_change_a_verdict)
{
	struct rig r;
	rig_steps(&r, A1);
	rig_play(&r, "agent1 EventB\n");
	for (unsigned i = 0; i < UINT16_MAX + 10u; i++)
		rig_play(&r, "agent1 EventNoise\n");
	rig_play(&r, "fence\n");
	ck_assert_int_eq(rig_outcome(&r)->finding, FINDING_UNEXPECTED);
	ck_assert_ptr_nonnull(strstr(rig_outcome(&r)->sentence,
	    " Another 64546 messages came and were not examined."));
	rig_close(&r);
}
END_TEST

Suite *
configs_suite(void)
{
	Suite *s = suite_create("configs");
	TCase *t = tcase_create("configs");
	tcase_set_timeout(t, 60);
	tcase_add_test(t, a_record_is_small);
	tcase_add_test(t, two_readings_stay_open);
	tcase_add_test(t, captures_keep_readings_apart);
	tcase_add_test(t, alike_readings_are_one);
	tcase_add_test(t, too_many_readings_are_inconclusive);
	tcase_add_test(t, too_many_steps);
	tcase_add_test(t, a_stimulus_needs_agreement);
	tcase_add_test(t, a_stimulus_needs_its_values);
	tcase_add_test(t, a_certain_verdict_stays);
	tcase_add_test(t, a_run_can_be_given_up);
	tcase_add_test(t, a_flood_does_not_change_a_verdict);
	suite_add_tcase(s, t);
	return s;
}
