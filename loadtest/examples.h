/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which cases of a load are recorded in full: the first ones of each
 * explanation, and of each case the first one that passed.
 *
 * A sink of the load's events.  At its end it emits what it kept as the events
 * of a run, for the sinks that make reports of runs.
 */
#ifndef IXC_LOADTEST_EXAMPLES_H
#define IXC_LOADTEST_EXAMPLES_H

#include "loadtest/explanation.h"
#include "model/event.h"

struct examples;

/* Of each explanation the first 'each', of all at most 'limit'. */
struct examples *examples_new(unsigned each, unsigned limit);

void examples_free(struct examples *e);

/* Where the events go; lives as long as the examples. */
struct sink *examples_sink(struct examples *e);

/* Lives as long as the examples, and changes. */
const struct explanations *examples_explanations(const struct examples *e);

/*
 * Emit what was kept to 'sink', as a run of only these cases, which took
 * 'duration_ns' and has 'summary' in its place; NULL: its own.  One that did
 * not pass is called "name#17", the 17th case of the load.  After the load, and
 * while the campaign lives.
 */
void examples_tell(struct examples *e, struct sink *sink,
    const struct run_summary *load, const struct run_summary *summary);

#endif
