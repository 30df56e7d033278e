/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One message of one case, in full: all attributes, when it was seen, what it
 * answers, and the step of a fixture that it matched, or why it matched none.
 *
 * A sink of the stream of run events; the stream must contain only that case
 * (record/excerpt.h).
 */
#ifndef IXC_REPORTS_MESSAGE_VIEW_H
#define IXC_REPORTS_MESSAGE_VIEW_H

#include "core/buf.h"
#include "model/event.h"

#include <stdbool.h>

struct message_view;

/* 'number' is that of the case's transcript, from 1. */
struct message_view *message_view_new(unsigned number);

struct sink *message_view_sink(struct message_view *v);

/* The highest number of the case; 0: it has no message. */
unsigned message_view_last(const struct message_view *v);

/* Append it; false: the case has no message of that number. */
bool message_view_print(const struct message_view *v, struct buf *into);

/* NULL is fine. */
void message_view_free(struct message_view *v);

#endif
