/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What 'check' says of the cases that it has judged again: a line or more of
 * each, and of all of them how many were judged how.
 */
#ifndef IXC_CLI_CHECK_CHECK_SUMMARY_H
#define IXC_CLI_CHECK_CHECK_SUMMARY_H

#include "conformance/waivers.h"
#include "evidence/doubt.h"
#include "record/summary.h"
#include "runner/replay/replay.h"

#include <stdbool.h>
#include <stdio.h>

/* Filled in down to 'is_quiet', the rest starts as zero. */
struct check_summary {
	FILE *out;
	bool is_silent; /* print nothing: the console of the reports does */
	bool is_quiet;  /* print no case that is as it should be */
	const struct run_facts
	    *run; /* with the waivers; NULL: there are none */
	struct waiver_tally tally;
	unsigned same, differing, unjudged; /* cases */
	unsigned first[VERDICT_COUNT];      /* cases without a recorded one */
	bool deviates, is_broken, undecided, has_derived_tags;
	unsigned doubts; /* about a recording ... */
	bool is_doubted; /* ... of which one is more than a missing case */
};

/*
 * Count the case of that path, and print it; 'origin' is where it stands in a
 * log, or NULL.
 */
void check_summary_take(struct check_summary *s,
    const struct replayed_case *one, const char *path, const char *origin);

/*
 * Before the cases: the waivers of a run are shown and counted.  The run must
 * live until check_summary_print_terms() has said what they came to.
 */
void check_summary_waive(struct check_summary *s, const struct run_facts *run);

/* How many were taken. */
unsigned check_summary_count(const struct check_summary *s);

/*
 * Print by which timers, readings and background a recording was judged, and
 * what that concedes; after its cases, before check_summary_end().
 */
void check_summary_print_terms(
    const struct check_summary *s, const struct run_facts *run);

/* Print what makes a recording doubtful; after its terms. */
void check_summary_take_doubts(
    struct check_summary *s, const struct doubts *doubts);

/* Print how many there were of each kind. */
enum exit_status check_summary_end(const struct check_summary *s);

#endif
