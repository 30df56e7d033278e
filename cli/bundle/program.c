/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/bundle/program.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

static int
start(const struct program *p, pid_t *ret_pid)
{
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(
	    &actions, STDIN_FILENO, p->input->path, O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(
	    &actions, p->output->fd, STDOUT_FILENO);
	if (p->is_silent)
		posix_spawn_file_actions_addopen(
		    &actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	int problem = posix_spawnp(ret_pid, p->words[0], &actions, NULL,
	    (char *const *)p->words, environ);
	posix_spawn_file_actions_destroy(&actions);
	return problem;
}

int
program_run(const struct program *p)
{
	pid_t pid;
	int status;
	errno = start(p, &pid);
	if (errno)
		return PROGRAM_FAILED;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return PROGRAM_FAILED;
	errno = EINTR;
	return WIFEXITED(status) ? WEXITSTATUS(status) : PROGRAM_FAILED;
}
