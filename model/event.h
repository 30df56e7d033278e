/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The stream of facts of a run, from which all reports are made.
 *
 * Emitted in order by runner/exec, consumed by the sinks of reports/.  All
 * pointers in an event are borrowed for the duration of the call only, except
 * 'run' and 'test', which live until the RUN_ENDED event was delivered.
 */
#ifndef IXC_MODEL_EVENT_H
#define IXC_MODEL_EVENT_H

#include "model/observation.h"
#include "model/outcome.h"
#include "model/row.h"
#include "model/sight.h"
#include "model/sketch.h"
#include "model/target.h"
#include "wire/message.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct ics;     /* conformance/ics.h */
struct waivers; /* conformance/waivers.h */

/* What a case shows, by the id that the fixtures give it. */
struct run_requirement {
	const char *id;    /* "CONF-1.3-02" */
	const char *level; /* "must", "should", "may" */
};

/* One selected case; known before the run starts. */
struct run_case {
	unsigned
	    index; /* 0 .. run_facts.case_count - 1, in the order planned */
	const char *suite;
	const char *phase;
	const char *name;
	const char *section;     /* "1.3" or NULL */
	const char *file;        /* fixture path as loaded */
	unsigned line;           /* of the case in the fixture */
	const char *requirement; /* texts joined by a space, or "" */
	const struct run_requirement *requirements; /* in that order */
	unsigned requirement_count;                 /* 0: none, or unknown */
	bool is_assumption;    /* not selected: others depend on it, as a
				* preamble */
	unsigned place;        /* of a shard: its index in the whole run */
	const char *unclaimed; /* a suite, phase or requirement that the ICS
				* does not claim: it is skipped; or NULL */
};

/* A file that decides what is judged. */
struct run_file {
	const char *path;
	const char *sha256; /* of its bytes, 64 hexadecimal digits */
};

/* The target file of the run. */
struct run_target_file {
	const char *path;
	const char *text; /* without secrets; NULL: unknown */
	bool is_redacted; /* there was one */
};

/* What a suite is read by when the target does not say. */
struct run_reading {
	const char *name;
	const char *fallback;
};

/* A case of a suite, whether it is run or not. */
struct run_listed {
	const char *phase, *name;
	const char *level; /* the strictest of its requirements, or NULL */
	bool is_selected;  /* for the run, or the run that it is a shard of */
};

/* A suite that the run's cases were selected from. */
struct run_suite {
	const char *name;
	unsigned case_count; /* all there are */
	/* Only known to reports that name files, or NULL: */
	const char *title;    /* of the model */
	const char *document; /* the document and the chapter of it */
	const char *sha256;   /* of the list of its files */
	const char *release;  /* that has just these files */
	const struct run_listed *listed; /* so many; NULL: unknown */
	const struct run_reading *readings;
	unsigned reading_count;
};

/* More than any engine starts at a time; the largest arrays are of 100,000. */
#define RUN_SHARDS_MAX 100000

/* Which part of a whole run it is; 'total' 0: it is one. */
struct run_shard {
	unsigned number; /* from 1 */
	unsigned total;
	unsigned case_count;       /* selected for the whole run */
	unsigned assumption_count; /* their preambles, after them */
	/* Two shards are of one run if they have these in common: */
	const char *plan_sha256;     /* of the cases of the whole run */
	const char *division_sha256; /* of which shard has which */
};

/* A shard of which a run was put together. */
struct run_part {
	unsigned number;
	const char *host_name;
	const char *target_url;
	int64_t wall_start_s;
	int64_t duration_ns;
};

struct run_facts {
	const char *program_version;
	const char *program_sha256; /* of its file; NULL: unknown */
	const char *target_name;
	const char *target_url;     /* without credentials */
	const char *server_name;    /* as the server says; "" until known */
	const char *server_version; /* "" until known */
	const char *host_name;
	const char *run_id;   /* in the ids that the server is given, and of no
			       * other run; NULL: unknown */
	int64_t wall_start_s; /* seconds since 1970, UTC */
	const struct run_case *cases;
	unsigned case_count;
	unsigned jobs;
	bool is_load; /* it has some cases of a load, of which none depends on
		       * another; which they are is known as they start */
	const struct target *target; /* as it was used; NULL: unknown */
	struct run_target_file target_file;
	const struct run_file *files; /* fixtures and the like */
	unsigned file_count;
	const char *const *options; /* as typed, without the command */
	unsigned option_count;
	const char *again; /* command that runs a case again, up to the case's
			    * path; NULL: unknown */
	const struct run_row *rows; /* of the suites' tables, in their order */
	unsigned row_count;
	const struct run_suite *suites;
	unsigned suite_count;      /* 0: unknown */
	const char *const *orders; /* what the mock was told to do otherwise:
				    * "fault 'drop EventInvite'" */
	unsigned order_count;
	struct run_shard shard;
	const struct run_part *parts; /* it was put together of them */
	unsigned part_count;          /* 0: it was not, or unknown */
	bool is_merged; /* read back: it was, and parts are unknown */
	/* Of whoever makes the reports, so never in a recording: */
	const struct waivers *waivers; /* NULL: none were given */
	const struct ics *ics;
};

/* A simulation has no date, and its times are virtual. */
static inline bool
run_is_simulated(const struct run_facts *run)
{
	return run->wall_start_s == 0;
}

/* What the checks of a probe are reported as. */
#define RUN_PROBE_SUITE "binding"

/* Was only the binding checked, by no case of a suite? */
static inline bool
run_is_probe(const struct run_facts *run)
{
	return run->suite_count == 0 && run->case_count > 0 &&
	    run->cases[0].suite &&
	    strcmp(run->cases[0].suite, RUN_PROBE_SUITE) == 0;
}

/* The server may have been another than the one that it says it is. */
static inline bool
run_is_unverified(const struct run_facts *run)
{
	return run->target && run->target->is_unverified;
}

/* The messages with one deadline: how early they came. */
struct deadline_slack {
	const char *within; /* as fixtures write it */
	int64_t limit_ns;
	unsigned count; /* of messages */
	int64_t smallest_ns;
	int64_t median_ns;
	const struct run_case *smallest_in;
};

struct run_summary {
	unsigned counts[VERDICT_COUNT];      /* of the selected cases */
	unsigned assumptions[VERDICT_COUNT]; /* of the others */
	int64_t duration_ns;                 /* of the whole run */
	int64_t longest_timer_ns; /* longest server timer that a case waited
				     for; 0: none */
	const struct deadline_slack *deadlines; /* the tightest first */
	unsigned deadline_count;
	bool interrupted;
	const char *problem;      /* why the run ended early, or NULL */
	unsigned broken_bindings; /* how often one was seen to be */
	uint64_t last_sequence;   /* read back: of the newest observation's
				   * frame; 0: unknown */
};

/* A case ended so. */
static inline void
run_summary_count(
    struct run_summary *s, const struct run_case *test, const struct outcome *o)
{
	if (test->is_assumption)
		s->assumptions[o->verdict]++;
	else
		s->counts[o->verdict]++;
	s->broken_bindings += o->finding == FINDING_BROKEN_BINDING;
}

/* Who plays a party of a case, and under which ids. */
struct leased_party {
	const char *name;     /* "agent2" */
	const char *agent_id; /* NULL: no agent */
	const char *place_id;
	bool is_shared; /* the run's, in place before the case */
};

/* What a case borrowed from the target: needed to judge a recording again. */
struct case_lease {
	const char *interaction;
	const char *unique;
	const char *queue;  /* NULL: none */
	const char *queue2; /* or NULL */
	const char *workbin;
	/* What an earlier case has left there, in words; NULL: nothing. */
	const char *left_in_queue, *left_in_queue2;
	const char *left_in_workbin;
	const struct leased_party *parties;
	unsigned party_count;
	const struct sight *sight; /* the case begins with its first tested
				    * step, and no more can be demanded than
				    * this, and what is named here, shows;
				    * NULL: it is a whole case */
};

enum run_event_kind {
	RUN_STARTED,       /* run */
	RUN_CASE_STARTED,  /* test, lease */
	RUN_STIMULUS,      /* test, stimulus */
	RUN_OBSERVATION,   /* test, observation, party */
	RUN_PROOF,         /* test, party (NULL: all): nothing caused so far is
			    * under way there */
	RUN_QUIET,         /* test: deadlines up to this time were judged */
	RUN_LEFT_OUT,      /* test, left_out: more observations came than are
			    * kept of a case */
	RUN_CASE_ENDED,    /* test, outcome */
	RUN_ATTEMPT_ENDED, /* test, outcome: it could not be judged, and starts
			      again */
	RUN_LAG,           /* lag: what is late by now may not be the server's
			    * fault */
	RUN_NOTICE,        /* notice: one line worth knowing, no verdict */
	RUN_ENDED,         /* summary; always the last */
};

struct run_event {
	enum run_event_kind kind;
	int64_t time_ns;      /* since the run started */
	int64_t case_time_ns; /* of a case's event: since the case started */
	const struct run_facts *run;
	const struct run_case *test;
	const char *party; /* STIMULUS, OBSERVATION, PROOF: "agent2" */
	struct {
		unsigned number; /* position in the case's transcript */
		/* NULL: the party disconnects */
		const struct message *message;
		const char *protocol;
		const char *file; /* the fixture whose step it is; NULL:
				   * unknown */
		unsigned line;
		bool is_main; /* of the case itself, not of a preamble */
	} stimulus;
	const struct observation *observation;
	uint64_t previous_sequence; /* OBSERVATION, read back: of the one that
				     * was recorded before; 0: unknown */
	bool is_settled; /* PROOF: the server was silent for the settle time, no
			  * more */
	bool is_held; /* OBSERVATION: a stimulus that was due had to wait, for
			 parties that were not open */
	const struct run_case *late; /* OBSERVATION: of a set-up that stands:
					the case it is about had ended */
	const struct case_lease *lease;
	int64_t quiet_ns; /* QUIET: there was nothing to read at this time,
			   * since the case started */
	struct {
		uint64_t count;
		uint64_t bytes;      /* as observation_weight() has it */
		unsigned unexamined; /* of them, which the judge might have */
	} left_out;
	struct {
		int64_t ns;
		enum lag_cause cause;
	} lag; /* LAG: up to the event's time */
	const struct outcome *outcome;
	const struct sketch *expected; /* CASE_ENDED: what the case required, if
					* it did not pass; NULL: unknown */
	const struct run_summary *summary;
	const char *notice; /* NOTICE; CASE_ENDED: why a transcript ends there,
			     * or NULL */
	/* STIMULUS, OBSERVATION: where it was read, such as a line of a log,
	 * and what the server itself said of it there; NULL: nowhere.  Live as
	 * long as 'run'. */
	const char *source, *reason;
};

/* A consumer of the stream; embedded as the first member of each sink. */
struct sink {
	/* Never fails: a sink remembers its own errors for 'finish'. */
	void (*event)(struct sink *sink, const struct run_event *event);
	/*
	 * The source of the events is about to wait: what was emitted should be
	 * safe if the program is killed meanwhile.  May be NULL.
	 */
	void (*pause)(struct sink *sink);
};

/* For the source of the events, and for a sink that passes them on. */
static inline void
sinks_pause(struct sink *const *sinks, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		if (sinks[i]->pause)
			sinks[i]->pause(sinks[i]);
}

#endif
