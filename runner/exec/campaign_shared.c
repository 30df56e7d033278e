/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parties of the run.  What the server says to one of them goes to the
 * cases that it is about, found by what was lent to them; what is about none to
 * the case that has brought it into place.  What a session does with the party
 * it does with its own: that is answered here.
 */
#include "judge/ledger.h"
#include "runner/exec/campaign_state.h"

#include <string.h>

/*
 * What names nobody may be any case's under a wrong id.  So many can claim it
 * at a time; with more, it would explain nothing.
 */
#define GUESSES_MAX 16

/* --- who shares what --- */

struct hub *
campaign_find_hub(
    const struct campaign *c, const struct suite *suite, unsigned position)
{
	for (size_t i = 0; i < c->hubs.count; i++) {
		struct hub *h = c->hubs.items[i];
		if (h->position == position && hub_serves(h, suite))
			return h;
	}
	return NULL;
}

static struct hub *
hub_of_party(const struct campaign *c, const struct slot *slot, size_t party)
{
	const struct pattern_party *p = &slot->pattern->parties.items[party];
	return p->is_shared
	    ? campaign_find_hub(c, slot->pattern->suite, p->position)
	    : NULL;
}

bool
campaign_is_stand_in(const struct campaign *c, unsigned index, uint32_t party)
{
	const struct slot *slot = slot_of(c, index);
	return !slot->sets_up &&
	    hub_of_party(c, slot, party - slot->first_party);
}

enum hub_state
campaign_hub_state(
    const struct campaign *c, const struct slot *slot, struct hub **ret_hub)
{
	for (size_t i = 0; i < slot->pattern->parties.count; i++) {
		*ret_hub = hub_of_party(c, slot, i);
		if (*ret_hub && (*ret_hub)->state != HUB_IN_PLACE)
			return (*ret_hub)->state;
	}
	return HUB_IN_PLACE;
}

/* The case's number for it, or 0: it is not under way, or has none. */
static uint32_t
number_of(
    const struct campaign *c, const struct slot *slot, const struct hub *h)
{
	for (size_t i = 0; slot->session && i < slot->pattern->parties.count;
	     i++)
		if (hub_of_party(c, slot, i) == h)
			return slot->first_party + (uint32_t)i;
	return 0;
}

/* --- what a case says --- */

/* The newest one. */
static void
send_fence(struct campaign *c, const struct hub *h)
{
	struct frame f = { .kind = FRAME_FENCE,
		.party = slot_of(c, h->setup)->first_party,
		.fence = h->newest,
		.server_time_us = -1 };
	c->send(c->context, &f);
}

static void
ask(struct campaign *c, struct hub *h, unsigned number, uint32_t party,
    uint64_t fence)
{
	struct hub_wait wait = { number, party, fence, 0 };
	hub_ask(h, &wait);
	if (hub_send(h, c->now_ns))
		send_fence(c, h);
}

void
campaign_flush(struct campaign *c)
{
	for (size_t i = 0; i < c->hubs.count; i++)
		if (hub_send_rest(c->hubs.items[i], c->now_ns))
			send_fence(c, c->hubs.items[i]);
}

static void
reply(struct campaign *c, uint32_t party, enum frame_kind kind)
{
	struct hub_reply r = { kind, party };
	vec_push(&c->replies, r);
}

bool
campaign_share_up(struct campaign *c, const struct frame *frame)
{
	unsigned index;
	campaign_find_owner(c, frame->party, &index);
	const struct slot *slot = slot_of(c, index);
	struct hub *h = slot->sets_up;
	if (!h)
		h = hub_of_party(c, slot, frame->party - slot->first_party);
	if (!h || (slot->sets_up && frame->kind != FRAME_FENCE))
		return false;
	switch (frame->kind) {
	case FRAME_OPEN:
		reply(c, frame->party, FRAME_OPENED);
		break;
	case FRAME_CLOSE:
		reply(c, frame->party, FRAME_CLOSED);
		break;
	case FRAME_FENCE:
		ask(c, h, slot->number, frame->party, frame->fence);
		break;
	case FRAME_SEND: /* no case that is loaded does */
	case FRAME_MESSAGE:
	case FRAME_OPENED:
	case FRAME_CLOSED:
	case FRAME_ERROR:
		break;
	}
	return true;
}

void
campaign_deliver(struct campaign *c)
{
	struct reading_time now = { c->now_ns, c->now_ns };
	for (size_t i = 0; i < c->replies.count; i++) {
		struct frame f = { .kind = c->replies.items[i].kind,
			.party = c->replies.items[i].party,
			.server_time_us = -1 };
		unsigned index;
		struct session *s = campaign_find_owner(c, f.party, &index);
		if (s)
			session_frame(s, &f, now);
	}
	c->replies.count = 0;
}

void
campaign_leave_hubs(struct campaign *c, unsigned index)
{
	const struct slot *slot = slot_of(c, index);
	bool has_asked = false;
	for (size_t i = 0; i < slot->pattern->parties.count; i++) {
		struct hub *h = hub_of_party(c, slot, i);
		if (!h || !c->server.has_fence)
			continue;
		ask(c, h, slot->number, 0, 0);
		has_asked = true;
	}
	if (!has_asked)
		campaign_note_over(c, slot->number);
}

/* --- what the server says --- */

/* To the party of the case that stands for it; false: it has none there. */
static bool
pass_on(struct campaign *c, const struct hub *h, unsigned index,
    const struct frame *frame, struct reading_time when)
{
	struct slot *slot = slot_of(c, index);
	struct frame f = *frame;
	f.party = number_of(c, slot, h);
	if (!f.party)
		return false;
	/* What is said while the case is cleaned up is no matter. */
	if (frame->kind == FRAME_MESSAGE &&
	    session_phase(slot->session) != SESSION_RUNNING)
		return true;
	if (session_frame(slot->session, &f, when))
		campaign_reschedule(c, index);
	return true;
}

static void
tell_waiting(struct campaign *c, const struct hub_wait *wait,
    const struct frame *frame, struct reading_time when)
{
	struct frame f = *frame;
	unsigned index;
	f.party = wait->party;
	f.fence = wait->fence;
	if (!wait->fence) {
		campaign_note_over(c, wait->number);
		return;
	}
	struct session *s = campaign_find_owner(c, wait->party, &index);
	if (s && session_frame(s, &f, when))
		campaign_reschedule(c, index);
}

/* A number that its session has never sent, or has had back. */
static void
pass_strange_fence(struct campaign *c, const struct hub *h, unsigned setup,
    const struct frame *frame, struct reading_time when)
{
	struct frame f = *frame;
	f.fence =
	    frame->fence > 0 && frame->fence <= h->newest ? 1 : UINT64_MAX;
	session_frame(slot_of(c, setup)->session, &f, when);
}

static void
take_fence(struct campaign *c, struct hub *h, unsigned setup,
    const struct frame *frame, struct reading_time when)
{
	if (!hub_take(h, frame->fence)) {
		pass_strange_fence(c, h, setup, frame, when);
		return;
	}
	struct hub_wait wait;
	while (hub_next(h, &wait))
		tell_waiting(c, &wait, frame, when);
	if (hub_send(h, c->now_ns))
		send_fence(c, h);
}

static void
note_about(struct campaign *c, unsigned number)
{
	if (number == 0)
		return;
	for (size_t i = 0; i < c->about.count; i++)
		if (c->about.items[i] == number)
			return;
	vec_push(&c->about, number);
}

/* The cases whose interaction, agents, places, queues or workbins it names. */
static void
find_about(struct campaign *c, const struct message *m)
{
	const struct ledger *ledger = pool_ledger(c->pool);
	size_t run_id_size = strlen(c->setup.run_id);
	c->about.count = 0;
	for (size_t i = 0; i < message_count(m); i++) {
		const struct attribute *a = message_attribute(m, i);
		if (a->kind != VALUE_STRING)
			continue;
		unsigned number = a->text_size > run_id_size
		    ? ledger_find_number(c->setup.run_id, a->text)
		    : 0;
		note_about(c, number ? number : ledger_owner(ledger, a->text));
	}
}

/*
 * It has ended and something is said about what it was lent: true if that can
 * be ignored, since the clean-up may have caused it.
 */
static bool
is_of_clean_up(const struct campaign *c, unsigned number)
{
	const struct fate *f = fate_of(c, number);
	return f && f->has_ended && !f->is_over;
}

/* Its suites may be of several catalogues; the first one's serves to look. */
static const struct message_spec *
spec_of(const struct hub *h, const struct message *m)
{
	return catalogue_find(h->suites.items[0]->catalogue, message_name(m));
}

/* Whoever awaits such an event, if not too many could. */
static bool
pass_to_guessed(struct campaign *c, const struct hub *h,
    const struct frame *frame, struct reading_time when)
{
	const struct message_spec *spec = spec_of(h, frame->message);
	bool is_taken = false;
	if (c->running > GUESSES_MAX || !spec || !message_spec_is_news(spec))
		return false;
	c->about.count = 0;
	for (size_t i = 0; i < c->deadlines.entries.count; i++)
		vec_push(&c->about, c->deadlines.entries.items[i].item);
	for (size_t i = 0; i < c->about.count; i++) {
		struct slot *slot = slot_of(c, c->about.items[i]);
		struct frame f = *frame;
		f.party = number_of(c, slot, h);
		if (f.party && session_awaits(slot->session, &f, when))
			is_taken |=
			    pass_on(c, h, c->about.items[i], frame, when);
	}
	return is_taken;
}

/* True: it is a case's, or of no matter. */
static bool
pass_to_cases(struct campaign *c, const struct hub *h,
    const struct frame *frame, struct reading_time when)
{
	bool is_taken = false;
	find_about(c, frame->message);
	if (c->about.count == 0)
		return pass_to_guessed(c, h, frame, when);
	for (size_t i = 0; i < c->about.count; i++) {
		unsigned number = c->about.items[i];
		int index = campaign_find_running(c, number);
		is_taken |= index >= 0
		    ? pass_on(c, h, (unsigned)index, frame, when)
		    : is_of_clean_up(c, number);
	}
	return is_taken;
}

/*
 * The case whose interaction it is about, if it had passed and is long over.
 * What a case caused here that does not share this party, its fences did not
 * await.
 */
static const struct run_case *
find_late(
    const struct campaign *c, const struct hub *h, const struct message *m)
{
	const struct message_spec *spec = spec_of(h, m);
	const struct attribute *about =
	    spec && message_spec_is_news(spec) && spec->about
	    ? message_find_path(m, spec->about, spec->about_size)
	    : NULL;
	const struct fate *f = about && about->kind == VALUE_STRING
	    ? fate_of(c, ledger_find_number(c->setup.run_id, about->text))
	    : NULL;
	return f && c->server.has_fence && f->is_over && f->has_passed &&
		!f->was_left && hub_serves(h, c->setup.cases[f->kind].suite)
	    ? case_of(c, f->kind)
	    : NULL;
}

static void
take_message(struct campaign *c, const struct hub *h, unsigned setup,
    const struct frame *frame, struct reading_time when)
{
	struct session *s = slot_of(c, setup)->session;
	if (h->state == HUB_IN_PLACE && pass_to_cases(c, h, frame, when))
		return;
	const struct run_case *late = find_late(c, h, frame->message);
	if (late)
		session_take_late(s, frame, late, when);
	else
		session_frame(s, frame, when);
}

/* All cases that are under way; each has to be asked whether it shares it. */
static void
list_under_way(struct campaign *c)
{
	c->about.count = 0;
	for (size_t i = 0; i < c->deadlines.entries.count; i++)
		vec_push(&c->about, c->deadlines.entries.items[i].item);
}

/* It is closed to all that share it; for later cases it is set up again. */
static void
take_closed(struct campaign *c, struct hub *h, unsigned setup,
    const struct frame *frame, struct reading_time when)
{
	struct session *s = slot_of(c, setup)->session;
	bool is_lost = h->state == HUB_IN_PLACE;
	if (is_lost)
		hub_lose(h);
	list_under_way(c);
	for (size_t i = 0; i < c->about.count; i++)
		pass_on(c, h, c->about.items[i], frame, when);
	session_frame(s, frame, when);
	if (is_lost)
		session_release(s, when.time_ns);
}

void
campaign_share_down(struct campaign *c, unsigned setup,
    const struct frame *frame, struct reading_time when)
{
	struct slot *slot = slot_of(c, setup);
	struct hub *h = slot->sets_up;
	switch (frame->kind) {
	case FRAME_FENCE:
		take_fence(c, h, setup, frame, when);
		break;
	case FRAME_MESSAGE:
		take_message(c, h, setup, frame, when);
		break;
	case FRAME_CLOSED:
		take_closed(c, h, setup, frame, when);
		break;
	case FRAME_OPENED:
	case FRAME_ERROR:
	case FRAME_OPEN:
	case FRAME_SEND:
	case FRAME_CLOSE:
		session_frame(slot->session, frame, when);
		break;
	}
	if (slot->session)
		campaign_reschedule(c, setup);
}

static void
break_off(struct campaign *c, unsigned index, uint32_t party, const char *raw,
    size_t size, const char *problem, struct reading_time when)
{
	struct session *s = slot_of(c, index)->session;
	session_malformed(
	    s, session_party_index(s, party), raw, size, problem, when);
	campaign_reschedule(c, index);
}

void
campaign_share_malformed(struct campaign *c, unsigned setup, const char *raw,
    size_t size, const char *problem, struct reading_time when)
{
	const struct slot *slot = slot_of(c, setup);
	const struct hub *h = slot->sets_up;
	char *text = mem_strndup(raw, size);
	unsigned number = ledger_find_number(c->setup.run_id, text);
	int index = campaign_find_running(c, number);
	bool is_taken = false;
	free(text);
	c->about.count = 0;
	if (index >= 0)
		vec_push(&c->about, (unsigned)index);
	else if (c->running <= GUESSES_MAX)
		list_under_way(c);
	for (size_t i = 0; i < c->about.count; i++) {
		unsigned one = c->about.items[i];
		uint32_t party = number_of(c, slot_of(c, one), h);
		if (!party)
			continue;
		break_off(c, one, party, raw, size, problem, when);
		is_taken = true;
	}
	if (!is_taken)
		break_off(
		    c, setup, slot->first_party, raw, size, problem, when);
}
