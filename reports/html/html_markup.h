/* SPDX-License-Identifier: Apache-2.0 */
/* The building blocks of the page: elements, and the words for a verdict. */
#ifndef IXC_REPORTS_HTML_HTML_MARKUP_H
#define IXC_REPORTS_HTML_HTML_MARKUP_H

#include "model/outcome.h"
#include "xml/writer.h"

/* How a verdict is named: for style and script, for readers, in a count. */
struct html_verdict {
	const char *key;
	const char *word;
	const char *plural;
};

const struct html_verdict *html_verdict(enum verdict verdict);

/* The worst first: the order of counts, bars and lists. */
extern const enum verdict html_verdict_order[VERDICT_COUNT];

/* Text on one line; what could move or hide its neighbours is escaped. */
void html_text(struct xml_writer *w, const char *text);

/* An element with a class (or NULL) and nothing but text in it. */
void html_element(struct xml_writer *w, const char *name, const char *class,
    const char *text);

/* Open an element that has a class. */
void html_open(struct xml_writer *w, const char *name, const char *class);

/*
 * Open a table that scrolls separately, up to the end of its head: 'label' is
 * for readers who cannot see it, 'columns' end with NULL.  To be closed: a
 * table in a div.
 */
void html_open_table(struct xml_writer *w, const char *label, const char *class,
    const char *const *columns);

/* With useful precision: "13 ms", "2.05 s". */
void html_duration(struct xml_writer *w, const char *class, int64_t ns);

#endif
