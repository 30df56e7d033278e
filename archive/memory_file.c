/* SPDX-License-Identifier: Apache-2.0 */
#include "archive/memory_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

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
	struct stat st;
	off_t at = 0;
	if (fstat(f->fd, &st) != 0)
		return false;
	char *to = buf_reserve(into, (size_t)st.st_size);
	errno = EFBIG;
	while (to && at < st.st_size) {
		ssize_t size =
		    pread(f->fd, to + at, (size_t)(st.st_size - at), at);
		if (size <= 0)
			return false;
		at += size;
	}
	if (to)
		buf_advance(into, (size_t)at);
	return to;
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
