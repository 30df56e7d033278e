/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A whole run: the selected cases, as many at a time as the pools and --jobs
 * allow, on one channel, with the stream of run events that reports are made
 * of.
 *
 * Sits between the sessions and whoever carries frames and time (exec/loop.h,
 * or a simulation).  Sans-I/O, like session.h.
 */
#ifndef IXC_RUNNER_EXEC_CAMPAIGN_H
#define IXC_RUNNER_EXEC_CAMPAIGN_H

#include "model/event.h"
#include "model/suite.h"
#include "model/target.h"
#include "runner/exec/feed.h"
#include "runner/exec/plan.h"
#include "runner/exec/session.h"

struct campaign_setup {
	const struct target *target;
	const struct planned_case *cases;
	unsigned case_count;
	unsigned jobs;         /* cases at a time, at least 1 */
	unsigned max_failures; /* after so many no case is started; 0: never */
	const char *run_id;    /* text that no other run has */
	/* What is known before the server has answered: the program, the
	   host, the command line, the files; the campaign fills in the rest. */
	struct run_facts facts;
	struct sink *const *sinks;
	unsigned sink_count;
	/*
	 * Of a case the sinks are told nothing but its end, without matches,
	 * and of the run no deadlines: for who tries many schedules.  No
	 * observer, then.
	 */
	bool verdicts_only;
	const struct observer *observer; /* NULL: nobody looks on */
	/*
	 * The cases are not run once each, but as the feed says, until it ends:
	 * each start is a case of its own, told with an index that another one
	 * has when it is over.  Nothing rests on anything, and no deadlines are
	 * told of the run.  NULL: each once.
	 */
	const struct case_feed *feed;
	struct trace *trace; /* NULL: nobody reads it */
};

struct campaign;

/*
 * Compile all cases.  NULL after reporting to 'diag'.  Everything in 'setup'
 * must outlive the campaign.
 */
struct campaign *campaign_new(
    const struct campaign_setup *setup, struct diag *diag);

void campaign_free(struct campaign *c);

/*
 * How many cases can be under way at once, whichever they are: so many the
 * pools of the target suffice for.
 */
unsigned campaign_capacity(const struct campaign *c);

/* Another number of jobs than in the setup.  Before campaign_start(). */
void campaign_set_jobs(struct campaign *c, unsigned jobs);

/*
 * As after campaign_new(), without compiling anything anew: to be run again;
 * without a feed only.
 * Invalidates what the last run has given out.
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
 * Emit RUN_STARTED and start what can be started, those that wait longest
 * first.  'send' gets every frame; borrowed for the call, and it must not call
 * the campaign.  A case whose needs exceed the pools ends as an error.
 */
void campaign_start(struct campaign *c, const struct campaign_server *server,
    void *context, void (*send)(void *context, const struct frame *frame),
    int64_t now_ns);

/* Whose party has left is ignored. */
void campaign_frame(
    struct campaign *c, const struct frame *frame, struct reading_time when);

/*
 * A line that is no frame.  'party' is a guess, or 0: it is then held against
 * all cases under way, for nobody can say whose it was.
 */
void campaign_malformed(struct campaign *c, const char *raw, size_t size,
    unsigned party, const char *problem, struct reading_time when);

/*
 * Time has passed: nothing was to be read at 'quiet_ns'.  Costs what is due,
 * not what is under way.
 */
void campaign_advance(struct campaign *c, int64_t now_ns, int64_t quiet_ns);

/*
 * When campaign_advance() is due next; TIME_NEVER_NS when nothing is under way.
 * Whatever the server does, the run is over when each case has had its windows
 * and the limits of session.c.
 */
int64_t campaign_deadline(const struct campaign *c);

/* The host is about to wait for the server or for time: sinks may tidy up. */
void campaign_pause(const struct campaign *c);

/*
 * Stop: cases under way end as errors (the channel broke, 'interrupted' is
 * false) or aborted (somebody stopped us); the others are not started, and no
 * event speaks of them.  The first reason stays.
 */
void campaign_break(
    struct campaign *c, bool interrupted, const char *problem, int64_t now_ns);

/*
 * The runner itself was late by so much: what the cases under way find about
 * times may be its own doing.
 */
void campaign_note_lag(struct campaign *c, int64_t lag_ns);

/*
 * Tell the reports a line worth knowing; takes ownership of it.  NULL: there is
 * none.
 */
void campaign_note(struct campaign *c, char *notice, int64_t now_ns);

/* All cases are judged and their connections closed. */
bool campaign_is_over(const struct campaign *c);

/* Emit RUN_ENDED; once.  The summary lives as long as the campaign. */
const struct run_summary *campaign_finish(struct campaign *c, int64_t now_ns);

#endif
