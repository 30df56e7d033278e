/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"
#include "tests/judge/rig.h"
#include "tests/judge/suites.h"

#include <check.h>
#include <string.h>

#define A1 "<receive at='agent1' message='EventA'/>"
#define PING "<send id='ping' from='agent1' message='RequestPing'/>"

static const struct pattern_event *
event_at(const struct rig *r, unsigned index)
{
	ck_assert_uint_lt(index, r->pattern->events.count);
	return &r->pattern->events.items[index];
}

/* The only bound of that sense, or NULL. */
static const struct bound *
bound_of(const struct rig *r, unsigned event, bool latest)
{
	const struct pattern_event *e = event_at(r, event);
	const struct bound *found = NULL;
	for (size_t i = 0; i < e->bounds.count; i++) {
		if (e->bounds.items[i].latest != latest)
			continue;
		ck_assert_ptr_null(found);
		found = &e->bounds.items[i];
	}
	return found;
}

static void
check_bound(
    const struct rig *r, unsigned event, bool latest, int since, int64_t ns)
{
	const struct bound *b = bound_of(r, event, latest);
	ck_assert_ptr_nonnull(b);
	ck_assert_int_eq(b->since, since);
	ck_assert_int_eq(b->ns, ns);
}

START_TEST(a_receive_without_window_has_the_default)
{
	struct rig r;
	rig_steps(&r, A1 PING A1);
	check_bound(&r, 0, true, -1, 5 * NS_PER_S);
	check_bound(&r, 2, true, 1, 5 * NS_PER_S);
	ck_assert_ptr_null(bound_of(&r, 2, false));
	rig_close(&r);
}
END_TEST

START_TEST(a_block_lends_its_latest_to_receives_only)
{
	struct rig r;
	rig_steps(&r,
	    "<all within='{invitation-timeout}+1s' not-before='2s'>" A1 PING
	    "<absent within='3s'>" A1 "</absent></all>" A1);
	check_bound(&r, 0, true, -1, 31 * NS_PER_S);
	check_bound(&r, 0, false, -1, 2 * NS_PER_S);
	ck_assert_uint_eq(event_at(&r, 1)->bounds.count, 1);
	check_bound(&r, 1, false, -1, 2 * NS_PER_S);
	check_bound(&r, 2, true, 1, 3 * NS_PER_S);
	check_bound(&r, 3, true, 1, 5 * NS_PER_S);
	ck_assert_int_eq(r.pattern->longest_wait_ns, 3 * NS_PER_S);
	rig_close(&r);
}
END_TEST

START_TEST(windows_of_a_block_and_a_step_both_hold)
{
	struct rig r;
	rig_steps(&r,
	    "<all within='2s'><receive at='agent1' message='EventA'"
	    " within='3s'/></all>");
	ck_assert_uint_eq(event_at(&r, 0)->bounds.count, 2);
	rig_close(&r);
}
END_TEST

START_TEST(since_names_a_step)
{
	struct rig r;
	rig_steps(&r,
	    "<receive id='a' at='agent1' message='EventA'/>" PING
	    "<receive at='agent1' message='EventB' within='1s'"
	    " since='a'/>");
	check_bound(&r, 2, true, 0, NS_PER_S);
	rig_close(&r);
}
END_TEST

/* After a block that may have been left out, no time counts from its sends. */
START_TEST(a_conditional_send_is_no_start)
{
	static const char *const blocks[] = {
		"<optional>" A1 PING "</optional>",
		"<choice><seq>" A1 PING "</seq>" A1 "</choice>",
		"<repeat min='0' max='2'>" A1
		"<send from='agent1' message='RequestPing'/></repeat>",
	};
	struct rig r;
	char *steps = mem_printf("<send from='agent2' message='RequestPong'/>"
				 "%s<receive at='agent2' message='EventB'/>",
	    blocks[_i]);
	rig_steps(&r, steps);
	free(steps);
	check_bound(
	    &r, (unsigned)r.pattern->events.count - 1, true, 0, 5 * NS_PER_S);
	rig_close(&r);
}
END_TEST

START_TEST(the_last_copy_that_must_be_is_a_start)
{
	struct rig r;
	rig_steps(&r,
	    "<repeat min='2' max='4'><receive at='agent1'"
	    " message='EventA'/><send from='agent1'"
	    " message='RequestPing'/></repeat>" A1);
	ck_assert_uint_eq(r.pattern->events.count, 9);
	check_bound(&r, 4, true, 3, 5 * NS_PER_S);
	check_bound(&r, 8, true, 3, 5 * NS_PER_S);
	rig_close(&r);
}
END_TEST

START_TEST(repeat_makes_copies)
{
	struct rig r;
	rig_steps(&r,
	    "<repeat min='1' max='3'>" A1 "</repeat>"
	    "<repeat min='0' max='0'>" A1 "</repeat>");
	ck_assert_uint_eq(r.pattern->events.count, 3);
	ck_assert(!event_at(&r, 0)->conditional);
	ck_assert(event_at(&r, 1)->conditional);
	ck_assert_uint_eq(r.pattern->labels.count, 1);
	rig_close(&r);
}
END_TEST

START_TEST(when_drops_steps)
{
	struct rig r;
	rig_steps(&r,
	    "<receive when='R1=early' at='agent1' message='EventA'/>"
	    "<receive when='R1=late|early' at='agent1'"
	    " message='EventB'/>");
	ck_assert_uint_eq(r.pattern->events.count, 1);
	ck_assert_str_eq(event_at(&r, 0)->spec->name, "EventB");
	rig_close(&r);
	rig_open(&r,
	    &(struct rig_text){ .target = "<reading name='R1' value='early'/>",
		.steps = "<receive when='R1=early' at='agent1'"
			 " message='EventA'/>" });
	ck_assert_uint_eq(r.pattern->events.count, 1);
	rig_close(&r);
}
END_TEST

START_TEST(r9_opens_the_world)
{
	struct rig r;
	rig_steps(&r, A1);
	ck_assert(!r.pattern->open_world);
	rig_close(&r);
	rig_open(&r,
	    &(struct rig_text){
		.target = "<reading name='R9' value='open'/>" });
	ck_assert(r.pattern->open_world);
	rig_close(&r);
}
END_TEST

#define READY                                                                  \
	"<case name='is'><receive id='in' at='agent' message='EventA'/></case>"
#define SECOND                                                                 \
	"<case name='is'><after phase='setup/ready'>"                          \
	"<party name='agent' is='agent'/></after>"                             \
	"<receive at='agent' message='EventB'/></case>"

START_TEST(preambles_run_once_per_cast)
{
	static const char *const parties[] = { "agent1", "agent1", "agent2",
		"agent2", "agent1" };
	struct rig r;
	rig_open(&r,
	    &(struct rig_text){ .setup = READY,
		.second = SECOND,
		.after = "<after phase='setup/second'>"
			 "<party name='agent' is='agent1'/></after>"
			 "<after phase='setup/ready'>"
			 "<party name='agent' is='agent1'/></after>"
			 "<after phase='setup/second'>"
			 "<party name='agent' is='agent2'/></after>",
		.steps = A1 });
	ck_assert_uint_eq(r.pattern->events.count, 5);
	for (unsigned i = 0; i < 5; i++) {
		const struct pattern_event *e = event_at(&r, i);
		ck_assert_str_eq(
		    r.pattern->parties.items[e->party].name, parties[i]);
		ck_assert_int_eq(e->main, i == 4);
	}
	ck_assert_uint_eq(r.pattern->instances.count, 5);
	rig_close(&r);
}
END_TEST

START_TEST(names_of_a_preamble_are_known_behind_it)
{
	struct rig r;
	rig_open(&r,
	    &(struct rig_text){ .setup = READY,
		.after = "<after phase='setup/ready'/>",
		.steps = "<receive at='agent' message='EventB'"
			 " within='1s' since='in'/>" });
	check_bound(&r, 1, true, 0, NS_PER_S);
	rig_close(&r);
}
END_TEST

START_TEST(too_many_events)
{
	struct rig r;
	rig_open(&r,
	    &(struct rig_text){ .steps =
				    "<repeat min='0' max='64'><repeat min='0' "
				    "max='9'>" A1 "</repeat></repeat>" });
	ck_assert_ptr_null(r.pattern);
	ck_assert_str_eq(rig_error(&r),
	    "the case 'one' and its preambles have more than 512 steps");
	rig_close(&r);
}
END_TEST

START_TEST(the_most_events)
{
	struct rig r;
	rig_steps(&r,
	    "<repeat min='64' max='64'><repeat min='8' max='8'>" A1
	    "</repeat></repeat>");
	ck_assert_uint_eq(r.pattern->events.count, PATTERN_MAX_EVENTS);
	rig_close(&r);
}
END_TEST

START_TEST(a_timer_that_the_target_lacks)
{
	struct rig r;
	rig_open(&r,
	    &(struct rig_text){ .steps = "<receive at='agent1' message='EventA'"
					 " within='{other-timer}'/>" });
	ck_assert_ptr_null(r.pattern);
	ck_assert_str_eq(
	    rig_error(&r), "the target 'stage' defines no timer 'other-timer'");
	rig_close(&r);
}
END_TEST

START_TEST(pools_that_a_case_uses)
{
	struct rig r;
	rig_steps(&r,
	    "<receive at='agent1' message='EventA'>"
	    "<attribute name='q' value='{queue}'/></receive>");
	ck_assert(r.pattern->uses_queue);
	ck_assert(!r.pattern->uses_workbin);
	rig_close(&r);
}
END_TEST

Suite *
compile_suite(void)
{
	Suite *s = suite_create("compile");
	TCase *t = tcase_create("compile");
	tcase_add_test(t, a_receive_without_window_has_the_default);
	tcase_add_test(t, a_block_lends_its_latest_to_receives_only);
	tcase_add_test(t, windows_of_a_block_and_a_step_both_hold);
	tcase_add_test(t, since_names_a_step);
	tcase_add_loop_test(t, a_conditional_send_is_no_start, 0, 3);
	tcase_add_test(t, the_last_copy_that_must_be_is_a_start);
	tcase_add_test(t, repeat_makes_copies);
	tcase_add_test(t, when_drops_steps);
	tcase_add_test(t, r9_opens_the_world);
	tcase_add_test(t, preambles_run_once_per_cast);
	tcase_add_test(t, names_of_a_preamble_are_known_behind_it);
	tcase_add_test(t, too_many_events);
	tcase_add_test(t, the_most_events);
	tcase_add_test(t, a_timer_that_the_target_lacks);
	tcase_add_test(t, pools_that_a_case_uses);
	suite_add_tcase(s, t);
	return s;
}
