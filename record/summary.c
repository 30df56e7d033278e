/* SPDX-License-Identifier: Apache-2.0 */
#include "record/summary.h"

#include "core/clock.h"
#include "core/escape.h"
#include "core/text/duration.h"

#include <inttypes.h>
#include <string.h>

/* Among the cases, or their assumptions. */
static bool
has_any(const struct run_summary *s, enum verdict verdict)
{
	return s->counts[verdict] || s->assumptions[verdict];
}

/* Something, or the user, kept it from being judged. */
static bool
has_trouble(const struct run_summary *s)
{
	return s->broken_bindings || has_any(s, VERDICT_INCONCLUSIVE) ||
	    has_any(s, VERDICT_ERROR) || has_any(s, VERDICT_ABORTED) ||
	    s->interrupted || s->problem;
}

/* Did a case show what it was to show? */
static bool
has_conformed(const struct run_summary *s)
{
	return s->counts[VERDICT_PASS] || s->counts[VERDICT_FLAKY] ||
	    s->counts[VERDICT_EXPECTED];
}

bool
summary_is_idle(const struct run_summary *s)
{
	return !has_trouble(s) && !has_any(s, VERDICT_FAIL) &&
	    !has_conformed(s);
}

enum exit_status
run_exit_status(const struct run_summary *summary)
{
	if (!summary)
		return EXIT_UNDECIDED;
	if (has_any(summary, VERDICT_FAIL))
		return EXIT_DEVIATES;
	if (summary->broken_bindings)
		return EXIT_USAGE;
	if (has_trouble(summary))
		return EXIT_UNDECIDED;
	return has_conformed(summary) ? EXIT_CONFORMS : EXIT_UNDECIDED;
}

unsigned
summary_assumptions(const struct run_facts *run)
{
	unsigned count = 0;
	for (unsigned i = 0; i < run->case_count; i++)
		count += run->cases[i].is_assumption;
	return count;
}

/* Cases that were not started, or whose end never came. */
static unsigned
missing_count(const unsigned *counts, unsigned case_count)
{
	unsigned told = 0;
	for (int i = 0; i < VERDICT_COUNT; i++)
		told += counts[i];
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
add_counts(struct buf *text, const unsigned *counts, unsigned case_count,
    const char *passed)
{
	unsigned errors = counts[VERDICT_ERROR];
	add_count(text, counts[VERDICT_PASS], passed);
	add_count(text, counts[VERDICT_FAIL], "failed");
	add_count(text, counts[VERDICT_FLAKY], "flaky");
	add_count(text, counts[VERDICT_EXPECTED], "failed as expected");
	add_count(text, counts[VERDICT_INCONCLUSIVE], "inconclusive");
	add_count(text, errors, errors == 1 ? "error" : "errors");
	add_count(text, counts[VERDICT_SKIPPED], "skipped");
	add_count(text,
	    counts[VERDICT_ABORTED] + missing_count(counts, case_count),
	    "not finished");
}

void
summary_print_shard(struct buf *into, const struct run_facts *run)
{
	const struct run_shard *s = &run->shard;
	unsigned count = run->case_count - summary_assumptions(run);
	buf_printf(into, "shard %u of %u: ", s->number, s->total);
	if (count)
		buf_printf(into, "%u of %u cases", count, s->case_count);
	else
		buf_printf(into, "no case falls to this shard, of %u in all",
		    s->case_count);
}

static void
add_cases(struct buf *text, const unsigned *counts, unsigned case_count,
    const struct run_facts *run)
{
	if (run->shard.total)
		summary_print_shard(text, run);
	else
		buf_printf(text, "%u %s", case_count,
		    case_count == 1 ? "case" : "cases");
	/* The shard has said so. */
	if (run->shard.total && case_count == 0)
		return;
	buf_add_char(text, ':');
	add_counts(text, counts, case_count, "passed");
	if (case_count == 0)
		buf_add_text(text, " nothing ran");
}

/* "; 8 assumptions held", or what became of them. */
static void
add_assumptions(struct buf *text, const unsigned *counts, unsigned case_count)
{
	const char *what = case_count == 1 ? "assumption" : "assumptions";
	if (case_count == 0)
		return;
	if (counts[VERDICT_PASS] == case_count) {
		buf_printf(text, "; %u %s held", case_count, what);
		return;
	}
	buf_printf(text, "; %u %s:", case_count, what);
	add_counts(text, counts, case_count, "held");
}

/* "0.62 s", or to the millisecond where hundredths say nothing. */
static void
add_total(struct buf *text, int64_t ns, bool is_virtual)
{
	int64_t ms = ns / NS_PER_MS;
	if (ms < 100)
		buf_printf(text, " in 0.%03" PRId64 " s", ms);
	else
		buf_printf(text, " in %" PRId64 ".%02" PRId64 " s", ms / 1000,
		    ms % 1000 / 10);
	if (is_virtual)
		buf_add_text(text, " of virtual time");
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
summary_print(struct buf *into, const struct run_summary *summary,
    const struct run_facts *run)
{
	unsigned assumptions = summary_assumptions(run);
	add_cases(into, summary->counts, run->case_count - assumptions, run);
	if (assumptions < run->case_count || !run->shard.total)
		add_total(into, summary->duration_ns, run_is_simulated(run));
	if (summary->longest_timer_ns > 0)
		add_timer(into, summary->longest_timer_ns);
	add_assumptions(into, summary->assumptions, assumptions);
	if (summary->interrupted) {
		const char *why =
		    summary->problem ? summary->problem : "interrupted";
		buf_add_text(into, "; ");
		escape_line(into, why, strlen(why));
	}
	buf_add_char(into, '\n');
}
