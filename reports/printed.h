/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The JSON of messages that were printed lately: in a simulation one message
 * reaches many parties, and formatting it is most of what a recording costs.
 *
 * Keeps a reference to each message that it remembers, which therefore is
 * shared, and does not change.
 */
#ifndef IXC_REPORTS_PRINTED_H
#define IXC_REPORTS_PRINTED_H

#include "wire/json_writer.h"
#include "wire/message.h"

struct printed;

struct printed *printed_new(void);

/* Add the member, as json_add_message() does. */
void printed_add(struct printed *p, struct json_writer *w, const char *key,
    struct message *m);

/* NULL is fine. */
void printed_free(struct printed *p);

#endif
