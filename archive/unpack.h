/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads an archive (tar, plain or through gzip or zstd), or a folder, into
 * memory.
 *
 * Either may be hostile.  Nothing is ever written, no link is followed, and
 * what is not a plain file with a harmless name, or is more than the limits of
 * pack.h, is an error.  No program is called to decompress.
 */
#ifndef IXC_ARCHIVE_UNPACK_H
#define IXC_ARCHIVE_UNPACK_H

#include "archive/pack.h"
#include "core/diag.h"

#include <stdbool.h>

/*
 * A folder that holds everything (as 'tar x' should make one) is left out of
 * the names, and its name is in *ret_top, owned by the caller; NULL: there is
 * none.
 *
 * False after reporting; *ret is then empty.
 */
bool unpack(
    const char *path, struct pack *ret, char **ret_top, struct diag *diag);

#endif
