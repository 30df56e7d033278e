/* SPDX-License-Identifier: Apache-2.0 */
#include "serverlog/stamp.h"

#include <string.h>

/*
 * Each letter stands for a part of the stamp, everything else for itself:
 *
 *	Y y  a year of four or two digits    H M S  two digits each
 *	m d  two digits each                 L      milliseconds
 *	D    a day of one or two digits      I p    an hour and AM or PM
 *	B    the name of a month             A      the name of a day
 *	x    two digits, of a month or a day, as the log has them
 *	z    a zone; ' ' one or more spaces
 */
static const char *const forms[] = {
	"Y-m-dTH:M:S.L",
	"A B D H:M:S Y.L",
	"x/x/Y H:M:S.L",
	"x/x/y H:M:S.L",
	"A D B Y I:M:S p z.L",
	"H:M:S.L",
	"Y-m-d H:M:S.L",
	"Y/m/d H:M:S.L",
	"Y/m/dTH:M:S.L",
};

#define FORM_COUNT ((int)(sizeof(forms) / sizeof(forms[0])))
/* Years of two digits: no server of this kind is older than 1970. */
#define CENTURY 2000
#define YEAR_MIN 1970
/* In nanoseconds since then, 64 bits end in 2262. */
#define YEAR_MAX 2200

static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
static const char days[] = "SunMonTueWedThuFriSat";

struct parts {
	int year, month, day, hour, minute, second, ms;
	int number[2]; /* of the form 'x' */
	unsigned numbers;
	bool is_dated;
};

static bool
take_digits(struct span *s, size_t count, int *ret)
{
	int value = 0;
	if (s->size < count)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (s->at[i] < '0' || s->at[i] > '9')
			return false;
		value = value * 10 + (s->at[i] - '0');
	}
	*s = span_skip(*s, count);
	*ret = value;
	return true;
}

static bool
take_short_number(struct span *s, int *ret)
{
	bool has_two = s->size > 1 && s->at[1] >= '0' && s->at[1] <= '9';
	return take_digits(s, has_two ? 2 : 1, ret);
}

/* One of the names of three letters; its position from 1. */
static bool
take_name(struct span *s, const char *names, int *ret)
{
	for (int i = 0; s->size >= 3 && names[3 * i]; i++) {
		if (memcmp(s->at, names + 3 * i, 3) != 0)
			continue;
		*s = span_skip(*s, 3);
		*ret = i + 1;
		return true;
	}
	return false;
}

static bool
take_noon(struct span *s, struct parts *p)
{
	bool is_pm = span_starts(*s, "PM");
	if (!is_pm && !span_starts(*s, "AM"))
		return false;
	*s = span_skip(*s, 2);
	p->hour = p->hour % 12 + (is_pm ? 12 : 0);
	return true;
}

/* "CET", "GMT+01:00"; up to the point of the milliseconds. */
static bool
take_zone(struct span *s)
{
	size_t size = 0;
	while (
	    size < s->size && s->at[size] != '.' && !span_is_blank(s->at[size]))
		size++;
	*s = span_skip(*s, size);
	return size > 0;
}

static bool
take_spaces(struct span *s)
{
	size_t size = 0;
	while (size < s->size && s->at[size] == ' ')
		size++;
	*s = span_skip(*s, size);
	return size > 0;
}

static bool
take_itself(struct span *s, char c)
{
	if (!s->size || *s->at != c)
		return false;
	*s = span_skip(*s, 1);
	return true;
}

static bool
take_year(struct span *s, struct parts *p, bool is_short)
{
	p->is_dated = true;
	if (!take_digits(s, is_short ? 2 : 4, &p->year))
		return false;
	p->year += is_short ? CENTURY : 0;
	return true;
}

static bool
take_part(struct span *s, char part, struct parts *p)
{
	int ignored;
	switch (part) {
	case 'Y':
	case 'y':
		return take_year(s, p, part == 'y');
	case 'm':
		return take_digits(s, 2, &p->month);
	case 'd':
		return take_digits(s, 2, &p->day);
	case 'x':
		return take_digits(s, 2, &p->number[p->numbers++ & 1]);
	case 'D':
		return take_short_number(s, &p->day);
	case 'H':
	case 'I':
		return take_digits(s, 2, &p->hour);
	case 'M':
		return take_digits(s, 2, &p->minute);
	case 'S':
		return take_digits(s, 2, &p->second);
	case 'L':
		return take_digits(s, 3, &p->ms);
	case 'B':
		return take_name(s, months, &p->month);
	case 'A':
		return take_name(s, days, &ignored);
	case 'p':
		return take_noon(s, p);
	case 'z':
		return take_zone(s);
	case ' ':
		return take_spaces(s);
	default:
		return take_itself(s, part);
	}
}

/* Days since 1970 of the Gregorian calendar. */
static int64_t
day_number(int year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t m = (month + 9) % 12;
	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day -
	    1 - 719468;
}

static bool
is_of_the_calendar(const struct parts *p)
{
	return p->year >= YEAR_MIN && p->year <= YEAR_MAX && p->month >= 1 &&
	    p->month <= 12 && p->day >= 1 && p->day <= 31;
}

static int64_t
day_of(const struct parts *p)
{
	return day_number(p->year, p->month, p->day) * STAMP_DAY_MS;
}

static int64_t
time_of_day(const struct parts *p)
{
	return ((p->hour * INT64_C(60) + p->minute) * 60 + p->second) * 1000 +
	    p->ms;
}

static int64_t
distance(int64_t a, int64_t b)
{
	return a < b ? b - a : a - b;
}

/* Which of the two numbers is the month: as near to the header as possible. */
static void
order_numbers(struct stamp_clock *c, struct parts *p)
{
	struct parts american = *p, other = *p;
	if (p->numbers == 0)
		return;
	american.month = other.day = p->number[0];
	american.day = other.month = p->number[1];
	if (!c->has_order && is_of_the_calendar(&other) &&
	    p->number[0] != p->number[1]) {
		bool is_nearer = c->dated_ms != STAMP_NONE &&
		    distance(day_of(&other), c->dated_ms) <
			distance(day_of(&american), c->dated_ms);
		c->is_day_first = is_nearer || !is_of_the_calendar(&american);
		c->has_order = true;
	} else if (!is_of_the_calendar(&other) && is_of_the_calendar(&american))
		c->is_day_first = false;
	*p = c->is_day_first ? other : american;
}

/* Without a date: the day of the line before, or the next one. */
static int64_t
date(const struct stamp_clock *c, int64_t of_day_ms)
{
	int64_t since_ms = c->last_ms != STAMP_NONE ? c->last_ms
	    : c->dated_ms != STAMP_NONE             ? c->dated_ms
						    : 0;
	int64_t ms = since_ms - since_ms % STAMP_DAY_MS + of_day_ms;
	return ms <= since_ms - STAMP_MIDNIGHT_MS ? ms + STAMP_DAY_MS : ms;
}

static bool
take_form(
    struct stamp_clock *c, const char *form, struct span *s, int64_t *ret_ms)
{
	struct parts p = { .is_dated = false };
	struct span rest = *s;
	for (; *form; form++)
		if (!take_part(&rest, *form, &p))
			return false;
	order_numbers(c, &p);
	if ((p.is_dated && !is_of_the_calendar(&p)) || p.hour > 23 ||
	    p.minute > 59 || p.second > 60)
		return false;
	*ret_ms = p.is_dated ? day_of(&p) + time_of_day(&p)
			     : date(c, time_of_day(&p));
	*s = rest;
	return true;
}

void
stamp_start(struct stamp_clock *c, int64_t dated_ms)
{
	*c = (struct stamp_clock){
		.form = -1, .last_ms = STAMP_NONE, .dated_ms = dated_ms
	};
}

static bool
may_begin(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

bool
stamp_take(struct stamp_clock *c, struct span *s, int64_t *ret_ms)
{
	if (!s->size || !may_begin(*s->at))
		return false;
	bool good = c->form >= 0 && take_form(c, forms[c->form], s, ret_ms);
	for (int i = 0; i < FORM_COUNT && !good; i++) {
		if (i == c->form || !take_form(c, forms[i], s, ret_ms))
			continue;
		c->form = i;
		good = true;
	}
	if (good)
		c->last_ms = *ret_ms;
	return good;
}

bool
stamp_read_dated(struct span s, int64_t *ret_ms)
{
	struct stamp_clock c;
	stamp_start(&c, STAMP_NONE);
	return take_form(&c, forms[0], &s, ret_ms) ||
	    take_form(&c, forms[1], &s, ret_ms) ||
	    take_form(&c, forms[6], &s, ret_ms);
}
