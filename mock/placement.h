/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where an interaction is: in a queue, in a workbin, or back there after its
 * last party; and the reports that say so.
 */
#ifndef IXC_MOCK_PLACEMENT_H
#define IXC_MOCK_PLACEMENT_H

#include "mock/state/objects.h"

/*
 * From now on, messages about it say where it is; 'owner' has put it there, and
 * only matters for a workbin (otherwise NULL will do).
 */
void placement_identify(struct interaction *ix, const struct client *owner);

/* No agent has it any more, and 'by' puts it there. */
void placement_put(struct mock_server *s, struct interaction *ix,
    enum location_kind kind, const char *name, const struct client *by);

/* The last party has left: it returns to where it came from. */
void placement_return(
    struct mock_server *s, struct interaction *ix, const struct client *by);

#endif
