/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads a fixture or setup file.  References to other phases, ids and names in
 * braces are resolved later, by links.h and names.h, once the suite is whole.
 */
#ifndef IXC_LOAD_FIXTURE_FILE_H
#define IXC_LOAD_FIXTURE_FILE_H

#include "core/diag.h"
#include "model/fixture.h"
#include "model/suite.h"
#include "xml/document.h"

#define FIXTURE_NAMESPACE "urn:ixconform:fixture:1"
#define SETUP_PREFIX "setup/"

/*
 * The file is named there (or NULL), in that rendering (or NULL).  'suite' has
 * its catalogue and readings already.  NULL after at least one error in 'diag'
 * that makes the file unusable as a whole; a fixture with smaller errors is
 * returned, so that references to it still resolve: the caller looks at
 * diag->error_count.  The caller owns the fixture.
 */
struct fixture *fixture_load(const char *path, const struct place *named_at,
    const struct xml_attribute *rendering, bool is_setup,
    const struct suite *suite, struct diag *diag);

/* The same of a text in memory, of which it keeps a reference. */
struct fixture *fixture_parse(struct source *source,
    const struct xml_attribute *rendering, bool is_setup,
    const struct suite *suite, struct diag *diag);

#endif
