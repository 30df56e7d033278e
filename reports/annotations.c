/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/annotations.h"

#include "core/buf.h"
#include "core/escape.h"
#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

/* A sentence has at most some kilobytes, and a character becomes four. */
#define LINE_MAX_BYTES ((size_t)1 << 20)

struct annotations {
	struct sink sink;
	FILE *out;
	struct buf line;
};

static void
add_property(struct buf *into, const char *text)
{
	escape_github_property(into, text, strlen(text));
}

static void
add_place(
    struct buf *into, const struct run_case *test, const struct outcome *o)
{
	bool is_placed = o->place.file && o->place.line;
	buf_add_text(into, "file=");
	add_property(into, is_placed ? o->place.file : test->file);
	buf_printf(
	    into, ",line=%u,title=", is_placed ? o->place.line : test->line);
}

static void
add_case(struct buf *into, const struct run_case *test, const struct outcome *o)
{
	buf_printf(
	    into, "::%s ", o->verdict == VERDICT_FAIL ? "error" : "warning");
	add_place(into, test, o);
	add_property(into, test->suite);
	buf_add_char(into, '/');
	add_property(into, test->phase);
	buf_add_char(into, '/');
	add_property(into, test->name);
	buf_add_text(into, "::");
	const char *text = o->sentence ? o->sentence : verdict_name(o->verdict);
	escape_github(into, text, strlen(text));
	buf_add_char(into, '\n');
}

static void
annotations_event(struct sink *sink, const struct run_event *event)
{
	struct annotations *a = (struct annotations *)sink;
	if (event->kind != RUN_CASE_ENDED ||
	    !verdict_needs_attention(event->outcome->verdict))
		return;
	buf_clear(&a->line);
	add_case(&a->line, event->test, event->outcome);
	fputs(buf_text(&a->line), a->out);
	fflush(a->out);
}

struct annotations *
annotations_new(FILE *out)
{
	struct annotations *a = mem_zalloc(sizeof(*a));
	a->sink.event = annotations_event;
	a->out = out;
	buf_init(&a->line, LINE_MAX_BYTES);
	return a;
}

struct sink *
annotations_sink(struct annotations *a)
{
	return &a->sink;
}

void
annotations_free(struct annotations *a)
{
	if (!a)
		return;
	buf_free(&a->line);
	free(a);
}
