/* SPDX-License-Identifier: Apache-2.0 */
#include "archive/archive.h"

#include "archive/archive_buf.h"
#include "core/mem.h"

#include <archive_entry.h>

static bool
add_file(struct archive *a, const struct pack_file *f, const char *top,
    int64_t time_s)
{
	struct archive_entry *entry = archive_entry_new();
	char *name = mem_printf("%s/%s", top, f->name);
	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)f->size);
	archive_entry_set_mtime(entry, time_s, 0);
	archive_entry_set_uid(entry, 0);
	archive_entry_set_gid(entry, 0);
	bool good = archive_write_header(a, entry) == ARCHIVE_OK &&
	    archive_write_data(a, f->bytes, f->size) == (la_ssize_t)f->size;
	archive_entry_free(entry);
	free(name);
	return good;
}

bool
archive_make(const struct pack *p, const char *top, int64_t time_s,
    enum compression how, struct buf *into, char **ret_problem)
{
	struct archive *a = archive_write_new();
	archive_write_set_format_ustar(a);
	bool good = archive_buf_open(a, how, into);
	for (size_t i = 0; good && i < p->files.count; i++)
		good = add_file(a, &p->files.items[i], top, time_s);
	return archive_buf_close(a, good, ret_problem);
}
