/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One run of one case: plays the parties, does the stimuli when the judge asks
 * for them, passes it what comes back, proves with fences that nothing more
 * comes, and ends with an outcome.
 *
 * Sits between judge/match.h (the judge) and the carrier of frames: a channel
 * to a server (exec/loop.h) or a simulation.  Sans-I/O: frames and times go in,
 * frames and run events come out through the host.
 */
#ifndef IXC_RUNNER_SESSION_SESSION_H
#define IXC_RUNNER_SESSION_SESSION_H

#include "core/clock.h"
#include "core/trace.h"
#include "judge/match.h"
#include "model/event.h"
#include "wire/frame.h"

#include <stdbool.h>
#include <stdint.h>

/* What an observer sees. */
struct sighting {
	/* STIMULUS: it is about to be done; OBSERVATION: it was judged; QUIET:
	   the verdict has become certain without one */
	const struct run_event *fact;
	const struct match *match;
	const struct pattern *pattern;
	int64_t now_ns; /* on the clock of the run */
};

/*
 * Watches a run, and may halt it.  'look' may take any time, if the clock of
 * the run is stopped meanwhile; false: go no further, the stimulus is not done.
 */
struct observer {
	void *context;
	bool (*look)(void *context, const struct sighting *sighting);
};

/* All are called from inside the session's own functions. */
struct session_host {
	void *context;
	/* The frame is borrowed for the call. */
	void (*send)(void *context, const struct frame *frame);
	/* The host fills in 'time_ns', 'run' and 'test'. */
	void (*emit)(void *context, unsigned case_index,
	    struct run_event *event, int64_t time_ns);
	/* So many messages, with so many bytes, are in no report. */
	void (*leave_out)(void *context, uint64_t count, uint64_t bytes);
	/* How much longer than usual a frame was under way since then. */
	int64_t (*path_delay)(void *context, int64_t since_ns);
	/*
	 * What the server has not done of the clean-up after the case; the text
	 * is borrowed for the call.
	 */
	void (*complain)(void *context, unsigned case_index, const char *text,
	    int64_t time_ns);
	/*
	 * What another run has left was stopped, or was not: why.  All is
	 * borrowed for the call.
	 */
	void (*clear)(void *context, const char *interaction, const char *why);
	/* The binding broke after the case; the text is borrowed, too. */
	void (*accuse)(void *context, const char *text, int64_t time_ns);
	/* Instead of RUN_CASE_ENDED; takes over what the outcome owns. */
	void (*end)(void *context, unsigned case_index, struct outcome *outcome,
	    int64_t time_ns);
	/*
	 * For an observer, with 'run', 'test' and the case's time to be filled
	 * in; NULL: no observer.
	 */
	bool (*look)(void *context, unsigned case_index, struct run_event *fact,
	    struct sighting *sighting);
};

struct session_setup {
	const struct pattern *pattern;
	const struct pattern *teardown; /* done after it; or NULL */
	const struct lease *lease;
	unsigned case_index;
	uint32_t first_party; /* its parties have numbers from here on */
	bool has_fence;
	bool stands; /* what it brings into place stays until it is released */
	struct trace *trace;         /* borrowed; NULL: no trace */
	const struct run_case *test; /* for the trace; borrowed */
	bool verdicts_only; /* reports only the outcome, without matches; no
			     * observer */
};

enum session_phase {
	SESSION_RUNNING,
	SESSION_CLOSING, /* judged; it is cleaned up, then the parties'
			    connections are closed */
	SESSION_ENDED,
};

struct session;

/* All that 'setup' and 'host' point to must outlive the session. */
struct session *session_new(
    const struct session_setup *setup, const struct session_host *host);

void session_free(struct session *s);

/* Opens the parties and does what can be done immediately. */
void session_start(struct session *s, int64_t now_ns);

/*
 * The binding has broken its rules in a way other than by a message for a party
 * of the session: the case ends, or the run says so.  Takes ownership of the
 * sentence.
 */
void session_accuse(struct session *s, char *sentence, int64_t now_ns);

/* A frame for one of the session's parties.  False: it changes nothing. */
bool session_frame(
    struct session *s, const struct frame *frame, struct reading_time when);

/*
 * A frame that does not parse, for the party (an index, not a number; one that
 * does not exist means no party); 'raw' and 'problem' are borrowed.
 */
void session_malformed(struct session *s, unsigned party, const char *raw,
    size_t size, const char *problem, struct reading_time when);

/* Time has passed: there was nothing to read at 'quiet_ns'. */
void session_advance(struct session *s, int64_t now_ns, int64_t quiet_ns);

/* The runner itself was late by so much. */
void session_note_lag(struct session *s, int64_t lag_ns);

/*
 * The earliest time at which session_advance() has something to do when
 * nothing comes before, or TIME_NEVER_NS.  A session that has not ended never
 * waits for longer than its fixture's windows and the limits in session.c.
 */
int64_t session_deadline(const struct session *s);

/* End without a judgement: VERDICT_ERROR or VERDICT_ABORTED. */
void session_break(struct session *s, enum verdict verdict,
    enum finding finding, const char *sentence, int64_t now_ns);

/*
 * It has brought a party of the run into place, and keeps it there until
 * session_release(); what comes meanwhile is judged as well.
 */
bool session_is_standing(const struct session *s);

/* Nobody needs what it stands for any more, or will. */
void session_release(struct session *s, int64_t now_ns);

/* Would the message, of one of its parties, be taken for one about the case? */
bool session_awaits(
    struct session *s, const struct frame *frame, struct reading_time when);

/* To one that stands: a message about a case that has ended. */
void session_take_late(struct session *s, const struct frame *frame,
    const struct run_case *late, struct reading_time when);

/* The index of a party by its number on the channel. */
unsigned session_party_index(const struct session *s, uint32_t number);

enum session_phase session_phase(const struct session *s);

#endif
