/* SPDX-License-Identifier: Apache-2.0 */
/* How long the cases took, the slowest first. */
#include "core/mem.h"
#include "reports/html/html_parts.h"

#include <stdio.h>
#include <stdlib.h>

/* So many of the slowest are listed: the others are short, and many. */
#define LISTED_MAX 40
#define PERCENT 100

struct span {
	unsigned index; /* of the case */
	int64_t ns;
};

/* The slowest first; of two alike the first of the run. */
static int
compare_spans(const void *left, const void *right)
{
	const struct span *a = left, *b = right;
	if (a->ns != b->ns)
		return a->ns < b->ns ? 1 : -1;
	return a->index < b->index ? -1 : a->index > b->index;
}

static double
percent_of(int64_t part_ns, int64_t whole_ns)
{
	double part = (double)part_ns, whole = (double)whole_ns;
	return whole_ns > 0 ? part * PERCENT / whole : 0;
}

/* As long as the case took, of the longest one. */
static void
add_bar(struct xml_writer *w, double percent)
{
	char width[16];
	snprintf(width, sizeof(width), "%.1f", percent);
	html_open(w, "svg", "share");
	xml_attribute(w, "viewBox", "0 0 100 10");
	xml_attribute(w, "preserveAspectRatio", "none");
	xml_attribute(w, "aria-hidden", "true");
	xml_start(w, "rect");
	xml_attribute(w, "width", width);
	xml_attribute(w, "height", "10");
	xml_end(w);
	xml_end(w);
}

static void
add_case(struct xml_writer *w, const struct run_case *test)
{
	char link[16];
	char *name = mem_printf("%s/%s", test->phase, test->name);
	snprintf(link, sizeof(link), "#c%u", test->index);
	xml_start(w, "td");
	xml_start(w, "a");
	xml_attribute(w, "href", link);
	html_text(w, name);
	xml_end(w);
	xml_end(w);
	free(name);
}

static void
add_times(struct xml_writer *w, int64_t ns, int64_t longest_ns, int64_t all_ns)
{
	char percent[16];
	snprintf(percent, sizeof(percent), "%.1f %%", percent_of(ns, all_ns));
	html_open(w, "td", "number");
	html_duration(w, NULL, ns);
	xml_end(w);
	html_open(w, "td", "number");
	html_element(w, "span", NULL, percent);
	if (ns <= longest_ns)
		add_bar(w, percent_of(ns, longest_ns));
	xml_end(w);
}

static void
add_rows(struct xml_writer *w, const struct results *r,
    const struct span *spans, unsigned count, int64_t all_ns)
{
	int64_t rest_ns = all_ns;
	unsigned listed = count < LISTED_MAX ? count : LISTED_MAX;
	for (unsigned i = 0; i < listed; i++) {
		xml_start(w, "tr");
		add_case(w, &r->run->cases[spans[i].index]);
		add_times(w, spans[i].ns, spans[0].ns, all_ns);
		xml_end(w);
		rest_ns -= spans[i].ns;
	}
	if (listed == count)
		return;
	char *others = mem_printf("the other %u together", count - listed);
	xml_start(w, "tr");
	html_element(w, "td", NULL, others);
	add_times(w, rest_ns, 0, all_ns);
	xml_end(w);
	free(others);
}

/* "108 cases took 24.3 s together, the run 1.15 s" */
static void
print_title(struct xml_writer *w, const struct html_run *run, unsigned count,
    int64_t all_ns)
{
	const struct results *r = run->results;
	char number[32];
	snprintf(number, sizeof(number), "%u case%s took ", count,
	    count == 1 ? "" : "s");
	xml_start(w, "summary");
	html_element(w, "h2", NULL, "Durations");
	xml_text(w, " ");
	html_open(w, "span", "note");
	xml_text(w, number);
	html_duration(w, NULL, all_ns);
	xml_text(w, " together, the run ");
	html_duration(
	    w, NULL, run->summary ? run->summary->duration_ns : r->now_ns);
	if (!r->wall_s)
		xml_text(w, " of virtual time");
	xml_end(w);
	xml_end(w);
}

void
html_print_durations(struct xml_writer *w, const struct html_run *run)
{
	static const char *const columns[] = { "Case", "Took", "Of the sum",
		NULL };
	const struct results *r = run->results;
	struct span *spans = mem_alloc((r->case_count + 1) * sizeof(*spans));
	unsigned count = 0;
	int64_t all_ns = 0;
	for (unsigned i = 0; i < r->case_count; i++) {
		if (!r->cases[i].started)
			continue;
		spans[count++] =
		    (struct span){ .index = i, .ns = r->cases[i].duration_ns };
		all_ns += r->cases[i].duration_ns;
	}
	qsort(spans, count, sizeof(*spans), compare_spans);
	if (count) {
		html_open(w, "details", "fold");
		xml_attribute(w, "id", "durations");
		print_title(w, run, count, all_ns);
		html_open_table(w, "Durations", "durations", columns);
		xml_start(w, "tbody");
		add_rows(w, r, spans, count, all_ns);
		for (int i = 0; i < 4; i++) /* tbody, table, div, details */
			xml_end(w);
	}
	free(spans);
}
