/* SPDX-License-Identifier: Apache-2.0 */
#include "load/element/dates.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

char *
day_print(char into[DAY_TEXT_SIZE], int64_t wall_s)
{
	time_t time = (time_t)wall_s;
	struct tm utc = { .tm_mday = 1, .tm_year = 70 };
	gmtime_r(&time, &utc);
	strftime(into, DAY_TEXT_SIZE, "%Y-%m-%d", &utc);
	return into;
}

/* A day of the calendar, written as such. */
static bool
is_day(const char *text)
{
	static const unsigned days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	unsigned year, month, day;
	char again[DAY_TEXT_SIZE + 32];
	if (sscanf(text, "%4u-%2u-%2u", &year, &month, &day) != 3)
		return false;
	snprintf(again, sizeof(again), "%04u-%02u-%02u", year, month, day);
	if (strcmp(text, again) != 0 || month < 1 || month > 12 || day < 1)
		return false;
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return day <= days[month - 1] + (month == 2 && leap);
}

bool
day_check(const struct xml_attribute *a, struct diag *diag)
{
	if (is_day(a->value))
		return true;
	diag_error(diag, &a->value_at, "'%s' is not a date", a->value);
	diag_note(diag, "write it like '2027-01-31'");
	return false;
}
