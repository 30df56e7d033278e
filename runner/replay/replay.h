/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Judges a recorded run again: only the facts of its events go through the same
 * judge as those of a live run.
 *
 * A sink of the stream of run events.  Sits between a recording (or another
 * source of those events) and judge/match.h.  The fixtures and the target are
 * the caller's: the recorded ones, or others.
 */
#ifndef IXC_RUNNER_REPLAY_REPLAY_H
#define IXC_RUNNER_REPLAY_REPLAY_H

#include "core/diag.h"
#include "core/trace.h"
#include "model/event.h"
#include "model/suite.h"
#include "model/target.h"

#include <stdbool.h>

enum replay_result {
	REPLAY_SAME,     /* the same verdict, for the same kind of finding */
	REPLAY_DIFFERS,  /* 'judged' says how it is judged now */
	REPLAY_UNJUDGED, /* 'why' says what is missing */
	REPLAY_FIRST,    /* no verdict was recorded: 'judged' is the first */
};

struct replayed_case {
	const struct run_case *test;
	enum replay_result result;
	const struct outcome
	    *recorded;                /* NULL: none, or the case did not end */
	const struct outcome *judged; /* NULL when unjudged */
	const char *why;              /* one line, when unjudged */
	bool has_derived_tags; /* the source of a message states no tags */
};

struct replay_setup {
	const struct target *target;
	struct suite *const *suites;
	unsigned suite_count;
	void *context;
	/* Called for each case as it ends; all of it is borrowed. */
	void (*judged)(void *context, const struct replayed_case *one);
	struct diag *diag;   /* what is wrong with the fixtures */
	struct trace *trace; /* each change of a case; NULL: no trace */
	/*
	 * The events come not from a campaign but from a plain transcript:
	 * reference ids and further attributes of requests are its own, and
	 * only its end proves silence.
	 */
	bool is_plain;
};

struct replay;

/* All that 'setup' points to must outlive the replay. */
struct replay *replay_new(const struct replay_setup *setup);

/* Where to send the events; lives as long as the replay. */
struct sink *replay_sink(struct replay *r);

/*
 * There are no more events: cases that did not end are reported as unjudged.
 * The facts of RUN_STARTED must still live.
 */
void replay_finish(struct replay *r);

/* NULL is fine. */
void replay_free(struct replay *r);

#endif
