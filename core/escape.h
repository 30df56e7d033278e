/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text from a peer is bytes until it has passed one of these: each function
 * copies into a buffer only what its destination can hold.  There is one for
 * each destination: a terminal, XML, TAP, Markdown, the commands of GitHub's
 * runner.  All return false when the buffer was too small.
 */
#ifndef IXC_CORE_ESCAPE_H
#define IXC_CORE_ESCAPE_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* What a byte becomes at most, \xNN, in what escape_line() and
 * escape_xml_legal() make. */
#define ESCAPE_GROWTH_MAX 4

/*
 * For a terminal, a log line or a message: bad UTF-8, control characters, and
 * what is invisible or changes directions, become \xNN or \u{NNNN}, a newline
 * becomes \n, so the result is one harmless line.
 */
bool escape_line(struct buf *into, const char *bytes, size_t size);

/*
 * As escape_line(), between single quotes, and cut in the middle with "..."
 * when longer than 'most' characters (0: never cut).
 */
bool escape_quoted(
    struct buf *into, const char *bytes, size_t size, size_t most);

/*
 * The same for XML character data, before an XML writer adds its entities, but
 * newline and tab stay.
 */
bool escape_xml_legal(struct buf *into, const char *bytes, size_t size);

/* As escape_line(), and # for TAP, which takes it for a directive. */
bool escape_tap(struct buf *into, const char *bytes, size_t size);

/* As escape_line(), and all that could be markup for Markdown. */
bool escape_markdown(struct buf *into, const char *bytes, size_t size);

/*
 * As escape_line(), and what a command of GitHub's runner gives a meaning: in
 * its message, or in a property.
 */
bool escape_github(struct buf *into, const char *bytes, size_t size);
bool escape_github_property(struct buf *into, const char *bytes, size_t size);

/*
 * Length in bytes of the valid UTF-8 sequence at 'bytes', otherwise 0;
 * *ret_code (may be NULL) receives the code point.
 */
size_t utf8_next(const char *bytes, size_t size, unsigned *ret_code);

/* How many bytes there are before the first that is no valid UTF-8. */
size_t utf8_valid_size(const char *bytes, size_t size);

/* Could the character move, hide or reorder the text around it? */
bool utf8_is_harmful(unsigned code);

/* Characters (not bytes, not columns of wide glyphs) in valid UTF-8 text. */
size_t utf8_length(const char *text);

#endif
