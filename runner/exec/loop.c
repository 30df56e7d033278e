/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/exec/loop.h"

#include "core/clock.h"
#include "core/text/duration.h"
#include "core/vec.h"
#include "runner/exec/greeting.h"
#include "runner/exec/transit.h"

#include <poll.h>

/* While halted: how soon a signal is noticed. */
#define HALT_LOOK_NS (50 * NS_PER_MS)
/* How soon it is noticed that a request was answered late. */
#define GREET_LOOK_NS (50 * NS_PER_MS)

/* What came and has not been passed on yet. */
struct kept {
	struct frame frame; /* with a reference */
	char *raw; /* owned: a line that is not a frame; NULL: it is one */
	size_t raw_size;
	unsigned party;
	char *problem; /* owned */
	struct reading_time when;
};

/* The run's clock was stopped. */
struct halt {
	int64_t start_ns, end_ns; /* of the system's clock */
};

struct loop {
	struct channel *channel;
	struct channel_answer answer;
	struct campaign *campaign;        /* while it runs */
	struct greeting greeting;         /* before that */
	int stop_fd;                      /* while it runs; -1: none */
	const char *(*stop_reason)(void); /* or NULL */
	bool can_halt;
	struct transit transit; /* of its frames */
	VEC(struct kept) kept;  /* only when it can halt */
	VEC(struct halt) halts;
};

/* --- two clocks --- */

/* The run's clock, at a time of the system's that is past. */
static int64_t
run_time(const struct loop *l, int64_t time_ns)
{
	int64_t run_ns = time_ns;
	for (size_t i = 0; i < l->halts.count; i++) {
		const struct halt *h = &l->halts.items[i];
		if (time_ns >= h->end_ns)
			run_ns -= h->end_ns - h->start_ns;
		else if (time_ns > h->start_ns)
			run_ns -= time_ns - h->start_ns;
	}
	return run_ns;
}

static int64_t
halted_ns(const struct loop *l)
{
	int64_t sum_ns = 0;
	for (size_t i = 0; i < l->halts.count; i++)
		sum_ns += l->halts.items[i].end_ns - l->halts.items[i].start_ns;
	return sum_ns;
}

/* The system's clock, at a time of the run's that is ahead. */
static int64_t
system_time(const struct loop *l, int64_t run_ns)
{
	return run_ns == TIME_NEVER_NS ? run_ns : run_ns + halted_ns(l);
}

static int64_t
now_of_run(struct loop *l)
{
	return run_time(l, channel_now_ns(l->channel));
}

/* --- frames --- */

static struct reading_time
reading_of(const struct loop *l, const struct reading_time *when)
{
	return (struct reading_time){ run_time(l, when->earliest_ns),
		run_time(l, when->time_ns) };
}

/*
 * Before anything is judged that may have been late with it; 'now_ns' is on the
 * clock of the run.
 */
static void
note_lag(struct loop *l, int64_t now_ns)
{
	int64_t stood_ns = channel_stood_ns(l->channel);
	int64_t lag_ns = channel_take_lag(l->channel);
	if (stood_ns > 0)
		campaign_note_stop(l->campaign, stood_ns);
	campaign_tell_lag(l->campaign, lag_ns,
	    lag_ns > stood_ns ? LAG_WAITED : LAG_STOOD, now_ns);
}

static void
take_frame(
    void *context, const struct frame *f, const struct reading_time *when)
{
	struct loop *l = context;
	if (!l->campaign) {
		greeting_frame(&l->greeting, f, when->time_ns);
		return;
	}
	transit_note(&l->transit, f->server_time_us, when->time_ns,
	    run_time(l, when->time_ns));
	if (!l->can_halt) {
		note_lag(l, run_time(l, when->time_ns));
		campaign_frame(l->campaign, f, reading_of(l, when));
		return;
	}
	struct kept kept = { .frame = frame_copy(f), .when = *when };
	vec_push(&l->kept, kept);
}

static void
take_malformed(void *context, const char *raw, size_t size, unsigned party,
    const char *problem, const struct reading_time *when)
{
	struct loop *l = context;
	if (!l->campaign) {
		greeting_malformed(&l->greeting, raw, size, problem);
		return;
	}
	if (!l->can_halt) {
		note_lag(l, run_time(l, when->time_ns));
		campaign_malformed(l->campaign, raw, size, party, problem,
		    reading_of(l, when));
		return;
	}
	struct kept kept = { .raw = mem_strndup(raw, size),
		.raw_size = size,
		.party = party,
		.problem = mem_strdup(problem),
		.when = *when };
	vec_push(&l->kept, kept);
}

/*
 * While someone has halted the run, what came meanwhile is not written: a
 * channel without a stream would be forgotten.
 */
static void
write_events(void *context)
{
	const struct loop *l = context;
	if (l->campaign)
		campaign_pause(l->campaign);
}

static void
kept_clear(struct kept *k)
{
	frame_clear(&k->frame);
	free(k->raw);
	free(k->problem);
}

/* Each can halt the run, so that more is kept after it. */
static void
hand_over(struct loop *l)
{
	for (size_t i = 0; i < l->kept.count; i++) {
		struct kept k = l->kept.items[i];
		struct reading_time when = reading_of(l, &k.when);
		if (k.raw)
			campaign_malformed(l->campaign, k.raw, k.raw_size,
			    k.party, k.problem, when);
		else
			campaign_frame(l->campaign, &k.frame, when);
		kept_clear(&k);
	}
	l->kept.count = 0;
}

static void
send_frame(void *context, const struct frame *frame)
{
	channel_send(context, frame);
}

struct loop *
loop_connect(
    const struct channel_config *config, bool *ret_is_broken, struct diag *diag)
{
	struct loop *l = mem_zalloc(sizeof(*l));
	struct channel_handler handler = { .context = l,
		.frame = take_frame,
		.malformed = take_malformed,
		.keep = write_events };
	l->channel = channel_new(config, &handler);
	if (channel_connect(l->channel, &l->answer, diag))
		return l;
	if (ret_is_broken)
		*ret_is_broken = channel_broken_id(l->channel) != NULL;
	loop_free(l);
	return NULL;
}

static bool
is_readable(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	return fd >= 0 && poll(&p, 1, 0) > 0;
}

const char *
loop_greet(struct loop *l, int stop_fd)
{
	struct greeting *g = &l->greeting;
	bool intact = true;
	greeting_start(
	    g, &l->answer, send_frame, l->channel, channel_now_ns(l->channel));
	while (g->state != GREETING_OVER && intact && !is_readable(stop_fd)) {
		int64_t quiet_ns, until_ns = clock_now_ns() + GREET_LOOK_NS;
		if (until_ns < g->deadline_ns)
			until_ns = g->deadline_ns;
		intact = channel_wait(l->channel, until_ns, stop_fd, &quiet_ns);
		/* What has not been taken need not be answered. */
		if (intact && channel_idle(l->channel))
			greeting_elapse(g, quiet_ns);
	}
	const char *id = channel_broken_id(l->channel);
	if (id)
		greeting_breach(g, channel_problem(l->channel), id);
	/* What was late with it was no message of a case. */
	channel_take_lag(l->channel);
	return g->problem[0] ? g->problem : NULL;
}

void
loop_let_halt(struct loop *l)
{
	l->can_halt = true;
}

/* The server is gone; the run will notice when it continues. */
static void
wait_for_either(int fd, int other_fd)
{
	struct pollfd p[] = { { .fd = fd, .events = POLLIN },
		{ .fd = other_fd, .events = POLLIN } };
	poll(p, other_fd >= 0 ? 2 : 1, -1);
}

bool
loop_halt(struct loop *l, int fd)
{
	struct halt halt = { .start_ns = clock_now_ns() };
	int64_t quiet_ns;
	if (l->campaign)
		campaign_pause(l->campaign);
	while (!is_readable(fd) && !is_readable(l->stop_fd))
		if (!channel_wait(l->channel, clock_now_ns() + HALT_LOOK_NS, fd,
			&quiet_ns))
			wait_for_either(fd, l->stop_fd);
	halt.end_ns = clock_now_ns();
	vec_push(&l->halts, halt);
	/* The server's timers went on: what depends on time is not its fault.
	 */
	campaign_tell_lag(l->campaign, halted_ns(l), LAG_HALTED, now_of_run(l));
	return !is_readable(l->stop_fd);
}

/* Frames that are not there are the fault of what sends them. */
static void
break_off(struct loop *l)
{
	const char *problem = channel_problem(l->channel);
	const char *id = channel_broken_id(l->channel);
	char *sentence = NULL;
	if (id) {
		sentence =
		    mem_printf("the binding is broken: %s (%s)", problem, id);
		campaign_accuse(l->campaign);
	}
	campaign_break(
	    l->campaign, false, sentence ? sentence : problem, now_of_run(l));
	free(sentence);
}

static void
drive(struct loop *l, int stop_fd)
{
	bool stopped = false;
	while (!campaign_is_over(l->campaign)) {
		int64_t quiet_ns;
		campaign_pause(l->campaign);
		int64_t until_ns =
		    system_time(l, campaign_deadline(l->campaign));
		bool intact =
		    channel_wait(l->channel, l->kept.count ? 0 : until_ns,
			stopped ? -1 : stop_fd, &quiet_ns);
		bool is_called = channel_is_called(l->channel);
		note_lag(l, now_of_run(l));
		hand_over(l);
		int64_t now_ns = now_of_run(l);
		note_lag(l, now_ns);
		campaign_advance(l->campaign, now_ns, run_time(l, quiet_ns));
		campaign_flush(l->campaign);
		if (!intact) {
			break_off(l);
			return;
		}
		/* While halted, the loop waits for something else. */
		is_called |= l->can_halt && is_readable(stop_fd);
		if (!stopped && is_called) {
			stopped = true;
			campaign_break(l->campaign, true,
			    l->stop_reason ? l->stop_reason()
					   : "the run was interrupted",
			    now_of_run(l));
		}
	}
}

static void
tell_halts(struct loop *l)
{
	char sum[DURATION_TEXT_SIZE];
	if (l->halts.count == 0)
		return;
	int64_t ns = halted_ns(l);
	int64_t unit_ns = ns < NS_PER_MS ? 1000 : NS_PER_MS;
	char *notice = mem_printf(
	    "the run was halted for %s; its clock stood still, but not the "
	    "server's",
	    duration_print(sum, ns - ns % unit_ns));
	campaign_note(l->campaign, notice, now_of_run(l));
}

/* A server that takes its time with each request keeps the next ones waiting.
 */
static void
tell_waiting(struct loop *l)
{
	char longest[DURATION_TEXT_SIZE];
	int64_t ns = channel_slowest_ns(l->channel);
	if (ns < MATCH_LAG_LIMIT_NS)
		return;
	char *notice = mem_printf(
	    "frames to be sent have waited for up to %s, because the server "
	    "had not answered the previous request",
	    duration_print(longest, ns - ns % NS_PER_MS));
	campaign_note(l->campaign, notice, now_of_run(l));
}

void
loop_name_stop(struct loop *l, const char *(*reason)(void))
{
	l->stop_reason = reason;
}

const struct run_summary *
loop_run(
    struct loop *l, struct campaign *campaign, const char *url, int stop_fd)
{
	struct campaign_server server = { .url = url,
		.name = l->answer.server_name,
		.version = l->answer.server_version,
		.has_fence = l->answer.has_fence };
	l->campaign = campaign;
	l->stop_fd = stop_fd;
	campaign_watch_path(campaign, &l->transit);
	campaign_start(
	    campaign, &server, l->channel, send_frame, now_of_run(l));
	drive(l, stop_fd);
	tell_halts(l);
	tell_waiting(l);
	l->campaign = NULL;
	const struct run_summary *summary =
	    campaign_finish(campaign, now_of_run(l));
	/* The server forgets all of it. */
	campaign_pause(campaign);
	channel_close(l->channel);
	return summary;
}

void
loop_free(struct loop *l)
{
	if (!l)
		return;
	channel_free(l->channel);
	for (size_t i = 0; i < l->kept.count; i++)
		kept_clear(&l->kept.items[i]);
	vec_free(&l->kept);
	vec_free(&l->halts);
	transit_free(&l->transit);
	free(l);
}
