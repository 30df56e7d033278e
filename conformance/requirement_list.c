/* SPDX-License-Identifier: Apache-2.0 */
#include "conformance/requirement_list.h"

#include "core/escape.h"

#include <string.h>

void
requirement_list_print(struct buf *into, const struct run_case *test)
{
	for (unsigned i = 0; i < test->requirement_count; i++) {
		const struct run_requirement *r = &test->requirements[i];
		buf_add_text(into, i ? ", " : "");
		escape_line(into, r->id, strlen(r->id));
		buf_add_char(into, ' ');
		escape_line(into, r->level, strlen(r->level));
	}
}

bool
requirement_list_has(const struct run_case *test, const char *id)
{
	for (unsigned i = 0; i < test->requirement_count; i++)
		if (strcmp(test->requirements[i].id, id) == 0)
			return true;
	return false;
}
