/* SPDX-License-Identifier: Apache-2.0 */
#include "core/trace.h"

#include "core/buf.h"
#include "core/clock.h"
#include "core/escape.h"
#include "core/mem.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>

/* A frame has at most 1 MiB, and a byte of it becomes four at most. */
#define LINE_MAX_BYTES ((size_t)5 << 20)

/* A path or an identity, and words around it. */
#define TEXT_MAX_BYTES ((size_t)64 << 10)

struct trace {
	void (*write)(void *context, const void *bytes, size_t size);
	void *context;
	int64_t start_ns;
	struct buf line; /* scratch */
};

static const char *const kind_names[] = {
	[TRACE_HTTP] = "http",
	[TRACE_UP] = "up",
	[TRACE_DOWN] = "down",
	[TRACE_READ] = "read",
	[TRACE_STATE] = "state",
};

struct trace *
trace_new(
    void (*write)(void *context, const void *bytes, size_t size), void *context)
{
	struct trace *t = mem_zalloc(sizeof(*t));
	t->write = write;
	t->context = context;
	t->start_ns = clock_now_ns();
	buf_init(&t->line, LINE_MAX_BYTES);
	return t;
}

void
trace_free(struct trace *t)
{
	if (!t)
		return;
	buf_free(&t->line);
	free(t);
}

static void
begin(struct trace *t, enum trace_kind kind)
{
	int64_t us = (clock_now_ns() - t->start_ns) / NS_PER_US;
	buf_clear(&t->line);
	buf_printf(&t->line, "%4" PRId64 ".%06" PRId64 "  %-5s  ", us / 1000000,
	    us % 1000000, kind_names[kind]);
}

static void
end(struct trace *t)
{
	buf_add_char(&t->line, '\n');
	t->write(t->context, t->line.bytes, t->line.size);
}

void
trace_line(
    struct trace *t, enum trace_kind kind, const char *bytes, size_t size)
{
	if (!t)
		return;
	begin(t, kind);
	buf_printf(&t->line, "%zu bytes  ", size);
	escape_line(&t->line, bytes, size);
	end(t);
}

void
trace_printf(struct trace *t, enum trace_kind kind, const char *format, ...)
{
	va_list ap;
	struct buf text;
	if (!t)
		return;
	buf_init(&text, TEXT_MAX_BYTES);
	va_start(ap, format);
	buf_vprintf(&text, format, ap);
	va_end(ap);
	begin(t, kind);
	escape_line(&t->line, buf_text(&text), text.size);
	end(t);
	buf_free(&text);
}

void
trace_state(struct trace *t, const char *what, const char *from, const char *to)
{
	trace_printf(t, TRACE_STATE, "%s: %s -> %s", what, from, to);
}
