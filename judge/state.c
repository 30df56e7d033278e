/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/state.h"

#include "core/clock.h"
#include "judge/config.h"
#include "judge/match.h"

#include <assert.h>
#include <stdlib.h>

struct match_state {
	enum match_stage stage;
	unsigned epoch;
	int64_t judged_ns;
	int64_t lag_ns, path_delay_ns;
	uint32_t quiet;      /* proven for these in the present epoch */
	uint32_t settled;    /* of them, only by silence */
	uint32_t unproven;   /* asked for by the last MATCH_FENCE */
	bool is_released;    /* the run's party need not stand any more */
	int64_t asked_ns;    /* when that was first so after a divergence */
	bool deadline_known; /* no deadline is before ... */
	int64_t deadline_ns; /* ... this time */
	struct divergence *divergence; /* MATCH_DIVERGED; owned */
	/* MATCH_BROKEN: */
	enum verdict verdict;
	enum finding finding;
	char *sentence;
};

struct match_state *
match_state_new(int64_t deadline_ns)
{
	struct match_state *s = mem_zalloc(sizeof(*s));
	s->judged_ns = INT64_MIN;
	s->asked_ns = TIME_NEVER_NS;
	s->deadline_known = true;
	s->deadline_ns = deadline_ns;
	return s;
}

void
match_state_free(struct match_state *s)
{
	free(s->divergence);
	free(s->sentence);
	free(s);
}

enum match_stage
match_stage(const struct match *m)
{
	return m->state->stage;
}

bool
match_is_running(const struct match *m)
{
	return m->state->stage == MATCH_RUNNING;
}

bool
match_has_diverged(const struct match *m)
{
	return m->state->stage == MATCH_DIVERGED;
}

void
match_note_progress(struct match *m)
{
	struct match_state *s = m->state;
	s->epoch++;
	s->quiet = s->settled = 0;
	if (s->judged_ns != INT64_MIN)
		s->deadline_known = false;
	s->judged_ns = INT64_MIN;
}

static void
set_stage(struct match *m, enum match_stage stage)
{
	assert(match_is_running(m));
	m->state->stage = stage;
	m->state->deadline_known = false;
	match_note_progress(m);
}

void
match_pass(struct match *m, unsigned config)
{
	config_focus(m, config);
	set_stage(m, MATCH_PASSED);
}

void
match_diverge(struct match *m, const struct divergence *d)
{
	config_focus(m, d->config);
	m->state->divergence = mem_alloc(sizeof(*d));
	*m->state->divergence = *d;
	m->state->divergence->config = 0;
	set_stage(m, MATCH_DIVERGED);
}

const struct divergence *
match_divergence(const struct match *m)
{
	return m->state->divergence;
}

void
match_break(struct match *m, enum verdict verdict, enum finding finding,
    const char *sentence)
{
	switch (m->state->stage) {
	case MATCH_RUNNING:
		m->state->verdict = verdict;
		m->state->finding = finding;
		m->state->sentence = mem_strdup(sentence);
		set_stage(m, MATCH_BROKEN);
		break;
	case MATCH_DIVERGED:
		/* Certain already: no more evidence. */
		match_quiet(m, MATCH_ALL_PARTIES, MATCH_BY_FENCE);
		break;
	case MATCH_BROKEN:
	case MATCH_PASSED:
		break;
	}
}

void
match_describe_break(const struct match *m, struct outcome *ret)
{
	ret->verdict = m->state->verdict;
	ret->finding = m->state->finding;
	ret->sentence = mem_strdup(m->state->sentence);
}

bool
match_is_too_wide(struct match *m)
{
	if (!match_is_exhausted(m))
		return false;
	char *text = m->steps > MATCH_MAX_STEPS
	    ? mem_printf("Following the messages takes more than %d steps; "
			 "the fixture is too intricate to judge.",
		  MATCH_MAX_STEPS)
	    : mem_printf("The messages can be interpreted in more than %d "
			 "ways; the fixture is too ambiguous to judge.",
		  MATCH_MAX_CONFIGS);
	m->spare_count = 0;
	match_break(m, VERDICT_INCONCLUSIVE, FINDING_AMBIGUOUS, text);
	free(text);
	return true;
}

void
match_release(struct match *m)
{
	m->state->is_released = true;
}

bool
match_is_released(const struct match *m)
{
	return m->state->is_released;
}

unsigned
match_epoch(const struct match *m)
{
	return m->state->epoch;
}

void
match_quiet(struct match *m, uint32_t parties, enum match_proof proof)
{
	m->state->quiet |= parties;
	if (proof == MATCH_BY_SETTLING)
		m->state->settled |= parties;
}

uint32_t
match_quiet_parties(const struct match *m)
{
	return m->state->quiet;
}

uint32_t
match_settled_parties(const struct match *m)
{
	return m->state->settled;
}

bool
match_is_proven(struct match *m, uint32_t parties)
{
	m->state->unproven = parties & ~m->state->quiet;
	return m->state->unproven == 0;
}

uint32_t
match_unproven(const struct match *m)
{
	return m->state->unproven;
}

void
match_note_asked(struct match *m, int64_t now_ns)
{
	if (m->state->asked_ns == TIME_NEVER_NS)
		m->state->asked_ns = now_ns;
}

int64_t
match_asked_ns(const struct match *m)
{
	return m->state->asked_ns;
}

void
match_note_lag(struct match *m, int64_t lag_ns)
{
	if (lag_ns > m->state->lag_ns)
		m->state->lag_ns = lag_ns;
}

void
match_note_path_delay(struct match *m, int64_t delay_ns)
{
	if (delay_ns > m->state->path_delay_ns)
		m->state->path_delay_ns = delay_ns;
}

int64_t
match_path_delay_ns(const struct match *m)
{
	return m->state->path_delay_ns;
}

int64_t
match_lag_ns(const struct match *m)
{
	return m->state->lag_ns;
}

bool
match_known_deadline(const struct match *m, int64_t *ret_ns)
{
	*ret_ns = m->state->deadline_ns;
	return m->state->deadline_known;
}

void
match_set_deadline(struct match *m, int64_t deadline_ns)
{
	m->state->deadline_known = true;
	m->state->deadline_ns = deadline_ns;
}

void
match_limit_deadline(struct match *m, int64_t deadline_ns)
{
	if (deadline_ns < m->state->deadline_ns)
		m->state->deadline_ns = deadline_ns;
}

void
match_forget_deadline(struct match *m)
{
	m->state->deadline_known = false;
}

void
match_note_judged(struct match *m, int64_t time_ns)
{
	m->state->judged_ns = time_ns;
	m->state->deadline_known = false;
}

int64_t
match_judged_ns(const struct match *m)
{
	return m->state->judged_ns;
}
