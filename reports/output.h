/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a report goes: a file that appears whole under its name or not at all.
 *
 * Opening creates a temporary file beside the wanted one at once, so that an
 * unwritable path is known before a run starts; committing renames it.  Writes
 * nothing by itself and never reads what was there before.
 *
 * A symbolic link stays and its target is replaced.  What is there but is no
 * regular file (a device, a pipe) is written to directly.
 */
#ifndef IXC_REPORTS_OUTPUT_H
#define IXC_REPORTS_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct output;

/*
 * Open 'path', "-" for 'standard', which is borrowed and never closed.  A new
 * file gets the mode that the umask leaves, an existing one keeps its own.
 *
 * Returns NULL and sets *ret_problem (one line, freed by the caller) when the
 * path names a directory, or cannot be written to.
 */
struct output *output_open(
    const char *path, FILE *standard, char **ret_problem);

/*
 * The same for what has to be there even if the program is killed: 'path' is
 * emptied, or created, and written to directly.
 */
struct output *output_open_log(
    const char *path, FILE *standard, char **ret_problem);

/* Hand what was written to the system; a failure is remembered likewise. */
void output_flush(struct output *o);

/* Buffered; a failure is remembered for output_commit(). */
void output_write(struct output *o, const void *bytes, size_t size);

/*
 * Write out, give the file its name, and free 'o'.  Returns false and sets
 * *ret_problem (freed by the caller) when anything was not written, a full disk
 * included; what was there before is then still there.
 */
bool output_commit(struct output *o, char **ret_problem);

/* Leave everything as it was (but a log as it is) and free 'o'; NULL is fine.
 */
void output_discard(struct output *o);

#endif
