/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads a file as a source.
 */
#ifndef IXC_CORE_SOURCE_FILE_H
#define IXC_CORE_SOURCE_FILE_H

#include "core/diag.h"
#include "core/source.h"

/*
 * Read a file.  Returns NULL after reporting to 'diag' when it cannot be read,
 * is not a regular file (a pipe may have no end), or is larger than
 * 'max_bytes'.  The caller owns one reference.
 */
struct source *source_read(
    const char *path, size_t max_bytes, struct diag *diag);

/* The same of a file that is named in another one: there. */
struct source *source_read_named(const char *path, const struct place *named_at,
    size_t max_bytes, struct diag *diag);

/*
 * Why source_read() would refuse the file whatever is in it, or NULL; static.
 */
const char *source_problem(const char *path);

#endif
