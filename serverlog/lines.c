/* SPDX-License-Identifier: Apache-2.0 */
#include "serverlog/lines.h"

#include "core/mem.h"
#include "core/source_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Read at a time: large enough that system calls do not matter. */
#define CHUNK_BYTES ((size_t)256 << 10)

struct log_lines {
	const char *path;
	struct diag *diag;
	int fd;
	char *bytes;       /* a chunk and a longest line */
	size_t start, end; /* what has not been taken yet */
	unsigned line;
	uint64_t taken;
	bool is_at_end, is_bad;
	bool is_long; /* the line last taken goes on */
};

struct log_lines *
log_lines_open(const char *path, struct diag *diag)
{
	const char *problem = source_problem(path);
	int fd = problem ? -1 : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0) {
		diag_error(diag, NULL, "cannot read '%s': %s", path,
		    problem ? problem : strerror(errno));
		return NULL;
	}
	struct log_lines *l = mem_zalloc(sizeof(*l));
	l->path = path;
	l->diag = diag;
	l->fd = fd;
	l->bytes = mem_alloc(CHUNK_BYTES + LOG_LINE_MAX_BYTES + 1);
	return l;
}

/* More bytes after those that are there; false: there are none. */
static bool
fill(struct log_lines *l)
{
	size_t kept = l->end - l->start;
	if (l->is_at_end)
		return false;
	memmove(l->bytes, l->bytes + l->start, kept);
	l->start = 0;
	l->end = kept;
	ssize_t got;
	do
		got = read(l->fd, l->bytes + kept, CHUNK_BYTES);
	while (got < 0 && errno == EINTR);
	if (got < 0) {
		diag_error(l->diag, NULL, "cannot read '%s': %s", l->path,
		    strerror(errno));
		l->is_bad = true;
	}
	l->is_at_end = got <= 0;
	l->end += got > 0 ? (size_t)got : 0;
	return got > 0;
}

/* Leave out what follows of a line that is too long. */
static void
skip_rest(struct log_lines *l)
{
	for (;;) {
		const char *newline =
		    memchr(l->bytes + l->start, '\n', l->end - l->start);
		size_t size = newline
		    ? (size_t)(newline - (l->bytes + l->start)) + 1
		    : l->end - l->start;
		l->start += size;
		l->taken += size;
		if (newline || !fill(l))
			return;
	}
}

/* The size of the next line: up to its end, or to what is there of it. */
static size_t
find_end(struct log_lines *l, bool *ret_has_end)
{
	size_t searched = 0;
	for (;;) {
		const char *from = l->bytes + l->start;
		size_t there = l->end - l->start;
		const char *newline = there > searched
		    ? memchr(from + searched, '\n', there - searched)
		    : NULL;
		*ret_has_end = newline != NULL;
		if (newline)
			return (size_t)(newline - from);
		searched = there;
		if (there > LOG_LINE_MAX_BYTES || !fill(l))
			return there;
	}
}

bool
log_lines_next(struct log_lines *l, struct log_line *ret)
{
	bool has_end;
	if (l->is_long) /* what was lent of it is given back only now */
		skip_rest(l);
	l->is_long = false;
	if (l->is_bad || l->line == UINT_MAX)
		return false;
	size_t size = find_end(l, &has_end);
	if (size == 0 && !has_end)
		return false;
	l->is_long = size > LOG_LINE_MAX_BYTES;
	if (l->is_long)
		size = LOG_LINE_MAX_BYTES;
	const char *from = l->bytes + l->start;
	size_t all = size + (has_end && !l->is_long);
	l->start += all;
	l->taken += all;
	if (!l->is_long && size && from[size - 1] == '\r')
		size--;
	*ret = (struct log_line){ .text = { from, size },
		.number = ++l->line,
		.is_cut = l->is_long,
		.is_last = !has_end && !l->is_long };
	return true;
}

bool
log_lines_are_bad(const struct log_lines *l)
{
	return l->is_bad;
}

uint64_t
log_lines_bytes(const struct log_lines *l)
{
	return l->taken;
}

void
log_lines_close(struct log_lines *l)
{
	if (!l)
		return;
	close(l->fd);
	free(l->bytes);
	free(l);
}
