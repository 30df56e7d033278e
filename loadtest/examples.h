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
#include "runner/exec/plan.h"

struct examples;

/*
 * Of each explanation the first 'each', of all at most 'limit'.  'cases' are
 * those that the load draws from; borrowed.
 */
struct examples *examples_new(const struct planned_case *cases,
    unsigned case_count, unsigned each, unsigned limit);

void examples_free(struct examples *e);

/*
 * It is one shard of a load, of so many: its cases have numbers that no other
 * shard's have.  Before the load.
 */
void examples_set_shard(struct examples *e, unsigned number, unsigned total);

/* Where the events go; lives as long as the examples. */
struct sink *examples_sink(struct examples *e);

/* Lives as long as the examples, and changes. */
const struct explanations *examples_explanations(const struct examples *e);

/*
 * The server's name and version, "" before the load has started; lives as long.
 */
const char *examples_server(struct examples *e);

/* Its facts; NULL: it has not started.  Lives as long as the campaign. */
const struct run_facts *examples_run(const struct examples *e);

/*
 * Which cases are emitted, in their order: of those that did not pass each when
 * it has ended; after examples_list(), all.  Lives until more is emitted.
 */
const struct planned_case *examples_cases(
    const struct examples *e, unsigned *ret_count);

/*
 * A sink that gets what did not pass as soon as it has ended, and the rest at
 * the end, as a run whose cases are not known beforehand
 * (run_facts.is_load); borrowed.  Before the load.
 */
void examples_set_live(struct examples *e, struct sink *live);

/*
 * The load is over: list the others that were kept, followed, as assumptions,
 * by those that the first ones blame for what they saw.
 */
void examples_list(struct examples *e);

/* Nothing more comes to the live sink, which gets to know how it ended. */
void examples_end_live(struct examples *e, const struct run_summary *load);

/*
 * Emit what was kept to 'sink', as a run of only these cases, which ended as
 * 'load' did, in the order in which the live sink got them.  One that did not
 * pass is called "name#17", the 17th case of the load.  After the load, and
 * while the campaign lives.
 */
void examples_tell(
    struct examples *e, struct sink *sink, const struct run_summary *load);

#endif
