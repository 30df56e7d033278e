/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What 'verify' has found out about a bundle, for people and as JSON.
 */
#ifndef IXC_CLI_BUNDLE_VERIFICATION_H
#define IXC_CLI_BUNDLE_VERIFICATION_H

#include "bundle/objections.h"
#include "bundle/statement.h"
#include "cli/bundle/derivation.h"
#include "cli/bundle/seals.h"
#include "record/summary.h"

#include <stdbool.h>
#include <stdio.h>

/* Zero-filled; 'path' is borrowed. */
struct verification {
	const char *path;
	struct pack bundle;
	struct statement statement; /* as it was read */
	struct derivation derived;
	bool is_derived; /* the recordings could be judged */
	/* Without an objection: */
	bool has_its_files; /* as the manifest lists them */
	bool is_shown;      /* what the recordings have to show */
	bool agrees;        /* with what follows from them */
	struct seals seals;
	struct objections objections;
};

/* What all of it comes to. */
enum exit_status verification_status(const struct verification *v);

/* What is proven, by whom it is signed, what is only claimed, and what speaks
 * against it. */
void verification_print(const struct verification *v, FILE *out);

/* The same as a JSON object in a line. */
void verification_add_json(const struct verification *v, struct buf *into);

/* One line each, after "false: " and the like. */
void verification_print_objections(const struct objections *o, FILE *out);

/* The worst of them. */
enum exit_status verification_status_of(const struct objections *o);

void verification_free(struct verification *v);

#endif
