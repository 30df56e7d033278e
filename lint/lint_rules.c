/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/lint_rules.h"

#include <stdarg.h>

void
lint_error(struct diag *diag, const struct place *at, const char *rule,
    const char *format, ...)
{
	struct buf text;
	va_list ap;
	buf_init(&text, 4000);
	va_start(ap, format);
	buf_vprintf(&text, format, ap);
	va_end(ap);
	diag_error(diag, at, "%s", buf_text(&text));
	buf_free(&text);
	if (!diag->full)
		diag->items.items[diag->items.count - 1].category =
		    mem_strdup(rule);
}

/* With the suite's own choice of readings; a reading may well add messages. */
bool
lint_holds_by_default(const struct suite *suite, const struct condition *when)
{
	return suite_condition_holds(suite, NULL, when);
}
