/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Do the times in a recording agree: when messages came by the runner's clock,
 * when they were sent by the server's, and what the runner says of its own
 * delays?
 *
 * Fed with the events of a recording, in its order.
 */
#ifndef IXC_EVIDENCE_HELD_CLOCKS_H
#define IXC_EVIDENCE_HELD_CLOCKS_H

#include "evidence/doubt.h"
#include "model/event.h"

struct held_clocks;

struct held_clocks *held_clocks_new(const struct run_facts *run);

void held_clocks_take(struct held_clocks *c, const struct run_event *event);

/* After all events. */
void held_clocks_finish(struct held_clocks *c, struct doubts *d);

/* NULL is fine. */
void held_clocks_free(struct held_clocks *c);

#endif
