/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The figures of a load: how many cases ended how, how long the server took to
 * answer each kind of request, how much time it left at each deadline.
 *
 * Filled in by meter.h, read by thresholds and reports.  Their size depends on
 * the kinds of requests and deadlines, never on how long the load lasts.
 */
#ifndef IXC_LOADTEST_FIGURES_H
#define IXC_LOADTEST_FIGURES_H

#include "core/histogram.h"
#include "core/vec.h"
#include "model/outcome.h"

#include <stdint.h>

/* What is measured of one kind of request, or at one deadline. */
struct timing {
	char *name;       /* owned: "RequestAccept", "{response-timeout}" */
	int64_t limit_ns; /* of a deadline; 0: a request */
	struct histogram *times;
};

struct figures {
	uint64_t started;
	uint64_t ended;
	uint64_t unstarted; /* planned, and not started when time was up */
	uint64_t counts[VERDICT_COUNT];
	uint64_t findings[FINDING_COUNT]; /* of those that did not pass */
	uint64_t setups_failed;    /* what parties of the run depend on */
	uint64_t messages;         /* sent and received, of cases */
	uint64_t planned;          /* cases that were to start ... */
	int64_t planned_ns;        /* ... from the first up to then */
	int64_t newest_ns;         /* when the last one was started */
	int64_t start_ns, end_ns;  /* of the load */
	struct histogram *answers; /* of all requests */
	VEC(struct timing) requests;
	VEC(struct timing) deadlines;
	struct histogram *delays; /* by which cases started late */
	int64_t longest_lag_ns;   /* of any kind */
	struct histogram *lags;   /* the part of that which we caused */
};

/*
 * How a conversation ended: its preambles are part of it, so that what is
 * proven against one of them has failed it.
 */
enum verdict figures_verdict(const struct outcome *o);

void figures_init(struct figures *f);

void figures_free(struct figures *f);

/* The times of that kind of request, created if necessary. */
struct histogram *figures_request(struct figures *f, const char *name);

/* NULL: none so far. */
const struct timing *figures_find_request(
    const struct figures *f, const char *name);

/* As figures_request(), of a deadline as fixtures write it. */
struct histogram *figures_deadline(
    struct figures *f, const char *within, int64_t limit_ns);

/* What another generator did at the same time. */
void figures_add(struct figures *into, const struct figures *from);

/* Cases that failed; that could not be judged; of all that ended. */
uint64_t figures_failed(const struct figures *f);
uint64_t figures_undecided(const struct figures *f);

/*
 * Cases started a second, from the first to the last one; 0 before any time has
 * passed.
 */
double figures_rate(const struct figures *f);

/* How many a second should have been; 0: nothing but the server decided. */
double figures_planned_rate(const struct figures *f);

#endif
