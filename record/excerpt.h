/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Some cases of a run, as if it had consisted only of them.
 *
 * A sink of the stream of run events that passes on what is about them, with
 * their own facts, counts and duration.  What only the whole run has (its
 * notices, the time to spare at its deadlines, the rows of the tables) is left
 * out.
 */
#ifndef IXC_RECORD_EXCERPT_H
#define IXC_RECORD_EXCERPT_H

#include "model/event.h"

#include <stdbool.h>

struct excerpt;

/*
 * 'is_wanted' is by index of a case of the run, and copied.  The run and the
 * sinks must outlive it; the array of sinks is borrowed, too.  If only
 * assumptions are wanted, they become cases.
 */
struct excerpt *excerpt_new(const struct run_facts *run, const bool *is_wanted,
    struct sink *const *sinks, unsigned sink_count);

struct sink *excerpt_sink(struct excerpt *e);

/* NULL is fine. */
void excerpt_free(struct excerpt *e);

#endif
