/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Would the fixture still allow the trace, if something in it were different?
 * The rules of docs/qualify.md, by which a mutant is legal or not.
 *
 * Reads the compiled case and a run of it that passed; independent of the
 * judge, which is what mutants test.
 */
#ifndef IXC_QUALIFY_LEGALITY_H
#define IXC_QUALIFY_LEGALITY_H

#include "judge/pattern/pattern.h"
#include "qualify/trace.h"

struct legality {
	const struct pattern *pattern; /* borrowed */
	const struct trace *passed;    /* borrowed */
	uint64_t *happened;            /* receives of the pattern that came */
};

/* Freed with legality_free(). */
void legality_init(struct legality *l, const struct pattern *pattern,
    const struct trace *passed);

void legality_free(struct legality *l);

/* May the message not come at all? */
bool legal_without(const struct legality *l, unsigned event);

/*
 * Does the document's table of the phase have the message, although no case of
 * the phase insists on it?  Then the suite has a hole.
 */
bool legality_is_hole(const struct legality *l, unsigned event);

/* May the message come a second time, right after itself? */
bool legal_twice(const struct legality *l, unsigned event);

/*
 * May 'second', the next message to the same party, come before 'first'?  Both
 * are expected messages that came.
 */
bool legal_swapped(const struct legality *l, unsigned first, unsigned second);

/*
 * Are they never neighbours, because a stimulus is between them, or 'second'
 * has to be waited for?
 */
bool legality_are_apart(
    const struct legality *l, unsigned first, unsigned second);

/* Is there a stimulus between them that is never done without 'first'? */
bool legality_is_parted(
    const struct legality *l, unsigned first, unsigned second);

/* Does the case mention a message of that name at the party? */
bool legality_expects(
    const struct legality *l, unsigned party, const char *name);

/* When the event of the pattern happened; -1: the case started.  False: never.
 */
bool legality_time(const struct legality *l, int event, int64_t *ret_ns);

/*
 * How long after the earliest time that the fixture allows the message came; in
 * *ret_wait_ns the longest 'not-before' itself.  False: it may come
 * immediately.
 */
bool legality_margin(const struct legality *l, unsigned event,
    int64_t *ret_margin_ns, int64_t *ret_wait_ns);

/* Does the fixture count a 'not-before' from the arrival of this message? */
bool legality_is_counted_from(const struct legality *l, unsigned event);

#endif
