/* SPDX-License-Identifier: Apache-2.0 */
#include "qualify/walker.h"

#include <stdio.h>
#include <string.h>

const char *const walker_names[PARTY_END] = { [MEDIA] = "media",
	[REPORTING] = "reporting",
	[FIRST_AGENT] = "a1",
	"a2",
	"a3",
	"a4",
	[ABSENT] = "a5",
	[STRANGER] = "a6" };

/* FNV-1a, of the text and its end. */
static void
mix(uint64_t *hash, const char *text)
{
	for (const char *p = text ? text : ""; *p; p++)
		*hash = (*hash ^ (unsigned char)*p) * UINT64_C(0x100000001b3);
	*hash = (*hash ^ 0xff) * UINT64_C(0x100000001b3);
}

static void
mix_number(uint64_t *hash, int64_t number)
{
	char text[24];
	snprintf(text, sizeof(text), "%lld", (long long)number);
	mix(hash, text);
}

static bool
is_answer(const char *name)
{
	return strcmp(name, "EventAck") == 0 ||
	    strcmp(name, "EventError") == 0 ||
	    strcmp(name, "EventPulledInteractions") == 0;
}

/* Is it a message of the chapter's tables, and not a related model's? */
static bool
is_documented(const struct message *m)
{
	static const char *const names[] = { "EventInvite", "EventAgentInvited",
		"EventPartyAdded", "EventPartyRemoved", "EventRejected",
		"EventRevoked", "EventPlacedInQueue", "EventPlacedInWorkbin" };
	const char *operation = message_string(m, "operation");
	if (is_answer(message_name(m)))
		return true;
	if (operation && strcmp(operation, "Pull") == 0)
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], message_name(m)) == 0)
			return true;
	return false;
}

/* Is it open whether it comes when a connection is lost? */
static bool
is_of_loss(const struct message *m)
{
	static const char *const names[] = { "EventPartyRemoved",
		"EventPlacedInQueue", "EventPlacedInWorkbin", "EventRejected" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], message_name(m)) == 0)
			return true;
	return false;
}

static bool
is_judged(const struct walker *w, const struct message *m)
{
	switch (w->step) {
	case STEP_SETUP:
		return is_answer(message_name(m));
	case STEP_MODEL:
	case STEP_LOSS:
		return is_documented(m);
	}
	return false;
}

static unsigned
interaction_number(const char *id)
{
	for (unsigned i = 0; id && i < INTERACTION_COUNT; i++)
		if (id[0] == 'x' && id[1] == (char)('1' + i))
			return i;
	return UNKNOWN;
}

/* The ticket's number among those heard: servers may count as they like. */
static int64_t
ticket_rank(const struct walker *w, int64_t ticket)
{
	unsigned i = 0;
	while (i < w->invite_count && w->invites[i].ticket != ticket)
		i++;
	return i;
}

static void
note_invite(struct walker *w, const struct frame *f, uint64_t *hash)
{
	const struct message *m = f->message;
	struct heard_invite heard = { .party = f->party,
		.interaction = interaction_number(
		    message_string(m, "interaction.interactionId")) };
	message_integer(m, "ticketId", &heard.ticket);
	mix_number(hash, ticket_rank(w, heard.ticket));
	if (w->invite_count < INVITES_MAX)
		w->invites[w->invite_count++] = heard;
}

static void
note_answer(struct walker *w, const struct frame *f, uint64_t *hash)
{
	const struct message *m = f->message;
	int64_t reference = 0;
	bool has_reference = message_integer(m, "referenceId", &reference);
	mix_number(hash, has_reference ? reference : -1);
	for (unsigned i = 0; i < INTERACTION_COUNT; i++) {
		static const char *const ids[] = { "interactions.x1",
			"interactions.x2" };
		if (message_has(m, ids[i])) {
			w->is_in[f->party][i] = true;
			mix_number(hash, i);
		}
	}
	if (strcmp(message_name(m), "EventAck") != 0 || reference < 1 ||
	    reference > w->asked_count)
		return;
	const struct asked *a = &w->asked[reference % REQUESTS_MAX];
	if (a->kind != REQUEST_OTHER)
		w->is_in[a->party][a->interaction] = a->kind == REQUEST_ACCEPT;
}

static void
add_hash(struct walker *w, const struct message *m, uint64_t hash)
{
	struct mark *mark = &w->mark;
	if (w->step == STEP_LOSS && is_of_loss(m) &&
	    mark->optional_count < OPTIONAL_MAX)
		mark->optional[mark->optional_count++] = hash;
	else
		mark->sum += hash;
}

/* Only what is judged: docs/interpretations.md, R7 and R8. */
static void
note_message(struct walker *w, const struct frame *f)
{
	static const char *const paths[] = { "interaction.interactionId",
		"party.agentId" };
	const struct message *m = f->message;
	const char *name = message_name(m);
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	if (!is_judged(w, m))
		return;
	mix_number(&hash, f->party);
	mix(&hash, name);
	mix(&hash, f->protocol);
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		mix(&hash, message_string(m, paths[i]));
	if (strcmp(name, "EventPlacedInQueue") == 0)
		mix(&hash, message_string(m, "interaction.interactionQueue"));
	if (strcmp(name, "EventPlacedInWorkbin") == 0)
		mix(&hash,
		    message_string(m, "interaction.interactionWorkbinTypeId"));
	if (strcmp(name, "EventInvite") == 0)
		note_invite(w, f, &hash);
	if (is_answer(name))
		note_answer(w, f, &hash);
	add_hash(w, m, hash);
}

static void
tell(struct walker *w, const struct frame *f)
{
	const struct message *m = f->message;
	const char *about = message_string(m, "interaction.interactionId");
	const char *party = message_string(m, "party.agentId");
	int64_t number;
	if (!w->story || w->is_setting_up || !is_judged(w, m))
		return;
	buf_printf(w->story, "      %s <- %s", walker_names[f->party],
	    message_name(m));
	if (about)
		buf_printf(w->story, " %s", about);
	if (party)
		buf_printf(w->story, " %s", party);
	if (message_integer(m, "referenceId", &number))
		buf_printf(w->story, " ref %lld", (long long)number);
	if (message_integer(m, "ticketId", &number))
		buf_printf(w->story, " ticket %lld", (long long)number);
	buf_add_char(w->story, '\n');
}

void
walker_hear(void *context, const struct mock_output *output)
{
	struct walker *w = context;
	struct mock_output own = *output;
	const struct frame *f = &own.frame;
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	if (f->kind == FRAME_MESSAGE) {
		note_message(w, f);
		tell(w, f);
	} else if (f->kind == FRAME_CLOSED) {
		mix_number(&hash, f->party);
		w->mark.sum += hash;
	}
	frame_clear(&own.frame);
}

void
walker_note_time(struct walker *w)
{
	if (w->mark.sum)
		mix_number(&w->mark.sum, w->now_ns);
}
