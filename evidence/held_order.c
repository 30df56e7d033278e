/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/held_order.h"

#include "core/mem.h"

#include <inttypes.h>
#include <stdlib.h>

struct case_order {
	unsigned number; /* of its newest fact */
	bool may_skip;   /* some were left out after it */
};

struct held_order {
	bool is_load, is_of_shards;
	struct case_order *cases;
	uint64_t sequence; /* of the newest observation; 0: none yet */
	unsigned unnumbered_count;
	struct {
		unsigned count;
		uint64_t sequence, previous, before;
	} broken; /* the first frame that does not follow the one before */
};

struct held_order *
held_order_new(const struct run_facts *run)
{
	struct held_order *o = mem_zalloc(sizeof(*o));
	o->is_load = run->is_load;
	o->is_of_shards = run->is_merged;
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
		doubts_add(d, DOUBT_NUMBERS, "In %s/%s/%s, #%u follows #%u.",
		    t->suite, t->phase, t->name, number, c->number);
	*c = (struct case_order){ .number = number };
}

/*
 * Each names the one before it.  The frames in between were no observations,
 * such as fences.  Of a merged run, each shard has numbers of its own.
 */
static void
take_sequence(struct held_order *o, const struct run_event *event)
{
	uint64_t sequence = event->observation->sequence;
	o->unnumbered_count +=
	    !sequence && event->observation->kind == OBSERVED_MESSAGE;
	if (sequence == 0 || o->is_load)
		return;
	bool is_back = sequence <= o->sequence && !o->is_of_shards;
	if ((event->previous_sequence != o->sequence || is_back) &&
	    o->broken.count++ == 0) {
		o->broken.sequence = sequence;
		o->broken.previous = event->previous_sequence;
		o->broken.before = o->sequence;
	}
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
		take_sequence(o, event);
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
held_order_finish(
    struct held_order *o, const struct run_summary *summary, struct doubts *d)
{
	uint64_t last = summary ? summary->last_sequence : 0;
	if (o->broken.count)
		doubts_add(d, DOUBT_NUMBERS,
		    "Frame %" PRIu64 " of the server was recorded after frame "
		    "%" PRIu64 ", and is after frame %" PRIu64 " now%s.",
		    o->broken.sequence, o->broken.previous, o->broken.before,
		    o->broken.count > 1 ? "; others have been moved as well"
					: "");
	if (last && last != o->sequence && !o->is_load)
		doubts_add(d, DOUBT_NUMBERS,
		    "The newest frame of the server was %" PRIu64
		    "; the last one is %" PRIu64 " now.",
		    last, o->sequence);
}

void
held_order_demand(const struct held_order *o, struct doubts *d)
{
	if (o->unnumbered_count)
		doubts_add(d, DOUBT_NUMBERS,
		    "%u message%s of the server no number of a frame, and a "
		    "run records it with each.",
		    o->unnumbered_count,
		    o->unnumbered_count == 1 ? " has" : "s have");
}

void
held_order_free(struct held_order *o)
{
	if (!o)
		return;
	free(o->cases);
	free(o);
}
