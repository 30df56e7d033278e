/* SPDX-License-Identifier: Apache-2.0 */
/* The result of a finished run: the command's exit status, and one line. */
#ifndef IXC_RECORD_SUMMARY_H
#define IXC_RECORD_SUMMARY_H

#include "core/buf.h"
#include "model/event.h"

enum exit_status {
	EXIT_CONFORMS = 0, /* at least one case ran, all as expected */
	EXIT_DEVIATES = 1, /* a case failed */
	EXIT_USAGE = 2, /* an option, an input file or the binding is wrong */
	EXIT_UNDECIDED = 3, /* no case failed, but not all could be judged */
	EXIT_UNWRITTEN = 4, /* nothing failed, but a report was not written */
	EXIT_DOUBTED = 5, /* no verdict differs, but the recording is not as it
			     was written, or not about this suite */
};

/*
 * A failed case is proof and outranks everything that could not be judged.
 * NULL: the run never ended.
 */
enum exit_status run_exit_status(const struct run_summary *summary);

/*
 * Did nothing have to be judged, and nothing go wrong?  No proof of a run, but
 * all that a shard may have to do.
 */
bool summary_is_idle(const struct run_summary *summary);

/* Append "shard 2 of 4: 31 of 126 cases"; of a shard only. */
void summary_print_shard(struct buf *into, const struct run_facts *run);

/*
 * Append the summary line: "17 cases: 15 passed, 1 failed, 1 inconclusive in
 * 0.62 s (longest server timer 0.5 s); 8 assumptions held", and of a simulation
 * "in 0.62 s of virtual time"; of a shard it begins with what
 * summary_print_shard() says.  Cases of the run that the summary does not
 * account for are reported as not finished.
 */
void summary_print(struct buf *into, const struct run_summary *summary,
    const struct run_facts *run);

/* How many of the run's cases are assumptions. */
unsigned summary_assumptions(const struct run_facts *run);

#endif
