/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/exec/notice.h"

#include "core/mem.h"
#include "core/text/size.h"

#include <inttypes.h>

char *
notice_clean_up(const struct run_case *test, const char *why)
{
	return mem_printf(
	    "the clean-up after %s/%s/%s was not done: %s; the agents and the "
	    "interaction of a case may stay busy in the server, and later "
	    "cases that get them may be inconclusive",
	    test->suite, test->phase, test->name, why);
}

char *
notice_left(const struct run_case *test, const char *why)
{
	return mem_printf("%s/%s/%s, whose clean-up was not done: %s",
	    test->suite, test->phase, test->name, why);
}

char *
notice_left_out(uint64_t count, uint64_t bytes)
{
	char size[SIZE_TEXT_SIZE];
	if (count == 0)
		return NULL;
	return mem_printf("%" PRIu64 " messages, %s, are in no report: more "
			  "came than are kept of a case (limit 'evidence' of "
			  "the target)",
	    count, size_print(size, bytes));
}

char *
notice_cleared(const char *first, unsigned count, unsigned failures)
{
	if (count == 0)
		return NULL;
	return mem_printf("an earlier run left %u interaction%s in the queues "
			  "and workbins of this one, such as %s; %u %s stopped "
			  "now",
	    count, count == 1 ? "" : "s", first, count - failures,
	    count - failures == 1 ? "was" : "were");
}
