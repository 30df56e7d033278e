/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A command as a process, measured from its start to its end.
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

#endif
