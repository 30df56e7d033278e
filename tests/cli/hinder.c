/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A bad way to a good server, for the scripts of this folder and for others by
 * hand:
 *
 *	hinder PORT [HINDRANCE=NUMBER]...
 *
 * Listens on a free loopback port, prints it, and passes on what comes to the
 * server at PORT and back, until it is killed, but for no longer than
 * LIFETIME_S.  The hindrances are in the table below.
 */
#include "core/clock.h"
#include "tests/cli/comb.h"
#include "tests/peer.h"

#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define LIFETIME_S 300
/* As a link would cut it. */
#define PACKET_BYTES 1500
/* No answer to frames up is as long. */
#define ANSWER_MAX_BYTES 120

enum hindrance {
	RATE,       /* bytes a second come down, on all connections together */
	CUT_EVERY,  /* a connection ends after so many bytes have come down */
	CUT_AT,     /* once: when so many have, in all streams together */
	LOSE,       /* of the answers to frames up, each such one is lost */
	CUT_ANSWER, /* once: such an answer is cut after so many bytes */
	CUT_HELLO,  /* once: the answer that makes the channel is */
	CLOSE,      /* after each such answer a connection ends */
	FENCE,      /* of the fences down, each such one has another number */
	DELAY_MS,   /* what comes down is so late */
	COUNT,      /* each time that a connection ends, print how many bytes
		       have come down in streams, and of the comb how many
		       bytes it had before it, and how often it cut streams
		       and answers */
	LIMIT,      /* after so many of these there are no more of them */
	KILL_AT,    /* once: as the stream is asked for so often, the process is
		       killed whose id is in the file runner.pid here */
	COMB,       /* the stream is cut at each such byte of it, see comb.h */
	TOOTH,      /* from that byte on */
	COMB_ANSWERS, /* of so many answers to frames up one is cut: the
			 TOOTHth after the first, and after TOOTH / this bytes
		       */
	HINDRANCES,
};

static const char *const names[HINDRANCES] = {
	[RATE] = "rate",
	[CUT_EVERY] = "cut-every",
	[CUT_AT] = "cut-at",
	[LOSE] = "lose",
	[CUT_ANSWER] = "cut-answer",
	[CUT_HELLO] = "cut-hello",
	[CLOSE] = "close",
	[FENCE] = "fence",
	[DELAY_MS] = "delay",
	[COUNT] = "count",
	[LIMIT] = "limit",
	[KILL_AT] = "kill-at",
	[COMB] = "comb",
	[TOOTH] = "tooth",
	[COMB_ANSWERS] = "comb-answers",
};

/* One for the whole process; what follows the mutex is guarded. */
struct way {
	unsigned port;
	unsigned long set[HINDRANCES]; /* 0: none of it */
	pthread_mutex_t mutex;
	unsigned long streamed; /* bytes */
	unsigned long hellos, gets, answers, answers_cut, fences, done;
	struct comb comb;
	int64_t free_ns; /* when the link has passed on all that it got */
};

struct connection {
	struct way *way;
	int near, far; /* to the runner, to the server */
	unsigned long passed;
	size_t matched; /* of the word before the number of a fence */
	bool is_stream;
	struct comb_reader reader; /* if so */
};

static void
sleep_ns(int64_t ns)
{
	struct timespec t = { .tv_sec = ns / NS_PER_S,
		.tv_nsec = ns % NS_PER_S };
	if (ns > 0)
		nanosleep(&t, NULL);
}

static bool
is_status(const char *bytes, size_t size, const char *status)
{
	return size >= 12 && memcmp(bytes, "HTTP/1.1 ", 9) == 0 &&
	    memcmp(bytes + 9, status, 3) == 0;
}

/* Is it the turn of that hindrance?  Guarded. */
static bool
is_due(struct way *w, enum hindrance h, unsigned long count)
{
	bool is = w->set[h] > 0 && count % w->set[h] == 0 &&
	    (w->set[LIMIT] == 0 || w->done < w->set[LIMIT]);
	w->done += is;
	return is;
}

/* The number of each fence whose turn it is becomes another one. */
static void
change_fences(struct connection *c, char *bytes, size_t size)
{
	static const char word[] = "\"fence\":";
	struct way *w = c->way;
	for (size_t i = 0; i < size; i++) {
		if (c->matched == sizeof(word) - 1) {
			if (is_due(w, FENCE, ++w->fences))
				bytes[i] = bytes[i] == '9' ? '8' : '9';
			c->matched = 0;
		} else if (bytes[i] == word[c->matched]) {
			c->matched++;
		} else {
			c->matched = bytes[i] == word[0];
		}
	}
}

/* Wait until the link has room for so much. */
static void
wait_for_link(struct way *w, size_t size)
{
	if (w->set[DELAY_MS])
		sleep_ns((int64_t)w->set[DELAY_MS] * NS_PER_MS);
	if (!w->set[RATE])
		return;
	pthread_mutex_lock(&w->mutex);
	int64_t now_ns = clock_now_ns();
	if (w->free_ns < now_ns)
		w->free_ns = now_ns;
	w->free_ns += (int64_t)size * NS_PER_S / (int64_t)w->set[RATE];
	int64_t until_ns = w->free_ns;
	pthread_mutex_unlock(&w->mutex);
	sleep_ns(until_ns - now_ns);
}

/* How much of it may pass before the connection ends; all: it stays. */
static size_t
find_cut(struct connection *c, const char *bytes, size_t size)
{
	struct way *w = c->way;
	size_t left = size;
	if (w->set[CUT_EVERY] && c->passed + size >= w->set[CUT_EVERY])
		left = w->set[CUT_EVERY] - c->passed;
	if (w->set[CUT_AT] && w->streamed < w->set[CUT_AT] &&
	    w->streamed + size >= w->set[CUT_AT])
		left = w->set[CUT_AT] - w->streamed;
	if (w->set[COMB] && c->is_stream)
		left = comb_pass(&w->comb, &c->reader, bytes, left);
	c->passed += left;
	w->streamed += left;
	return left;
}

static size_t
begin_stream(struct connection *c, const char *bytes, size_t size)
{
	c->is_stream = true;
	comb_begin(&c->way->comb, &c->reader);
	return find_cut(c, bytes, size);
}

/* After how many bytes this answer ends by the comb. */
static size_t
find_tooth(struct way *w, size_t size)
{
	unsigned long turns = w->set[COMB_ANSWERS];
	unsigned long after = w->set[TOOTH] / turns % ANSWER_MAX_BYTES;
	if (w->answers % turns != w->set[TOOTH] % turns || after >= size)
		return size;
	w->answers_cut++;
	return after;
}

/* How much of an answer to frames up may pass, as above. */
static size_t
find_answer_cut(struct way *w, size_t size, bool *ret_ends)
{
	w->answers++;
	*ret_ends = w->set[CLOSE] && w->answers % w->set[CLOSE] == 0;
	if (is_due(w, LOSE, w->answers))
		return 0;
	if (w->answers == 3 && w->set[CUT_ANSWER] && w->set[CUT_ANSWER] < size)
		return w->set[CUT_ANSWER];
	if (w->set[COMB_ANSWERS])
		return find_tooth(w, size);
	return size;
}

/* The same of the first answer of all. */
static size_t
find_hello_cut(struct way *w, size_t size)
{
	bool is_cut = w->hellos++ == 0 && w->set[CUT_HELLO] > 0 &&
	    w->set[CUT_HELLO] < size;
	return is_cut ? w->set[CUT_HELLO] : size;
}

/* False: the connection ends. */
static bool
pass_down(struct connection *c, char *bytes, size_t size)
{
	struct way *w = c->way;
	bool ends = false;
	size_t left;
	wait_for_link(w, size);
	pthread_mutex_lock(&w->mutex);
	change_fences(c, bytes, size);
	if (is_status(bytes, size, "204"))
		left = find_answer_cut(w, size, &ends);
	else if (is_status(bytes, size, "201"))
		left = find_hello_cut(w, size);
	else if (is_status(bytes, size, "200"))
		left = begin_stream(c, bytes, size);
	else
		left = find_cut(c, bytes, size);
	pthread_mutex_unlock(&w->mutex);
	return peer_send(c->near, bytes, left) && left == size && !ends;
}

static void
hang_up(struct connection *c)
{
	shutdown(c->near, SHUT_RDWR);
	shutdown(c->far, SHUT_RDWR);
}

static void
kill_runner(void)
{
	FILE *file = fopen("runner.pid", "r");
	int id;
	if (file && fscanf(file, "%d", &id) == 1)
		kill(id, SIGKILL);
	if (file)
		fclose(file);
}

/* It says how far the server may forget. */
static void
note_request(struct way *w, const char *bytes, size_t size)
{
	if (size < 4 || memcmp(bytes, "GET ", 4) != 0)
		return;
	pthread_mutex_lock(&w->mutex);
	if (++w->gets == w->set[KILL_AT])
		kill_runner();
	pthread_mutex_unlock(&w->mutex);
}

static void *
go_up(void *context)
{
	struct connection *c = context;
	char bytes[PACKET_BYTES];
	ssize_t got;
	while ((got = recv(c->near, bytes, sizeof(bytes), 0)) > 0) {
		note_request(c->way, bytes, (size_t)got);
		if (!peer_send(c->far, bytes, (size_t)got))
			break;
	}
	hang_up(c);
	return NULL;
}

static void
print_counts(const struct way *w)
{
	printf("%lu %lu %lu %lu\n", w->streamed, w->comb.passed, w->comb.cuts,
	    w->answers_cut);
	fflush(stdout);
}

static void *
go_down(void *context)
{
	struct connection *c = context;
	char bytes[PACKET_BYTES];
	pthread_t up;
	ssize_t got;
	if (pthread_create(&up, NULL, go_up, c) != 0)
		abort();
	while ((got = recv(c->far, bytes, sizeof(bytes), 0)) > 0 &&
	    pass_down(c, bytes, (size_t)got))
		continue;
	hang_up(c);
	pthread_join(up, NULL);
	pthread_mutex_lock(&c->way->mutex);
	if (c->way->set[COUNT])
		print_counts(c->way);
	pthread_mutex_unlock(&c->way->mutex);
	close(c->near);
	close(c->far);
	free(c);
	return NULL;
}

/* Nothing waits for an acknowledgement of what went before. */
static void
send_at_once(int fd)
{
	int on = 1;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

static void
take_hindrance(struct way *w, const char *word)
{
	for (int h = 0; h < HINDRANCES; h++) {
		size_t size = strlen(names[h]);
		if (strncmp(word, names[h], size) == 0 && word[size] == '=') {
			w->set[h] = strtoul(word + size + 1, NULL, 10);
			return;
		}
	}
	fprintf(stderr, "hinder: no hindrance is called '%s'\n", word);
	exit(EXIT_FAILURE);
}

static void
serve(struct way *w, int listener)
{
	pthread_t thread;
	int near = accept(listener, NULL, NULL);
	int far = peer_connect(w->port);
	send_at_once(near);
	send_at_once(far);
	struct connection *c = calloc(1, sizeof(*c));
	if (!c)
		abort();
	*c = (struct connection){ .way = w, .near = near, .far = far };
	if (far < 0) {
		close(near);
		free(c);
	} else if (pthread_create(&thread, NULL, go_down, c) == 0) {
		pthread_detach(thread);
	}
}

int
main(int argc, char **argv)
{
	struct way w = { .mutex = PTHREAD_MUTEX_INITIALIZER };
	if (argc > 1)
		w.port = (unsigned)strtoul(argv[1], NULL, 10);
	for (int i = 2; i < argc; i++)
		take_hindrance(&w, argv[i]);
	w.comb = (struct comb){ .every = w.set[COMB], .next = w.set[TOOTH] };
	int listener = peer_serve();
	alarm(LIFETIME_S);
	for (;;)
		serve(&w, listener);
}
