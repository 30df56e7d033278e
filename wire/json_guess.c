/* SPDX-License-Identifier: Apache-2.0 */
/* What can be guessed of a line that is no JSON. */
#include "wire/json.h"

#include <string.h>

static size_t
skip_space(const char *text, size_t size, size_t at)
{
	while (at < size && (text[at] == ' ' || text[at] == '\t'))
		at++;
	return at;
}

/* The number after a key that ends at 'at', 0 if absent. */
static uint64_t
number_after(const char *text, size_t size, size_t at, uint64_t most)
{
	at = skip_space(text, size, at);
	if (at == size || text[at] != ':')
		return 0;
	at = skip_space(text, size, at + 1);
	uint64_t value = 0;
	for (; at < size && text[at] >= '0' && text[at] <= '9'; at++) {
		uint64_t digit = (uint64_t)(text[at] - '0');
		if (value > (most - digit) / 10)
			return 0;
		value = value * 10 + digit;
	}
	return value;
}

/* The only number after that key, quotes included; otherwise 0. */
static uint64_t
only_number(const char *text, size_t size, const char *key, uint64_t most)
{
	size_t key_size = strlen(key);
	uint64_t found = 0;
	for (size_t i = 0; i + key_size <= size; i++) {
		if (text[i] != '"' || memcmp(text + i, key, key_size) != 0)
			continue;
		uint64_t number = number_after(text, size, i + key_size, most);
		if (number && found)
			return 0;
		if (number)
			found = number;
	}
	return found;
}

unsigned
json_guess_party(const char *text, size_t size)
{
	return (unsigned)only_number(text, size, "\"party\"", UINT32_MAX);
}

uint64_t
json_guess_sequence(const char *text, size_t size)
{
	return only_number(text, size, "\"seq\"", INT64_MAX);
}
