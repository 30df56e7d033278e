/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/state.h"

#include "judge/config.h"
#include "judge/match.h"

#include <stdlib.h>

void
match_note_progress(struct match *m)
{
	m->epoch++;
	m->quiet = m->settled = 0;
	if (m->judged_ns != INT64_MIN)
		m->deadline_known = false;
	m->judged_ns = INT64_MIN;
}

void
match_set_state(struct match *m, enum match_state state)
{
	m->state = state;
	m->deadline_known = false;
	match_note_progress(m);
}

void
match_diverge(struct match *m, const struct divergence *d)
{
	config_focus(m, d->config);
	m->divergence = *d;
	m->divergence.config = 0;
	match_set_state(m, MATCH_DIVERGED);
}

void
match_break(struct match *m, enum verdict verdict, enum finding finding,
    const char *sentence)
{
	if (m->state == MATCH_BROKEN || m->state == MATCH_PASSED)
		return;
	if (m->state == MATCH_DIVERGED) {
		/* Certain already: no more evidence. */
		match_quiet(m, MATCH_ALL_PARTIES, MATCH_BY_FENCE);
		return;
	}
	m->broken_verdict = verdict;
	m->broken_finding = finding;
	m->broken_sentence = mem_strdup(sentence);
	match_set_state(m, MATCH_BROKEN);
}

unsigned
match_epoch(const struct match *m)
{
	return m->epoch;
}

uint32_t
match_unproven(const struct match *m)
{
	return m->unproven;
}

void
match_note_lag(struct match *m, int64_t lag_ns)
{
	if (lag_ns > m->lag_ns)
		m->lag_ns = lag_ns;
}

bool
match_has_diverged(const struct match *m)
{
	return m->state == MATCH_DIVERGED;
}

void
match_quiet(struct match *m, uint32_t parties, enum match_proof proof)
{
	m->quiet |= parties;
	if (proof == MATCH_BY_SETTLING)
		m->settled |= parties;
}

bool
match_is_too_wide(struct match *m)
{
	if (!match_is_exhausted(m))
		return false;
	char *text = m->visits > MATCH_MAX_VISITS
	    ? mem_printf("To follow what came takes more than %d steps; the "
			 "fixture is too intricate to judge.",
		  MATCH_MAX_VISITS)
	    : mem_printf("More than %d ways to read what came are open at "
			 "once; the fixture is too ambiguous to judge.",
		  MATCH_MAX_CONFIGS);
	m->spare_count = 0;
	match_break(m, VERDICT_INCONCLUSIVE, FINDING_AMBIGUOUS, text);
	free(text);
	return true;
}

bool
match_is_proven(struct match *m, uint32_t parties)
{
	m->unproven = parties & ~m->quiet;
	return m->unproven == 0;
}
