/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The static conformance review: do the answers of an ICS alone allow a product
 * to conform?  Nothing is run for it.
 *
 * Three kinds of news: an item without an answer, or one that contradicts its
 * condition, is a mistake in the file (located diagnostics); a mandatory item
 * that is answered no is a verdict; all else is fine.
 */
#ifndef IXC_CONFORMANCE_ICS_REVIEW_H
#define IXC_CONFORMANCE_ICS_REVIEW_H

#include "conformance/ics.h"
#include "model/target.h"

struct ics_review {
	/* Each a sentence: why the product does not conform.  Owned. */
	VEC(char *) reasons;
	unsigned mandatory, optional, conditional; /* items of claimed models */
	unsigned claimed, refused, inapplicable;   /* by their answers */
};

/*
 * Counts, and reasons; mistakes go to 'diag'.  To be freed also after such.
 * 'target' (or NULL): its readings and options must be those of the ICS.
 */
void ics_review_make(struct ics_review *ret, const struct ics *ics,
    struct suite *const *suites, size_t suite_count,
    const struct target *target, struct diag *diag);

/* The counts and reasons of one model; needs no suite, and finds no mistakes.
 */
void ics_review_model(struct ics_review *r, const struct ics_model *m);

/* What the target makes of the condition; NULL: nothing.  Borrowed. */
const char *ics_condition_of_target(const struct suite *s,
    const struct target *t, const struct ics_condition *c);

void ics_review_free(struct ics_review *r);

#endif
