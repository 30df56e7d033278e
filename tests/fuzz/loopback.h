/* SPDX-License-Identifier: Apache-2.0 */
/* Connections over loopback, for inputs that come over the network. */
#ifndef IXC_TESTS_FUZZ_LOOPBACK_H
#define IXC_TESTS_FUZZ_LOOPBACK_H

#include <stdbool.h>
#include <stddef.h>

/* A socket that listens at any free port. */
int loopback_listen(unsigned short *ret_port);

int loopback_connect(unsigned short port);

/* As much as is taken at once; a peer that has left is fine. */
void loopback_send(int fd, const void *bytes, size_t size);

/*
 * Read into the buffer, and add a NUL, up to the end or until nothing came for
 * so long; returns how many bytes.
 */
size_t loopback_read(int fd, char *into, size_t size, int silence_ms);

#endif
