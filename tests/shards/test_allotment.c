/* SPDX-License-Identifier: Apache-2.0 */
#include "shards/allotment.h"

#include "core/mem.h"
#include "tests/shards/suites.h"

#include <string.h>

/* A target with so many agents and queues, their names from patterns. */
static struct target *
make_target(
    unsigned agents, const char *agent, unsigned queues, const char *queue)
{
	struct target *t = mem_zalloc(sizeof(*t));
	for (unsigned i = 1; i <= agents; i++) {
		struct pool_agent a = { mem_printf("%s-%u", agent, i),
			mem_printf("at-%s-%u", agent, i) };
		vec_push(&t->agents, a);
	}
	for (unsigned i = 1; i <= queues; i++)
		vec_push(&t->queues, mem_printf("%s-%u", queue, i));
	return t;
}

static bool
has_queue(const struct target *t, const char *name)
{
	for (size_t i = 0; i < t->queues.count; i++)
		if (strcmp(t->queues.items[i], name) == 0)
			return true;
	return false;
}

START_TEST(each_name_is_one_shards)
{
	for (unsigned total = 1; total <= 40; total++) {
		unsigned agents = 0, least = 30, most = 0;
		bool seen[31] = { false };
		for (unsigned number = 1; number <= total; number++) {
			struct target *t = make_target(30, "a", 30, "q");
			allotment_make(
			    t, (struct shard_number){ number, total }, false);
			unsigned count = (unsigned)t->agents.count;
			agents += count;
			least = count < least ? count : least;
			most = count > most ? count : most;
			for (unsigned i = 1; i <= 30; i++) {
				char *name = mem_printf("q-%u", i);
				bool has = has_queue(t, name);
				ck_assert(!(has && seen[i]));
				seen[i] |= has;
				free(name);
			}
			ck_assert_uint_eq(t->pool_shards, total);
			target_free(t);
		}
		ck_assert_uint_eq(agents, 30);
		ck_assert_uint_le(most - least, 1);
	}
}
END_TEST

START_TEST(a_marked_name_is_every_shards_own)
{
	struct target *t = make_target(3, "a{shard}", 2, "{shard}q{shard}");
	allotment_make(t, (struct shard_number){ 12, 40 }, false);
	ck_assert_uint_eq(t->agents.count, 3);
	ck_assert_str_eq(t->agents.items[2].agent_id, "a12-3");
	ck_assert_str_eq(t->agents.items[2].place_id, "at-a12-3");
	ck_assert_str_eq(t->queues.items[1], "12q12-2");
	target_free(t);
}
END_TEST

START_TEST(the_two_kinds_may_be_mixed)
{
	struct target *t = make_target(4, "a", 0, "");
	struct pool_agent own = { mem_strdup("own-{shard}"),
		mem_strdup("desk-{shard}") };
	vec_push(&t->agents, own);
	allotment_make(t, (struct shard_number){ 2, 2 }, false);
	ck_assert_uint_eq(t->agents.count, 3);
	ck_assert_str_eq(t->agents.items[0].agent_id, "a-3");
	ck_assert_str_eq(t->agents.items[1].agent_id, "a-4");
	ck_assert_str_eq(t->agents.items[2].agent_id, "own-2");
	target_free(t);
}
END_TEST

START_TEST(a_server_of_its_own_is_not_divided)
{
	struct target *t = make_target(4, "a", 2, "q{shard}");
	allotment_make(t, (struct shard_number){ 2, 40 }, true);
	ck_assert_uint_eq(t->agents.count, 4);
	ck_assert_str_eq(t->queues.items[0], "q2-1");
	ck_assert_uint_eq(t->pool_shards, 0);
	target_free(t);
}
END_TEST

START_TEST(a_run_that_is_no_shard_has_all)
{
	struct target *t = make_target(4, "a", 2, "q{shard}");
	allotment_make(t, (struct shard_number){ 0, 0 }, false);
	ck_assert_uint_eq(t->agents.count, 4);
	ck_assert_str_eq(t->queues.items[0], "q1-1");
	ck_assert_uint_eq(t->pool_shards, 0);
	target_free(t);
}
END_TEST

Suite *
allotment_suite(void)
{
	Suite *s = suite_create("allotment");
	TCase *t = tcase_create("allotment");
	tcase_add_test(t, each_name_is_one_shards);
	tcase_add_test(t, a_marked_name_is_every_shards_own);
	tcase_add_test(t, the_two_kinds_may_be_mixed);
	tcase_add_test(t, a_server_of_its_own_is_not_divided);
	tcase_add_test(t, a_run_that_is_no_shard_has_all);
	suite_add_tcase(s, t);
	return s;
}
