/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The states of a session and of its parties: which may follow which, and the
 * one setter of each, so that every change is checked, and traced.
 */
#include "runner/session/session_state.h"

#include <assert.h>

#define TO(state) (1u << (state))

static const char *const phase_names[] = {
	[SESSION_RUNNING] = "running",
	[SESSION_CLOSING] = "closing",
	[SESSION_ENDED] = "ended",
};

static const unsigned next_phases[] = {
	[SESSION_RUNNING] = TO(SESSION_CLOSING),
	[SESSION_CLOSING] = TO(SESSION_ENDED),
	[SESSION_ENDED] = 0,
};

static const char *const party_state_names[] = {
	[PARTY_OPENING] = "opening",
	[PARTY_OPEN] = "open",
	[PARTY_CLOSING] = "closing",
	[PARTY_CLOSED] = "closed",
};

/* The server may end a connection in every state. */
static const unsigned next_party_states[] = {
	[PARTY_OPENING] = TO(PARTY_OPEN) | TO(PARTY_CLOSED),
	[PARTY_OPEN] = TO(PARTY_CLOSING) | TO(PARTY_CLOSED),
	[PARTY_CLOSING] = TO(PARTY_CLOSED),
	[PARTY_CLOSED] = 0,
};

void
session_set_phase(struct session *s, enum session_phase phase)
{
	assert(next_phases[s->phase] & TO(phase));
	if (s->setup.trace) {
		char *what = mem_printf("case %s/%s/%s", s->setup.test->suite,
		    s->setup.test->phase, s->setup.test->name);
		trace_state(s->setup.trace, what, phase_names[s->phase],
		    phase_names[phase]);
		free(what);
	}
	s->phase = phase;
}

void
session_set_party(struct session *s, unsigned party, enum party_state state)
{
	struct session_party *p = &s->parties[party];
	assert(next_party_states[p->state] & TO(state));
	if (s->setup.trace) {
		char *what =
		    mem_printf("party %u (%s)", s->setup.first_party + party,
			s->setup.pattern->parties.items[party].name);
		trace_state(s->setup.trace, what, party_state_names[p->state],
		    party_state_names[state]);
		free(what);
	}
	p->state = state;
}
