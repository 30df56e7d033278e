/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which agents a log has shown to be parties to which interactions, in a table
 * of a fixed size: the oldest of what does not fit is forgotten, and then not
 * known.
 */
#ifndef IXC_SERVERLOG_HARVEST_PARTIES_H
#define IXC_SERVERLOG_HARVEST_PARTIES_H

#include "serverlog/clients.h"
#include "serverlog/span.h"

struct log_parties;

struct log_parties *log_parties_new(void);

/* NULL is fine. */
void log_parties_free(struct log_parties *p);

/* The agent has become a party, or is one no longer. */
void log_parties_note(struct log_parties *p, struct span interaction,
    struct span agent, bool is_party);

enum known log_parties_ask(
    const struct log_parties *p, struct span interaction, struct span agent);

#endif
