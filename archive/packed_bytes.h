/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One file, compressed and decompressed; the same bytes give the same bytes.
 */
#ifndef IXC_ARCHIVE_PACKED_BYTES_H
#define IXC_ARCHIVE_PACKED_BYTES_H

#include "archive/compression.h"
#include "core/buf.h"

#include <stdbool.h>

/*
 * Append the bytes, compressed.  False with *ret_problem, one line that the
 * caller frees.
 */
bool packed_bytes_make(const char *bytes, size_t size, enum compression how,
    struct buf *into, char **ret_problem);

/* Who gets what was decompressed, in pieces; false: it has failed. */
struct packed_bytes_taker {
	void *context;
	bool (*take)(void *context, const char *bytes, size_t size);
};

/*
 * Hand on the file, however it is compressed; at most 'max' bytes, and none
 * that is mostly zeros.  False with *ret_problem, one line that the caller
 * frees; NULL there when the taker has failed.
 */
bool packed_bytes_open(const char *bytes, size_t size, size_t max,
    const struct packed_bytes_taker *taker, char **ret_problem);

#endif
