/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/session/late.h"

#include "core/escape.h"

#include <stdlib.h>
#include <string.h>

#define SENTENCE_MAX_BYTES ((size_t)1 << 12)

void
late_judge(struct match *m, const struct run_event *event)
{
	const struct run_case *of = event->late;
	const char *name = message_name(event->observation->message);
	struct buf b;
	buf_init(&b, SENTENCE_MAX_BYTES);
	escape_line(&b, name, strlen(name));
	buf_printf(&b,
	    " about the interaction of %s/%s/%s reached %s when that case had "
	    "passed and was cleaned up; nothing may come of it then.",
	    of->suite, of->phase, of->name, event->party);
	match_break(m, VERDICT_FAIL, FINDING_UNEXPECTED, buf_text(&b));
	buf_free(&b);
}
