/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The preambles of a case in the order in which they are run, each once: a
 * preamble stands behind its own preambles, the case itself stands last.
 */
#ifndef IXC_RUNNER_MATCH_FLATTEN_H
#define IXC_RUNNER_MATCH_FLATTEN_H

#include "runner/match/pattern.h"

/* Fill p->instances; their names are borrowed from the fixtures. */
void flatten_preambles(struct pattern *p);

#endif
