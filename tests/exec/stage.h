/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A stage for a campaign without sockets: the cases of tests/exec/stage, a
 * server that does what the test says, and time that is moved by hand.
 *
 *	struct stage *st = stage_begin("ask", 1);
 *	ck_assert_str_eq(stage_sent(st), "open 1 agent1\nsend 1 RequestGo 1 …");
 *	stage_message(st, 1, "EventAck", 1);
 *
 * Every event is checked for what has to hold of all runs: their order, their
 * numbers, that each case that started ends, and that the counts are right; and
 * each case is judged again from its events, to the same verdict.
 *
 * Frames up:  "open PARTY NAME", "send PARTY MESSAGE REFERENCE [TEXT]",
 *             "fence PARTY", "close PARTY".
 * Events:     "run started", "CASE started",
 *             "CASE stimulus NUMBER PARTY MESSAGE",
 *             "CASE observed NUMBER PARTY MESSAGE" ("malformed",
 *             "disconnected"), "CASE left out COUNT",
 *             "CASE VERDICT FINDING", "CASE again FINDING" (of an attempt),
 *             "note: NOTICE", "run ended".
 */
#ifndef IXC_TESTS_EXEC_STAGE_H
#define IXC_TESTS_EXEC_STAGE_H

#include "core/clock.h"
#include "runner/exec/campaign.h"
#include "runner/replay/replay.h"

#include <stdbool.h>
#include <stdint.h>

/* What stage_serve() does with the frames up. */
enum service {
	SERVE_OPENS = 1,   /* opened */
	SERVE_ANSWERS = 2, /* EventAck to each request */
	SERVE_NEWS = 4,    /* and EventNews to the neighbour below */
	SERVE_FENCES = 8,
	SERVE_CLOSES = 16, /* closed */
	SERVE_ALL = 27,    /* but the news */
};

/* What the checks know of a case. */
struct witness {
	bool started, ended;
	unsigned numbers; /* of its facts so far */
	bool has_gap;     /* some were left out */
	enum verdict verdict;
};

struct stage {
	struct sink sink; /* first */
	struct sink *sinks[2];
	struct replay *replay;
	struct diag diag; /* of the replay */
	struct target *target;
	struct suite *suite;
	VEC(struct planned_case) cases;
	struct campaign *campaign;
	int64_t now_ns;
	unsigned highest_party; /* that was ever opened */
	unsigned under_way, most_under_way;
	bool run_started, run_ended;
	int64_t event_ns; /* of the newest event */
	struct witness *witnesses;
	VEC(struct frame) up; /* not yet served */
	uint64_t *fences;     /* by party: the newest */
	int64_t server_us;    /* when frames down are made; 0: no clock */
	struct buf sent, told, sentence;
	char *last[3]; /* what was returned */
};

/*
 * 'cases': names of cases, separated by blanks, those outside of plain.xml
 * after their phase and a slash; with a '+' before it, it is an assumption.
 * "*": all of plain.xml, in order.
 */
struct stage *stage_new(const char *cases, unsigned jobs);

/* What could not be judged is run again, so many times. */
struct stage *stage_new_retrying(
    const char *cases, unsigned jobs, unsigned retries);

/* The same, started immediately, with a server that has fences. */
struct stage *stage_begin(const char *cases, unsigned jobs);

/* The campaign has ended, or the test fails. */
void stage_free(struct stage *st);

void stage_start(struct stage *st, bool has_fence);

/* Since the last call; valid until the next one. */
const char *stage_sent(struct stage *st);
const char *stage_told(struct stage *st);

/* The sentence of the newest verdict. */
const char *stage_sentence(struct stage *st);

/* Frames down.  The stage clears this one, and says when it was sent. */
void stage_frame(struct stage *st, struct frame *f);
/* A message is Interaction Management about nothing. */
void stage_message(
    struct stage *st, unsigned party, const char *name, int64_t reference_id);
/* EventNews about that interaction, as Reporting. */
void stage_report(struct stage *st, unsigned party, const char *interaction);
void stage_text(
    struct stage *st, enum frame_kind kind, unsigned party, const char *text);
void stage_fence(struct stage *st, unsigned party, uint64_t fence);
void stage_malformed(struct stage *st, unsigned party);

/* Serve all frames up, and their results, as 'services' say. */
void stage_serve(struct stage *st, unsigned services);

/* Let time pass, with nothing to read; every deadline is kept. */
void stage_wait(struct stage *st, int64_t ms);

/* Serve and wait until the campaign is over, at most this long. */
void stage_play(struct stage *st, unsigned services, int64_t limit_ms);

/* End the run; returns its summary. */
const struct run_summary *stage_finish(struct stage *st);

/* The path of a file below the top of the source tree; the caller frees it. */
char *top_path(const char *name);

#endif
