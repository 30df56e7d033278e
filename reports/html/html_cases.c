/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of cases of a page, and what of each is markup: its finding, its
 * requirement, how to run it again.
 */
#include "compare/wording.h"
#include "conformance/requirement_list.h"
#include "conformance/waivers.h"
#include "core/mem.h"
#include "reports/html/html_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* So many cases that did not pass are open from the start. */
#define OPEN_MAX 5
/* So many are listed first: what a screen holds, and some more. */
#define LISTED_MAX 12
/* From here on a browser lays out only what is in sight. */
#define MANY_CASES 300

/* One of several cases that could not be judged for one reason. */
struct shared_reason {
	char *reason;   /* owned; NULL: it has none that others could share */
	unsigned first; /* of these cases */
	unsigned next;  /* or RESULTS_END */
	unsigned last, count;
};

struct case_list {
	struct xml_writer *w;
	const struct html_run *run;
	struct shared_reason *reasons; /* by case */
	unsigned opened;
};

static void
find_reason(struct case_list *l, unsigned index)
{
	const struct results *r = l->run->results;
	const struct case_result *one = &r->cases[index];
	struct shared_reason *s = &l->reasons[index];
	*s = (struct shared_reason){ .first = index,
		.next = RESULTS_END,
		.last = index,
		.count = 1,
		.reason = wording_of_reason(&r->run->cases[index], one->verdict,
		    one->preamble, one->sentence) };
	for (unsigned i = 0; i < index && s->reason; i++) {
		struct shared_reason *first = &l->reasons[i];
		if (first->first != i || !first->reason ||
		    strcmp(first->reason, s->reason) != 0)
			continue;
		s->first = i;
		l->reasons[first->last].next = index;
		first->last = index;
		first->count++;
		return;
	}
}

static void
add_attributes(const struct case_list *l, const struct run_case *test,
    const struct case_result *one)
{
	char id[16];
	snprintf(id, sizeof(id), "c%u", test->index);
	xml_attribute(l->w, "id", id);
	xml_attribute(l->w, "data-v", html_verdict(one->verdict)->key);
	if (one->finding != FINDING_NONE)
		xml_attribute(l->w, "data-k", finding_name(one->finding));
}

/* Followed by a space, for readers of the page without its style. */
static void
add_word(struct xml_writer *w, const char *class, const char *verdict,
    const char *word)
{
	html_open(w, "span", class);
	if (verdict)
		xml_attribute(w, "data-v", verdict);
	xml_text(w, word);
	xml_text(w, " ");
	xml_end(w);
}

/* What others have said is not said again. */
static bool
is_repeated(const struct case_list *l, unsigned index)
{
	return l->reasons[index].first != index;
}

static void
add_sentence(const struct case_list *l, const struct run_case *test,
    const struct case_result *one)
{
	const struct run_case *cases = l->run->results->run->cases;
	const struct run_case *first = &cases[l->reasons[test->index].first];
	if (!is_repeated(l, test->index)) {
		html_element(l->w, "span", "s", one->sentence);
		return;
	}
	char *text = mem_printf(
	    "For the same reason as %s/%s.", first->phase, first->name);
	html_element(l->w, "span", "s", text);
	free(text);
}

static void
add_summary(const struct case_list *l, const struct run_case *test,
    const struct case_result *one)
{
	struct xml_writer *w = l->w;
	const struct html_verdict *v = html_verdict(one->verdict);
	xml_start(w, "summary");
	add_word(w, "v", v->key, v->word);
	html_element(w, "span", "n", test->name);
	if (one->finding != FINDING_NONE) {
		xml_text(w, " ");
		html_element(w, "span", "k", finding_name(one->finding));
	}
	if (test->is_assumption) {
		xml_text(w, " ");
		html_element(w, "span", "level", "assumption");
	}
	size_t first = 0;
	if (results_next_waiver(l->run->results, test->index, &first)) {
		xml_text(w, " ");
		html_element(w, "span", "level waived", "waived");
	}
	if (one->started)
		html_duration(w, "t", one->duration_ns);
	if (one->sentence)
		add_sentence(l, test, one);
	xml_end(w);
}

/* The style says what it is: ten thousand cases need not. */
static void
add_fixture(const struct case_list *l, const struct run_case *test)
{
	/* What is no case of a fixture has none. */
	if (!*test->file)
		return;
	char *place = mem_printf("%s:%u", test->file, test->line);
	html_element(l->w, "p", "fixture", place);
	free(place);
}

static void
add_again(const struct case_list *l, const struct run_case *test)
{
	const char *again = l->run->results->run->again;
	if (!again)
		return;
	const char *seen_in = l->run->results->cases[test->index].seen_in;
	char *command = seen_in ? mem_printf("%s %s", again, seen_in)
				: mem_printf("%s %s/%s/%s", again, test->suite,
				      test->phase, test->name);
	html_element(l->w, "p", "again", command);
	free(command);
}

/* Both sides, line below line. */
static void
add_lines(struct xml_writer *w, const char *lines)
{
	xml_start(w, "pre");
	while (*lines) {
		size_t size = strcspn(lines, "\n");
		char *line = mem_strndup(lines, size);
		html_text(w, line);
		xml_text(w, "\n");
		free(line);
		lines += size + (lines[size] == '\n');
	}
	xml_end(w);
}

static void
add_waivers(const struct case_list *l, unsigned index)
{
	const struct waiver *w;
	struct buf text;
	buf_init(&text, SOURCE_MAX_BYTES);
	for (size_t i = 0;
	     (w = results_next_waiver(l->run->results, index, &i));) {
		buf_clear(&text);
		buf_add_text(&text, "Waived by ");
		waiver_print(&text, w);
		html_element(l->w, "p", "waived", buf_text(&text));
	}
	buf_free(&text);
}

static void
add_requirement(const struct case_list *l, const struct run_case *test)
{
	struct buf ids;
	if (!*test->requirement)
		return;
	buf_init(&ids, SOURCE_MAX_BYTES);
	requirement_list_print(&ids, test);
	html_open(l->w, "p", "requirement");
	html_text(l->w, test->requirement);
	if (ids.size) {
		xml_text(l->w, " ");
		html_element(l->w, "span", "ids", buf_text(&ids));
	}
	xml_end(l->w);
	buf_free(&ids);
}

static void
add_link(const struct case_list *l, unsigned index)
{
	const struct run_case *test = &l->run->results->run->cases[index];
	char *target = mem_printf("#c%u", index);
	char *name = mem_printf("%s/%s", test->phase, test->name);
	xml_start(l->w, "a");
	xml_attribute(l->w, "href", target);
	html_text(l->w, name);
	xml_end(l->w);
	free(target);
	free(name);
}

/* "and 22 more cases for the same reason: a, b, c" */
static void
add_others(const struct case_list *l, unsigned index)
{
	const struct shared_reason *s = &l->reasons[index];
	unsigned more = s->count - 1;
	if (is_repeated(l, index) || more == 0)
		return;
	char *text =
	    mem_printf("And %u more case%s for the same reason: ", more,
		more == 1 ? "" : "s");
	html_open(l->w, "p", "others");
	xml_text(l->w, text);
	for (unsigned i = s->next; i != RESULTS_END; i = l->reasons[i].next) {
		if (i != s->next)
			xml_text(l->w, ", ");
		add_link(l, i);
	}
	xml_end(l->w);
	free(text);
}

/* For what the summary does not say. */
static void
add_reason(
    const struct case_list *l, unsigned index, const struct case_result *one)
{
	if (!is_repeated(l, index))
		return;
	html_element(l->w, "p", "said", one->sentence);
	html_open(l->w, "p", "others");
	xml_text(l->w, "As ");
	add_link(l, l->reasons[index].first);
	xml_end(l->w);
}

/* Those before the last one, which the diagram shows. */
static void
add_attempts(const struct case_list *l, const struct case_result *one)
{
	for (size_t i = 0; i < one->attempts.count; i++) {
		const struct attempt_result *a = &one->attempts.items[i];
		char *text = mem_printf("Attempt %zu, %s: %s", i + 1,
		    verdict_name(a->verdict), a->sentence);
		html_element(l->w, "p", "said", text);
		if (a->detail)
			add_lines(l->w, a->detail);
		free(text);
	}
}

static void
add_body(const struct case_list *l, const struct run_case *test,
    const struct case_result *one)
{
	html_open(l->w, "div", "body");
	add_requirement(l, test);
	add_waivers(l, test->index);
	add_reason(l, test->index, one);
	html_print_difference(l->w, &one->difference);
	if (one->detail)
		add_lines(l->w, one->detail);
	add_attempts(l, one);
	add_others(l, test->index);
	add_fixture(l, test);
	if (verdict_needs_attention(one->verdict))
		add_again(l, test);
	xml_end(l->w);
}

static void
print_case(struct case_list *l, const struct run_case *test)
{
	const struct case_result *one = &l->run->results->cases[test->index];
	bool is_failure = one->verdict == VERDICT_FAIL;
	html_open(l->w, "details", "case");
	add_attributes(l, test, one);
	if (is_failure && one->started && !is_repeated(l, test->index) &&
	    l->opened++ < OPEN_MAX)
		xml_attribute(l->w, "open", "open");
	add_summary(l, test, one);
	if (one->verdict == VERDICT_PASS)
		add_requirement(l, test);
	else
		add_body(l, test, one);
	xml_end(l->w);
}

static const char *
title_of(const struct run_facts *run, const struct run_case *test)
{
	for (unsigned i = 0; i < run->row_count; i++)
		if (strcmp(run->rows[i].phase, test->phase) == 0 &&
		    strcmp(run->rows[i].suite, test->suite) == 0)
			return run->rows[i].title;
	return NULL;
}

static void
add_phase_title(
    const struct case_list *l, const struct run_case *test, const char *path)
{
	struct xml_writer *w = l->w;
	const char *title = title_of(l->run->results->run, test);
	xml_start(w, "h3");
	if (test->section) {
		xml_text(w, "§");
		xml_text(w, test->section);
		xml_text(w, " ");
	}
	if (title) {
		xml_text(w, title);
		xml_text(w, " ");
	}
	html_element(w, "code", NULL, path);
	xml_end(w);
}

static bool
is_same_phase(const struct run_case *a, const struct run_case *b)
{
	return strcmp(a->phase, b->phase) == 0 &&
	    strcmp(a->suite, b->suite) == 0;
}

/* From one case on, all of its suite that follow in the same phase; returns
 * the next one, or RESULTS_END. */
static unsigned
print_phase(struct case_list *l, unsigned first)
{
	const struct results *r = l->run->results;
	const struct run_case *test = &r->run->cases[first];
	char *path = mem_printf("%s/%s", test->suite, test->phase);
	unsigned i = first;
	html_open(l->w, "section", "phase");
	xml_attribute(l->w, "data-g", path);
	add_phase_title(l, test, path);
	for (; i != RESULTS_END && is_same_phase(test, &r->run->cases[i]);
	     i = r->cases[i].next)
		print_case(l, &r->run->cases[i]);
	xml_end(l->w);
	free(path);
	return i;
}

/* "conference/x/y  missing  EventRevoked did not reach agent2 ..." */
static void
list_finding(const struct case_list *l, unsigned index)
{
	const struct results *r = l->run->results;
	const struct case_result *one = &r->cases[index];
	const struct html_verdict *v = html_verdict(one->verdict);
	unsigned more = l->reasons[index].count - 1;
	xml_start(l->w, "li");
	add_word(l->w, "v", v->key, v->word);
	add_link(l, index);
	if (one->finding != FINDING_NONE) {
		xml_text(l->w, " ");
		html_element(l->w, "span", "k", finding_name(one->finding));
	}
	if (more) {
		char *text = mem_printf(" and %u more", more);
		html_element(l->w, "span", "k", text);
		free(text);
	}
	if (one->sentence)
		html_element(l->w, "p", "why", one->sentence);
	add_waivers(l, index);
	xml_end(l->w);
}

static unsigned
list_findings_of(const struct case_list *l, enum verdict verdict, unsigned told)
{
	const struct results *r = l->run->results;
	for (unsigned i = 0; i < r->case_count; i++) {
		if (r->cases[i].verdict != verdict || is_repeated(l, i))
			continue;
		if (told++ < LISTED_MAX)
			list_finding(l, i);
	}
	return told;
}

static void
add_unlisted(struct xml_writer *w, unsigned told)
{
	if (told <= LISTED_MAX)
		return;
	char *text =
	    mem_printf("And %u more among the cases.", told - LISTED_MAX);
	html_element(w, "p", "note", text);
	free(text);
}

/* What is certainly wrong. */
static void
print_failures(const struct case_list *l)
{
	unsigned told = 0;
	xml_start(l->w, "ol");
	for (unsigned i = 0; i < VERDICT_COUNT; i++)
		if (verdict_needs_attention(html_verdict_order[i]) &&
		    html_verdict_order[i] != VERDICT_INCONCLUSIVE)
			told = list_findings_of(l, html_verdict_order[i], told);
	xml_end(l->w);
	add_unlisted(l->w, told);
}

/* "94 cases could not be judged, for 3 reasons" */
static void
add_doubt_title(struct xml_writer *w, unsigned cases, unsigned reasons)
{
	char *text =
	    mem_printf("%u case%s could not be judged, for %u reason%s", cases,
		cases == 1 ? "" : "s", reasons, reasons == 1 ? "" : "s");
	html_element(w, "summary", "inconclusive", text);
	free(text);
}

/* Mostly the consequence of what failed, so that comes first, unless there is
 * nothing else. */
static void
print_doubts(const struct case_list *l, bool are_all)
{
	const struct results *r = l->run->results;
	unsigned cases = 0, reasons = 0;
	for (unsigned i = 0; i < r->case_count; i++) {
		bool counts = r->cases[i].verdict == VERDICT_INCONCLUSIVE;
		cases += counts;
		reasons += counts && !is_repeated(l, i);
	}
	if (cases == 0)
		return;
	html_open(l->w, "details", "doubts");
	if (are_all)
		xml_attribute(l->w, "open", "open");
	add_doubt_title(l->w, cases, reasons);
	xml_start(l->w, "ol");
	unsigned told = list_findings_of(l, VERDICT_INCONCLUSIVE, 0);
	xml_end(l->w);
	add_unlisted(l->w, told);
	xml_end(l->w);
}

/* Before all else: a reader wants to know what is wrong. */
static void
print_findings(const struct case_list *l)
{
	const struct results *r = l->run->results;
	bool has_failures = false, has_doubts = false;
	for (unsigned i = 0; i < r->case_count; i++) {
		bool is_doubt = r->cases[i].verdict == VERDICT_INCONCLUSIVE;
		has_doubts |= is_doubt;
		has_failures |=
		    !is_doubt && verdict_needs_attention(r->cases[i].verdict);
	}
	if (!has_failures && !has_doubts)
		return;
	html_open(l->w, "section", "findings");
	xml_attribute(l->w, "aria-label", "What did not pass");
	if (has_failures)
		print_failures(l);
	print_doubts(l, !has_failures);
	xml_end(l->w);
}

/* Filled in by the script; without one there is nothing to filter with. */
static void
print_filter(struct xml_writer *w)
{
	xml_start(w, "div");
	xml_attribute(w, "id", "filter");
	xml_attribute(w, "role", "search");
	xml_attribute(w, "hidden", "hidden");
	xml_end(w);
	xml_start(w, "p");
	xml_attribute(w, "id", "shown");
	xml_attribute(w, "role", "status");
	xml_end(w);
}

/* A section without a case would look like one that was cut off. */
static void
print_nothing(struct xml_writer *w, const struct results *r)
{
	char *text = r->problem ? mem_printf("No case was run: %s", r->problem)
				: mem_strdup("No case was run.");
	html_element(w, "p", "nothing", text);
	free(text);
}

void
html_print_cases(struct xml_writer *w, const struct html_run *run)
{
	const struct results *r = run->results;
	size_t count = (size_t)r->case_count + 1;
	struct case_list l = { .w = w,
		.run = run,
		.reasons = mem_zalloc(count * sizeof(*l.reasons)) };
	for (unsigned i = 0; i < r->case_count; i++)
		find_reason(&l, i);
	print_findings(&l);
	html_open(w, "section", r->case_count > MANY_CASES ? "many" : NULL);
	xml_attribute(w, "id", "cases");
	xml_attribute(w, "aria-label", "Cases");
	xml_attribute(w, "tabindex", "-1");
	html_element(w, "h2", NULL, "Cases");
	print_filter(w);
	if (r->case_count == 0)
		print_nothing(w, r);
	for (size_t i = 0; i < r->suites.count; i++)
		for (unsigned j = r->suites.items[i].first; j != RESULTS_END;)
			j = print_phase(&l, j);
	xml_end(w);
	for (unsigned i = 0; i < r->case_count; i++)
		free(l.reasons[i].reason);
	free(l.reasons);
}
