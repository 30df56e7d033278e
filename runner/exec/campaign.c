/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"
#include "core/escape.h"
#include "runner/exec/campaign_state.h"
#include "runner/exec/notice.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A sentence with the name of a message. */
#define STRANGER_MAX_BYTES ((size_t)1 << 10)

void
campaign_pause(const struct campaign *c)
{
	sinks_pause(c->setup.sinks, c->setup.sink_count);
}

struct campaign *
campaign_new(const struct campaign_setup *setup, struct diag *diag)
{
	struct campaign *c = mem_zalloc(sizeof(*c));
	c->setup = *setup;
	c->host = campaign_host(c);
	c->pool = pool_new(setup->target);
	c->slack = slack_new();
	if (campaign_plan(c, diag))
		return c;
	campaign_free(c);
	return NULL;
}

/* What campaign_start() and the server brought. */
static void
clear_run(struct campaign *c)
{
	for (unsigned i = 0; i < c->slots.count; i++)
		campaign_clear_slot(c, slot_of(c, i));
	free((char *)c->server.url);
	free((char *)c->server.name);
	free((char *)c->server.version);
	free(c->problem);
	free(c->cleared.first);
	slack_free(c->slack);
	campaign_forget_attempts(c);
	while (c->deadlines.entries.count > 0)
		heap_pop(&c->deadlines);
}

static void
reset_slot(struct slot *slot)
{
	slot->was_told = slot->was_run = slot->is_again = false;
}

void
campaign_reset(struct campaign *c)
{
	assert(!c->setup.feed);
	clear_run(c);
	c->server = (struct campaign_server){ 0 };
	c->problem = NULL;
	c->slack = slack_new();
	c->next = c->running = c->running_first = c->standing = 0;
	reliance_reset(c->reliance);
	for (unsigned i = 0; i < c->case_count; i++)
		reset_slot(slot_of(c, i));
	for (size_t i = 0; i < c->hubs.count; i++)
		hub_reset(c->hubs.items[i]);
	window_clear(&c->owners);
	window_clear(&c->fates);
	c->oldest_party = c->oldest_fate = 0;
	c->broken = c->is_accused = c->has_complained = false;
	c->left_out = c->left_out_bytes = 0;
	c->cleared.first = NULL;
	c->cleared.count = c->cleared.failures = 0;
	c->summary = (struct run_summary){ 0 };
	pool_reset(c->pool);
}

void
campaign_free(struct campaign *c)
{
	if (!c)
		return;
	clear_run(c);
	for (unsigned i = 0; i < c->slots.count; i++)
		if (!slot_of(c, i)->has_anothers)
			pattern_free(slot_of(c, i)->pattern);
	for (size_t i = 0; i < c->hubs.count; i++)
		hub_free(c->hubs.items[i]);
	vec_free(&c->hubs);
	vec_free(&c->replies);
	vec_free(&c->about);
	suite_teardowns_free(&c->teardowns);
	heap_free(&c->deadlines);
	vec_free(&c->due);
	vec_free(&c->again.queue);
	vec_free(&c->slots);
	vec_free(&c->cases);
	plan_free(c->plan);
	reliance_free(c->reliance);
	window_free(&c->owners);
	window_free(&c->fates);
	campaign_close_feed(c);
	pool_free(c->pool);
	free(c);
}

void
campaign_start(struct campaign *c, const struct campaign_server *server,
    void *context, void (*send)(void *context, const struct frame *frame),
    int64_t now_ns)
{
	c->context = context;
	c->send = send;
	c->start_ns = c->now_ns = now_ns;
	c->server = (struct campaign_server){ .url = mem_strdup(server->url),
		.name = mem_strdup(server->name),
		.version = mem_strdup(server->version),
		.has_fence = server->has_fence };
	c->facts = c->setup.facts;
	c->facts.target_name = c->setup.target->name;
	c->facts.target_url = c->server.url;
	c->facts.server_name = c->server.name;
	c->facts.server_version = c->server.version;
	c->facts.cases = plan_cases(c->plan);
	c->facts.case_count = c->case_count;
	c->facts.jobs = c->setup.jobs;
	c->facts.target = c->setup.target;
	struct run_event event = { .kind = RUN_STARTED };
	campaign_emit(c, &event, now_ns);
	c->has_room = true;
	if (c->setup.feed) {
		campaign_open_feed(c);
		campaign_set_up(c, now_ns);
	}
	campaign_start_cases(c, now_ns);
}

/*
 * Take the cases that are due at 'until_ns', earliest first, out of the heap
 * and into 'due'; each has to be rescheduled.  Cases that start meanwhile are
 * not among them.
 */
static void
take_due(struct campaign *c, int64_t until_ns)
{
	c->due.count = 0;
	while (c->deadlines.entries.count > 0 &&
	    heap_first_key(&c->deadlines) <= until_ns)
		vec_push(&c->due, heap_pop(&c->deadlines));
}

/* Whoever the message was for has not got it: it counts for all running cases.
 */
static void
accuse_of_stranger(struct campaign *c, const struct frame *frame)
{
	struct buf sentence;
	const char *name = message_name(frame->message);
	buf_init(&sentence, STRANGER_MAX_BYTES);
	buf_add_text(&sentence, "The binding is broken: ");
	escape_line(&sentence, name, strlen(name));
	buf_printf(&sentence,
	    " came for party %u, which was never opened (B-70).", frame->party);
	take_due(c, TIME_NEVER_NS);
	if (c->due.count == 0)
		c->host.accuse(c, buf_text(&sentence), c->now_ns);
	for (size_t i = 0; i < c->due.count; i++) {
		unsigned index = c->due.items[i];
		session_accuse(slot_of(c, index)->session,
		    mem_strdup(buf_text(&sentence)), c->now_ns);
		campaign_reschedule(c, index);
	}
	buf_free(&sentence);
	campaign_start_cases(c, c->now_ns);
}

void
campaign_frame(
    struct campaign *c, const struct frame *frame, struct reading_time when)
{
	if (frame->kind == FRAME_ERROR && frame->party == 0) {
		char *text =
		    mem_printf("the server could not serve the channel: %s",
			frame_text(frame));
		campaign_break(c, false, text, when.time_ns);
		free(text);
		return;
	}
	unsigned index;
	struct session *s = campaign_find_owner(c, frame->party, &index);
	c->now_ns = when.time_ns;
	if (frame->is_derived && !c->has_derived_tags &&
	    !c->setup.verdicts_only)
		campaign_note(c, mem_strdup(NOTICE_DERIVED_TAGS), when.time_ns);
	c->has_derived_tags |= frame->is_derived;
	if (!s || campaign_is_stand_in(c, index, frame->party)) {
		if (frame->kind == FRAME_MESSAGE &&
		    !campaign_has_left(c, frame->party))
			accuse_of_stranger(c, frame);
		return;
	}
	if (slot_of(c, index)->sets_up) {
		campaign_share_down(c, index, frame, when);
		campaign_start_cases(c, when.time_ns);
		return;
	}
	if (!session_frame(s, frame, when))
		return;
	campaign_reschedule(c, index);
	campaign_start_cases(c, when.time_ns);
}

void
campaign_malformed(struct campaign *c, const char *raw, size_t size,
    unsigned party, const char *problem, struct reading_time when)
{
	unsigned index;
	struct session *s = campaign_find_owner(c, party, &index);
	c->now_ns = when.time_ns;
	if (s && slot_of(c, index)->sets_up) {
		campaign_share_malformed(c, index, raw, size, problem, when);
		campaign_start_cases(c, when.time_ns);
		return;
	}
	if (s) {
		session_malformed(
		    s, session_party_index(s, party), raw, size, problem, when);
		campaign_reschedule(c, index);
		campaign_start_cases(c, when.time_ns);
		return;
	}
	if (campaign_has_left(c, party))
		return; /* it was for a party that has left */
	/* It is unknown whose it was: it counts for all running cases. */
	take_due(c, TIME_NEVER_NS);
	for (size_t i = 0; i < c->due.count; i++) {
		index = c->due.items[i];
		session_malformed(
		    slot_of(c, index)->session, 0, raw, size, problem, when);
		campaign_reschedule(c, index);
	}
	campaign_start_cases(c, when.time_ns);
}

void
campaign_advance(struct campaign *c, int64_t now_ns, int64_t quiet_ns)
{
	c->now_ns = now_ns;
	take_due(c, now_ns);
	for (size_t i = 0; i < c->due.count; i++) {
		unsigned index = c->due.items[i];
		session_advance(slot_of(c, index)->session, now_ns, quiet_ns);
		campaign_reschedule(c, index);
	}
	campaign_start_cases(c, now_ns);
}

int64_t
campaign_deadline(const struct campaign *c)
{
	int64_t first_ns = heap_first_key(&c->deadlines);
	bool is_awaited =
	    c->setup.feed && !c->fed.is_blocked && !c->fed.is_over;
	return is_awaited && c->fed.due_ns < first_ns ? c->fed.due_ns
						      : first_ns;
}

/*
 * What stands was judged when it came to stand.  Others may need it until they
 * are closed, if that is waited for.
 */
static void
break_case(struct campaign *c, unsigned index, const char *problem)
{
	struct session *s = slot_of(c, index)->session;
	if (!session_is_standing(s))
		session_break(s,
		    c->summary.interrupted ? VERDICT_ABORTED : VERDICT_ERROR,
		    c->summary.interrupted ? FINDING_NONE : c->break_finding,
		    problem, c->now_ns);
	else if (!c->summary.interrupted)
		session_release(s, c->now_ns);
	campaign_reschedule(c, index);
}

void
campaign_accuse(struct campaign *c)
{
	c->is_accused = true;
}

void
campaign_break(
    struct campaign *c, bool interrupted, const char *problem, int64_t now_ns)
{
	if (c->broken)
		return;
	c->problem = mem_strdup(problem);
	c->break_finding = FINDING_UNREACHABLE;
	if (c->is_accused) {
		c->break_finding = FINDING_BROKEN_BINDING;
		c->summary.broken_bindings++;
	}
	c->summary.interrupted = interrupted;
	campaign_stop_starting(c, c->problem);
	c->now_ns = now_ns;
	take_due(c, TIME_NEVER_NS);
	for (size_t i = 0; i < c->due.count; i++)
		break_case(c, c->due.items[i], problem);
	c->broken = true;
	campaign_start_cases(c, now_ns);
}

void
campaign_note_lag(struct campaign *c, int64_t lag_ns)
{
	if (lag_ns < MATCH_LAG_LIMIT_NS)
		return;
	for (unsigned i = 0; i < c->slots.count; i++)
		if (slot_of(c, i)->session)
			session_note_lag(slot_of(c, i)->session, lag_ns);
}

void
campaign_watch_path(struct campaign *c, const struct transit *path)
{
	c->path = path;
}

void
campaign_note_stop(struct campaign *c, int64_t stood_ns)
{
	if (c->setup.feed && c->setup.feed->late)
		c->setup.feed->late(c->setup.feed->context, stood_ns);
}

void
campaign_note(struct campaign *c, char *notice, int64_t now_ns)
{
	struct run_event event = { .kind = RUN_NOTICE, .notice = notice };
	if (notice)
		campaign_emit(c, &event, now_ns);
	free(notice);
}

uint32_t
campaign_standing_party(const struct campaign *c, unsigned nth)
{
	for (size_t i = 0; i < c->hubs.count; i++) {
		const struct hub *h = c->hubs.items[i];
		if (h->state == HUB_IN_PLACE && nth-- == 0)
			return slot_of(c, h->setup)->first_party;
	}
	return 0;
}

bool
campaign_is_over(const struct campaign *c)
{
	return c->running == 0 && c->standing == 0 &&
	    (c->setup.feed
		    ? c->fed.is_over
		    : c->next == c->case_count && !campaign_has_retries(c));
}

const struct run_summary *
campaign_finish(struct campaign *c, int64_t now_ns)
{
	campaign_note(c,
	    notice_cleared(
		c->cleared.first, c->cleared.count, c->cleared.failures),
	    now_ns);
	campaign_note(
	    c, notice_left_out(c->left_out, c->left_out_bytes), now_ns);
	c->newest_ns = now_ns;
	if (!c->setup.feed) {
		campaign_flush_attempts(c);
		reliance_flush(c->reliance);
	}
	c->summary.duration_ns = now_ns - c->start_ns;
	c->summary.deadlines = slack_rows(c->slack, &c->summary.deadline_count);
	struct run_event event = { .kind = RUN_ENDED, .summary = &c->summary };
	campaign_emit(c, &event, now_ns);
	return &c->summary;
}
