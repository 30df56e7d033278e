/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The recording of a load, written as it goes: what did not pass when it has
 * ended, each second, and the figures now and then.  So if it is killed, or the
 * disk is full, nothing of that is lost.
 */
#ifndef IXC_CLI_LOAD_RECORDER_H
#define IXC_CLI_LOAD_RECORDER_H

#include "cli/run/sketch_sink.h"
#include "loadtest/account.h"
#include "loadtest/examples.h"
#include "record/report.h"

/* Zero-filled: there is no recording. */
struct load_recorder {
	struct sink sink; /* of the examples that are kept */
	struct report *report;
	const struct examples *examples;
	struct sketch_sink *sketches;
	struct sink *sinks[1];
};

/* 'report' is NULL, or the recording, and borrowed as all else. */
void load_recorder_start(struct load_recorder *r, struct report *report,
    struct examples *examples, const struct target *target);

/* A second is over. */
void load_recorder_take(
    struct load_recorder *r, const struct account *a, const struct second *one);

/* The load is over: what is not written yet.  After account_judge(). */
void load_recorder_finish(struct load_recorder *r, const struct account *a,
    struct examples *examples, const struct run_summary *load);

void load_recorder_free(struct load_recorder *r);

#endif
