/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A session that has brought a party of the run into place, and stands until
 * nobody needs it any more.
 */
#include "runner/session/late.h"
#include "runner/session/session_state.h"

bool
session_is_standing(const struct session *s)
{
	return s->is_standing;
}

void
session_release(struct session *s, int64_t now_ns)
{
	s->is_released = true;
	session_drive(s, now_ns);
}

static struct observation
observation_of(const struct session *s, const struct frame *frame,
    struct reading_time when)
{
	struct observation o = { .kind = OBSERVED_MESSAGE,
		.is_derived = frame->is_derived,
		.party = session_party_index(s, frame->party),
		.time_ns = when.time_ns,
		.earliest_ns = session_earliest(s, when),
		.server_time_us = frame->server_time_us,
		.sequence = frame->sequence,
		.message = frame->message,
		.protocol = frame->protocol };
	pattern_derive_tag(s->setup.pattern, &o);
	return o;
}

bool
session_awaits(
    struct session *s, const struct frame *frame, struct reading_time when)
{
	struct observation o = observation_of(s, frame, when);
	return s->phase == SESSION_RUNNING && match_would_count(s->match, &o);
}

void
session_take_late(struct session *s, const struct frame *frame,
    const struct run_case *late, struct reading_time when)
{
	struct observation o = observation_of(s, frame, when);
	struct run_event event = { .kind = RUN_OBSERVATION,
		.observation = &o,
		.late = late,
		.party = s->setup.pattern->parties.items[o.party].name };
	if (s->phase != SESSION_RUNNING)
		return;
	o.number = ++s->fact_count;
	if (!s->setup.verdicts_only)
		session_emit(s, &event, o.time_ns);
	late_judge(s->match, &event);
	session_drive(s, when.time_ns);
}
