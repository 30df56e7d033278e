/* SPDX-License-Identifier: Apache-2.0 */
#include "load/element/spelling.h"

#include "load/element/reader.h"
#include "model/limits.h"
#include "wire/frame.h"
#include "wire/json_message.h"

#include <string.h>

/* Sets of characters; strspn() makes a table of them each time. */
#define DIGITS 1u
#define UPPER 2u
#define LOWER 4u
#define JOINS 8u /* "_" and "-" */
#define LETTERS (UPPER | LOWER)

static bool
is_of(char c, unsigned sets)
{
	return (sets & DIGITS && c >= '0' && c <= '9') ||
	    (sets & UPPER && c >= 'A' && c <= 'Z') ||
	    (sets & LOWER && c >= 'a' && c <= 'z') ||
	    (sets & JOINS && (c == '_' || c == '-'));
}

/* How many there are of them from here. */
static size_t
span(const char *text, unsigned sets)
{
	size_t size = 0;
	while (is_of(text[size], sets))
		size++;
	return size;
}

/* Bytes of the word of a path that begins here; 0: no word. */
static size_t
path_word(const char *text, bool may_have_names)
{
	size_t size = 0, part;
	do {
		const char *end = may_have_names && text[size] == '{'
		    ? strchr(text + size, '}')
		    : NULL;
		part = end ? (size_t)(end + 1 - (text + size))
			   : span(text + size, LETTERS | DIGITS | JOINS);
		size += part;
	} while (part > 0);
	return size;
}

static bool
refuse_path(const struct xml_attribute *a, size_t offset, struct diag *diag)
{
	const char *text = a->value;
	struct place at = reader_part(a, offset, 1);
	if (text[offset] == '.' || text[offset] == '\0')
		diag_error(diag, &at, "the path '%s' has an empty word", text);
	else
		diag_error(diag, &at,
		    "'%s' is not a path of words joined by dots", text);
	diag_note(diag,
	    "a word consists of letters, digits, '_' and '-', as in "
	    "'interaction.interactionId'");
	return false;
}

/* No frame can carry anything longer or deeper, and no message has it. */
static bool
fits_message(const struct xml_attribute *a, unsigned words, struct diag *diag)
{
	size_t size = strlen(a->value);
	if (size > MESSAGE_MAX_PATH_BYTES)
		diag_error(diag, &a->value_at,
		    "the name of this attribute has %zu bytes; it may have %d",
		    size, MESSAGE_MAX_PATH_BYTES);
	else if (words > MESSAGE_MAX_DEPTH)
		diag_error(diag, &a->value_at,
		    "this attribute is nested %u levels deep; a message may "
		    "have %d",
		    words, MESSAGE_MAX_DEPTH);
	else
		return true;
	return false;
}

bool
spelling_check_path(
    const struct xml_attribute *a, bool may_have_names, struct diag *diag)
{
	const char *text = a->value;
	unsigned words = 0;
	for (size_t i = 0;; i++) {
		size_t size = path_word(text + i, may_have_names && words > 0);
		i += size;
		if (size == 0 || (text[i] != '\0' && text[i] != '.'))
			return refuse_path(a, i, diag);
		words++;
		if (text[i] == '\0')
			return fits_message(a, words, diag);
	}
}

bool
spelling_check_requirement(const struct xml_attribute *a, struct diag *diag)
{
	const char *text = a->value;
	bool is_good = is_of(*text, UPPER);
	for (;; text++) {
		size_t size = span(text, UPPER | DIGITS);
		text += size;
		is_good &= size > 0 && strchr(".-", *text);
		if (!is_good || !*text)
			break;
	}
	if (is_good && strlen(a->value) <= REQUIREMENT_ID_MAX_BYTES)
		return true;
	diag_error(diag, &a->value_at,
	    "'%s' is no id of a requirement: at most %d capital letters and "
	    "digits, joined by hyphens and dots, a letter first",
	    a->value, REQUIREMENT_ID_MAX_BYTES);
	diag_note(diag, "write it like 'CONF-1.3-02'");
	return false;
}

bool
spelling_check_section(const struct xml_attribute *a, struct diag *diag)
{
	const char *text = a->value;
	for (;; text++) {
		size_t size = span(text, DIGITS);
		text += size;
		if (size == 0 || (*text != '\0' && *text != '.'))
			break;
		if (*text == '\0')
			return true;
	}
	diag_error(diag, &a->value_at,
	    "the section '%s' must be numbers joined by dots", a->value);
	diag_note(diag, "write it like '1.3'");
	return false;
}

bool
spelling_check_message(const struct xml_attribute *a, struct diag *diag)
{
	static const char *const kinds[] = { "Request", "Event" };
	const char *text = a->value;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		size_t size = strlen(kinds[i]);
		if (strncmp(text, kinds[i], size) != 0 || !text[size] ||
		    text[size + span(text + size, LETTERS | DIGITS)] != '\0')
			continue;
		if (strlen(text) <= MESSAGE_MAX_NAME_BYTES)
			return true;
		diag_error(diag, &a->value_at,
		    "the name of this message has %zu bytes; it may have %d",
		    strlen(text), MESSAGE_MAX_NAME_BYTES);
		return false;
	}
	diag_error(diag, &a->value_at,
	    "'%s' is not the name of a message: 'Request' or 'Event', then "
	    "letters and digits",
	    text);
	return false;
}

bool
spelling_check_protocol(
    const char *name, const struct place *at, struct diag *diag)
{
	if (is_of(*name, UPPER) && name[span(name, LETTERS)] == '\0')
		return true;
	diag_error(diag, at,
	    "'%s' is not the name of a protocol: letters, the first a capital",
	    name);
	return false;
}
