/* SPDX-License-Identifier: Apache-2.0 */
#include "archive/archive_buf.h"

#include "core/mem.h"

#include <errno.h>

static la_ssize_t
take(struct archive *a, void *context, const void *bytes, size_t size)
{
	if (buf_add(context, bytes, size))
		return (la_ssize_t)size;
	archive_set_error(a, EFBIG, "it has more than %zu bytes",
	    ((const struct buf *)context)->max);
	return -1;
}

/* Nothing of today is in it: neither a time nor a number of threads. */
static bool
set_filter(struct archive *a, enum compression how)
{
	switch (how) {
	case COMPRESSION_NONE:
		return archive_write_add_filter_none(a) == ARCHIVE_OK;
	case COMPRESSION_GZIP:
		return archive_write_add_filter_gzip(a) == ARCHIVE_OK &&
		    archive_write_set_options(a, "gzip:!timestamp") ==
		    ARCHIVE_OK;
	case COMPRESSION_ZSTD:
		return archive_write_add_filter_zstd(a) == ARCHIVE_OK;
	}
	return false;
}

bool
archive_buf_open(struct archive *a, enum compression how, struct buf *into)
{
	/* No zeros at the end, which not every reader takes. */
	return set_filter(a, how) &&
	    archive_write_set_bytes_in_last_block(a, 1) == ARCHIVE_OK &&
	    archive_write_open(a, into, NULL, take, NULL) == ARCHIVE_OK;
}

bool
archive_buf_close(struct archive *a, bool is_good, char **ret_problem)
{
	is_good = is_good && archive_write_close(a) == ARCHIVE_OK;
	if (!is_good) {
		const char *why = archive_error_string(a);
		*ret_problem = mem_strdup(why ? why : "libarchive failed");
	}
	archive_write_free(a);
	return is_good;
}
