/* SPDX-License-Identifier: Apache-2.0 */
/* The account of a load as a part of the page: tables, and plots over time. */
#include "core/clock.h"
#include "loadtest/account.h"
#include "loadtest/plot.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Text that is one line already, as character data. */
static void
add_text(struct buf *into, const char *text)
{
	for (; *text; text++)
		if (*text == '&')
			buf_add_text(into, "&amp;");
		else if (*text == '<')
			buf_add_text(into, "&lt;");
		else if (*text == '>')
			buf_add_text(into, "&gt;");
		else
			buf_add_char(into, *text);
}

static double
ms(int64_t ns)
{
	return (double)ns / (double)NS_PER_MS;
}

/* --- tables --- */

static void
begin_table(struct buf *into, const char *const *heads, size_t count)
{
	buf_add_text(into, "<table>\n<thead><tr>");
	for (size_t i = 0; i < count; i++)
		buf_printf(into, "<th scope=\"col\">%s</th>", heads[i]);
	buf_add_text(into, "</tr></thead>\n<tbody>\n");
}

static void
end_table(struct buf *into)
{
	buf_add_text(into, "</tbody></table>\n");
}

static void
add_summary(const struct account *a, struct buf *into)
{
	const struct figures *f = a->figures;
	buf_printf(into,
	    "<p>%" PRIu64 " case%s ended in %.1f s: %" PRIu64
	    " passed, %" PRIu64 " failed, %" PRIu64
	    " could not be judged. %.1f started a second",
	    f->ended, f->ended == 1 ? "" : "s",
	    (double)(f->end_ns - f->start_ns) / (double)NS_PER_S,
	    f->counts[VERDICT_PASS], figures_failed(f), figures_undecided(f),
	    figures_rate(f));
	if (f->planned_ns > 0)
		buf_printf(into, " (%.1f wanted)", figures_planned_rate(f));
	buf_printf(into,
	    ", up to %.3f ms late, and the generator's own lag was up to "
	    "%.3f ms.</p>\n",
	    ms(account_longest_delay_ns(a)), ms(f->longest_lag_ns));
	buf_add_text(into,
	    "<p>The cases below are those that were recorded in full: of each "
	    "thing that went wrong the first ones, and of each name the first "
	    "one that passed.</p>\n");
	if (f->unstarted)
		buf_printf(into,
		    "<p>%" PRIu64 " planned cases never started.</p>\n",
		    f->unstarted);
}

static void
add_judgements(const struct account *a, struct buf *into)
{
	static const char *const heads[] = { "Threshold", "Result", "Figure" };
	if (a->judgements.count == 0)
		return;
	begin_table(into, heads, 3);
	for (size_t i = 0; i < a->judgements.count; i++) {
		const struct judgement *j = &a->judgements.items[i];
		buf_add_text(into, "<tr><td>");
		add_text(into, j->threshold.text);
		buf_printf(into, "</td><td>%s</td><td>",
		    threshold_result_name(j->result));
		add_text(into, j->figure);
		buf_add_text(into, "</td></tr>\n");
	}
	end_table(into);
}

static void
add_explanations(const struct account *a, struct buf *into)
{
	static const char *const heads[] = { "Cases", "Verdict", "First",
		"After", "What is wrong" };
	if (a->explanations->items.count == 0)
		return;
	begin_table(into, heads, 5);
	for (size_t i = 0; i < a->explanations->items.count; i++) {
		const struct explanation *x = a->explanations->items.items[i];
		buf_printf(into, "<tr><td>%" PRIu64 "</td><td>%s</td><td>",
		    x->count, verdict_name(x->verdict));
		add_text(into, x->first);
		buf_printf(into, "</td><td class=\"number\">%.1f s</td><td>",
		    (double)x->first_ns / (double)NS_PER_S);
		add_text(
		    into, x->sentence ? x->sentence : finding_name(x->finding));
		buf_add_text(into, "</td></tr>\n");
	}
	end_table(into);
}

static void
add_timing(const char *name, const struct histogram *h,
    const unsigned *quantiles, size_t count, struct buf *into)
{
	buf_add_text(into, "<tr><td>");
	add_text(into, name);
	buf_printf(into, "</td><td>%" PRIu64 "</td><td>%.3f</td>",
	    histogram_count(h), ms(histogram_min(h)));
	for (size_t i = 0; i < count; i++)
		buf_printf(into, "<td>%.3f</td>",
		    ms(histogram_quantile(h, quantiles[i])));
	buf_printf(into, "<td>%.3f</td></tr>\n", ms(histogram_max(h)));
}

static void
add_answers(const struct account *a, struct buf *into)
{
	static const char *const heads[] = { "Answer times in ms", "Count",
		"Min", "p50", "p90", "p99", "p99.9", "Max" };
	static const unsigned quantiles[] = { 500000, 900000, 990000, 999000 };
	const struct figures *f = a->figures;
	begin_table(into, heads, 8);
	for (size_t i = 0; i < f->requests.count; i++)
		add_timing(f->requests.items[i].name,
		    f->requests.items[i].times, quantiles, 4, into);
	add_timing("all", f->answers, quantiles, 4, into);
	end_table(into);
}

static void
add_slacks(const struct account *a, struct buf *into)
{
	static const char *const heads[] = { "To spare at deadlines in ms",
		"Count", "Min", "p0.1", "p1", "p50", "Max" };
	static const unsigned quantiles[] = { 1000, 10000, 500000 };
	const struct figures *f = a->figures;
	if (f->deadlines.count == 0)
		return;
	begin_table(into, heads, 7);
	for (size_t i = 0; i < f->deadlines.count; i++)
		add_timing(f->deadlines.items[i].name,
		    f->deadlines.items[i].times, quantiles, 3, into);
	end_table(into);
}

/* --- plots --- */

/* The points of all plots: each has its column, filled in once. */
struct columns {
	unsigned count;
	double *times;
	double *values[PLOT_MAX_LINES];
};

static double *
column_new(unsigned count)
{
	return mem_zalloc(((size_t)count + 1) * sizeof(double));
}

static struct columns
columns_new(const struct series *s)
{
	struct columns c = { .count = (unsigned)s->seconds.count };
	c.times = column_new(c.count);
	for (unsigned i = 0; i < PLOT_MAX_LINES; i++)
		c.values[i] = column_new(c.count);
	for (unsigned i = 0; i < c.count; i++)
		c.times[i] =
		    (double)s->seconds.items[i].start_ns / (double)NS_PER_S;
	return c;
}

static void
columns_free(struct columns *c)
{
	free(c->times);
	for (unsigned i = 0; i < PLOT_MAX_LINES; i++)
		free(c->values[i]);
}

static double
a_second(const struct second *s, uint64_t count)
{
	double seconds = (double)s->duration_ns / (double)NS_PER_S;
	return seconds > 0 ? (double)count / seconds : 0;
}

static struct plot
plot_of(const struct columns *c, const char *title, const char *unit)
{
	struct plot p = { .title = title,
		.unit = unit,
		.times = c->times,
		.count = c->count };
	for (unsigned i = 0; i < PLOT_MAX_LINES; i++)
		p.lines[i].values = c->values[i];
	return p;
}

static void
plot_rate(const struct account *a, struct columns *c, struct buf *into)
{
	struct plot p = plot_of(c, "Cases started", "a second");
	for (unsigned i = 0; i < c->count; i++) {
		const struct second *s = &a->series->seconds.items[i];
		c->values[0][i] = a_second(s, s->started);
		c->values[1][i] = s->rate;
	}
	p.line_count = a->schedule->rate > 0 ? 2 : 1;
	p.lines[0].name = "had";
	p.lines[1].name = "wanted";
	plot_print(&p, into);
}

static void
plot_running(const struct account *a, struct columns *c, struct buf *into)
{
	struct plot p = plot_of(c, "Cases under way", "");
	for (unsigned i = 0; i < c->count; i++)
		c->values[0][i] = a->series->seconds.items[i].running;
	p.line_count = 1;
	p.lines[0].name = "under way";
	plot_print(&p, into);
}

static void
plot_times(const struct account *a, struct columns *c, struct buf *into)
{
	static const char *const names[] = { "p50", "p90", "p99", "max" };
	struct plot p = plot_of(c, "Answer times", "ms");
	for (unsigned i = 0; i < c->count; i++) {
		const struct second *s = &a->series->seconds.items[i];
		const int64_t times[] = { s->p50_ns, s->p90_ns, s->p99_ns,
			s->max_ns };
		for (unsigned j = 0; j < 4; j++)
			c->values[j][i] = s->max_ns ? ms(times[j]) : -1;
	}
	p.line_count = 4;
	for (unsigned j = 0; j < 4; j++)
		p.lines[j].name = names[j];
	plot_print(&p, into);
}

/* A line for each category that there was, up to as many as can be drawn. */
static void
plot_failures(const struct account *a, struct columns *c, struct buf *into)
{
	struct plot p = plot_of(c, "Cases that did not pass", "a second");
	for (unsigned f = 0; f < FINDING_COUNT; f++) {
		if (!a->figures->findings[f] || p.line_count == PLOT_MAX_LINES)
			continue;
		for (unsigned i = 0; i < c->count; i++) {
			const struct second *s = &a->series->seconds.items[i];
			c->values[p.line_count][i] =
			    a_second(s, s->findings[f]);
		}
		p.lines[p.line_count++].name = f == FINDING_NONE
		    ? "not judged"
		    : finding_name((enum finding)f);
	}
	if (p.line_count > 0)
		plot_print(&p, into);
}

void
account_print_page(const struct account *a, struct buf *into)
{
	struct columns c = columns_new(a->series);
	buf_add_text(into,
	    "<section aria-labelledby=\"load\">\n<h2 id=\"load\">Load</h2>\n");
	add_summary(a, into);
	add_judgements(a, into);
	add_explanations(a, into);
	plot_rate(a, &c, into);
	plot_running(a, &c, into);
	plot_times(a, &c, into);
	plot_failures(a, &c, into);
	add_answers(a, into);
	add_slacks(a, into);
	buf_add_text(into, "</section>\n");
	columns_free(&c);
}
