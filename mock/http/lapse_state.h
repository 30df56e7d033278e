/* SPDX-License-Identifier: Apache-2.0 */
/* What the files lapse*.c have in common. */
#ifndef IXC_MOCK_HTTP_LAPSE_STATE_H
#define IXC_MOCK_HTTP_LAPSE_STATE_H

#include "mock/http/lapse.h"

/* Room for a number, as text. */
#define LAPSE_NUMBER_SIZE 24

/* Of one channel at a time: the one that was used last. */
struct lapse {
	enum binding_fault fault;
	unsigned channel;
	VEC(uint32_t) opened; /* and not closed */
	VEC(uint32_t) closed;
	VEC(uint32_t) fresh; /* opened by this request */
	uint64_t acknowledged;
	bool has_streamed;
	bool is_ending;
	bool may_release;
	char after[LAPSE_NUMBER_SIZE];
	struct lapse_batch held;
};

/* From here on it is about that channel. */
void lapse_turn_to(struct lapse *l, unsigned channel);

#endif
