/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Listening sockets: from an address as people write it to a descriptor, with
 * a sentence for each way in which that can fail.
 */
#ifndef IXC_MOCK_HTTP_LISTEN_H
#define IXC_MOCK_HTTP_LISTEN_H

#include "core/diag.h"

/*
 * Listen at "HOST:PORT" or "[IPV6]:PORT"; port 0 means any free one.  Returns
 * the descriptor and the URL ("http://127.0.0.1:40123/"), both owned by the
 * caller, or -1 after reporting to 'diag'.
 */
int listen_open(const char *address, char **ret_url, struct diag *diag);

#endif
