/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Queues and workbins: each exists from the first interaction that names it to
 * the last.
 */
#ifndef IXC_MOCK_STATE_LOCATION_H
#define IXC_MOCK_STATE_LOCATION_H

#include "mock/state/objects.h"

/* The location of that name, or NULL when nothing refers to it. */
struct location *location_find(
    const struct mock_server *s, enum location_kind kind, const char *name);

/* The same, created if necessary, with one more reference. */
struct location *location_ref(
    struct mock_server *s, enum location_kind kind, const char *name);

/* Let *slot refer to 'to' (NULL: to nothing) instead of what it refers to. */
void location_assign(
    struct mock_server *s, struct location **slot, struct location *to);

/*
 * The mock has no configuration: every name is that of a queue or workbin,
 * unless it starts with "no-such-".
 */
bool location_is_configured(const char *name);

#endif
