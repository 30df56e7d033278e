/* SPDX-License-Identifier: Apache-2.0 */
#include "serverlog/entry.h"

#define NUMBER_DIGITS 5

static const char *const levels[] = { "None", "Debug", "Trace", "Interaction",
	"Standard", "Alarm", "Unknown", "Non", "Dbg", "Trc", "Int", "Std",
	"Alr", "Unk" };

static bool
is_level(struct span word)
{
	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		if (span_is(word, levels[i]))
			return true;
	return false;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A word that is a number of five digits, after which *s goes on. */
static bool
take_number(struct span *s, unsigned *ret)
{
	unsigned value = 0;
	if (s->size < NUMBER_DIGITS)
		return false;
	for (size_t i = 0; i < NUMBER_DIGITS; i++) {
		if (!is_digit(s->at[i]))
			return false;
		value = value * 10 + (unsigned)(s->at[i] - '0');
	}
	if (s->size > NUMBER_DIGITS && !span_is_blank(s->at[NUMBER_DIGITS]))
		return false;
	*s = span_skip(*s, NUMBER_DIGITS);
	*ret = value;
	return true;
}

/* The long form: "ixhost ixn_primary GCTI-00-26015 text". */
static bool
take_long_number(struct span *s, unsigned *ret)
{
	struct span rest = *s;
	for (size_t at = 0; at + 4 + NUMBER_DIGITS <= rest.size; at++) {
		struct span tail = span_skip(rest, at);
		if (tail.at[0] != '-' || !is_digit(tail.at[1]) ||
		    !is_digit(tail.at[2]) || tail.at[3] != '-')
			continue;
		tail = span_skip(tail, 4);
		if (!take_number(&tail, ret))
			continue;
		*s = tail;
		return true;
	}
	return false;
}

/* Level and number; *s goes on after them. */
static bool
take_identity(struct span *s, unsigned *ret_number)
{
	struct span rest = span_trim(*s);
	struct span word = span_take_word(&rest);
	if (!is_level(word) || !rest.size)
		return false;
	struct span after = span_skip(rest, 1);
	if (!take_number(&after, ret_number) &&
	    !take_long_number(&after, ret_number))
		return false;
	*s = span_trim(after);
	return true;
}

bool
entry_read(struct stamp_clock *clock, struct span line, struct entry *ret)
{
	struct span rest = line;
	if (!stamp_take(clock, &rest, &ret->time_ms))
		return false;
	ret->number = 0;
	ret->text = rest;
	take_identity(&ret->text, &ret->number);
	return true;
}

bool
entry_is_one(const struct stamp_clock *clock, struct span line)
{
	struct stamp_clock look = *clock;
	unsigned number;
	int64_t ms;
	return stamp_take(&look, &line, &ms) && take_identity(&line, &number);
}
