/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A whole run: the selected cases, as many at a time as the pools and --jobs
 * allow, on one channel, with the stream of run events that reports are made
 * of.
 *
 * Sits between the sessions and the carrier of frames and time (exec/loop.h, or
 * a simulation).  Sans-I/O, like session.h.
 */
#ifndef IXC_RUNNER_EXEC_CAMPAIGN_H
#define IXC_RUNNER_EXEC_CAMPAIGN_H

#include "model/event.h"
#include "model/suite.h"
#include "model/target.h"
#include "runner/exec/feed.h"
#include "runner/exec/plan.h"
#include "runner/session/session.h"

struct campaign_setup {
	const struct target *target;
	const struct planned_case *cases;
	unsigned case_count;
	unsigned jobs;         /* cases at a time, at least 1 */
	unsigned max_failures; /* after so many no case is started; 0: never */
	unsigned retries;      /* of a case that could not be judged; without
				  a feed only */
	const char *run_id;    /* text that no other run has */
	/* What is known before the server has answered: the program, the
	   host, the command line, the files; the campaign fills in the rest. */
	struct run_facts facts;
	struct sink *const *sinks;
	unsigned sink_count;
	/*
	 * The sinks get only the end of each case, without matches, and no
	 * deadlines of the run: for searches over many schedules.  There is no
	 * observer then.
	 */
	bool verdicts_only;
	const struct observer *observer; /* NULL: no observer */
	/*
	 * The cases are not run once each, but as the feed says, until it ends:
	 * each start is a separate case, with an index that is reused when it
	 * is over.  No case depends on another, and no deadlines of the run are
	 * reported.  NULL: each once.
	 */
	const struct case_feed *feed;
	struct trace *trace; /* NULL: no trace */
};

struct campaign;
struct transit;

/*
 * Compile all cases.  NULL after reporting to 'diag'.  Everything in 'setup'
 * must outlive the campaign.
 */
struct campaign *campaign_new(
    const struct campaign_setup *setup, struct diag *diag);

void campaign_free(struct campaign *c);

/*
 * How many cases can be under way at a time, whichever they are: so many the
 * pools of the target suffice for.
 */
unsigned campaign_capacity(const struct campaign *c);

/* Another number of jobs than in the setup.  Before campaign_start(). */
void campaign_set_jobs(struct campaign *c, unsigned jobs);

/*
 * As after campaign_new(), without compiling anything again: to be run again;
 * without a feed only.  Invalidates what the last run has given out.
 */
void campaign_reset(struct campaign *c);

/* What is known once the server has answered; texts are copied. */
struct campaign_server {
	const char *url;
	const char *name;
	const char *version;
	bool has_fence;
};

/*
 * Emit RUN_STARTED and start the cases that can be started, those that wait
 * longest first.  'send' gets every frame; borrowed for the call, and it must
 * not call the campaign.  A case whose needs exceed the pools ends as an error.
 */
void campaign_start(struct campaign *c, const struct campaign_server *server,
    void *context, void (*send)(void *context, const struct frame *frame),
    int64_t now_ns);

/* A frame for a party that has left is ignored. */
void campaign_frame(
    struct campaign *c, const struct frame *frame, struct reading_time when);

/*
 * A line that is not a frame.  'party' is a guess, or 0: it then counts for all
 * running cases, since it is unknown whose it was.
 */
void campaign_malformed(struct campaign *c, const char *raw, size_t size,
    unsigned party, const char *problem, struct reading_time when);

/*
 * Time has passed: there was nothing to read at 'quiet_ns'.  The cost depends
 * on what is due, not on what is under way.
 */
void campaign_advance(struct campaign *c, int64_t now_ns, int64_t quiet_ns);

/*
 * All that came together has been passed on: fences that waited for more of it
 * are sent.  Optional; without it, they wait until another one is back.
 */
void campaign_flush(struct campaign *c);

/*
 * When campaign_advance() is due next; TIME_NEVER_NS when nothing is under way.
 * Whatever the server does, the run is over when each case has had its windows
 * and the limits of session.c.
 */
int64_t campaign_deadline(const struct campaign *c);

/* The host is about to wait for the server or for time: sinks may tidy up. */
void campaign_pause(const struct campaign *c);

/* What breaks the run next shows that the binding is broken. */
void campaign_accuse(struct campaign *c);

/*
 * Stop: running cases end as errors (the channel broke, 'interrupted' is false)
 * or aborted (the run was interrupted); the others are not started, and no
 * event speaks of them.  The first reason stays.
 */
void campaign_break(
    struct campaign *c, bool interrupted, const char *problem, int64_t now_ns);

/*
 * The runner itself was late by so much: what running cases find about times
 * may be its own fault.
 */
void campaign_note_lag(struct campaign *c, int64_t lag_ns);

/* The same, which the sinks are told as well: up to 'now_ns', for that cause.
 */
void campaign_tell_lag(
    struct campaign *c, int64_t lag_ns, enum lag_cause cause, int64_t now_ns);

/*
 * What is known of the path to the server: it is asked when a case ends, whose
 * finding may be due to it.  Borrowed for the run; without it, nothing is.
 */
void campaign_watch_path(struct campaign *c, const struct transit *path);

/*
 * For the feed: the runner was stopped for so long, which no server can bring
 * about.
 */
void campaign_note_stop(struct campaign *c, int64_t stood_ns);

/*
 * Tell the reports a line worth knowing; takes ownership of it.  NULL: there is
 * none.
 */
void campaign_note(struct campaign *c, char *notice, int64_t now_ns);

/*
 * The number of a party of the run that is in place, from the first one (0) on;
 * 0: there are no more.
 */
uint32_t campaign_standing_party(const struct campaign *c, unsigned nth);

/* All cases are judged and their connections closed. */
bool campaign_is_over(const struct campaign *c);

/* Emit RUN_ENDED; once.  The summary lives as long as the campaign. */
const struct run_summary *campaign_finish(struct campaign *c, int64_t now_ns);

#endif
