/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A set of named files in memory: what is in a folder or an archive.
 *
 * Between unpack.h, folder.h and archive.h, which read and write it, and those
 * who know what the files mean.  A name is harmless by itself: relative, with
 * no part that leads upwards, and of characters that every shell, tool and
 * file system takes as they are.
 */
#ifndef IXC_ARCHIVE_PACK_H
#define IXC_ARCHIVE_PACK_H

#include "core/vec.h"

#include <stdbool.h>

/* A run of 4,000 shards; its other files are few. */
#define PACK_MAX_FILES 4096
/* The evidence of 10,000 cases and all its reports have 300 MB. */
#define PACK_MAX_BYTES ((size_t)1 << 30)
/* What a ustar header holds without a prefix. */
#define PACK_MAX_NAME 100

struct pack_file {
	char *name;
	char *bytes; /* a NUL follows */
	size_t size;
};

/* Zero-filled; the files are owned, each name occurs once. */
struct pack {
	VEC(struct pack_file) files;
};

/* Why no file may have that name, or NULL. */
const char *pack_refuse_name(const char *name);

/*
 * The name is copied and was not refused; 'bytes', with a NUL after them, are
 * taken over.  False when there is such a file already: 'bytes' are then still
 * the caller's.
 */
bool pack_add(struct pack *p, const char *name, char *bytes, size_t size);

/* The same of a text, which is copied; the caller knows that it is new. */
void pack_add_text(struct pack *p, const char *name, const char *text);

/* The same, in place of one that has the name. */
void pack_replace(struct pack *p, const char *name, const char *text);
void pack_replace_bytes(
    struct pack *p, const char *name, const void *bytes, size_t size);

/* Or NULL; valid until the next file is added. */
const struct pack_file *pack_find(const struct pack *p, const char *name);

/* How many bytes all files have. */
size_t pack_size(const struct pack *p);

/* In the order of their names, byte by byte. */
void pack_sort(struct pack *p);

void pack_free(struct pack *p);

#endif
