/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The requests of docs/binding.md: paths, methods, bodies and their answers.
 */
#ifndef IXC_MOCK_HTTP_ROUTE_H
#define IXC_MOCK_HTTP_ROUTE_H

#include "mock/http/carrier.h"

/* Of a request; the limit of docs/binding.md. */
#define MOCK_HTTP_MAX_BODY_BYTES ((size_t)4 << 20)

/* For MHD_start_daemon(), with a struct carrier_set. */
enum MHD_Result route_request(void *carrier_set,
    struct MHD_Connection *connection, const char *path, const char *method,
    const char *version, const char *body, size_t *body_size, void **state);

/* For MHD_OPTION_NOTIFY_COMPLETED. */
void route_completed(void *carrier_set, struct MHD_Connection *connection,
    void **state, enum MHD_RequestTerminationCode how);

#endif
