/* SPDX-License-Identifier: Apache-2.0 */
/*
 * usage: failing KIND N[+] COUNT_FILE SECONDS COMMAND [ARGUMENT...]
 *
 * Runs a command whose Nth call of a kind fails, with '+' all later ones as
 * well; with 0 none does.  Calls are counted over all threads and processes of
 * the command.  COUNT_FILE gets the number of calls and the last that failed;
 * when none of malloc() is to fail, then the first call of each place in the
 * program that asks for memory, with its callers.
 *
 * System calls are answered by this process instead of the kernel (seccomp's
 * user notification), so those that libc makes for itself fail as well.  For
 * the kind "malloc", preload.c answers.
 *
 * Exit status: that of the command, 128 + the signal that ended it, 124 when it
 * took longer than SECONDS, 77 when the system does not allow this.
 */
#include "core/clock.h"
#include "tests/faults/shared.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define STATUS_LATE 124
#define STATUS_IMPOSSIBLE 77
#define STATUS_USAGE 99
#define CALLS_MAX 12
/* What a child needs up to execvp(). */
#define STACK_BYTES (256 * 1024)
#define TICK_MS 20

/* What only some machines have, and libc then does without. */
#define NO_CALL (-1)
#ifndef SYS_open
#define SYS_open NO_CALL
#endif
#ifndef SYS_creat
#define SYS_creat NO_CALL
#endif
#ifndef SYS_poll
#define SYS_poll NO_CALL
#endif
#ifndef SYS_select
#define SYS_select NO_CALL
#endif
#ifndef SYS_epoll_wait
#define SYS_epoll_wait NO_CALL
#endif
#ifndef SYS_fork
#define SYS_fork NO_CALL
#endif
#ifndef SYS_vfork
#define SYS_vfork NO_CALL
#endif
#ifndef SYS_rename
#define SYS_rename NO_CALL
#endif
#ifndef SYS_renameat
#define SYS_renameat NO_CALL
#endif
#ifndef SYS_link
#define SYS_link NO_CALL
#endif
#ifndef SYS_unlink
#define SYS_unlink NO_CALL
#endif
#ifndef SYS_stat
#define SYS_stat NO_CALL
#endif
#ifndef SYS_lstat
#define SYS_lstat NO_CALL
#endif
#ifndef SYS_access
#define SYS_access NO_CALL
#endif
#ifndef SYS_readlink
#define SYS_readlink NO_CALL
#endif
#ifndef SYS_chmod
#define SYS_chmod NO_CALL
#endif
#ifndef SYS_pipe
#define SYS_pipe NO_CALL
#endif

#define CALLS(...)                                                             \
	.calls = { __VA_ARGS__ },                                              \
	.count = sizeof((int[]){ __VA_ARGS__ }) / sizeof(int)

/* Calls that fail together, and how: as they do on a bad day. */
static const struct kind {
	const char *name;
	int error;
	int calls[CALLS_MAX];
	unsigned char count;
} kinds[] = {
	/* clang-format off */
	{ "write", ENOSPC, CALLS(SYS_write, SYS_writev, SYS_pwrite64) },
	{ "read", EIO, CALLS(SYS_read, SYS_readv, SYS_pread64) },
	{ "open", EMFILE, CALLS(SYS_openat, SYS_open, SYS_creat) },
	{ "socket", EMFILE, CALLS(SYS_socket, SYS_socketpair, SYS_accept,
		SYS_accept4) },
	{ "connect", ECONNREFUSED, CALLS(SYS_connect) },
	{ "listen", EADDRINUSE, CALLS(SYS_bind, SYS_listen, SYS_setsockopt,
		SYS_getsockname) },
	{ "send", ECONNRESET, CALLS(SYS_sendto, SYS_sendmsg) },
	{ "receive", ECONNRESET, CALLS(SYS_recvfrom, SYS_recvmsg) },
	{ "poll", ENOMEM, CALLS(SYS_poll, SYS_ppoll, SYS_epoll_wait,
		SYS_epoll_pwait, SYS_select, SYS_pselect6, SYS_epoll_ctl) },
	{ "fork", EAGAIN, CALLS(SYS_clone, SYS_clone3, SYS_fork, SYS_vfork) },
	{ "name", EACCES, CALLS(SYS_renameat2, SYS_rename, SYS_renameat,
		SYS_link, SYS_linkat, SYS_unlink, SYS_unlinkat) },
	{ "file", EIO, CALLS(SYS_lseek, SYS_ftruncate, SYS_fsync,
		SYS_fdatasync, SYS_flock, SYS_fchmod, SYS_chmod,
		SYS_getdents64) },
	{ "look", EACCES, CALLS(SYS_newfstatat, SYS_stat, SYS_lstat, SYS_fstat,
		SYS_statx, SYS_access, SYS_faccessat, SYS_readlink,
		SYS_readlinkat, SYS_getcwd) },
	{ "pipe", EMFILE, CALLS(SYS_pipe2, SYS_pipe, SYS_eventfd2,
		SYS_epoll_create1, SYS_dup3, SYS_fcntl) },
	{ "map", ENOMEM, CALLS(SYS_mmap, SYS_mprotect, SYS_mremap) },
	{ "malloc", ENOMEM, { 0 }, 0 }, /* preload.c */
	/* clang-format on */
};

struct job {
	const struct kind *kind;
	char **command;
	struct fault *fault;
	int listener; /* where the kernel asks, or -1 */
	bool may_run; /* the filter is in place, or none is needed */
	int pidfd;
	int64_t limit_ns;
};

/* --- the command's side, up to its start --- */

static int
install_filter(const struct kind *k)
{
	struct sock_filter program[CALLS_MAX + 3];
	program[0] = (struct sock_filter)BPF_STMT(
	    BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
	for (unsigned char i = 0; i < k->count; i++)
		program[i + 1] = (struct sock_filter)BPF_JUMP(
		    BPF_JMP | BPF_JEQ | BPF_K, (unsigned)k->calls[i],
		    (unsigned char)(k->count - i), 0);
	program[k->count + 1] =
	    (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	program[k->count + 2] = (struct sock_filter)BPF_STMT(
	    BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF);
	struct sock_fprog filter = { (unsigned short)(k->count + 3), program };
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return -1;
	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
	    SECCOMP_FILTER_FLAG_NEW_LISTENER, &filter);
}

/* Shares memory and files with its parent, which waits until it is replaced. */
static int
start(void *context)
{
	struct job *j = context;
	setpgid(0, 0);
	if (j->kind->count)
		j->listener = install_filter(j->kind);
	j->may_run = !j->kind->count || j->listener >= 0;
	if (j->may_run)
		execvp(j->command[0], j->command);
	_exit(STATUS_IMPOSSIBLE);
}

/* --- this side --- */

/* Is the descriptor an event counter or the like, without a file? */
static bool
has_no_file(pid_t pid, unsigned long long fd)
{
	char path[64], link[64];
	snprintf(path, sizeof(path), "/proc/%d/fd/%d", (int)pid, (int)fd);
	ssize_t size = readlink(path, link, sizeof(link));
	return size >= 11 && memcmp(link, "anon_inode:", 11) == 0;
}

/* What no system ever refuses, and libraries rely on that. */
static bool
is_certain(const struct seccomp_notif *asked)
{
	switch (asked->data.nr) {
	case SYS_epoll_ctl:
		return asked->data.args[1] == EPOLL_CTL_DEL;
	case SYS_read:
	case SYS_write:
		return has_no_file((pid_t)asked->pid, asked->data.args[0]);
	}
	return false;
}

static void
answer(struct job *j)
{
	struct seccomp_notif asked;
	struct seccomp_notif_resp reply;
	memset(&asked, 0, sizeof(asked));
	memset(&reply, 0, sizeof(reply));
	if (ioctl(j->listener, SECCOMP_IOCTL_NOTIF_RECV, &asked) < 0)
		return; /* it has ended meanwhile */
	reply.id = asked.id;
	if (!is_certain(&asked) && fault_strikes(j->fault)) {
		reply.error = -j->kind->error;
		j->fault->call = asked.data.nr;
	} else {
		reply.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	}
	(void)ioctl(j->listener, SECCOMP_IOCTL_NOTIF_SEND, &reply);
}

/* Until the command has ended; its status. */
static int
attend(struct job *j, pid_t child)
{
	struct pollfd fds[] = { { j->pidfd, POLLIN, 0 },
		{ j->listener, POLLIN, 0 } };
	int64_t end_ns = clock_now_ns() + j->limit_ns;
	bool is_late = false;
	int status;
	while (waitpid(child, &status, WNOHANG) != child) {
		poll(fds, j->listener < 0 ? 1 : 2, TICK_MS);
		if (fds[1].revents & POLLIN)
			answer(j);
		if (fds[1].revents & POLLHUP)
			fds[1].fd = -1;
		if (!is_late && clock_now_ns() > end_ns) {
			is_late = true;
			kill(-child, SIGKILL);
		}
	}
	if (is_late)
		return STATUS_LATE;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status)
				   : WEXITSTATUS(status);
}

static void
write_count(const struct fault *f, const char *path)
{
	FILE *file = fopen(path, "w");
	if (!file)
		return;
	fprintf(file, "%u %d\n", f->count, f->call);
	for (size_t i = 0; i < FAULT_PLACES_MAX; i++)
		if (f->places[i].hash)
			fprintf(file, "%u\n", f->places[i].call);
	fclose(file);
}

/* SIGTERM is for the command. */
static volatile pid_t passed_to;

static void
pass_on(int number)
{
	if (passed_to > 0)
		kill(passed_to, number);
}

static int
run(struct job *j)
{
	char *stack = malloc(STACK_BYTES);
	if (!stack)
		return STATUS_IMPOSSIBLE;
	pid_t child = clone(start, stack + STACK_BYTES,
	    CLONE_VM | CLONE_VFORK | CLONE_FILES | SIGCHLD, j);
	if (child < 0) {
		free(stack);
		return STATUS_IMPOSSIBLE;
	}
	passed_to = child;
	signal(SIGTERM, pass_on);
	j->pidfd = (int)syscall(SYS_pidfd_open, child, 0);
	int status = attend(j, child);
	free(stack);
	return j->may_run ? status : STATUS_IMPOSSIBLE;
}

static const struct kind *
find_kind(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	return NULL;
}

/* A page that preload.c finds by the name in the environment. */
static struct fault *
share_fault(void)
{
	int fd = memfd_create("fault", 0);
	if (fd < 0 || ftruncate(fd, sizeof(struct fault)) < 0)
		return NULL;
	struct fault *f =
	    mmap(NULL, sizeof(*f), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (f == MAP_FAILED)
		return NULL;
	char text[16];
	snprintf(text, sizeof(text), "%d", fd);
	setenv(FAULT_VARIABLE, text, 1);
	return f;
}

/* Its library lies beside this program. */
static void
preload(const char *program)
{
	const char *slash = strrchr(program, '/');
	char path[4096];
	snprintf(path, sizeof(path), "%.*s/preload.so",
	    slash ? (int)(slash - program) : 1, slash ? program : ".");
	setenv("LD_PRELOAD", path, 1);
}

int
main(int argc, char **argv)
{
	struct job j = { .listener = -1 };
	if (argc < 6 || !(j.kind = find_kind(argv[1]))) {
		fputs("usage: failing KIND N[+] COUNT_FILE SECONDS COMMAND\n",
		    stderr);
		return STATUS_USAGE;
	}
	char *end;
	j.fault = share_fault();
	if (!j.fault)
		return STATUS_IMPOSSIBLE;
	j.fault->first = (unsigned)strtoul(argv[2], &end, 10);
	j.fault->lasts = *end == '+';
	j.limit_ns = strtol(argv[4], NULL, 10) * NS_PER_S;
	j.command = argv + 5;
	if (!j.kind->count)
		preload(argv[0]);
	int status = run(&j);
	write_count(j.fault, argv[3]);
	return status;
}
