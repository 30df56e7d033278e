/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/process.h"

#include "core/clock.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

int64_t
process_run_ns(char *const *arguments, long *ret_peak_kib)
{
	posix_spawn_file_actions_t actions;
	struct rusage usage;
	pid_t child;
	int status = -1;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(
	    &actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	int64_t start_ns = clock_now_ns();
	int problem = posix_spawn(
	    &child, arguments[0], &actions, NULL, arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (problem || wait4(child, &status, 0, &usage) < 0)
		return -1;
	int64_t end_ns = clock_now_ns();
	*ret_peak_kib = usage.ru_maxrss;
	return status == 0 ? end_ns - start_ns : -1;
}

int64_t
process_cpu_ns(void)
{
	struct rusage u;
	getrusage(RUSAGE_SELF, &u);
	return (u.ru_utime.tv_sec + u.ru_stime.tv_sec) * NS_PER_S +
	    (u.ru_utime.tv_usec + u.ru_stime.tv_usec) * NS_PER_US;
}
