/* SPDX-License-Identifier: Apache-2.0 */
/* Each form of a time stamp, and lines that begin with none. */
#include "serverlog/entry.h"
#include "tests/serverlog/suites.h"

/* 2026-11-30 04:05:06.789 */
#define MOMENT_MS INT64_C(1796011506789)

static const char *const forms[] = {
	"2026-11-30T04:05:06.789 Trc 26015 text",
	"2026-11-30 04:05:06.789 Trc 26015 text",
	"2026/11/30 04:05:06.789 Trc 26015 text",
	"2026/11/30T04:05:06.789 Trc 26015 text",
	"Mon Nov 30 04:05:06 2026.789 Trc 26015 text",
	"Mon Nov  30 04:05:06 2026.789 Trc 26015 text",
	"11/30/26 04:05:06.789 Trc 26015 text",
	"11/30/2026 04:05:06.789 Trc 26015 text",
	"30/11/26 04:05:06.789 Trc 26015 text",
	"Mon 30 Nov 2026 04:05:06 AM CET.789 Trc 26015 text",
	"2026-11-30T04:05:06.789   Trace 26015 text",
	"2026-11-30T04:05:06.789 Trc ixhost ixn_primary GCTI-00-26015 text",
	"2026-11-30T04:05:06.789 Trc ixhost ixn_primary app GCTI-26-26015 text",
};

START_TEST(a_stamp_is_read_in_each_form)
{
	struct stamp_clock clock;
	struct entry e;
	stamp_start(&clock, STAMP_NONE);
	ck_assert_msg(
	    entry_read(&clock, span_of(forms[_i]), &e), "%s", forms[_i]);
	ck_assert_msg(e.time_ms == MOMENT_MS, "%s: %lld", forms[_i],
	    (long long)(e.time_ms - MOMENT_MS));
	ck_assert_uint_eq(e.number, 26015);
	ck_assert(span_is(e.text, "text"));
	ck_assert(entry_is_one(&clock, span_of(forms[_i])));
}
END_TEST

static const char *const others[] = {
	"",
	" 2026-11-30T04:05:06.789 Trc 26015 text",
	"2026-13-30T04:05:06.789 Trc 26015 text",
	"2826-11-30T04:05:06.789 Trc 26015 text",
	"2026-11-30T24:05:06.789 Trc 26015 text",
	"2026-11-30T04:05:06 Trc 26015 text",
	"Moon 30",
	"attr_itx_id [str] = \"1\"",
};

START_TEST(a_line_without_a_stamp_is_none)
{
	struct stamp_clock clock;
	struct entry e;
	stamp_start(&clock, STAMP_NONE);
	ck_assert_msg(
	    !entry_read(&clock, span_of(others[_i]), &e), "%s", others[_i]);
}
END_TEST

static const char *const unnumbered[] = {
	"2026-11-30T04:05:06.789",
	"2026-11-30T04:05:06.789 Trc",
	"2026-11-30T04:05:06.789 Trc  26015 two spaces",
	"2026-11-30T04:05:06.789 Trc 2601 four digits",
	"2026-11-30T04:05:06.789 Trc 260151 six digits",
	"2026-11-30T04:05:06.789 Tra 26015 no level",
	"2026-11-30T04:05:06.789 26015 no level",
};

START_TEST(a_record_may_have_no_number)
{
	struct stamp_clock clock;
	struct entry e;
	stamp_start(&clock, STAMP_NONE);
	ck_assert(entry_read(&clock, span_of(unnumbered[_i]), &e));
	ck_assert_msg(e.number == 0, "%s: %u", unnumbered[_i], e.number);
	ck_assert(!entry_is_one(&clock, span_of(unnumbered[_i])));
}
END_TEST

static int64_t
read_time(struct stamp_clock *clock, const char *text)
{
	struct span s = span_of(text);
	int64_t ms = STAMP_NONE;
	ck_assert_msg(stamp_take(clock, &s, &ms), "%s", text);
	return ms;
}

START_TEST(a_stamp_without_a_date_passes_midnight)
{
	struct stamp_clock clock;
	stamp_start(&clock, MOMENT_MS);
	int64_t before = read_time(&clock, "23:59:59.999");
	int64_t after = read_time(&clock, "00:00:00.001");
	int64_t back = read_time(&clock, "00:00:00.000");
	ck_assert_int_eq(after - before, 2);
	ck_assert_int_eq(back - after, -1);
	ck_assert_int_eq(before / STAMP_DAY_MS, MOMENT_MS / STAMP_DAY_MS);
}
END_TEST

START_TEST(the_header_says_which_number_is_the_month)
{
	/* The header is of the 5th of April. */
	int64_t fifth_of_april = INT64_C(1775347200000);
	struct stamp_clock clock;
	stamp_start(&clock, fifth_of_april);
	ck_assert_int_eq(
	    read_time(&clock, "05/04/26 00:00:00.000"), fifth_of_april);
	stamp_start(&clock, STAMP_NONE);
	ck_assert_int_eq(
	    read_time(&clock, "04/05/26 00:00:00.000"), fifth_of_april);
}
END_TEST

Suite *
stamp_suite(void)
{
	Suite *s = suite_create("stamp");
	TCase *t = tcase_create("stamp");
	tcase_add_loop_test(t, a_stamp_is_read_in_each_form, 0,
	    sizeof(forms) / sizeof(forms[0]));
	tcase_add_loop_test(t, a_line_without_a_stamp_is_none, 0,
	    sizeof(others) / sizeof(others[0]));
	tcase_add_loop_test(t, a_record_may_have_no_number, 0,
	    sizeof(unnumbered) / sizeof(unnumbered[0]));
	tcase_add_test(t, a_stamp_without_a_date_passes_midnight);
	tcase_add_test(t, the_header_says_which_number_is_the_month);
	suite_add_tcase(s, t);
	return s;
}
