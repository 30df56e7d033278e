/* SPDX-License-Identifier: Apache-2.0 */
/* Keys, and where they lead; step.test checks what is shown. */
#include "cli/run/stepper_view.h"
#include "tests/cli/suites.h"

#include <string.h>

START_TEST(each_key_is_a_command)
{
	static const struct {
		const char *keys;
		enum key_command command;
	} rows[] = { { "\r\n n", KEY_NEXT }, { "u", KEY_UNTIL },
		{ "s", KEY_SEND }, { "f", KEY_FINDING }, { "c", KEY_CONTINUE },
		{ "l", KEY_LADDER }, { "?h", KEY_HELP }, { "q", KEY_QUIT },
		{ "x\x1b[A\xff~Q", KEY_UNKNOWN } };
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (const char *key = rows[i].keys; *key; key++)
			ck_assert_int_eq(key_command_of(*key), rows[i].command);
}
END_TEST

/* Halts after 'command' at moments: 's' a stimulus, 'o' an observation, 'f'
 * what makes the verdict certain; upper case where there is one. */
static void
check_plan(enum key_command command, const char *moments)
{
	struct step_plan plan = { command };
	for (const char *c = moments; *c; c++) {
		enum step_moment moment = strchr("sS", *c) ? MOMENT_SEND
		    : strchr("oO", *c)                     ? MOMENT_SEEN
							   : MOMENT_FINDING;
		bool is_halt = strchr("SOF", *c) != NULL;
		ck_assert_msg(stepper_halts(&plan, moment) == is_halt,
		    "command %d: '%s'", command, c);
	}
}

START_TEST(a_command_leads_to_the_next_halt)
{
	check_plan(KEY_NEXT, "OSOOS");
	check_plan(KEY_UNTIL, "ooS");
	check_plan(KEY_SEND, "oosOS");
	check_plan(KEY_FINDING, "oosoFoo");
	check_plan(KEY_UNTIL, "ofS");
	check_plan(KEY_NEXT, "OFS");
	check_plan(KEY_CONTINUE, "oosofs");
	check_plan(KEY_QUIT, "os");
}
END_TEST

START_TEST(the_help_names_all_keys)
{
	struct buf b;
	buf_init(&b, 4096);
	stepper_print_help(&b);
	ck_assert_ptr_nonnull(strstr(buf_text(&b), "  Enter, n  "));
	for (const char *key = "usfclq"; *key; key++) {
		char line[] = "\n  ?    ";
		line[sizeof("\n  ") - 1] = *key;
		ck_assert_msg(strstr(buf_text(&b), line) != NULL,
		    "no '%c' in %s", *key, buf_text(&b));
	}
	buf_free(&b);
}
END_TEST

Suite *
stepper_view_suite(void)
{
	Suite *s = suite_create("stepper_view");
	TCase *tc = tcase_create("stepper_view");
	tcase_add_test(tc, each_key_is_a_command);
	tcase_add_test(tc, a_command_leads_to_the_next_halt);
	tcase_add_test(tc, the_help_names_all_keys);
	suite_add_tcase(s, tc);
	return s;
}
