/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What of a flood is reported: all that the judge keeps, some of what decides
 * nothing, and of the rest the last messages and the number.  So a recording is
 * bounded whatever a server sends, and is judged like the run.
 */
#include "core/mem.h"
#include "runner/session/session_state.h"

#include <stdlib.h>
#include <string.h>

/*
 * Messages that decide nothing and are reported all the same: more than any
 * reader needs.  Of their bytes, as many as the judge keeps (the limit
 * "evidence" of the target).
 */
#define SURPLUS_MAX_COUNT 5000
/* The last of those left out: what the flood was like when it ended. */
#define NEWEST_MAX_COUNT 8
#define NEWEST_MAX_BYTES ((size_t)1 << 18)

static size_t
evidence_bytes(const struct session *s)
{
	return s->setup.pattern->target->evidence_bytes;
}

static bool
has_room(const struct session *s, const struct observation *o)
{
	const struct session_evidence *e = &s->evidence;
	return e->count < SURPLUS_MAX_COUNT &&
	    e->bytes + observation_weight(o) <= evidence_bytes(s);
}

static void
drop_oldest(struct session_flood *f)
{
	struct spare_observation *oldest = &f->newest.items[0];
	size_t bytes = observation_weight(&oldest->observation);
	f->newest_bytes -= bytes;
	f->left_out_bytes += bytes;
	f->left_out++;
	f->unexamined += oldest->is_unexamined;
	observation_clear(&oldest->observation);
	f->newest.count--;
	memmove(oldest, oldest + 1, f->newest.count * sizeof(*oldest));
}

static struct session_flood *
flood_of(struct session *s)
{
	struct session_evidence *e = &s->evidence;
	if (!e->flood)
		e->flood = mem_zalloc(sizeof(*e->flood));
	return e->flood;
}

/* The very last one is kept, however large it is. */
static void
leave_out(struct session *s, const struct observation *o, bool is_unexamined)
{
	struct session_flood *f = flood_of(s);
	struct spare_observation spare = { .observation = observation_copy(o),
		.is_held = s->opening > 0,
		.is_unexamined = is_unexamined };
	f->newest_ns = o->time_ns;
	vec_push(&f->newest, spare);
	f->newest_bytes += observation_weight(o);
	while (f->newest.count > NEWEST_MAX_COUNT ||
	    (f->newest.count > 1 && f->newest_bytes > NEWEST_MAX_BYTES))
		drop_oldest(f);
}

static struct run_event
event_of(const struct session *s, const struct observation *o, bool is_held)
{
	return (struct run_event){ .kind = RUN_OBSERVATION,
		.observation = o,
		.is_held = is_held,
		.party = s->setup.pattern->parties.items[o->party].name };
}

static void
emit(struct session *s, struct run_event *event, int64_t time_ns)
{
	s->host->emit(s->host->context, s->setup.case_index, event, time_ns);
}

static void
emit_left_out(struct session *s, int64_t time_ns)
{
	struct session_flood *f = s->evidence.flood;
	struct run_event event = { .kind = RUN_LEFT_OUT };
	event.left_out.count = f->left_out;
	event.left_out.bytes = f->left_out_bytes;
	event.left_out.unexamined = f->unexamined;
	s->host->leave_out(s->host->context, f->left_out, f->left_out_bytes);
	f->left_out = f->left_out_bytes = f->unexamined = 0;
	emit(s, &event, time_ns);
}

void
session_tell_left_out(struct session *s)
{
	struct session_flood *f = s->evidence.flood;
	if (!f || f->newest.count == 0)
		return;
	/* A server may go on like this at each step of a case. */
	while (f->newest.count > 0 &&
	    f->told_bytes + f->newest_bytes > 2 * evidence_bytes(s))
		drop_oldest(f);
	int64_t time_ns = f->newest.count
	    ? f->newest.items[0].observation.time_ns
	    : f->newest_ns;
	if (f->left_out > 0)
		emit_left_out(s, time_ns);
	for (size_t i = 0; i < f->newest.count; i++) {
		struct spare_observation *spare = &f->newest.items[i];
		struct observation *o = &spare->observation;
		struct run_event event = event_of(s, o, spare->is_held);
		emit(s, &event, o->time_ns);
		observation_clear(o);
	}
	f->told_bytes += f->newest_bytes;
	f->newest_bytes = f->newest.count = 0;
}

void
session_free_evidence(struct session *s)
{
	struct session_flood *f = s->evidence.flood;
	if (!f)
		return;
	for (size_t i = 0; i < f->newest.count; i++)
		observation_clear(&f->newest.items[i].observation);
	vec_free(&f->newest);
	free(f);
}

/* The judge looks at it once, and gives it a number if it is about this case.
   True: it made a difference. */
static bool
judge(struct session *s, struct observation *o)
{
	unsigned epoch = match_epoch(s->match);
	bool had_diverged = match_has_diverged(s->match);
	o->number = s->fact_count + 1;
	match_feed(s->match, o);
	if (o->number)
		s->fact_count = o->number;
	return match_has_kept(s->match) || match_epoch(s->match) != epoch ||
	    match_has_diverged(s->match) != had_diverged;
}

void
session_observe(struct session *s, struct observation *o)
{
	if (s->phase != SESSION_RUNNING ||
	    s->parties[o->party].state == PARTY_CLOSING)
		return;
	/* What comes when all is judged is told, and changes nothing. */
	o->number = 0;
	unsigned unexamined = match_unexamined(s->match);
	bool matters = !s->is_judged && judge(s, o);
	if (s->setup.verdicts_only)
		return;
	if (!matters && !has_room(s, o)) {
		leave_out(s, o, match_unexamined(s->match) > unexamined);
		return;
	}
	if (!matters) {
		s->evidence.count++;
		s->evidence.bytes += observation_weight(o);
	}
	struct run_event event = event_of(s, o, s->opening > 0);
	session_emit(s, &event, o->time_ns);
	if (o->number && s->host->look)
		session_show(s, &event, o->time_ns);
}
