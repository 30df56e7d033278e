/* SPDX-License-Identifier: Apache-2.0 */
/* Whole logs: recipients, parts, faults, and what no reader may fall over. */
#include "tests/serverlog/log_file.h"
#include "tests/serverlog/suites.h"

#include "core/mem.h"

#include <stdlib.h>

#define NAME(name) "{\"messageName\":\"" name "\"}"

static const struct {
	const char *title;
	const char *logs[4];
	const char *wanted;
} logs[] = {
	{ "one line for each recipient",
	    { LOG_HEADER("1",
		"2026-11-30T04:05:00.000") "2026-11-30T04:05:06.705 Trc 26019 message "
					   "'event_agent_invited' (8), message attributes:\n"
					   "2026-11-30T04:05:06.705 Trc 26022 Distributing message with "
					   "ReportingEventSequenceNumber 812 to client 'stat - "
					   "Reporting'\n"
					   "2026-11-30T04:05:06.706 Trc 26022 Distributing message with "
					   "ReportingEventSequenceNumber 812 to client 'icon - "
					   "Reporting'\n" },
	    "4:05:06.705 stat - Reporting <R " NAME(
		"EventAgentInvited") " @0:7\n"
				     "4:05:06.706 icon - Reporting <R " NAME(
					 "EventAgentInvited") " @0:8\n" },
	{ "a dump that states no name, and recipients that do",
	    { LOG_HEADER("1",
		"2026-11-30T04:05:00.000") "2026-11-30T04:05:06.705 Trc 30131 Distributing, attributes:\n"
					   "\tattr_ref_id [int] = 3\n"
					   "2026-11-30T04:05:06.705 Trc 30132 'EventAbandoned' (215) to "
					   "client 'desk1'\n"
					   "2026-11-30T04:05:06.705 Trc 30132 'EventOther' (216) to "
					   "client 'desk2'\n" },
	    "4:05:06.705 desk1 < "
	    "{\"messageName\":\"EventAbandoned\",\"referenceId\":3} @0:8\n" },
	{ "a reporting engine that has registered",
	    { LOG_HEADER("1",
		"2026-11-30T04:05:00.000") "2026-11-30T04:05:01.000 Trc 26104 New reporting engine is "
					   "registered, client name 'stat'\n"
					   "2026-11-30T04:05:06.705 Trc 26016 Sending message "
					   "'EventRejected' (8) to client 'stat', attributes:\n" },
	    "4:05:06.705 stat < " NAME("EventRejected") " @0:7\n" },
	{ "CR LF, and files in any order",
	    { LOG_HEADER("2",
		  "2026-11-30T05:00:00.000") "05:00:00.001 Trc 26016 message 'EventAck' to client 'a'\r\n"
					     "\tattr_ref_id [int] = 1\r\n",
		LOG_HEADER("1",
		    "2026-11-30T04:00:00.000") "04:59:59.999 Trc 26015 message 'RequestX' from client 'a'\r\n"
					       "\tattr_ref_id [int] = 1\r\n" },
	    "4:59:59.999 a > {\"messageName\":\"RequestX\","
	    "\"referenceId\":1} @0:6\n"
	    "5:00:00.001 a < {\"messageName\":\"EventAck\","
	    "\"referenceId\":1} @1:6\n" },
	{ "a file is missing",
	    { LOG_HEADER("1",
		  "2026-11-30T04:00:00.000") "04:59:59.999 Trc 26015 message 'RequestX' from client 'a'\n",
		LOG_HEADER("3",
		    "2026-11-30T05:00:00.000") "05:00:00.001 Trc 26016 message 'EventAck' to client 'a'\n" },
	    "4:59:59.999 a > " NAME(
		"RequestX") " @0:6\n"
			    "gap: file (2) of the log is missing\n"
			    "5:00:00.001 a < " NAME("EventAck") " @1:6\n" },
	{ "a value that is open when the next record begins",
	    { "2026-11-30T04:05:06.000 Trc 26016 message 'EventAck' to client "
	      "'a'\n"
	      "\tattr_error_desc [str] = \"no end\n"
	      "2026-11-30T04:05:06.001 Trc 26016 message 'EventAck' to client "
	      "'b'\n" },
	    "4:05:06.000 a < {\"messageName\":\"EventAck\","
	    "\"errorDescription\":\"no end\"} @0:1\n"
	    "4:05:06.001 b < " NAME("EventAck") " @0:3\n" },
	{ "why a request was refused",
	    { "2026-11-30T04:05:06.000 Std 23017 Access is denied for request "
	      "'RequestConference' from client ID `3:desk1` reference id: 41\n"
	      "2026-11-30T04:05:06.000 Std 23017 without a number\n" },
	    "refused 23017 ref 41 @0:1\n" },
	{ "protocols of others, and numbers of others",
	    { "2026-11-30T04:05:06.000 Trc 24101 Received from urs: "
	      "'RequestRouteCall' (35)\n"
	      "2026-11-30T04:05:06.000 Trc 26201 request to 'esp'\n"
	      "2026-11-30T04:05:06.000 Trc 26099 message 'EventAck' to client "
	      "'a'\n" },
	    "" },
	{ "another application",
	    { "Application name:   urs\n"
	      "Application type:   RouterServer (15)\n\n"
	      "2026-11-30T04:05:06.000 Trc 26016 message 'EventAck' to client "
	      "'a'\n" },
	    "no: " },
	{ "nothing", { "" }, "" },
};

START_TEST(a_log_is_heard)
{
	struct hearing h = { .reader = NULL };
	hearing_start(&h, logs[_i].logs);
	if (strcmp(logs[_i].wanted, "no: ") == 0)
		ck_assert(strncmp(buf_text(&h.heard), "no: ", 4) == 0);
	else
		ck_assert_msg(strcmp(buf_text(&h.heard), logs[_i].wanted) == 0,
		    "%s:\n%s\nwanted:\n%s", logs[_i].title, buf_text(&h.heard),
		    logs[_i].wanted);
	hearing_end(&h);
}
END_TEST

START_TEST(what_is_odd_is_counted_and_located)
{
	static const char *const text[] = {
		"garbage\n"
		"2026-11-30T04:05:06.000 Trc 26019 message 'EventX' nowhere\n"
		"more \x01 garbage\n"
		"2026-11-30T04:05:05.000 Trc 26022 to client 'a - Reporting'\n"
		"2026-11-30T04:05:05.000 Trc 26015 message 'RequestX' from "
		"client 'a'\n"
		"\todd\n"
		"2026-11-30T04:05:05.000 Trc 26022 to client 'a - Reporting'\n"
		"2026-11-30T04:05:06.000 Trc 26019 message 'EventX' nowhere\n"
		"2026-11-30T04:05:06.000 Trc 26016 message 'EventX' to "
		"client 'a'\n"
		"\tattr_error_desc [str] = \"never en",
		NULL
	};
	struct hearing h = { .reader = NULL };
	hearing_start(&h, text);
	const struct log_totals *t = reader_totals(h.reader);
	ck_assert_uint_eq(hearing_faults(&h, LOG_GARBAGE), 2);
	ck_assert_uint_eq(t->faults[LOG_GARBAGE].at.line, 1);
	ck_assert_uint_eq(hearing_faults(&h, LOG_TIME_BACK), 3);
	ck_assert_uint_eq(hearing_faults(&h, LOG_ORPHAN), 1);
	ck_assert_uint_eq(t->faults[LOG_ORPHAN].at.line, 7);
	ck_assert_uint_eq(hearing_faults(&h, LOG_NO_RECIPIENT), 1);
	ck_assert_uint_eq(t->faults[LOG_NO_RECIPIENT].at.line, 8);
	ck_assert_uint_eq(hearing_faults(&h, LOG_ODD_LINE), 1);
	ck_assert_uint_eq(hearing_faults(&h, LOG_OPEN_VALUE), 1);
	ck_assert_uint_eq(hearing_faults(&h, LOG_CUT_OFF), 1);
	hearing_end(&h);
}
END_TEST

/* Lines and records without an end take no more memory than they may. */
START_TEST(an_endless_line_is_cut)
{
	size_t size = (size_t)20 << 20;
	char *text = mem_alloc(size + 1);
	static const char start[] = "2026-11-30T04:05:06.000 Trc 26016 message "
				    "'EventAck' to client 'a'\n"
				    "\tattr_error_desc [str] = \"";
	static const char end[] = "\"\n\tattr_ref_id [int] = 7\n";
	memset(text, 'x', size);
	memcpy(text, start, sizeof(start) - 1);
	memcpy(text + size - sizeof(end) + 1, end, sizeof(end) - 1);
	text[size] = '\0';
	const char *const texts[] = { text, NULL };
	struct hearing h = { .reader = NULL };
	hearing_start(&h, texts);
	ck_assert_uint_eq(hearing_faults(&h, LOG_LONG_LINE), 1);
	ck_assert_uint_eq(hearing_faults(&h, LOG_LONG_RECORD), 1);
	ck_assert_uint_eq(reader_totals(h.reader)->lines, 3);
	ck_assert(strstr(buf_text(&h.heard), "\"referenceId\":7"));
	hearing_end(&h);
	free(text);
}
END_TEST

START_TEST(an_endless_record_is_cut)
{
	struct buf text;
	buf_init(&text, (size_t)8 << 20);
	buf_add_text(&text,
	    "2026-11-30T04:05:06.000 Trc 26016 message 'EventAck' to client "
	    "'a'\n");
	for (unsigned i = 0; text.size < (size_t)3 << 20; i++)
		buf_printf(&text, "\tattr_x%u [int] = %u\n", i, i);
	const char *const texts[] = { buf_text(&text), NULL };
	struct hearing h = { .reader = NULL };
	hearing_start(&h, texts);
	ck_assert_uint_eq(hearing_faults(&h, LOG_LONG_RECORD), 1);
	ck_assert_uint_gt(hearing_faults(&h, LOG_DROPPED), 0);
	hearing_end(&h);
	buf_free(&text);
}
END_TEST

Suite *
reader_suite(void)
{
	Suite *s = suite_create("reader");
	TCase *t = tcase_create("reader");
	tcase_add_loop_test(
	    t, a_log_is_heard, 0, sizeof(logs) / sizeof(logs[0]));
	tcase_add_test(t, what_is_odd_is_counted_and_located);
	tcase_add_test(t, an_endless_line_is_cut);
	tcase_add_test(t, an_endless_record_is_cut);
	suite_add_tcase(s, t);
	return s;
}
