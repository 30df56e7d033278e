/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file that has no name yet, and so is gone if the program is killed.
 *
 * Not every system and file system knows such files: the caller needs another
 * way as well.
 */
#ifndef IXC_CORE_UNNAMED_H
#define IXC_CORE_UNNAMED_H

#include <stdbool.h>

/*
 * Create one that can be written to and be named in that folder later; it has
 * the mode that the umask leaves.  Returns its descriptor, -1: not possible.
 */
int unnamed_create(const char *folder);

/* Name it.  False with errno: EEXIST when something has that name already. */
bool unnamed_link(int fd, const char *path);

#endif
