/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file that exists in memory only, but can be opened by a path, here and in
 * a program that is started: nothing of it is left, however we end.
 */
#ifndef IXC_ARCHIVE_MEMORY_FILE_H
#define IXC_ARCHIVE_MEMORY_FILE_H

#include "core/buf.h"

#include <stdbool.h>

struct memory_file {
	int fd;        /* -1: there is none */
	char path[24]; /* "/dev/fd/7" */
};

/* An empty one; false with errno. */
bool memory_file_open(struct memory_file *f);

/* Append; false with errno. */
bool memory_file_write(
    const struct memory_file *f, const char *bytes, size_t size);

/* Append all of it to the buffer; false with errno. */
bool memory_file_read(const struct memory_file *f, struct buf *into);

/* Programs that are started get it under the same path. */
bool memory_file_share(const struct memory_file *f);

void memory_file_close(struct memory_file *f);

#endif
