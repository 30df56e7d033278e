/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/tally.h"

#include "core/clock.h"
#include "core/duration.h"

#include <inttypes.h>
#include <string.h>

enum exit_status
run_exit_status(const struct run_summary *summary)
{
	if (!summary)
		return EXIT_UNDECIDED;
	if (summary->counts[VERDICT_FAIL])
		return EXIT_DEVIATES;
	if (summary->counts[VERDICT_INCONCLUSIVE] ||
	    summary->counts[VERDICT_ERROR] ||
	    summary->counts[VERDICT_ABORTED] || summary->interrupted ||
	    summary->problem)
		return EXIT_UNDECIDED;
	return summary->counts[VERDICT_PASS] ||
		summary->counts[VERDICT_EXPECTED]
	    ? EXIT_CONFORMS
	    : EXIT_UNDECIDED;
}

/* Cases of the run that were not started, or whose end was never told. */
static unsigned
missing_count(const struct run_summary *summary, unsigned case_count)
{
	unsigned told = 0;
	for (int i = 0; i < VERDICT_COUNT; i++)
		told += summary->counts[i];
	return told < case_count ? case_count - told : 0;
}

static void
add_count(struct buf *text, unsigned count, const char *what)
{
	if (!count)
		return;
	bool first = text->bytes[text->size - 1] == ':';
	buf_printf(text, "%s %u %s", first ? "" : ",", count, what);
}

static void
add_counts(struct buf *text, const struct run_summary *s, unsigned case_count)
{
	unsigned errors = s->counts[VERDICT_ERROR];
	buf_printf(
	    text, "%u %s:", case_count, case_count == 1 ? "case" : "cases");
	add_count(text, s->counts[VERDICT_PASS], "passed");
	add_count(text, s->counts[VERDICT_FAIL], "failed");
	add_count(text, s->counts[VERDICT_EXPECTED], "failed as expected");
	add_count(text, s->counts[VERDICT_INCONCLUSIVE], "inconclusive");
	add_count(text, errors, errors == 1 ? "error" : "errors");
	add_count(text, s->counts[VERDICT_SKIPPED], "skipped");
	add_count(text,
	    s->counts[VERDICT_ABORTED] + missing_count(s, case_count),
	    "not finished");
	if (case_count == 0)
		buf_add_text(text, " nothing ran");
}

/* "0.62 s", or to the millisecond where hundredths say nothing. */
static void
add_total(struct buf *text, int64_t ns)
{
	int64_t ms = ns / NS_PER_MS;
	if (ms < 100)
		buf_printf(text, " in 0.%03" PRId64 " s", ms);
	else
		buf_printf(text, " in %" PRId64 ".%02" PRId64 " s", ms / 1000,
		    ms % 1000 / 10);
}

/* "0.5 s": seconds whatever the size, to compare with the total. */
static void
add_timer(struct buf *text, int64_t ns)
{
	char seconds[DURATION_TEXT_SIZE];
	size_t length = strlen(duration_print_s(seconds, ns));
	while (seconds[length - 1] == '0')
		length--;
	if (seconds[length - 1] == '.')
		length--;
	buf_printf(
	    text, " (longest server timer %.*s s)", (int)length, seconds);
}

void
tally_print(
    struct buf *into, const struct run_summary *summary, unsigned case_count)
{
	add_counts(into, summary, case_count);
	add_total(into, summary->duration_ns);
	if (summary->longest_timer_ns > 0)
		add_timer(into, summary->longest_timer_ns);
	if (summary->interrupted)
		buf_add_text(into, "; interrupted");
	buf_add_char(into, '\n');
}
