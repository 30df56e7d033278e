/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One thing that the server did to a party, and when: what the judge judges.
 *
 * Times are monotonic nanoseconds on the runner's clock (or the simulation's).
 * A message arrived at some time in (earliest_ns, time_ns]: the transport was
 * known to hold nothing at earliest_ns and the message was read at time_ns.
 */
#ifndef IXC_MODEL_OBSERVATION_H
#define IXC_MODEL_OBSERVATION_H

#include "wire/frame.h"
#include "wire/message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum observation_kind {
	OBSERVED_MESSAGE,
	OBSERVED_MALFORMED, /* a frame that does not parse: 'raw', 'problem' */
	OBSERVED_DISCONNECTED, /* the server closed the party's connection */
};

/* Why the runner may take for late what was not. */
enum lag_cause {
	LAG_STOOD,  /* it did not look at the clock */
	LAG_WAITED, /* what it had to send waited for the network */
	LAG_HALTED, /* an observer had stopped its clock, not the server's */
	LAG_PATH,   /* a frame was under way for longer than others */
	LAG_CAUSES,
};

/* "stood" */
const char *lag_cause_name(enum lag_cause cause);

struct observation {
	enum observation_kind kind;
	bool is_derived; /* MESSAGE: 'protocol' is what the kind of client
				   says, not what the server said */
	unsigned number; /* position in the case's transcript, from 1;
				   0: it is about something else */
	unsigned party;  /* index into the case's parties */
	int64_t time_ns;
	int64_t earliest_ns;
	int64_t server_time_us;  /* server's own clock, -1: none */
	uint64_t sequence;       /* of its frame on the channel; 0: unknown */
	const char *protocol;    /* MESSAGE: as in a frame, else NULL */
	struct message *message; /* MESSAGE: a reference, else NULL */
	char *raw;               /* MALFORMED: owned bytes, not escaped */
	size_t raw_size;
	char *problem; /* MALFORMED, DISCONNECTED: owned sentence or NULL */
};

/* About as many bytes as it takes to keep it or to write it down. */
size_t observation_weight(const struct observation *o);

/* Owned by the caller; the message is shared. */
struct observation observation_copy(const struct observation *o);

/* Release what the observation owns; the struct itself is the caller's. */
void observation_clear(struct observation *o);

#endif
