/* SPDX-License-Identifier: Apache-2.0 */
#include "core/buf.h"
#include "sim/simulation.h"
#include "tests/sim/shipped.h"
#include "tests/sim/suites.h"
#include "wire/json_frame.h"

#include <inttypes.h>
#include <string.h>

#define LOG_MAX_BYTES ((size_t)1 << 20)

/* Everything that a report could see, as text. */
struct log {
	struct sink sink;
	struct buf text;
	VEC(char *) parties;    /* of the observations */
	VEC(int64_t) server_us; /* by the server's clock */
	struct buf connected;   /* parties, as the server saw them come */
	enum verdict verdict;
	char *sentence;
	int64_t duration_ns;
	unsigned told; /* bit set of enum run_event_kind */
	/* To be chosen: */
	bool verdicts_only;
	const struct fault *fault; /* or NULL */
};

static struct shipped shipped;
static struct log first, second;

static void
log_event(struct sink *sink, const struct run_event *event)
{
	struct log *l = (struct log *)sink;
	if (event->test && event->test->index > 0)
		return; /* the set-up of the run */
	buf_printf(&l->text, "%d %" PRId64 " %s", event->kind, event->time_ns,
	    event->party ? event->party : "-");
	if (event->kind == RUN_STIMULUS && event->stimulus.message)
		json_print_message(event->stimulus.message, &l->text);
	if (event->kind == RUN_OBSERVATION) {
		const struct observation *o = event->observation;
		json_print_message(o->message, &l->text);
		vec_push(&l->parties, mem_strdup(event->party));
		vec_push(&l->server_us, o->server_time_us);
	}
	l->told |= 1u << event->kind;
	if (event->kind == RUN_CASE_ENDED) {
		l->verdict = event->outcome->verdict;
		l->sentence = event->outcome->sentence
		    ? mem_strdup(event->outcome->sentence)
		    : NULL;
	}
	if (event->kind == RUN_ENDED)
		l->duration_ns = event->summary->duration_ns;
	buf_add_char(&l->text, '\n');
}

static void
log_transition(void *owner, const struct mock_transition *t)
{
	struct log *l = owner;
	if (strcmp(t->machine, "client") == 0 &&
	    !strstr(buf_text(&l->connected), t->id))
		buf_printf(&l->connected, "%s ", t->id);
}

static void
log_init(struct log *l)
{
	*l = (struct log){ .sink = { .event = log_event } };
	buf_init(&l->text, LOG_MAX_BYTES);
	buf_init(&l->connected, LOG_MAX_BYTES);
}

static void
log_free(struct log *l)
{
	for (size_t i = 0; i < l->parties.count; i++)
		free(l->parties.items[i]);
	vec_free(&l->parties);
	free(l->sentence);
	vec_free(&l->server_us);
	buf_free(&l->text);
	buf_free(&l->connected);
}

static void
set_up(void)
{
	shipped_load(&shipped);
	log_init(&first);
	log_init(&second);
}

static void
tear_down(void)
{
	log_free(&first);
	log_free(&second);
	shipped_free(&shipped);
}

static void
simulate(struct log *l, uint64_t seed,
    const struct simulation_latency *latencies, unsigned latency_count)
{
	struct planned_case planned = { .suite = shipped.suite,
		.test = shipped_case(
		    &shipped, "invitation-accepted", "two-agents") };
	struct sink *sinks[] = { &l->sink };
	struct campaign_setup campaign_setup = { .target = shipped.target,
		.cases = &planned,
		.case_count = 1,
		.jobs = 1,
		.run_id = "test",
		.facts.program_version = "",
		.facts.host_name = "",
		.sinks = sinks,
		.sink_count = 1,
		.verdicts_only = l->verdicts_only };
	struct mock_config config = shipped.config;
	config.owner = l;
	config.on_transition = log_transition;
	struct simulation_setup setup = { .config = &config,
		.faults = l->fault,
		.fault_count = l->fault != NULL,
		.latencies = latencies,
		.latency_count = latency_count };
	struct campaign *campaign =
	    campaign_new(&campaign_setup, &shipped.diag);
	struct simulation *simulation = simulation_new(&setup);
	simulation_run(simulation, campaign, seed);
	simulation_free(simulation);
	campaign_free(campaign);
}

START_TEST(a_seed_replays_to_the_byte)
{
	simulate(&first, 7, NULL, 0);
	simulate(&second, 7, NULL, 0);
	ck_assert_int_eq(first.verdict, VERDICT_PASS);
	ck_assert_str_eq(buf_text(&first.text), buf_text(&second.text));
}
END_TEST

START_TEST(another_seed_is_another_run)
{
	simulate(&first, 7, NULL, 0);
	simulate(&second, 8, NULL, 0);
	ck_assert_int_eq(second.verdict, VERDICT_PASS);
	ck_assert_str_ne(buf_text(&first.text), buf_text(&second.text));
}
END_TEST

/* What the server sent first arrives first, at each party. */
START_TEST(a_connection_keeps_its_order_down)
{
	simulate(&first, (uint64_t)_i, NULL, 0);
	ck_assert_uint_gt(first.parties.count, 10);
	for (size_t i = 0; i < first.parties.count; i++)
		for (size_t j = i + 1; j < first.parties.count; j++)
			if (!strcmp(
				first.parties.items[i], first.parties.items[j]))
				ck_assert_int_le(first.server_us.items[i],
				    first.server_us.items[j]);
}
END_TEST

/* Frames up keep their order over all parties, however slow the first is. */
START_TEST(the_channel_keeps_its_order_up)
{
	static const struct simulation_latency slow[] = { { "reporting",
							      NS_PER_S / 50 },
		{ "media", NS_PER_S / 100 }, { "agent1", 0 } };
	simulate(&first, 1, NULL, 0);
	simulate(&second, (uint64_t)_i, slow, 3);
	ck_assert_uint_gt(first.connected.size, 10);
	ck_assert_str_eq(
	    buf_text(&first.connected), buf_text(&second.connected));
}
END_TEST

START_TEST(chosen_latencies_do_not_vary)
{
	static const struct simulation_latency none[] = { { "reporting", 0 },
		{ "media", 0 }, { "agent1", 0 }, { "agent2", 0 } };
	simulate(&first, 1, none, 4);
	simulate(&second, 2, none, 4);
	ck_assert_int_eq(first.verdict, VERDICT_PASS);
	ck_assert_str_eq(buf_text(&first.text), buf_text(&second.text));
	ck_assert_int_eq(first.duration_ns, 0);
}
END_TEST

START_TEST(a_chosen_latency_counts_both_ways)
{
	static const struct simulation_latency slow[] = { { "reporting", 0 },
		{ "media", 0 }, { "agent1", 0 }, { "agent2", 20 * NS_PER_MS } };
	simulate(&first, 1, slow, 4);
	ck_assert_int_eq(first.verdict, VERDICT_PASS);
	ck_assert_int_ge(first.duration_ns, 3 * 2 * 20 * NS_PER_MS);
	ck_assert_int_eq(first.duration_ns % (20 * NS_PER_MS), 0);
}
END_TEST

START_TEST(verdicts_are_the_same_without_anything_else)
{
	second.verdicts_only = true;
	simulate(&first, 7, NULL, 0);
	simulate(&second, 7, NULL, 0);
	ck_assert_int_eq(first.verdict, VERDICT_PASS);
	ck_assert_int_eq(second.verdict, VERDICT_PASS);
	ck_assert_int_eq(first.duration_ns, second.duration_ns);
	ck_assert_uint_ne(first.told & 1u << RUN_OBSERVATION, 0);
	ck_assert_uint_eq(second.told,
	    1u << RUN_STARTED | 1u << RUN_CASE_ENDED | 1u << RUN_ENDED);
}
END_TEST

START_TEST(and_so_is_what_is_wrong)
{
	struct fault fault;
	ck_assert(fault_parse("drop EventInvite", &fault, &shipped.diag));
	first.fault = second.fault = &fault;
	second.verdicts_only = true;
	simulate(&first, 7, NULL, 0);
	simulate(&second, 7, NULL, 0);
	ck_assert_int_ne(first.verdict, VERDICT_PASS);
	ck_assert_int_eq(first.verdict, second.verdict);
	ck_assert_str_eq(first.sentence, second.sentence);
}
END_TEST

Suite *
simulation_suite(void)
{
	Suite *s = suite_create("sim/simulation");
	TCase *tc = tcase_create("simulation");
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, a_seed_replays_to_the_byte);
	tcase_add_test(tc, another_seed_is_another_run);
	tcase_add_test(tc, verdicts_are_the_same_without_anything_else);
	tcase_add_test(tc, and_so_is_what_is_wrong);
	tcase_add_loop_test(tc, a_connection_keeps_its_order_down, 0, 20);
	tcase_add_loop_test(tc, the_channel_keeps_its_order_up, 0, 5);
	tcase_add_test(tc, chosen_latencies_do_not_vary);
	tcase_add_test(tc, a_chosen_latency_counts_both_ways);
	suite_add_tcase(s, tc);
	return s;
}
