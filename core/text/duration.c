/* SPDX-License-Identifier: Apache-2.0 */
#include "core/text/duration.h"

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

/* Decimals below a billionth of the unit are cut. */
#define BILLION INT64_C(1000000000)

/* A decimal number, so that no floating point is needed. */
struct number {
	int64_t whole; /* stops growing somewhere above DURATION_MAX_NS */
	int64_t billionths;
};

/* Bytes taken by the number at the start of the text, 0 if absent. */
static size_t
read_number(const char *text, size_t size, struct number *ret_number)
{
	struct number n = { 0 };
	size_t i = 0;

	for (; i < size && is_digit(text[i]); i++)
		if (n.whole <= DURATION_MAX_NS)
			n.whole = n.whole * 10 + (text[i] - '0');
	if (i > 0 && i < size && text[i] == '.') {
		size_t first = ++i;
		int64_t worth = BILLION / 10;
		for (; i < size && is_digit(text[i]); i++, worth /= 10)
			n.billionths += worth * (text[i] - '0');
		if (i == first || (i < size && text[i] == '.'))
			return 0;
	}
	*ret_number = n;
	return i;
}

enum duration_problem
duration_parse(const char *text, size_t size, int64_t *ret_ns)
{
	struct number number;
	size_t taken = read_number(text, size, &number);
	if (taken == 0)
		return DURATION_NO_NUMBER;
	if (taken == size)
		return DURATION_NO_UNIT;
	const struct unit *unit = find_unit(text + taken, size - taken);
	if (!unit)
		return DURATION_UNKNOWN_UNIT;
	if (number.whole > DURATION_MAX_NS / unit->ns)
		return DURATION_TOO_LONG;
	int64_t whole_ns = number.whole * unit->ns;
	/* Units from one second up are whole seconds: no product overflows. */
	int64_t rest_ns = unit->ns < BILLION
	    ? number.billionths * unit->ns / BILLION
	    : number.billionths * (unit->ns / BILLION);
	if (whole_ns > DURATION_MAX_NS - rest_ns)
		return DURATION_TOO_LONG;
	*ret_ns = whole_ns + rest_ns;
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

static uint64_t
magnitude_of(int64_t ns)
{
	return ns < 0 ? 0 - (uint64_t)ns : (uint64_t)ns;
}

char *
duration_print(char *into, int64_t ns)
{
	const struct unit *unit = &units[3];
	uint64_t magnitude = magnitude_of(ns);
	if (magnitude < 1000)
		unit = &units[0];
	else if (magnitude < 1000000)
		unit = &units[1];
	else if (magnitude < INT64_C(1000000000))
		unit = &units[2];
	uint64_t unit_ns = (uint64_t)unit->ns;
	int decimals = (int)(magnitude % unit_ns * 1000 / unit_ns);
	int length = snprintf(into, DURATION_TEXT_SIZE, "%s%" PRIu64 ".%03d",
	    ns < 0 ? "-" : "", magnitude / unit_ns, decimals);
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
	uint64_t ms = magnitude_of(ns) / 1000000;
	snprintf(into, DURATION_TEXT_SIZE, "%s%" PRIu64 ".%03d",
	    ns < 0 && ms > 0 ? "-" : "", ms / 1000, (int)(ms % 1000));
	return into;
}
