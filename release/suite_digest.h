/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One number for a whole suite: the SHA-256 of the list of its files, each with
 * its own SHA-256.
 *
 * The list is what 'sha256sum' prints in a data folder for the manifest, the
 * catalogue, the setups and the fixtures, sorted by name: so a stranger gets
 * the same number without this program (docs/releases.md).
 */
#ifndef IXC_RELEASE_SUITE_DIGEST_H
#define IXC_RELEASE_SUITE_DIGEST_H

#include "core/buf.h"
#include "model/suite.h"

/*
 * Append the list, "DIGEST  NAME" a line.  A setup that a target has replaced
 * is listed as the target's.
 */
void suite_digest_list(const struct suite *s, struct buf *into);

/* Of that list; returns 'into', which holds at least DIGEST_TEXT_SIZE bytes. */
char *suite_digest_print(char *into, const struct suite *s);

#endif
