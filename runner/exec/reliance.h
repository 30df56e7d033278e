/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which cases of a run rest on which others, as their preambles, and what comes
 * of that: a case that others rest on has ended only when they have, because
 * one of them may have seen it do wrong.
 *
 * Between who judges cases (campaign.h, replay.h) and who is told how they
 * ended: a run and its recording come to the same.
 */
#ifndef IXC_RUNNER_EXEC_RELIANCE_H
#define IXC_RUNNER_EXEC_RELIANCE_H

#include "model/event.h"
#include "model/fixture.h"

#include <stdbool.h>

struct reliance;

/*
 * 'told' is called with what is final, from inside reliance_end() and
 * reliance_flush(); what it gets is borrowed for the call.
 */
struct reliance *reliance_new(unsigned case_count, void *context,
    void (*told)(void *context, unsigned index, const struct outcome *outcome));

void reliance_free(struct reliance *r);

/*
 * The cases of the run, each once; 'test' is NULL when nobody knows what it
 * rests on.  Borrowed.  Behind the last one: reliance_link().
 */
void reliance_add(struct reliance *r, const struct run_case *one,
    const struct fixture_case *test);
void reliance_link(struct reliance *r);

/* Is it a preamble of another case of the run? */
bool reliance_is_relied_on(const struct reliance *r, unsigned index);

/*
 * A case was judged; takes over what the outcome owns, and clears it.  Tells it
 * when all that rest on it were told, and so on.
 *
 * What a case blames a preamble for fails the preamble's own case, if that is
 * proven, whatever became of that one; and the sentence of a case that could
 * not be judged ends with where to look.
 */
void reliance_end(struct reliance *r, unsigned index, struct outcome *outcome);

/*
 * No other case will end: what is held back is told, and what did not end but
 * was seen to do wrong.
 */
void reliance_flush(struct reliance *r);

/* As after reliance_link(). */
void reliance_reset(struct reliance *r);

#endif
