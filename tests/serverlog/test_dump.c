/* SPDX-License-Identifier: Apache-2.0 */
/* The headings of messages, and the attributes after them. */
#include "serverlog/dump.h"
#include "tests/serverlog/suites.h"
#include "wire/json_message.h"

#include <stdio.h>

static const struct {
	const char *line;
	const char *wanted; /* direction, protocol, name, peer */
} headings[] = {
	{ "Received from ixn_primary 'urs' urs main: 'RequestRouteCall' (35)",
	    "> T RequestRouteCall | ixn_primary 'urs' urs main" },
	{ "Sending to urs: 'EventRouteRequest' (36)",
	    "< T EventRouteRequest | urs" },
	{ "Received message 'RequestConference' (15) from client 'desk1', "
	  "message attributes:",
	    "> M RequestConference | desk1" },
	{ "Sending message 'EventInvite' (2) to client 'desk 2', attributes:",
	    "< M EventInvite | desk 2" },
	{ "Sending message 'EventInvite' (2) to client 'desk2' through proxy "
	  "'p1'",
	    "< M EventInvite | desk2 p" },
	{ "Sending message 'RequestX' (2) to server 'esp', attributes:",
	    "< M RequestX | esp" },
	{ "message 'event_agent_invited' (8), message attributes:",
	    "< M event_agent_invited | " },
	{ "message 'RequestPull' (8), message attributes:",
	    "> M RequestPull | " },
	{ "Sending request to 'classification', attributes:",
	    "< E ExternalServiceRequest | classification" },
	{ "TEXT: request id: 'N'", "none" },
	{ "message 'unended", "none" },
	{ "Received from nowhere", "none" },
};

START_TEST(a_heading_is_read_in_each_form)
{
	struct dump_heading h;
	char text[200] = "none";
	if (dump_read_heading(span_of(headings[_i].line), &h))
		snprintf(text, sizeof(text), "%c %c %.*s | %.*s%s",
		    h.direction == DUMP_TO_SERVER ? '>' : '<',
		    "MTE"[h.protocol], (int)h.name.size, h.name.at,
		    (int)h.peer.size, h.peer.size ? h.peer.at : "",
		    h.is_through_proxy ? " p" : "");
	ck_assert_str_eq(text, headings[_i].wanted);
}
END_TEST

static const struct {
	const char *name, *lines, *wanted;
} dumps[] = {
	{ "RequestConference",
	    "\tattr_ref_id [int] = 41\n"
	    "\tattr_itx_id [str] = \"0000Ka01\"\n"
	    "\tattr_agent_id [str] = \"ann2\"\n",
	    "{\"messageName\":\"RequestConference\",\"referenceId\":41,"
	    "\"interactionId\":\"0000Ka01\",\"agentId\":\"ann2\"}" },
	{ "EventPartyAdded",
	    "\tattr_itx_id [str]   =   \"1\"\n"
	    "\tattr_agent_id [str] = \"ann2\"\n"
	    "\tattr_operation [int] = -2 (Conference)\n"
	    "\tattr_new_thing [int] = 28 (text)\n",
	    "{\"messageName\":\"EventPartyAdded\","
	    "\"interaction\":{\"interactionId\":\"1\"},"
	    "\"party\":{\"agentId\":\"ann2\"},\"operation\":-2,"
	    "\"log\":{\"newThing\":28}}" },
	{ "EventInvite",
	    "\tattr_user_data [list] =\n"
	    "\t\t'Subject' [str] = \"say \"hello\" to\"\n"
	    "\t\t'a.b' [list]\n"
	    "\t\t\t'deep' [list] =\n"
	    "\t\t\t\t'er' [int] = 1\n"
	    "\t\t\t'next' [str] = \"\"\n"
	    "\t\t'last' [odd] = text without marks\n"
	    "\tattr_extension [list] =\n"
	    "\tattr_ticket_id [int] = 7\n",
	    "{\"messageName\":\"EventInvite\",\"interaction\":{"
	    "\"interactionUserData\":{\"Subject\":\"say \\\"hello\\\" to\","
	    "\"a.b\":{\"deep\":{\"er\":1},\"next\":\"\"},"
	    "\"last\":\"text without marks\"}},\"extension\":{},"
	    "\"ticketId\":7}" },
	{ "EventInvite",
	    "\tattr_user_data [list] =\n"
	    "\t\t'Body' [str] = \"first line\n"
	    "2026-11-30T04:05:06.789 a date, but no record\n"
	    "\n"
	    "\"last line\"\n"
	    "\tattr_ticket_id [int] = 7\n",
	    "{\"messageName\":\"EventInvite\",\"interaction\":{"
	    "\"interactionUserData\":{\"Body\":\"first line\\n"
	    "2026-11-30T04:05:06.789 a date, but no record\\n\\n"
	    "\\\"last line\"}},\"ticketId\":7}" },
	{ "EventInvite",
	    "\tattr_reason_desc [str] = \"one\"\n"
	    "\"two\"\n"
	    "\tattr_ticket_id [int] = 7\n",
	    "{\"messageName\":\"EventInvite\",\"reason\":{"
	    "\"reasonDescription\":\"one\\\"\\n\\\"two\"},\"ticketId\":7}" },
	{ "EventInvite",
	    "\tno attribute at all\n"
	    "\tattr_ticket_id [int] = 7\n"
	    "\tattr_ticket_id [int] = 8\n"
	    "\tattr_error_desc [str] = \"bad \xff byte\"\n",
	    "{\"messageName\":\"EventInvite\",\"ticketId\":7,"
	    "\"errorDescription\":\"bad \xef\xbf\xbd byte\"}" },
};

/* As the reader does; how many lines there were. */
static void
fill(struct block *b, const char *lines)
{
	struct stamp_clock clock;
	struct entry e = { .number = 26015, .text = span_of("message") };
	struct log_line line = { .number = 1, .text = e.text };
	bool was_open;
	stamp_start(&clock, STAMP_NONE);
	block_init(b);
	block_start(b, &e, &line);
	for (const char *at = lines; *at; at += line.text.size + 1) {
		line.number++;
		line.text = (struct span){ at, strcspn(at, "\n") };
		ck_assert_msg(block_add(b, &clock, &line, &was_open), "line %u",
		    line.number);
	}
}

START_TEST(attributes_are_read)
{
	struct vocabulary none = { .messages = { 0 } };
	struct dump_faults faults = { 0 };
	struct block b;
	struct buf text;
	fill(&b, dumps[_i].lines);
	buf_init(&text, 10000);
	struct message *m = dump_message(&b, dumps[_i].name, &none, &faults);
	json_print_message(m, &text);
	ck_assert_str_eq(buf_text(&text), dumps[_i].wanted);
	message_unref(m);
	buf_free(&text);
	block_free(&b);
}
END_TEST

static const struct {
	const char *name, *wanted;
} names[] = {
	{ "event_party_added", "EventPartyAdded" },
	{ "request_stop_processing", "RequestStopProcessing" },
	{ "event_donot_disturb_off", "EventDonotDisturbOff" },
	{ "event_notready_for_media", "EventNotReadyForMedia" },
	{ "external_service_request", "ExternalServiceRequest" },
	{ "EventInvite", "EventInvite" },
};

START_TEST(names_are_those_of_the_catalogue)
{
	struct vocabulary none = { .messages = { 0 } };
	char into[LOG_NAME_MAX_BYTES + 1];
	vocabulary_message(&none, span_of(names[_i].name), into);
	ck_assert_str_eq(into, names[_i].wanted);
}
END_TEST

Suite *
dump_suite(void)
{
	Suite *s = suite_create("dump");
	TCase *t = tcase_create("dump");
	tcase_add_loop_test(t, a_heading_is_read_in_each_form, 0,
	    sizeof(headings) / sizeof(headings[0]));
	tcase_add_loop_test(
	    t, attributes_are_read, 0, sizeof(dumps) / sizeof(dumps[0]));
	tcase_add_loop_test(t, names_are_those_of_the_catalogue, 0,
	    sizeof(names) / sizeof(names[0]));
	suite_add_tcase(s, t);
	return s;
}
