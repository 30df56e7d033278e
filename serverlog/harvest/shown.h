/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which attributes a log shows at all, in any request and in any event: what it
 * never shows cannot be missing.
 */
#ifndef IXC_SERVERLOG_HARVEST_SHOWN_H
#define IXC_SERVERLOG_HARVEST_SHOWN_H

#include "wire/message.h"

#include <stdbool.h>

struct shown;

struct shown *shown_new(void);

/* NULL is fine. */
void shown_free(struct shown *s);

/*
 * Is the message of that name to be looked at, whatever it is about?  What each
 * of a million shows need not be known: so the first ones only.
 */
bool shown_wants(struct shown *s, const char *name);

/* What it has is shown. */
void shown_note(struct shown *s, const struct message *m, bool is_event);

/* Is an attribute shown at that path, or below it? */
bool shown_has(const struct shown *s, bool in_event, const char *path);

/* All such paths; NULL-terminated, valid until the next call. */
const char *const *shown_paths(struct shown *s, bool in_event);

#endif
