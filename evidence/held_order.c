/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/held_order.h"

#include "core/mem.h"

#include <inttypes.h>
#include <stdlib.h>

struct case_order {
	unsigned number;    /* of its newest fact */
	bool may_skip;      /* some were left out after it */
};

struct held_order {
	bool is_load, is_of_shards;
	struct case_order *cases;
	uint64_t sequence;  /* of the newest observation; 0: none yet */
};

struct held_order *
held_order_new(const struct run_facts *run)
{
	struct held_order *o = mem_zalloc(sizeof(*o));
	o->is_load = run->is_load;
	o->is_of_shards = run->part_count > 0;
	o->cases =
	    mem_zalloc((run->case_count + (size_t)1) * sizeof(*o->cases));
	return o;
}

/* Facts that are not about the case have none. */
static void
take_number(struct held_order *o, const struct run_event *event,
    unsigned number, struct doubts *d)
{
	const struct run_case *t = event->test;
	struct case_order *c = &o->cases[t->index];
	if (number == 0)
		return;
	if (number != c->number + 1 && !(c->may_skip && number > c->number))
		doubts_add(d, DOUBT_NUMBERS,
		    "In %s/%s/%s, #%u follows #%u.", t->suite, t->phase,
		    t->name, number, c->number);
	*c = (struct case_order){ .number = number };
}

/*
 * Each names the one before it.  The frames in between were no observations,
 * such as fences.  Of a merged run, each shard has numbers of its own.
 */
static void
take_sequence(
    struct held_order *o, const struct run_event *event, struct doubts *d)
{
	uint64_t sequence = event->observation->sequence;
	if (sequence == 0 || o->is_load)
		return;
	if (event->previous_sequence != o->sequence)
		doubts_add(d, DOUBT_NUMBERS,
		    "Frame %" PRIu64 " of the server was recorded after frame "
		    "%" PRIu64 "; frame %" PRIu64 " is before it in the "
		    "recording.",
		    sequence, event->previous_sequence, o->sequence);
	else if (sequence <= o->sequence && !o->is_of_shards)
		doubts_add(d, DOUBT_NUMBERS,
		    "Frame %" PRIu64 " of the server comes after frame %" PRIu64
		    ".",
		    sequence, o->sequence);
	o->sequence = sequence;
}

void
held_order_take(
    struct held_order *o, const struct run_event *event, struct doubts *d)
{
	switch (event->kind) {
	case RUN_CASE_STARTED:
		o->cases[event->test->index] = (struct case_order){ 0 };
		break;
	case RUN_STIMULUS:
		take_number(o, event, event->stimulus.number, d);
		break;
	case RUN_OBSERVATION:
		take_number(o, event, event->observation->number, d);
		take_sequence(o, event, d);
		break;
	case RUN_LEFT_OUT:
		o->cases[event->test->index].may_skip = true;
		break;
	case RUN_STARTED:
	case RUN_PROOF:
	case RUN_QUIET:
	case RUN_CASE_ENDED:
	case RUN_ATTEMPT_ENDED:
	case RUN_LAG:
	case RUN_NOTICE:
	case RUN_ENDED:
		break;
	}
}

void
held_order_free(struct held_order *o)
{
	if (!o)
		return;
	free(o->cases);
	free(o);
}
