/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/load/bad.h"
#include "tests/load/host.h"
#include "tests/load/suites.h"

START_TEST(is_told_exactly)
{
	bad_check((size_t)_i);
}
END_TEST

/* The input must be bad, not the suite around it. */
START_TEST(the_host_is_good)
{
	struct diag diag;
	diag_init(&diag);
	struct suite *s = host_with(NULL, NULL, &diag);
	struct target *t = host_target(&diag);
	assert_silent(&diag);
	suite_free(s);
	target_free(t);
	diag_free(&diag);
}
END_TEST

Suite *
bad_suite(void)
{
	Suite *s = suite_create("bad");
	TCase *t = tcase_create("bad");
	tcase_add_loop_test(t, is_told_exactly, 0, (int)bad_count());
	tcase_add_test(t, the_host_is_good);
	suite_add_tcase(s, t);
	return s;
}
