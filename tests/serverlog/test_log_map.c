/* SPDX-License-Identifier: Apache-2.0 */
/* What a map file adds, and what is wrong in one, with its place. */
#include "serverlog/log_map.h"
#include "tests/serverlog/suites.h"

static const char good[] = "# a comment\n"
			   "message event_conf_invited EventInvite\n"
			   "\n"
			   "attribute attr_ticket ticketId # another\n"
			   "attribute attr_who EventParty* party.agentId\r\n"
			   "value visibilityMode 1 Conference\n"
			   "client 'desk one' AgentApplication ann1 'place 7'\n"
			   "number 26055 message\n";

START_TEST(a_map_adds_words)
{
	struct vocabulary v = { .messages = { 0 } };
	struct diag diag;
	char into[LOG_NAME_MAX_BYTES + 1];
	struct source *s = source_from_text("map", good, sizeof(good) - 1);
	diag_init(&diag);
	ck_assert(log_map_parse(s, &v, &diag));
	vocabulary_message(&v, span_of("event_conf_invited"), into);
	ck_assert_str_eq(into, "EventInvite");
	ck_assert(vocabulary_attribute(
	    &v, "EventInvite", span_of("attr_ticket"), into));
	ck_assert_str_eq(into, "ticketId");
	vocabulary_attribute(&v, "EventPartyAdded", span_of("attr_who"), into);
	ck_assert_str_eq(into, "party.agentId");
	ck_assert(
	    !vocabulary_attribute(&v, "EventAck", span_of("attr_who"), into));
	ck_assert_str_eq(into, "log.who");
	ck_assert_str_eq(
	    vocabulary_value(&v, "visibilityMode", span_of("1")), "Conference");
	ck_assert_int_eq(vocabulary_role(&v, 26055), LINE_MESSAGE);
	ck_assert_str_eq(v.clients.items[0].label, "desk one");
	ck_assert_str_eq(v.clients.items[0].place_id, "place 7");
	vocabulary_free(&v);
	diag_free(&diag);
	source_unref(s);
}
END_TEST

static const struct {
	const char *text, *wanted;
} bad[] = {
	{ "mesage a b\n",
	    "map:1:1: error: unknown statement 'mesage'\n"
	    "    1 | mesage a b\n"
	    "      | ^~~~~~\n"
	    "      note: did you mean 'message'?\n" },
	{ "\nattribute attr_x\n",
	    "map:2:1: error: the statement must be 'attribute LOG-NAME "
	    "[MESSAGES] PATH'\n"
	    "    2 | attribute attr_x\n"
	    "      | ^~~~~~~~~\n" },
	{ "client desk1 AgentAplication\n",
	    "map:1:14: error: unknown kind of client 'AgentAplication'\n"
	    "    1 | client desk1 AgentAplication\n"
	    "      |              ^~~~~~~~~~~~~~~\n"
	    "      note: did you mean 'AgentApplication'?\n" },
	{ "number 123 message\n",
	    "map:1:8: error: '123' is no number of a line; it must have five "
	    "digits\n"
	    "    1 | number 123 message\n"
	    "      |        ^~~\n" },
	{ "value a b c d e f\n",
	    "map:1:1: error: the statement must be 'value PATH LOG-VALUE "
	    "VALUE'\n"
	    "    1 | value a b c d e f\n"
	    "      | ^~~~~\n" },
};

START_TEST(a_mistake_has_a_place)
{
	struct vocabulary v = { .messages = { 0 } };
	struct diag diag;
	struct buf text;
	struct source *s =
	    source_from_text("map", bad[_i].text, strlen(bad[_i].text));
	diag_init(&diag);
	buf_init(&text, 10000);
	ck_assert(!log_map_parse(s, &v, &diag));
	diag_print(&diag, &text, false);
	ck_assert_str_eq(buf_text(&text), bad[_i].wanted);
	buf_free(&text);
	vocabulary_free(&v);
	diag_free(&diag);
	source_unref(s);
}
END_TEST

Suite *
log_map_suite(void)
{
	Suite *s = suite_create("log_map");
	TCase *t = tcase_create("log_map");
	tcase_add_test(t, a_map_adds_words);
	tcase_add_loop_test(
	    t, a_mistake_has_a_place, 0, sizeof(bad) / sizeof(bad[0]));
	suite_add_tcase(s, t);
	return s;
}
