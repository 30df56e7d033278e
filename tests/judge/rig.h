/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A stage for the judge: a small suite from fixture text, and a script of facts
 * that is played to one run of its first case.
 *
 *	rig_open(&r, &(struct rig_text){ .steps = "<send .../>..." });
 *	rig_play(&r, "send RequestPing\n"
 *		     "at 100ms\n"
 *		     "agent1 EventAck ref=1\n"
 *		     "fence\n"
 *		     "done\n");
 *	rig_passes(&r);
 *	rig_close(&r);
 *
 * Lines of a script (time starts at 0; references count from 1):
 *
 *	at TIME                  go to that time
 *	elapse                   nothing is under way at the present time
 *	send MESSAGE             the judge wants this stimulus: do it
 *	disconnect               the judge wants this stimulus: do it
 *	fence                    the judge wants a fence: it is back
 *	settle                   the same, but it was only silent
 *	ask                      the same, but it is still under way
 *	wait | done              this is what the judge wants
 *	malformed PARTY TEXT     a frame that does not parse
 *	closed PARTY WHY         the server closed the connection
 *	PARTY MESSAGE [as PROTOCOL] [since TIME] [sent TIME] [ref=N]
 *		[PATH=VALUE] ...
 *
 * An observation has arrived since the last line 'at' that went before, unless
 * it says since when; 'sent' is on the server's clock.  Digits are an integer
 * value, null is null, everything else is text.  The run has given ix-2 and
 * agent-3 to another case, ix-1 to this one.
 */
#ifndef IXC_TESTS_JUDGE_RIG_H
#define IXC_TESTS_JUDGE_RIG_H

#include "core/diag.h"
#include "judge/match.h"

#include <stdbool.h>

/* What of the files differs from test to test; NULL where nothing does. */
struct rig_text {
	const char *steps;  /* of the case */
	const char *after;  /* the case's <after> elements */
	const char *setup;  /* the whole case element of setup/ready */
	const char *second; /* the same of setup/second */
	const char *target; /* further elements of the target */
};

struct rig {
	struct suite *suite;
	struct target *target;
	struct diag diag;
	struct pattern *pattern; /* NULL: did not compile, see 'diag' */
	struct lease lease;
	struct ledger *ledger;
	struct match *match;
	const char *agent_ids[PATTERN_MAX_PARTIES];
	const char *place_ids[PATTERN_MAX_PARTIES];
	int64_t now_ns;
	int64_t before_ns; /* of the line 'at' before */
	int64_t reference_id;
	unsigned number;
	struct outcome outcome;
};

/* The suite and the target, but no case. */
void rig_load(struct rig *r, const struct rig_text *text);

/* Start a run of a case; rig_open() does so with the suite's only one. */
void rig_start(struct rig *r, const struct fixture_case *test);

void rig_open(struct rig *r, const struct rig_text *text);

/* rig_open() with nothing but steps. */
void rig_steps(struct rig *r, const char *steps);

void rig_play(struct rig *r, const char *script);

/* Throw the run away and start another one of the same case. */
void rig_again(struct rig *r);

/* The run is done: how it ended, valid until rig_close() or rig_again(). */
const struct outcome *rig_outcome(struct rig *r);

void rig_passes(struct rig *r);

/* The verdict is FAIL, with that finding and sentence. */
void rig_fails(struct rig *r, enum finding finding, const char *sentence);

void rig_ends(struct rig *r, enum verdict verdict, enum finding finding,
    const char *sentence);

/* What the compiler said, without the quoted lines; for one error. */
const char *rig_error(const struct rig *r);

void rig_close(struct rig *r);

#endif
