/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What one case saw in one run: a sink that keeps the observations of the case,
 * how often each came, and the outcome.
 */
#ifndef IXC_SIM_TRACE_H
#define IXC_SIM_TRACE_H

#include "core/vec.h"
#include "runner/model/event.h"

struct traced_message {
	unsigned number; /* in the transcript; 0: not about the case */
	char *party;
	char protocol[PROTOCOL_MAX_BYTES + 1];
	struct message *message; /* a reference */
	unsigned occurrence;     /* the n-th of its name and protocol there */
	int64_t time_ns;         /* since the case started */
};

struct trace {
	struct sink sink; /* give this to the campaign */
	VEC(struct traced_message) messages;
	struct outcome outcome; /* texts and matches owned */
};

void trace_init(struct trace *t);

void trace_clear(struct trace *t);

/* The message of that number in the transcript, or NULL. */
const struct traced_message *trace_find(const struct trace *t, unsigned number);

#endif
