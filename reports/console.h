/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The run on a terminal or in a log: a line per finished case, the finding of
 * each that did not pass, a summary.
 *
 *	PASS  conference/invitation-issued/one-invitee      §1.1   12 ms
 *	FAIL  conference/invitation-rejected/agent-rejects  §1.3
 *	  EventError reached agent1 with reference 11; ...
 *	  expected  server → agent1  EventError ...
 *	2 cases: 1 passed, 1 failed in 0.62 s (longest server timer 0.5 s)
 *
 * A sink of the stream of run events.  Cases run side by side, so what belongs
 * to one is kept and printed in one piece when it ends.  Never ends a run: when
 * the stream breaks, it falls silent and says so at the end.
 */
#ifndef IXC_REPORTS_CONSOLE_H
#define IXC_REPORTS_CONSOLE_H

#include "core/buf.h"
#include "model/event.h"

#include <stdbool.h>
#include <stdio.h>

enum console_volume {
	CONSOLE_QUIET, /* only what did not pass, and the summary */
	CONSOLE_NORMAL,
	CONSOLE_VERBOSE, /* also the transcript of each case */
};

struct console_options {
	FILE *out;     /* borrowed; flushed after each case */
	bool colour;   /* with escape sequences */
	bool terminal; /* keep a progress line after the text, rewritten in
			* place at most every 100 ms */
	bool ascii;    /* nothing beyond ASCII */
	bool ladder;   /* draw what happened, and what was required, in each
			  case that is shown with a finding (so does
			  verbose); with verbose: in all */
	enum console_volume volume;
	unsigned width; /* columns of the terminal, 0: unknown */
	/*
	 * Commands to be followed by a case's name, borrowed, or NULL: judge it
	 * again (printed where possible), and run it again.
	 */
	const struct buf *replay, *again;
};

struct console;

/* 'options' are copied. */
struct console *console_new(const struct console_options *options);

/* Where to send the events; lives as long as the console. */
struct sink *console_sink(struct console *c);

/*
 * Remove the progress line, and say so when the run never ended (the facts of
 * RUN_STARTED must then still live).  Returns false and sets *ret_problem
 * (freed by the caller) when not everything was written.
 */
bool console_finish(struct console *c, char **ret_problem);

/* NULL is fine. */
void console_free(struct console *c);

#endif
