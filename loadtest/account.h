/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The result of a load: its figures compared with the thresholds, as text, as
 * JSON, as a part of the page, and as an exit status.
 */
#ifndef IXC_LOADTEST_ACCOUNT_H
#define IXC_LOADTEST_ACCOUNT_H

#include "loadtest/explanation.h"
#include "loadtest/figures.h"
#include "loadtest/schedule.h"
#include "loadtest/series.h"
#include "loadtest/threshold.h"
#include "model/event.h"
#include "record/summary.h"

/* A threshold, and what came of it. */
struct judgement {
	struct threshold threshold;
	enum threshold_result result;
	char *figure; /* owned; NULL: not judged yet */
};

/* All is borrowed, but for what the judgements own. */
struct account {
	const struct schedule *schedule;
	const struct figures *figures;
	const struct series *series;
	const struct explanations *explanations;
	VEC(struct judgement) judgements; /* filled in by the owner */
	const char *server; /* name and version as it says; or NULL */
	const char *target;
	const struct run_facts *run; /* what was conceded; NULL: unknown */
	bool has_derived_tags;       /* of at least one message */
	uint64_t seed;               /* of the mix */
	bool is_interrupted;         /* before it was over */
	const char *problem;         /* why it broke off; or NULL */
	bool has_broken_binding;     /* as in the summary of a run */
};

/*
 * By how much cases started late at most; known also of the time for which the
 * figures are missing.
 */
int64_t account_longest_delay_ns(const struct account *a);

/* Compare the figures with the thresholds.  Once, when the load is over. */
void account_judge(struct account *a);

/*
 * What the load shows: thresholds decide, and without one, a case that failed
 * is one too many, and so is one that could not be judged or never started.
 */
enum exit_status account_status(const struct account *a);

/* Append lines for a person. */
void account_print(const struct account *a, struct buf *into);

/* Append one JSON object (docs/load.md). */
void account_print_json(const struct account *a, struct buf *into);

/* Append a section of HTML that is well-formed XML. */
void account_print_page(const struct account *a, struct buf *into);

/* Append what was so far as one line of ASCII, without its end. */
void account_print_progress(const struct account *a, const struct second *last,
    unsigned running, struct buf *into);

void account_free(struct account *a);

#endif
