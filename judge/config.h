/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Configurations: how one of them grows by an event, and how equal ones become
 * one.
 */
#ifndef IXC_JUDGE_CONFIG_H
#define IXC_JUDGE_CONFIG_H

#include "judge/match_data.h"

/* Add one to the spares; returns it, all fields undefined. */
struct config *config_append(struct match *m);

void config_copy(
    const struct match *m, struct config *to, const struct config *from);

void config_take(
    const struct match *m, struct config *c, unsigned event, unsigned record);

/*
 * The newest spare is finished: keep it only if no other is equal to it.  Of
 * two equal ones, what is sure in one is sure.
 */
void config_settle(struct match *m);

/* Make the spares the current configurations. */
void config_advance(struct match *m);

/* Make it the first one, which explanation and evidence use. */
void config_focus(struct match *m, unsigned index);

void config_free_all(struct match *m);

/* Are there more spares than may be live, or were more nodes looked at? */
bool match_is_exhausted(const struct match *m);

#endif
