/* SPDX-License-Identifier: Apache-2.0 */
/* Names of the repetitions of a case. */
#include "tests/model/suites.h"

#include "model/repetition.h"

#include <stdlib.h>
#include <string.h>

START_TEST(a_repetition_is_of_its_case)
{
	char *name = repetition_name("one-invitee", 17);
	ck_assert_str_eq(name, "one-invitee#17");
	ck_assert(repetition_is_of(name, "one-invitee"));
	ck_assert(!repetition_is_of(name, "one-invite"));
	ck_assert(!repetition_is_of(name, "one-invitees"));
	ck_assert_uint_eq(repetition_base_size(name), strlen("one-invitee"));
	free(name);
}
END_TEST

START_TEST(other_names_are_whole)
{
	static const char *const names[] = { "", "#", "one-invitee",
		"one-invitee#", "one-invitee#1a", "one#1-invitee", "a#-1" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		ck_assert_uint_eq(
		    repetition_base_size(names[i]), strlen(names[i]));
		ck_assert(repetition_is_of(names[i], names[i]));
	}
}
END_TEST

Suite *
repetition_suite(void)
{
	Suite *s = suite_create("repetition");
	TCase *t = tcase_create("repetition");
	tcase_add_test(t, a_repetition_is_of_its_case);
	tcase_add_test(t, other_names_are_whole);
	suite_add_tcase(s, t);
	return s;
}
