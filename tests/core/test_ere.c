/* SPDX-License-Identifier: Apache-2.0 */
#include "core/buf.h"
#include "core/clock.h"
#include "core/mem.h"
#include "core/random.h"
#include "core/text/ere.h"
#include "tests/core/suites.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

static bool
matches(const char *expression, const char *text)
{
	struct ere_problem problem;
	struct ere *e = ere_compile(expression, ERE_MAX_STATES, &problem);
	ck_assert_msg(e, "'%s' does not compile: %s", expression, problem.text);
	bool matches = ere_matches(e, text, strlen(text));
	ere_free(e);
	return matches;
}

/* An expression, a text that it matches, and one that it does not. */
static const struct {
	const char *expression, *yes, *no;
} pairs[] = {
	{ "abc", "abc", "abcd" },
	{ "a|b|cd", "cd", "c" },
	{ "(a|b)c", "bc", "b" },
	{ "ab*", "abbb", "ba" },
	{ "ab+", "abb", "a" },
	{ "ab?c", "ac", "abbc" },
	{ "a{3}", "aaa", "aa" },
	{ "a{2,}", "aaaaa", "a" },
	{ "a{2,4}", "aaa", "aaaaa" },
	{ "a{0,1}b", "b", "aab" },
	{ "a{0}b", "b", "ab" },
	{ "(ab){2}", "abab", "ab" },
	{ "(a*)*", "aaa", "b" },
	{ "(a|b*)+c", "abbac", "abd" },
	{ ".", "x", "" },
	{ "...", "a\nb", "ab" },
	{ "[a-c]+", "abcab", "abd" },
	{ "[^a-c]+", "xyz", "xyb" },
	{ "[]x]+", "]x]", "[" },
	{ "[^]x]+", "ab[", "a]" },
	{ "[a-]+", "-a-", "b" },
	{ "[a\\]+", "\\a", "b" },
	{ "[[:digit:][:upper:]_]+", "A_9", "a" },
	{ "[[:xdigit:]]{2}", "fA", "fg" },
	{ "[[:space:]]", "\t", "x" },
	{ "\\.\\*\\\\\\[", ".*\\[", "x*\\[" },
	{ "^a$", "a", "b" },
	{ "(^a|b)c", "ac", "aac" },
	{ "()a", "a", "b" },
	{ "a]}", "a]}", "a" },
};

START_TEST(it_stands_for_these_texts)
{
	const char *expression = pairs[_i].expression;
	ck_assert(matches(expression, pairs[_i].yes));
	ck_assert(!matches(expression, pairs[_i].no));
}
END_TEST

START_TEST(an_anchor_in_the_middle_stands_for_nothing)
{
	ck_assert(!matches("a^b", "a^b"));
	ck_assert(!matches("a^b", "ab"));
	ck_assert(!matches("a$b", "ab"));
}
END_TEST

START_TEST(a_character_is_a_code_point)
{
	ck_assert(matches(".", "\u00e4"));
	ck_assert(matches(".", "\U0001F600"));
	ck_assert(matches("[\u00e0-\u00ff]", "\u00e4"));
	ck_assert(matches("[^a]", "\u00e4"));
	ck_assert(matches("\u00e4{2}", "\u00e4\u00e4"));
	ck_assert(!matches("[[:alpha:]]", "\u00e4"));
	ck_assert(!matches("..", "\u00e4"));
	ck_assert(matches(".", "\xff")); /* a byte that is none counts as one */
	ck_assert(!matches("\u00ff", "\xff"));
}
END_TEST

START_TEST(a_text_may_hold_a_nul)
{
	struct ere_problem problem;
	struct ere *e = ere_compile("a.b", ERE_MAX_STATES, &problem);
	ck_assert(ere_matches(e, "a\0b", 3));
	ck_assert(!ere_matches(e, "a\0b", 2));
	ere_free(e);
}
END_TEST

/* What is refused, where, and what is said. */
static const struct {
	const char *expression;
	size_t offset, size;
	const char *text, *advice;
} wrong[] = {
	{ "a\\d+", 1, 2, "'\\' is not allowed before this character", "[0-9]" },
	{ "\\w", 0, 2, "'\\' is not allowed before", "[[:alnum:]_]" },
	{ "\\s", 0, 2, "'\\' is not allowed before", "[[:space:]]" },
	{ "\\S", 0, 2, "'\\' is not allowed before", "[^[:space:]]" },
	{ "x\\b", 1, 2, "'\\' is not allowed before", "[^[:alnum:]_]" },
	{ "\\n", 0, 2, "'\\' is not allowed before", "&#10;" },
	{ "(a)\\1", 3, 2, "'\\' is not allowed before", "capture=" },
	{ "\\<a", 0, 2, "'\\' is not allowed before", "the whole text" },
	{ "a\\", 1, 1, "'\\' at the end", "\\\\" },
	{ "[\\d]", 1, 2, "'\\' in brackets", "0-9" },
	{ "[\\w.]", 1, 2, "'\\' in brackets", "[:alnum:]_" },
	{ "[a\\.]", 2, 2, "'\\' in brackets", "goes last" },
	{ "a(b", 1, 1, "'(' without ')'", "\\(" },
	{ "a)b", 1, 1, "')' closes nothing", "\\)" },
	{ "[a", 0, 2, "'[' without ']'", "\\[" },
	{ "[z-a]", 1, 3, "ends before it begins", NULL },
	{ "[[:digits:]]", 1, 10, "no class", "[:digit:]" },
	{ "[[.x.]]", 1, 2, "collating", "themselves" },
	{ "*a", 0, 1, "nothing to repeat", "'\\'" },
	{ "(?:a)", 1, 1, "nothing to repeat", "'\\'" },
	{ "a|", 2, 0, "nothing here", "(...)?" },
	{ "(a||b)", 3, 1, "nothing here", "(...)?" },
	{ "", 0, 0, "nothing here", "(...)?" },
	{ "a**", 1, 2, "a repetition of a repetition", "parentheses" },
	{ "a.*?", 2, 2, "a repetition of a repetition", "parentheses" },
	{ "a{1,255}{1,255}", 1, 8, "a repetition of a repetition",
	    "parentheses" },
	{ "a{3,2}", 1, 5, "not a number of repetitions", "{2,5}" },
	{ "a{256}", 1, 5, "not a number of repetitions", "255" },
	{ "a{x}", 1, 2, "not a number of repetitions", "\\{" },
	{ "(a{1,255}){1,255}", 0, 17, "too big", "1000" },
	{ "((((a{9}){9}){9}){9}){9}", 0, 24, "too big", "1000" },
};

START_TEST(it_refuses_these)
{
	struct ere_problem p = { 0 };
	ck_assert_ptr_null(
	    ere_compile(wrong[_i].expression, ERE_MAX_STATES, &p));
	ck_assert_msg(strstr(p.text, wrong[_i].text), "%s: %s",
	    wrong[_i].expression, p.text);
	ck_assert_uint_eq(p.offset, wrong[_i].offset);
	ck_assert_uint_eq(p.size, wrong[_i].size);
	ck_assert_int_eq(!p.advice, !wrong[_i].advice);
	if (p.advice)
		ck_assert_msg(strstr(p.advice, wrong[_i].advice), "%s: %s",
		    wrong[_i].expression, p.advice);
}
END_TEST

/* 'count' times 'open', then 'a', then 'close'. */
static char *
nested(const char *open, const char *close, unsigned count)
{
	struct buf b;
	buf_init(&b, 1 << 20);
	for (unsigned i = 0; i < count; i++)
		buf_add_text(&b, open);
	buf_add_char(&b, 'a');
	for (unsigned i = 0; i < count; i++)
		buf_add_text(&b, close);
	return buf_take(&b);
}

START_TEST(groups_are_nested_as_deeply_as_this)
{
	struct ere_problem problem;
	char *most = nested("(", ")", ERE_MAX_DEPTH);
	char *more = nested("(", ")", 20000);
	ck_assert(matches(most, "a"));
	ck_assert_ptr_null(ere_compile(more, ERE_MAX_STATES, &problem));
	ck_assert_str_eq(
	    problem.text, "groups are nested deeper than 32 levels");
	ck_assert_uint_eq(problem.offset, ERE_MAX_DEPTH);
	free(most);
	free(more);
}
END_TEST

START_TEST(it_may_be_as_big_as_this)
{
	char *most = mem_zalloc(ERE_MAX_STATES + 2);
	struct ere_problem problem;
	memset(most, 'a', ERE_MAX_STATES);
	ck_assert(matches(most, most));
	most[ERE_MAX_STATES] = 'a';
	ck_assert_ptr_null(ere_compile(most, ERE_MAX_STATES, &problem));
	ck_assert_str_eq(problem.text, "it is too big");
	free(most);
}
END_TEST

/* Where one that tries one way after the other never ends. */
START_TEST(no_text_costs_too_much)
{
	enum { SIZE = 50000 };
	char *text = mem_zalloc(SIZE + 1);
	memset(text, 'a', SIZE);
	int64_t start_ns = clock_now_ns();
	ck_assert(!matches("((a|a)*|(a*)*)*b", text));
	ck_assert(!matches("(a?){200}a{200}(.*a.*a.*)*b", text));
	ck_assert_int_lt(clock_now_ns() - start_ns, 10 * NS_PER_S);
	free(text);
}
END_TEST

static char *
pieces(const char *before, const char *piece, int count, const char *after)
{
	struct buf b;
	buf_init(&b, 10000000);
	buf_add_text(&b, before);
	for (int i = 0; i < count; i++)
		buf_add_text(&b, piece);
	buf_add_text(&b, after);
	return buf_take(&b);
}

/* However many pieces an expression has, it is refused or read at once. */
START_TEST(no_expression_costs_too_much)
{
	static const struct {
		const char *before, *piece, *after;
		bool is_read;
	} many[] = {
		{ "", "()", "a", true },
		{ "", "(a)", "", false },
		{ "", "(", "", false },
		{ "", "(a{255}){0}", "a", true },
		{ "", "(((a{0}){255}){255}){255}", "a", true },
		{ "a", "|b", "", false },
		{ "[", "ab", "]", false },
	};
	for (size_t i = 0; i < sizeof(many) / sizeof(many[0]); i++) {
		struct ere_problem problem;
		char *text =
		    pieces(many[i].before, many[i].piece, 20000, many[i].after);
		int64_t start_ns = clock_now_ns();
		struct ere *e = ere_compile(text, ERE_MAX_STATES, &problem);
		ck_assert_int_eq(e != NULL, many[i].is_read);
		ck_assert(!e || ere_matches(e, "a", 1));
		ck_assert_int_lt(clock_now_ns() - start_ns, 2 * NS_PER_S);
		ere_free(e);
		free(text);
	}
}
END_TEST

START_TEST(brackets_may_be_as_full_as_this)
{
	struct ere_problem problem;
	char *most = pieces("[", "ab", ERE_MAX_RANGES / 2, "]");
	struct ere *e = ere_compile(most, ERE_MAX_STATES, &problem);
	ck_assert(e && ere_matches(e, "b", 1) && !ere_matches(e, "c", 1));
	ere_free(e);
	free(most);
	ck_assert(matches("[xa-fd-kzl]+", "adeklxz"));
	ck_assert(!matches("[xa-fd-kzl]", "m"));
	ck_assert(!matches("[xa-fd-kzl]", "w"));
	ck_assert(matches("[^xa-fd-kzl]+", "mwy`"));
}
END_TEST

/* --- against libc, without anchors: it is wrong for "$" in a group --- */

static void
add_random(struct buf *b, struct random *r, unsigned depth)
{
	static const char *const atoms[] = { "a", "b", ".", "[ab]", "[^a]",
		"[[:alpha:]]", "\\.", "[b-d]" };
	static const char *const repetitions[] = { "*", "+", "?", "{2}",
		"{0,2}", "{1,}", "{0}" };
	unsigned pieces = 1 + (unsigned)random_below(r, 3);
	for (unsigned i = 0; i < pieces; i++) {
		int64_t kind = random_below(r, depth ? 12 : 8);
		if (kind >= 8) {
			buf_add_char(b, '(');
			add_random(b, r, depth - 1);
			if (kind >= 10) {
				buf_add_char(b, '|');
				add_random(b, r, depth - 1);
			}
			buf_add_char(b, ')');
		} else {
			buf_add_text(b, atoms[kind]);
		}
		if (random_below(r, 3) == 0)
			buf_add_text(b, repetitions[random_below(r, 7)]);
	}
}

static void
compare_with_libc(struct random *r, const char *expression)
{
	char *whole = mem_printf("^(%s)$", expression);
	regex_t regex;
	ck_assert_int_eq(regcomp(&regex, whole, REG_EXTENDED | REG_NOSUB), 0);
	for (int i = 0; i < 20; i++) {
		char text[8] = { 0 };
		int64_t size = random_below(r, 7);
		for (int64_t j = 0; j < size; j++)
			text[j] = "ab.d"[random_below(r, 4)];
		bool wanted = regexec(&regex, text, 0, NULL, 0) == 0;
		ck_assert_msg(matches(expression, text) == wanted,
		    "'%s' and '%s'", expression, text);
	}
	regfree(&regex);
	free(whole);
}

START_TEST(libc_says_the_same)
{
	struct random r;
	random_seed(&r, 1);
	for (int i = 0; i < 3000; i++) {
		struct buf b;
		buf_init(&b, 100000);
		add_random(&b, &r, 3);
		compare_with_libc(&r, buf_text(&b));
		buf_free(&b);
	}
}
END_TEST

Suite *
ere_suite(void)
{
	Suite *s = suite_create("ere");
	TCase *t = tcase_create("ere");
	tcase_add_loop_test(
	    t, it_stands_for_these_texts, 0, sizeof(pairs) / sizeof(pairs[0]));
	tcase_add_test(t, an_anchor_in_the_middle_stands_for_nothing);
	tcase_add_test(t, a_character_is_a_code_point);
	tcase_add_test(t, a_text_may_hold_a_nul);
	tcase_add_loop_test(
	    t, it_refuses_these, 0, sizeof(wrong) / sizeof(wrong[0]));
	tcase_add_test(t, groups_are_nested_as_deeply_as_this);
	tcase_add_test(t, it_may_be_as_big_as_this);
	tcase_add_test(t, no_text_costs_too_much);
	tcase_add_test(t, no_expression_costs_too_much);
	tcase_add_test(t, brackets_may_be_as_full_as_this);
	tcase_add_test(t, libc_says_the_same);
	tcase_set_timeout(t, 60);
	suite_add_tcase(s, t);
	return s;
}
