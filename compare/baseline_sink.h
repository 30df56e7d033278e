/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Compares the outcomes of a run with a baseline, between the run and the
 * reports: a listed case that fails as expected is an expected failure; one
 * that passes or fails differently is a failure that says so.
 *
 * A sink of the stream of run events that passes every event on, changed where
 * a case or the run ends.  A case whose preamble fails as expected of the case
 * is an expected failure, too; what could not be judged for another reason is
 * left unchanged.
 */
#ifndef IXC_COMPARE_BASELINE_SINK_H
#define IXC_COMPARE_BASELINE_SINK_H

#include "model/baseline.h"
#include "model/event.h"

/* Separates what the judge said about a failure from which one was expected. */
#define BASELINE_SINK_OTHERWISE " (The baseline expects another failure: "

struct baseline_sink;

/* The baseline and the sinks must outlive it; the array is borrowed, too. */
struct baseline_sink *baseline_sink_new(const struct baseline *baseline,
    struct sink *const *sinks, unsigned sink_count);

struct sink *baseline_sink_sink(struct baseline_sink *e);

/* The summary that the sinks got with RUN_ENDED, or NULL before. */
const struct run_summary *baseline_sink_summary(const struct baseline_sink *e);

/* NULL is fine. */
void baseline_sink_free(struct baseline_sink *e);

#endif
