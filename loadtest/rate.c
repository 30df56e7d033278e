/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/rate.h"

#include <string.h>

static const struct {
	const char *name;
	double seconds;
} units[] = {
	{ "/s", 1 },
	{ "/min", 60 },
	{ "/h", 3600 },
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

size_t
number_parse(const char *text, size_t size, double *ret)
{
	double number = 0, worth = 1;
	size_t i = 0;
	for (; i < size && is_digit(text[i]); i++)
		number = number * 10 + (text[i] - '0');
	if (i == 0)
		return 0;
	if (i + 1 < size && text[i] == '.' && is_digit(text[i + 1]))
		for (i++; i < size && is_digit(text[i]); i++)
			number += (text[i] - '0') * (worth /= 10);
	*ret = number;
	return i;
}

const char *
rate_parse(const char *text, size_t size, double *ret)
{
	double number;
	size_t taken = number_parse(text, size, &number);
	if (size > 0 && text[0] == '-')
		return "a rate is above 0";
	if (taken == 0)
		return "a rate is a number and a unit, such as 500/s";
	if (taken == size)
		return "a unit is missing: a rate is 500/s or 30/min";
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (strlen(units[i].name) != size - taken ||
		    memcmp(units[i].name, text + taken, size - taken) != 0)
			continue;
		if (!(number > 0))
			return "a rate is above 0";
		if (number / units[i].seconds > RATE_MAX)
			return "a rate is at most 1000000/s";
		*ret = number / units[i].seconds;
		return NULL;
	}
	return "the unit of a rate is /s, /min or /h";
}
