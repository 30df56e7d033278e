/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The proxy between us and a server: who names it, whether it is used for a
 * host, and its address without the password that may be in it.
 *
 * For http.c, and for messages: they show only 'address' of a proxy.
 */
#ifndef IXC_RUNNER_NET_PROXY_H
#define IXC_RUNNER_NET_PROXY_H

#include "runner/net/channel_config.h"

#include <stdbool.h>

/* All zero: none is used.  All strings are owned. */
struct proxy {
	char *address;         /* without user and password; NULL: none */
	char *user, *password; /* or NULL */
	char *variable;        /* that names it; NULL: the target does */
};

void proxy_free(struct proxy *p);

/*
 * The proxy for that host ("ix.example", "[::1]").  Returns what is wrong with
 * its address, half a sentence without the address, or NULL.
 */
const char *proxy_init(
    struct proxy *p, const struct channel_config *config, const char *host);

/*
 * Does a variable no_proxy name the host?  It lists hosts, domains and IPv4
 * networks ("10.0.0.0/8") between commas or blanks; "*" is every host.
 */
bool proxy_is_spared(const char *no_proxy, const char *host);

#endif
