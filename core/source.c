/* SPDX-License-Identifier: Apache-2.0 */
#include "core/source.h"

#include "core/diag.h"
#include "core/escape.h"
#include "core/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Fills *ret_size; NULL with errno set, or with errno 0 when it is too big. */
static char *
read_all(int fd, size_t max_bytes, size_t *ret_size)
{
	size_t size = 0, capacity = 16384;
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
	return text;
}

static struct source *
source_own(const char *path, char *text, size_t size)
{
	struct source *s = mem_zalloc(sizeof(*s));
	s->path = mem_strdup(path);
	s->text = text;
	s->size = size;
	s->references = 1;
	return s;
}

/* Why that is no file to be read as a whole, or NULL. */
static const char *
strange_kind(const struct stat *s)
{
	if (S_ISREG(s->st_mode))
		return NULL;
	if (S_ISDIR(s->st_mode))
		return "it is a folder; a file is wanted";
	if (S_ISFIFO(s->st_mode))
		return "it is a pipe; a file is wanted";
	return "it is a device; a file is wanted";
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
source_read(const char *path, size_t max_bytes, struct diag *diag)
{
	size_t size = 0;
	/* A pipe without a writer would let us wait for ever. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0) {
		diag_error(
		    diag, NULL, "cannot read '%s': %s", path, strerror(errno));
		return NULL;
	}
	struct stat s;
	const char *strange = fstat(fd, &s) == 0 ? strange_kind(&s) : NULL;
	if (strange) {
		diag_error(diag, NULL, "cannot read '%s': %s", path, strange);
		close(fd);
		return NULL;
	}
	char *text = read_all(fd, max_bytes, &size);
	int saved = errno;
	close(fd);
	if (!text && saved)
		diag_error(
		    diag, NULL, "cannot read '%s': %s", path, strerror(saved));
	else if (!text)
		diag_error(diag, NULL,
		    "'%s' is larger than the limit of %zu bytes", path,
		    max_bytes);
	return text ? source_own(path, text, size) : NULL;
}

const char *
source_file_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

char *
source_folder(const char *path)
{
	size_t size = (size_t)(source_file_name(path) - path);
	return size ? mem_strndup(path, size) : mem_strdup(".");
}

struct source *
source_from_text(const char *path, const char *text, size_t size)
{
	return source_own(path, mem_strndup(text, size), size);
}

struct source *
source_ref(struct source *s)
{
	s->references++;
	return s;
}

void
source_unref(struct source *s)
{
	if (!s || --s->references)
		return;
	free(s->path);
	free(s->text);
	free(s);
}

static unsigned
count_characters(const char *bytes, size_t size)
{
	unsigned count = 0;
	for (size_t i = 0; i < size; count++) {
		size_t length = utf8_next(bytes + i, size - i, NULL);
		i += length ? length : 1;
	}
	return count;
}

struct place
source_place(const struct source *s, size_t offset, size_t size)
{
	struct place at = { .source = s, .line = 1 };
	size_t line_start = 0;

	if (offset > s->size)
		offset = s->size;
	if (size > s->size - offset)
		size = s->size - offset;
	for (size_t i = 0; i < offset; i++) {
		if (s->text[i] == '\n') {
			at.line++;
			line_start = i + 1;
		}
	}
	at.column =
	    1 + count_characters(s->text + line_start, offset - line_start);
	at.length = count_characters(s->text + offset, size);
	if (at.length == 0)
		at.length = 1;
	return at;
}

bool
source_line(const struct source *s, unsigned line, const char **ret_bytes,
    size_t *ret_size)
{
	const char *start = s->text, *end = s->text + s->size;
	if (line == 0)
		return false;
	for (unsigned i = 1; i < line; i++) {
		start = memchr(start, '\n', (size_t)(end - start));
		if (!start)
			return false;
		start++;
	}
	const char *stop = memchr(start, '\n', (size_t)(end - start));
	stop = stop ? stop : end;
	if (stop > start && stop[-1] == '\r')
		stop--;
	*ret_bytes = start;
	*ret_size = (size_t)(stop - start);
	return true;
}
