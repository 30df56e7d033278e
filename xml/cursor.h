/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Walks the text of a well-formed document from tag to tag in parallel with
 * libxml2, which does not report the columns of attributes.  Only called for
 * text that libxml2 has accepted so far; stops at the end of the text in any
 * case.
 */
#ifndef IXC_XML_CURSOR_H
#define IXC_XML_CURSOR_H

#include "core/source.h"

#include <stdbool.h>
#include <stddef.h>

struct xml_cursor {
	const struct source *source;
	size_t offset;   /* of the next byte to look at */
	unsigned line;   /* of that byte, from 1 */
	unsigned column; /* in characters, from 1 */
	bool is_ascii;   /* then characters are bytes */
};

void xml_cursor_init(struct xml_cursor *c, const struct source *source);

/* Move to the next tag, past text, comments, sections and instructions. */
void xml_cursor_to_tag(struct xml_cursor *c);

/* At a start tag: move past its name; returns the place of both. */
struct place xml_cursor_start_tag(struct xml_cursor *c);

/*
 * Inside a start tag: move past the next attribute.  Returns false, after the
 * tag, if there is no further one; *ret_empty then distinguishes "<a/>" from
 * "<a>".  xmlns declarations are skipped.
 */
bool xml_cursor_attribute(struct xml_cursor *c, struct place *ret_name,
    struct place *ret_value, bool *ret_empty);

/* At an end tag: move past it. */
void xml_cursor_end_tag(struct xml_cursor *c);

/* The place of the first text after the cursor, which does not move. */
struct place xml_cursor_text(const struct xml_cursor *c);

/*
 * Has a tag more than 'most' attributes and declarations?  Then *ret_first is
 * the name of the first one too many.  For any text, well-formed or not.
 */
bool xml_cursor_find_crowd(
    const struct source *s, unsigned most, struct place *ret_first);

#endif
