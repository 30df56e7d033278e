/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mock under clients that do anything in any order: it does not crash, and
 * answers each request at most once, and only to its sender.
 */
#include "mock/server.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

const unsigned fuzz_runs = 5000;

#define PARTIES 6
/* More bytes than that decide nothing new. */
#define REQUESTS_MAX 256
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const char *const requests[] = { "RequestAccept", "RequestAgentLogin",
	"RequestAgentLogout", "RequestChangeProperties", "RequestConference",
	"RequestIntrude", "RequestLeaveInteraction", "RequestPlaceInQueue",
	"RequestPlaceInWorkbin", "RequestPull", "RequestRegisterClient",
	"RequestReject", "RequestStopProcessing", "RequestSubmit",
	"RequestTransfer", "RequestNothing" };

static const char *const client_types[] = { "ReportingEngine", "MediaServer",
	"AgentApplication", "AgentApplication", "AgentApplication", "None" };

static const char *const optional_paths[] = { "queue", "workbin",
	"visibilityMode", "agentId", "interactionId", "ticketId", "tenantId" };

struct play {
	struct decisions d;
	struct mock_server *server;
	int64_t now_ns;
	unsigned channel;
	unsigned request_count;
	unsigned sender[REQUESTS_MAX];
	bool answered[REQUESTS_MAX];
	int64_t ticket; /* the newest */
};

static bool
is_answer(const char *name)
{
	return strcmp(name, "EventAck") == 0 || strcmp(name, "EventError") == 0;
}

static void
hear_message(struct play *p, const struct frame *f)
{
	int64_t reference;
	message_integer(f->message, "ticketId", &p->ticket);
	if (!is_answer(message_name(f->message)) ||
	    !message_integer(f->message, "referenceId", &reference))
		return;
	FUZZ_REQUIRE(reference >= 0 && reference < (int64_t)p->request_count,
	    "an answer to %lld, which nobody asked", (long long)reference);
	FUZZ_REQUIRE(!p->answered[reference], "%lld is answered twice",
	    (long long)reference);
	FUZZ_REQUIRE(p->sender[reference] == f->party,
	    "%lld is answered to %u, but %u has asked", (long long)reference,
	    f->party, p->sender[reference]);
	p->answered[reference] = true;
}

static void
hear(struct play *p)
{
	struct mock_output output;
	while (mock_server_next_output(p->server, &output)) {
		if (output.frame.message)
			hear_message(p, &output.frame);
		frame_clear(&output.frame);
	}
}

static void
give(struct play *p, const struct frame *f)
{
	mock_server_frame(p->server, p->now_ns, p->channel, f);
	hear(p);
}

static void
set_numbered(
    struct play *p, struct message *m, const char *path, const char *stem)
{
	char text[32];
	snprintf(text, sizeof(text), "%s-%u", stem, decide(&p->d, 3) + 1);
	message_set_string(m, path, text);
}

/* Plausible in everything except what is removed. */
static struct message *
make_request(struct play *p, const char *name, unsigned party)
{
	struct message *m = message_new(name);
	message_set_string(m, "clientType", client_types[party - 1]);
	message_set_integer(m, "tenantId", 101);
	set_numbered(p, m, "agentId", "agent");
	set_numbered(p, m, "placeId", "place");
	set_numbered(p, m, "interactionId", "ix");
	message_set_string(m, "interactionMediatype", "chat");
	message_set_string(m, "interactionType", "Inbound");
	message_set_string(m, "queue", "queue-1");
	message_set_string(m, "workbin", "workbin-1");
	message_set_string(m, "visibilityMode", "Conference");
	message_set_integer(m, "mediaList.chat", 1);
	message_set_integer(m, "ticketId", p->ticket - decide(&p->d, 2));
	message_set_string(m, "changedProperties.subject", "x");
	unsigned without = decide(&p->d, 16);
	if (without < COUNT_OF(optional_paths))
		message_remove(m, optional_paths[without]);
	else if (without == COUNT_OF(optional_paths))
		message_set_string(m, "ticketId", "no number");
	return m;
}

static void
request(struct play *p, unsigned party, const char *name)
{
	struct frame f = { .kind = FRAME_SEND,
		.party = party,
		.protocol = PROTOCOL_INTERACTION_MANAGEMENT };
	if (p->request_count == REQUESTS_MAX)
		return;
	f.message = make_request(p, name, party);
	message_set_integer(f.message, "referenceId", p->request_count);
	p->sender[p->request_count++] = party;
	give(p, &f);
	frame_clear(&f);
}

static void
open_party(struct play *p, unsigned party)
{
	char name[16];
	snprintf(name, sizeof(name), "party%u", party);
	struct frame f = { .kind = FRAME_OPEN, .party = party, .text = name };
	give(p, &f);
}

static void
let_time_pass(struct play *p)
{
	int64_t next_ns = mock_server_next_timer(p->server);
	p->now_ns += decide(&p->d, 256) * NS_PER_S / 4;
	if (decide(&p->d, 2) && next_ns != TIME_NEVER_NS && next_ns > p->now_ns)
		p->now_ns = next_ns;
	mock_server_tick(p->server, p->now_ns);
	hear(p);
}

static void
act(struct play *p)
{
	unsigned party = decide(&p->d, PARTIES) + 1;
	switch (decide(&p->d, 16)) {
	case 0:
		open_party(p, party);
		return;
	case 1:
		give(p, &(struct frame){ .kind = FRAME_CLOSE, .party = party });
		return;
	case 2:
		give(p,
		    &(struct frame){
			.kind = FRAME_FENCE, .party = party, .fence = 7 });
		return;
	case 3:
		give(p, &(struct frame){ .kind = FRAME_OPENED });
		return;
	case 4:
	case 5:
		let_time_pass(p);
		return;
	}
	request(p, party, requests[decide(&p->d, COUNT_OF(requests))]);
}

/* All agents are there, and an interaction in a queue. */
static void
set_up(struct play *p)
{
	struct decisions rest = p->d;
	for (unsigned party = 1; party < PARTIES; party++) {
		uint8_t who[] = { (uint8_t)(party % 3), (uint8_t)(party % 3), 0,
			0, 15 };
		open_party(p, party);
		p->d = (struct decisions){ who, who + sizeof(who) };
		request(p, party, "RequestRegisterClient");
		p->d = (struct decisions){ who, who + sizeof(who) };
		request(p, party,
		    party == 2 ? "RequestSubmit" : "RequestAgentLogin");
	}
	p->d = rest;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct play p = { .d = { bytes, bytes + size }, .now_ns = NS_PER_S };
	unsigned how = decide(&p.d, 32);
	struct mock_config config = mock_config_default();
	config.early_conference_answer = how & 2;
	config.invitee_learns = how & 4;
	config.queue_too = how & 8;
	config.fence = !(how & 16);
	p.server = mock_server_new(&config);
	p.channel = mock_server_open_channel(p.server);
	if (how & 1)
		set_up(&p);
	while (p.d.at < p.d.end)
		act(&p);
	mock_server_close_channel(p.server, p.now_ns, p.channel);
	hear(&p);
	mock_server_free(p.server);
	return 0;
}
