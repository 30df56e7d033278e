/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a report goes: a file that appears whole under its name or not at all.
 *
 * Opening immediately creates a temporary file next to the wanted one, so that
 * an unwritable path is known before a run starts; committing renames it.  If
 * the file system supports it, it has no name until then, and nothing is left
 * if the program is killed.  Writes nothing by itself and never reads what was
 * there before.
 *
 * What ixconform reads (a fixture, a suite, a target, the catalogue, a
 * recording) is never replaced by a report: that would be a mistake on the
 * command line. A symbolic link stays and its target is replaced.  An existing
 * path that is not a regular file (a device, a pipe), or is already open
 * (/dev/fd/3), is written to directly.  A file that cannot be replaced, since
 * it is mounted or since its folder cannot be written to, is filled in place,
 * at the end.
 *
 * No file is written by two processes: the second one is refused.
 */
#ifndef IXC_RECORD_OUTPUT_H
#define IXC_RECORD_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct output;

/*
 * Open 'path', "-" for 'standard', which is borrowed and never closed; so is
 * /dev/stdout, unless 'standard' is NULL.  A new file gets the mode that the
 * umask leaves, an existing one keeps its own.
 *
 * Returns NULL and sets *ret_problem (one line, freed by the caller) when the
 * path names a directory, an input, what standard output is redirected to, what
 * another process is writing (errno is EBUSY then), or cannot be written to.
 */
struct output *output_open(
    const char *path, FILE *standard, char **ret_problem);

/*
 * The same for output that must survive if the program is killed: 'path' is
 * created and written to directly.  An older recording is emptied only by
 * output_claim().
 */
struct output *output_open_log(
    const char *path, FILE *standard, char **ret_problem);

/*
 * Remove what was there before: a run that is killed must not leave the report
 * of an earlier one under its name.
 */
void output_claim(struct output *o);

/* Pass what was written to the system; a failure is remembered, too. */
void output_flush(struct output *o);

/* Buffered, but a log is not; a failure is remembered for output_commit(). */
void output_write(struct output *o, const void *bytes, size_t size);

/*
 * Write out, give the file its name, and free 'o'.  Returns false and sets
 * *ret_problem (freed by the caller) when anything was not written, a full disk
 * included; what was there before, and was not claimed, is then still there.
 */
bool output_commit(struct output *o, char **ret_problem);

/*
 * There is no result; remove what an earlier run left under its name, so that
 * it cannot be mistaken for the result of this one; frees 'o'.  For a log that
 * was not claimed.  Files that are not ours to remove are left alone.
 */
void output_drop(struct output *o);

/* Leave everything as it was (a log as it is) and free 'o'; NULL is fine. */
void output_discard(struct output *o);

#endif
