/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a command line asks of the mock: faults (mock/config/fault.h), and to
 * behave as another conforming server (mock/config/variant.h).
 */
#ifndef IXC_CLI_OPTION_FAULTS_H
#define IXC_CLI_OPTION_FAULTS_H

#include "cli/option/options.h"
#include "core/diag.h"
#include "core/vec.h"
#include "mock/server.h"

#include <stdbool.h>

/* Zero-filled is none; the reader of the options adds the texts. */
struct faults {
	struct option_words texts; /* as given */
	VEC(struct fault) parsed;  /* one for each text, when all are right */
	struct option_words variant_texts; /* names between blanks */
	uint64_t variants;                 /* their bits, when all are right */
	const char *binding_text;          /* a name, as given; NULL: none */
	enum binding_fault binding;        /* when it is right */
};

/* --fault and --variant, of commands that start the mock to test it. */
struct option_row fault_option(struct faults *f);
struct option_row variant_option(struct faults *f);

/* --binding-fault; 'mock --help' lists them. */
struct option_row binding_fault_option(struct faults *f);

/* Read the texts; false after reporting everything wrong to 'diag'. */
bool faults_parse(struct faults *f, struct diag *diag);

/*
 * The same for a run, which knows the names of its parties: a fault at another
 * one would meet no message.
 */
bool faults_parse_for_run(struct faults *f, struct diag *diag);

/* Report that fault 'i' met no message: a run proves nothing about it. */
void faults_report_unused(
    const struct faults *f, unsigned i, struct diag *diag);

/* "fault", "variant" or "binding-fault": an option that was given, or NULL. */
const char *faults_option(const struct faults *f);

/* The mock's configuration, with the variants and the fault of its binding. */
struct mock_config faults_config(
    const struct faults *f, const struct mock_config *config);

/* The lines of --help that say how a fault is written; the caller frees it. */
char *faults_usage(void);

/* The same for the variants, and the faults of the binding. */
char *variants_usage(void);
char *binding_faults_usage(void);

void faults_free(struct faults *f);

#endif
