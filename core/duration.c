/* SPDX-License-Identifier: Apache-2.0 */
#include "core/duration.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const struct unit {
	const char *name;
	int64_t ns;
} units[] = {
	{ "ns", 1 },
	{ "us", 1000 },
	{ "ms", 1000000 },
	{ "s", INT64_C(1000000000) },
	{ "min", INT64_C(60000000000) },
	{ "h", INT64_C(3600000000000) },
};

static const struct unit *
find_unit(const char *name, size_t size)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (strlen(units[i].name) == size &&
		    memcmp(units[i].name, name, size) == 0)
			return &units[i];
	return NULL;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

enum duration_problem
duration_parse(const char *text, size_t size, int64_t *ret_ns)
{
	/* Value as mantissa / divisor, so that no floating point is needed. */
	int64_t mantissa = 0, divisor = 1;
	size_t i = 0;
	bool fraction = false;

	for (; i < size && (is_digit(text[i]) || text[i] == '.'); i++) {
		if (text[i] == '.') {
			if (fraction || i == 0)
				return DURATION_NO_NUMBER;
			fraction = true;
			continue;
		}
		if (mantissa > DURATION_MAX_NS / 10 || divisor > 100000000)
			return DURATION_TOO_LONG;
		mantissa = mantissa * 10 + (text[i] - '0');
		if (fraction)
			divisor *= 10;
	}
	if (i == 0)
		return DURATION_NO_NUMBER;
	if (i == size)
		return DURATION_NO_UNIT;
	const struct unit *unit = find_unit(text + i, size - i);
	if (!unit)
		return DURATION_UNKNOWN_UNIT;
	if (mantissa / divisor > DURATION_MAX_NS / unit->ns)
		return DURATION_TOO_LONG;
	int64_t whole = mantissa / divisor * unit->ns;
	/* The remainder is below 10^9, the unit at most 3.6 * 10^12. */
	int64_t rest = (int64_t)((double)(mantissa % divisor) *
	    (double)unit->ns / (double)divisor);
	if (whole > DURATION_MAX_NS - rest)
		return DURATION_TOO_LONG;
	*ret_ns = whole + rest;
	return DURATION_OK;
}

const char *
duration_problem_text(enum duration_problem problem)
{
	switch (problem) {
	case DURATION_OK:
		return "is a duration";
	case DURATION_NO_NUMBER:
		return "is not a duration; write a number and a unit, such as "
		       "'2s' or '150ms'";
	case DURATION_NO_UNIT:
		return "has no unit; units are ns, us, ms, s, min, h, as in "
		       "'150ms'";
	case DURATION_UNKNOWN_UNIT:
		return "has an unknown unit; units are ns, us, ms, s, min, h";
	case DURATION_TOO_LONG:
		return "is longer than the limit of 30 days";
	}
	return "";
}

char *
duration_print(char *into, int64_t ns)
{
	const struct unit *unit = &units[3];
	int64_t magnitude = ns < 0 ? -ns : ns;
	if (magnitude < 1000)
		unit = &units[0];
	else if (magnitude < 1000000)
		unit = &units[1];
	else if (magnitude < INT64_C(1000000000))
		unit = &units[2];
	int64_t whole = magnitude / unit->ns;
	int decimals = (int)(magnitude % unit->ns * 1000 / unit->ns);
	int length = snprintf(into, DURATION_TEXT_SIZE, "%s%" PRId64 ".%03d",
	    ns < 0 ? "-" : "", whole, decimals);
	while (into[length - 1] == '0')
		length--;
	if (into[length - 1] == '.')
		length--;
	snprintf(into + length, (size_t)(DURATION_TEXT_SIZE - length), " %s",
	    unit->name);
	return into;
}

char *
duration_print_s(char *into, int64_t ns)
{
	int64_t ms = (ns < 0 ? -ns : ns) / 1000000;
	snprintf(into, DURATION_TEXT_SIZE, "%s%" PRId64 ".%03d",
	    ns < 0 ? "-" : "", ms / 1000, (int)(ms % 1000));
	return into;
}
