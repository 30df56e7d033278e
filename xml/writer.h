/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes one XML document, element by element, into memory: for reports.
 *
 * Takes text as bytes from any source: what XML cannot contain is replaced
 * here, so the result is always well-formed.  Knows no report format and no
 * file.
 *
 * A failure (only memory can fail) is remembered and reported once, at the end.
 */
#ifndef IXC_XML_WRITER_H
#define IXC_XML_WRITER_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct xml_writer;

/* A writer with the XML declaration (UTF-8); ended by xml_writer_finish(). */
struct xml_writer *xml_writer_new(void);

/*
 * The same for a page of HTML: its document type, no declaration, nothing
 * indented, and end tags as browsers expect them.  It is well-formed XML, too.
 */
struct xml_writer *xml_writer_new_html(void);

/* Give the document up; NULL is fine. */
void xml_writer_free(struct xml_writer *w);

/* Open an element; 'name' is ours, never a peer's. */
void xml_start(struct xml_writer *w, const char *name);

/* An attribute of the element just opened, before any text or child. */
void xml_attribute(struct xml_writer *w, const char *name, const char *value);

void xml_attribute_number(
    struct xml_writer *w, const char *name, int64_t value);

/* Character data of the open element; may be called again to add more. */
void xml_text(struct xml_writer *w, const char *text);

void xml_text_bytes(struct xml_writer *w, const char *bytes, size_t size);

/* As it is: text of our own that needs no escape, or has one already. */
void xml_raw(struct xml_writer *w, const char *bytes, size_t size);

/* Close the innermost open element. */
void xml_end(struct xml_writer *w);

/*
 * Close what is open, append the document to 'into' and free the writer.
 * Returns false, with nothing appended, when the document exceeds the maximum
 * of 'into' or could not be written.
 */
bool xml_writer_finish(struct xml_writer *w, struct buf *into);

#endif
