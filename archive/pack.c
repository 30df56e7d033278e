/* SPDX-License-Identifier: Apache-2.0 */
#include "archive/pack.h"

#include "core/mem.h"

#include <assert.h>
#include <string.h>

/* Letters and digits of ASCII, whatever the locale is. */
static bool
is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || (c && strchr("._-+", c));
}

static const char *
refuse_part(const char *part, size_t length)
{
	if (length == 0)
		return "a part of it is empty";
	if (length == 2 && memcmp(part, "..", 2) == 0)
		return "it leads out of the folder";
	if (length == 1 && *part == '.')
		return "a part of it is '.'";
	if (*part == '-')
		return "a part of it would be an option of commands";
	return NULL;
}

const char *
pack_refuse_name(const char *name)
{
	if (*name == '/')
		return "it is absolute";
	if (strlen(name) > PACK_MAX_NAME)
		return "it is longer than 100 bytes";
	for (const char *part = name;; part++) {
		size_t length = strcspn(part, "/");
		const char *why = refuse_part(part, length);
		if (why)
			return why;
		part += length;
		if (!*part)
			break;
	}
	for (const char *at = name; *at; at++)
		if (*at != '/' && !is_plain(*at))
			return "only the letters and digits of ASCII, and "
			       "._-+, are portable";
	return NULL;
}

bool
pack_add(struct pack *p, const char *name, char *bytes, size_t size)
{
	assert(!pack_refuse_name(name) && bytes[size] == '\0');
	if (pack_find(p, name))
		return false;
	struct pack_file file = { mem_strdup(name), bytes, size };
	vec_push(&p->files, file);
	return true;
}

void
pack_add_text(struct pack *p, const char *name, const char *text)
{
	bool is_new = pack_add(p, name, mem_strdup(text), strlen(text));
	assert(is_new);
	(void)is_new;
}

static void
remove_file(struct pack *p, const char *name)
{
	for (size_t i = 0; i < p->files.count; i++) {
		if (strcmp(p->files.items[i].name, name) != 0)
			continue;
		free(p->files.items[i].name);
		free(p->files.items[i].bytes);
		p->files.items[i] = p->files.items[--p->files.count];
		return;
	}
}

void
pack_replace_bytes(
    struct pack *p, const char *name, const void *bytes, size_t size)
{
	remove_file(p, name);
	pack_add(p, name, mem_strndup(bytes, size), size);
}

void
pack_replace(struct pack *p, const char *name, const char *text)
{
	pack_replace_bytes(p, name, text, strlen(text));
}

const struct pack_file *
pack_find(const struct pack *p, const char *name)
{
	for (size_t i = 0; i < p->files.count; i++)
		if (strcmp(p->files.items[i].name, name) == 0)
			return &p->files.items[i];
	return NULL;
}

size_t
pack_size(const struct pack *p)
{
	size_t size = 0;
	for (size_t i = 0; i < p->files.count; i++)
		size += p->files.items[i].size;
	return size;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(((const struct pack_file *)a)->name,
	    ((const struct pack_file *)b)->name);
}

void
pack_sort(struct pack *p)
{
	if (p->files.count)
		qsort(p->files.items, p->files.count, sizeof(*p->files.items),
		    compare_names);
}

void
pack_free(struct pack *p)
{
	for (size_t i = 0; i < p->files.count; i++) {
		free(p->files.items[i].name);
		free(p->files.items[i].bytes);
	}
	vec_free(&p->files);
}
