/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"

#include <time.h>

static int64_t
read_clock_ns(clockid_t id)
{
	struct timespec ts;
	clock_gettime(id, &ts);
	return (int64_t)ts.tv_sec * NS_PER_S + ts.tv_nsec;
}

int64_t
clock_now_ns(void)
{
	return read_clock_ns(CLOCK_MONOTONIC);
}

int64_t
clock_wall_s(void)
{
	return read_clock_ns(CLOCK_REALTIME) / NS_PER_S;
}
