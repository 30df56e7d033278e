/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Test Anything Protocol: a line per case in the order planned, and for
 * each that did not pass a YAML block that says why.  Version 13, which all
 * readers know, or 14; what is written is the same.
 *
 *	TAP version 13
 *	1..2
 *	ok 1 - conference/invitation-issued/one-invitee
 *	not ok 2 - conference/invitation-rejected/agent-rejects
 *	  ---
 *	  message: "EventError reached agent1 with reference 11; ..."
 *
 * A sink of the stream of run events, like junit.h: the whole document is
 * written at the end, and what has no end is no success.
 */
#ifndef IXC_REPORTS_TAP_H
#define IXC_REPORTS_TAP_H

#include "model/event.h"
#include "record/output.h"

#include <stdbool.h>

struct tap;

/* Takes ownership of 'output'. */
struct tap *tap_new(struct output *output);

#define TAP_OLDEST_VERSION 13
#define TAP_NEWEST_VERSION 14

/* Without it, the oldest version. */
void tap_set_version(struct tap *t, unsigned version);

/* The command that judges a case again that is named behind it; copied. */
void tap_set_replay(struct tap *t, const char *command);

/* Where to send the events; lives as long as the tap. */
struct sink *tap_sink(struct tap *t);

/* Say why there was no run, or why it broke off; the text is copied. */
void tap_set_problem(struct tap *t, const char *problem);

/*
 * Write the document.  Without a RUN_ENDED event the facts of RUN_STARTED must
 * still live.  Returns false and sets *ret_problem (freed by the caller) when
 * it could not be written.  Call once; then only tap_free() is allowed.
 */
bool tap_finish(struct tap *t, char **ret_problem);

/* NULL is fine; without tap_finish() nothing is written. */
void tap_free(struct tap *t);

#endif
