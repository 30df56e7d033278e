/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a server that breaks the binding does instead: one fault of
 * mock/config/binding_fault.h, as changes of what comes up, of what goes down
 * and of what is answered.
 *
 * Asked by route.h and carrier.h.  Without a fault there is no lapse: NULL,
 * with which every function changes nothing.
 */
#ifndef IXC_MOCK_HTTP_LAPSE_H
#define IXC_MOCK_HTTP_LAPSE_H

#include "core/buf.h"
#include "core/vec.h"
#include "mock/config/binding_fault.h"
#include "mock/state/mock_output.h"

#include <stdbool.h>
#include <stdint.h>

struct lapse;

/* What is answered; 'body' is borrowed. */
struct lapse_answer {
	const char *method;
	bool is_of_channels, is_of_frames; /* the resource, if it is known */
	bool is_unknown_path;
	unsigned status;
	const char *type; /* NULL: none */
	struct buf *body; /* NULL: none */
};

/* Frames down, in order; the messages are references. */
struct lapse_batch {
	VEC(struct mock_output) outputs;
};

/* NULL for BREAKS_NOTHING. */
struct lapse *lapse_new(enum binding_fault fault);

void lapse_free(struct lapse *l);

/* Is it this one? */
bool lapse_is(const struct lapse *l, enum binding_fault fault);

/* A request comes. */
void lapse_request(struct lapse *l);

/* The channel ends, or has ended. */
void lapse_end(struct lapse *l, bool is_ending);

/* Change the body of a request with frames up. */
void lapse_body(struct lapse *l, unsigned channel, struct buf *body);

/* The parties that were opened on the channel and not closed. */
const uint32_t *lapse_parties(
    const struct lapse *l, unsigned channel, size_t *ret_count);

/* Change what is answered. */
void lapse_answer(struct lapse *l, struct lapse_answer *a);

/* The number to be taken for that of a request, after 'last'. */
uint64_t lapse_number(const struct lapse *l, uint64_t number, uint64_t last);

/* The text to be taken for 'after'; valid until the next call. */
const char *lapse_after(
    struct lapse *l, unsigned channel, uint64_t last, const char *after);

/* Change what goes down. */
void lapse_down(struct lapse *l, struct lapse_batch *b);

/* The number that a frame gets, instead of its own. */
uint64_t lapse_sequence(const struct lapse *l, uint64_t sequence);

#endif
