/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A RELAX NG schema, and documents checked against it.
 *
 * Used after load/, only for files in which the loader, with its better
 * messages, found nothing.
 */
#ifndef IXC_XML_RELAXNG_H
#define IXC_XML_RELAXNG_H

#include "core/diag.h"
#include "core/source.h"

#include <stdbool.h>

struct relaxng;

/* Read a schema file.  NULL after an error in 'diag'; the caller owns it. */
struct relaxng *relaxng_load(const char *path, struct diag *diag);

void relaxng_free(struct relaxng *r);

/*
 * Does the schema accept the source?  If not, one error in 'diag' with the line
 * of the first thing that libxml2 objects to.
 */
bool relaxng_accepts(
    struct relaxng *r, const struct source *source, struct diag *diag);

#endif
