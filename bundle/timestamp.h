/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An RFC 3161 stamp of the manifest: that it existed at a time, as an authority
 * says.  Uses no network: the query is written, and the reply taken in.
 */
#ifndef IXC_BUNDLE_TIMESTAMP_H
#define IXC_BUNDLE_TIMESTAMP_H

#include "archive/pack.h"
#include "bundle/objections.h"
#include "core/diag.h"

#include <stdbool.h>

/* Add the query for the manifest in the bundle. */
void timestamp_ask(struct pack *bundle);

/*
 * Add the reply in that file, and the certificates (in PEM) of the authority,
 * which verify it.  False after reporting.
 */
bool timestamp_take(struct pack *bundle, const char *reply_file,
    const char *authority_file, struct diag *diag);

/* Are there certificates in the text? */
bool timestamp_is_authority(const struct source *pem);

/*
 * If there is one, verify it, with the certificates in 'authority', or NULL:
 * with those that the bundle brings.  *ret_time is when it was made
 * ("2026-11-30 21:04:05 UTC", owned by the caller), or NULL.  What is wrong is
 * an objection; that it is missing is none.
 */
void timestamp_check(const struct pack *bundle, const struct source *authority,
    char **ret_time, struct objections *o);

#endif
