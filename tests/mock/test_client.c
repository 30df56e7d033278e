/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/mock/scene.h"
#include "tests/mock/suites.h"

#include <string.h>

static struct scene *st;

static void
set_up(void)
{
	st = scene_new(NULL, NULL);
}

static void
tear_down(void)
{
	scene_free(st);
}

/* All are there, and the test's requests count from 1. */
static void
raise_fresh(void)
{
	scene_raise(st);
	st->reference = 0;
}

START_TEST(a_client_registers)
{
	scene_open(st, AGENT1, "agent1");
	scene_send(
	    st, AGENT1, "RequestRegisterClient clientType=AgentApplication");
	ck_assert_str_eq(scene_heard(st),
	    "agent1 (opened)\n"
	    "agent1 EventAck #1\n");
}
END_TEST

START_TEST(every_client_type_may_register)
{
	static const char *const requests[] = {
		"RequestRegisterClient clientType=AgentApplication",
		"RequestRegisterClient clientType=MediaServer",
		"RequestRegisterClient clientType=ReportingEngine",
		"RequestRegisterClient clientType=RoutingEngine",
		"RequestRegisterClient clientType=Proxy",
	};
	scene_open(st, AGENT1, "agent1");
	scene_heard(st);
	for (size_t i = 0; i < 5; i++) {
		scene_send(st, AGENT1, requests[i]);
		scene_close(st, AGENT1);
		scene_open(st, AGENT1, "agent1");
		st->reference = 0;
		ck_assert_str_eq(scene_heard(st),
		    "agent1 EventAck #1\n"
		    "agent1 (closed) closed by the client\n"
		    "agent1 (opened)\n");
	}
}
END_TEST

START_TEST(a_refused_registration_ends_the_connection_in_time)
{
	static const char *const requests[] = {
		"RequestRegisterClient clientType=Fax",
		"RequestRegisterClient clientName=x",
		"RequestRegisterClient clientType=7",
	};
	for (size_t i = 0; i < 3; i++) {
		scene_open(st, AGENT1, "agent1");
		st->reference = 0;
		scene_send(st, AGENT1, requests[i]);
		scene_wait(st, 29999);
		ck_assert_str_eq(scene_heard(st),
		    "agent1 (opened)\n"
		    "agent1 EventError #1 code=1003\n");
		scene_wait(st, 1);
		ck_assert_str_eq(
		    scene_heard(st), "agent1 (closed) closed by the server\n");
	}
}
END_TEST

START_TEST(registering_twice_ends_the_connection_and_the_login)
{
	raise_fresh();
	scene_send(
	    st, AGENT1, "RequestRegisterClient clientType=AgentApplication");
	ck_assert_str_eq(scene_heard(st),
	    "agent1 EventError #1 code=1003\n"
	    "agent1 (closed) closed by the server\n"
	    "reporting R EventAgentLogout agent=a1\n");
	scene_send(st, AGENT1, "RequestAgentLogout");
	ck_assert_str_eq(
	    scene_heard(st), "agent1 (error) the party is not open\n");
}
END_TEST

START_TEST(an_unregistered_client_is_refused_everything)
{
	scene_open(st, AGENT1, "agent1");
	scene_heard(st);
	scene_send(
	    st, AGENT1, "RequestAgentLogin tenantId=1 placeId=p agentId=a");
	scene_send(st, AGENT1, "RequestSubmit");
	scene_send(st, AGENT1, "RequestBogus");
	ck_assert_str_eq(scene_heard(st),
	    "agent1 EventError #1 code=1002\n"
	    "agent1 EventError #2 code=1002\n"
	    "agent1 EventError #3 code=1002\n");
}
END_TEST

/* Neither a second request nor a refused registration prolongs it. */
START_TEST(an_unregistered_client_stays_for_a_time)
{
	scene_open(st, AGENT1, "agent1");
	scene_wait(st, 60000);
	scene_send(st, AGENT1, "RequestAgentLogout");
	scene_wait(st, 20000);
	scene_send(st, AGENT1, "RequestRegisterClient");
	scene_wait(st, 9999);
	ck_assert_str_eq(scene_heard(st),
	    "agent1 (opened)\n"
	    "agent1 EventError #1 code=1002\n"
	    "agent1 EventError #2 code=1003\n");
	scene_wait(st, 1);
	ck_assert_str_eq(
	    scene_heard(st), "agent1 (closed) closed by the server\n");
}
END_TEST

START_TEST(who_registers_in_time_stays)
{
	scene_open(st, AGENT1, "agent1");
	scene_send(st, AGENT1, "RequestAgentLogout");
	scene_send(
	    st, AGENT1, "RequestRegisterClient clientType=AgentApplication");
	scene_wait(st, 60000);
	ck_assert_str_eq(scene_heard(st),
	    "agent1 (opened)\n"
	    "agent1 EventError #1 code=1002\n"
	    "agent1 EventAck #2\n");
}
END_TEST

START_TEST(an_unknown_request_is_refused)
{
	raise_fresh();
	scene_send(st, AGENT1, "RequestBogus");
	scene_send(st, MEDIA, "EventAck");
	ck_assert_str_eq(scene_heard(st), "agent1 EventError #1 code=1001\n");
}
END_TEST

START_TEST(a_request_without_reference_is_refused)
{
	scene_raise(st);
	scene_send(st, AGENT1, "RequestAgentLogout referenceId=x");
	ck_assert_str_eq(scene_heard(st), "agent1 EventError code=1007\n");
}
END_TEST

START_TEST(a_request_is_for_its_client_types)
{
	raise_fresh();
	scene_send(st, REPORTING, "RequestSubmit");
	scene_send(st, MEDIA, "RequestPull queue=q");
	scene_send(st, REPORTING, "RequestAgentLogin");
	ck_assert_str_eq(scene_heard(st),
	    "reporting EventError #1 code=1004\n"
	    "media EventError #2 code=1004\n"
	    "reporting EventError #3 code=1004\n");
}
END_TEST

START_TEST(an_agent_logs_in_and_out)
{
	raise_fresh();
	scene_send(st, AGENT1, "RequestAgentLogout");
	scene_send(st, AGENT1, "RequestAgentLogout");
	scene_send(
	    st, AGENT1, "RequestAgentLogin tenantId=t placeId=p agentId=a1");
	ck_assert_str_eq(scene_heard(st),
	    "agent1 EventAck #1\n"
	    "reporting R EventAgentLogout agent=a1\n"
	    "agent1 EventError #2 code=1005\n"
	    "agent1 EventAck #3\n"
	    "reporting R EventAgentLogin agent=a1\n"
	    "reporting R EventCurrentAgentStatus agent=a1\n");
}
END_TEST

START_TEST(the_status_of_an_agent_is_passed_on)
{
	raise_fresh();
	scene_heard(st);
	scene_send(st, REPORTING, "R EventCurrentAgentStatus agentId=a1");
	ck_assert_str_eq(
	    scene_heard(st), "agent1 R EventCurrentAgentStatus agent=a1\n");
	scene_send(st, REPORTING, "R EventCurrentAgentStatus agentId=a7");
	scene_send(st, REPORTING, "EventCurrentAgentStatus agentId=a1");
	scene_send(st, AGENT1, "R EventCurrentAgentStatus agentId=a1");
	scene_send(st, REPORTING, "R EventAgentLogin agentId=a1");
	ck_assert_str_eq(scene_heard(st), "");
}
END_TEST

START_TEST(a_request_has_the_tag_of_its_protocol)
{
	raise_fresh();
	scene_heard(st);
	scene_send(st, AGENT1, "R RequestAgentLogout");
	ck_assert_str_eq(scene_heard(st), "agent1 EventError #1 code=1001\n");
}
END_TEST

START_TEST(a_login_is_refused)
{
	raise_fresh();
	scene_send(
	    st, AGENT1, "RequestAgentLogin tenantId=1 placeId=p agentId=a9");
	scene_send(st, AGENT1, "RequestAgentLogout");
	scene_heard(st);
	scene_send(
	    st, AGENT1, "RequestAgentLogin tenantId=1 placeId=p agentId=a2");
	scene_send(st, AGENT1, "RequestAgentLogin placeId=p agentId=a1");
	scene_send(st, AGENT1, "RequestAgentLogin tenantId=1 agentId=a1");
	scene_send(st, AGENT1, "RequestAgentLogin tenantId=1 placeId=p");
	scene_send(
	    st, AGENT1, "RequestAgentLogin tenantId=1 placeId=p agentId=");
	scene_send(
	    st, AGENT1, "RequestAgentLogin tenantId=1 placeId=p agentId=7");
	ck_assert_str_eq(scene_heard(st),
	    "agent1 EventError #3 code=1006\n"
	    "agent1 EventError #4 code=1007\n"
	    "agent1 EventError #5 code=1007\n"
	    "agent1 EventError #6 code=1007\n"
	    "agent1 EventError #7 code=1007\n"
	    "agent1 EventError #8 code=1007\n");
}
END_TEST

START_TEST(a_second_login_at_the_client_is_refused)
{
	raise_fresh();
	scene_send(
	    st, AGENT1, "RequestAgentLogin tenantId=1 placeId=p agentId=a9");
	ck_assert_str_eq(scene_heard(st), "agent1 EventError #1 code=1006\n");
}
END_TEST

START_TEST(an_id_that_is_too_long_is_refused)
{
	char request[400] = "RequestPull queue=";
	size_t start = strlen(request);
	raise_fresh();
	memset(request + start, 'q', MOCK_ID_MAX_BYTES + 1);
	scene_send(st, AGENT1, request);
	request[start + MOCK_ID_MAX_BYTES] = '\0';
	scene_send(st, AGENT1, request);
	ck_assert_str_eq(scene_heard(st),
	    "agent1 EventError #1 code=1007\n"
	    "agent1 EventError #2 code=1010\n");
}
END_TEST

START_TEST(a_closed_connection_logs_the_agent_out)
{
	scene_raise(st);
	scene_close(st, AGENT1);
	ck_assert_str_eq(scene_heard(st),
	    "agent1 (closed) closed by the client\n"
	    "reporting R EventAgentLogout agent=a1\n");
	scene_close(st, REPORTING);
	scene_close(st, AGENT2);
	ck_assert_str_eq(scene_heard(st),
	    "reporting (closed) closed by the client\n"
	    "agent2 (closed) closed by the client\n");
}
END_TEST

START_TEST(every_reporting_engine_hears)
{
	scene_raise(st);
	scene_open(st, 77, "reporting");
	scene_send(st, 77, "RequestRegisterClient clientType=ReportingEngine");
	scene_heard(st);
	scene_close(st, AGENT1);
	ck_assert_str_eq(scene_heard(st),
	    "agent1 (closed) closed by the client\n"
	    "reporting R EventAgentLogout agent=a1\n"
	    "77 R EventAgentLogout agent=a1\n");
}
END_TEST

Suite *
client_suite(void)
{
	Suite *s = suite_create("mock/client");
	TCase *tc = tcase_create("client");
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, a_client_registers);
	tcase_add_test(tc, every_client_type_may_register);
	tcase_add_test(tc, a_refused_registration_ends_the_connection_in_time);
	tcase_add_test(tc, registering_twice_ends_the_connection_and_the_login);
	tcase_add_test(tc, an_unregistered_client_is_refused_everything);
	tcase_add_test(tc, an_unregistered_client_stays_for_a_time);
	tcase_add_test(tc, who_registers_in_time_stays);
	tcase_add_test(tc, an_unknown_request_is_refused);
	tcase_add_test(tc, a_request_without_reference_is_refused);
	tcase_add_test(tc, a_request_is_for_its_client_types);
	tcase_add_test(tc, an_agent_logs_in_and_out);
	tcase_add_test(tc, a_login_is_refused);
	tcase_add_test(tc, the_status_of_an_agent_is_passed_on);
	tcase_add_test(tc, a_request_has_the_tag_of_its_protocol);
	tcase_add_test(tc, a_second_login_at_the_client_is_refused);
	tcase_add_test(tc, an_id_that_is_too_long_is_refused);
	tcase_add_test(tc, a_closed_connection_logs_the_agent_out);
	tcase_add_test(tc, every_reporting_engine_hears);
	suite_add_tcase(s, tc);
	return s;
}
