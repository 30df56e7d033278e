/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes an archive that depends on nothing but its files, a name and a date:
 * the same ones give the same bytes, on every machine with this libarchive.
 */
#ifndef IXC_ARCHIVE_ARCHIVE_H
#define IXC_ARCHIVE_ARCHIVE_H

#include "archive/compression.h"
#include "archive/pack.h"
#include "core/buf.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Append it, as ustar: the files in their order, in the folder 'top', owned by
 * 0:0, with mode 0644 and that time (seconds since 1970).  False, with
 * *ret_problem (one line, owned by the caller), when it could not be made.
 */
bool archive_make(const struct pack *p, const char *top, int64_t time_s,
    enum compression how, struct buf *into, char **ret_problem);

#endif
