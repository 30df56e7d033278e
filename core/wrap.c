/* SPDX-License-Identifier: Apache-2.0 */
#include "core/wrap.h"

#include "core/escape.h"

#include <string.h>

size_t
wrap_line(const char *text, size_t columns)
{
	size_t size = 0, blank = 0, rest = strlen(text);
	for (size_t used = 0; size < rest; used++) {
		if (text[size] == ' ')
			blank = size;
		if (used >= columns && used > 0)
			return blank ? blank : size;
		size_t step = utf8_next(text + size, rest - size, NULL);
		size += step ? step : 1;
	}
	return size;
}
