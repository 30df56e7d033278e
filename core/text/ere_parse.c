/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads an expression and writes its program, as it goes; a repetition copies
 * what it repeats.
 */
#include "core/text/ere_internal.h"

#include "core/escape.h"
#include "core/mem.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_TEXT(number) NUMBER_DIGITS(number)
#define NUMBER_DIGITS(number) #number
#define LAST_ASCII 0x7F

/* {min,max}; max of NO_END: no end. */
#define NO_END UINT_MAX

struct parser {
	struct ere *e;
	const char *text;
	size_t at, size;
	unsigned depth;
	size_t max_states;
	struct ere_problem *problem;
};

static bool
fail(struct parser *p, size_t offset, size_t size, const char *text,
    const char *advice)
{
	*p->problem = (struct ere_problem){ offset, size, text, advice };
	return false;
}

/* The byte to be read next, NUL at the end. */
static char
peek(const struct parser *p)
{
	return p->text[p->at];
}

static bool
emit(struct parser *p, struct ere_instruction i)
{
	if (p->e->code.count >= p->max_states)
		return fail(p, 0, p->size, "it is too big",
		    "at most " NUMBER_TEXT(
			ERE_MAX_STATES) " characters are "
					"allowed with all repetitions written out");
	vec_push(&p->e->code, i);
	return true;
}

/* Put an instruction before those from 'start' on. */
static bool
insert(struct parser *p, size_t start, struct ere_instruction i)
{
	if (!emit(p, i))
		return false;
	struct ere_instruction *code = p->e->code.items;
	memmove(code + start + 1, code + start,
	    (p->e->code.count - start - 1) * sizeof(*code));
	code[start] = i;
	return true;
}

/* --- one character --- */

static unsigned
next_character(struct parser *p)
{
	unsigned character;
	size_t length = utf8_next(p->text + p->at, p->size - p->at, &character);
	if (length == 0) {
		/* No UTF-8; what reads files has refused it. */
		character = (unsigned char)peek(p);
		length = 1;
	}
	p->at += length;
	return character;
}

static bool
emit_character(struct parser *p)
{
	struct ere_instruction i = { .operation = ERE_CHARACTER,
		.code = next_character(p) };
	return emit(p, i);
}

/* What other languages mean by it, in this one, and in its brackets. */
static const struct escape {
	char letter;
	const char *advice, *in_brackets;
} escapes[] = {
	{ 'd', "a digit is written [0-9]", "a digit is written 0-9" },
	{ 'D', "all but a digit is written [^0-9]", NULL },
	{ 'w', "a letter, digit or underscore is written [[:alnum:]_]",
	    "a letter, digit or underscore is written [:alnum:]_" },
	{ 'W', "all but a letter, digit or underscore is written [^[:alnum:]_]",
	    NULL },
	{ 's', "white space is written [[:space:]]",
	    "white space is written [:space:]" },
	{ 'S', "all but white space is written [^[:space:]]", NULL },
	{ 'h', "a blank is written [[:blank:]]",
	    "a blank is written [:blank:]" },
	{ 'n', "a line feed is written &#10;", "a line feed is written &#10;" },
	{ 'r', "a carriage return is written &#13;",
	    "a carriage return is written &#13;" },
	{ 't', "a tab is written &#9;", "a tab is written &#9;" },
	{ 'b', "list the allowed characters, such as [^[:alnum:]_]", NULL },
	{ 'B', "list the allowed characters, such as [[:alnum:]_]", NULL },
};

static const char *
advice_on_escape(char letter, bool in_brackets)
{
	for (size_t i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++) {
		const struct escape *e = &escapes[i];
		if (e->letter == letter && (!in_brackets || e->in_brackets))
			return in_brackets ? e->in_brackets : e->advice;
	}
	if (in_brackets)
		return "leave it out; in brackets a backslash goes last, ']' "
		       "first, '-' first or last";
	if (strchr("AzZ<>`'", letter))
		return "leave it out: the expression always matches the whole "
		       "text";
	if (letter >= '1' && letter <= '9')
		return "nothing refers to a group here; capture= keeps a value";
	if (letter == 'x' || letter == 'u')
		return "write the character itself, or &#xNNNN;";
	return "the character stands for itself";
}

/* Only punctuation is escaped. */
static bool
is_escapable(char c)
{
	return c && strchr("^.[]$()|*+?{}\\/-_\"#%&,:;=@!~", c);
}

static bool
parse_escape(struct parser *p)
{
	char c = p->text[p->at + 1];
	if (!c)
		return fail(p, p->at, 1, "'\\' at the end escapes nothing",
		    "a backslash is written \\\\");
	if (!is_escapable(c))
		return fail(p, p->at, 2,
		    "'\\' is not allowed before this character",
		    advice_on_escape(c, false));
	p->at++;
	return emit_character(p);
}

/* --- brackets --- */

static void
add_range(struct parser *p, unsigned first, unsigned last)
{
	struct ere_range range = { first, last };
	vec_push(&p->e->ranges, range);
}

/* Reads "[:digit:]", from the '[' on. */
static bool
parse_class(struct parser *p)
{
	static const struct {
		const char *name;
		const char *ranges; /* pairs */
	} classes[] = {
		{ "alpha", "AZaz" },
		{ "digit", "09" },
		{ "alnum", "09AZaz" },
		{ "upper", "AZ" },
		{ "lower", "az" },
		{ "space", "\t\r  " },
		{ "blank", "\t\t  " },
		{ "punct", "!/:@[`{~" },
		{ "print", " ~" },
		{ "graph", "!~" },
		{ "cntrl", "\001\037\177\177" },
		{ "xdigit", "09AFaf" },
	};
	const char *name = p->text + p->at + 2;
	const char *end = strstr(name, ":]");
	size_t size = end ? (size_t)(end - name) : 0;
	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
		if (strlen(classes[i].name) != size ||
		    memcmp(classes[i].name, name, size) != 0)
			continue;
		for (const char *r = classes[i].ranges; *r; r += 2)
			add_range(p, (unsigned char)r[0], (unsigned char)r[1]);
		if (strcmp(classes[i].name, "cntrl") == 0)
			add_range(p, 0, 0);
		p->at += size + 4;
		return true;
	}
	return fail(p, p->at, end ? size + 4 : 2,
	    "no class of characters has this name",
	    "there are [:alpha:] [:digit:] [:alnum:] [:upper:] [:lower:] "
	    "[:space:] [:blank:] [:punct:] [:print:] [:graph:] [:cntrl:] "
	    "[:xdigit:]");
}

/* A character in brackets, at the start of a range or its end. */
static bool
parse_member(struct parser *p, unsigned *ret_character)
{
	if (peek(p) == '[' && strchr(".=", p->text[p->at + 1]) &&
	    p->text[p->at + 1])
		return fail(p, p->at, 2, "collating elements are not supported",
		    "write the characters themselves");
	if (peek(p) == '\\' && p->text[p->at + 1] != ']')
		return fail(p, p->at, p->text[p->at + 1] ? 2 : 1,
		    "'\\' in brackets escapes nothing, it is a backslash",
		    advice_on_escape(p->text[p->at + 1], true));
	*ret_character = next_character(p);
	return true;
}

static bool
parse_range(struct parser *p)
{
	size_t start = p->at;
	unsigned first, last;
	if (!parse_member(p, &first))
		return false;
	last = first;
	if (peek(p) == '-' && p->text[p->at + 1] && p->text[p->at + 1] != ']') {
		p->at++;
		if (!parse_member(p, &last))
			return false;
	}
	if (last < first)
		return fail(p, start, p->at - start,
		    "this range ends before it begins", NULL);
	add_range(p, first, last);
	return true;
}

static int
compare_ranges(const void *a, const void *b)
{
	const struct ere_range *one = a, *other = b;
	return one->first < other->first ? -1 : one->first > other->first;
}

/* In order, and those that touch or overlap as one. */
static void
sort_ranges(struct parser *p, size_t start)
{
	struct ere_range *ranges = p->e->ranges.items + start;
	size_t count = p->e->ranges.count - start, kept = 0;
	qsort(ranges, count, sizeof(*ranges), compare_ranges);
	for (size_t i = 1; i < count; i++) {
		if (ranges[i].first > ranges[kept].last + 1)
			ranges[++kept] = ranges[i];
		else if (ranges[i].last > ranges[kept].last)
			ranges[kept].last = ranges[i].last;
	}
	p->e->ranges.count = start + kept + 1;
}

static bool
parse_brackets(struct parser *p)
{
	struct ere_instruction set = { .operation = ERE_SET,
		.range = (unsigned)p->e->ranges.count };
	size_t start = p->at++;
	set.negated = peek(p) == '^';
	p->at += set.negated;
	for (bool first = true; first || peek(p) != ']'; first = false) {
		if (!peek(p))
			return fail(p, start, p->at - start, "'[' without ']'",
			    "a bracket is written \\[");
		if (p->e->ranges.count - set.range >= ERE_MAX_RANGES)
			return fail(p, start, p->at - start,
			    "there is too much in these brackets",
			    "at most " NUMBER_TEXT(
				ERE_MAX_RANGES) " characters and ranges are "
						"allowed");
		bool is_class = peek(p) == '[' && p->text[p->at + 1] == ':';
		if (!(is_class ? parse_class(p) : parse_range(p)))
			return false;
	}
	p->at++;
	sort_ranges(p, set.range);
	set.ranges = (unsigned)p->e->ranges.count - set.range;
	return emit(p, set);
}

/* --- repetitions --- */

static bool
parse_number(struct parser *p, unsigned *ret)
{
	size_t start = p->at;
	*ret = 0;
	while (peek(p) >= '0' && peek(p) <= '9' && *ret <= ERE_MAX_REPEAT)
		*ret = *ret * 10 + (unsigned)(p->text[p->at++] - '0');
	return p->at > start;
}

/* Reads "{2,5}", from the '{' on. */
static bool
parse_interval(struct parser *p, unsigned *ret_min, unsigned *ret_max)
{
	size_t start = p->at++;
	bool good = parse_number(p, ret_min);
	*ret_max = *ret_min;
	if (good && peek(p) == ',') {
		p->at++;
		if (!parse_number(p, ret_max))
			*ret_max = NO_END;
	}
	if (!good || peek(p) != '}' || *ret_min > *ret_max ||
	    *ret_min > ERE_MAX_REPEAT ||
	    (*ret_max > ERE_MAX_REPEAT && *ret_max != NO_END))
		return fail(p, start, p->at - start + (peek(p) != '\0'),
		    "this is not a number of repetitions",
		    "write {2}, {2,} or {2,5}, up to " NUMBER_TEXT(
			ERE_MAX_REPEAT) "; a brace itself is written \\{");
	p->at++;
	return true;
}

static bool
is_quantifier(char c)
{
	return c && strchr("*+?{", c);
}

/* "a?", of everything from 'start' on. */
static bool
make_optional(struct parser *p, size_t start)
{
	int size = (int)(p->e->code.count - start);
	struct ere_instruction fork = {
		.operation = ERE_FORK, .to = 1, .or_to = size + 1
	};
	return insert(p, start, fork);
}

/* "a*" */
static bool
make_loop(struct parser *p, size_t start)
{
	int size = (int)(p->e->code.count - start);
	struct ere_instruction fork = {
		.operation = ERE_FORK, .to = 1, .or_to = size + 2
	};
	struct ere_instruction back = { .operation = ERE_GO, .to = -size - 1 };
	return insert(p, start, fork) && emit(p, back);
}

/* One more copy of what is there. */
static bool
copy(struct parser *p, size_t start, size_t size)
{
	for (size_t i = start; i < start + size; i++)
		if (!emit(p, p->e->code.items[i]))
			return false;
	return true;
}

/* The code from 'start' on becomes {min,max} of itself. */
static bool
repeat(struct parser *p, size_t start, unsigned min, unsigned max)
{
	size_t size = p->e->code.count - start;
	size_t last = start;
	if (max == 0) {
		p->e->code.count = start;
		return true;
	}
	for (unsigned i = 1; i < (max == NO_END ? min : max); i++) {
		last = p->e->code.count;
		if (!copy(p, start, size))
			return false;
	}
	if (max == NO_END && min == 0)
		return make_loop(p, start);
	if (max == NO_END) {
		struct ere_instruction again = {
			.operation = ERE_FORK, .to = -(int)size, .or_to = 1
		};
		return emit(p, again);
	}
	/* "a{2,4}" is "aa(a(a)?)?", inside out. */
	for (unsigned i = max; i > min; i--, last -= size)
		if (!make_optional(p, last))
			return false;
	return true;
}

static bool
parse_quantifier(struct parser *p, size_t start)
{
	unsigned min = 0, max = NO_END;
	size_t at = p->at;
	char c = peek(p);
	if (c == '{') {
		if (!parse_interval(p, &min, &max))
			return false;
	} else {
		p->at++;
		min = c == '+';
		max = c == '?' ? 1 : NO_END;
	}
	if (is_quantifier(peek(p)))
		return fail(p, at, p->at - at + 1,
		    "a repetition of a repetition is undefined",
		    "put the first one in parentheses");
	return repeat(p, start, min, max);
}

/* --- the whole --- */

static bool parse_alternatives(struct parser *p);

static bool
parse_group(struct parser *p)
{
	size_t start = p->at++;
	if (p->depth == ERE_MAX_DEPTH)
		return fail(p, start, 1,
		    "groups are nested deeper than " NUMBER_TEXT(
			ERE_MAX_DEPTH) " levels",
		    NULL);
	p->depth++;
	/* A name whose text is empty becomes "()". */
	if (peek(p) != ')' && !parse_alternatives(p))
		return false;
	if (peek(p) != ')')
		return fail(p, start, 1, "'(' without ')'",
		    "a parenthesis is written \\(");
	p->at++;
	p->depth--;
	return true;
}

static bool
parse_atom(struct parser *p)
{
	struct ere_instruction i = { .operation = ERE_ANY };
	switch (peek(p)) {
	case '(':
		return parse_group(p);
	case '[':
		return parse_brackets(p);
	case '\\':
		return parse_escape(p);
	case '*':
	case '+':
	case '?':
	case '{':
		return fail(p, p->at, 1, "there is nothing to repeat",
		    "the character itself is escaped by '\\'");
	case '^':
		i.operation = ERE_START;
		break;
	case '$':
		i.operation = ERE_END;
		break;
	case '.':
		break;
	default:
		return emit_character(p);
	}
	p->at++;
	return emit(p, i);
}

static bool
ends_branch(char c)
{
	return c == '\0' || c == '|' || c == ')';
}

static bool
parse_branch(struct parser *p)
{
	if (ends_branch(peek(p)))
		return fail(p, p->at, peek(p) ? 1 : 0, "there is nothing here",
		    "what may be left out is written (...)?");
	while (!ends_branch(peek(p))) {
		size_t start = p->e->code.count;
		if (!parse_atom(p) ||
		    (is_quantifier(peek(p)) && !parse_quantifier(p, start)))
			return false;
	}
	return true;
}

static bool
parse_alternatives(struct parser *p)
{
	size_t start = p->e->code.count;
	if (!parse_branch(p))
		return false;
	while (peek(p) == '|') {
		int size = (int)(p->e->code.count - start);
		struct ere_instruction fork = {
			.operation = ERE_FORK, .to = 1, .or_to = size + 2
		};
		struct ere_instruction go = { .operation = ERE_GO };
		p->at++;
		if (!insert(p, start, fork) || !emit(p, go))
			return false;
		size_t leave = p->e->code.count - 1;
		if (!parse_branch(p))
			return false;
		p->e->code.items[leave].to = (int)(p->e->code.count - leave);
	}
	return true;
}

bool
ere_parse(struct ere *e, const char *text, size_t max_states,
    struct ere_problem *ret_problem)
{
	struct parser p = { .e = e,
		.text = text,
		.size = strlen(text),
		.max_states = max_states,
		.problem = ret_problem };
	if (!parse_alternatives(&p))
		return false;
	if (peek(&p) == ')')
		return fail(&p, p.at, 1, "')' closes nothing",
		    "a parenthesis is written \\)");
	return true;
}
