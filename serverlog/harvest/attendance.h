/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which clients have a part in which episodes, so that the loss of a connection
 * is known to those that it concerns, and to no others.
 */
#ifndef IXC_SERVERLOG_HARVEST_ATTENDANCE_H
#define IXC_SERVERLOG_HARVEST_ATTENDANCE_H

#include "core/list.h"
#include "core/vec.h"

#include <stdbool.h>
#include <stddef.h>

/* Clients of one episode that are known: a case has no more parties. */
#define ATTENDANTS_MAX 16
/* What one of them costs, with the allocator's part. */
#define ATTENDANCE_BYTES 64

struct episode;

/* By client. */
struct attendance {
	VEC(struct list *) episodes; /* owned; NULL: none so far */
};

/* The client has a part in it from now on; true: that is new. */
bool attendance_note(struct attendance *a, unsigned client, struct episode *e);

/* 'lost' is called for each episode in which the client had a part until now.
 */
void attendance_lose(struct attendance *a, unsigned client, void *context,
    void (*lost)(void *context, struct episode *e));

/* No client has a part in it any more. */
void attendance_end(struct episode *e);

void attendance_free(struct attendance *a);

#endif
