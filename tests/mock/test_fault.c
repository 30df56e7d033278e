/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/config/fault.h"
#include "tests/mock/suites.h"

#include <string.h>

/* Each is printed as it was read. */
static const char *const good[] = {
	"drop EventRevoked at agent2",
	"drop * at agent1 as Reporting #3",
	"drop EventAck at agent1 sometimes 1/10000",
	"delay EventInvite sometimes 1/3 by 300000000ns",
	"duplicate EventAck",
	"delay EventInvite at agent2 by 300000000ns",
	"advance EventRevoked at agent2 #2 by 200000000ns",
	"retag EventInvite at agent2 to Reporting",
	"misdeliver EventInvite at agent2 #1 to agent1",
	"alter EventInvite at agent2 ticketId=999",
	"alter EventInvite party.agentId=\"two words\"",
	"strip EventInvite at agent2 ticketId",
	"wrong-reference EventAck at agent2",
	"swap EventAck at agent1",
	"extra EventPartyRemoved at agent1 #2 after EventAck",
	"extra EventRevoked at agent2 after EventAck by 300000000ns",
	"malformed EventAck at agent1",
	"disconnect EventInvite at agent2",
	"rename EventAck at agent1 to EventBogus",
	"misbehave RequestAccept is-ticket-known always",
	"misbehave * which-offer another-of-agent #2",
	"misbehave timeout offer-open-to-revoked to-accepted",
	"misbehave * which-offer another-of-agent sometimes 1/7",
};

START_TEST(a_fault_is_read_and_printed)
{
	struct diag diag;
	struct buf printed;
	struct fault fault;
	diag_init(&diag);
	buf_init(&printed, 1000);
	ck_assert_msg(fault_parse(good[_i], &fault, &diag), "%s", good[_i]);
	fault_print(&fault, &printed);
	ck_assert_str_eq(buf_text(&printed), good[_i]);
	ck_assert(strncmp(good[_i], fault_kind_name(fault.kind),
		      strlen(fault_kind_name(fault.kind))) == 0);
	buf_free(&printed);
	diag_free(&diag);
}
END_TEST

START_TEST(the_words_end_where_they_should)
{
	struct diag diag;
	struct fault fault;
	diag_init(&diag);
	ck_assert(fault_parse(
	    "  delay\tEventInvite by 1.5s  #2   at agent2 ", &fault, &diag));
	ck_assert_int_eq(fault.kind, FAULT_DELAY);
	ck_assert_str_eq(fault.message, "EventInvite");
	ck_assert_str_eq(fault.party, "agent2");
	ck_assert_str_eq(fault.protocol, "");
	ck_assert_uint_eq(fault.occurrence, 2);
	ck_assert_int_eq(fault.delay_ns, 1500000000);
	diag_free(&diag);
}
END_TEST

START_TEST(each_example_of_the_help_is_a_fault)
{
	for (int kind = 0; kind < FAULT_KIND_COUNT; kind++) {
		const char *usage = fault_kind_usage((enum fault_kind)kind);
		char example[200];
		size_t size = strcspn(usage, ":");
		ck_assert_uint_lt(size, sizeof(example));
		memcpy(example, usage, size);
		example[size] = '\0';
		struct diag diag;
		struct fault fault;
		diag_init(&diag);
		ck_assert_msg(fault_parse(example, &fault, &diag), "%s", usage);
		ck_assert_int_eq(fault.kind, kind);
		diag_free(&diag);
	}
}
END_TEST

static const struct {
	const char *text;
	const char *complaint;
} bad[] = {
	{ "",
	    "ixconform: error: the fault is empty; it starts with its kind, "
	    "as in 'drop EventAck at agent1'\n" },
	{ "dorp EventAck",
	    "fault:1:1: error: unknown kind of fault 'dorp'\n"
	    "    1 | dorp EventAck\n"
	    "      | ^~~~\n"
	    "      note: did you mean 'drop'?\n" },
	{ "zzz EventAck",
	    "fault:1:1: error: unknown kind of fault 'zzz'\n"
	    "    1 | zzz EventAck\n"
	    "      | ^~~\n"
	    "      note: it is one of: drop, duplicate, delay, advance, retag, "
	    "misdeliver, alter, strip, wrong-reference, swap, extra, "
	    "malformed, disconnect, rename, misbehave\n" },
	{ "misbehave RequestAcept",
	    "fault:1:11: error: the mock serves no 'RequestAcept'\n"
	    "    1 | misbehave RequestAcept\n"
	    "      |           ^~~~~~~~~~~~\n"
	    "      note: did you mean 'RequestAccept'?\n" },
	{ "misbehave timeout timer-start",
	    "fault:1:19: error: no decision is called 'timer-start'\n"
	    "    1 | misbehave timeout timer-start\n"
	    "      |                   ^~~~~~~~~~~\n"
	    "      note: did you mean 'timer-starts'?\n" },
	{ "misbehave timeout timer-starts twice",
	    "fault:1:32: error: this decision cannot go wrong by 'twice'\n"
	    "    1 | misbehave timeout timer-starts twice\n"
	    "      |                                ^~~~~\n"
	    "      note: it is one of: not, once-per-agent\n" },
	{ "misbehave timeout timer-starts not at",
	    "fault:1:36: error: unexpected word 'at' in a 'misbehave'\n"
	    "    1 | misbehave timeout timer-starts not at\n"
	    "      |                                    ^~\n"
	    "      note: such as: misbehave RequestAccept is-ticket-known "
	    "always: a decision goes wrong (docs/qualify.md)\n" },
	{ "drop",
	    "fault:1:5: error: a message is missing after 'drop'\n"
	    "    1 | drop\n"
	    "      |     ^\n" },
	{ "drop EventRevokd at agent2",
	    "fault:1:6: error: the mock never sends 'EventRevokd'\n"
	    "    1 | drop EventRevokd at agent2\n"
	    "      |      ^~~~~~~~~~~\n"
	    "      note: did you mean 'EventRevoked'?\n" },
	{ "drop EventAck at",
	    "fault:1:17: error: a party is missing after 'at'\n"
	    "    1 | drop EventAck at\n"
	    "      |                 ^\n" },
	{ "drop EventAck at agent1 at agent2",
	    "fault:1:25: error: 'at' is given twice\n"
	    "    1 | drop EventAck at agent1 at agent2\n"
	    "      |                         ^~\n" },
	{ "drop EventAck as Reportng",
	    "fault:1:18: error: unknown protocol 'Reportng'\n"
	    "    1 | drop EventAck as Reportng\n"
	    "      |                  ^~~~~~~~\n"
	    "      note: did you mean 'Reporting'?\n" },
	{ "drop EventAck #0",
	    "fault:1:15: error: '#0' is not an occurrence; write '#' and a "
	    "number from 1\n"
	    "    1 | drop EventAck #0\n"
	    "      |               ^~\n" },
	{ "drop EventAck #4294967296",
	    "fault:1:15: error: '#4294967296' is not an occurrence; write '#' "
	    "and a number from 1\n"
	    "    1 | drop EventAck #4294967296\n"
	    "      |               ^~~~~~~~~~~\n" },
	{ "drop EventAck #1 #2",
	    "fault:1:18: error: '#' is given twice\n"
	    "    1 | drop EventAck #1 #2\n"
	    "      |                  ^~\n" },
	{ "drop EventAck sometimes",
	    "fault:1:24: error: how often is missing after 'sometimes'\n"
	    "    1 | drop EventAck sometimes\n"
	    "      |                        ^\n" },
	{ "drop EventAck sometimes 10%",
	    "fault:1:25: error: '10%' is no part of the messages; it is '1/' "
	    "and a number from 1, as in 'sometimes 1/10000'\n"
	    "    1 | drop EventAck sometimes 10%\n"
	    "      |                         ^~~\n" },
	{ "drop EventAck sometimes 1/0",
	    "fault:1:25: error: '1/0' is no part of the messages; it is '1/' "
	    "and a number from 1, as in 'sometimes 1/10000'\n"
	    "    1 | drop EventAck sometimes 1/0\n"
	    "      |                         ^~~\n" },
	{ "drop EventAck #2 sometimes 1/5",
	    "fault:1:18: error: '#2' and 'sometimes 1/5' cannot be combined: "
	    "the first already picks one message\n"
	    "    1 | drop EventAck #2 sometimes 1/5\n"
	    "      |                  ^~~~~~~~~\n" },
	{ "drop EventAck att agent1",
	    "fault:1:15: error: unexpected word 'att' in a 'drop'\n"
	    "    1 | drop EventAck att agent1\n"
	    "      |               ^~~\n"
	    "      note: did you mean 'at'?\n"
	    "      note: such as: drop EventRevoked at agent2: it never "
	    "arrives\n"
	    "fault:1:19: error: unexpected word 'agent1' in a 'drop'\n"
	    "    1 | drop EventAck att agent1\n"
	    "      |                   ^~~~~~\n"
	    "      note: such as: drop EventRevoked at agent2: it never "
	    "arrives\n" },
	{ "delay EventInvite",
	    "fault:1:18: error: 'delay' needs 'by' and a duration\n"
	    "    1 | delay EventInvite\n"
	    "      |                  ^\n"
	    "      note: such as: delay EventInvite at agent2 by 3s: it and "
	    "all after it come later\n" },
	{ "delay EventInvite by 0s",
	    "fault:1:22: error: a duration of 0 changes nothing\n"
	    "    1 | delay EventInvite by 0s\n"
	    "      |                      ^~\n" },
	{ "advance EventRevoked at agent2",
	    "fault:1:31: error: 'advance' needs 'by' and a duration\n"
	    "    1 | advance EventRevoked at agent2\n"
	    "      |                               ^\n"
	    "      note: such as: advance EventRevoked at agent2 by 200ms: the "
	    "timer that causes it ends earlier\n" },
	{ "retag EventInvite to",
	    "fault:1:21: error: a name is missing after 'to'\n"
	    "    1 | retag EventInvite to\n"
	    "      |                     ^\n" },
	{ "retag EventInvite to A2345678901234567890123456789012x",
	    "fault:1:22: error: a protocol of 33 bytes; at most 32 are "
	    "accepted\n"
	    "    1 | retag EventInvite to A2345678901234567890123456789012x\n"
	    "      |                      ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n" },
	{ "alter EventInvite ticketId",
	    "fault:1:19: error: unexpected word 'ticketId' in a 'alter'\n"
	    "    1 | alter EventInvite ticketId\n"
	    "      |                   ^~~~~~~~\n"
	    "      note: such as: alter EventInvite at agent2 ticketId=999: an "
	    "attribute has another value\n" },
	{ "strip EventInvite",
	    "fault:1:18: error: 'strip' needs the path of an attribute\n"
	    "    1 | strip EventInvite\n"
	    "      |                  ^\n"
	    "      note: such as: strip EventInvite at agent2 ticketId: an "
	    "attribute is missing\n" },
	{ "extra EventPartyRemoved at agent1 after EventAk",
	    "fault:1:41: error: the mock never sends 'EventAk'\n"
	    "    1 | extra EventPartyRemoved at agent1 after EventAk\n"
	    "      |                                         ^~~~~~~\n"
	    "      note: did you mean 'EventAck'?\n" },
};

#define BAD_COUNT (sizeof(bad) / sizeof(bad[0]))

/* One in each block of N, and others with another seed. */
START_TEST(one_of_each_block_is_drawn)
{
	unsigned same = 0;
	for (uint64_t block = 0; block < 1000; block++) {
		unsigned drawn = 0;
		for (uint64_t i = block * 7; i < (block + 1) * 7; i++) {
			drawn += fault_is_drawn(7, 1, i);
			same +=
			    fault_is_drawn(7, 1, i) && fault_is_drawn(7, 2, i);
		}
		ck_assert_uint_eq(drawn, 1);
	}
	ck_assert_uint_gt(same, 80);
	ck_assert_uint_lt(same, 220);
	ck_assert(fault_is_drawn(1, 5, 99));
}
END_TEST

START_TEST(a_mistake_is_located)
{
	struct diag diag;
	struct buf printed;
	struct fault fault = { .occurrence = 77 };
	diag_init(&diag);
	buf_init(&printed, 100000);
	ck_assert(!fault_parse(bad[_i].text, &fault, &diag));
	ck_assert_uint_eq(fault.occurrence, 77);
	diag_print(&diag, &printed, false);
	ck_assert_str_eq(buf_text(&printed), bad[_i].complaint);
	buf_free(&printed);
	diag_free(&diag);
}
END_TEST

static void
ck_refused(const char *text)
{
	struct diag diag;
	struct fault fault;
	diag_init(&diag);
	ck_assert(!fault_parse(text, &fault, &diag));
	diag_free(&diag);
}

START_TEST(long_texts_are_refused)
{
	char text[FAULT_TEXT_MAX_BYTES + 2];
	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	ck_refused(text);
	memcpy(text, "drop ", 5);
	text[5 + FAULT_WORD_MAX_BYTES + 1] = '\0';
	ck_refused(text);
}
END_TEST

Suite *
fault_suite(void)
{
	Suite *s = suite_create("mock/fault");
	TCase *tc = tcase_create("fault");
	tcase_add_loop_test(tc, a_fault_is_read_and_printed, 0,
	    (int)(sizeof(good) / sizeof(good[0])));
	tcase_add_test(tc, the_words_end_where_they_should);
	tcase_add_test(tc, each_example_of_the_help_is_a_fault);
	tcase_add_test(tc, one_of_each_block_is_drawn);
	tcase_add_loop_test(tc, a_mistake_is_located, 0, (int)BAD_COUNT);
	tcase_add_test(tc, long_texts_are_refused);
	suite_add_tcase(s, tc);
	return s;
}
