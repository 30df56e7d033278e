/* SPDX-License-Identifier: Apache-2.0 */
#include "core/descriptors.h"
#include "tests/core/suites.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

/* Let the process have that many descriptors more. */
static void
leave(unsigned count)
{
	int next = open("/", O_RDONLY);
	struct rlimit limit;
	ck_assert_int_ge(next, 0);
	close(next);
	ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &limit), 0);
	limit.rlim_cur = (rlim_t)next + count;
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
}

START_TEST(what_is_left_is_counted)
{
	leave(3);
	ck_assert_uint_eq(descriptors_left(10), 3);
	/* They were given back. */
	ck_assert_uint_eq(descriptors_left(10), 3);
	ck_assert_uint_eq(descriptors_left(2), 2);
	ck_assert_uint_eq(descriptors_left(0), 0);
}
END_TEST

Suite *
descriptors_suite(void)
{
	Suite *s = suite_create("descriptors");
	TCase *t = tcase_create("descriptors");
	tcase_add_test(t, what_is_left_is_counted);
	suite_add_tcase(s, t);
	return s;
}
