/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the path of a report refers to: links are followed, a file that does not
 * exist yet is its folder and name, and /dev/stdout or /dev/fd/3 is what is
 * open there, not its former name.
 *
 * Opens nothing and changes nothing.
 */
#ifndef IXC_RECORD_DESTINATION_H
#define IXC_RECORD_DESTINATION_H

#include <stdbool.h>
#include <sys/stat.h>

enum destination_kind {
	DESTINATION_OPEN, /* a descriptor of this process */
	DESTINATION_NEW,  /* no file yet */
	DESTINATION_FILE, /* a regular one */
	DESTINATION_FOLDER,
	DESTINATION_OTHER, /* a device, a pipe, a socket */
};

struct destination {
	enum destination_kind kind;
	int descriptor;   /* OPEN */
	char *name;       /* without links in its last part; owned */
	struct stat stat; /* for NEW: of its folder, if that exists */
};

/*
 * False with errno when nothing can be there: a part of the path is not a
 * folder, links are circular, a descriptor is not open.  Otherwise release it
 * with destination_clear().
 */
bool destination_find(const char *path, struct destination *ret);

void destination_clear(struct destination *d);

/* "-", or another name of the standard output. */
bool destination_is_standard(const char *path);

/*
 * Would output to the one end up in the other?  Not for devices: /dev/null
 * takes everything.
 */
bool destination_is_same(const char *a, const char *b);

/* Is it the file, or the pipe, that the descriptor writes to? */
bool destination_is_open_at(const struct destination *d, int descriptor);

#endif
