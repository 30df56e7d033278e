/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happened to one case in one run: a sink that keeps its stimuli and
 * observations, how often each came, and the outcome.
 */
#ifndef IXC_QUALIFY_TRACE_H
#define IXC_QUALIFY_TRACE_H

#include "core/vec.h"
#include "model/event.h"

struct traced_message {
	unsigned number; /* in the transcript; 0: not about the case */
	char *party;
	char protocol[PROTOCOL_MAX_BYTES + 1];
	struct message *message; /* a reference */
	unsigned occurrence;     /* the n-th of its name and protocol there */
	int64_t time_ns;         /* since the case started */
};

struct traced_stimulus {
	char *party;
	char *name;      /* of its message; "": it disconnected */
	int64_t time_ns; /* since the case started */
};

struct trace {
	struct sink sink; /* give this to the campaign */
	VEC(struct traced_message) messages;
	VEC(struct traced_stimulus) stimuli;
	struct outcome outcome; /* texts and matches owned */
};

void trace_init(struct trace *t);

void trace_clear(struct trace *t);

/* The message of that number in the transcript, or NULL. */
const struct traced_message *trace_find(const struct trace *t, unsigned number);

/* When the party did its 'nth' (from 1) stimulus of that name; false: never. */
bool trace_find_stimulus(const struct trace *t, const char *party,
    const char *name, unsigned nth, int64_t *ret_ns);

#endif
