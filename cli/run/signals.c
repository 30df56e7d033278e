/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/run/signals.h"

#include "core/clock.h"
#include "record/summary.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

/*
 * What a stopped run has to write its reports in: a system that stops it does
 * not wait much longer before it kills.
 */
#define STOP_MAX_S 5

/*
 * The one thing a signal handler can reach.  Process-wide, because signals are.
 */
static int stop_pipe[2] = { -1, -1 };
static volatile sig_atomic_t is_time_over;

static void
note_signal(int number)
{
	int saved = errno;
	if (number == SIGRTMIN)
		is_time_over = 1;
	if (write(stop_pipe[1], "", 1) < 0) {
		/* The pipe is full of earlier signals: just as good. */
	}
	alarm(STOP_MAX_S);
	errno = saved;
}

/* Whatever it is that does not come to an end. */
static void
give_up(int number)
{
	static const char text[] =
	    "ixconform: error: the run did not end within 5 s of the signal; "
	    "the reports are not written\n";
	(void)number;
	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0) {
		/* Then it is not said. */
	}
	_exit(EXIT_UNDECIDED);
}

/* Who started us may have us ignore it: nohup, or a shell in the background. */
static bool
heed(int number)
{
	struct sigaction old,
	    action = { .sa_handler = note_signal,
		    .sa_flags = SA_RESTART | (int)SA_RESETHAND };
	if (sigaction(number, NULL, &old) != 0)
		return false;
	return old.sa_handler == SIG_IGN ||
	    sigaction(number, &action, NULL) == 0;
}

bool
watch_signals(void)
{
	signal(SIGPIPE, SIG_IGN);
	signal(SIGALRM, give_up);
	return pipe2(stop_pipe, O_CLOEXEC | O_NONBLOCK) == 0 && heed(SIGINT) &&
	    heed(SIGTERM) && heed(SIGHUP);
}

bool
stop_after(int64_t limit_ns)
{
	struct sigaction action = { .sa_handler = note_signal,
		.sa_flags = SA_RESTART };
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL,
		.sigev_signo = SIGRTMIN };
	struct itimerspec after = { .it_value = { .tv_sec = limit_ns / NS_PER_S,
					.tv_nsec = limit_ns % NS_PER_S } };
	timer_t timer;
	return sigaction(SIGRTMIN, &action, NULL) == 0 &&
	    timer_create(CLOCK_MONOTONIC, &event, &timer) == 0 &&
	    timer_settime(timer, 0, &after, NULL) == 0;
}

const char *
stop_reason(void)
{
	return is_time_over ? "the time limit of the run is over"
			    : "the run was interrupted";
}

int
signal_fd(void)
{
	return stop_pipe[0];
}

void
wait_for_signal(void)
{
	struct pollfd p = { .fd = stop_pipe[0], .events = POLLIN };
	while (poll(&p, 1, -1) < 0 && errno == EINTR)
		;
}
