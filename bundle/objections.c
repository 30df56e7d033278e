/* SPDX-License-Identifier: Apache-2.0 */
#include "bundle/objections.h"

#include "core/escape.h"
#include "core/mem.h"

#include <stdarg.h>
#include <string.h>

/* A hostile bundle must not print a book. */
#define OBJECTIONS_MAX 200
#define TEXT_MAX_BYTES 8192

static void
keep(struct objections *o, enum objection_kind kind, struct buf *text)
{
	struct objection one = { kind, buf_take(text) };
	if (o->items.count < OBJECTIONS_MAX) {
		vec_push(&o->items, one);
		return;
	}
	o->left_out++;
	free(one.text);
}

static void
take(struct objections *o, enum objection_kind kind, const char *format,
    va_list ap)
{
	struct buf raw, text;
	buf_init(&raw, TEXT_MAX_BYTES);
	buf_init(&text, TEXT_MAX_BYTES * ESCAPE_GROWTH_MAX);
	if (!buf_vprintf(&raw, format, ap))
		buf_add_text(&raw, "(a sentence too long to show)");
	escape_line(&text, buf_text(&raw), raw.size);
	buf_free(&raw);
	keep(o, kind, &text);
}

void
object(struct objections *o, enum objection_kind kind, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	take(o, kind, format, ap);
	va_end(ap);
}

/* --- each file and case once --- */

struct subject {
	struct hash_node node;
	char path[];
};

/* False: it is there already. */
static bool
is_new(struct objections *o, const char *path)
{
	size_t size = strlen(path);
	if (hash_find(&o->subjects, path, size))
		return false;
	struct subject *s = mem_zalloc(sizeof(*s) + size + 1);
	memcpy(s->path, path, size);
	hash_add(&o->subjects, &s->node, s->path, size);
	return true;
}

void
objections_pass_over(struct objections *o, const char *subject)
{
	is_new(o, subject);
}

void
object_to(struct objections *o, const char *subject, enum objection_kind kind,
    const char *format, ...)
{
	va_list ap;
	if (!is_new(o, subject))
		return;
	va_start(ap, format);
	take(o, kind, format, ap);
	va_end(ap);
}

/* --- of diagnostics --- */

/* Append the text, with 'name' wherever it has 'path'. */
static void
add_renamed(
    struct buf *into, const char *text, const char *path, const char *name)
{
	const char *found;
	while (path && (found = strstr(text, path))) {
		buf_add(into, text, (size_t)(found - text));
		buf_add_text(into, name);
		text = found + strlen(path);
	}
	buf_add_text(into, text);
}

static void
print_item(struct buf *into, const struct diag_item *item)
{
	if (item->source)
		escape_line(
		    into, item->source->path, strlen(item->source->path));
	if (item->source && item->at.line)
		buf_printf(into, ":%u", item->at.line);
	buf_printf(into, "%s%s", item->source ? ": " : "", item->text);
	for (size_t i = 0; i < item->notes.count; i++)
		buf_printf(into, "; %s", item->notes.items[i]);
}

void
object_diagnostics(struct objections *o, enum objection_kind kind,
    struct diag *diag, const char *path, const char *name)
{
	for (size_t i = 0; i < diag->items.count; i++) {
		const struct diag_item *item = &diag->items.items[i];
		struct buf raw, text;
		if (item->severity != DIAG_ERROR)
			continue;
		buf_init(&raw, TEXT_MAX_BYTES * ESCAPE_GROWTH_MAX);
		buf_init(&text, TEXT_MAX_BYTES * ESCAPE_GROWTH_MAX);
		print_item(&raw, item);
		add_renamed(&text, buf_text(&raw), path, name);
		buf_free(&raw);
		keep(o, kind, &text);
	}
	diag_free(diag);
}

bool
objections_have(const struct objections *o, enum objection_kind kind)
{
	for (size_t i = 0; i < o->items.count; i++)
		if (o->items.items[i].kind == kind)
			return true;
	return false;
}

void
objections_free(struct objections *o)
{
	for (size_t i = 0; i < o->items.count; i++)
		free(o->items.items[i].text);
	vec_free(&o->items);
	for (struct hash_node *n; (n = hash_any(&o->subjects)); free(n))
		hash_remove(&o->subjects, n);
	hash_free(&o->subjects);
}
