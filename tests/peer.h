/* SPDX-License-Identifier: Apache-2.0 */
/* Sockets on the loopback interface, for servers and proxies of the tests. */
#ifndef IXC_TESTS_PEER_H
#define IXC_TESTS_PEER_H

#include <arpa/inet.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* A listener on a free port, which is stored; ends the program if it fails. */
static inline int
peer_listen(unsigned *ret_port)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	if (fd < 0 || bind(fd, (struct sockaddr *)&address, size) != 0 ||
	    listen(fd, 10) != 0 ||
	    getsockname(fd, (struct sockaddr *)&address, &size) != 0) {
		perror("cannot listen");
		abort();
	}
	*ret_port = ntohs(address.sin_port);
	return fd;
}

/* The same of a program, which prints the port. */
static inline int
peer_serve(void)
{
	unsigned port;
	int fd = peer_listen(&port);
	printf("%u\n", port);
	fflush(stdout);
	return fd;
}

/* -1: nothing listens there. */
static inline int
peer_connect(unsigned port)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	if (connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0)
		return fd;
	close(fd);
	return -1;
}

/* False: the other side has gone. */
static inline bool
peer_send(int fd, const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t sent = send(fd, bytes, size, MSG_NOSIGNAL);
		if (sent <= 0)
			return false;
		bytes += sent;
		size -= (size_t)sent;
	}
	return true;
}

#endif
