/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/mock/scene.h"

#include "core/mem.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEARD_MAX_BYTES (1 << 20)

static const char *const names[CAST_END] = { NULL, "media", "reporting",
	"agent1", "agent2", "agent3" };

static void
add_text(
    struct buf *b, const struct message *m, const char *path, const char *label)
{
	const struct attribute *a = message_find(m, path);
	char text[ATTRIBUTE_TEXT_SIZE];
	if (a)
		buf_printf(b, " %s%s", label, attribute_text(a, text));
}

static void
add_message(struct buf *b, const struct frame *f)
{
	const struct message *m = f->message;
	if (strcmp(f->protocol, PROTOCOL_REPORTING) == 0)
		buf_add_text(b, "R ");
	else if (strcmp(f->protocol, PROTOCOL_INTERACTION_MANAGEMENT) != 0)
		buf_printf(b, "%s ", f->protocol);
	buf_add_text(b, message_name(m));
	add_text(b, m, "referenceId", "#");
	add_text(b, m, "ticketId", "ticket=");
	add_text(b, m, "errorCode", "code=");
	add_text(b, m, "agentId", "agent=");
	add_text(b, m, "party.agentId", "party=");
	add_text(b, m, "actor.agentId", "by=");
	add_text(b, m, "operation", "op=");
	add_text(b, m, "reason.reasonSystemName", "reason=");
	if (strncmp(message_name(m), "EventPlaced", 11) == 0) {
		add_text(b, m, "interaction.interactionQueue", "queue=");
		add_text(
		    b, m, "interaction.interactionWorkbinTypeId", "workbin=");
	}
	add_text(b, m, "interactions.ix.mediaType", "media=");
}

static void
hear(struct scene *st)
{
	struct mock_output output;
	while (mock_server_next_output(st->server, &output)) {
		const struct frame *f = &output.frame;
		ck_assert_uint_eq(output.channel, st->channel);
		ck_assert_int_eq(f->server_time_us, st->now_ns / 1000);
		if (f->party && f->party < CAST_END)
			buf_printf(&st->heard, "%s ", names[f->party]);
		else
			buf_printf(&st->heard, "%u ", f->party);
		if (output.malformed)
			buf_add_text(&st->heard, "(cut) ");
		if (f->kind == FRAME_MESSAGE)
			add_message(&st->heard, f);
		else
			buf_printf(
			    &st->heard, "(%s)", frame_kind_name(f->kind));
		if (f->kind == FRAME_FENCE)
			buf_printf(
			    &st->heard, " %llu", (unsigned long long)f->fence);
		if (frame_text(f)[0])
			buf_printf(&st->heard, " %s", frame_text(f));
		buf_add_char(&st->heard, '\n');
		frame_clear(&output.frame);
	}
}

struct scene *
scene_new(const struct mock_config *config, const char *fault)
{
	struct scene *st = mem_zalloc(sizeof(*st));
	struct mock_config usual = mock_config_default();
	st->server = mock_server_new(config ? config : &usual);
	st->now_ns = NS_PER_S;
	buf_init(&st->heard, HEARD_MAX_BYTES);
	if (fault) {
		struct diag diag;
		struct fault parsed;
		diag_init(&diag);
		ck_assert_msg(fault_parse(fault, &parsed, &diag), "%s", fault);
		diag_free(&diag);
		mock_server_add_fault(st->server, &parsed);
	}
	st->channel = mock_server_open_channel(st->server);
	return st;
}

void
scene_free(struct scene *st)
{
	mock_server_free(st->server);
	buf_free(&st->heard);
	free(st->last);
	free(st);
}

static void
give(struct scene *st, const struct frame *f)
{
	mock_server_frame(st->server, st->now_ns, st->channel, f);
	hear(st);
}

void
scene_open(struct scene *st, unsigned party, const char *name)
{
	struct frame f = { .kind = FRAME_OPEN, .party = party, .text = name };
	give(st, &f);
}

static void
set_attribute(struct message *m, char *assignment)
{
	char *value = strchr(assignment, '=');
	ck_assert_ptr_nonnull(value);
	*value++ = '\0';
	char *end;
	long long number = strtoll(value, &end, 10);
	if (*value && !*end)
		message_set_integer(m, assignment, number);
	else
		message_set_string(m, assignment, value);
}

int64_t
scene_send(struct scene *st, unsigned party, const char *request)
{
	char *words = mem_strdup(request), *rest = words;
	char *name = strsep(&rest, " ");
	const char *protocol = PROTOCOL_INTERACTION_MANAGEMENT;
	if (strcmp(name, "R") == 0)
		protocol = PROTOCOL_REPORTING;
	else if (strcmp(name, "T") == 0)
		protocol = PROTOCOL_T_LIBRARY;
	bool is_usual = strcmp(protocol, PROTOCOL_INTERACTION_MANAGEMENT) == 0;
	struct message *m = message_new(is_usual ? name : strsep(&rest, " "));
	if (strncmp(message_name(m), "Event", 5) != 0)
		message_set_integer(m, "referenceId", ++st->reference);
	while (rest)
		set_attribute(m, strsep(&rest, " "));
	struct frame f = { .kind = FRAME_SEND,
		.party = party,
		.protocol = protocol,
		.message = m };
	give(st, &f);
	message_unref(m);
	free(words);
	return st->reference;
}

void
scene_fence(struct scene *st, unsigned party, uint64_t fence)
{
	struct frame f = { .kind = FRAME_FENCE, .party = party };
	f.fence = fence;
	give(st, &f);
}

void
scene_close(struct scene *st, unsigned party)
{
	struct frame f = { .kind = FRAME_CLOSE, .party = party };
	give(st, &f);
}

void
scene_wait(struct scene *st, int64_t ms)
{
	int64_t until_ns = st->now_ns + ms * NS_PER_MS;
	int64_t next_ns;
	while ((next_ns = mock_server_next_timer(st->server)) <= until_ns) {
		ck_assert_int_ge(next_ns, st->now_ns);
		st->now_ns = next_ns;
		mock_server_tick(st->server, st->now_ns);
		hear(st);
		ck_assert_int_gt(
		    mock_server_next_timer(st->server), st->now_ns);
	}
	st->now_ns = until_ns;
	mock_server_tick(st->server, st->now_ns);
	hear(st);
}

const char *
scene_heard(struct scene *st)
{
	free(st->last);
	st->last = buf_take(&st->heard);
	return st->last;
}

void
scene_raise(struct scene *st)
{
	for (unsigned party = MEDIA; party < CAST_END; party++)
		scene_open(st, party, names[party]);
	scene_send(st, MEDIA, "RequestRegisterClient clientType=MediaServer");
	scene_send(
	    st, REPORTING, "RequestRegisterClient clientType=ReportingEngine");
	for (unsigned party = AGENT1; party < CAST_END; party++) {
		char login[100];
		scene_send(st, party,
		    "RequestRegisterClient clientType=AgentApplication");
		snprintf(login, sizeof(login),
		    "RequestAgentLogin tenantId=1 placeId=p%u agentId=a%u",
		    party - AGENT1 + 1, party - AGENT1 + 1);
		scene_send(st, party, login);
	}
	scene_heard(st);
}

void
scene_raise_handled(struct scene *st)
{
	scene_raise(st);
	scene_send(st, MEDIA,
	    "RequestSubmit interactionId=ix interactionMediatype=chat "
	    "interactionType=Inbound queue=q");
	scene_send(st, AGENT1, "RequestPull queue=q");
	scene_heard(st);
	st->reference = 100;
}

void
scene_invite(struct scene *st)
{
	scene_send(st, AGENT1, "RequestConference interactionId=ix agentId=a2");
}

void
scene_confer(struct scene *st)
{
	scene_invite(st);
	scene_send(st, AGENT2, "RequestAccept interactionId=ix ticketId=1");
}
