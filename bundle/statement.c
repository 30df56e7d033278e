/* SPDX-License-Identifier: Apache-2.0 */
#include "bundle/statement.h"

#include "bundle/layout.h"
#include "core/escape.h"
#include "core/mem.h"

#include <string.h>

#define VALUE_MAX_BYTES STATEMENT_VALUE_MAX_BYTES
/* Fourteen lines. */
#define TEXT_MAX_BYTES ((size_t)64 << 10)

static const struct {
	const char *name;
	bool is_optional;
} keys[] = {
	[STATEMENT_FORMAT] = { "format", false },
	[STATEMENT_PRODUCT] = { "product", false },
	[STATEMENT_VERSION] = { "product-version", false },
	[STATEMENT_BUILD] = { "product-digest", true },
	[STATEMENT_CONTACT] = { "contact", false },
	[STATEMENT_DATE] = { "date", false },
	[STATEMENT_SERVER] = { "server", false },
	[STATEMENT_SUITES] = { "conforms-to", false },
	[STATEMENT_PROGRAM] = { "judged-by", false },
	[STATEMENT_LEVEL] = { "level", false },
	[STATEMENT_CASES] = { "cases", false },
	[STATEMENT_CONCESSIONS] = { "concessions", false },
	[STATEMENT_WAIVERS] = { "waivers", false },
	[STATEMENT_STATUS] = { "status", false },
};

const char *
statement_key_name(enum statement_key key)
{
	return keys[key].name;
}

void
statement_set(struct statement *s, enum statement_key key, const char *value)
{
	struct buf line;
	buf_init(&line, VALUE_MAX_BYTES);
	if (!escape_line(&line, value, strlen(value)))
		buf_add_text(&line, "(too long)");
	free(s->values[key]);
	s->values[key] = buf_take(&line);
}

void
statement_print(struct buf *into, const struct statement *s)
{
	for (size_t i = 0; i < STATEMENT_KEYS; i++)
		if (s->values[i])
			buf_printf(
			    into, "%s: %s\n", keys[i].name, s->values[i]);
}

/* --- the other way --- */

struct reading {
	struct statement *statement;
	struct objections *objections;
	unsigned line;
};

/* A value as the line has it, or, after an objection, as it should have it. */
static char *
read_value(struct reading *r, size_t key, const char *value, size_t size)
{
	struct buf line;
	buf_init(&line, VALUE_MAX_BYTES * ESCAPE_GROWTH_MAX);
	escape_line(&line, value, size);
	if (line.size != size || memcmp(buf_text(&line), value, size) != 0)
		object(r->objections, OBJECTION_UNREADABLE,
		    BUNDLE_STATEMENT ":%u: '%s' has control characters, or "
				     "what is no UTF-8; it should read '%s'",
		    r->line, keys[key].name, buf_text(&line));
	return buf_take(&line);
}

static void
take_value(struct reading *r, size_t key, char *value)
{
	char **place = &r->statement->values[key];
	if (key == STATEMENT_FORMAT && strcmp(value, BUNDLE_FORMAT) != 0)
		object(r->objections, OBJECTION_UNREADABLE,
		    BUNDLE_STATEMENT ":%u: the format '%s' is another than "
				     "'" BUNDLE_FORMAT "', which this version "
				     "reads",
		    r->line, value);
	if (*place) {
		object(r->objections, OBJECTION_UNREADABLE,
		    BUNDLE_STATEMENT ":%u: '%s' is stated twice", r->line,
		    keys[key].name);
		free(value);
		return;
	}
	*place = value;
}

static void
take_line(struct reading *r, const char *line, size_t size)
{
	const char *colon = memchr(line, ':', size);
	size_t length = colon ? (size_t)(colon - line) : 0;
	if (!colon || length + 2 > size || colon[1] != ' ' ||
	    memchr(line, '\0', size) || size - length - 2 > VALUE_MAX_BYTES) {
		object(r->objections, OBJECTION_UNREADABLE,
		    BUNDLE_STATEMENT
		    ":%u: this is no line of the form 'key: value'",
		    r->line);
		return;
	}
	for (size_t i = 0; i < STATEMENT_KEYS; i++) {
		if (strlen(keys[i].name) != length ||
		    memcmp(keys[i].name, line, length) != 0)
			continue;
		take_value(
		    r, i, read_value(r, i, colon + 2, size - length - 2));
		return;
	}
	object(r->objections, OBJECTION_UNREADABLE,
	    BUNDLE_STATEMENT ":%u: no key is called '%.*s'", r->line,
	    (int)length, line);
}

void
statement_read(
    struct statement *s, const struct pack_file *file, struct objections *o)
{
	struct reading r = { s, o, 0 };
	if (file->size > TEXT_MAX_BYTES) {
		object(o, OBJECTION_UNREADABLE,
		    BUNDLE_STATEMENT " has more than 64 KiB");
		return;
	}
	for (const char *at = file->bytes, *end = at + file->size; at < end;) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *stop = newline ? newline : end;
		r.line++;
		take_line(&r, at, (size_t)(stop - at));
		at = stop + 1;
	}
	for (size_t i = 0; i < STATEMENT_KEYS; i++)
		if (!s->values[i] && !keys[i].is_optional)
			object(o, OBJECTION_UNREADABLE,
			    BUNDLE_STATEMENT " does not state '%s'",
			    keys[i].name);
}

void
statement_free(struct statement *s)
{
	for (size_t i = 0; i < STATEMENT_KEYS; i++)
		free(s->values[i]);
	*s = (struct statement){ 0 };
}
