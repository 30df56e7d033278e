/* SPDX-License-Identifier: Apache-2.0 */
#include "model/order.h"
#include "tests/load/host.h"
#include "tests/load/suites.h"

#include <string.h>

/* "setup/log-in(agent1) ..." with who plays 'party' in each. */
static char *
describe(const struct fixture_case *c, const char *party)
{
	struct order order;
	struct buf b;
	buf_init(&b, 4000);
	order_of_case(c, &order);
	for (size_t i = 0; i < order.performances.count; i++) {
		const struct performance *p = &order.performances.items[i];
		buf_printf(&b, "%s%s(%s)", i ? " " : "",
		    p->test->fixture->phase, cast_actual(&p->cast, party));
	}
	order_free(&order);
	return buf_take(&b);
}

static void
assert_order(const char *afters, const char *party, const char *wanted)
{
	struct diag diag;
	diag_init(&diag);
	char *text = mem_printf(
	    "<fixture xmlns='urn:ixconform:fixture:1' phase='tested' "
	    "section='1.2'><title>t</title><documented><message "
	    "name='EventInvite' protocol='InteractionManagement'/>"
	    "</documented><case name='a'>%s"
	    "<receive at='agent1' message='EventInvite'/></case></fixture>",
	    afters);
	struct suite *s = host_with_text(text, &diag);
	assert_silent(&diag);
	const struct fixture *f = suite_find_phase(s, "tested");
	char *order = describe(f->cases.items[0], party);
	ck_assert_str_eq(order, wanted);
	free(order);
	free(text);
	suite_free(s);
	diag_free(&diag);
}

START_TEST(preambles_come_first)
{
	assert_order("<after phase='invited'/>", "agent",
	    "setup/log-in(agent1) setup/log-in(agent2) invited(agent) "
	    "tested(agent)");
}
END_TEST

START_TEST(a_preamble_is_played_once_for_a_cast)
{
	assert_order("<after phase='setup/log-in'>"
		     "<party name='agent' is='agent2'/></after>"
		     "<after phase='invited'/><after phase='invited'/>",
	    "agent",
	    "setup/log-in(agent2) setup/log-in(agent1) invited(agent) "
	    "tested(agent)");
}
END_TEST

START_TEST(casts_go_through_several_levels)
{
	assert_order("<after phase='invited'>"
		     "<party name='agent2' is='agent7'/></after>",
	    "agent2",
	    "setup/log-in(agent7) setup/log-in(agent7) invited(agent7) "
	    "tested(agent2)");
}
END_TEST

START_TEST(another_cast_is_another_performance)
{
	assert_order("<after phase='invited'/><after phase='invited'>"
		     "<party name='agent2' is='agent3'/></after>",
	    "agent2",
	    "setup/log-in(agent2) setup/log-in(agent2) invited(agent2) "
	    "setup/log-in(agent3) invited(agent3) tested(agent2)");
}
END_TEST

START_TEST(only_parties_have_a_place)
{
	struct cast cast = { { 0 } };
	ck_assert_ptr_null(cast_actual(&cast, "nobody"));
	ck_assert_str_eq(cast_actual(&cast, "media"), "agent");
}
END_TEST

START_TEST(casts_can_be_composed)
{
	struct cast outer = cast_of_everybody(), inner = cast_of_everybody();
	ck_assert_str_eq(cast_actual(&outer, "reporting"), "reporting");
	inner.actual[1] = 2;
	outer.actual[2] = 7;
	struct cast both = cast_compose(&outer, &inner);
	ck_assert_str_eq(cast_actual(&both, "agent1"), "agent7");
	ck_assert_str_eq(cast_actual(&both, "agent2"), "agent7");
	ck_assert_str_eq(cast_actual(&both, "agent3"), "agent3");
}
END_TEST

START_TEST(there_is_a_place_for_every_party)
{
	unsigned count = 0;
	while (party_names()[count])
		count++;
	ck_assert_uint_eq(count, CAST_SIZE);
}
END_TEST

Suite *
order_suite(void)
{
	Suite *s = suite_create("order");
	TCase *t = tcase_create("order");
	tcase_add_test(t, preambles_come_first);
	tcase_add_test(t, a_preamble_is_played_once_for_a_cast);
	tcase_add_test(t, casts_go_through_several_levels);
	tcase_add_test(t, another_cast_is_another_performance);
	tcase_add_test(t, only_parties_have_a_place);
	tcase_add_test(t, casts_can_be_composed);
	tcase_add_test(t, there_is_a_place_for_every_party);
	suite_add_tcase(s, t);
	return s;
}
