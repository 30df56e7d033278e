/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What processes cost: a command from its start to its end, and this one.
 */
#ifndef IXC_BENCH_PROCESS_H
#define IXC_BENCH_PROCESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* One that is under way. */
struct process {
	pid_t id; /* 0: none */
	int64_t started_ns;
};

struct process_cost {
	int64_t wall_ns;
	int64_t cpu_ns; /* the system's part included */
	long peak_kib;
	bool is_good; /* it ended with status 0 */
};

/*
 * Start it, its output thrown away, and what it says of errors too if
 * 'is_silent'; 'arguments' end in NULL, and the program is looked for as the
 * shell does.  False when it could not be run.
 */
bool process_start(struct process *p, char *const *arguments, bool is_silent);

/* Wait for its end. */
struct process_cost process_wait(struct process *p);

/* Send it that signal, and wait for its end. */
struct process_cost process_stop(struct process *p, int signal_number);

/*
 * Run it.  Returns how long it took and stores the most memory that it had; -1
 * when it could not be run or did not end with status 0.
 */
int64_t process_run_ns(char *const *arguments, long *ret_peak_kib);

/* Processor time of this process so far, the system's part included. */
int64_t process_cpu_ns(void);

#endif
