/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which cases require the rows of the document's tables, and for which of the
 * other rows an excuse gives a reason.
 *
 * A case requires a row when, under the suite's own readings or a target's, it
 * cannot pass without that message by that protocol in its own steps (in a
 * choice: on every branch; in a probe it does not count), and belongs to the
 * phase whose table it is.
 */
#ifndef IXC_LINT_COVERAGE_H
#define IXC_LINT_COVERAGE_H

#include "core/diag.h"
#include "model/suite.h"

#define EXCUSES_NAMESPACE "urn:ixconform:excuses:1"

struct covered_row {
	const struct suite *suite;     /* borrowed, as is what follows */
	const struct fixture *fixture; /* the phase */
	const struct documented_message *row;
	VEC(const struct fixture_case *) cases;
	char *excuse; /* owned reason, or NULL */
	bool is_open; /* set by callers that know verdicts: its cases have not
		       * shown it, so an excuse is not idle */
};

struct coverage {
	VEC(struct covered_row) rows; /* in the document's order */
};

/*
 * The suite must outlive the coverage; 'target', whose readings apply, need
 * not, and may be NULL: the suite's own readings.
 */
void coverage_add_suite(
    struct coverage *c, const struct suite *s, const struct target *target);

/*
 * Read a file of excuses and give their reasons to the rows.  An excuse for an
 * unknown row, or a second one for the same row, is an error; one for a covered
 * row is a warning.  False after an error.
 */
bool coverage_excuse(struct coverage *c, const char *path,
    const char *schema_folder, struct diag *diag);

void coverage_free(struct coverage *c);

#endif
