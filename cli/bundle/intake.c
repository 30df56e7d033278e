/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/bundle/intake.h"

#include "archive/packed_bytes.h"
#include "bundle/layout.h"
#include "core/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK_BYTES 65536

/* False with errno. */
static bool
read_file(const char *path, struct buf *into)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t size = fd < 0 ? -1 : 1;
	while (size > 0) {
		char *to = buf_reserve(into, BLOCK_BYTES);
		errno = EFBIG;
		size = to ? read(fd, to, BLOCK_BYTES) : -1;
		if (size > 0)
			buf_advance(into, (size_t)size);
	}
	int problem = errno;
	if (fd >= 0)
		close(fd);
	errno = problem;
	return size == 0;
}

static bool
take(void *context, const char *bytes, size_t size)
{
	return buf_add(context, bytes, size);
}

/* One that is plain stays as it is. */
static bool
compress_again(const struct buf *file, enum compression how, struct buf *into,
    char **ret_problem)
{
	struct buf plain;
	buf_init(&plain, PACK_MAX_BYTES);
	struct packed_bytes_taker taker = { &plain, take };
	bool good = packed_bytes_open(buf_text(file), file->size,
			PACK_MAX_BYTES, &taker, ret_problem) &&
	    packed_bytes_make(
		buf_text(&plain), plain.size, how, into, ret_problem);
	buf_free(&plain);
	return good;
}

bool
intake_recording(struct pack *into, const char *path, unsigned i,
    unsigned total, enum compression how, struct diag *diag)
{
	struct buf file, packed;
	char *problem = NULL;
	buf_init(&file, PACK_MAX_BYTES);
	buf_init(&packed, PACK_MAX_BYTES);
	bool good = read_file(path, &file);
	if (!good)
		problem = mem_strdup(strerror(errno));
	else
		good = compress_again(&file, how, &packed, &problem);
	if (good) {
		char *name =
		    mem_printf(BUNDLE_EVIDENCE "run-%u-of-%u.ndjson.%s", i,
			total, how == COMPRESSION_ZSTD ? "zst" : "gz");
		size_t size = packed.size;
		pack_add(into, name, buf_take(&packed), size);
		free(name);
	} else {
		diag_error(diag, NULL, "cannot read the recording '%s': %s",
		    path, problem ? problem : "it has more than 1 GiB");
	}
	free(problem);
	buf_free(&file);
	buf_free(&packed);
	return good;
}
