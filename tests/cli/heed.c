/* SPDX-License-Identifier: Apache-2.0 */
/*
 * usage: heed COMMAND [ARGUMENT...]
 *
 * Becomes a command that is not deaf to SIGINT, as it would be by itself when a
 * script starts it in the background.
 */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	if (argc < 2)
		return 99;
	signal(SIGINT, SIG_DFL);
	execvp(argv[1], argv + 1);
	perror(argv[1]);
	return 99;
}
