/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/session/session.h"

#include "core/text/duration.h"
#include "judge/explain/outcome.h"
#include "runner/session/session_state.h"

/*
 * How long a server may take to open the parties of a case: as long as for the
 * answer to a request (docs/binding.md), since an adapter may have to connect.
 */
#define OPEN_TIMEOUT_NS (10 * NS_PER_S)
/*
 * How long a case waits that waits for no deadline: a window of its fixture
 * counts from a step that did not happen.
 */
#define STALL_LIMIT_NS (60 * NS_PER_S)
/*
 * How long past a deadline a server may keep us reading, so that we cannot
 * decide whether it was met.  Far beyond any load worth judging.
 */
#define OVERRUN_LIMIT_NS (30 * NS_PER_S)
struct session *
session_new(const struct session_setup *setup, const struct session_host *host)
{
	struct session *s = mem_zalloc(sizeof(*s) +
	    setup->pattern->parties.count * sizeof(struct session_party));
	s->setup = *setup;
	s->host = host;
	s->stall_limit_ns = TIME_NEVER_NS;
	s->is_released = !setup->stands;
	return s;
}

void
session_free(struct session *s)
{
	if (!s)
		return;
	match_free(s->match);
	teardown_free(s->teardown);
	session_free_evidence(s);
	if (s->leftover)
		free(s->leftover->interaction);
	free(s->leftover);
	free(s);
}

enum session_phase
session_phase(const struct session *s)
{
	return s->phase;
}

unsigned
session_party_index(const struct session *s, uint32_t number)
{
	return number - s->setup.first_party;
}

void
session_send_frame(
    struct session *s, enum frame_kind kind, unsigned party, uint64_t fence)
{
	struct frame f = { .kind = kind,
		.party = s->setup.first_party + party,
		.fence = fence,
		.server_time_us = -1 };
	const struct pattern_party *p = &s->setup.pattern->parties.items[party];
	if (kind == FRAME_OPEN) {
		f.text = p->name;
		f.server = p->is_at_second ? SECOND_SERVER : 0;
	}
	s->host->send(s->host->context, &f);
}

void
session_send_message(struct session *s, unsigned party, const char *protocol,
    struct message *message)
{
	struct frame f = { .kind = FRAME_SEND,
		.party = s->setup.first_party + party,
		.server_time_us = -1,
		.protocol = protocol,
		.message = message };
	s->host->send(s->host->context, &f);
}

void
session_emit(struct session *s, struct run_event *event, int64_t time_ns)
{
	session_tell_left_out(s);
	s->host->emit(s->host->context, s->setup.case_index, event, time_ns);
}

static struct session_leftover *
leftover_new(const char *interaction, unsigned party)
{
	struct session_leftover *l = mem_zalloc(sizeof(*l));
	l->interaction = mem_strdup(interaction);
	l->party = party;
	return l;
}

static void
finish(struct session *s, int64_t now_ns)
{
	struct outcome outcome;
	session_tell_left_out(s);
	match_note_path_delay(
	    s->match, s->host->path_delay(s->host->context, s->start_ns));
	match_outcome(s->match, &outcome);
	if (!s->setup.verdicts_only)
		match_collect(s->match, &outcome);
	if (outcome.leftover)
		s->leftover =
		    leftover_new(outcome.leftover, outcome.leftover_party);
	s->host->end(s->host->context, s->setup.case_index, &outcome, now_ns);
	match_retire(s->match);
	session_begin_closing(s, now_ns);
}

bool
session_show(struct session *s, struct run_event *fact, int64_t now_ns)
{
	struct sighting sighting = { .fact = fact,
		.match = s->match,
		.pattern = s->setup.pattern,
		.now_ns = now_ns };
	s->is_certain |= match_has_diverged(s->match);
	if (!s->host->look ||
	    s->host->look(
		s->host->context, s->setup.case_index, fact, &sighting))
		return true;
	match_break(
	    s->match, VERDICT_ABORTED, FINDING_NONE, "the run was interrupted");
	return false;
}

/* False as session_show(). */
static bool
tell_stimulus(struct session *s, const struct pattern_event *e,
    const struct message *message, int64_t now_ns)
{
	const struct pattern *p = s->setup.pattern;
	struct run_event fact = { .kind = RUN_STIMULUS,
		.party = p->parties.items[e->party].name };
	fact.stimulus.number = s->fact_count + 1;
	fact.stimulus.message = message;
	fact.stimulus.protocol = e->step->protocol;
	fact.stimulus.file = e->fixture->source->name;
	fact.stimulus.line = e->step->at.line;
	fact.stimulus.is_main = e->instance + 1 == p->instances.count;
	if (!session_show(s, &fact, now_ns))
		return false;
	session_emit(s, &fact, now_ns);
	return true;
}

static void
do_stimulus(struct session *s, unsigned event, int64_t now_ns)
{
	const struct pattern_event *e = &s->setup.pattern->events.items[event];
	bool is_send = e->kind == EVENT_SEND;
	struct message *message =
	    is_send ? match_build(s->match, event, ++s->reference_id) : NULL;
	if (is_send && !message)
		return;
	if (!s->setup.verdicts_only && !tell_stimulus(s, e, message, now_ns)) {
		message_unref(message);
		return;
	}
	s->fact_count++;
	/* First: the time must not be later than the sending. */
	match_sent(s->match, event, message, s->fact_count, now_ns);
	if (message)
		session_send_message(s, e->party, e->step->protocol, message);
	else
		session_close_party(s, e->party);
	message_unref(message);
}

/* Nothing is to be done: does anything limit how long? */
static void
note_stall(struct session *s, int64_t now_ns)
{
	if (s->fencing || match_deadline(s->match) != TIME_NEVER_NS)
		s->stall_limit_ns = TIME_NEVER_NS;
	else if (s->stall_limit_ns == TIME_NEVER_NS)
		s->stall_limit_ns = now_ns + STALL_LIMIT_NS;
}

/*
 * A message that did not come in time, or at all, is noticed when nothing
 * happens: the observer sees that moment, too.
 */
static void
show_finding(struct session *s, int64_t now_ns)
{
	struct run_event fact = { .kind = RUN_QUIET };
	if (s->host->look && !s->is_certain && match_has_diverged(s->match))
		session_show(s, &fact, now_ns);
}

/*
 * Do all that can be done now.  Nothing is sent before all parties are open: so
 * no server's timer runs while another party has yet to come.
 */
void
session_drive(struct session *s, int64_t now_ns)
{
	if (s->phase == SESSION_RUNNING)
		show_finding(s, now_ns);
	for (unsigned event; s->phase == SESSION_RUNNING;) {
		switch (match_demand(s->match, now_ns, &event)) {
		case MATCH_WAIT:
			note_stall(s, now_ns);
			return;
		case MATCH_SEND:
			if (s->opening > 0)
				return;
			do_stimulus(s, event, now_ns);
			break;
		case MATCH_FENCE:
			if (s->opening > 0)
				return;
			if (s->fencing &&
			    s->fence_epoch == match_epoch(s->match))
				return;
			session_start_proof(s, now_ns);
			if (s->setup.has_fence && !session_fences_are_out(s))
				session_end_proof(s, now_ns);
			break;
		case MATCH_STAND:
			if (!s->is_released) {
				s->is_standing = true;
				s->stall_limit_ns = TIME_NEVER_NS;
				return;
			}
			match_release(s->match);
			break;
		case MATCH_DONE:
			/* It stays where it is, for those who need it. */
			s->is_judged = s->is_standing && !s->is_released;
			if (s->is_judged)
				return;
			finish(s, now_ns);
			break;
		}
	}
}

void
session_start(struct session *s, int64_t now_ns)
{
	s->match = match_new(s->setup.pattern, s->setup.lease, now_ns);
	s->start_ns = now_ns;
	s->open_limit_ns = now_ns + OPEN_TIMEOUT_NS;
	s->opening = session_party_count(s);
	for (unsigned i = 0; i < session_party_count(s); i++)
		session_send_frame(s, FRAME_OPEN, i, 0);
	session_drive(s, now_ns);
}

/* One party less to wait for.  Is it the last one, so that the case begins? */
static bool
end_opening(struct session *s, int64_t now_ns)
{
	if (--s->opening > 0)
		return false;
	/* That was no fault of the server's, if a window counts already. */
	if (s->setup.pattern->soonest_ns != TIME_NEVER_NS)
		match_note_lag(s->match, now_ns - s->start_ns);
	return true;
}

static bool
take_opened(struct session *s, unsigned party, int64_t now_ns)
{
	if (s->parties[party].state != PARTY_OPENING) {
		session_accuse(s,
		    mem_printf("The binding is broken: %s was opened twice "
			       "(docs/binding.md, section 3).",
			s->setup.pattern->parties.items[party].name),
		    now_ns);
		return false;
	}
	session_set_party(s, party, PARTY_OPEN);
	bool begins = end_opening(s, now_ns);
	if (s->phase == SESSION_CLOSING)
		session_close_party(s, party);
	return begins;
}

/* Connection closed or refused: by us, or by the server. */
static void
take_closed(struct session *s, unsigned party, const struct frame *frame,
    struct observation *o)
{
	bool ours = s->parties[party].state == PARTY_CLOSING;
	if (s->parties[party].state == PARTY_CLOSED)
		return;
	bool was_opening = s->parties[party].state == PARTY_OPENING;
	session_set_party(s, party, PARTY_CLOSED);
	s->parties[party].fence = 0;
	if (!ours) {
		o->kind = OBSERVED_DISCONNECTED;
		o->problem = mem_strdup(frame_text(frame));
		session_observe(s, o);
		free(o->problem);
	}
	if (was_opening)
		end_opening(s, o->time_ns);
	if (s->fencing && s->setup.has_fence && !session_fences_are_out(s))
		session_end_proof(s, o->time_ns);
	if (s->phase == SESSION_CLOSING)
		session_note_closed(s, party, o->time_ns);
}

static void
take_message(
    struct session *s, const struct frame *frame, struct observation *o)
{
	o->kind = OBSERVED_MESSAGE;
	o->message = frame->message;
	o->protocol = frame->protocol;
	o->is_derived = frame->is_derived;
	pattern_derive_tag(s->setup.pattern, o);
	char *problem = o->problem = session_find_breach(s, o);
	if (problem && s->phase == SESSION_CLOSING)
		s->host->accuse(s->host->context, problem, o->time_ns);
	if (s->teardown)
		session_take_answer(s, o);
	else
		session_observe(s, o);
	free(problem);
}

/* What was on its way to a party that was being closed does not matter. */
static void
take_error(struct session *s, unsigned party, const struct frame *frame,
    int64_t now_ns)
{
	if (s->parties[party].state == PARTY_CLOSING ||
	    s->parties[party].state == PARTY_CLOSED)
		return;
	const char *name = s->setup.pattern->parties.items[party].name;
	if (s->parties[party].state == PARTY_OPENING) {
		session_accuse(s,
		    mem_printf("The binding is broken: 'open' of %s was "
			       "answered by an error (B-25): %s",
			name, frame_text(frame)),
		    now_ns);
		return;
	}
	char *text = mem_printf("The server could not serve a frame of %s: %s",
	    name, frame_text(frame));
	session_break(s, VERDICT_ERROR, FINDING_UNREACHABLE, text, now_ns);
	free(text);
}

/* Nothing about the case can have come before it started. */
int64_t
session_earliest(const struct session *s, struct reading_time when)
{
	return when.earliest_ns < s->start_ns ? s->start_ns : when.earliest_ns;
}

/* What stands for all cases gets the messages of all of them. */
static bool
is_flooded(struct session *s, int64_t now_ns)
{
	if (s->phase != SESSION_RUNNING || s->setup.stands)
		return false;
	if (now_ns - s->second_ns >= NS_PER_S) {
		s->second_ns = now_ns;
		s->second_messages = 0;
	}
	return ++s->second_messages >
	    s->setup.pattern->target->messages_per_second;
}

/* Its parties are closed then, so that the others get their turn. */
static void
cut_off(struct session *s)
{
	char *text = mem_printf(
	    "The server sent more than %u messages within a second to this "
	    "case, which was cut off (<limits messages-per-second=> of the "
	    "target).",
	    s->setup.pattern->target->messages_per_second);
	match_break(s->match, VERDICT_INCONCLUSIVE, FINDING_RUNNER_LATE, text);
	free(text);
}

bool
session_frame(
    struct session *s, const struct frame *frame, struct reading_time when)
{
	unsigned party = session_party_index(s, frame->party);
	struct observation o = { .party = party,
		.time_ns = when.time_ns,
		.earliest_ns = session_earliest(s, when),
		.server_time_us = frame->server_time_us,
		.sequence = frame->sequence };

	switch (frame->kind) {
	case FRAME_MESSAGE:
		if (session_take_misencoded(s, frame, when))
			return true;
		take_message(s, frame, &o);
		if (is_flooded(s, when.time_ns))
			cut_off(s);
		break;
	case FRAME_FENCE:
		if (!session_take_fence(s, party, frame, when.time_ns))
			return false;
		break;
	case FRAME_CLOSED:
		take_closed(s, party, frame, &o);
		break;
	case FRAME_ERROR:
		take_error(s, party, frame, when.time_ns);
		break;
	case FRAME_OPENED:
		if (!take_opened(s, party, when.time_ns))
			return false;
		break;
	case FRAME_OPEN:
	case FRAME_SEND:
	case FRAME_CLOSE:
		return false;
	}
	session_drive(s, when.time_ns);
	return true;
}

void
session_malformed(struct session *s, unsigned party, const char *raw,
    size_t size, const char *problem, struct reading_time when)
{
	if (party >= session_party_count(s))
		return;
	struct observation o = { .kind = OBSERVED_MALFORMED,
		.party = party,
		.time_ns = when.time_ns,
		.earliest_ns = session_earliest(s, when),
		.server_time_us = -1,
		.raw = mem_strndup(raw, size),
		.raw_size = size,
		.problem = mem_strdup(problem) };
	session_take_malformed(s, &o);
	observation_clear(&o);
	session_drive(s, when.time_ns);
}

static void
give_up_opening(struct session *s, int64_t now_ns)
{
	char within[DURATION_TEXT_SIZE];
	unsigned party = 0;
	if (s->was_late) {
		s->was_late = false;
		s->open_limit_ns = now_ns + OPEN_TIMEOUT_NS;
		return;
	}
	while (s->parties[party].state != PARTY_OPENING)
		party++;
	char *text = mem_printf(
	    "The server did not answer 'open' for %s with 'opened' within %s.",
	    s->setup.pattern->parties.items[party].name,
	    duration_print(within, OPEN_TIMEOUT_NS));
	s->is_broken_off = true;
	match_break(s->match, VERDICT_ERROR, FINDING_UNREACHABLE, text);
	free(text);
}

/* The server wrote without pause and now the deadline is long over. */
static void
give_up_reading(struct session *s)
{
	char limit[DURATION_TEXT_SIZE];
	char *text = mem_printf(
	    "The server sent without pause for %s, so no deadline could be "
	    "judged.",
	    duration_print(limit, OVERRUN_LIMIT_NS));
	match_break(s->match, VERDICT_INCONCLUSIVE, FINDING_RUNNER_LATE, text);
	free(text);
}

static void
give_up_waiting(struct session *s)
{
	char limit[DURATION_TEXT_SIZE];
	char *text = mem_printf(
	    "The case waited %s for a message without a deadline: its window "
	    "counts from a step that did not happen.",
	    duration_print(limit, STALL_LIMIT_NS));
	match_break(s->match, VERDICT_ERROR, FINDING_UNRESOLVED, text);
	free(text);
}

static int64_t
earlier(int64_t a_ns, int64_t b_ns)
{
	return a_ns < b_ns ? a_ns : b_ns;
}

/* The earliest time at which something is missed, or a wait over. */
static int64_t
next_due(const struct session *s)
{
	int64_t due_ns = match_deadline(s->match);
	if (s->opening > 0)
		due_ns = earlier(due_ns, s->open_limit_ns + 1);
	if (s->fencing)
		due_ns = earlier(due_ns, s->fence_limit_ns + 1);
	if (s->stall_limit_ns != TIME_NEVER_NS)
		due_ns = earlier(due_ns, s->stall_limit_ns + 1);
	return due_ns;
}

/*
 * What makes a difference is reported, so that a recording can be judged again.
 */
static void
elapse(struct session *s, int64_t now_ns, int64_t quiet_ns)
{
	struct run_event event = { .kind = RUN_QUIET, .quiet_ns = quiet_ns };
	if (match_elapse(s->match, quiet_ns))
		session_emit(s, &event, now_ns);
}

/* Has something been due for longer than since 'limit_ns'? */
static bool
is_overrun(struct session *s, int64_t limit_ns)
{
	match_is_due(s->match, limit_ns);
	return next_due(s) < limit_ns;
}

void
session_advance(struct session *s, int64_t now_ns, int64_t quiet_ns)
{
	if (s->phase == SESSION_CLOSING && now_ns >= s->close_limit_ns)
		session_give_up_closing(s, now_ns);
	if (s->phase != SESSION_RUNNING || s->is_judged)
		return;
	int64_t due_ns = next_due(s);
	elapse(s, now_ns, quiet_ns);
	if (s->opening > 0 && quiet_ns > s->open_limit_ns)
		give_up_opening(s, now_ns);
	if (s->fencing && quiet_ns > s->fence_limit_ns)
		session_expire_proof(s, now_ns);
	if (quiet_ns > s->stall_limit_ns)
		give_up_waiting(s);
	if (quiet_ns < due_ns && is_overrun(s, now_ns - OVERRUN_LIMIT_NS))
		give_up_reading(s);
	session_drive(s, now_ns);
}

void
session_note_lag(struct session *s, int64_t lag_ns)
{
	/* Before the first stimulus the server has nothing to be in time for,
	   unless the case has. */
	s->was_late = true;
	bool counts =
	    s->fact_count > 0 || s->setup.pattern->soonest_ns != TIME_NEVER_NS;
	if (s->match && counts && !match_has_diverged(s->match))
		match_note_lag(s->match, lag_ns);
}

int64_t
session_deadline(const struct session *s)
{
	if (s->phase == SESSION_RUNNING)
		return s->is_judged ? TIME_NEVER_NS : next_due(s);
	return s->phase == SESSION_CLOSING ? s->close_limit_ns : TIME_NEVER_NS;
}

void
session_break(struct session *s, enum verdict verdict, enum finding finding,
    const char *sentence, int64_t now_ns)
{
	if (s->phase == SESSION_CLOSING)
		session_hurry_closing(s, now_ns);
	if (s->phase != SESSION_RUNNING)
		return;
	s->is_broken_off = true;
	match_break(s->match, verdict, finding, sentence);
	session_drive(s, now_ns);
}
