/* SPDX-License-Identifier: Apache-2.0 */
/*
 * usage: keys KEYS COMMAND [ARGUMENT...]
 *
 * Runs a command on its own terminal, 80 columns wide, and presses a key each
 * time it asks for one ("? help "): the next character of KEYS, where '^' is
 * Ctrl-C, each '.' waits a second before the next key, '@' waits until a file
 * 'go' exists, and '!' hangs up.  After the last one nothing is pressed.
 * Prints what the terminal got, and ends as the command does; after a minute it
 * gives up.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define PROMPT "? help "
#define PATIENCE_S 60
#define LOOK_US 20000

static _Noreturn void
fail(const char *what)
{
	fprintf(stderr, "keys: %s: %s\n", what, strerror(errno));
	exit(99);
}

static _Noreturn void
become(int master, char **command)
{
	struct winsize size = { .ws_row = 50, .ws_col = 80 };
	int terminal;
	setsid();
	terminal = open(ptsname(master), O_RDWR);
	if (terminal < 0 || ioctl(terminal, TIOCSCTTY, 0) < 0)
		fail("the terminal");
	ioctl(terminal, TIOCSWINSZ, &size);
	dup2(terminal, 0);
	dup2(terminal, 1);
	dup2(terminal, 2);
	close(terminal);
	close(master);
	execv(command[0], command);
	fail(command[0]);
}

/* False: hang up. */
static int
press(int master, const char **keys)
{
	for (; **keys == '.'; ++*keys)
		sleep(1);
	for (; **keys == '@'; ++*keys)
		while (access("go", F_OK) != 0)
			usleep(LOOK_US);
	char key = **keys;
	if (!key)
		return 1;
	++*keys;
	if (key == '!')
		return 0;
	if (key == '^')
		key = '\3';
	if (write(master, &key, 1) != 1)
		fail("writing a key");
	return 1;
}

/* How much of the prompt has been seen, with one more character. */
static size_t
follow(size_t seen, char c)
{
	if (PROMPT[seen] == c)
		return seen + 1;
	return PROMPT[0] == c;
}

static void
converse(int master, const char *keys)
{
	size_t seen = 0;
	char c;
	while (read(master, &c, 1) == 1) {
		if (c != '\r')
			putchar(c);
		seen = follow(seen, c);
		if (PROMPT[seen])
			continue;
		seen = 0;
		if (!press(master, &keys))
			return;
	}
}

int
main(int argc, char **argv)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY), status;
	if (argc < 3 || master < 0 || grantpt(master) || unlockpt(master))
		fail("usage: keys KEYS COMMAND [ARGUMENT...]");
	pid_t child = fork();
	if (child == 0)
		become(master, argv + 2);
	setvbuf(stdout, NULL, _IOLBF, 0);
	alarm(PATIENCE_S);
	converse(master, argv[1]);
	close(master);
	if (waitpid(child, &status, 0) != child)
		fail("waiting");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
