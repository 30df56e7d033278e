/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/mock/scene.h"
#include "tests/mock/suites.h"

#include <stdlib.h>
#include <string.h>

START_TEST(a_party_is_opened_once)
{
	struct scene *st = scene_new(NULL, NULL);
	scene_open(st, AGENT1, "agent1");
	scene_open(st, AGENT1, "agent1");
	scene_open(st, 0, "nobody");
	scene_close(st, AGENT1);
	scene_close(st, AGENT1);
	scene_open(st, AGENT1, "agent1");
	ck_assert_str_eq(scene_heard(st),
	    "agent1 (opened)\n"
	    "agent1 (error) the party is open already\n"
	    "0 (error) party 0 cannot be opened: parties count from 1\n"
	    "agent1 (closed) closed by the client\n"
	    "agent1 (error) the party is not open\n"
	    "agent1 (opened)\n");
	scene_free(st);
}
END_TEST

/* As with an adapter that has to connect first. */
START_TEST(a_party_may_take_its_time_to_open)
{
	struct mock_config config = mock_config_default();
	config.open_delay_ns = 50 * NS_PER_MS;
	struct scene *st = scene_new(&config, NULL);
	scene_open(st, AGENT1, "agent1");
	scene_open(st, AGENT2, "agent2");
	scene_open(st, AGENT1, "agent1");
	scene_fence(st, AGENT1, 7);
	ck_assert_str_eq(scene_heard(st),
	    "agent1 (error) the party is open already\n"
	    "agent1 (error) the party is not open\n");
	scene_wait(st, 49);
	scene_close(st, AGENT2);
	ck_assert_str_eq(scene_heard(st),
	    "agent2 (opened)\n"
	    "agent2 (closed) closed by the client\n");
	scene_wait(st, 1);
	ck_assert_str_eq(scene_heard(st), "agent1 (opened)\n");
	scene_fence(st, AGENT1, 8);
	ck_assert_str_eq(scene_heard(st), "agent1 (fence) 8\n");
	scene_free(st);
}
END_TEST

START_TEST(a_fence_comes_back)
{
	struct scene *st = scene_new(NULL, NULL);
	scene_open(st, AGENT1, "agent1");
	scene_fence(st, AGENT1, 7);
	scene_fence(st, AGENT2, 8);
	ck_assert_str_eq(scene_heard(st),
	    "agent1 (opened)\n"
	    "agent1 (fence) 7\n"
	    "agent2 (error) the party is not open\n");
	scene_free(st);
}
END_TEST

START_TEST(a_server_may_have_no_fences)
{
	struct mock_config config = mock_config_default();
	config.fence = false;
	struct scene *st = scene_new(&config, NULL);
	scene_open(st, AGENT1, "agent1");
	scene_fence(st, AGENT1, 7);
	ck_assert_str_eq(scene_heard(st),
	    "agent1 (opened)\n"
	    "agent1 (error) this server does not offer fences\n");
	scene_free(st);
}
END_TEST

START_TEST(what_goes_down_is_refused_up)
{
	struct scene *st = scene_new(NULL, NULL);
	scene_open(st, AGENT1, "agent1");
	struct frame f = { .kind = FRAME_OPENED, .party = AGENT1 };
	mock_server_frame(st->server, st->now_ns, st->channel, &f);
	struct mock_output output;
	ck_assert(mock_server_next_output(st->server, &output));
	ck_assert_int_eq(output.frame.kind, FRAME_ERROR);
	ck_assert(!mock_server_next_output(st->server, &output));
	scene_free(st);
}
END_TEST

START_TEST(channels_are_apart)
{
	struct scene *st = scene_new(NULL, NULL);
	struct frame f = { .kind = FRAME_OPEN, .party = 1 };
	unsigned other = mock_server_open_channel(st->server);
	ck_assert_uint_ne(other, st->channel);
	scene_open(st, 1, "media");
	scene_heard(st);
	mock_server_frame(st->server, st->now_ns, other, &f);
	struct mock_output output;
	ck_assert(mock_server_next_output(st->server, &output));
	ck_assert_uint_eq(output.channel, other);
	ck_assert_int_eq(output.frame.kind, FRAME_OPENED);
	mock_server_frame(st->server, st->now_ns, 99, &f);
	ck_assert(!mock_server_next_output(st->server, &output));
	scene_free(st);
}
END_TEST

START_TEST(a_closed_channel_disconnects_its_parties)
{
	struct scene *st = scene_new(NULL, NULL);
	scene_raise_handled(st);
	scene_confer(st);
	scene_heard(st);
	mock_server_close_channel(st->server, st->now_ns, st->channel);
	mock_server_close_channel(st->server, st->now_ns, st->channel);
	unsigned closed = 0;
	struct mock_output output;
	while (mock_server_next_output(st->server, &output)) {
		closed += output.frame.kind == FRAME_CLOSED;
		frame_clear(&output.frame);
	}
	ck_assert_uint_eq(closed, 5);
	ck_assert_int_eq(mock_server_next_timer(st->server), TIME_NEVER_NS);
	scene_free(st);
}
END_TEST

START_TEST(time_never_goes_back)
{
	struct scene *st = scene_new(NULL, NULL);
	scene_raise_handled(st);
	scene_invite(st);
	int64_t due_ns = mock_server_next_timer(st->server);
	mock_server_tick(st->server, 0);
	mock_server_tick(st->server, due_ns - 1);
	ck_assert_int_eq(mock_server_next_timer(st->server), due_ns);
	mock_server_tick(st->server, TIME_NEVER_NS);
	ck_assert_int_eq(mock_server_next_timer(st->server), TIME_NEVER_NS);
	scene_free(st);
}
END_TEST

static void
note_transition(void *owner, const struct mock_transition *t)
{
	buf_printf(
	    owner, "%s %s: %s -> %s\n", t->machine, t->id, t->from, t->to);
}

START_TEST(transitions_are_told)
{
	struct buf told;
	buf_init(&told, 10000);
	struct mock_config config = mock_config_default();
	config.on_transition = note_transition;
	config.owner = &told;
	struct scene *st = scene_new(&config, NULL);
	scene_raise_handled(st);
	buf_clear(&told);
	scene_confer(st);
	scene_send(st, MEDIA, "RequestStopProcessing interactionId=ix");
	scene_close(st, AGENT1);
	ck_assert_str_eq(buf_text(&told),
	    "offer 1: open -> accepted\n"
	    "interaction ix: handled -> stopped\n"
	    "client agent1: logged in -> closed\n");
	scene_free(st);
	buf_free(&told);
}
END_TEST

START_TEST(a_malformed_output_is_cut_in_the_middle)
{
	struct mock_output output = { .channel = 1 };
	output.frame = (struct frame){ .kind = FRAME_OPENED,
		.party = 3,
		.sequence = 12,
		.server_time_us = 5 };
	struct buf whole, cut;
	buf_init(&whole, 1000);
	buf_init(&cut, 1000);
	ck_assert(mock_output_print(&output, &whole));
	output.malformed = true;
	ck_assert(mock_output_print(&output, &cut));
	ck_assert_uint_eq(cut.size, whole.size / 2 + 1);
	ck_assert_mem_eq(cut.bytes, whole.bytes, cut.size - 1);
	ck_assert_int_eq(cut.bytes[cut.size - 1], '\n');
	buf_free(&whole);
	buf_free(&cut);
}
END_TEST

/* Refused in the protocol's own words, and gone at once in the end. */
START_TEST(interactions_are_limited)
{
	static const char request[] =
	    "RequestSubmit interactionMediatype=chat interactionType=Inbound "
	    "queue=q";
	struct scene *st = scene_new(NULL, NULL);
	scene_open(st, MEDIA, "media");
	scene_send(st, MEDIA, "RequestRegisterClient clientType=MediaServer");
	for (int i = 0; i < MOCK_MAX_INTERACTIONS; i++) {
		scene_send(st, MEDIA, request);
		if (i % 1000 == 0)
			scene_heard(st);
	}
	scene_heard(st);
	scene_send(st, MEDIA, request);
	ck_assert_ptr_nonnull(strstr(scene_heard(st), "media EventError"));
	scene_send(st, MEDIA, "RequestStopProcessing interactionId=ix-1");
	scene_send(st, MEDIA, request);
	ck_assert_ptr_null(strstr(scene_heard(st), "EventError"));
	scene_free(st);
}
END_TEST

START_TEST(the_name_of_a_party_is_limited)
{
	char name[MOCK_ID_MAX_BYTES + 2];
	struct scene *st = scene_new(NULL, NULL);
	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	scene_open(st, AGENT1, name);
	ck_assert_str_eq(scene_heard(st),
	    "agent1 (error) the name has more than 256 bytes\n");
	scene_open(st, AGENT1, name + 1);
	ck_assert_str_eq(scene_heard(st), "agent1 (opened)\n");
	scene_free(st);
}
END_TEST

START_TEST(no_server_is_freed)
{
	mock_server_free(NULL);
}
END_TEST

Suite *
server_suite(void)
{
	Suite *s = suite_create("mock/server");
	TCase *tc = tcase_create("server");
	tcase_set_timeout(tc, 60); /* the limits */
	tcase_add_test(tc, a_party_is_opened_once);
	tcase_add_test(tc, a_party_may_take_its_time_to_open);
	tcase_add_test(tc, a_fence_comes_back);
	tcase_add_test(tc, a_server_may_have_no_fences);
	tcase_add_test(tc, what_goes_down_is_refused_up);
	tcase_add_test(tc, channels_are_apart);
	tcase_add_test(tc, a_closed_channel_disconnects_its_parties);
	tcase_add_test(tc, time_never_goes_back);
	tcase_add_test(tc, transitions_are_told);
	tcase_add_test(tc, a_malformed_output_is_cut_in_the_middle);
	tcase_add_test(tc, interactions_are_limited);
	tcase_add_test(tc, the_name_of_a_party_is_limited);
	tcase_add_test(tc, no_server_is_freed);
	suite_add_tcase(s, tc);
	return s;
}
