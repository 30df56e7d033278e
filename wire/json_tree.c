/* SPDX-License-Identifier: Apache-2.0 */
#include "wire/json_tree.h"

#include "core/escape.h"
#include "core/mem.h"
#include "core/text/hex.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Up to so many members are compared pair by pair. */
#define FEW_MEMBERS 64
/* More digits may not fit 64 bits. */
#define SAFE_DIGITS 18
/* A usual text has a node for so many bytes. */
#define USUAL_NODE_BYTES 16
/* What is quoted of a text that is wrong. */
#define QUOTED_BYTES 20

struct scanner {
	struct json_tree *tree;
	char *at; /* in the tree's copy of the text, which ends with NUL */
	char *end;
	char *problem;        /* JSON_PROBLEM_SIZE bytes; written once */
	const char *wrong_at; /* NULL: nothing is wrong yet */
};

static bool scan_value(struct scanner *s, const char *key, unsigned depth);

/* --- what is wrong --- */

static bool
refuse(struct scanner *s, const char *at, const char *what)
{
	s->wrong_at = at;
	return json_refuse(
	    s->problem, "byte %zu: %s", (size_t)(at - s->tree->text) + 1, what);
}

/* Something else is there, or nothing. */
static bool
refuse_other(struct scanner *s, const char *wanted)
{
	size_t byte = (size_t)(s->at - s->tree->text) + 1;
	size_t left = (size_t)(s->end - s->at);
	size_t size = left < QUOTED_BYTES ? left : QUOTED_BYTES;
	size_t word = strcspn(s->at, " \t\r\n,:{}[]\"");
	struct buf found;
	s->wrong_at = s->at;
	if (left == 0)
		return json_refuse(s->problem,
		    "byte %zu: the text ends where %s should be", byte, wanted);
	buf_init(&found, JSON_PROBLEM_SIZE / 2);
	if (word > 0 && word < size)
		size = word;
	escape_line(&found, s->at, word == 0 ? 1 : size);
	json_refuse(s->problem, "byte %zu: '%s' where %s should be", byte,
	    buf_text(&found), wanted);
	buf_free(&found);
	return false;
}

/* Where there is none, the first comparison says so. */
static void
skip_space(struct scanner *s)
{
	while ((unsigned char)*s->at <= ' ' &&
	    (*s->at == ' ' || *s->at == '\t' || *s->at == '\n' ||
		*s->at == '\r'))
		s->at++;
}

static struct json_node *
add_node(struct json_tree *t, enum json_type type, const char *key)
{
	vec_reserve(&t->nodes);
	struct json_node *node = &t->nodes.items[t->nodes.count++];
	*node = (struct json_node){ .type = type, .size = 1, .key = key };
	return node;
}

/* --- texts --- */

/* The character after a backslash, or 0: not one of the short escapes. */
static char
unescape(char letter)
{
	static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
	const char *found = letter ? strchr(letters, letter) : NULL;
	if (found)
		return meant[found - letters];
	return '\0';
}

/* The number after a "\u" at 'at', or -1 if absent. */
static int
escaped_unit(const char *at, const char *end)
{
	return end - at >= 2 && at[0] == '\\' && at[1] == 'u'
	    ? hex_read(at + 2, end, 4)
	    : -1;
}

static char *
put_utf8(char *to, unsigned code)
{
	if (code < 0x80) {
		*to++ = (char)code;
		return to;
	}
	if (code < 0x800) {
		*to++ = (char)(0xC0 | code >> 6);
	} else {
		if (code < 0x10000) {
			*to++ = (char)(0xE0 | code >> 12);
		} else {
			*to++ = (char)(0xF0 | code >> 18);
			*to++ = (char)(0x80 | (code >> 12 & 0x3F));
		}
		*to++ = (char)(0x80 | (code >> 6 & 0x3F));
	}
	*to++ = (char)(0x80 | (code & 0x3F));
	return to;
}

/*
 * The character that one "\uXXXX", or a pair of them, means; *from is moved
 * past it.  Never longer than its escape.
 */
static char *
put_escaped(char *to, char **from, const char *end, unsigned unit, bool is_key)
{
	unsigned code = unit;
	*from += 6;
	if (unit >= 0xD800 && unit <= 0xDBFF) {
		int low = escaped_unit(*from, end);
		if (low >= 0xDC00 && low <= 0xDFFF) {
			code = 0x10000 + ((unit & 0x3FF) << 10 | (low & 0x3FF));
			*from += 6;
		}
	}
	if ((code >= 0xD800 && code <= 0xDFFF) || (is_key && code == 0))
		code = 0xFFFD;
	return put_utf8(to, code);
}

/* From the backslash at *from; NULL after saying what is wrong. */
static char *
scan_escape(struct scanner *s, char *to, char **from, bool is_key)
{
	char c = unescape((*from)[1]);
	if (c) {
		*to++ = c;
		*from += 2;
		return to;
	}
	int unit = escaped_unit(*from, s->end);
	if (unit >= 0)
		return put_escaped(to, from, s->end, (unsigned)unit, is_key);
	refuse(s, *from, "the backslash does not begin a JSON escape");
	return NULL;
}

/* From the first character that is not plain: unescape in place. */
static char *
scan_special(struct scanner *s, char *to, bool is_key)
{
	char *from = to;
	while (*from != '"') {
		if (*from == '\\') {
			if (!(to = scan_escape(s, to, &from, is_key)))
				return NULL;
			continue;
		}
		size_t left = (size_t)(s->end - from);
		if (left == 0)
			refuse(s, from, "the text ends inside of a string");
		else if ((unsigned char)*from < 0x20)
			refuse(s, from,
			    "a string has a control character that is not "
			    "escaped");
		size_t length = s->wrong_at ? 0 : utf8_next(from, left, NULL);
		if (length == 0 && !s->wrong_at)
			refuse(s, from, "a string is not valid UTF-8");
		if (length == 0)
			return NULL;
		memmove(to, from, length);
		to += length;
		from += length;
	}
	s->at = from + 1;
	return to;
}

/*
 * The string that begins at the quote; *ret_size is that of its text, which is
 * NUL-terminated.  NULL after saying what is wrong.
 */
static const char *
scan_text(struct scanner *s, size_t *ret_size, bool is_key)
{
	char *start = ++s->at, *end = start;
	while ((unsigned char)*end >= 0x20 && (unsigned char)*end < 0x80 &&
	    *end != '"' && *end != '\\')
		end++;
	if (*end == '"')
		s->at = end + 1;
	else if (!(end = scan_special(s, end, is_key)))
		return NULL;
	*end = '\0';
	*ret_size = (size_t)(end - start);
	return start;
}

/* --- the other kinds --- */

static const char *
skip_digits(const char *at)
{
	while (*at >= '0' && *at <= '9')
		at++;
	return at;
}

/* The end of a number by the grammar, or NULL; '*ret_real': no integer. */
static const char *
number_end(const char *at, bool *ret_real)
{
	at += *at == '-';
	const char *digits = at;
	at = skip_digits(at);
	if (at == digits || (*digits == '0' && at - digits > 1))
		return NULL;
	*ret_real = *at == '.' || *at == 'e' || *at == 'E';
	if (*at == '.') {
		digits = ++at;
		at = skip_digits(at);
		if (at == digits)
			return NULL;
	}
	if (*at == 'e' || *at == 'E') {
		at++;
		at += *at == '+' || *at == '-';
		digits = at;
		at = skip_digits(at);
		if (at == digits)
			return NULL;
	}
	return at;
}

static bool
scan_real(struct scanner *s, const char *key)
{
	char *end;
	double value = strtod(s->at, &end);
	if (value == HUGE_VAL || value == -HUGE_VAL)
		return refuse(s, s->at, "a number is too large for a double");
	add_node(s->tree, JSON_REAL, key)->real = value;
	s->at = end;
	return true;
}

/* Of a valid number. */
static bool
scan_long_integer(struct scanner *s, const char *key)
{
	char *end;
	errno = 0;
	long long value = strtoll(s->at, &end, 10);
	if (errno == ERANGE)
		return refuse(s, s->at, "an integer has more than 64 bits");
	add_node(s->tree, JSON_INTEGER, key)->integer = value;
	s->at = end;
	return true;
}

static bool
scan_number(struct scanner *s, const char *key)
{
	bool is_negative = *s->at == '-', is_real = false;
	const char *end = number_end(s->at, &is_real);
	uint64_t value = 0;
	if (!end)
		return refuse(s, s->at, "a number is not in JSON's form");
	if (is_real)
		return scan_real(s, key);
	if (end - s->at > SAFE_DIGITS)
		return scan_long_integer(s, key);
	for (const char *digit = s->at + is_negative; digit < end; digit++)
		value = value * 10 + (uint64_t)(*digit - '0');
	add_node(s->tree, JSON_INTEGER, key)->integer =
	    is_negative ? -(int64_t)value : (int64_t)value;
	s->at += end - s->at;
	return true;
}

static bool
scan_word(struct scanner *s, const char *key)
{
	static const struct {
		const char *word;
		size_t size;
		enum json_type type;
	} words[] = { { "true", 4, JSON_TRUE }, { "false", 5, JSON_FALSE },
		{ "null", 4, JSON_NULL } };
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strncmp(s->at, words[i].word, words[i].size) != 0)
			continue;
		s->at += words[i].size;
		add_node(s->tree, words[i].type, key);
		return true;
	}
	return refuse_other(s, "a value");
}

static bool
refuse_twice(struct scanner *s, const char *key)
{
	struct buf name;
	s->wrong_at = key - 1; /* its quote */
	buf_init(&name, JSON_PROBLEM_SIZE / 2);
	escape_quoted(&name, key, strlen(key), QUOTED_BYTES);
	json_refuse(s->problem,
	    "byte %zu: the name %s appears twice in its object",
	    (size_t)(s->wrong_at - s->tree->text) + 1, buf_text(&name));
	buf_free(&name);
	return false;
}

/* Had the object a member of that name before? */
static bool
is_known(const struct json_tree *t, size_t object, const char *key)
{
	const struct json_node *node = &t->nodes.items[object + 1];
	const struct json_node *end = t->nodes.items + t->nodes.count;
	for (; node < end; node = json_node_next(node))
		if (json_node_is(node, key))
			return true;
	return false;
}

/* By their texts; equal ones by position. */
static int
compare_keys(const void *a, const void *b)
{
	const char *one = *(const char *const *)a;
	const char *other = *(const char *const *)b;
	int order = strcmp(one, other);
	return order ? order : (one > other) - (one < other);
}

/* Of an object with many members, when it is whole. */
static bool
check_names(struct scanner *s, size_t object, unsigned count)
{
	const struct json_node *node = &s->tree->nodes.items[object + 1];
	const char **keys = mem_resize(NULL, count, sizeof(*keys));
	const char *twice = NULL;
	for (unsigned i = 0; i < count; i++, node = json_node_next(node))
		keys[i] = node->key;
	qsort(keys, count, sizeof(*keys), compare_keys);
	for (unsigned i = 1; i < count && !twice; i++)
		if (strcmp(keys[i - 1], keys[i]) == 0)
			twice = keys[i];
	free(keys);
	return !twice || refuse_twice(s, twice);
}

/*
 * A bit for each name, by its size and first byte: where the bit of a name has
 * not been seen in an object, the name has not.
 */
static uint64_t
mark_of(const char *key, size_t size)
{
	return UINT64_C(1) << (((unsigned char)key[0] + 5 * size) & 63);
}

/* The member after 'count' of them, whose marks are *marks. */
static bool
scan_member(struct scanner *s, size_t object, unsigned count, uint64_t *marks,
    unsigned depth)
{
	size_t size;
	skip_space(s);
	if (*s->at != '"')
		return refuse_other(s, "a name in quotes");
	const char *key = scan_text(s, &size, true);
	if (!key)
		return false;
	uint64_t mark = mark_of(key, size);
	if (count < FEW_MEMBERS && (*marks & mark) &&
	    is_known(s->tree, object, key))
		return refuse_twice(s, key);
	*marks |= mark;
	skip_space(s);
	if (*s->at != ':')
		return refuse_other(s, "':'");
	s->at++;
	size_t self = s->tree->nodes.count;
	if (!scan_value(s, key, depth + 1))
		return false;
	s->tree->nodes.items[self].key_size = (unsigned)size;
	return true;
}

static bool
scan_container(struct scanner *s, const char *key, unsigned depth)
{
	struct json_tree *t = s->tree;
	bool is_object = *s->at == '{';
	char end = is_object ? '}' : ']';
	size_t self = t->nodes.count;
	unsigned count = 0;
	uint64_t marks = 0;
	if (depth > JSON_MAX_DEPTH)
		return refuse(s, s->at, "objects and lists nest too deep");
	add_node(t, is_object ? JSON_OBJECT : JSON_ARRAY, key);
	s->at++;
	skip_space(s);
	bool more = *s->at != end;
	if (!more)
		s->at++;
	for (; more; count++) {
		if (!(is_object ? scan_member(s, self, count, &marks, depth)
				: scan_value(s, NULL, depth + 1)))
			return false;
		skip_space(s);
		more = *s->at == ',';
		if (!more && *s->at != end)
			return refuse_other(
			    s, is_object ? "',' or '}'" : "',' or ']'");
		s->at++;
	}
	t->nodes.items[self].count = count;
	t->nodes.items[self].size = (unsigned)(t->nodes.count - self);
	return !is_object || count <= FEW_MEMBERS ||
	    check_names(s, self, count);
}

static bool
scan_string(struct scanner *s, const char *key)
{
	size_t size;
	const char *text = scan_text(s, &size, false);
	if (!text)
		return false;
	struct json_node *node = add_node(s->tree, JSON_STRING, key);
	node->text = text;
	node->text_size = size;
	return true;
}

static bool
scan_value(struct scanner *s, const char *key, unsigned depth)
{
	skip_space(s);
	if (*s->at == '"')
		return scan_string(s, key);
	if (*s->at == '{' || *s->at == '[')
		return scan_container(s, key, depth);
	if (*s->at == '-' || (*s->at >= '0' && *s->at <= '9'))
		return scan_number(s, key);
	return scan_word(s, key);
}

static void
take_copy(struct json_tree *t, const char *text, size_t size)
{
	t->nodes.count = 0;
	if (!t->nodes.items) {
		t->nodes.capacity = size / USUAL_NODE_BYTES + 4;
		t->nodes.items = mem_resize(
		    NULL, t->nodes.capacity, sizeof(*t->nodes.items));
	}
	if (size >= t->capacity) {
		t->capacity = 2 * size + 1;
		t->text = mem_resize(t->text, t->capacity, 1);
	}
	if (size)
		memcpy(t->text, text, size);
	t->text[size] = '\0';
}

bool
json_tree_read(struct json_tree *t, const char *text, size_t size,
    char *problem, unsigned *ret_byte)
{
	take_copy(t, text, size);
	struct scanner s = { .tree = t,
		.at = t->text,
		.end = t->text + size,
		.problem = problem };
	bool good = scan_value(&s, NULL, 1);
	if (good) {
		skip_space(&s);
		good = s.at == s.end || refuse_other(&s, "the end of the text");
	}
	if (!good && ret_byte)
		*ret_byte = (unsigned)(s.wrong_at - t->text) + 1;
	return good;
}

void
json_tree_free(struct json_tree *t)
{
	vec_free(&t->nodes);
	free(t->text);
	*t = (struct json_tree){ 0 };
}

/* --- nodes --- */

const struct json_node *
json_node_find(const struct json_node *object, const char *key)
{
	if (!object || object->type != JSON_OBJECT)
		return NULL;
	const struct json_node *node = json_node_first(object);
	for (unsigned i = 0; i < object->count; i++) {
		if (json_node_is(node, key))
			return node;
		node = json_node_next(node);
	}
	return NULL;
}

const char *
json_node_describe(const struct json_node *node, char *into)
{
	switch (node->type) {
	case JSON_OBJECT:
		return "an object";
	case JSON_ARRAY:
		return "a list";
	case JSON_STRING:
		return "a string";
	case JSON_INTEGER:
		snprintf(into, JSON_DESCRIPTION_SIZE, "%lld",
		    (long long)node->integer);
		return into;
	case JSON_REAL:
		return "a fraction";
	case JSON_TRUE:
		return "true";
	case JSON_FALSE:
		return "false";
	case JSON_NULL:
		return "null";
	}
	return "unknown";
}
