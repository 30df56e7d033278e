/* SPDX-License-Identifier: Apache-2.0 */
#include "core/text/wrap.h"

#include "core/escape.h"
#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

size_t
wrap_line(const char *text, size_t columns)
{
	size_t size = 0, blank = 0, rest = strlen(text);
	for (size_t used = 0; size < rest; used++) {
		if (text[size] == ' ' && size > 0 && text[size - 1] != ' ')
			blank = size;
		if (used >= columns && used > 0)
			return blank ? blank : size;
		size_t step = utf8_next(text + size, rest - size, NULL);
		size += step ? step : 1;
	}
	return size;
}

void
wrap_labelled(const char *label, size_t indent, const char *text,
    size_t columns, struct buf *into)
{
	do {
		size_t size = wrap_line(text, columns - indent);
		buf_printf(into, "%-*s", (int)indent, label);
		buf_add(into, text, size);
		buf_add_char(into, '\n');
		text += size;
		text += strspn(text, " ");
		label = "";
	} while (*text);
}

/* How much further the rest of a kept line is indented. */
#define HANGING_COLUMNS 4

/* The size of the lines that are one: up to an empty or indented one. */
static size_t
measure_block(const char *text)
{
	size_t size = strcspn(text, "\n");
	if (size == 0 || *text == ' ')
		return size;
	while (text[size] && !strchr(" \n", text[size + 1]))
		size += 1 + strcspn(text + size + 1, "\n");
	return size;
}

static void
wrap_block(const char *text, size_t size, size_t indent, size_t columns,
    struct buf *into)
{
	char *line = mem_strndup(text, size);
	size_t lead = strspn(line, " ");
	size_t hanging = indent + lead + (lead ? HANGING_COLUMNS : 0);
	for (char *c = line; *c; c++)
		if (*c == '\n')
			*c = ' ';
	const char *rest = line + lead;
	size_t first = wrap_line(rest, columns - indent - lead);
	buf_pad(into, ' ', (int)(indent + lead));
	buf_add(into, rest, first);
	buf_add_char(into, '\n');
	rest += first + strspn(rest + first, " ");
	if (*rest)
		wrap_labelled("", hanging, rest, columns, into);
	free(line);
}

void
wrap_prose(const char *text, size_t indent, size_t columns, struct buf *into)
{
	while (*text) {
		size_t size = measure_block(text);
		if (size > 0)
			wrap_block(text, size, indent, columns, into);
		else
			buf_add_char(into, '\n');
		text += size + (text[size] == '\n');
	}
}
