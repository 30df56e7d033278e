/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Do the numbers in a recording follow each other: those of each case's facts,
 * and those of the server's frames?
 *
 * Fed with the events of a recording, in its order.
 */
#ifndef IXC_EVIDENCE_HELD_ORDER_H
#define IXC_EVIDENCE_HELD_ORDER_H

#include "evidence/doubt.h"
#include "model/event.h"

struct held_order;

struct held_order *held_order_new(const struct run_facts *run);

void held_order_take(
    struct held_order *o, const struct run_event *event, struct doubts *d);

/* After all events; 'summary' is NULL if the recording ends before its run. */
void held_order_finish(
    struct held_order *o, const struct run_summary *summary, struct doubts *d);

/* After all events: each message must have the number of its frame. */
void held_order_demand(const struct held_order *o, struct doubts *d);

/* NULL is fine. */
void held_order_free(struct held_order *o);

#endif
