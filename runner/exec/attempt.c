/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/exec/attempt.h"

#include "core/mem.h"

#include <stdlib.h>

bool
attempt_leaves_open(const struct outcome *o)
{
	bool is_proven = o->blamed.phase && o->is_proven;
	return o->verdict == VERDICT_INCONCLUSIVE && !is_proven;
}

void
attempt_settle(struct outcome *o, unsigned number, const char *first)
{
	if (number == 1 || o->verdict != VERDICT_PASS)
		return;
	free(o->sentence);
	o->verdict = VERDICT_FLAKY;
	o->sentence = mem_printf("It passed at attempt %u; attempt 1 could "
				 "not be judged: %s",
	    number, first ? first : "");
}
