/* SPDX-License-Identifier: Apache-2.0 */
#include "core/source_file.h"

#include "core/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of a file that says nothing of its size, as in /proc. */
#define USUAL_FILE_BYTES 16384

/*
 * A file of about 'expected' bytes.  Fills *ret_size; NULL with errno set, or
 * with errno 0 when it is too big.
 */
static char *
read_all(int fd, size_t expected, size_t max_bytes, size_t *ret_size)
{
	/* With room for the NUL, and for noticing the end. */
	size_t size = 0, capacity = expected + 2;
	char *text = mem_alloc(capacity);

	for (;;) {
		ssize_t got = read(fd, text + size, capacity - 1 - size);
		if (got < 0 && errno == EINTR)
			continue;
		errno = got < 0 ? errno : 0;
		if (got <= 0)
			break;
		size += (size_t)got;
		if (size > max_bytes)
			break;
		if (size + 1 == capacity) {
			capacity *= 2;
			text = mem_resize(text, capacity, 1);
		}
	}
	if (errno || size > max_bytes) {
		free(text);
		return NULL;
	}
	text[size] = '\0';
	*ret_size = size;
	return size == expected ? text : mem_resize(text, size + 1, 1);
}

/* Why that is no file to be read as a whole, or NULL. */
static const char *
strange_kind(const struct stat *s)
{
	if (S_ISREG(s->st_mode))
		return NULL;
	if (S_ISDIR(s->st_mode))
		return "it is a folder, not a file";
	if (S_ISFIFO(s->st_mode))
		return "it is a pipe, not a file";
	return "it is a device, not a file";
}

const char *
source_problem(const char *path)
{
	struct stat s;
	if (stat(path, &s) < 0 || access(path, R_OK) < 0)
		return strerror(errno);
	return strange_kind(&s);
}

struct source *
source_read_named(const char *path, const struct place *named_at,
    size_t max_bytes, struct diag *diag)
{
	size_t size = 0;
	/* A pipe without a writer would make us wait forever. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0) {
		diag_error(diag, named_at, "cannot read '%s': %s", path,
		    strerror(errno));
		return NULL;
	}
	struct stat s;
	const char *strange = fstat(fd, &s) == 0 ? strange_kind(&s) : NULL;
	if (strange) {
		diag_error(
		    diag, named_at, "cannot read '%s': %s", path, strange);
		close(fd);
		return NULL;
	}
	size_t expected = s.st_size > 0 && (uintmax_t)s.st_size <= max_bytes
	    ? (size_t)s.st_size
	    : USUAL_FILE_BYTES;
	char *text = read_all(fd, expected, max_bytes, &size);
	int saved = errno;
	close(fd);
	if (!text && saved)
		diag_error(diag, named_at, "cannot read '%s': %s", path,
		    strerror(saved));
	else if (!text)
		diag_error(diag, named_at,
		    "'%s' is larger than the limit of %zu bytes", path,
		    max_bytes);
	return text ? source_own(path, text, size) : NULL;
}

struct source *
source_read(const char *path, size_t max_bytes, struct diag *diag)
{
	return source_read_named(path, NULL, max_bytes, diag);
}
