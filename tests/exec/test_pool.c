/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/exec/pool.h"

#include "tests/exec/stage.h"
#include "tests/exec/suites.h"

/* Lends to patterns of the stage's cases; the campaign itself is not used. */
struct bank {
	struct stage *stage;
	struct pool *pool;
	struct pattern *ask, *two, *queue, *workbin, *crowd;
};

static struct pattern *
compile(struct stage *st, const char *name)
{
	const struct fixture *f = suite_find_phase(st->suite, "plain");
	struct diag diag;
	diag_init(&diag);
	struct pattern *p = pattern_compile(
	    st->suite, st->target, fixture_find_case(f, name), &diag);
	ck_assert_ptr_nonnull(p);
	diag_free(&diag);
	return p;
}

static void
bank_open(struct bank *b)
{
	b->stage = stage_new("", 1);
	b->pool = pool_new(b->stage->target);
	b->ask = compile(b->stage, "ask");
	b->two = compile(b->stage, "two");
	b->queue = compile(b->stage, "queue");
	b->workbin = compile(b->stage, "workbin");
	b->crowd = compile(b->stage, "crowd");
}

static void
bank_close(struct bank *b)
{
	pattern_free(b->ask);
	pattern_free(b->two);
	pattern_free(b->queue);
	pattern_free(b->workbin);
	pattern_free(b->crowd);
	pool_free(b->pool);
	stage_start(b->stage, true);
	stage_finish(b->stage);
	stage_free(b->stage);
}

START_TEST(a_loan_names_what_it_lends)
{
	struct bank b;
	bank_open(&b);
	struct loan *loan = pool_lend(b.pool, b.two, "u", 1);
	ck_assert_str_eq(loan->lease.agent_ids[0], "agent-1");
	ck_assert_str_eq(loan->lease.place_ids[0], "place-1");
	ck_assert_str_eq(loan->lease.agent_ids[1], "agent-2");
	ck_assert_ptr_null(loan->lease.queue);
	ck_assert_ptr_null(loan->lease.workbin);
	ck_assert_str_eq(loan->lease.unique, "u-1");
	ck_assert_str_eq(loan->lease.interaction, "ix-u-1");
	pool_return(b.pool, loan);
	bank_close(&b);
}
END_TEST

START_TEST(nothing_is_lent_twice)
{
	struct bank b;
	bank_open(&b);
	struct loan *one = pool_lend(b.pool, b.two, "u", 1);
	struct loan *two = pool_lend(b.pool, b.ask, "u", 2);
	ck_assert_str_ne(one->lease.agent_ids[0], two->lease.agent_ids[0]);
	ck_assert_str_ne(one->lease.agent_ids[1], two->lease.agent_ids[0]);
	ck_assert_ptr_null(pool_lend(b.pool, b.ask, "u", 3));
	pool_return(b.pool, two);
	ck_assert_ptr_null(pool_lend(b.pool, b.two, "u", 4));
	two = pool_lend(b.pool, b.ask, "u", 5);
	ck_assert_ptr_nonnull(two);
	pool_return(b.pool, one);
	one = pool_lend(b.pool, b.two, "u", 6);
	ck_assert_ptr_nonnull(one);
	pool_return(b.pool, one);
	pool_return(b.pool, two);
	bank_close(&b);
}
END_TEST

START_TEST(queue_and_workbin_run_out_alone)
{
	struct bank b;
	bank_open(&b);
	struct loan *queue = pool_lend(b.pool, b.queue, "u", 1);
	ck_assert_str_eq(queue->lease.queue, "q");
	ck_assert_ptr_null(queue->lease.workbin);
	ck_assert_ptr_null(pool_lend(b.pool, b.queue, "u", 2));
	struct loan *workbin = pool_lend(b.pool, b.workbin, "u", 3);
	ck_assert_str_eq(workbin->lease.workbin, "w");
	ck_assert_ptr_null(pool_lend(b.pool, b.workbin, "u", 4));
	pool_return(b.pool, queue);
	queue = pool_lend(b.pool, b.queue, "u", 5);
	ck_assert_ptr_nonnull(queue);
	pool_return(b.pool, queue);
	pool_return(b.pool, workbin);
	bank_close(&b);
}
END_TEST

START_TEST(what_is_left_is_told_to_who_comes_next)
{
	struct bank b;
	bank_open(&b);
	struct loan *queue = pool_lend(b.pool, b.queue, "u", 1);
	ck_assert_ptr_null(queue->lease.left_in_queue);
	pool_note_left(queue, mem_strdup("a case"));
	pool_note_left(queue, mem_strdup("another case"));
	pool_return(b.pool, queue);
	queue = pool_lend(b.pool, b.queue, "u", 2);
	ck_assert_str_eq(queue->lease.left_in_queue, "a case");
	ck_assert_ptr_null(queue->lease.left_in_workbin);
	pool_return(b.pool, queue);
	pool_reset(b.pool);
	queue = pool_lend(b.pool, b.queue, "u", 3);
	ck_assert_ptr_null(queue->lease.left_in_queue);
	pool_return(b.pool, queue);
	bank_close(&b);
}
END_TEST

/* A refusal that took two agents before it found no third would show here. */
START_TEST(a_refusal_takes_nothing)
{
	struct bank b;
	struct loan *loans[3];
	bank_open(&b);
	for (int i = 0; i < 10; i++)
		ck_assert_ptr_null(pool_lend(b.pool, b.crowd, "no", 1));
	for (int i = 0; i < 3; i++) {
		loans[i] = pool_lend(b.pool, b.ask, "yes", 1);
		ck_assert_ptr_nonnull(loans[i]);
	}
	for (int i = 0; i < 3; i++)
		pool_return(b.pool, loans[i]);
	pool_return(b.pool, NULL);
	bank_close(&b);
}
END_TEST

START_TEST(sufficiency_is_about_the_whole_pool)
{
	struct bank b;
	bank_open(&b);
	struct loan *loan = pool_lend(b.pool, b.two, "u", 1);
	ck_assert(pool_suffices(b.pool, b.two));
	ck_assert(pool_suffices(b.pool, b.queue));
	ck_assert(!pool_suffices(b.pool, b.crowd));
	pool_return(b.pool, loan);
	bank_close(&b);
}
END_TEST

Suite *
pool_suite(void)
{
	Suite *s = suite_create("pool");
	TCase *t = tcase_create("pool");
	tcase_add_test(t, a_loan_names_what_it_lends);
	tcase_add_test(t, nothing_is_lent_twice);
	tcase_add_test(t, queue_and_workbin_run_out_alone);
	tcase_add_test(t, what_is_left_is_told_to_who_comes_next);
	tcase_add_test(t, a_refusal_takes_nothing);
	tcase_add_test(t, sufficiency_is_about_the_whole_pool);
	suite_add_tcase(s, t);
	return s;
}
