/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which cases of a run depend on which others, as their preambles, and the
 * consequence: a case that others depend on ends only when they have ended,
 * because it may have failed as a preamble of one of them.
 *
 * Sits between the judging of cases (campaign.h, replay.h) and the events of
 * their end: a run and its recording give the same result.
 */
#ifndef IXC_RUNNER_EXEC_RELIANCE_H
#define IXC_RUNNER_EXEC_RELIANCE_H

#include "model/event.h"
#include "model/fixture.h"

#include <stdbool.h>

struct reliance;

/*
 * 'told' is called with final results, from inside reliance_end() and
 * reliance_flush(); what it gets is borrowed for the call.
 */
struct reliance *reliance_new(unsigned case_count, void *context,
    void (*told)(void *context, unsigned index, const struct outcome *outcome));

void reliance_free(struct reliance *r);

/*
 * The cases of the run, each once; 'test' is NULL if its preambles are unknown.
 * Borrowed.  After the last one: reliance_link().
 */
void reliance_add(struct reliance *r, const struct run_case *one,
    const struct fixture_case *test);
void reliance_link(struct reliance *r);

/*
 * No other case depends on that one, although it may on others; before
 * reliance_link().
 */
void reliance_set_apart(struct reliance *r, unsigned index);

/* Is it a preamble of another case of the run? */
bool reliance_is_relied_on(const struct reliance *r, unsigned index);

/*
 * A case was judged; takes over what the outcome owns, and clears it.  Reports
 * it when all that depend on it have been reported, and so on.
 *
 * What a case blames a preamble for fails the preamble's own case, if it is
 * proven, whatever its own result; and the sentence of a case that could not be
 * judged ends with where to look.
 */
void reliance_end(struct reliance *r, unsigned index, struct outcome *outcome);

/*
 * No other case will end: reports what is held back, and cases that did not end
 * but failed as preambles.
 */
void reliance_flush(struct reliance *r);

/*
 * For those who do without a reliance, as they cannot wait for the other cases:
 * what 'user' saw of the preamble that its outcome blames; owned by the caller.
 */
void reliance_see(const struct run_case *user, const struct outcome *o,
    struct outcome *ret_seen);

/* The sentence of one that blames it ends with where to look. */
void reliance_refer(const struct run_case *base, struct outcome *o);

/*
 * The outcome of a preamble's own case fails as it was seen to do wrong, unless
 * it failed anyway; takes over what 'seen' owns if it does.
 */
void reliance_blame(struct outcome *o, struct outcome *seen);

/* As after reliance_link(). */
void reliance_reset(struct reliance *r);

#endif
