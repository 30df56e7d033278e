/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one place that reads the clock.
 *
 * Everything that judges takes time as a parameter; only the loop, the mock's
 * HTTP face and the command line read it here.
 */
#ifndef IXC_CORE_CLOCK_H
#define IXC_CORE_CLOCK_H

#include <stdint.h>

#define NS_PER_S INT64_C(1000000000)
#define NS_PER_MS INT64_C(1000000)
#define NS_PER_US INT64_C(1000)

/* "No deadline": later than every time that can occur. */
#define TIME_NEVER_NS INT64_MAX

/*
 * When something was read: at 'time_ns'; and it had not yet arrived at
 * 'earliest_ns', when there was provably nothing to read.
 */
struct reading_time {
	int64_t earliest_ns;
	int64_t time_ns;
};

/* Monotonic nanoseconds since an arbitrary origin, the same for a process. */
int64_t clock_now_ns(void);

/* Seconds since 1970, UTC: for the time stamps in reports, never to judge. */
int64_t clock_wall_s(void);

#endif
