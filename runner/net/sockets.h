/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sockets of libcurl's transfers, and its timer: waits for those that can
 * be read or written, and has libcurl serve these and no others.  (With
 * curl_multi_perform() it would ask the system about each of its connections,
 * several times.)
 *
 * Between libcurl and http.c, channel.c; does not know what is transferred.
 */
#ifndef IXC_RUNNER_NET_SOCKETS_H
#define IXC_RUNNER_NET_SOCKETS_H

#include "core/vec.h"

#include <curl/curl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

struct sockets {
	CURLM *multi;
	VEC(struct pollfd) fds;   /* what libcurl waits for; 'revents': seen */
	VEC(struct pollfd) ready; /* scratch */
	int64_t timer_ns;         /* when libcurl has something to do */
};

/*
 * What a wait saw: sockets of libcurl's, and the caller's descriptor.  When the
 * system cannot say, every socket counts as ready.
 */
struct readiness {
	bool sockets;
	bool extra;
	int error; /* errno, when the system cannot say; else 0 */
};

/* It stays where it is: libcurl knows its address. */
void sockets_init(struct sockets *s);

/* All transfers have been removed. */
void sockets_free(struct sockets *s);

/*
 * Wait until a socket is ready, libcurl's timer is due, 'extra_fd' (-1: none)
 * can be read, or so long (0: only look).
 */
struct readiness sockets_wait(
    struct sockets *s, int extra_fd, int64_t timeout_ns);

/*
 * Let libcurl read and write where the last wait saw that it can, and do what
 * is due.  Callbacks of transfers are called from here only.
 */
void sockets_serve(struct sockets *s);

/* Has libcurl something to do now, without a socket being ready? */
bool sockets_is_due(const struct sockets *s);

#endif
