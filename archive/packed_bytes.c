/* SPDX-License-Identifier: Apache-2.0 */
#include "archive/packed_bytes.h"

#include "archive/archive_buf.h"
#include "core/mem.h"

#include <archive_entry.h>

/* Deflate makes at most 1,032 bytes of one; recordings get to some 40, pages
 * of them to 60.  Small files may have any ratio. */
#define RATIO_MAX 200
#define SUSPICIOUS_BYTES ((size_t)16 << 20)

bool
packed_bytes_make(const char *bytes, size_t size, enum compression how,
    struct buf *into, char **ret_problem)
{
	struct archive *a = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_write_set_format_raw(a);
	bool good = archive_buf_open(a, how, into) &&
	    archive_write_header(a, entry) == ARCHIVE_OK &&
	    archive_write_data(a, bytes, size) == (la_ssize_t)size;
	archive_entry_free(entry);
	return archive_buf_close(a, good, ret_problem);
}

/* --- the other way --- */

static char *
check_growth(size_t unpacked, size_t packed, size_t max)
{
	if (unpacked > max)
		return mem_printf("it unpacks to more than %zu bytes", max);
	if (unpacked > SUSPICIOUS_BYTES && unpacked / RATIO_MAX > packed)
		return mem_printf(
		    "it unpacks to more than %d times its size", RATIO_MAX);
	return NULL;
}

/* A decompressor stops at the end of its data, whatever follows. */
static bool
has_no_more(struct archive *a, size_t packed, char **ret_problem)
{
	size_t taken = (size_t)archive_filter_bytes(a, -1);
	if (taken < packed)
		*ret_problem = mem_printf(
		    "%zu bytes follow after its end", packed - taken);
	return taken >= packed;
}

static bool
hand_on(struct archive *a, size_t packed, size_t max,
    const struct packed_bytes_taker *taker, char **ret_problem)
{
	const void *block;
	size_t size, sum = 0;
	la_int64_t offset;
	int status;
	while ((status = archive_read_data_block(a, &block, &size, &offset)) ==
	    ARCHIVE_OK) {
		sum += size;
		*ret_problem = check_growth(sum, packed, max);
		if (*ret_problem || !taker->take(taker->context, block, size))
			return false;
	}
	if (status == ARCHIVE_EOF)
		return has_no_more(a, packed, ret_problem);
	const char *why = archive_error_string(a);
	*ret_problem = mem_strdup(why ? why : "it is damaged");
	return false;
}

bool
packed_bytes_open(const char *bytes, size_t size, size_t max,
    const struct packed_bytes_taker *taker, char **ret_problem)
{
	struct archive *a = archive_read_new();
	struct archive_entry *entry;
	*ret_problem = NULL;
	if (archive_read_support_filter_gzip(a) != ARCHIVE_OK ||
	    archive_read_support_filter_zstd(a) != ARCHIVE_OK)
		archive_clear_error(a);
	archive_read_support_format_raw(a);
	bool good = archive_read_open_memory(a, bytes, size) == ARCHIVE_OK &&
	    archive_read_next_header(a, &entry) == ARCHIVE_OK;
	if (!good) {
		const char *why = archive_error_string(a);
		*ret_problem = mem_strdup(why ? why : "it is damaged");
	}
	good = good && hand_on(a, size, max, taker, ret_problem);
	archive_read_free(a);
	return good;
}
