/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads a catalogue file into a struct catalogue.
 */
#ifndef IXC_LOAD_CATALOGUE_FILE_H
#define IXC_LOAD_CATALOGUE_FILE_H

#include "core/diag.h"
#include "model/catalogue.h"

#define CATALOGUE_NAMESPACE "urn:ixconform:catalogue:1"

/*
 * The file is named there (or NULL).  NULL after at least one error in 'diag';
 * the caller owns the catalogue.
 */
struct catalogue *catalogue_load(
    const char *path, const struct place *named_at, struct diag *diag);

/* Report "unknown message" at 'at' with the nearest name in the catalogue. */
void catalogue_report_unknown(const struct catalogue *c, const struct place *at,
    const char *name, struct diag *diag);

#endif
