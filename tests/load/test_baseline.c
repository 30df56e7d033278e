/* SPDX-License-Identifier: Apache-2.0 */
/* What a baseline holds, and until when. */
#include "lint/grammar.h"
#include "load/baseline_file.h"
#include "tests/load/host.h"
#include "tests/load/suites.h"

#define DAY_S 86400

static struct baseline *
load_at(int64_t wall_s, struct diag *diag)
{
	char *path = top_path("tests/load/baseline.xml");
	struct baseline *b = baseline_load(path, wall_s, diag);
	free(path);
	ck_assert_ptr_nonnull(b);
	return b;
}

START_TEST(entries_are_found_by_their_case)
{
	struct diag diag;
	diag_init(&diag);
	struct baseline *b = load_at(0, &diag);
	struct suite *s = host_with(NULL, NULL, &diag);
	assert_silent(&diag);
	const struct expected_failure *e =
	    baseline_find(b, "host/invited/one-invitee");
	ck_assert_ptr_nonnull(e);
	ck_assert_int_eq(e->finding, FINDING_OUT_OF_ORDER);
	ck_assert_str_eq(e->reason, "IX-1");
	ck_assert_str_eq(e->expires, "1970-01-31");
	ck_assert_ptr_nonnull(baseline_find(b, "host/other/case"));
	ck_assert_ptr_null(baseline_find(b, "host/invited"));
	char *schema = top_path("schema");
	ck_assert(
	    grammar_check_source(b->source, schema, "baseline.rng", &diag));
	free(schema);
	baseline_check(b, &s, 1, &diag);
	ck_assert_uint_eq(diag.error_count, 1);
	assert_says(&diag, "no case is called 'host/other/case'");
	suite_free(s);
	baseline_free(b);
	diag_free(&diag);
}
END_TEST

START_TEST(the_last_day_counts_to_its_end)
{
	struct diag diag;
	diag_init(&diag);
	struct baseline *b = load_at(31 * DAY_S - 1, &diag);
	assert_silent(&diag);
	ck_assert_ptr_nonnull(baseline_find(b, "host/invited/one-invitee"));
	baseline_free(b);
	b = load_at(31 * DAY_S, &diag);
	ck_assert_uint_eq(diag.warning_count, 1);
	assert_says(&diag, "is no longer expected after 1970-01-31");
	ck_assert_ptr_null(baseline_find(b, "host/invited/one-invitee"));
	ck_assert_ptr_nonnull(baseline_find(b, "host/other/case"));
	baseline_free(b);
	diag_free(&diag);
}
END_TEST

Suite *
baseline_suite(void)
{
	Suite *s = suite_create("baseline");
	TCase *tc = tcase_create("baseline");
	tcase_add_test(tc, entries_are_found_by_their_case);
	tcase_add_test(tc, the_last_day_counts_to_its_end);
	suite_add_tcase(s, tc);
	return s;
}
