/* SPDX-License-Identifier: Apache-2.0 */
#include "core/guard.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#ifdef __linux__

/* FNV-1a, so that a name of any length fits into an address. */
static uint64_t
digest(const char *name)
{
	uint64_t sum = UINT64_C(14695981039346656037);
	for (; *name; name++)
		sum = (sum ^ (unsigned char)*name) * UINT64_C(1099511628211);
	return sum;
}

/* An address that is in no file system; returns its size. */
static socklen_t
make_address(struct sockaddr_un *ret, const struct guarded *g)
{
	*ret = (struct sockaddr_un){ .sun_family = AF_UNIX };
	int size = snprintf(ret->sun_path + 1, sizeof(ret->sun_path) - 1,
	    "ixconform-output/%jx/%jx/%jx", (uintmax_t)g->device,
	    (uintmax_t)g->number, (uintmax_t)(g->name ? digest(g->name) : 0));
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 +
	    (size_t)size);
}

/* Who listens there; 0: not known. */
static pid_t
find_holder(const struct sockaddr_un *address, socklen_t size)
{
	struct ucred peer = { 0 };
	socklen_t peer_size = sizeof(peer);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return 0;
	if (connect(fd, (const struct sockaddr *)address, size) != 0 ||
	    getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &peer_size) != 0)
		peer.pid = 0;
	close(fd);
	return peer.pid;
}

bool
guard_take(const struct guarded *g, int *ret_guard, pid_t *ret_holder)
{
	struct sockaddr_un address;
	socklen_t size = make_address(&address, g);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	*ret_guard = GUARD_NONE;
	if (fd < 0)
		return true;
	if (bind(fd, (const struct sockaddr *)&address, size) == 0 &&
	    listen(fd, 1) == 0) {
		*ret_guard = fd;
		return true;
	}
	bool is_held = errno == EADDRINUSE;
	close(fd);
	if (is_held)
		*ret_holder = find_holder(&address, size);
	return !is_held;
}

#else

bool
guard_take(const struct guarded *g, int *ret_guard, pid_t *ret_holder)
{
	(void)g;
	(void)ret_holder;
	*ret_guard = GUARD_NONE;
	return true;
}

#endif

bool
guard_take_file(int fd, int *ret_guard, pid_t *ret_holder)
{
	struct stat s;
	*ret_guard = GUARD_NONE;
	*ret_holder = 0;
	if (fstat(fd, &s) != 0)
		return true;
	/* The socket knows who it is, the lock reaches further. */
	struct guarded g = { .device = s.st_dev, .number = s.st_ino };
	if (!guard_take(&g, ret_guard, ret_holder))
		return false;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
		return true;
	if (*ret_guard != GUARD_NONE)
		close(*ret_guard);
	return false;
}
