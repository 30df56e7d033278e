/* SPDX-License-Identifier: Apache-2.0 */
#include "archive/memory_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#define BLOCK_BYTES 65536

bool
memory_file_open(struct memory_file *f)
{
	f->fd = memfd_create("ixconform", MFD_CLOEXEC);
	snprintf(f->path, sizeof(f->path), "/dev/fd/%d", f->fd);
	return f->fd >= 0;
}

bool
memory_file_write(const struct memory_file *f, const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t done = write(f->fd, bytes, size);
		if (done < 0)
			return false;
		bytes += done;
		size -= (size_t)done;
	}
	return true;
}

bool
memory_file_read(const struct memory_file *f, struct buf *into)
{
	off_t at = 0;
	for (;;) {
		char *to = buf_reserve(into, BLOCK_BYTES);
		if (!to) {
			errno = EFBIG;
			return false;
		}
		ssize_t size = pread(f->fd, to, BLOCK_BYTES, at);
		if (size <= 0)
			return size == 0;
		at += size;
		buf_advance(into, (size_t)size);
	}
}

bool
memory_file_share(const struct memory_file *f)
{
	return fcntl(f->fd, F_SETFD, 0) == 0;
}

void
memory_file_close(struct memory_file *f)
{
	if (f->fd >= 0)
		close(f->fd);
	f->fd = -1;
}
