/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts that PCTR and SCTR have in common: the page around them, the boxes
 * of their head, and the sections that both have.
 */
#ifndef IXC_REPORTS_PAPER_SHEET_H
#define IXC_REPORTS_PAPER_SHEET_H

#include "reports/document.h"
#include "reports/paper/standing.h"
#include "xml/writer.h"

#include <stdbool.h>

struct sheet {
	struct xml_writer *w;
	const struct results *results;     /* closed */
	const struct run_summary *summary; /* NULL: the run did not end */
	unsigned section; /* number of the last one on this page */
};

/* A document of HTML, up to its first page. */
void sheet_open(struct sheet *s, const char *title);

/* False when it does not fit into 'into'. */
bool sheet_close(struct sheet *s, struct buf *into);

/*
 * A page begins: "PCTR", what that stands for, what it is of, and how that
 * stands.  To be closed by xml_end().
 */
void sheet_begin_page(struct sheet *s, const char *kind, const char *title,
    const char *of, enum conformance conformance);

/* A numbered section; to be closed by xml_end(). */
void sheet_begin_section(struct sheet *s, const char *title);

/* A box of facts, with its title; to be closed by two xml_end(). */
void sheet_begin_box(struct sheet *s, const char *title);

/* One line of it; without a value (NULL or ""), to be filled in by hand. */
void sheet_fact(struct sheet *s, const char *name, const char *value);

/* One line that is left out without a value. */
void sheet_fact_if(struct sheet *s, const char *name, const char *value);

/* Boxes: the system, the companies, and how it was tested. */
void sheet_print_system(struct sheet *s);
void sheet_print_company(
    struct sheet *s, const char *title, const struct ics_company *c);
void sheet_print_means(struct sheet *s);

/* A cell of a table. */
void sheet_cell(struct sheet *s, const char *class, const char *text);
void sheet_count(struct sheet *s, unsigned count);

/* Sections. */
void sheet_print_concessions(struct sheet *s);
void sheet_print_waivers(struct sheet *s);
void sheet_print_signatures(struct sheet *s);

/* A page that says why there was no whole run, if there was none. */
void sheet_print_no_run(struct sheet *s);

#endif
