/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a server speak the binding?  Every requirement of docs/binding.md that
 * can be seen from outside has an id there and a check here; a probe makes them
 * one after the other, each on a channel of its own, and emits what it finds as
 * the events of a run, so that every report can be made of it.
 *
 * Sits between runner/net (requests) and the sinks of a run.  Judges only the
 * binding, never what a message means.
 */
#ifndef IXC_PROBE_PROBE_H
#define IXC_PROBE_PROBE_H

#include "core/diag.h"
#include "probe/setup.h"

#include <stdbool.h>

/*
 * Ask the server who it is, and note that in the setup.  False after reporting
 * that it cannot be reached, gives no answer, wants other credentials, or is no
 * binding at all.
 */
bool probe_greet(struct probe_setup *setup, struct diag *diag);

/*
 * Make the checks; RUN_ENDED is the last event.  The sinks must not keep the
 * facts, nor the names of the checks, beyond it.
 */
struct run_summary probe_run(const struct probe_setup *setup);

#endif
