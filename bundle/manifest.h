/* SPDX-License-Identifier: Apache-2.0 */
/*
 * MANIFEST.sha256: the digest of each file of a bundle, as 'sha256sum' writes
 * and checks it.  The seals, and the manifest itself, are not in it.
 */
#ifndef IXC_BUNDLE_MANIFEST_H
#define IXC_BUNDLE_MANIFEST_H

#include "archive/pack.h"
#include "bundle/objections.h"

/* Append a line for each file, in the order of their names. */
void manifest_print(struct buf *into, struct pack *p);

/*
 * Does the manifest in the pack list exactly its files, as they are?  Each file
 * that is too many, missing, listed twice, or another is an objection.
 */
void manifest_check(const struct pack *p, struct objections *o);

#endif
