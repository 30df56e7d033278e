/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How far the judgement of a run is: running, diverged, broken off or passed;
 * what is proven of it, and which of its deadlines are dealt with.
 *
 * The only access to this state; its data is private to state.c.  It is running
 * at first, and changes once.
 */
#ifndef IXC_JUDGE_STATE_H
#define IXC_JUDGE_STATE_H

#include "judge/match_data.h"

enum match_stage {
	MATCH_RUNNING,
	MATCH_DIVERGED, /* the rest is collected for the explanation */
	MATCH_BROKEN,   /* match_break() */
	MATCH_PASSED,
};

/* Of a run in which no deadline is before that time. */
struct match_state *match_state_new(int64_t deadline_ns);

void match_state_free(struct match_state *s);

enum match_stage match_stage(const struct match *m);

bool match_is_running(const struct match *m);

/* Something happened: it has to be proven again that nothing more comes. */
void match_note_progress(struct match *m);

/* It may stop in that configuration, which becomes the first one. */
void match_pass(struct match *m, unsigned config);

/* Also makes d->config the first configuration: the explanation uses that. */
void match_diverge(struct match *m, const struct divergence *d);

/* Of a run that has diverged. */
const struct divergence *match_divergence(const struct match *m);

/* As given to match_break(), of a run that was given up. */
void match_describe_break(const struct match *m, struct outcome *ret);

/* If match_is_exhausted(): the spares are thrown away, and the run is broken
   off. */
bool match_is_too_wide(struct match *m);

/*
 * Is nothing under way to any of these?  If unknown, that is what to prove
 * next.
 */
bool match_is_proven(struct match *m, uint32_t parties);

/* For which parties that is proven in the present epoch, by whatever. */
uint32_t match_quiet_parties(const struct match *m);

/* Of these, for which only by silence. */
uint32_t match_settled_parties(const struct match *m);

/* When a proof was first asked for after the divergence; never: not yet. */
void match_note_asked(struct match *m, int64_t now_ns);

int64_t match_asked_ns(const struct match *m);

/* Was match_release() called? */
bool match_is_released(const struct match *m);

/* The longest time by which the runner was late. */
int64_t match_lag_ns(const struct match *m);

/* The longest that a frame was delayed by the path, by the server's clock. */
int64_t match_path_delay_ns(const struct match *m);

/* The first deadline, if known; false while it has to be looked for. */
bool match_known_deadline(const struct match *m, int64_t *ret_ns);

void match_set_deadline(struct match *m, int64_t deadline_ns);

/* One that is known is no later than this. */
void match_limit_deadline(struct match *m, int64_t deadline_ns);

void match_forget_deadline(struct match *m);

/* Deadlines before that time are dealt with, until something happens. */
void match_note_judged(struct match *m, int64_t time_ns);

int64_t match_judged_ns(const struct match *m);

#endif
