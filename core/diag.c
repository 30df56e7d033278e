/* SPDX-License-Identifier: Apache-2.0 */
#include "core/diag.h"

#include "core/escape.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* One diagnostic's text; names inside it are cut long before. */
#define TEXT_MAX_BYTES 4096
/* Source lines longer than this are quoted without their tail. */
#define LINE_MAX_CHARACTERS 160

void
diag_init(struct diag *d)
{
	*d = (struct diag){ 0 };
}

void
diag_free(struct diag *d)
{
	for (size_t i = 0; i < d->items.count; i++) {
		struct diag_item *item = &d->items.items[i];
		for (size_t j = 0; j < item->notes.count; j++)
			free(item->notes.items[j]);
		vec_free(&item->notes);
		source_unref(item->source);
		free(item->text);
		free(item->category);
	}
	vec_free(&d->items);
	diag_init(d);
}

__attribute__((format(printf, 1, 0))) static char *
format_line(const char *format, va_list ap)
{
	struct buf raw, line;
	buf_init(&raw, TEXT_MAX_BYTES);
	buf_init(&line, TEXT_MAX_BYTES * 8);
	if (!buf_vprintf(&raw, format, ap))
		buf_add_text(&raw, "(a message too long to show)");
	escape_line(&line, buf_text(&raw), raw.size);
	buf_free(&raw);
	return buf_take(&line);
}

static struct diag_item *
diag_add(struct diag *d, enum diag_severity severity, const struct place *at)
{
	if (severity == DIAG_ERROR)
		d->error_count++;
	else
		d->warning_count++;
	if (d->items.count == DIAG_MAX_ITEMS) {
		d->full = true;
		return NULL;
	}
	struct diag_item item = { .severity = severity };
	if (at && at->source) {
		item.at = *at;
		item.source = source_ref((struct source *)at->source);
	}
	vec_push(&d->items, item);
	return &d->items.items[d->items.count - 1];
}

void
diag_error(struct diag *d, const struct place *at, const char *format, ...)
{
	struct diag_item *item = diag_add(d, DIAG_ERROR, at);
	if (!item)
		return;
	va_list ap;
	va_start(ap, format);
	item->text = format_line(format, ap);
	va_end(ap);
}

void
diag_warning(struct diag *d, const struct place *at, const char *category,
    const char *format, ...)
{
	struct diag_item *item = diag_add(d, DIAG_WARNING, at);
	if (!item)
		return;
	item->category = mem_strdup(category);
	va_list ap;
	va_start(ap, format);
	item->text = format_line(format, ap);
	va_end(ap);
}

void
diag_note(struct diag *d, const char *format, ...)
{
	if (d->full || d->items.count == 0)
		return;
	va_list ap;
	va_start(ap, format);
	char *note = format_line(format, ap);
	va_end(ap);
	vec_push(&d->items.items[d->items.count - 1].notes, note);
}

void
diag_did_you_mean(struct diag *d, const char *best)
{
	if (best)
		diag_note(d, "did you mean '%s'?", best);
}

/* A tab stays a tab, so that the caret below is under its character. */
static void
print_line_text(struct buf *into, const char *bytes, size_t size)
{
	for (size_t i = 0, shown = 0; i < size && shown < LINE_MAX_CHARACTERS;
	     shown++) {
		unsigned code;
		size_t length = utf8_next(bytes + i, size - i, &code);
		if (bytes[i] == '\t')
			buf_add_char(into, '\t');
		else if (length == 0 || utf8_is_harmful(code))
			buf_add_char(into, '?');
		else
			buf_add(into, bytes + i, length);
		i += length ? length : 1;
	}
}

static void
print_caret(
    struct buf *into, const char *bytes, size_t size, const struct place *at)
{
	unsigned column = 1;
	for (size_t i = 0; i < size && column < at->column; column++) {
		size_t length = utf8_next(bytes + i, size - i, NULL);
		buf_add_char(into, bytes[i] == '\t' ? '\t' : ' ');
		i += length ? length : 1;
	}
	unsigned room = LINE_MAX_CHARACTERS - at->column + 1;
	unsigned wanted = at->length < room ? at->length : room;
	buf_add_char(into, '^');
	buf_pad(into, '~', (int)wanted - 1);
}

static void
print_quotation(struct buf *into, const struct place *at, bool colour)
{
	const char *bytes;
	size_t size;
	if (at->line == 0 ||
	    !source_line(at->source, at->line, &bytes, &size) || size == 0)
		return;
	buf_printf(into, "%5u | ", at->line);
	print_line_text(into, bytes, size);
	buf_add_char(into, '\n');
	if (at->column == 0 || at->column > LINE_MAX_CHARACTERS)
		return;
	buf_add_text(into, "      | ");
	buf_add_text(into, colour ? "\033[32m" : "");
	print_caret(into, bytes, size, at);
	buf_add_text(into, colour ? "\033[0m\n" : "\n");
}

static void
print_item(struct buf *into, const struct diag_item *item, bool colour)
{
	bool error = item->severity == DIAG_ERROR;
	if (item->source) {
		escape_line(
		    into, item->source->path, strlen(item->source->path));
		if (item->at.line)
			buf_printf(
			    into, ":%u:%u", item->at.line, item->at.column);
		buf_add_text(into, ": ");
	} else {
		buf_add_text(into, "ixconform: ");
	}
	if (colour)
		buf_add_text(into, error ? "\033[1;31m" : "\033[1;35m");
	buf_add_text(into, error ? "error:" : "warning:");
	buf_add_text(into, colour ? "\033[0m " : " ");
	buf_add_text(into, item->text);
	if (item->category)
		buf_printf(into, " [%s]", item->category);
	buf_add_char(into, '\n');
	if (item->source)
		print_quotation(into, &item->at, colour);
	for (size_t i = 0; i < item->notes.count; i++)
		buf_printf(into, "      note: %s\n", item->notes.items[i]);
}

static const char *
item_path(const struct diag_item *item)
{
	return item->source ? item->source->path : "";
}

static int
compare_items(const void *a, const void *b)
{
	const struct diag_item *x = *(struct diag_item *const *)a;
	const struct diag_item *y = *(struct diag_item *const *)b;
	int order = strcmp(item_path(x), item_path(y));
	if (order)
		return order;
	if (x->at.line != y->at.line)
		return x->at.line < y->at.line ? -1 : 1;
	if (x->at.column != y->at.column)
		return x->at.column < y->at.column ? -1 : 1;
	return x < y ? -1 : x > y; /* else as they were reported */
}

/* A file that is read twice has the same mistake in the same place. */
static bool
is_repeated(const struct diag_item *before, const struct diag_item *item)
{
	return item->source &&
	    strcmp(item_path(before), item_path(item)) == 0 &&
	    before->at.line == item->at.line &&
	    before->at.column == item->at.column &&
	    strcmp(before->text, item->text) == 0;
}

void
diag_print(const struct diag *d, struct buf *into, bool colour)
{
	size_t count = d->items.count;
	struct diag_item **sorted = mem_resize(NULL, count, sizeof(*sorted));
	for (size_t i = 0; i < count; i++)
		sorted[i] = &d->items.items[i];
	qsort(sorted, count, sizeof(*sorted), compare_items);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || !is_repeated(sorted[i - 1], sorted[i]))
			print_item(into, sorted[i], colour);
	if (d->full)
		buf_printf(into,
		    "ixconform: %u errors and %u warnings in all; the first "
		    "%d are shown\n",
		    d->error_count, d->warning_count, DIAG_MAX_ITEMS);
	free(sorted);
}
