/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The facts of a run, as they are kept: what we sent and what came.
 */
#ifndef IXC_JUDGE_RECORD_H
#define IXC_JUDGE_RECORD_H

#include "judge/match_data.h"

/* The next record, for the caller to fill in. */
struct record *match_add_record(struct match *m);

/*
 * The next record, of an observation of that kind, under a protocol that the
 * catalogue knows (else NULL); returns its index.
 */
unsigned match_add_observation(struct match *m, const struct observation *o,
    const struct message_spec *spec, const char *protocol);

/* Forget the message of a record. */
void match_drop_message(struct record *r);

/* The same, but for the reference id that it bears. */
void match_drop_content(struct record *r);

/* Forget the newest record, which is no stimulus. */
void match_drop_newest(struct match *m);

/*
 * What an event happened as, or NULL: not yet, or only by assumption (a message
 * that an explanation takes for missing).
 */
const struct record *match_record_of(
    const struct match *m, const struct config *c, unsigned event);

/* What is kept for a record that is not a message, or NULL. */
const char *match_record_text(const struct match *m, const struct record *r);

/*
 * How to name it to a reader: its message, "disconnects" for a stimulus, or "".
 */
const char *match_record_name(const struct record *r);

/* Is its reference id that of a request that the same party has sent? */
bool match_is_own_reference(const struct match *m, const struct record *r);

#endif
