/* SPDX-License-Identifier: Apache-2.0 */
/*
 * result.intoto.json: that the cases passed, as an in-toto Statement (v1) with
 * the predicate of a test result, in a DSSE envelope that is signed with
 * Ed25519.  Its subject is the manifest.
 */
#ifndef IXC_BUNDLE_INTOTO_H
#define IXC_BUNDLE_INTOTO_H

#include "archive/pack.h"
#include "bundle/ed25519.h"
#include "bundle/objections.h"
#include "core/diag.h"

#include <stdbool.h>

/* Of a bundle: what its result is about. */
struct intoto_result {
	const struct pack *bundle; /* with its manifest */
	const char *const *passed; /* cases, by their paths */
	size_t passed_count;
	const char *const *waived; /* that failed */
	size_t waived_count;
};

/*
 * Add the envelope, and the public key for it, to the bundle; what was there is
 * replaced.  The file holds a private key in PEM.  False after reporting.
 */
bool intoto_make(struct pack *bundle, const struct intoto_result *result,
    const char *key_file, struct diag *diag);

/* Good: it is signed with the key that counts, and states the result. */
enum intoto_state { INTOTO_ABSENT, INTOTO_BAD, INTOTO_GOOD };

/*
 * Verify it with the key 'own', or NULL: with that which the bundle brings.
 * What it states must be the result, unless that is NULL (unknown).  What is
 * wrong is an objection; that it is missing is none.
 */
enum intoto_state intoto_check(const struct pack *bundle,
    const struct intoto_result *result, const struct ed25519 *own,
    struct objections *o);

#endif
