/* SPDX-License-Identifier: Apache-2.0 */
#include "qualify/walk.h"

#include "qualify/walker.h"

#include <string.h>

/* What follows the setups: enough for two conferences of three. */
#define STEP_COUNT 18
static unsigned
dice(struct walker *w, unsigned sides)
{
	return (unsigned)random_below(&w->random, sides);
}

static bool
happens(struct walker *w, unsigned percent)
{
	return dice(w, 100) < percent;
}

static void
give(struct walker *w, enum frame_kind kind, unsigned party, struct message *m)
{
	struct frame f = { .kind = kind,
		.party = party,
		.protocol = PROTOCOL_INTERACTION_MANAGEMENT,
		.message = m };
	mock_server_frame(w->server, w->now_ns, w->channel, &f);
	if (m)
		message_unref(m);
}

static void
add_mark(struct walker *w)
{
	w->mark.is_setup = w->step == STEP_SETUP;
	vec_push(&w->marks->items, w->mark);
	w->mark = (struct mark){ 0 };
	w->step = STEP_MODEL;
}

static void
end_step(struct walker *w)
{
	add_mark(w);
	w->now_ns += NS_PER_MS;
}

static const char *
interaction_id(unsigned interaction)
{
	static const char *const ids[] = { "x1", "x2", "no-such" };
	return ids[interaction];
}

static struct message *
ask(struct walker *w, const char *name, struct asked about)
{
	struct message *m = message_new(name);
	w->asked[++w->asked_count % REQUESTS_MAX] = about;
	message_set_integer(m, "referenceId", w->asked_count);
	return m;
}

static void
ask_with(struct message *m, const char *path, const char *value)
{
	message_set_string(m, path, value);
}

static void
tell_asked(const struct walker *w, unsigned party, const struct message *m)
{
	static const char *const paths[] = { "interactionId", "agentId",
		"queue", "workbin" };
	int64_t ticket;
	buf_printf(
	    w->story, "  %s -> %s", walker_names[party], message_name(m));
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		const char *value = message_string(m, paths[i]);
		if (value)
			buf_printf(w->story, " %s", value);
	}
	if (message_integer(m, "ticketId", &ticket))
		buf_printf(w->story, " ticket %lld", (long long)ticket);
	buf_printf(w->story, " ref %u\n", w->asked_count);
}

static void
send(struct walker *w, unsigned party, struct message *m)
{
	if (w->story && !w->is_setting_up)
		tell_asked(w, party, m);
	give(w, FRAME_SEND, party, m);
	end_step(w);
}

/* Open and, depending on the number of the party, register and log in. */
static void
connect_party(struct walker *w, unsigned party)
{
	static const char *const types[] = { [MEDIA] = "MediaServer",
		[REPORTING] = "ReportingEngine",
		[FIRST_AGENT] = "AgentApplication" };
	struct asked about = { .party = party };
	w->step = STEP_SETUP;
	w->is_open[party] = true;
	give(w, FRAME_OPEN, party, NULL);
	if (party == STRANGER) {
		end_step(w);
		return;
	}
	struct message *m = ask(w, "RequestRegisterClient", about);
	ask_with(
	    m, "clientType", types[party < FIRST_AGENT ? party : FIRST_AGENT]);
	send(w, party, m);
	if (party < FIRST_AGENT || party >= ABSENT)
		return;
	w->step = STEP_SETUP;
	m = ask(w, "RequestAgentLogin", about);
	ask_with(m, "agentId", walker_names[party]);
	ask_with(m, "placeId", walker_names[party]);
	message_set_integer(m, "tenantId", 1);
	send(w, party, m);
}

static void
submit(struct walker *w, const char *id, const char *queue)
{
	struct asked about = { .party = MEDIA };
	w->step = STEP_SETUP;
	struct message *m = ask(w, "RequestSubmit", about);
	ask_with(m, "interactionId", id);
	ask_with(m, "interactionMediatype", "chat");
	ask_with(m, "interactionType", "Inbound");
	ask_with(m, "queue", queue);
	send(w, MEDIA, m);
}

static void
pull(struct walker *w, unsigned party, const char *path, const char *place,
    bool is_setup)
{
	struct asked about = { .party = party };
	w->step = is_setup ? STEP_SETUP : STEP_MODEL;
	struct message *m = ask(w, "RequestPull", about);
	ask_with(m, path, place);
	send(w, party, m);
}

static void
place(struct walker *w, unsigned party, unsigned interaction, bool is_workbin)
{
	struct asked about = { .kind = REQUEST_LEAVE,
		.party = party,
		.interaction = interaction };
	w->step = STEP_SETUP;
	struct message *m =
	    ask(w, is_workbin ? "RequestPlaceInWorkbin" : "RequestPlaceInQueue",
		about);
	ask_with(m, "interactionId", interaction_id(interaction));
	ask_with(m, is_workbin ? "workbin" : "queue", is_workbin ? "w1" : "q4");
	send(w, party, m);
}

static void
set_up(struct walker *w)
{
	for (unsigned party = MEDIA; party < PARTY_END; party++)
		connect_party(w, party);
	submit(w, interaction_id(0), "q1");
	submit(w, interaction_id(1), "q2");
	pull(w, FIRST_AGENT, "queue", "q1", true);
	unsigned moved = dice(w, 100);
	if (moved < 40) {
		place(w, FIRST_AGENT, 0, true);
		pull(w, FIRST_AGENT, "workbin", "w1", true);
	} else if (moved < 60) {
		place(w, FIRST_AGENT, 0, false);
		pull(w, FIRST_AGENT, "queue", "q4", true);
	}
	if (happens(w, 70))
		pull(
		    w, FIRST_AGENT + dice(w, AGENT_COUNT), "queue", "q2", true);
}

static unsigned
random_agent(struct walker *w)
{
	return FIRST_AGENT + dice(w, AGENT_COUNT);
}

/* An interaction that the agent seems to be in, most of the time. */
static unsigned
random_interaction(struct walker *w, unsigned party)
{
	unsigned first = dice(w, INTERACTION_COUNT);
	if (happens(w, 4))
		return UNKNOWN;
	if (happens(w, 8))
		return first;
	return w->is_in[party][first] ? first : INTERACTION_COUNT - 1 - first;
}

/* An agent who seems to be in one, most of the time. */
static unsigned
random_party(struct walker *w)
{
	unsigned party = random_agent(w);
	if (happens(w, 8))
		return happens(w, 60) ? party
		    : happens(w, 50)  ? (unsigned)ABSENT
				      : (unsigned)STRANGER;
	for (unsigned i = 0;
	     i < 6 && !(w->is_in[party][0] || w->is_in[party][1]); i++)
		party = random_agent(w);
	return party;
}

static void
invite(struct walker *w)
{
	unsigned inviter = random_party(w);
	unsigned interaction = random_interaction(w, inviter);
	unsigned invited = random_agent(w);
	for (unsigned i = 0; i < 4 && w->is_in[invited][interaction]; i++)
		invited = random_agent(w);
	if (happens(w, 5))
		invited = ABSENT;
	struct message *m = ask(w, WALK_INVITATION,
	    (struct asked){ .party = inviter, .interaction = interaction });
	ask_with(m, "interactionId", interaction_id(interaction));
	ask_with(m, "agentId", walker_names[invited]);
	send(w, inviter, m);
}

/* To one of the invitations that were heard, rather a new one. */
static void
reply(struct walker *w)
{
	if (w->invite_count == 0) {
		invite(w);
		return;
	}
	bool is_accept = happens(w, 70);
	unsigned back = happens(w, 70) ? 1 : 1 + dice(w, w->invite_count);
	const struct heard_invite *heard = &w->invites[w->invite_count - back];
	struct asked about = {
		.kind = is_accept ? REQUEST_ACCEPT : REQUEST_OTHER,
		.party = happens(w, 90) ? heard->party : random_agent(w),
		.interaction = happens(w, 94) ? heard->interaction
					      : dice(w, INTERACTION_COUNT + 1)
	};
	struct message *m =
	    ask(w, is_accept ? "RequestAccept" : "RequestReject", about);
	ask_with(m, "interactionId", interaction_id(about.interaction));
	message_set_integer(
	    m, "ticketId", heard->ticket + (happens(w, 3) ? 1000 : 0));
	send(w, about.party, m);
}

static void
leave(struct walker *w)
{
	struct asked about = { .kind = REQUEST_LEAVE,
		.party = random_party(w) };
	about.interaction = random_interaction(w, about.party);
	struct message *m = ask(w, "RequestLeaveInteraction", about);
	ask_with(m, "interactionId", interaction_id(about.interaction));
	send(w, about.party, m);
}

static void
take_back(struct walker *w)
{
	static const char *const places[] = { "q1", "q2", "w1" };
	unsigned place = dice(w, 3);
	pull(w, random_agent(w), place == 2 ? "workbin" : "queue",
	    places[place], false);
}

/* Each timer of the server is a separate step, and its time counts. */
static void
wait_for(struct walker *w, int64_t ns)
{
	int64_t end_ns = w->now_ns + ns, next_ns;
	if (w->story)
		buf_printf(
		    w->story, "  %lld ms pass\n", (long long)(ns / NS_PER_MS));
	while ((next_ns = mock_server_next_timer(w->server)) <= end_ns) {
		if (next_ns > w->now_ns)
			w->now_ns = next_ns;
		mock_server_tick(w->server, w->now_ns);
		walker_note_time(w);
		add_mark(w);
	}
	w->now_ns = end_ns;
	end_step(w);
}

static void
come_or_go(struct walker *w)
{
	unsigned party = random_agent(w);
	if (!w->is_open[party]) {
		connect_party(w, party);
		return;
	}
	if (w->story)
		buf_printf(w->story, "  %s disconnects\n", walker_names[party]);
	w->step = STEP_LOSS;
	w->is_open[party] = false;
	memset(w->is_in[party], 0, sizeof(w->is_in[party]));
	give(w, FRAME_CLOSE, party, NULL);
	end_step(w);
}

/* A setup, while others are at work. */
static void
place_again(struct walker *w)
{
	unsigned party = random_party(w);
	unsigned interaction = random_interaction(w, party);
	if (party < ABSENT && interaction != UNKNOWN)
		place(w, party, interaction, true);
}

static void
step(struct walker *w)
{
	unsigned what = dice(w, 100);
	if (what < 32)
		invite(w);
	else if (what < 66)
		reply(w);
	else if (what < 80)
		leave(w);
	else if (what < 87)
		take_back(w);
	else if (what < 93)
		wait_for(w, w->timeout_ns * (1 + dice(w, 4)) / 4);
	else if (what < 95)
		submit(w, FURTHER, "q3");
	else if (what < 96)
		place_again(w);
	else
		come_or_go(w);
}

void
walk(const struct mock_config *config, const struct fault *fault, uint64_t seed,
    struct marks *ret, struct buf *story, walk_goes_on *goes_on, void *context)
{
	struct walker w = { .marks = ret,
		.story = story,
		.timeout_ns = config->invitation_timeout_ns };
	random_seed(&w.random, seed);
	w.server = mock_server_new(config);
	mock_server_hand_over(w.server, walker_hear, &w);
	if (fault)
		mock_server_add_fault(w.server, fault);
	w.channel = mock_server_open_channel(w.server);
	w.is_setting_up = true;
	set_up(&w);
	w.is_setting_up = false;
	bool is_on = !goes_on || goes_on(context, ret);
	for (unsigned i = 0; is_on && i < STEP_COUNT; i++) {
		step(&w);
		is_on = !goes_on || goes_on(context, ret);
	}
	if (is_on) {
		wait_for(&w, 2 * w.timeout_ns);
		if (goes_on)
			goes_on(context, ret);
	}
	mock_server_hand_over(w.server, NULL, NULL);
	mock_server_free(w.server);
}
