/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/http/listen.h"

#include "core/mem.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Connections that wait to be accepted: a burst of clients of one test run. */
#define BACKLOG_CONNECTIONS 128

/* Longest HOST:PORT: a host name and what goes around it. */
#define ADDRESS_MAX_BYTES 300

struct parts {
	char host[ADDRESS_MAX_BYTES + 1];
	const char *port;
};

static bool
is_port(const char *text)
{
	char *end;
	if (*text < '0' || *text > '9')
		return false;
	unsigned long number = strtoul(text, &end, 10);
	return !*end && number <= 65535;
}

static bool
split(const char *address, struct parts *parts, struct diag *diag)
{
	size_t size = strlen(address);
	const char *colon = strrchr(address, ':');
	if (size > ADDRESS_MAX_BYTES || !colon || colon == address) {
		diag_error(diag, NULL,
		    "listen address '%.*s' is not HOST:PORT, such as "
		    "127.0.0.1:8787",
		    ADDRESS_MAX_BYTES, address);
		diag_note(diag, "port 0 means any free port");
		return false;
	}
	if (!is_port(colon + 1)) {
		diag_error(diag, NULL,
		    "listen address '%s': port '%s' is not a number from 0 to "
		    "65535",
		    address, colon + 1);
		return false;
	}
	size_t host_size = (size_t)(colon - address);
	if (address[0] == '[' && colon[-1] == ']') {
		address++;
		host_size -= 2;
	}
	memcpy(parts->host, address, host_size);
	parts->host[host_size] = '\0';
	parts->port = colon + 1;
	return true;
}

/* The descriptor, or -1 with errno. */
static int
try(const struct addrinfo *to)
{
	const int yes = 1;
	int fd = socket(
	    to->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -1;
	/* Accepted connections inherit it: no frame waits for company. */
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(fd, to->ai_addr, to->ai_addrlen) == 0 &&
	    listen(fd, BACKLOG_CONNECTIONS) == 0)
		return fd;
	int failure = errno;
	close(fd);
	errno = failure;
	return -1;
}

static void
report(const char *address, int failure, struct diag *diag)
{
	diag_error(diag, NULL, "cannot listen at '%s': %s", address,
	    strerror(failure));
	if (failure == EADDRINUSE)
		diag_note(diag,
		    "another program listens there; choose another port, or 0 "
		    "for any free one");
	else if (failure == EACCES)
		diag_note(diag, "ports below 1024 need privileges");
	else if (failure == EADDRNOTAVAIL)
		diag_note(diag, "this machine does not have that address");
}

static char *
url_of(int fd)
{
	struct sockaddr_storage where;
	socklen_t size = sizeof(where);
	char host[NI_MAXHOST] = "", port[NI_MAXSERV] = "";
	if (getsockname(fd, (struct sockaddr *)&where, &size) == 0)
		getnameinfo((struct sockaddr *)&where, size, host, sizeof(host),
		    port, sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV);
	bool is_ipv6 = strchr(host, ':');
	return mem_printf("http://%s%s%s:%s/", is_ipv6 ? "[" : "", host,
	    is_ipv6 ? "]" : "", port);
}

int
listen_open(const char *address, char **ret_url, struct diag *diag)
{
	struct parts parts;
	struct addrinfo *found,
	    hints = { .ai_socktype = SOCK_STREAM,
		    .ai_flags = AI_PASSIVE | AI_NUMERICSERV };
	if (!split(address, &parts, diag))
		return -1;
	int problem = getaddrinfo(parts.host, parts.port, &hints, &found);
	if (problem) {
		diag_error(diag, NULL, "listen address '%s': host '%s': %s",
		    address, parts.host, gai_strerror(problem));
		return -1;
	}
	int fd = -1;
	for (struct addrinfo *at = found; at && fd < 0; at = at->ai_next)
		fd = try(at);
	int failure = errno;
	freeaddrinfo(found);
	if (fd < 0)
		report(address, failure, diag);
	else
		*ret_url = url_of(fd);
	return fd;
}
