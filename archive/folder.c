/* SPDX-License-Identifier: Apache-2.0 */
#include "archive/folder.h"

#include "core/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Folders in folders; a bundle has one level of them. */
#define DEPTH_MAX 8

struct walk {
	const char *path; /* where it began, for messages */
	struct pack *pack;
	struct diag *diag;
	size_t bytes;
};

static bool
complain(const struct walk *w, const char *name, const char *why)
{
	diag_error(w->diag, NULL, "'%s/%s': %s", w->path, name, why);
	return false;
}

/* --- reading --- */

static bool
read_all(int fd, struct buf *into)
{
	ssize_t size;
	for (;;) {
		char *to = buf_reserve(into, 65536);
		if (!to) {
			errno = EFBIG;
			return false;
		}
		size = read(fd, to, 65536);
		if (size <= 0)
			return size == 0;
		buf_advance(into, (size_t)size);
	}
}

static bool
read_file(struct walk *w, int folder, const char *name, const char *whole)
{
	struct buf content;
	struct stat st;
	if (w->pack->files.count == PACK_MAX_FILES)
		return complain(w, whole, "it is the 4097th file");
	int fd = openat(
	    folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return complain(w, whole,
		    errno == ELOOP ? "it is a symbolic link" : strerror(errno));
	buf_init(&content, PACK_MAX_BYTES - w->bytes);
	bool is_file = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
	bool good = is_file && read_all(fd, &content);
	int problem = errno;
	close(fd);
	if (!good) {
		buf_free(&content);
		return complain(w, whole,
		    !is_file               ? "it is no plain file"
			: problem == EFBIG ? "with it, the files have more "
					     "than 1 GiB"
					   : strerror(problem));
	}
	size_t size = content.size;
	w->bytes += size;
	return pack_add(w->pack, whole, buf_take(&content), size);
}

static bool read_folder(
    struct walk *w, int fd, const char *prefix, unsigned depth);

static bool
read_entry(struct walk *w, int folder, const struct dirent *entry,
    const char *prefix, unsigned depth)
{
	struct stat st;
	char *whole = mem_printf("%s%s", prefix, entry->d_name);
	const char *why = pack_refuse_name(whole);
	bool good;
	if (why) {
		good = complain(w, whole, why);
	} else if (fstatat(folder, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) ==
		0 &&
	    S_ISDIR(st.st_mode)) {
		int fd = openat(folder, entry->d_name,
		    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		char *inner = mem_printf("%s/", whole);
		good = fd >= 0 ? read_folder(w, fd, inner, depth + 1)
			       : complain(w, whole, strerror(errno));
		free(inner);
	} else {
		good = read_file(w, folder, entry->d_name, whole);
	}
	free(whole);
	return good;
}

/* Takes over the descriptor. */
static bool
read_folder(struct walk *w, int fd, const char *prefix, unsigned depth)
{
	DIR *folder = depth < DEPTH_MAX ? fdopendir(fd) : NULL;
	bool good = true;
	if (!folder) {
		close(fd);
		return complain(w, prefix,
		    depth < DEPTH_MAX ? strerror(errno)
				      : "there are folders in folders");
	}
	size_t before = w->pack->files.count;
	for (const struct dirent *entry; good && (entry = readdir(folder));)
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0)
			good =
			    read_entry(w, dirfd(folder), entry, prefix, depth);
	closedir(folder);
	/* It is in no manifest, but its name can say something. */
	if (good && *prefix && w->pack->files.count == before)
		good = complain(w, prefix, "it is an empty folder");
	return good;
}

bool
folder_read(const char *path, struct pack *ret, struct diag *diag)
{
	struct walk w = { .path = path, .pack = ret, .diag = diag };
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return complain(&w, "", strerror(errno));
	bool good = read_folder(&w, fd, "", 0);
	pack_sort(ret);
	return good;
}

/* --- writing --- */

static bool
make_folder(const char *path)
{
	return mkdir(path, 0777) == 0 || errno == EEXIST;
}

/* Those between 'path' and the file. */
static bool
make_folders(const char *path, const char *name)
{
	bool good = make_folder(path);
	for (const char *slash = strchr(name, '/'); good && slash;
	     slash = strchr(slash + 1, '/')) {
		char *folder =
		    mem_printf("%s/%.*s", path, (int)(slash - name), name);
		good = make_folder(folder);
		free(folder);
	}
	return good;
}

static bool
write_all(int fd, const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t done = write(fd, bytes, size);
		if (done < 0)
			return false;
		bytes += done;
		size -= (size_t)done;
	}
	return true;
}

static bool
write_file(const char *path, const struct pack_file *f)
{
	char *whole = mem_printf("%s/%s", path, f->name);
	char *part = mem_printf("%s.part", whole);
	int fd = open(
	    part, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
	bool good = fd >= 0 && write_all(fd, f->bytes, f->size);
	if (fd >= 0)
		good = close(fd) == 0 && good;
	good = good && rename(part, whole) == 0;
	int problem = errno;
	if (!good)
		unlink(part);
	free(part);
	free(whole);
	errno = problem;
	return good;
}

bool
folder_write_file(
    const char *path, const struct pack_file *f, struct diag *diag)
{
	bool good = make_folders(path, f->name) && write_file(path, f);
	if (!good)
		diag_error(diag, NULL, "cannot write '%s/%s': %s", path,
		    f->name, strerror(errno));
	return good;
}

void
folder_remove(const char *path, const struct pack *p)
{
	for (size_t i = 0; i < p->files.count; i++) {
		char *whole = mem_printf("%s/%s", path, p->files.items[i].name);
		unlink(whole);
		for (char *slash; (slash = strrchr(whole, '/')) &&
		     (size_t)(slash - whole) > strlen(path);) {
			*slash = '\0';
			rmdir(whole);
		}
		free(whole);
	}
	rmdir(path);
}
