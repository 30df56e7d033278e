/* SPDX-License-Identifier: Apache-2.0 */
#include "core/text/size.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const struct unit {
	const char *name;
	unsigned shift;
} units[] = { { "B", 0 }, { "KiB", 10 }, { "MiB", 20 }, { "GiB", 30 } };

#define UNIT_COUNT (sizeof(units) / sizeof(units[0]))

static const struct unit *
find_unit(const char *name)
{
	for (size_t i = 0; i < UNIT_COUNT; i++)
		if (strcmp(units[i].name, name) == 0)
			return &units[i];
	return NULL;
}

const char *
size_parse(const char *text, size_t *ret_bytes)
{
	uint64_t number = 0;
	const char *c = text;
	for (; *c >= '0' && *c <= '9'; c++)
		if (number <= SIZE_MAX_BYTES)
			number = number * 10 + (uint64_t)(*c - '0');
	const struct unit *unit = find_unit(c);
	if (c == text)
		return "is not a whole number with a unit, as in '2MiB'";
	if (!unit)
		return *c ? "has an unknown unit; units are B, KiB, MiB, GiB"
			  : "has no unit; units are B, KiB, MiB, GiB, as in "
			    "'2MiB'";
	if (number > SIZE_MAX_BYTES >> unit->shift)
		return "is more than the limit of 1GiB";
	*ret_bytes = (size_t)(number << unit->shift);
	return NULL;
}

char *
size_print(char *into, uint64_t bytes)
{
	size_t i = 0;
	while (i + 1 < UNIT_COUNT && bytes >> units[i + 1].shift > 0)
		i++;
	uint64_t unit = UINT64_C(1) << units[i].shift;
	int length = snprintf(into, SIZE_TEXT_SIZE, "%" PRIu64, bytes / unit);
	unsigned tenths = (unsigned)(bytes % unit * 10 / unit);
	if (tenths)
		length += snprintf(into + length,
		    SIZE_TEXT_SIZE - (size_t)length, ".%u", tenths);
	snprintf(into + length, SIZE_TEXT_SIZE - (size_t)length, " %s",
	    units[i].name);
	return into;
}
