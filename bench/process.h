/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What processes cost: a command from its start to its end, and this one.
 */
#ifndef IXC_BENCH_PROCESS_H
#define IXC_BENCH_PROCESS_H

#include <stdint.h>

/*
 * Run it, its output thrown away; 'arguments' end in NULL.  Returns how long it
 * took and stores the most memory that it had; -1 when it could not be run or
 * did not end with status 0.
 */
int64_t process_run_ns(char *const *arguments, long *ret_peak_kib);

/* Processor time of this process so far, the system's part included. */
int64_t process_cpu_ns(void);

#endif
