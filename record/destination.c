/* SPDX-License-Identifier: Apache-2.0 */
#include "record/destination.h"

#include "core/mem.h"
#include "core/source.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* As many as Linux follows itself. */
#define LINKS_MAX 40

/* The number at the end of "/dev/fd/3", or -1. */
static int
numbered_descriptor(const char *path)
{
	static const char *const folders[] = { "/dev/fd/", "/proc/self/fd/" };
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		size_t size = strlen(folders[i]);
		const char *digits = path + size;
		if (strncmp(path, folders[i], size) == 0 && *digits &&
		    strlen(digits) < 8 &&
		    digits[strspn(digits, "0123456789")] == '\0')
			return atoi(digits);
	}
	return -1;
}

static int
descriptor_of(const char *path)
{
	if (strcmp(path, "/dev/stdout") == 0)
		return STDOUT_FILENO;
	if (strcmp(path, "/dev/stderr") == 0)
		return STDERR_FILENO;
	return numbered_descriptor(path);
}

/* Where a link leads to; the caller frees it.  NULL: it is none. */
static char *
follow_link(const char *path)
{
	char text[PATH_MAX];
	ssize_t size = readlink(path, text, sizeof(text));
	if (size <= 0 || (size_t)size == sizeof(text))
		return NULL;
	if (text[0] == '/')
		return mem_strndup(text, (size_t)size);
	return mem_printf("%.*s%.*s", (int)(source_file_name(path) - path),
	    path, (int)size, text);
}

static enum destination_kind
kind_of(const struct stat *s)
{
	if (S_ISDIR(s->st_mode))
		return DESTINATION_FOLDER;
	return S_ISREG(s->st_mode) ? DESTINATION_FILE : DESTINATION_OTHER;
}

/* The folder of a path that does not exist; "" if it names none. */
static void
stat_folder(struct destination *d)
{
	char *folder = source_folder(d->name);
	if (stat(folder, &d->stat) != 0)
		memset(&d->stat, 0, sizeof(d->stat));
	free(folder);
}

static bool
fill(struct destination *d)
{
	d->descriptor = descriptor_of(d->name);
	if (d->descriptor >= 0) {
		d->kind = DESTINATION_OPEN;
		return fstat(d->descriptor, &d->stat) == 0;
	}
	if (stat(d->name, &d->stat) == 0) {
		d->kind = kind_of(&d->stat);
		return true;
	}
	if (errno != ENOENT)
		return false;
	d->kind = DESTINATION_NEW;
	stat_folder(d);
	return true;
}

bool
destination_find(const char *path, struct destination *ret)
{
	struct destination d = { .name = mem_strdup(path) };
	char *next;
	for (int i = 0; descriptor_of(d.name) < 0 && i < LINKS_MAX &&
	     (next = follow_link(d.name));
	     i++) {
		free(d.name);
		d.name = next;
	}
	if (fill(&d)) {
		*ret = d;
		return true;
	}
	int saved = errno;
	free(d.name);
	errno = saved;
	return false;
}

void
destination_clear(struct destination *d)
{
	free(d->name);
	d->name = NULL;
}

bool
destination_is_standard(const char *path)
{
	struct destination d;
	if (strcmp(path, "-") == 0)
		return true;
	if (!destination_find(path, &d))
		return false;
	bool is = d.kind == DESTINATION_OPEN && d.descriptor == STDOUT_FILENO;
	destination_clear(&d);
	return is;
}

static bool
is_same_inode(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Does the folder take "a" and "A" for one name?  Asked by trying. */
static bool
folds_case(const char *name)
{
	char *folder = source_folder(name);
	char *lower =
	    mem_printf("%s/.ixconform-%ld-case.tmp", folder, (long)getpid());
	char *upper =
	    mem_printf("%s/.ixconform-%ld-CASE.tmp", folder, (long)getpid());
	int fd = open(lower, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool folds = fd >= 0 && access(upper, F_OK) == 0;
	if (fd >= 0) {
		close(fd);
		unlink(lower);
	}
	free(folder);
	free(lower);
	free(upper);
	return folds;
}

static bool
is_same_new(const struct destination *a, const struct destination *b)
{
	const char *x = source_file_name(a->name);
	const char *y = source_file_name(b->name);
	if (!a->stat.st_ino || !is_same_inode(&a->stat, &b->stat))
		return false;
	return strcmp(x, y) == 0 ||
	    (strcasecmp(x, y) == 0 && folds_case(a->name));
}

static bool
is_same(const struct destination *a, const struct destination *b)
{
	if ((a->kind == DESTINATION_NEW) != (b->kind == DESTINATION_NEW))
		return false;
	if (a->kind == DESTINATION_NEW)
		return is_same_new(a, b);
	if (a->kind == DESTINATION_OPEN && b->kind == DESTINATION_OPEN &&
	    a->descriptor == b->descriptor)
		return true;
	/* A device takes everything, but the readers of a pipe want one. */
	return !S_ISCHR(a->stat.st_mode) && is_same_inode(&a->stat, &b->stat);
}

bool
destination_is_same(const char *a, const char *b)
{
	struct destination x, y;
	bool same = false;
	if (destination_is_standard(a) && destination_is_standard(b))
		return true;
	if (!destination_find(a, &x))
		return false;
	if (destination_find(b, &y)) {
		same = is_same(&x, &y);
		destination_clear(&y);
	}
	destination_clear(&x);
	return same;
}

bool
destination_is_open_at(const struct destination *d, int descriptor)
{
	struct stat s;
	return d->kind == DESTINATION_FILE && fstat(descriptor, &s) == 0 &&
	    is_same_inode(&s, &d->stat);
}
