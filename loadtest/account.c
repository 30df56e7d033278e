/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/account.h"

#include "core/clock.h"
#include "core/text/duration.h"
#include "record/concession/concessions.h"

#include <inttypes.h>
#include <stdlib.h>

/* Explanations on the terminal; the others are in the reports. */
#define SHOWN_EXPLANATIONS 20

void
account_judge(struct account *a)
{
	for (size_t i = 0; i < a->judgements.count; i++) {
		struct judgement *j = &a->judgements.items[i];
		j->result =
		    threshold_judge(&j->threshold, a->figures, &j->figure);
	}
}

void
account_free(struct account *a)
{
	for (size_t i = 0; i < a->judgements.count; i++)
		free(a->judgements.items[i].figure);
	vec_free(&a->judgements);
}

/* --- the exit status --- */

static bool
is_limited(const struct account *a, enum threshold_subject subject)
{
	for (size_t i = 0; i < a->judgements.count; i++)
		if (a->judgements.items[i].threshold.subject == subject)
			return true;
	return false;
}

static bool
has_result(const struct account *a, enum threshold_result result)
{
	for (size_t i = 0; i < a->judgements.count; i++)
		if (a->judgements.items[i].result == result)
			return true;
	return false;
}

enum exit_status
account_status(const struct account *a)
{
	const struct figures *f = a->figures;
	if (a->has_broken_binding)
		return EXIT_USAGE;
	if (has_result(a, THRESHOLD_MISSED) || f->setups_failed > 0 ||
	    (figures_failed(f) > 0 && !is_limited(a, THRESHOLD_FAILED)))
		return EXIT_DEVIATES;
	if (f->ended == 0 || a->is_interrupted || a->problem ||
	    has_result(a, THRESHOLD_UNKNOWN) ||
	    (figures_undecided(f) > 0 && !is_limited(a, THRESHOLD_UNDECIDED)) ||
	    (f->unstarted > 0 && !is_limited(a, THRESHOLD_RATE)))
		return EXIT_UNDECIDED;
	return EXIT_CONFORMS;
}

int64_t
account_longest_delay_ns(const struct account *a)
{
	int64_t longest_ns = histogram_max(a->figures->delays);
	for (size_t i = 0; i < a->series->seconds.count; i++)
		if (a->series->seconds.items[i].delay_ns > longest_ns)
			longest_ns = a->series->seconds.items[i].delay_ns;
	return longest_ns;
}

/* --- text --- */

static double
ms(int64_t ns)
{
	return (double)ns / (double)NS_PER_MS;
}

static const char *const endings[VERDICT_COUNT] = {
	[VERDICT_PASS] = "passed",
	[VERDICT_FAIL] = "failed",
	[VERDICT_INCONCLUSIVE] = "inconclusive",
	[VERDICT_ERROR] = "errors",
	[VERDICT_SKIPPED] = "skipped",
	[VERDICT_ABORTED] = "aborted",
	[VERDICT_EXPECTED] = "expected",
	[VERDICT_FLAKY] = "flaky",
};

static void
print_counts(const struct account *a, struct buf *into)
{
	const struct figures *f = a->figures;
	const char *before = ":";
	double s = (double)(f->end_ns - f->start_ns) / (double)NS_PER_S;
	buf_printf(
	    into, "%" PRIu64 " case%s", f->ended, f->ended == 1 ? "" : "s");
	for (int i = 0; i < VERDICT_COUNT; i++) {
		if (f->counts[i] == 0)
			continue;
		buf_printf(into, "%s %" PRIu64 " %s", before, f->counts[i],
		    endings[i]);
		before = ",";
	}
	buf_printf(into, "; %.1f s", s);
	if (figures_rate(f) > 0)
		buf_printf(into, ", %.1f started a second", figures_rate(f));
	if (f->planned_ns > 0)
		buf_printf(into, " (%.1f wanted)", figures_planned_rate(f));
	if (f->messages) /* no figures: the load broke off too early */
		buf_printf(into, ", %" PRIu64 " messages", f->messages);
	buf_add_text(into, "\n");
	if (f->unstarted)
		buf_printf(into,
		    "%" PRIu64 " planned cases never started: those before "
		    "them were still under way\n",
		    f->unstarted);
}

static void
print_explanations(const struct account *a, struct buf *into)
{
	const struct explanations *all = a->explanations;
	for (size_t i = 0; i < all->items.count && i < SHOWN_EXPLANATIONS;
	     i++) {
		const struct explanation *x = all->items.items[i];
		buf_printf(into,
		    "%-12s %" PRIu64 " times, first %s after %.1f s\n  %s\n",
		    verdict_name(x->verdict), x->count, x->first,
		    (double)x->first_ns / (double)NS_PER_S,
		    x->sentence ? x->sentence : finding_name(x->finding));
	}
	if (all->items.count > SHOWN_EXPLANATIONS)
		buf_printf(into, "and %zu more explanations, in the reports\n",
		    all->items.count - SHOWN_EXPLANATIONS);
	if (all->others)
		buf_printf(into,
		    "%" PRIu64 " more cases, which were not distinguished\n",
		    all->others);
}

static void
print_times(const struct account *a, struct buf *into)
{
	const struct figures *f = a->figures;
	if (f->requests.count == 0)
		return;
	buf_printf(into, "%-36s %10s %10s %10s %10s %10s\n",
	    "answer times in ms", "count", "p50", "p99", "p99.9", "max");
	for (size_t i = 0; i <= f->requests.count; i++) {
		bool is_last = i == f->requests.count;
		const struct histogram *h =
		    is_last ? f->answers : f->requests.items[i].times;
		buf_printf(into,
		    "%-36s %10" PRIu64 " %10.3f %10.3f %10.3f %10.3f\n",
		    is_last ? "all" : f->requests.items[i].name,
		    histogram_count(h), ms(histogram_quantile(h, 500000)),
		    ms(histogram_quantile(h, 990000)),
		    ms(histogram_quantile(h, 999000)), ms(histogram_max(h)));
	}
}

static void
print_slacks(const struct account *a, struct buf *into)
{
	const struct figures *f = a->figures;
	if (f->deadlines.count == 0)
		return;
	buf_printf(into, "%-36s %10s %10s %10s %10s\n",
	    "ms to spare at deadlines", "count", "min", "p1", "p50");
	for (size_t i = 0; i < f->deadlines.count; i++) {
		const struct timing *t = &f->deadlines.items[i];
		buf_printf(into, "%-36s %10" PRIu64 " %10.3f %10.3f %10.3f\n",
		    t->name, histogram_count(t->times),
		    ms(histogram_min(t->times)),
		    ms(histogram_quantile(t->times, 10000)),
		    ms(histogram_quantile(t->times, 500000)));
	}
}

static void
print_lag(const struct account *a, struct buf *into)
{
	const struct figures *f = a->figures;
	char delay[DURATION_TEXT_SIZE], lag[DURATION_TEXT_SIZE];
	int64_t delay_ns = account_longest_delay_ns(a);
	int64_t lag_ns = f->longest_lag_ns;
	buf_printf(into,
	    "cases started up to %s late; our own lag was up to %s",
	    duration_print(delay, delay_ns - delay_ns % 1000),
	    duration_print(lag, lag_ns - lag_ns % 1000));
	if (histogram_count(f->lags))
		buf_printf(into, ", at the start of cases %.3f ms (p99)",
		    ms(histogram_quantile(f->lags, 990000)));
	buf_add_text(into, "\n");
}

static void
print_judgements(const struct account *a, struct buf *into)
{
	for (size_t i = 0; i < a->judgements.count; i++) {
		const struct judgement *j = &a->judgements.items[i];
		buf_printf(into, "threshold %s: %s (%s%s)\n", j->threshold.text,
		    threshold_result_name(j->result), j->figure,
		    j->result == THRESHOLD_UNKNOWN &&
			    histogram_count(a->figures->answers)
			? ", by our own lag"
			: "");
	}
}

/* Which of the suite's cases those were that it drew is of no matter. */
static void
print_concessions(const struct account *a, struct buf *into)
{
	struct concessions c;
	if (!a->run)
		return;
	concessions_collect(&c, a->run, a->has_derived_tags);
	free(c.scope);
	c.scope = NULL;
	concessions_print(into, &c);
	buf_add_char(into, '\n');
	concessions_free(&c);
}

void
account_print(const struct account *a, struct buf *into)
{
	print_explanations(a, into);
	print_times(a, into);
	print_slacks(a, into);
	print_lag(a, into);
	print_judgements(a, into);
	print_concessions(a, into);
	print_counts(a, into);
	if (a->problem)
		buf_printf(into, "the load broke off: %s\n", a->problem);
}

void
account_print_progress(const struct account *a, const struct second *last,
    unsigned running, struct buf *into)
{
	const struct figures *f = a->figures;
	buf_printf(into, "%5.0f s  %" PRIu64 "/s",
	    (double)(last->start_ns + last->duration_ns) / (double)NS_PER_S,
	    last->started);
	if (last->rate > 0)
		buf_printf(into, " of %.0f/s", last->rate);
	buf_printf(into,
	    ", %u under way, p50 %.1f ms, p99 %.1f ms, %" PRIu64 " passed",
	    running, ms(last->p50_ns), ms(last->p99_ns),
	    f->counts[VERDICT_PASS]);
	/* What is cut on a narrow terminal is at the end. */
	for (unsigned i = FINDING_NONE; i < FINDING_COUNT; i++)
		if (f->findings[i])
			buf_printf(into, ", %" PRIu64 " %s", f->findings[i],
			    i == FINDING_NONE ? "not judged"
					      : finding_name((enum finding)i));
}
