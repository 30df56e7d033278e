/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/ladder_from_events.h"

#include "core/text/duration.h"

#include <inttypes.h>
#include <limits.h>

#define NOTE_MAX_BYTES ((size_t)1 << 10)

static void
add_note(const struct run_event *event, unsigned number,
    const struct message *message, struct buf *note)
{
	char time[DURATION_TEXT_SIZE];
	int64_t reference;
	buf_printf(note, "#%u %ss", number,
	    duration_print_s(time, event->case_time_ns));
	if (message && message_integer(message, "referenceId", &reference))
		buf_printf(note, " ref %" PRId64, reference);
}

static void
draw_observation(const struct observation *o, struct ladder_arrow *arrow)
{
	arrow->direction = LADDER_FROM_SERVER;
	switch (o->kind) {
	case OBSERVED_MESSAGE:
		arrow->protocol = o->protocol;
		arrow->message = message_name(o->message);
		break;
	case OBSERVED_MALFORMED:
		arrow->message = "malformed frame";
		break;
	case OBSERVED_DISCONNECTED:
		arrow->direction = LADDER_NO_MESSAGE;
		arrow->message = "disconnected by the server";
		break;
	}
}

static void
draw_stimulus(const struct run_event *event, struct ladder_arrow *arrow)
{
	const struct message *message = event->stimulus.message;
	arrow->direction = message ? LADDER_TO_SERVER : LADDER_NO_MESSAGE;
	arrow->protocol = event->stimulus.protocol;
	arrow->message = message ? message_name(message) : "disconnects";
}

void
ladder_from_event(const struct run_event *event, struct ladder *into)
{
	struct ladder_arrow arrow = { .party = event->party };
	struct buf note;
	buf_init(&note, NOTE_MAX_BYTES);
	if (event->kind == RUN_OBSERVATION) {
		const struct observation *o = event->observation;
		draw_observation(o, &arrow);
		arrow.number = o->number;
		add_note(event, o->number,
		    o->kind == OBSERVED_MESSAGE ? o->message : NULL, &note);
	} else {
		draw_stimulus(event, &arrow);
		arrow.number = event->stimulus.number;
		add_note(event, event->stimulus.number, event->stimulus.message,
		    &note);
	}
	arrow.note = buf_text(&note);
	ladder_add(into, &arrow);
	buf_free(&note);
}

/* What should have come, where it should have. */
static void
insert_ghost(
    const struct finding_place *place, bool is_replaced, struct ladder *into)
{
	struct ladder_arrow ghost = { .party = place->party,
		.direction = LADDER_FROM_SERVER,
		.is_ghost = true,
		.protocol = place->protocol,
		.message = place->message,
		.mark = is_replaced ? "expected here" : "missing" };
	ladder_insert(into, place->behind, &ghost);
}

void
ladder_mark_finding(const struct outcome *outcome, struct ladder *into)
{
	const struct finding_place *place = &outcome->place;
	enum finding finding = outcome->finding;
	/* For a missing message, 'observed' is only what came after it. */
	bool is_wrong = place->observed &&
	    !(place->is_ghost &&
		(finding == FINDING_MISSING || finding == FINDING_RUNNER_LATE));
	unsigned at = is_wrong ? place->observed : place->behind;
	if (finding == FINDING_NONE)
		return;
	if (place->is_ghost)
		insert_ghost(place, is_wrong, into);
	if (is_wrong)
		ladder_mark(into, place->observed, finding_name(finding));
	if (place->first)
		ladder_mark(into, place->first, "first");
	if (outcome->sentence)
		ladder_remark(into, finding_is_placed(place) ? at : UINT_MAX,
		    outcome->sentence);
}

static unsigned
earlier(unsigned a, unsigned b)
{
	return !a || (b && b < a) ? b : a;
}

void
ladder_fold_reliance(const struct outcome *outcome, struct ladder *into)
{
	const struct finding_place *place = &outcome->place;
	unsigned number = earlier(place->first, place->observed);
	if (place->is_ghost)
		number = earlier(number, place->behind);
	for (unsigned i = 0; i < outcome->match_count; i++)
		if (outcome->matches[i].is_main)
			number = earlier(number, outcome->matches[i].number);
	if (number)
		ladder_fold(
		    into, number, "what the case rests on; --verbose draws it");
}
