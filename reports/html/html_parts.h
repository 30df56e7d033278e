/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of the page; html_document.h puts them together.
 *
 *	html_facts.c      what was run, where and with what
 *	html_durations.c  what took how long
 *	html_tables.c     coverage of the document's tables
 *	html_cases.c      the cases by phase
 */
#ifndef IXC_REPORTS_HTML_HTML_PARTS_H
#define IXC_REPORTS_HTML_HTML_PARTS_H

#include "core/buf.h"
#include "record/results.h"
#include "reports/html/html_markup.h"
#include "reports/html/html_steps.h"

struct html_run {
	const struct results *results;     /* closed */
	const struct run_summary *summary; /* NULL: the run did not end */
	struct html_strings strings;
	struct buf *diagrams; /* by case: its line of html_steps_print() */
	char *headline;       /* of html_insert(); NULL: that of the cases */
	char *insertion;      /* of html_insert(), too; NULL: none */
};

/* How it ended, and under which timers, readings and concessions. */
void html_print_summary(struct xml_writer *w, const struct html_run *run);

/* Where, when and with what it was run. */
void html_print_facts(struct xml_writer *w, const struct html_run *run);

/* Which cases took how long, the slowest first, folded. */
void html_print_durations(struct xml_writer *w, const struct html_run *run);

void html_print_tables(struct xml_writer *w, const struct html_run *run);

/* Both sides of it, one above the other, with what differs marked; or nothing.
 */
void html_print_difference(
    struct xml_writer *w, const struct finding_difference *d);

/* What did not pass, in a few lines; then all cases by phase. */
void html_print_cases(struct xml_writer *w, const struct html_run *run);

#endif
