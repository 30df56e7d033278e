/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/fuzz/loopback.h"

#include "tests/fuzz/fuzz.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

static struct sockaddr_in
loopback(unsigned short port)
{
	return (struct sockaddr_in){ .sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
}

int
loopback_listen(unsigned short *ret_port)
{
	struct sockaddr_in a = loopback(0);
	socklen_t size = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	FUZZ_REQUIRE(fd >= 0 && bind(fd, (struct sockaddr *)&a, size) == 0 &&
		listen(fd, SOMAXCONN) == 0 &&
		getsockname(fd, (struct sockaddr *)&a, &size) == 0,
	    "cannot listen");
	*ret_port = ntohs(a.sin_port);
	return fd;
}

int
loopback_connect(unsigned short port)
{
	/* No ports are kept busy by connections that are over. */
	const struct linger none = { .l_onoff = 1 };
	struct sockaddr_in a = loopback(port);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	FUZZ_REQUIRE(
	    fd >= 0 && connect(fd, (struct sockaddr *)&a, sizeof(a)) == 0,
	    "cannot connect");
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
	return fd;
}

void
loopback_send(int fd, const void *bytes, size_t size)
{
	if (send(fd, bytes, size, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
		return; /* it has left, which is its right */
}

size_t
loopback_read(int fd, char *into, size_t size, int silence_ms)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	size_t count = 0;
	while (count < size - 1) {
		int ready = poll(&p, 1, silence_ms);
		/* libFuzzer looks by a signal how long an input takes. */
		if (ready < 0 && errno == EINTR)
			continue;
		ssize_t got =
		    ready > 0 ? recv(fd, into + count, size - 1 - count, 0) : 0;
		if (got <= 0)
			break;
		count += (size_t)got;
	}
	into[count] = '\0';
	return count;
}
