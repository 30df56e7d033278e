/* SPDX-License-Identifier: Apache-2.0 */
#include "core/text/wrap.h"

#include "core/escape.h"

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
