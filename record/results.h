/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a report that is written at the end keeps of a run: the outcome of each
 * case, notices, and why there is no whole run.
 *
 * Between the stream of run events and the documents (junit_document.h, tap.h).
 * A case that never ended is closed as aborted, so that no reader takes silence
 * for success.
 */
#ifndef IXC_RECORD_RESULTS_H
#define IXC_RECORD_RESULTS_H

#include "core/buf.h"
#include "core/vec.h"
#include "model/event.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

struct waiver;

/* "No further case" of a suite. */
#define RESULTS_END UINT_MAX

/* An attempt at a case that could not be judged; another one followed. */
struct attempt_result {
	enum verdict verdict;
	enum finding finding;
	char *sentence; /* owned, "" if there is none */
	char *detail;   /* owned, or NULL */
	int64_t duration_ns;
};

/* What is kept of a case; its facts stay in run_facts. */
struct case_result {
	bool started, ended;
	enum verdict verdict;
	enum finding finding;
	char *sentence; /* owned, or NULL */
	char *detail;   /* owned, or NULL */
	struct finding_difference difference;
	char *preamble; /* owned, or NULL: the phase to blame */
	char *seen_in;  /* owned, or NULL: as in the outcome */
	int64_t duration_ns;
	int64_t start_ns, end_ns;            /* since the run started */
	VEC(struct attempt_result) attempts; /* before the last one */
	unsigned next; /* of the same suite, or RESULTS_END */
};

struct suite_result {
	const char *name; /* borrowed from run_facts */
	unsigned first, last;
};

struct results {
	const struct run_facts *run; /* borrowed; NULL: there was no run */
	int64_t wall_s;              /* when it started, since 1970, UTC */
	struct case_result *cases;   /* owned, run->case_count of them */
	unsigned case_count;
	VEC(struct suite_result) suites; /* in order of their first case */
	int64_t now_ns;        /* of the newest event, since the run started */
	struct buf notices;    /* escaped lines */
	bool has_derived_tags; /* of at least one message */
	char *problem;         /* owned; why there is no whole run, or NULL */
	char *replay;          /* owned; judges the case named after it again;
				* NULL: nothing does */
};

/* 'r' is zero-filled. */
void results_init(struct results *r);

/* Keep what the event says. */
void results_take(struct results *r, const struct run_event *event);

/* Say why there was no run, or why it ended early; the text is copied. */
void results_set_problem(struct results *r, const char *problem);

/* The command that judges the case named after it again; copied. */
void results_set_replay(struct results *r, const char *command);

/*
 * The command for a case: 'into', cleared, becomes 'command' with the case
 * appended.  False, with nothing to say, for NULL.
 */
bool results_command(const char *command, const struct run_case *test,
    const struct case_result *one, struct buf *into);

/* Close the cases that have no end; call once, before they are written. */
void results_close(struct results *r);

/*
 * Append what the waivers of the run came to, one line without its newline;
 * nothing without waivers.  Once the results are closed, as is the next.
 */
void results_print_waivers(const struct results *r, struct buf *into);

/* As waivers_next(), of the case with that index; NULL: there is none. */
const struct waiver *results_next_waiver(
    const struct results *r, unsigned index, size_t *position);

void results_free(struct results *r);

/* "2023-11-14T22:13:20", UTC; returns 'into'. */
#define WALL_TEXT_SIZE 64
char *wall_print(char *into, int64_t wall_s);

#endif
