/* SPDX-License-Identifier: Apache-2.0 */
#include "core/source.h"

#include "core/escape.h"
#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

struct source *
source_own(const char *path, char *text, size_t size)
{
	struct source *s = mem_zalloc(sizeof(*s));
	s->path = mem_strdup(path);
	s->name = source_file_name(s->path);
	s->text = text;
	s->size = size;
	s->references = 1;
	return s;
}

const char *
source_file_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

const char *
source_public_name(const char *path)
{
	if (*path != '/')
		return path;
	const char *end = path + strlen(path);
	while (end > path && end[-1] == '/')
		end--;
	while (end > path && end[-1] != '/')
		end--;
	return end;
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

static const char *
skip_here(const char *path)
{
	while (strncmp(path, "./", 2) == 0)
		path += 2;
	return strcmp(path, ".") == 0 ? "" : path;
}

const char *
source_name_in(const char *path, const char *folder)
{
	const char *name = skip_here(path);
	folder = skip_here(folder);
	size_t size = strlen(folder);
	bool is_there =
	    size == 0 ? *name != '/' : strncmp(name, folder, size) == 0;
	while (size && folder[size - 1] == '/')
		size--;
	if (!is_there || (*folder && name[size] != '/'))
		return source_file_name(path);
	name += size + strspn(name + size, "/");
	/* Above it is the machine again. */
	return strncmp(name, "../", 3) == 0 ? source_file_name(path) : name;
}

void
source_name_within(struct source *s, const char *folder)
{
	s->name = source_name_in(s->path, folder);
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
