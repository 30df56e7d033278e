/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libarchive writing into a buffer; for archive.c and compression.c only.
 */
#ifndef IXC_ARCHIVE_ARCHIVE_BUF_H
#define IXC_ARCHIVE_ARCHIVE_BUF_H

#include "archive/compression.h"
#include "core/buf.h"

#include <stdbool.h>

#include <archive.h>

/* After its format is set; false with its error. */
bool archive_buf_open(
    struct archive *a, enum compression how, struct buf *into);

/*
 * Complete and free it.  'is_good': nothing has failed so far.  False with
 * *ret_problem, which the caller frees.
 */
bool archive_buf_close(struct archive *a, bool is_good, char **ret_problem);

#endif
