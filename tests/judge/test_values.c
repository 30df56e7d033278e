/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/explain/outcome.h"
#include "tests/judge/rig.h"
#include "tests/judge/suites.h"

#include <check.h>

/* One expectation about an attribute, and what fits it and does not. */
static const struct {
	const char *test, *fits, *misfits;
} tests[] = {
	{ "name='k' value='x'", "k=x", "k=xx" },
	{ "name='k' value='7'", "k=7", "k=07x" },
	{ "name='k' value=''", "k=", "k=x" },
	{ "name='k' value='x'", "k=x", "j=x" },
	{ "name='k' present='yes'", "k=x", "j=x" },
	{ "name='k' present='yes'", "k.j=x", "kj=x" },
	{ "name='k' missing='yes'", "j=x", "k=x" },
	{ "name='k' missing='yes'", "j=x", "k.j=x" },
	{ "name='k' capture='c'", "k=x", "j=x" },
	{ "name='k' type='integer'", "k=7", "k=x" },
	{ "name='k' type='string'", "k=x", "k=7" },
	{ "name='k' type='object'", "k.j=7", "k=x" },
	{ "name='k' type='object'", "k.j.0=7", "k.0.j=7" },
	{ "name='k' type='list'", "k.0=7", "k.j=7" },
	{ "name='k' type='list'", "k.0.j=7", "k=x" },
	{ "name='k.0' type='object'", "k.0.j=7", "k.0.0=7" },
	{ "name='k' matches='a|b'", "k=b", "k=ab" },
	{ "name='k' matches='a{{2}'", "k=aa", "k=a" },
	{ "name='k' matches='[0-9]+'", "k=17", "k=17x" },
	{ "name='k' matches='{interaction}'", "k=ix-1", "k=ix-2" },
	{ "name='k' matches='x{dots}x'", "k=xa.b+cx", "k=xaabbcx" },
	{ "name='k' value='{{x}}'", "k={x}", "k=x" },
	{ "name='k' value='{agent1.agentId}/{agent1.placeId}'",
	    "k=agent-1/place-1", "k=agent-1/place-2" },
	{ "name='k' value='{agent2.agentId}'", "k=agent-2", "k=agent-1" },
	{ "name='k' value='{queue}{workbin}'", "k=queue-1workbin-1",
	    "k=queue-1" },
	{ "name='k' value='{unique}-{tenant}'", "k=u1-101", "k=u1-102" },
	{ "name='list.{tenant}' value='x'", "list.101=x", "list.102=x" },
};

START_TEST(tests_an_attribute)
{
	struct rig r;
	char *steps = mem_printf("<receive at='agent1' message='EventA'>"
				 "<attribute %s/></receive>",
	    tests[_i].test);
	char *fits = mem_printf("agent1 EventA %s\nfence\n", tests[_i].fits);
	char *misfits =
	    mem_printf("agent1 EventA %s\nfence\n", tests[_i].misfits);
	rig_open(&r,
	    &(struct rig_text){ .steps = steps,
		.target = "<value name='dots' value='a.b+c'/>" });
	rig_play(&r, fits);
	rig_passes(&r);
	rig_again(&r);
	rig_play(&r, misfits);
	ck_assert_int_eq(rig_outcome(&r)->finding, FINDING_WRONG_ATTRIBUTE);
	free(steps);
	free(fits);
	free(misfits);
	rig_close(&r);
}
END_TEST

/* What the catalogue lists has its type, whatever the fixture says. */
static const struct {
	const char *attribute, *sentence; /* NULL: it passes */
} listed[] = {
	{ "who.0.agentId=a", NULL },
	{ "who.agentId=a",
	    "EventTicket reached agent1 with an object as who; the catalogue "
	    "wants a list." },
	{ "extras.k=1", NULL },
	{ "extras.0=1",
	    "EventTicket reached agent1 with a list as extras; the catalogue "
	    "wants an object." },
	{ "extras=x",
	    "EventTicket reached agent1 with extras 'x'; the catalogue wants an "
	    "object." },
	{ "note.0=x",
	    "EventTicket reached agent1 with a list as note; the catalogue "
	    "wants a string." },
};

START_TEST(a_list_is_no_object)
{
	struct rig r;
	char *script = mem_printf(
	    "agent1 EventTicket ticketId=1 %s\nfence\n", listed[_i].attribute);
	rig_steps(&r, "<receive at='agent1' message='EventTicket'/>");
	rig_play(&r, script);
	if (listed[_i].sentence)
		rig_fails(&r, FINDING_WRONG_ATTRIBUTE, listed[_i].sentence);
	else
		rig_passes(&r);
	free(script);
	rig_close(&r);
}
END_TEST

static const struct pattern_event *
first_send(const struct rig *r)
{
	for (size_t i = 0; i < r->pattern->events.count; i++)
		if (r->pattern->events.items[i].kind == EVENT_SEND)
			return &r->pattern->events.items[i];
	ck_abort_msg("nothing is sent");
}

static struct message *
build_first(struct rig *r)
{
	const struct pattern_event *e = first_send(r);
	unsigned index = (unsigned)(e - r->pattern->events.items);
	return match_build(r->match, index, 7);
}

START_TEST(fills_in_a_stimulus)
{
	struct rig r;
	rig_steps(&r,
	    "<receive id='in' at='agent1' message='EventTicket'>"
	    "<attribute name='note' capture='told'/></receive>"
	    "<send from='agent1' message='RequestPing'>"
	    "<attribute name='ticketId' value='{in.ticketId}'/>"
	    "<attribute name='told' value='[{told}]'/>"
	    "<attribute name='count' value='12'/>"
	    "<attribute name='loud' value='true'/>"
	    "<attribute name='list.{told}' value='1' type='integer'/>"
	    "</send>");
	rig_play(&r, "agent1 EventTicket ticketId=42 note=hello\n");
	struct message *m = build_first(&r);
	int64_t integer = 0;
	ck_assert_ptr_nonnull(m);
	ck_assert_str_eq(message_name(m), "RequestPing");
	ck_assert(message_integer(m, "referenceId", &integer));
	ck_assert_int_eq(integer, 7);
	ck_assert_str_eq(message_string(m, "ticketId"), "42");
	ck_assert_str_eq(message_string(m, "told"), "[hello]");
	ck_assert(message_integer(m, "count", &integer));
	ck_assert_int_eq(integer, 12);
	ck_assert_int_eq(message_find(m, "loud")->kind, VALUE_BOOLEAN);
	ck_assert(message_integer(m, "list.hello", &integer));
	message_unref(m);
	rig_close(&r);
}
END_TEST

START_TEST(a_later_name_hides_an_earlier_one)
{
	struct rig r;
	rig_open(&r,
	    &(struct rig_text){ .setup =
				    "<case name='is'><receive id='in'"
				    " at='agent1' message='EventA'/></case>",
		.after = "<after phase='setup/ready'/>",
		.steps = "<receive id='in' at='agent1'"
			 " message='EventB'/>"
			 "<send from='agent1' message='RequestPing'>"
			 "<attribute name='k' value='{in.k}'/>"
			 "</send>" });
	rig_play(&r, "agent1 EventA k=old\nagent1 EventB k=new\n");
	struct message *m = build_first(&r);
	ck_assert_str_eq(message_string(m, "k"), "new");
	message_unref(m);
	rig_close(&r);
}
END_TEST

START_TEST(text_behind_a_nul_byte_does_not_hide)
{
	struct rig r;
	rig_steps(&r,
	    "<receive at='agent1' message='EventA'>"
	    "<attribute name='k' value='x'/></receive>");
	struct observation o = { .message = message_new("EventA"),
		.protocol = "InteractionManagement",
		.number = 1 };
	message_set_bytes(o.message, "k", "x\0y", 3);
	ck_assert(!match_feed(r.match, &o));
	observation_clear(&o);
	rig_play(&r, "fence\n");
	rig_fails(&r, FINDING_WRONG_ATTRIBUTE,
	    "EventA reached agent1 with k 'x\\x00y'; it must be 'x'.");
	rig_close(&r);
}
END_TEST

/* The effect of what a peer sent on a message, in a name or a value. */
static const struct {
	const char *attribute;
	unsigned size;
	char letter;
	const char *wanted;
} outgrown[] = {
	{ "name='x.{in.k}' value='v'", 65530, 'a',
	    "RequestPing cannot be sent: the name of its attribute 'x.{in.k}' "
	    "becomes 65532 bytes long; it may have 512." },
	{ "name='x.{in.k}' value='v'", 16, '.',
	    "RequestPing cannot be sent: its attribute 'x.................' is "
	    "nested 18 levels deep; it may be 16." },
	{ "name='x' value='{in.k}{in.k}'", 40000, 'a',
	    "RequestPing cannot be sent: its attribute 'x' becomes longer than "
	    "65536 bytes." },
	{ "name='x' value='{in.k}'", 1 << 20, 'a',
	    "RequestPing cannot be sent: it has more than the 1048576 bytes of "
	    "a line of the binding." },
	{ "name='x' value='{in.k}'", 200000, '\1',
	    "RequestPing cannot be sent: it has more than the 1048576 bytes of "
	    "a line of the binding." },
};

START_TEST(a_peer_cannot_make_a_message_outgrow_frames)
{
	struct rig r;
	struct outcome outcome;
	unsigned event;
	unsigned size = outgrown[_i].size;
	char *text = mem_zalloc(size + 1);
	char *steps =
	    mem_printf("<receive id='in' at='agent1' message='EventA'/>"
		       "<send from='agent1' message='RequestPing'>"
		       "<attribute %s/></send>",
		outgrown[_i].attribute);
	memset(text, outgrown[_i].letter, size);
	rig_steps(&r, steps);
	struct observation o = { .message = message_new("EventA"),
		.protocol = "InteractionManagement",
		.number = 1 };
	message_set_string(o.message, "k", text);
	ck_assert(match_feed(r.match, &o));
	observation_clear(&o);
	ck_assert_int_eq(match_demand(r.match, 0, &event), MATCH_SEND);
	ck_assert_ptr_null(match_build(r.match, event, 1));
	ck_assert_int_eq(match_demand(r.match, 0, &event), MATCH_DONE);
	match_outcome(r.match, &outcome);
	ck_assert_int_eq(outcome.verdict, VERDICT_ERROR);
	ck_assert_str_eq(outcome.sentence, outgrown[_i].wanted);
	outcome_clear(&outcome);
	rig_close(&r);
	free(steps);
	free(text);
}
END_TEST

Suite *
values_suite(void)
{
	Suite *s = suite_create("values");
	TCase *t = tcase_create("values");
	tcase_add_loop_test(
	    t, tests_an_attribute, 0, sizeof(tests) / sizeof(tests[0]));
	tcase_add_loop_test(
	    t, a_list_is_no_object, 0, sizeof(listed) / sizeof(listed[0]));
	tcase_add_test(t, fills_in_a_stimulus);
	tcase_add_test(t, a_later_name_hides_an_earlier_one);
	tcase_add_test(t, text_behind_a_nul_byte_does_not_hide);
	tcase_add_loop_test(t, a_peer_cannot_make_a_message_outgrow_frames, 0,
	    sizeof(outgrown) / sizeof(outgrown[0]));
	suite_add_tcase(s, t);
	return s;
}
