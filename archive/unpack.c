/* SPDX-License-Identifier: Apache-2.0 */
#include "archive/unpack.h"

#include "archive/folder.h"
#include "archive/packed_bytes.h"
#include "core/mem.h"
#include "core/source_file.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What is copied at once. */
#define BLOCK_BYTES 65536
/* All files, and a header of 512 bytes and as much padding for each entry. */
#define TAR_MAX_BYTES (PACK_MAX_BYTES + 4 * PACK_MAX_FILES * (size_t)512)

struct unpacking {
	const char *path; /* in messages */
	struct archive *archive;
	struct pack *pack;
	struct diag *diag;
	size_t bytes;        /* so far, of all files */
	VEC(char *) folders; /* their names; owned */
};

static bool
refuse(const struct unpacking *u, const char *name, const char *why)
{
	diag_error(u->diag, NULL, "'%s': '%s' in it: %s", u->path, name, why);
	return false;
}

static bool
complain(const struct unpacking *u)
{
	const char *why = archive_error_string(u->archive);
	diag_error(u->diag, NULL, "cannot read the archive '%s': %s", u->path,
	    why ? why : "it is damaged");
	return false;
}

/* --- one entry --- */

/* A name that grew by '/' or './' is the same file. */
static char *
name_of(struct archive_entry *entry)
{
	const char *name = archive_entry_pathname(entry);
	if (!name)
		return NULL;
	while (strncmp(name, "./", 2) == 0)
		name += 2;
	size_t length = strlen(name);
	if (archive_entry_filetype(entry) == AE_IFDIR)
		while (length > 1 && name[length - 1] == '/')
			length--;
	return mem_strndup(name, length);
}

static const char *
refuse_kind(struct archive_entry *entry)
{
	if (archive_entry_hardlink(entry))
		return "it is a hard link";
	switch (archive_entry_filetype(entry)) {
	case AE_IFREG:
	case AE_IFDIR:
		return NULL;
	case AE_IFLNK:
		return "it is a symbolic link";
	case AE_IFCHR:
	case AE_IFBLK:
		return "it is a device";
	case AE_IFIFO:
	case AE_IFSOCK:
		return "it is a pipe or a socket";
	}
	return "it is no plain file";
}

static bool
read_bytes(struct unpacking *u, const char *name, struct buf *into)
{
	char block[BLOCK_BYTES];
	la_ssize_t size;
	while (
	    (size = archive_read_data(u->archive, block, sizeof(block))) > 0) {
		if (!buf_add(into, block, (size_t)size))
			return refuse(
			    u, name, "with it, the files have more than 1 GiB");
	}
	return size == 0 || complain(u);
}

static bool
read_file(struct unpacking *u, const char *name)
{
	struct buf content;
	buf_init(&content, PACK_MAX_BYTES - u->bytes);
	if (u->pack->files.count == PACK_MAX_FILES)
		return refuse(u, name, "it is the 4097th file");
	if (pack_find(u->pack, name))
		return refuse(u, name, "there are two of that name");
	if (!read_bytes(u, name, &content)) {
		buf_free(&content);
		return false;
	}
	size_t size = content.size;
	u->bytes += size;
	return pack_add(u->pack, name, buf_take(&content), size);
}

static bool
read_entry(struct unpacking *u, struct archive_entry *entry)
{
	char *name = name_of(entry);
	bool is_folder = archive_entry_filetype(entry) == AE_IFDIR;
	if (!name) {
		diag_error(u->diag, NULL,
		    "'%s': a file in it has a name that cannot be read",
		    u->path);
		return false;
	}
	const char *why = refuse_kind(entry);
	/* The folder itself: "./". */
	if (!why && !(is_folder && (!*name || strcmp(name, ".") == 0)))
		why = pack_refuse_name(name);
	if (!why && is_folder) {
		vec_push(&u->folders, name);
		return true;
	}
	bool good = why ? refuse(u, name, why) : read_file(u, name);
	free(name);
	return good;
}

/* --- all of them --- */

static bool
read_entries(struct unpacking *u)
{
	struct archive_entry *entry;
	unsigned entries = 0;
	int status;
	while ((status = archive_read_next_header(u->archive, &entry)) ==
	    ARCHIVE_OK) {
		/* Folders count: a million of them take their time, too. */
		if (++entries > 2 * PACK_MAX_FILES)
			return refuse(u, "...", "it is the 8193rd entry");
		if (!read_entry(u, entry))
			return false;
	}
	return status == ARCHIVE_EOF || complain(u);
}

static bool
holds_file(const struct pack *p, const char *folder)
{
	size_t length = strlen(folder);
	for (size_t i = 0; i < p->files.count; i++)
		if (strncmp(p->files.items[i].name, folder, length) == 0 &&
		    p->files.items[i].name[length] == '/')
			return true;
	return false;
}

/* An empty folder is in no manifest, but its name can say something. */
static bool
check_folders(const struct unpacking *u)
{
	for (size_t i = 0; i < u->folders.count; i++) {
		const char *name = u->folders.items[i];
		if (*name && strcmp(name, ".") != 0 &&
		    !holds_file(u->pack, name))
			return refuse(u, name, "it is an empty folder");
	}
	return true;
}

/* Zeros may fill up a block; all else is hidden from who unpacks it. */
static bool
check_end(const struct unpacking *u, const struct buf *tar)
{
	size_t at = (size_t)archive_filter_bytes(u->archive, 0);
	while (at < tar->size && tar->bytes[at] == '\0')
		at++;
	if (at >= tar->size)
		return true;
	diag_error(u->diag, NULL, "'%s': %zu bytes follow after its last file",
	    u->path, tar->size - at);
	return false;
}

static bool
read_tar(struct unpacking *u, const struct buf *tar)
{
	u->archive = archive_read_new();
	archive_read_support_format_tar(u->archive);
	bool good = archive_read_open_memory(
			u->archive, buf_text(tar), tar->size) == ARCHIVE_OK ||
	    complain(u);
	good = good && read_entries(u) && check_folders(u) && check_end(u, tar);
	for (size_t i = 0; i < u->folders.count; i++)
		free(u->folders.items[i]);
	vec_free(&u->folders);
	archive_read_free(u->archive);
	return good;
}

static bool
take(void *context, const char *bytes, size_t size)
{
	return buf_add(context, bytes, size);
}

static bool
unpack_archive(struct unpacking *u)
{
	struct source *packed = source_read(u->path, PACK_MAX_BYTES, u->diag);
	struct buf tar;
	char *problem = NULL;
	if (!packed)
		return false;
	buf_init(&tar, TAR_MAX_BYTES);
	struct packed_bytes_taker taker = { &tar, take };
	bool good = packed_bytes_open(
	    packed->text, packed->size, TAR_MAX_BYTES, &taker, &problem);
	if (!good)
		diag_error(u->diag, NULL, "cannot read the archive '%s': %s",
		    u->path, problem);
	free(problem);
	source_unref(packed);
	good = good && read_tar(u, &tar);
	buf_free(&tar);
	return good;
}

/* --- the folder around everything --- */

/* How many bytes of each name are that of one folder, its slash included. */
static size_t
common_folder(const struct pack *p)
{
	const char *first = p->files.count ? p->files.items[0].name : "";
	size_t length = strcspn(first, "/") + 1;
	if (!strchr(first, '/'))
		return 0;
	for (size_t i = 1; i < p->files.count; i++)
		if (strncmp(first, p->files.items[i].name, length) != 0)
			return 0;
	return length;
}

static char *
strip_folder(struct pack *p)
{
	size_t length = common_folder(p);
	if (length == 0)
		return NULL;
	char *top = mem_strndup(p->files.items[0].name, length - 1);
	for (size_t i = 0; i < p->files.count; i++) {
		char *name = p->files.items[i].name;
		memmove(name, name + length, strlen(name + length) + 1);
	}
	return top;
}

bool
unpack(const char *path, struct pack *ret, char **ret_top, struct diag *diag)
{
	struct unpacking u = { .path = path, .pack = ret, .diag = diag };
	struct stat st;
	bool good = false;
	*ret = (struct pack){ 0 };
	*ret_top = NULL;
	if (stat(path, &st) != 0)
		diag_error(
		    diag, NULL, "cannot read '%s': %s", path, strerror(errno));
	else if (S_ISDIR(st.st_mode))
		good = folder_read(path, ret, diag);
	else if (S_ISREG(st.st_mode))
		good = unpack_archive(&u);
	else
		diag_error(diag, NULL,
		    "'%s' is neither a folder nor an archive", path);
	if (!good)
		pack_free(ret);
	if (good && !S_ISDIR(st.st_mode))
		*ret_top = strip_folder(ret);
	return good;
}
