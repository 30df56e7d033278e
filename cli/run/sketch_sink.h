/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A sink before the others: adds what a case that did not pass required, as a
 * sketch to be drawn next to what happened.
 *
 * Knows the fixtures, unlike the campaign's events and the reports; a recording
 * keeps the sketch, so neither a live report nor a later one needs them.
 */
#ifndef IXC_CLI_RUN_SKETCH_SINK_H
#define IXC_CLI_RUN_SKETCH_SINK_H

#include "runner/exec/campaign.h"

struct sketch_sink;

/*
 * Pass all events on to 'sinks'.  'cases' are those of the campaign, in the
 * same order.  Everything is borrowed, and must outlive the run.
 */
struct sketch_sink *sketch_sink_new(const struct target *target,
    const struct planned_case *cases, struct sink *const *sinks,
    unsigned sink_count);

/* They have grown, and moved. */
void sketch_sink_set_cases(
    struct sketch_sink *i, const struct planned_case *cases);

/* The one sink to give to the campaign instead; lives as long. */
struct sink *const *sketch_sink_list(const struct sketch_sink *i);

/* NULL is fine. */
void sketch_sink_free(struct sketch_sink *i);

#endif
