/* SPDX-License-Identifier: Apache-2.0 */
/* The head of a page, and the facts of the run at its foot. */
#include "core/text/duration.h"
#include "model/target.h"
#include "record/concession/concessions.h"
#include "record/summary.h"
#include "reports/html/html_parts.h"

#include <stdio.h>
#include <string.h>

#define TALLY_MAX_BYTES 512
/* The bar of verdicts, in its own units. */
#define BAR_UNITS 1000
#define BAR_LEAST 6 /* a part that is there can be seen */

/* --- verdicts --- */

static void
count_verdicts(const struct results *r, unsigned counts[VERDICT_COUNT])
{
	for (unsigned i = 0; i < r->case_count; i++)
		counts[r->cases[i].verdict]++;
}

static void
add_bar_part(
    struct xml_writer *w, enum verdict verdict, unsigned x, unsigned width)
{
	html_open(w, "rect", html_verdict(verdict)->key);
	xml_attribute_number(w, "x", x);
	xml_attribute(w, "y", "0");
	xml_attribute_number(w, "width", width);
	xml_attribute(w, "height", "10");
	xml_end(w);
}

/* How the cases went, at a glance; the counts next to it say the same. */
static void
print_bar(struct xml_writer *w, const struct results *r, const unsigned *counts)
{
	uint64_t units = BAR_UNITS, x = 0;
	unsigned told = 0;
	for (unsigned i = 0; i < VERDICT_COUNT; i++)
		units -= counts[i] ? BAR_LEAST : 0;
	html_open(w, "svg", "bar");
	xml_attribute(w, "viewBox", "0 0 1000 10");
	xml_attribute(w, "preserveAspectRatio", "none");
	xml_attribute(w, "aria-hidden", "true");
	for (unsigned i = 0; i < VERDICT_COUNT && r->case_count; i++) {
		uint64_t count = counts[html_verdict_order[i]];
		if (!count)
			continue;
		told += counts[html_verdict_order[i]];
		uint64_t width = told == r->case_count
		    ? BAR_UNITS - x
		    : BAR_LEAST + units * count / r->case_count;
		add_bar_part(
		    w, html_verdict_order[i], (unsigned)x, (unsigned)width);
		x += width;
	}
	xml_end(w);
}

static void
print_counts(struct xml_writer *w, const unsigned *counts)
{
	html_open(w, "ul", "counts");
	for (unsigned i = 0; i < VERDICT_COUNT; i++) {
		const struct html_verdict *v =
		    html_verdict(html_verdict_order[i]);
		char number[16];
		if (!counts[html_verdict_order[i]])
			continue;
		snprintf(number, sizeof(number), "%u",
		    counts[html_verdict_order[i]]);
		html_open(w, "li", v->key);
		html_element(w, "b", NULL, number);
		xml_text(w, " ");
		xml_text(w, v->plural);
		xml_end(w);
	}
	xml_end(w);
}

/* --- facts --- */

static void
add_fact(struct xml_writer *w, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	xml_start(w, "div");
	html_element(w, "dt", NULL, name);
	html_element(w, "dd", NULL, value);
	xml_end(w);
}

static void
add_pair(struct xml_writer *w, const char *name, const char *first,
    const char *gap, const char *second)
{
	struct buf b;
	buf_init(&b, SIZE_MAX / 2);
	buf_add_text(&b, first);
	if (*second)
		buf_printf(&b, "%s%s", *first ? gap : "", second);
	add_fact(w, name, buf_text(&b));
	buf_free(&b);
}

static void
add_suites(struct xml_writer *w, const struct results *r)
{
	struct buf b;
	buf_init(&b, SIZE_MAX / 2);
	for (size_t i = 0; i < r->suites.count; i++)
		buf_printf(&b, "%s%s", i ? ", " : "", r->suites.items[i].name);
	add_fact(w, r->suites.count == 1 ? "Suite" : "Suites", buf_text(&b));
	buf_free(&b);
}

static void
add_start(struct xml_writer *w, const struct results *r)
{
	char text[WALL_TEXT_SIZE];
	if (r->wall_s == 0) {
		add_fact(w, "Started", "in a simulation, which has no date");
		return;
	}
	wall_print(text, r->wall_s);
	*strchr(text, 'T') = ' ';
	add_pair(w, "Started", text, " ", "UTC");
}

/* Each word separately, so that spaces in it are visible. */
static void
add_options(struct xml_writer *w, const struct run_facts *run)
{
	if (run->option_count == 0)
		return;
	html_open(w, "div", "wide");
	html_element(w, "dt", NULL, "Options");
	xml_start(w, "dd");
	for (unsigned i = 0; i < run->option_count; i++) {
		if (i)
			xml_text(w, " ");
		html_element(w, "code", NULL, run->options[i]);
	}
	xml_end(w);
	xml_end(w);
}

static void
add_shard(struct xml_writer *w, const struct run_facts *run)
{
	struct buf text;
	buf_init(&text, TALLY_MAX_BYTES);
	summary_print_shard(&text, run);
	add_fact(w, "Part of a run", buf_text(&text));
	buf_free(&text);
}

static void
add_run(struct xml_writer *w, const struct run_facts *run)
{
	char jobs[16];
	snprintf(jobs, sizeof(jobs), "%u", run->jobs);
	add_pair(w, "Target", run->target_name, " at ", run->target_url);
	add_pair(
	    w, "Server", run->server_name, ", version ", run->server_version);
	add_fact(w, "Run on", run->host_name);
	if (run->run_id && !run_is_simulated(run))
		add_fact(w, "Run", run->run_id);
	add_fact(w, "Cases at a time", jobs);
	if (run->shard.total)
		add_shard(w, run);
	add_pair(w, "Made by", "ixconform", " ", run->program_version);
	if (run->program_sha256)
		add_fact(w, "SHA-256 of ixconform", run->program_sha256);
	add_options(w, run);
}

static void
print_facts(struct xml_writer *w, const struct results *r)
{
	html_open(w, "dl", "facts");
	add_suites(w, r);
	add_start(w, r);
	if (r->run)
		add_run(w, r->run);
	xml_end(w);
}

/* --- tables that are folded away --- */

static void
open_fold(struct xml_writer *w, const char *title, const char *const *columns)
{
	html_open(w, "details", "fold");
	xml_start(w, "summary");
	html_element(w, "h2", NULL, title);
	xml_end(w);
	html_open_table(w, title, NULL, columns);
	xml_start(w, "tbody");
}

static void
close_fold(struct xml_writer *w)
{
	for (int i = 0; i < 4; i++) /* tbody, table, div, details */
		xml_end(w);
}

static void
print_files(struct xml_writer *w, const struct run_facts *run)
{
	static const char *const columns[] = { "File", "SHA-256", NULL };
	if (!run || run->file_count == 0)
		return;
	open_fold(w, "Inputs", columns);
	for (unsigned i = 0; i < run->file_count; i++) {
		xml_start(w, "tr");
		html_element(w, "td", "path", run->files[i].path);
		html_element(w, "td", "digest", run->files[i].sha256);
		xml_end(w);
	}
	close_fold(w);
}

static void
add_time_cell(struct xml_writer *w, int64_t ns)
{
	xml_start(w, "td");
	html_duration(w, NULL, ns);
	xml_end(w);
}

static void
print_deadlines(struct xml_writer *w, const struct run_summary *s)
{
	static const char *const columns[] = { "Deadline", "Limit", "Messages",
		"Least to spare", "Median", "Tightest in", NULL };
	if (!s || s->deadline_count == 0)
		return;
	open_fold(w, "Deadlines", columns);
	for (unsigned i = 0; i < s->deadline_count; i++) {
		const struct deadline_slack *d = &s->deadlines[i];
		char count[16];
		snprintf(count, sizeof(count), "%u", d->count);
		xml_start(w, "tr");
		html_element(w, "td", NULL, d->within);
		add_time_cell(w, d->limit_ns);
		html_element(w, "td", NULL, count);
		add_time_cell(w, d->smallest_ns);
		add_time_cell(w, d->median_ns);
		html_element(
		    w, "td", NULL, d->smallest_in ? d->smallest_in->name : "");
		xml_end(w);
	}
	close_fold(w);
}

/* --- all of it --- */

/* The console's last line, also of a run without an end. */
static void
print_tally(struct xml_writer *w, const struct html_run *run)
{
	const struct results *r = run->results;
	struct run_summary known = { .duration_ns = r->now_ns };
	struct buf b;
	if (!r->run || (!r->case_count && !r->run->shard.total))
		return;
	for (unsigned i = 0; i < r->case_count; i++)
		run_summary_count(&known, &r->run->cases[i],
		    &(struct outcome){ .verdict = r->cases[i].verdict });
	buf_init(&b, TALLY_MAX_BYTES);
	summary_print(&b, run->summary ? run->summary : &known, r->run);
	b.bytes[b.size - 1] = '\0'; /* without its newline */
	html_element(w, "p", "tally", buf_text(&b));
	buf_free(&b);
}

static void
print_notices(struct xml_writer *w, const char *lines)
{
	if (!*lines)
		return;
	html_open(w, "ul", "notices");
	while (*lines) {
		size_t size = strcspn(lines, "\n");
		xml_start(w, "li");
		xml_text_bytes(w, lines, size);
		xml_end(w);
		lines += size + (lines[size] == '\n');
	}
	xml_end(w);
}

/* "invitation-timeout 1 s": a timer, a reading or a concession. */
static void
add_condition(struct xml_writer *w, const char *name, const char *value)
{
	xml_start(w, "li");
	html_text(w, name);
	if (value) {
		xml_text(w, " ");
		html_element(w, "b", NULL, value);
	}
	xml_end(w);
}

/* What the verdicts hold under. */
static void
print_conditions(struct xml_writer *w, const struct target *t)
{
	if (!t)
		return;
	html_open(w, "ul", "conditions");
	xml_attribute(
	    w, "aria-label", "Timers, readings and options of the server");
	for (size_t i = 0; i < t->timers.count; i++) {
		char time[DURATION_TEXT_SIZE];
		add_condition(w, t->timers.items[i].name,
		    duration_print(time, t->timers.items[i].ns));
	}
	for (size_t i = 0; i < t->readings.count; i++)
		add_condition(
		    w, t->readings.items[i].name, t->readings.items[i].text);
	for (size_t i = 0; i < t->options.count; i++)
		add_condition(
		    w, t->options.items[i].name, t->options.items[i].text);
	xml_end(w);
}

/* What was conceded, and how much of the suite was judged. */
static void
print_concessions(struct xml_writer *w, const struct results *r)
{
	struct concessions c;
	struct buf b;
	if (!r->run)
		return;
	buf_init(&b, SOURCE_MAX_BYTES);
	concessions_collect(&c, r->run, r->has_derived_tags);
	concessions_print(&b, &c);
	html_element(
	    w, "p", c.items.count ? "terms conceded" : "terms", buf_text(&b));
	concessions_free(&c);
	buf_clear(&b);
	results_print_waivers(r, &b);
	if (b.size) {
		html_open(w, "p", "terms");
		xml_text(w, "Waivers: ");
		html_text(w, buf_text(&b));
		xml_end(w);
	}
	buf_free(&b);
}

void
html_print_summary(struct xml_writer *w, const struct html_run *run)
{
	const struct results *r = run->results;
	unsigned counts[VERDICT_COUNT] = { 0 };
	count_verdicts(r, counts);
	html_open(w, "section", "summary");
	xml_attribute(w, "aria-label", "Summary");
	if (r->problem)
		html_element(w, "p", "problem", r->problem);
	else if (r->run && !run->summary)
		html_element(w, "p", "problem",
		    "The recording ends before its run did.");
	/* Of a load only some cases are here: its own section has the counts.
	 */
	if (!r->run || !r->run->is_load) {
		print_bar(w, r, counts);
		print_counts(w, counts);
		print_tally(w, run);
	}
	print_concessions(w, r);
	if (r->run)
		print_conditions(w, r->run->target);
	xml_end(w);
}

void
html_print_facts(struct xml_writer *w, const struct html_run *run)
{
	const struct results *r = run->results;
	html_open(w, "section", "about");
	xml_attribute(w, "aria-labelledby", "about");
	xml_start(w, "h2");
	xml_attribute(w, "id", "about");
	xml_text(w, "About this run");
	xml_end(w);
	print_facts(w, r);
	print_notices(w, buf_text(&r->notices));
	print_deadlines(w, run->summary);
	print_files(w, r->run);
	xml_end(w);
}
