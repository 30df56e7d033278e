/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/process.h"

#include "core/clock.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int64_t
cpu_ns(const struct rusage *u)
{
	return (u->ru_utime.tv_sec + u->ru_stime.tv_sec) * NS_PER_S +
	    (u->ru_utime.tv_usec + u->ru_stime.tv_usec) * NS_PER_US;
}

bool
process_start(struct process *p, char *const *arguments, bool is_silent)
{
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(
	    &actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	if (is_silent)
		posix_spawn_file_actions_addopen(
		    &actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	p->started_ns = clock_now_ns();
	int problem = posix_spawnp(
	    &p->id, arguments[0], &actions, NULL, arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (problem)
		p->id = 0;
	return p->id > 0;
}

struct process_cost
process_wait(struct process *p)
{
	struct rusage usage;
	int status = -1;
	if (p->id <= 0 || wait4(p->id, &status, 0, &usage) < 0)
		return (struct process_cost){ 0 };
	p->id = 0;
	return (struct process_cost){ .wall_ns = clock_now_ns() - p->started_ns,
		.cpu_ns = cpu_ns(&usage),
		.peak_kib = usage.ru_maxrss,
		.is_good = status == 0 };
}

struct process_cost
process_stop(struct process *p, int signal_number)
{
	if (p->id > 0)
		kill(p->id, signal_number);
	return process_wait(p);
}

int64_t
process_run_ns(char *const *arguments, long *ret_peak_kib)
{
	struct process p;
	if (!process_start(&p, arguments, false))
		return -1;
	struct process_cost cost = process_wait(&p);
	*ret_peak_kib = cost.peak_kib;
	return cost.is_good ? cost.wall_ns : -1;
}

int64_t
process_cpu_ns(void)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	return cpu_ns(&usage);
}
