/* SPDX-License-Identifier: Apache-2.0 */
#include "core/unnamed.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#ifdef O_TMPFILE

#define LINK_SIZE 40

/* Linking by the descriptor itself is for privileged programs only. */
static const char *
link_of(char *into, int fd)
{
	snprintf(into, LINK_SIZE, "/proc/self/fd/%d", fd);
	return into;
}

int
unnamed_create(const char *folder)
{
	char link[LINK_SIZE];
	int fd = open(folder, O_WRONLY | O_TMPFILE | O_CLOEXEC, 0666);
	if (fd >= 0 && access(link_of(link, fd), F_OK) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

bool
unnamed_link(int fd, const char *path)
{
	char link[LINK_SIZE];
	return linkat(AT_FDCWD, link_of(link, fd), AT_FDCWD, path,
		   AT_SYMLINK_FOLLOW) == 0;
}

#else

int
unnamed_create(const char *folder)
{
	(void)folder;
	return -1;
}

bool
unnamed_link(int fd, const char *path)
{
	(void)fd;
	(void)path;
	errno = ENOTSUP;
	return false;
}

#endif
