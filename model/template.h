/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text with names in braces: "no-such-{unique}", "{invite.ticketId}".
 *
 * Only splits a text into pieces; the meaning of a name is known elsewhere:
 * load checks that it can be known, judge/pattern/expression.h looks it up.
 */
#ifndef IXC_MODEL_TEMPLATE_H
#define IXC_MODEL_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

struct template_piece {
	bool is_name;      /* {name}, else literal text */
	const char *bytes; /* borrowed from the text, without braces */
	size_t size;
};

/*
 * The next piece at *cursor, which is advanced.  Returns false at the end. "{{"
 * gives a literal "{", "}}" or a lone "}" a literal "}".  A "{" without "}"
 * gives a name piece of size 0 whose 'bytes' point at the "{": an error for the
 * loader.
 */
bool template_next(const char **cursor, struct template_piece *ret_piece);

/*
 * Words of letters, digits, '_' and '-', joined by dots, the first of which
 * begins with a letter: what braces hold.
 */
bool template_is_name(const char *bytes, size_t size);

#endif
