/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The signals that ask the command to end.
 */
#ifndef IXC_CLI_RUN_SIGNALS_H
#define IXC_CLI_RUN_SIGNALS_H

#include <stdbool.h>
#include <stdint.h>

/*
 * From here on SIGINT, SIGTERM and SIGHUP are noted, unless they were ignored
 * when the process was started: these stay ignored.  A second one of the same
 * ends the process immediately; so does the first one, with EXIT_UNDECIDED, if
 * it has not ended 5 s later.  SIGPIPE is ignored.  False when that cannot be
 * set up.
 */
bool watch_signals(void);

/*
 * After that time, of at least 1 ns, it is as if a signal had come.  Once.
 * False when the system has no timer for it.
 */
bool stop_after(int64_t limit_ns);

/* Why the descriptor below is readable, for the reports; static. */
const char *stop_reason(void);

/* A descriptor that becomes readable with the first signal, or -1. */
int signal_fd(void);

/* Wait for a signal. */
void wait_for_signal(void);

#endif
