/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/simulation.h"

#include "core/clock.h"
#include "core/random.h"
#include "sim/agenda.h"

#include <inttypes.h>
#include <string.h>

/* Longest latency of a connection, and how much each frame varies. */
#define LATENCY_MAX_US 4000
#define JITTER_MAX_US 500

/* Those of the run are among the first, and stay. */
#define EARLY_PARTIES (AGENDA_EARLY_LANES - 1)

/* A party's connection, as the way down to the runner sees it. */
struct line {
	uint32_t latency_us;
	bool is_chosen; /* the latency, which then does not vary */
	bool is_open;
};

struct simulation {
	struct simulation_setup setup;
	struct agenda agenda;
	uint64_t seed;
	struct random random;
	unsigned open_count; /* parties whose connection is not closed */
	struct mock_server *server;
	unsigned channel;
	struct campaign *campaign;
	int64_t now_ns;
	int64_t timer_ns; /* of the server */
	int64_t due_ns;   /* of the runner: a deadline is over after it */
	struct line early[EARLY_PARTIES];
	WINDOW(struct line) lines; /* by party number, of the others */
	uint32_t oldest;           /* no line below is open, nor will be */
	unsigned *fault_uses;
};

struct simulation *
simulation_new(const struct simulation_setup *setup)
{
	struct simulation *s = mem_zalloc(sizeof(*s));
	s->setup = *setup;
	s->fault_uses = mem_zalloc(setup->fault_count * sizeof(*s->fault_uses));
	return s;
}

void
simulation_free(struct simulation *s)
{
	if (!s)
		return;
	agenda_free(&s->agenda);
	window_free(&s->lines);
	free(s->fault_uses);
	free(s);
}

static void
add_lines(struct simulation *s, uint32_t party)
{
	struct line line = { 0 };
	window_extend(&s->lines, party, line);
}

static inline struct line *
line_of(struct simulation *s, uint32_t party)
{
	if (party < EARLY_PARTIES)
		return &s->early[party];
	if (!window_has(&s->lines, party))
		add_lines(s, party);
	return window_at(&s->lines, party);
}

/* Parties open in the order of their numbers, and never again. */
static void
drop_lines(struct simulation *s, uint32_t newest)
{
	if (s->oldest < EARLY_PARTIES)
		s->oldest = EARLY_PARTIES;
	while (s->oldest < newest && !line_of(s, s->oldest)->is_open &&
	    agenda_is_empty(&s->agenda, AGENDA_DOWN(s->oldest)))
		s->oldest++;
	window_trim(&s->lines, s->oldest);
	agenda_drop_lanes(&s->agenda, AGENDA_DOWN(s->oldest));
}

/* How long the next frame takes. */
static inline uint32_t
travel_time(struct simulation *s, const struct line *line)
{
	int64_t jitter_us = random_below(&s->random, JITTER_MAX_US);
	return line->latency_us + (line->is_chosen ? 0 : (uint32_t)jitter_us);
}

/*
 * The schedule starts again when there is no connection but the run's: a case
 * that runs on its own has the same one wherever it is.
 */
static void
restart_schedule(struct simulation *s)
{
	uint32_t party;
	unsigned standing = 0;
	while (campaign_standing_party(s->campaign, standing))
		standing++;
	if (s->open_count > standing)
		return;
	random_seed(&s->random, s->seed);
	/* As if they were opened, too. */
	for (unsigned i = 0; (party = campaign_standing_party(s->campaign, i));
	     i++) {
		struct line *line = line_of(s, party);
		uint32_t us = random_below(&s->random, LATENCY_MAX_US);
		if (!line->is_chosen)
			line->latency_us = us;
		travel_time(s, line);
	}
}

/* A connection gets its latency: the chosen one, if there is one. */
static void
open_line(struct simulation *s, const struct frame *open)
{
	restart_schedule(s);
	struct line *line = line_of(s, open->party);
	line->is_open = true;
	drop_lines(s, open->party);
	line = line_of(s, open->party);
	s->open_count++;
	line->latency_us = (uint32_t)random_below(&s->random, LATENCY_MAX_US);
	for (unsigned i = 0; i < s->setup.latency_count; i++) {
		const struct simulation_latency *l = &s->setup.latencies[i];
		if (l->party && strcmp(l->party, open->text) != 0)
			continue;
		line->latency_us = (uint32_t)(l->ns / NS_PER_US);
		line->is_chosen = true;
	}
}

static int64_t
later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static void
send_up(void *context, const struct frame *frame)
{
	struct simulation *s = context;
	if (frame->kind == FRAME_OPEN)
		open_line(s, frame);
	if (frame->message)
		message_ref(frame->message);
	agenda_add(&s->agenda, AGENDA_UP, s->now_ns,
	    travel_time(s, line_of(s, frame->party)), false, frame);
}

static void
send_down(void *context, const struct mock_output *output)
{
	struct simulation *s = context;
	uint32_t party = output->frame.party;
	if (party >= EARLY_PARTIES && party < s->lines.first) {
		/* That connection was closed long ago. */
		message_unref(output->frame.message);
		return;
	}
	agenda_add(&s->agenda, AGENDA_DOWN(party), s->now_ns,
	    travel_time(s, line_of(s, party)), output->malformed,
	    &output->frame);
}

static void
deliver_down(struct simulation *s, const struct packet *packet)
{
	struct reading_time when = { s->now_ns, s->now_ns };
	static const char cut[] = "{\"frame\":\"mess";
	if (packet->is_malformed) {
		campaign_malformed(s->campaign, cut, sizeof(cut) - 1,
		    packet->frame.party, "the text ends too early", when);
		return;
	}
	if (packet->frame.kind == FRAME_CLOSED) {
		line_of(s, packet->frame.party)->is_open = false;
		s->open_count -= s->open_count > 0;
	}
	campaign_frame(s->campaign, &packet->frame, when);
}

/* The server has been called. */
static void
note_timer(struct simulation *s)
{
	s->timer_ns = mock_server_next_timer(s->server);
}

/* The runner has. */
static void
note_deadline(struct simulation *s)
{
	int64_t ns = campaign_deadline(s->campaign);
	s->due_ns = ns < TIME_NEVER_NS ? later(ns, s->now_ns) + 1 : ns;
}

/* What arrives now. */
static void
deliver(struct simulation *s)
{
	unsigned lane;
	struct packet *packet = agenda_take(&s->agenda, &lane);
	if (lane == AGENDA_UP) {
		mock_server_frame(
		    s->server, s->now_ns, s->channel, &packet->frame);
		note_timer(s);
	} else {
		deliver_down(s, packet);
		note_deadline(s);
	}
	agenda_return(&s->agenda, packet);
}

/*
 * The next thing to happen: an arrival, a timer of the server, a deadline of
 * the runner; of several at one time, in this order.
 */
static void
step(struct simulation *s)
{
	int64_t arrival_ns = agenda_next(&s->agenda);
	if (arrival_ns <= s->timer_ns && arrival_ns <= s->due_ns) {
		s->now_ns = later(arrival_ns, s->now_ns);
		deliver(s);
	} else if (s->timer_ns <= s->due_ns) {
		s->now_ns = later(s->timer_ns, s->now_ns);
		mock_server_tick(s->server, s->now_ns);
		note_timer(s);
	} else {
		s->now_ns = s->due_ns;
		campaign_advance(s->campaign, s->now_ns, s->now_ns);
		note_deadline(s);
	}
}

const struct run_summary *
simulation_run(struct simulation *s, struct campaign *campaign, uint64_t seed)
{
	struct mock_config config = *s->setup.config;
	char *url = mem_printf("simulation:seed=%" PRIu64, seed);
	struct campaign_server server = { .url = url,
		.name = config.name,
		.version = config.version,
		.has_fence = config.fence };

	s->seed = seed;
	s->open_count = 0;
	config.seed = seed;
	s->server = mock_server_new(&config);
	mock_server_hand_over(s->server, send_down, s);
	for (unsigned i = 0; i < s->setup.fault_count; i++)
		mock_server_add_fault(s->server, &s->setup.faults[i]);
	s->channel = mock_server_open_channel(s->server);
	s->campaign = campaign;
	s->now_ns = 0;
	window_clear(&s->lines);
	memset(s->early, 0, sizeof(s->early));
	s->oldest = 0;
	campaign_start(campaign, &server, s, send_up, 0);
	free(url);
	note_timer(s);
	note_deadline(s);
	while (!campaign_is_over(campaign)) {
		step(s);
		const char *why = s->setup.why_enough
		    ? s->setup.why_enough(s->setup.context)
		    : NULL;
		if (why)
			campaign_break(campaign, true, why, s->now_ns);
	}
	for (unsigned i = 0; i < s->setup.fault_count; i++)
		s->fault_uses[i] += mock_server_fault_uses(s->server, i);
	mock_server_free(s->server); /* sends what it held back */
	agenda_clear(&s->agenda);
	s->campaign = NULL;
	return campaign_finish(campaign, s->now_ns);
}

unsigned
simulation_fault_uses(const struct simulation *s, unsigned index)
{
	return s->fault_uses[index];
}
