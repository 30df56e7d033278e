/* SPDX-License-Identifier: Apache-2.0 */
#include "core/text/suggest.h"
#include "tests/core/suites.h"

#include <stdint.h>
#include <string.h>

static const struct pair {
	const char *a;
	const char *b;
	size_t distance;
} pairs[] = {
	{ "", "", 0 },
	{ "", "abc", 3 },
	{ "abc", "", 3 },
	{ "abc", "abc", 0 },
	{ "abc", "ABC", 0 }, /* case is no edit */
	{ "abc", "abd", 1 },
	{ "abc", "abcd", 1 },
	{ "abc", "bc", 1 },
	{ "abcd", "acbd", 1 }, /* neighbours swapped */
	{ "kitten", "sitting", 3 },
	{ "EventRevokd", "EventRevoked", 1 },
	{ "recieve", "receive", 1 },
};

START_TEST(distances)
{
	const struct pair *p = &pairs[_i];
	ck_assert_uint_eq(suggest_distance(p->a, p->b), p->distance);
	ck_assert_uint_eq(suggest_distance(p->b, p->a), p->distance);
}
END_TEST

START_TEST(very_long_words_are_never_near)
{
	char longest[130];
	memset(longest, 'a', 129);
	longest[129] = '\0';
	ck_assert_uint_eq(suggest_distance(longest, "a"), SIZE_MAX);
	ck_assert_uint_eq(suggest_distance("a", longest), SIZE_MAX);
	longest[128] = '\0';
	ck_assert_uint_eq(suggest_distance(longest, longest), 0);
	ck_assert_uint_eq(suggest_distance(longest, ""), 128);
}
END_TEST

static const char *
best_for(const char *word)
{
	static const char *const known[] = { "EventInvite", "EventRevoked",
		"EventRejected", "all", "seq", "receive" };
	struct suggestion s;
	suggest_start(&s, word);
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		suggest_offer(&s, known[i]);
	return s.best;
}

START_TEST(the_nearest_is_suggested)
{
	ck_assert_str_eq(best_for("EventRevokd"), "EventRevoked");
	ck_assert_str_eq(best_for("eventinvite"), "EventInvite");
	ck_assert_str_eq(best_for("recieve"), "receive");
	ck_assert_str_eq(best_for("sqe"), "seq");
	ck_assert_str_eq(best_for("al"), "all");
}
END_TEST

START_TEST(nothing_near_suggests_nothing)
{
	ck_assert_ptr_null(best_for("RequestTransfer"));
	ck_assert_ptr_null(best_for("xyz"));
	ck_assert_ptr_null(best_for(""));
}
END_TEST

START_TEST(of_equals_the_first_wins)
{
	struct suggestion s;
	suggest_start(&s, "cat");
	suggest_offer(&s, "bat");
	suggest_offer(&s, "rat");
	ck_assert_str_eq(s.best, "bat");
}
END_TEST

Suite *
suggest_suite(void)
{
	Suite *s = suite_create("suggest");
	TCase *c = tcase_create("suggest");
	tcase_add_loop_test(
	    c, distances, 0, (int)(sizeof(pairs) / sizeof(pairs[0])));
	tcase_add_test(c, very_long_words_are_never_near);
	tcase_add_test(c, the_nearest_is_suggested);
	tcase_add_test(c, nothing_near_suggests_nothing);
	tcase_add_test(c, of_equals_the_first_wins);
	suite_add_tcase(s, c);
	return s;
}
