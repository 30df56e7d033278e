/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/deadline_lines.h"

#include "core/escape.h"
#include "core/text/duration.h"

#include <string.h>

/* "median 1.9 s", or "median 0.1 s too late". */
static void
add_margin(struct buf *into, const char *what, int64_t ns)
{
	char duration[DURATION_TEXT_SIZE];
	buf_printf(into, ", %s %s%s", what,
	    duration_print(duration, ns < 0 ? -ns : ns),
	    ns < 0 ? " too late" : "");
}

void
deadline_lines_add(struct buf *into, const struct run_summary *summary)
{
	char limit[DURATION_TEXT_SIZE];
	for (unsigned i = 0; i < summary->deadline_count; i++) {
		const struct deadline_slack *d = &summary->deadlines[i];
		bool late = d->smallest_ns < 0;
		buf_add_text(into, "deadline ");
		escape_line(into, d->within, strlen(d->within));
		buf_printf(into, " of %s: %u message%s",
		    duration_print(limit, d->limit_ns), d->count,
		    d->count == 1 ? "" : "s");
		add_margin(into, late ? "one" : "at least", d->smallest_ns);
		buf_add_text(into, late ? "" : " to spare");
		add_margin(into, "median", d->median_ns);
		buf_add_char(into, '\n');
	}
}
