/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The end of a session: the clean-up at the server after the case, then the
 * closing of its parties' connections, each for a limited time.
 */
#include "core/text/duration.h"
#include "runner/session/session_state.h"

#include <stdlib.h>
#include <string.h>

/* How long the clean-up after a case may take before we continue without it. */
#define CLEAN_UP_TIMEOUT_NS NS_PER_S
/*
 * And then the closing of its connections: before the binding is blamed, or, if
 * the server does not answer or the case was broken off, before we go on
 * without.
 */
#define CLOSE_TIMEOUT_NS (5 * NS_PER_S)
#define HASTY_CLOSE_TIMEOUT_NS NS_PER_S

static int64_t
close_timeout_ns(const struct session *s)
{
	return s->was_cleaned_up && !s->is_broken_off ? CLOSE_TIMEOUT_NS
						      : HASTY_CLOSE_TIMEOUT_NS;
}

static bool
is_open(void *context, unsigned party)
{
	const struct session *s = context;
	return s->parties[party].state == PARTY_OPEN;
}

static bool
concerns(void *context, const struct message_spec *spec,
    const struct message *request)
{
	const struct session *s = context;
	return match_knows_interaction(s->match, spec, request);
}

static void
send_unjudged(void *context, unsigned party, const char *protocol,
    struct message *message)
{
	session_send_message(context, party, protocol, message);
}

/*
 * Immediately: what is under way to it is lost.  A party that is still being
 * opened is closed when that is done.
 */
void
session_close_party(struct session *s, unsigned party)
{
	if (s->parties[party].state != PARTY_OPEN)
		return;
	session_set_party(s, party, PARTY_CLOSING);
	session_send_frame(s, FRAME_CLOSE, party, 0);
}

static void
end_when_closed(struct session *s)
{
	for (unsigned i = 0; i < session_party_count(s); i++)
		if (s->parties[i].state != PARTY_CLOSED)
			return;
	session_set_phase(s, SESSION_ENDED);
}

static void
close_all(struct session *s)
{
	for (unsigned i = 0; i < session_party_count(s); i++)
		session_close_party(s, i);
	end_when_closed(s);
}

static bool
is_leftover(void *context, const struct message_spec *spec,
    const struct message *request)
{
	const struct session *s = context;
	char scratch[ATTRIBUTE_TEXT_SIZE];
	const char *id = match_interaction_of(spec, request, scratch);
	return id && strcmp(id, s->leftover->interaction) == 0;
}

/*
 * As after a case that has had what another run has left; but whoever got it
 * has it now, and may do with it what its media server might have done.
 */
static void
clear_leftover(struct session *s, int64_t now_ns)
{
	struct teardown_host host = { .context = s,
		.is_open = is_open,
		.concerns = is_leftover,
		.instead = s->leftover->party + 1,
		.send = send_unjudged };
	struct session_leftover *leftover = s->leftover;
	leftover->lease = *s->setup.lease;
	leftover->lease.interaction = leftover->interaction;
	s->reference_id += PATTERN_MAX_EVENTS;
	s->teardown = teardown_start(s->setup.teardown, s->setup.pattern,
	    &leftover->lease, &host, s->reference_id, now_ns);
	leftover->is_clearing = s->teardown != NULL;
}

/* What is to be done next before the connections are closed, if anything. */
static void
clean_up_or_close(struct session *s, int64_t now_ns)
{
	if (!s->teardown && s->leftover && !s->leftover->is_clearing)
		clear_leftover(s, now_ns);
	s->close_limit_ns =
	    now_ns + (s->teardown ? CLEAN_UP_TIMEOUT_NS : close_timeout_ns(s));
	if (!s->teardown)
		close_all(s);
}

void
session_begin_closing(struct session *s, int64_t now_ns)
{
	struct teardown_host teardown = { .context = s,
		.is_open = is_open,
		.concerns = concerns,
		.send = send_unjudged };
	session_set_phase(s, SESSION_CLOSING);
	s->fencing = false;
	s->was_late = false;
	/* A party that has sent no request has left nothing behind. */
	if (s->reference_id > 0)
		s->teardown =
		    teardown_start(s->setup.teardown, s->setup.pattern,
			s->setup.lease, &teardown, s->reference_id, now_ns);
	clean_up_or_close(s, now_ns);
}

/* All is answered that will be. */
static void
end_teardown(struct session *s, int64_t now_ns)
{
	char *complaint = teardown_complaint(s->teardown);
	if (s->leftover && s->leftover->is_clearing)
		s->host->clear(
		    s->host->context, s->leftover->interaction, complaint);
	else if (complaint)
		s->host->complain(
		    s->host->context, s->setup.case_index, complaint, now_ns);
	free(complaint);
	teardown_free(s->teardown);
	s->teardown = NULL;
	clean_up_or_close(s, now_ns);
}

void
session_take_answer(struct session *s, const struct observation *o)
{
	teardown_take(s->teardown, o);
	if (!teardown_is_done(s->teardown))
		return;
	s->was_cleaned_up = true;
	end_teardown(s, o->time_ns);
}

void
session_note_closed(struct session *s, unsigned party, int64_t now_ns)
{
	if (!s->teardown) {
		end_when_closed(s);
		return;
	}
	teardown_forget(s->teardown, party);
	if (teardown_is_done(s->teardown))
		end_teardown(s, now_ns);
}

/* Of the first that a server has not closed that still answers. */
static void
accuse_of_open(struct session *s, int64_t now_ns)
{
	char within[DURATION_TEXT_SIZE];
	unsigned party = 0;
	while (party < session_party_count(s) &&
	    s->parties[party].state != PARTY_CLOSING)
		party++;
	if (party == session_party_count(s) || !s->was_cleaned_up ||
	    s->is_broken_off)
		return;
	session_accuse(s,
	    mem_printf("The binding is broken: %s was not closed within %s "
		       "(docs/binding.md, section 3).",
		s->setup.pattern->parties.items[party].name,
		duration_print(within, CLOSE_TIMEOUT_NS)),
	    now_ns);
}

/* Who was never opened may yet be: the server shall not keep it.  Late as we
   were, the server has not had its time. */
void
session_give_up_closing(struct session *s, int64_t now_ns)
{
	s->close_limit_ns =
	    now_ns + (s->teardown ? CLEAN_UP_TIMEOUT_NS : close_timeout_ns(s));
	if (!s->was_late && s->teardown) {
		end_teardown(s, now_ns);
	} else if (!s->was_late) {
		for (unsigned i = 0; i < session_party_count(s); i++)
			if (s->parties[i].state == PARTY_OPENING)
				session_send_frame(s, FRAME_CLOSE, i, 0);
		accuse_of_open(s, now_ns);
		session_set_phase(s, SESSION_ENDED);
	}
	s->was_late = false;
}

/* A user is waiting for the end of the run. */
void
session_hurry_closing(struct session *s, int64_t now_ns)
{
	s->is_broken_off = true;
	if (s->close_limit_ns > now_ns + HASTY_CLOSE_TIMEOUT_NS)
		s->close_limit_ns = now_ns + HASTY_CLOSE_TIMEOUT_NS;
}
