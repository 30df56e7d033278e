/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A stimulus or an observation as one line for a reader:
 *
 *	#7  0.412 s  agent2 → server  RequestReject  ref 12  ticketId=7
 *	#9  0.418 s  server → agent1  EventAck  InteractionManagement  ref 11
 *
 * or, where there was a flood,
 *
 *	1982 messages, 1.6 GiB, left out
 *
 * Times count from the start of the case.  Everything that a peer chose is
 * escaped and cut, so a line is harmless and of bounded length.
 */
#ifndef IXC_RECORD_TRANSCRIPT_H
#define IXC_RECORD_TRANSCRIPT_H

#include "core/buf.h"
#include "model/event.h"

/*
 * Append the line, with a newline, of a RUN_STIMULUS, RUN_OBSERVATION or
 * RUN_LEFT_OUT.
 */
void transcript_add(struct buf *into, const struct run_event *event);

/* Append a name as a word if it is one, otherwise quoted, and cut. */
void transcript_add_name(struct buf *into, const char *name);

/*
 * Append a value as in JSON, but a text in single quotes, escaped; cut after so
 * many characters (0: never).
 */
void transcript_add_value(
    struct buf *into, const struct attribute *a, size_t characters_max);

/*
 * Append, without a newline, what the line says after the names of message and
 * protocol: attributes, or what is wrong with a frame.  May be nothing.
 */
void transcript_add_content(struct buf *into, const struct run_event *event);

#endif
