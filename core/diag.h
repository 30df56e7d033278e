/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Located diagnostics: what is wrong with an input of ours (a fixture, a target
 * file, an option), never what is wrong with the server under test.
 *
 * A diag collects; all mistakes of a file are reported together:
 *
 *	fixtures/a.xml:14:35: error: unknown message 'EventRevokd'
 *	   14 |     <receive at="agent2" message="EventRevokd"/>
 *	      |                                   ^~~~~~~~~~~
 *	      note: did you mean 'EventRevoked'?
 */
#ifndef IXC_CORE_DIAG_H
#define IXC_CORE_DIAG_H

#include "core/buf.h"
#include "core/source.h"
#include "core/vec.h"

#include <stdbool.h>

enum diag_severity {
	DIAG_ERROR,   /* the input cannot be used */
	DIAG_WARNING, /* it can, but it probably does not mean what it says */
};

struct diag_item {
	enum diag_severity severity;
	struct place at;       /* zero-filled when there is no place */
	struct source *source; /* a reference, keeps 'at' valid */
	char *text;            /* one line, already escaped */
	char *category; /* lint rule, e.g. "unreachable-block", or NULL */
	VEC(char *) notes;
};

struct diag {
	VEC(struct diag_item) items;
	unsigned error_count;
	unsigned warning_count;
	bool full; /* more than DIAG_MAX_ITEMS were offered */
};

/* Past this many the reader has stopped reading. */
#define DIAG_MAX_ITEMS 100

void diag_init(struct diag *d);

void diag_free(struct diag *d);

/*
 * 'at' is copied and may be NULL (no place); its source is kept by a reference.
 * The text is escaped here: callers pass peer and user bytes with %s.
 */
void diag_error(struct diag *d, const struct place *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* 'category' names the lint rule and is printed in brackets. */
void diag_warning(struct diag *d, const struct place *at, const char *category,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/*
 * Add a note to the newest item: what to do next, or where the other side is.
 */
void diag_note(struct diag *d, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* diag_note() "did you mean 'best'?" unless 'best' is NULL. */
void diag_did_you_mean(struct diag *d, const char *best);

/*
 * Print all items in order of file and line, each once, ready for a terminal,
 * with escape sequences only when 'colour'.
 */
void diag_print(const struct diag *d, struct buf *into, bool colour);

#endif
