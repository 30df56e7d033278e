/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/http/http.h"

#include "core/mem.h"
#include "mock/http/carrier.h"
#include "mock/http/listen.h"
#include "mock/http/route.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* Room for a request's header and a block of a stream, per connection. */
#define CONNECTION_BYTES ((size_t)128 << 10)
#define MAX_CONNECTIONS 1024u
/* How often quiet and idle channels are looked for. */
#define SWEEP_NS NS_PER_S
/* Rounds that responses get to end when the server stops. */
#define LAST_ROUNDS 16

struct mock_http {
	struct carrier_set set;
	struct MHD_Daemon *daemon;
	char *url;
	int epoll_fd; /* the daemon's */
	int wake_fd;  /* readable: stop */
	int64_t next_sweep_ns;
	pthread_t thread;
	bool has_thread;
};

/* The daemon's own diagnostics are about clients that disconnect. */
static void
log_nothing(void *owner, const char *format, va_list ap)
{
	(void)owner;
	(void)format;
	(void)ap;
}

static bool
start_daemon(struct mock_http *h, int listen_fd)
{
	const union MHD_DaemonInfo *epoll;
	h->daemon = MHD_start_daemon(
	    MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0,
	    NULL, NULL, route_request, &h->set, MHD_OPTION_EXTERNAL_LOGGER,
	    log_nothing, NULL, MHD_OPTION_LISTEN_SOCKET, listen_fd,
	    MHD_OPTION_NOTIFY_COMPLETED, route_completed, &h->set,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_BYTES,
	    MHD_OPTION_CONNECTION_LIMIT, MAX_CONNECTIONS,
	    MHD_OPTION_CONNECTION_TIMEOUT,
	    mock_server_config(h->set.server)->stall_s, MHD_OPTION_END);
	if (!h->daemon)
		return false;
	epoll = MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_EPOLL_FD);
	if (!epoll)
		return false;
	h->epoll_fd = epoll->epoll_fd;
	return true;
}

struct mock_http *
mock_http_new(struct mock_server *server, const char *listen, struct diag *diag)
{
	char *url;
	int listen_fd = listen_open(listen, &url, diag);
	if (listen_fd < 0)
		return NULL;
	struct mock_http *h = mem_zalloc(sizeof(*h));
	h->url = url;
	h->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	carrier_set_init(&h->set, server);
	if (h->wake_fd >= 0 && start_daemon(h, listen_fd))
		return h;
	diag_error(diag, NULL, "cannot serve %s: %s", url, strerror(errno));
	if (!h->daemon)
		close(listen_fd);
	mock_http_free(h);
	return NULL;
}

void
mock_http_set_trace(struct mock_http *h, struct trace *trace)
{
	h->set.trace = trace;
}

const char *
mock_http_url(const struct mock_http *h)
{
	return h->url;
}

/* Let timers go off, and pass on the resulting output. */
static void
advance(struct mock_http *h)
{
	int64_t now_ns = clock_now_ns();
	distance_tick(&h->set.distance, h->set.server, now_ns);
	if (mock_server_next_timer(h->set.server) <= now_ns)
		mock_server_tick(h->set.server, now_ns);
	if (h->next_sweep_ns <= now_ns) {
		carrier_sweep(&h->set, now_ns);
		h->next_sweep_ns = now_ns + SWEEP_NS;
	}
	carrier_pump(&h->set, now_ns);
}

static int64_t
wait_ns(const struct mock_http *h)
{
	MHD_UNSIGNED_LONG_LONG daemon_ms;
	int64_t next_ns = mock_server_next_timer(h->set.server);
	int64_t arrival_ns = distance_next_timer(&h->set.distance);
	if (next_ns > arrival_ns)
		next_ns = arrival_ns;
	if (next_ns > h->next_sweep_ns)
		next_ns = h->next_sweep_ns;
	int64_t left_ns = next_ns - clock_now_ns();
	if (left_ns < 0)
		left_ns = 0;
	if (MHD_get_timeout(h->daemon, &daemon_ms) == MHD_YES &&
	    daemon_ms < (MHD_UNSIGNED_LONG_LONG)(left_ns / NS_PER_MS))
		left_ns = (int64_t)daemon_ms * NS_PER_MS;
	return left_ns;
}

/* Wait; is it because mock_http_stop() was called? */
static bool
wait(struct mock_http *h)
{
	struct pollfd fds[] = { { .fd = h->epoll_fd, .events = POLLIN },
		{ .fd = h->wake_fd, .events = POLLIN } };
	int64_t left_ns = wait_ns(h);
	struct timespec left = { left_ns / NS_PER_S, left_ns % NS_PER_S };
	/* When the system is short of memory, we look more often instead. */
	bool has_looked = ppoll(fds, 2, &left, NULL) >= 0;
	if (!has_looked)
		assert(errno == EINTR || errno == ENOMEM);
	uint64_t count;
	if (has_looked && !fds[1].revents)
		return false;
	return read(h->wake_fd, &count, sizeof(count)) > 0;
}

void
mock_http_run(struct mock_http *h)
{
	while (!wait(h)) {
		do {
			h->set.has_resumed = false;
			MHD_run(h->daemon);
			advance(h);
		} while (h->set.has_resumed);
	}
}

void
mock_http_stop(struct mock_http *h)
{
	const uint64_t one = 1;
	int failure = errno;
	if (write(h->wake_fd, &one, sizeof(one)) < 0) {
		/* Only when the counter is full: then it is readable. */
	}
	errno = failure;
}

static void *
run_thread(void *owner)
{
	mock_http_run(owner);
	return NULL;
}

bool
mock_http_start(struct mock_http *h)
{
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	h->has_thread = pthread_create(&h->thread, NULL, run_thread, h) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return h->has_thread;
}

void
mock_http_join(struct mock_http *h)
{
	if (!h->has_thread)
		return;
	mock_http_stop(h);
	pthread_join(h->thread, NULL);
	h->has_thread = false;
}

/* Let the streams end: the daemon must not stop with suspended ones. */
static void
stop_daemon(struct mock_http *h)
{
	carrier_set_end(&h->set, clock_now_ns());
	for (int round = 0; round < LAST_ROUNDS; round++)
		MHD_run(h->daemon);
	MHD_stop_daemon(h->daemon);
}

void
mock_http_free(struct mock_http *h)
{
	if (!h)
		return;
	mock_http_join(h);
	if (h->daemon)
		stop_daemon(h);
	carrier_set_free(&h->set);
	if (h->wake_fd >= 0)
		close(h->wake_fd);
	free(h->url);
	free(h);
}
