/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files that decide what is judged, with their SHA-256: suites, fixtures,
 * catalogues and the target.
 */
#ifndef IXC_CLI_OPTION_PROVENANCE_H
#define IXC_CLI_OPTION_PROVENANCE_H

#include "cli/option/selection.h"
#include "core/vec.h"
#include "model/event.h"

#include <stdio.h>

struct provenance {
	char *program;              /* its digest, owned; NULL: not known */
	VEC(struct run_file) files; /* paths borrowed, digests owned */
	VEC(struct run_row) rows;   /* the lists of names owned */
};

/* 'target' may be NULL.  Borrows what suites and target say. */
void provenance_collect(struct provenance *p, const struct suites *suites,
    const struct target *target);

/* Take the digest of this program, where the system tells which file it is. */
void provenance_add_program(struct provenance *p);

/*
 * A line to 'out' for each file of a recorded run that is not as it was.  Files
 * are known by the last two parts of their paths: the folder may be another.
 */
void provenance_note_changes(
    const struct provenance *p, const struct run_facts *run, FILE *out);

void provenance_free(struct provenance *p);

#endif
