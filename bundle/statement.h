/* SPDX-License-Identifier: Apache-2.0 */
/*
 * STATEMENT: what a bundle claims, a "key: value" line each.
 */
#ifndef IXC_BUNDLE_STATEMENT_H
#define IXC_BUNDLE_STATEMENT_H

#include "archive/pack.h"
#include "bundle/objections.h"

enum statement_key {
	STATEMENT_FORMAT, /* BUNDLE_FORMAT */
	STATEMENT_PRODUCT,
	STATEMENT_VERSION,
	STATEMENT_BUILD, /* its digest, as its maker has it */
	STATEMENT_CONTACT,
	STATEMENT_DATE,    /* of the last run: "2026-11-30", or "simulated" */
	STATEMENT_SERVER,  /* as it said itself */
	STATEMENT_SUITES,  /* "conference sha256:...", separated by commas */
	STATEMENT_PROGRAM, /* "ixconform 1.2 sha256:..." */
	STATEMENT_LEVEL,   /* "must", "must and should" */
	STATEMENT_CASES,   /* "126 passed, 4 not applicable" */
	STATEMENT_CONCESSIONS,
	STATEMENT_WAIVERS,
	STATEMENT_STATUS, /* "official" or "rehearsal" */
};
#define STATEMENT_KEYS (STATEMENT_STATUS + 1)
/* A value is a line that people read. */
#define STATEMENT_VALUE_MAX_BYTES 2000

/* Zero-filled; the values are owned, NULL: not stated. */
struct statement {
	char *values[STATEMENT_KEYS];
};

/* The key's name, as it is written. */
const char *statement_key_name(enum statement_key key);

/* One line of its own: what would break it is escaped.  The value is copied. */
void statement_set(
    struct statement *s, enum statement_key key, const char *value);

/* Append all that are set, in the order of the keys. */
void statement_print(struct buf *into, const struct statement *s);

/* Read it; each line that is wrong, and each key that is missing, is an
   objection. */
void statement_read(
    struct statement *s, const struct pack_file *file, struct objections *o);

void statement_free(struct statement *s);

#endif
