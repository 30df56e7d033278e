/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text file in memory, and positions in it.
 *
 * Every input file (fixture, suite, target, catalogue, recording) is read
 * through here once; diagnostics quote its lines.
 */
#ifndef IXC_CORE_SOURCE_H
#define IXC_CORE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

struct diag;

struct source {
	char *path; /* as the user would type it */
	char *text; /* NUL-terminated; may hold further NULs */
	size_t size;
	int references;
};

/*
 * A place in a source: 'line' and 'column' count from 1, columns in characters;
 * 'length' characters are underlined (at least one).  A place holds no
 * reference: whoever keeps one keeps the source.  A zero-filled place means
 * "no particular place"; 'source' with line 0 means "the file as a whole".
 */
struct place {
	const struct source *source;
	unsigned line;
	unsigned column;
	unsigned length;
};

/* Largest input file accepted: 4 MiB is a thousand times our largest one. */
#define SOURCE_MAX_BYTES ((size_t)4 << 20)

/*
 * Read a file.  Returns NULL after reporting to 'diag' when it cannot be read,
 * is no regular file (a pipe may have no end), or is larger than 'max_bytes'.
 * The caller owns one reference.
 */
struct source *source_read(
    const char *path, size_t max_bytes, struct diag *diag);

/*
 * Why source_read() would refuse the file whatever is in it, or NULL; static.
 */
const char *source_problem(const char *path);

/* The last part of a path, without its folders; within 'path'. */
const char *source_file_name(const char *path);

/* The folders before it with their slash, or "."; owned by the caller. */
char *source_folder(const char *path);

/* A source from memory, for tests and built-in text; 'text' is copied. */
struct source *source_from_text(
    const char *path, const char *text, size_t size);

struct source *source_ref(struct source *s);

void source_unref(struct source *s);

/* The place 'offset' bytes into the text, spanning 'size' bytes. */
struct place source_place(const struct source *s, size_t offset, size_t size);

/*
 * Line 'line' (from 1), without its newline: pointer into the text and size.
 * False when there is no such line.
 */
bool source_line(const struct source *s, unsigned line, const char **ret_bytes,
    size_t *ret_size);

#endif
