/* SPDX-License-Identifier: Apache-2.0 */
#include "shards/share.h"

#include "model/order.h"
#include "tests/shards/suites.h"
#include "tests/sim/shipped.h"

#include <string.h>

/* Beyond the cases of the suite, so that there are shards without any. */
#define MOST_SHARDS 200

/* All cases of the shipped suite. */
struct run {
	struct shipped shipped;
	VEC(struct planned_case) cases;
};

static void
run_open(struct run *r, unsigned repetitions)
{
	*r = (struct run){ 0 };
	shipped_load(&r->shipped);
	const struct suite *s = r->shipped.suite;
	for (size_t i = 0; i < s->fixtures.count; i++) {
		const struct fixture *f = s->fixtures.items[i];
		for (size_t j = 0; j < f->cases.count * repetitions; j++) {
			struct planned_case one = { .suite = s,
				.test = f->cases.items[j / repetitions] };
			if (repetitions > 1)
				one.repetition =
				    (unsigned)(j % repetitions + 1);
			vec_push(&r->cases, one);
		}
	}
}

static void
run_close(struct run *r)
{
	vec_free(&r->cases);
	shipped_free(&r->shipped);
}

static void
take(const struct run *r, unsigned number, unsigned total, struct share *ret)
{
	share_take(r->cases.items, (unsigned)r->cases.count,
	    (struct shard_number){ number, total }, NULL, ret);
}

/* Count how often each case of the run is a shard's own. */
static void
count_own(const struct run *r, unsigned total, unsigned *counts)
{
	for (unsigned number = 1; number <= total; number++) {
		struct share s;
		take(r, number, total, &s);
		ck_assert_uint_eq(s.facts.number, number);
		ck_assert_uint_eq(s.facts.total, total);
		ck_assert_uint_eq(s.facts.case_count, r->cases.count);
		for (unsigned i = 0; i < s.named; i++) {
			const struct planned_case *p = &s.cases.items[i];
			ck_assert(!p->is_assumption);
			ck_assert_uint_lt(p->place, r->cases.count);
			ck_assert_ptr_eq(
			    p->test, r->cases.items[p->place].test);
			counts[p->place]++;
		}
		share_free(&s);
	}
}

static void
check_each_once(unsigned repetitions, const unsigned *totals, size_t count)
{
	struct run r;
	run_open(&r, repetitions);
	unsigned *counts = mem_zalloc(r.cases.count * sizeof(*counts));
	for (size_t i = 0; i < count; i++) {
		memset(counts, 0, r.cases.count * sizeof(*counts));
		count_own(&r, totals[i], counts);
		for (size_t j = 0; j < r.cases.count; j++)
			ck_assert_uint_eq(counts[j], 1);
	}
	free(counts);
	run_close(&r);
}

START_TEST(each_case_is_in_one_shard)
{
	static const unsigned totals[] = { 1, 2, 3, 7, MOST_SHARDS };
	check_each_once(1, totals, sizeof(totals) / sizeof(totals[0]));
}
END_TEST

START_TEST(so_is_each_repetition)
{
	static const unsigned totals[] = { 1, 4 };
	check_each_once(3, totals, sizeof(totals) / sizeof(totals[0]));
}
END_TEST

static const struct planned_case *
find(const struct share *s, const struct fixture_case *test)
{
	for (size_t i = 0; i < s->cases.count; i++)
		if (s->cases.items[i].test == test)
			return &s->cases.items[i];
	return NULL;
}

static void
check_needs(const struct share *s)
{
	for (size_t i = 0; i < s->cases.count; i++) {
		struct order order;
		order_of_case(s->cases.items[i].test, &order);
		for (size_t j = 0; j < order.performances.count; j++)
			ck_assert_ptr_nonnull(
			    find(s, order.performances.items[j].test));
		order_free(&order);
	}
}

START_TEST(a_shard_has_what_its_cases_rest_on)
{
	struct run r;
	run_open(&r, 1);
	for (unsigned number = 1; number <= 5; number++) {
		struct share s;
		take(&r, number, 5, &s);
		check_needs(&s);
		for (size_t i = s.named; i < s.cases.count; i++)
			ck_assert(s.cases.items[i].is_assumption);
		share_free(&s);
	}
	run_close(&r);
}
END_TEST

START_TEST(what_its_probes_play_is_in_it)
{
	struct run r;
	struct share s;
	unsigned number = 0;
	run_open(&r, 1);
	const struct fixture_case *own = shipped_case(
	    &r.shipped, "invitation-is-invalid", "agent-is-not-logged-in");
	const struct fixture_case *played = shipped_case(&r.shipped,
	    "leave-the-conference", "last-party-leaves-to-the-queue");
	/* As many shards as cases: each has its own one. */
	while (r.cases.items[number].test != own)
		number++;
	take(&r, number + 1, (unsigned)r.cases.count, &s);
	ck_assert_ptr_eq(s.cases.items[0].test, own);
	ck_assert_uint_eq(s.named, 1);
	ck_assert_ptr_nonnull(find(&s, played));
	share_free(&s);
	run_close(&r);
}
END_TEST

START_TEST(shards_of_one_run_have_one_plan)
{
	struct run r;
	struct share a, b, other;
	run_open(&r, 1);
	take(&r, 1, 4, &a);
	take(&r, 3, 4, &b);
	ck_assert_str_eq(a.facts.plan_sha256, b.facts.plan_sha256);
	ck_assert_str_eq(a.facts.division_sha256, b.facts.division_sha256);
	take(&r, 3, 5, &other);
	ck_assert_str_eq(a.facts.plan_sha256, other.facts.plan_sha256);
	ck_assert_str_ne(a.facts.division_sha256, other.facts.division_sha256);
	share_free(&other);
	r.cases.count--;
	take(&r, 3, 4, &other);
	ck_assert_str_ne(a.facts.plan_sha256, other.facts.plan_sha256);
	share_free(&other);
	share_free(&a);
	share_free(&b);
	run_close(&r);
}
END_TEST

START_TEST(one_shard_of_one_is_the_whole_run)
{
	struct run r;
	struct share s;
	unsigned count;
	run_open(&r, 1);
	struct planned_case *all = plan_with_assumptions(
	    r.cases.items, (unsigned)r.cases.count, &count);
	take(&r, 1, 1, &s);
	ck_assert_uint_eq(s.cases.count, count);
	ck_assert_uint_eq(s.facts.case_count + s.facts.assumption_count, count);
	for (unsigned i = 0; i < count; i++) {
		ck_assert_ptr_eq(s.cases.items[i].test, all[i].test);
		ck_assert_uint_eq(s.cases.items[i].place, i);
		ck_assert_int_eq(
		    s.cases.items[i].is_assumption, all[i].is_assumption);
	}
	free(all);
	share_free(&s);
	run_close(&r);
}
END_TEST

Suite *
share_suite(void)
{
	Suite *s = suite_create("share");
	TCase *t = tcase_create("share");
	tcase_add_test(t, each_case_is_in_one_shard);
	tcase_add_test(t, so_is_each_repetition);
	tcase_add_test(t, a_shard_has_what_its_cases_rest_on);
	tcase_add_test(t, what_its_probes_play_is_in_it);
	tcase_add_test(t, shards_of_one_run_have_one_plan);
	tcase_add_test(t, one_shard_of_one_is_the_whole_run);
	suite_add_tcase(s, t);
	return s;
}
