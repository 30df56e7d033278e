/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A case that could not be judged may be run again: when that is worth while,
 * and what becomes of its verdict.
 *
 * Sits between the judging of cases (campaign.h, replay.h) and their outcomes:
 * a run and its recording give the same result.  It never turns a failure into
 * a pass.
 */
#ifndef IXC_RUNNER_EXEC_ATTEMPT_H
#define IXC_RUNNER_EXEC_ATTEMPT_H

#include "model/outcome.h"

/* Attempts after the first; more would hide that something is wrong. */
#define RETRIES_MAX 100

/*
 * Does the attempt leave it open whether the server conforms?  Not if it is
 * proven that a preamble went wrong: that fails the preamble's own case.
 */
bool attempt_leaves_open(const struct outcome *o);

/*
 * The attempt of that number, from 1 on, was the last one: a pass that is not
 * the first attempt is flaky, and says so.  'first' is the sentence of the
 * first attempt.
 */
void attempt_settle(struct outcome *o, unsigned number, const char *first);

#endif
