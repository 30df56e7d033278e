/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keeps two processes from writing one file at the same time.
 *
 * A guard is held by a process and ends with it, however that ends; it leaves
 * nothing in the file system.  It is a courtesy between processes on one
 * machine: where the system does not support it, the file is assumed to be
 * free.
 */
#ifndef IXC_CORE_GUARD_H
#define IXC_CORE_GUARD_H

#include <stdbool.h>
#include <sys/stat.h>
#include <sys/types.h>

/* One file: by itself, or by its folder and the name that it will have. */
struct guarded {
	dev_t device;
	ino_t number;     /* of the file; of the folder */
	const char *name; /* NULL: the file itself */
};

#define GUARD_NONE (-1)

/*
 * Returns true with a descriptor, to be closed by the caller, in *ret_guard, or
 * GUARD_NONE where nothing can be guarded.  False when another process holds
 * it, or this one does: *ret_holder is its number, or 0.
 */
bool guard_take(const struct guarded *g, int *ret_guard, pid_t *ret_holder);

/*
 * The same for a file that is open and is never replaced; works between
 * containers, too.
 */
bool guard_take_file(int fd, int *ret_guard, pid_t *ret_holder);

#endif
