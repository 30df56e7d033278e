/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where faults happen: between what is sent to whom (notify.h) and what is
 * queued for the parties (outbox.h).  Without faults it only passes messages
 * on.
 *
 * Everything sent to a party goes through here, so that what a fault holds back
 * is never overtaken on the same connection, not even by a fence.
 */
#ifndef IXC_MOCK_TAMPER_H
#define IXC_MOCK_TAMPER_H

#include "mock/state/objects.h"

/* How long a swapped message waits for a successor before it goes alone. */
#define TAMPER_SWAP_NS (50 * NS_PER_MS)

/* Added to a reference id to make a wrong one: beyond any that is in use. */
#define TAMPER_WRONG_REFERENCE INT64_C(1000000000)

/*
 * A message for a client; takes ownership; 'about' (may be NULL) is the
 * interaction that it belongs to.  A closed or ending client gets nothing.
 */
void tamper_send(struct mock_server *s, struct client *to, const char *protocol,
    const struct interaction *about, struct message *m);

/*
 * How long a timer of 'wait_ns' really takes, if its end is to cause a message
 * of that name for the client; call it when the timer starts.
 */
int64_t tamper_timer(struct mock_server *s, const struct client *to,
    const char *name, const char *protocol, int64_t wait_ns);

void tamper_opened(struct mock_server *s, struct client *c);

void tamper_fence(struct mock_server *s, struct client *c, uint64_t fence);

/* What is held back is sent immediately, then FRAME_CLOSED. */
void tamper_close(struct mock_server *s, struct client *c, const char *why);

#endif
