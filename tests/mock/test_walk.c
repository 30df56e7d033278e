/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random walks: whatever is sent in whatever order, each request is answered
 * exactly once, at its own party, and immediately unless it made an offer.  A
 * misbehaving server need not do so, but it survives.
 */
#include "mock/config/behaviour.h"
#include "mock/server.h"
#include "tests/mock/suites.h"

#include <stdio.h>
#include <string.h>

#define PARTIES 8
#define STEPS 4000
/* Of each of the many ways to misbehave; what breaks has done so long before.
 */
#define MISBEHAVING_STEPS 1000
#define PENDING_MAX 64
#define TIMEOUT_NS (50 * NS_PER_MS)

struct walker {
	bool is_open;
	bool is_registered;
	const char *pulled; /* the interaction that it pulled last, or NULL */
	unsigned pending_count;
	int64_t pending[PENDING_MAX]; /* references without an answer */
};

struct walk {
	struct mock_server *server;
	unsigned channel;
	bool misbehaves; /* then all that is asked is that it survives */
	uint64_t random;
	int64_t now_ns;
	int64_t reference;
	/* The newest invitation, and how many were accepted: */
	int64_t ticket;
	unsigned invited;
	char interaction[8];
	unsigned join_count;
	struct walker walkers[PARTIES + 1];
};

static unsigned
dice(struct walk *w, unsigned sides)
{
	w->random ^= w->random << 13;
	w->random ^= w->random >> 7;
	w->random ^= w->random << 17;
	return (unsigned)(w->random >> 33) % sides;
}

static bool
is_answer(const struct message *m)
{
	const char *name = message_name(m);
	return strcmp(name, "EventAck") == 0 ||
	    strcmp(name, "EventError") == 0 ||
	    strcmp(name, "EventPulledInteractions") == 0;
}

static void
note_answer(const struct walk *w, struct walker *who, int64_t reference)
{
	for (unsigned i = 0; i < who->pending_count; i++) {
		if (who->pending[i] == reference) {
			who->pending[i] = who->pending[--who->pending_count];
			return;
		}
	}
	ck_assert_msg(
	    w->misbehaves, "an answer to nothing: %lld", (long long)reference);
}

static void
note_offer(struct walk *w, const struct frame *f)
{
	const char *name = message_name(f->message);
	const char *operation = message_string(f->message, "operation");
	if (strcmp(name, "EventInvite") == 0) {
		w->invited = f->party;
		message_integer(f->message, "ticketId", &w->ticket);
		snprintf(w->interaction, sizeof(w->interaction), "%s",
		    message_string(f->message, "interaction.interactionId"));
	} else if (strcmp(name, "EventPartyAdded") == 0) {
		w->join_count += strcmp(operation, "Pull") != 0;
	}
}

static void
note(struct walk *w, const struct frame *f)
{
	struct walker *who = &w->walkers[f->party];
	ck_assert_uint_le(f->party, PARTIES);
	if (f->kind == FRAME_ERROR)
		return;
	if (f->kind == FRAME_OPENED) {
		*who = (struct walker){ .is_open = true };
		return;
	}
	ck_assert(who->is_open);
	if (f->kind == FRAME_CLOSED) {
		who->is_open = false;
		who->pending_count = 0;
	}
	if (f->kind != FRAME_MESSAGE)
		return;
	int64_t reference;
	note_offer(w, f);
	bool has_reference =
	    message_integer(f->message, "referenceId", &reference);
	ck_assert_int_eq(is_answer(f->message), has_reference);
	if (has_reference)
		note_answer(w, who, reference);
	if (message_has(f->message, "interactions"))
		who->pulled =
		    message_has(f->message, "interactions.i0") ? "i0" : "i1";
}

static void
listen_all(struct walk *w)
{
	struct mock_output output;
	while (mock_server_next_output(w->server, &output)) {
		note(w, &output.frame);
		frame_clear(&output.frame);
	}
}

/* What makes conferences more likely is here more than once. */
static const char *const requests[] = { "RequestAccept", "RequestAccept",
	"RequestAgentLogin", "RequestAgentLogin", "RequestAgentLogin",
	"RequestAgentLogout", "RequestChangeProperties", "RequestConference",
	"RequestConference", "RequestConference", "RequestConference",
	"RequestConference", "RequestIntrude", "RequestLeaveInteraction",
	"RequestPlaceInQueue", "RequestPlaceInWorkbin", "RequestPull",
	"RequestPull", "RequestPull", "RequestRegisterClient", "RequestReject",
	"RequestStopProcessing", "RequestSubmit", "RequestSubmit",
	"RequestTransfer", "RequestBogus" };

/* Does the request wait for another agent's answer? */
static bool
may_wait(const char *name)
{
	return strcmp(name, "RequestConference") == 0 ||
	    strcmp(name, "RequestTransfer") == 0 ||
	    strcmp(name, "RequestIntrude") == 0;
}

static void
set_name(struct walk *w, struct message *m, const char *path, char letter,
    unsigned count)
{
	char name[8];
	if (dice(w, 20) == 0)
		return;
	snprintf(name, sizeof(name), "%c%u", letter, dice(w, count));
	message_set_string(m, path, name);
}

static const char *const types[] = { "MediaServer", "ReportingEngine",
	"AgentApplication", "AgentApplication", "AgentApplication" };

static const char *
type_of(unsigned party)
{
	return types[party % 5];
}

static bool
is_media(unsigned party)
{
	return strcmp(type_of(party), "MediaServer") == 0;
}

/* Any request, but one that makes sense more often than not. */
static const char *
random_name(struct walk *w, unsigned party)
{
	const struct walker *who = &w->walkers[party];
	unsigned count = sizeof(requests) / sizeof(requests[0]);
	const char *name = requests[dice(w, count)];
	if (!who->is_registered && dice(w, 4))
		return "RequestRegisterClient";
	if (is_media(party) && dice(w, 2))
		return "RequestSubmit";
	if (who->is_registered && dice(w, 20) &&
	    strcmp(name, "RequestRegisterClient") == 0)
		return "RequestAgentLogin";
	return name;
}

/* Each agent logs in by its own name, most of the time. */
static void
set_agent(struct walk *w, struct message *m, unsigned party)
{
	char name[8];
	bool is_login = strcmp(message_name(m), "RequestAgentLogin") == 0;
	if (strcmp(message_name(m), "RequestPull") == 0)
		return;
	if (!is_login || dice(w, 8) == 0)
		party = 1 + dice(w, PARTIES);
	snprintf(name, sizeof(name), "a%u", party);
	message_set_string(m, "agentId", name);
}

static struct message *
random_request(struct walk *w, unsigned party)
{
	struct message *m = message_new(random_name(w, party));
	message_set_integer(m, "referenceId", ++w->reference);
	const char *pulled = w->walkers[party].pulled;
	message_set_string(m, "interactionId",
	    pulled && dice(w, 8) ? pulled
		: dice(w, 2)     ? "i0"
				 : "i1");
	set_agent(w, m, party);
	message_set_string(m, "placeId", "p");
	message_set_integer(m, "tenantId", 1);
	message_set_string(m, "interactionType", "Inbound");
	message_set_string(m, "interactionMediatype", "chat");
	message_set_string(m, "clientType", type_of(party));
	bool is_pull = strcmp(message_name(m), "RequestPull") == 0;
	bool is_queue = dice(w, 4);
	if (!is_pull || is_queue)
		set_name(w, m, "queue", 'q', 2);
	if (!is_pull || !is_queue)
		set_name(w, m, "workbin", 'w', 2);
	message_set_integer(m, "ticketId", w->ticket - dice(w, 2));
	return m;
}

static bool
is_reply(const struct message *m)
{
	return strcmp(message_name(m), "RequestAccept") == 0 ||
	    strcmp(message_name(m), "RequestReject") == 0;
}

static void
send_random(struct walk *w, unsigned party)
{
	struct message *m = random_request(w, party);
	if (is_reply(m) && w->invited && dice(w, 8)) {
		/* Most replies shall be to something. */
		party = w->invited;
		message_set_integer(m, "ticketId", w->ticket);
		message_set_string(m, "interactionId", w->interaction);
	}
	struct walker *who = &w->walkers[party];
	struct frame f = { .kind = FRAME_SEND,
		.party = party,
		.protocol = PROTOCOL_INTERACTION_MANAGEMENT,
		.message = m };
	if (who->is_open && who->pending_count < PENDING_MAX)
		who->pending[who->pending_count++] = w->reference;
	else if (who->is_open && !w->misbehaves)
		ck_abort_msg("too many requests wait");
	mock_server_frame(w->server, w->now_ns, w->channel, &f);
	if (strcmp(message_name(m), "RequestRegisterClient") == 0)
		who->is_registered = true;
	unsigned before = who->pending_count;
	bool was_open = who->is_open;
	listen_all(w);
	if (was_open && !may_wait(message_name(m)) && !w->misbehaves)
		ck_assert(!who->is_open || who->pending_count < before);
	message_unref(m);
}

static void
step(struct walk *w)
{
	unsigned party = 1 + dice(w, PARTIES);
	struct frame f = { .party = party };
	char name[16];
	unsigned what = w->walkers[party].is_open ? dice(w, 60) : 2;
	switch (what) {
	case 0:
		f.kind = FRAME_CLOSE;
		break;
	case 1:
		f.kind = FRAME_FENCE;
		break;
	case 2:
	case 3:
		f.kind = FRAME_OPEN;
		snprintf(name, sizeof(name), "party%u", party);
		f.text = name;
		break;
	case 4:
		w->now_ns += dice(w, 60) * NS_PER_MS;
		mock_server_tick(w->server, w->now_ns);
		listen_all(w);
		return;
	default:
		send_random(w, party);
		return;
	}
	mock_server_frame(w->server, w->now_ns, w->channel, &f);
	listen_all(w);
}

static void
check_end(const struct walk *w)
{
	for (unsigned party = 1; party <= PARTIES; party++)
		ck_assert_uint_eq(w->walkers[party].pending_count, 0);
	ck_assert_int_eq(mock_server_next_timer(w->server), TIME_NEVER_NS);
}

static void
walk(uint64_t seed, const char *fault)
{
	struct mock_config config = mock_config_default();
	config.invitation_timeout_ns = TIMEOUT_NS;
	config.registration_timeout_ns = TIMEOUT_NS;
	config.early_conference_answer = seed % 3 == 0;
	struct walk w = { .random = seed * UINT64_C(0x9e3779b97f4a7c15) };
	w.server = mock_server_new(&config);
	if (fault) {
		struct diag diag;
		struct fault parsed;
		diag_init(&diag);
		ck_assert_msg(fault_parse(fault, &parsed, &diag), "%s", fault);
		w.misbehaves = parsed.kind == FAULT_MISBEHAVE;
		mock_server_add_fault(w.server, &parsed);
		diag_free(&diag);
	}
	w.channel = mock_server_open_channel(w.server);
	for (unsigned party = 1; party <= PARTIES; party++) {
		struct frame f = { .kind = FRAME_OPEN, .party = party };
		mock_server_frame(w.server, w.now_ns, w.channel, &f);
		listen_all(&w);
	}
	int steps = w.misbehaves ? MISBEHAVING_STEPS : STEPS;
	for (int i = 0; i < steps; i++)
		step(&w);
	w.now_ns += TIMEOUT_NS;
	mock_server_tick(w.server, w.now_ns);
	listen_all(&w);
	if (!w.misbehaves)
		check_end(&w);
	/* A walk that never gets into a conference shows nothing. */
	if (!fault)
		ck_assert_uint_gt(w.join_count, 0);
	mock_server_free(w.server);
}

START_TEST(each_request_is_answered_once)
{
	walk((uint64_t)_i + 1, NULL);
}
END_TEST

START_TEST(a_hanging_up_server_stays_sane)
{
	walk((uint64_t)_i + 1, "disconnect EventPartyAdded");
}
END_TEST

START_TEST(a_delaying_server_answers_too)
{
	walk((uint64_t)_i + 1, "swap EventPartyRemoved");
}
END_TEST

START_TEST(a_misbehaving_server_survives)
{
	char point[BEHAVIOUR_NAME_SIZE], way[BEHAVIOUR_NAME_SIZE], fault[200];
	if (!behaviour_point_name((unsigned)_i, point))
		return;
	for (unsigned i = 0; i < WAY_COUNT; i++) {
		if (!behaviour_way_name((unsigned)_i, i, way))
			continue;
		snprintf(fault, sizeof(fault), "misbehave * %s %s", point, way);
		walk(i, fault);
		walk(i + 1, fault);
	}
}
END_TEST

Suite *
walk_suite(void)
{
	Suite *s = suite_create("mock/walk");
	TCase *tc = tcase_create("walk");
	tcase_add_loop_test(tc, each_request_is_answered_once, 0, 20);
	tcase_add_loop_test(tc, a_hanging_up_server_stays_sane, 0, 5);
	tcase_add_loop_test(tc, a_delaying_server_answers_too, 0, 5);
	tcase_add_loop_test(tc, a_misbehaving_server_survives, 0, POINT_COUNT);
	suite_add_tcase(s, tc);
	return s;
}
