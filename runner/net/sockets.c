/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/net/sockets.h"

#include "core/clock.h"

#include <errno.h>

/* The socket's entry, or the end. */
static unsigned
position_of(const struct sockets *s, curl_socket_t fd)
{
	unsigned i = 0;
	while (i < s->fds.count && s->fds.items[i].fd != fd)
		i++;
	return i;
}

static short
events_of(int what)
{
	short events = 0;
	if (what & CURL_POLL_IN)
		events |= POLLIN;
	if (what & CURL_POLL_OUT)
		events |= POLLOUT;
	return events;
}

static int
note_socket(CURL *easy, curl_socket_t fd, int what, void *context, void *unused)
{
	struct sockets *s = context;
	unsigned at = position_of(s, fd);
	(void)easy;
	(void)unused;
	if (what == CURL_POLL_REMOVE) {
		if (at < s->fds.count)
			s->fds.items[at] = s->fds.items[--s->fds.count];
		return 0;
	}
	struct pollfd entry = { .fd = fd, .events = events_of(what) };
	if (at == s->fds.count)
		vec_push(&s->fds, entry);
	else
		s->fds.items[at].events = entry.events;
	return 0;
}

static int
note_timer(CURLM *multi, long timeout_ms, void *context)
{
	struct sockets *s = context;
	(void)multi;
	s->timer_ns = TIME_NEVER_NS;
	if (timeout_ms == 0)
		s->timer_ns = 0;
	else if (timeout_ms > 0)
		s->timer_ns = clock_now_ns() + timeout_ms * NS_PER_MS;
	return 0;
}

void
sockets_init(struct sockets *s)
{
	*s = (struct sockets){ .multi = curl_multi_init(),
		.timer_ns = TIME_NEVER_NS };
	curl_multi_setopt(s->multi, CURLMOPT_SOCKETFUNCTION, note_socket);
	curl_multi_setopt(s->multi, CURLMOPT_SOCKETDATA, s);
	curl_multi_setopt(s->multi, CURLMOPT_TIMERFUNCTION, note_timer);
	curl_multi_setopt(s->multi, CURLMOPT_TIMERDATA, s);
}

void
sockets_free(struct sockets *s)
{
	curl_multi_cleanup(s->multi);
	vec_free(&s->fds);
	vec_free(&s->ready);
}

bool
sockets_is_due(const struct sockets *s)
{
	return s->timer_ns == 0 ||
	    (s->timer_ns != TIME_NEVER_NS && s->timer_ns <= clock_now_ns());
}

/* In ms, rounded up, and not beyond libcurl's timer. */
static int
timeout_of(const struct sockets *s, int64_t timeout_ns)
{
	if (timeout_ns <= 0 || s->timer_ns == 0)
		return 0;
	if (s->timer_ns != TIME_NEVER_NS) {
		int64_t left_ns = s->timer_ns - clock_now_ns();
		if (left_ns < timeout_ns)
			timeout_ns = left_ns > 0 ? left_ns : 0;
	}
	return (int)((timeout_ns + NS_PER_MS - 1) / NS_PER_MS);
}

struct readiness
sockets_wait(struct sockets *s, int extra_fd, int64_t timeout_ns)
{
	struct readiness seen = { 0 };
	unsigned count = (unsigned)s->fds.count;
	struct pollfd extra = { .fd = extra_fd, .events = POLLIN };
	/* At the end, for this call; without it, poll() skips it. */
	vec_push(&s->fds, extra);
	int found = poll(s->fds.items, s->fds.count, timeout_of(s, timeout_ns));
	seen.error = found < 0 ? errno : 0;
	/* Nothing is known then: each is tried, and none is called silent. */
	for (unsigned i = 0; i < s->fds.count && found <= 0; i++)
		s->fds.items[i].revents =
		    found < 0 && i < count ? s->fds.items[i].events : 0;
	for (unsigned i = 0; i < count; i++)
		seen.sockets |= s->fds.items[i].revents != 0;
	seen.extra = extra_fd >= 0 && s->fds.items[count].revents != 0;
	s->fds.count = count;
	return seen;
}

static int
mask_of(short revents)
{
	int mask = 0;
	if (revents & POLLIN)
		mask |= CURL_CSELECT_IN;
	if (revents & POLLOUT)
		mask |= CURL_CSELECT_OUT;
	if (revents & (POLLERR | POLLHUP | POLLNVAL))
		mask |= CURL_CSELECT_IN | CURL_CSELECT_ERR;
	return mask;
}

void
sockets_serve(struct sockets *s)
{
	int running;
	s->ready.count = 0;
	for (unsigned i = 0; i < s->fds.count; i++) {
		if (s->fds.items[i].revents)
			vec_push(&s->ready, s->fds.items[i]);
		s->fds.items[i].revents = 0;
	}
	/* Each call may change what libcurl waits for. */
	for (unsigned i = 0; i < s->ready.count; i++)
		curl_multi_socket_action(s->multi, s->ready.items[i].fd,
		    mask_of(s->ready.items[i].revents), &running);
	if (!sockets_is_due(s))
		return;
	s->timer_ns = TIME_NEVER_NS;
	curl_multi_socket_action(s->multi, CURL_SOCKET_TIMEOUT, 0, &running);
}
