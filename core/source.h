/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text file in memory, and positions in it.
 *
 * Every input file (fixture, suite, target, catalogue, recording) is one, read
 * by source_file.h; diagnostics quote its lines.
 */
#ifndef IXC_CORE_SOURCE_H
#define IXC_CORE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

struct source {
	char *path;       /* as the user would type it */
	const char *name; /* what reports call it: the end of 'path', without
			   * the folders of this machine */
	char *text;       /* NUL-terminated; may hold further NULs */
	size_t size;
	int references;
};

/*
 * A place in a source: 'line' and 'column' count from 1, columns in characters;
 * 'length' characters are underlined (at least one).  A place holds no
 * reference: its owner also keeps the source.  A zero-filled place means "no
 * particular place"; 'source' with line 0 means "the file as a whole".
 */
struct place {
	const struct source *source;
	unsigned line;
	unsigned column;
	unsigned length;
};

/* Largest input file accepted: 4 MiB is a thousand times our largest one. */
#define SOURCE_MAX_BYTES ((size_t)4 << 20)

/* The last part of a path, without its folders; within 'path'. */
const char *source_file_name(const char *path);

/*
 * What reports call a path that was typed: an absolute one is of this machine,
 * so only its last part is left.  Within 'path'.
 */
const char *source_public_name(const char *path);

/*
 * The same of a file of which it is known where its like are: its path from
 * that folder ("" and ".": where we are), if it is in there.
 */
const char *source_name_in(const char *path, const char *folder);

/* The folders before it with their slash, or "."; owned by the caller. */
char *source_folder(const char *path);

/* A source of that text, which it takes over: a NUL stands after it. */
struct source *source_own(const char *path, char *text, size_t size);

/* A source from memory, for tests and built-in text; 'text' is copied. */
struct source *source_from_text(
    const char *path, const char *text, size_t size);

/* It is called as source_name_in() says; at first, by its file's name. */
void source_name_within(struct source *s, const char *folder);

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
