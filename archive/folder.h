/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A folder of the file system, read into memory and written from it, in the
 * manner of unpack.h: no link is followed, and only plain files are taken.
 */
#ifndef IXC_ARCHIVE_FOLDER_H
#define IXC_ARCHIVE_FOLDER_H

#include "archive/pack.h"
#include "core/diag.h"

#include <stdbool.h>

/* All files below it.  False after reporting; *ret may have some of them. */
bool folder_read(const char *path, struct pack *ret, struct diag *diag);

/*
 * Write a file into it; folders are made as needed, a file of that name is
 * replaced.  It appears whole, or not at all.  False after reporting.
 */
bool folder_write_file(
    const char *path, const struct pack_file *f, struct diag *diag);

/* Remove the files of that name, and the folders that are empty then. */
void folder_remove(const char *path, const struct pack *p);

#endif
