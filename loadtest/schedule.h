/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When the cases of a load are to start, known before anything has happened: so
 * many a second, whatever the server does (an open loop), or as many at a time
 * as there are jobs.
 *
 * For conductor.h.  Knows neither cases nor a clock.
 */
#ifndef IXC_LOADTEST_SCHEDULE_H
#define IXC_LOADTEST_SCHEDULE_H

#include <stdint.h>

struct schedule {
	double rate;     /* cases a second; 0: as jobs are free */
	unsigned jobs;   /* cases at a time, at most */
	int64_t ramp_ns; /* the rate, or the jobs, grow from 0 for so long */
	int64_t duration_ns; /* no case is started later; 0: no limit */
	uint64_t cases;      /* so many are started; 0: no limit */
};

/*
 * When the case of that number, from 0, is to start, since the load started,
 * if 'running' others are under way then: that decides it only without a rate.
 * TIME_NEVER_NS: it is one too many.
 */
int64_t schedule_start(
    const struct schedule *s, uint64_t number, unsigned running);

/*
 * How many cases a second are to start at that time, before the end; 0 without
 * a rate.
 */
double schedule_rate(const struct schedule *s, int64_t time_ns);

/* From when on none is to start any more; TIME_NEVER_NS: there is no limit. */
int64_t schedule_end(const struct schedule *s);

/*
 * How many cases are to start at most, if known; UINT64_MAX when only the
 * server decides.
 */
uint64_t schedule_count(const struct schedule *s);

#endif
