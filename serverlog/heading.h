/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The block of lines with which each file of a server's log begins: which
 * application wrote it, when, and which part of the log it is.
 */
#ifndef IXC_SERVERLOG_HEADING_H
#define IXC_SERVERLOG_HEADING_H

#include "serverlog/lines.h"

#include <stdbool.h>
#include <stdint.h>

/* A header has some thirty lines; what goes on and on is none. */
#define HEADING_MAX_LINES 500

struct heading {
	bool is_there;     /* the file begins with one */
	bool is_other;     /* of another kind of application */
	char *application; /* "ixn_primary", or NULL; owned */
	char *kind;        /* "InteractionServer (...)", or NULL; owned */
	unsigned part;     /* of a log in several files, from 1; 0: unknown */
	int64_t local_ms;  /* when it was begun, or STAMP_NONE */
	unsigned lines;    /* how many belong to it */
	const char *unpacker; /* of a compressed file: "gunzip", or NULL */
};

/*
 * Read the header of the file, from its first line on.  False, and nothing to
 * be freed, after reporting that the file cannot be read.
 */
bool heading_read(const char *path, struct diag *diag, struct heading *ret);

void heading_free(struct heading *h);

#endif
