/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/doubt.h"

#include "core/escape.h"

#include <stdarg.h>
#include <stdlib.h>

/* A recording may claim anything: this much of it is repeated. */
#define SENTENCE_MAX_BYTES 4096

void
doubts_add(struct doubts *d, enum doubt_kind kind, const char *format, ...)
{
	struct buf text, line;
	va_list ap;
	buf_init(&text, SENTENCE_MAX_BYTES);
	buf_init(&line, SENTENCE_MAX_BYTES);
	va_start(ap, format);
	buf_vprintf(&text, format, ap);
	va_end(ap);
	escape_line(&line, buf_text(&text), text.size);
	if (kind == DOUBT_SUITE && d->is_other_suite_accepted)
		kind = DOUBT_NOTE;
	struct doubt one = { kind, mem_strdup(buf_text(&line)), NULL };
	vec_push(&d->items, one);
	buf_free(&line);
	buf_free(&text);
}

void
doubts_add_lack(struct doubts *d, const char *path, const char *how)
{
	doubts_add(d, DOUBT_CASES, "%s %s.", path, how);
	d->items.items[d->items.count - 1].lacks = mem_strdup(path);
}

unsigned
doubts_count(const struct doubts *d, enum doubt_kind kind)
{
	unsigned count = 0;
	for (size_t i = 0; i < d->items.count; i++)
		count += d->items.items[i].kind == kind;
	return count;
}

unsigned
doubts_count_but(const struct doubts *d, enum doubt_kind kind)
{
	return (unsigned)d->items.count - doubts_count(d, DOUBT_NOTE) -
	    (kind == DOUBT_NOTE ? 0 : doubts_count(d, kind));
}

void
doubts_print(const struct doubts *d, const char *path, struct buf *into)
{
	for (size_t i = 0; i < d->items.count; i++) {
		const struct doubt *one = &d->items.items[i];
		buf_add_text(
		    into, one->kind == DOUBT_NOTE ? "note: " : "doubt: ");
		if (path)
			buf_printf(into, "%s: ", path);
		buf_printf(into, "%s\n", one->sentence);
	}
}

void
doubts_free(struct doubts *d)
{
	for (size_t i = 0; i < d->items.count; i++) {
		free(d->items.items[i].sentence);
		free(d->items.items[i].lacks);
	}
	vec_free(&d->items);
}
