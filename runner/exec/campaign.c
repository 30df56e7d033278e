/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"
#include "runner/exec/campaign_state.h"
#include "runner/exec/notice.h"

#include <assert.h>
#include <stdlib.h>

static void
emit(struct campaign *c, struct run_event *event, int64_t time_ns)
{
	event->time_ns = time_ns - c->start_ns;
	event->run = &c->facts;
	for (unsigned i = 0; i < c->setup.sink_count; i++)
		c->setup.sinks[i]->event(c->setup.sinks[i], event);
}

void
campaign_pause(const struct campaign *c)
{
	sinks_pause(c->setup.sinks, c->setup.sink_count);
}

static void
stop_starting(struct campaign *c, const char *problem)
{
	c->next = c->setup.case_count;
	c->fed.is_over = true;
	c->summary.problem = problem;
}

static void
emit_of_case(void *context, unsigned case_index, struct run_event *event,
    int64_t time_ns)
{
	struct campaign *c = context;
	event->test = case_of(c, case_index);
	if (c->setup.verdicts_only && event->kind != RUN_CASE_ENDED)
		return;
	event->case_time_ns = time_ns - c->slots[case_index].start_ns;
	if (event->kind == RUN_QUIET)
		event->quiet_ns -= c->slots[case_index].start_ns;
	emit(c, event, time_ns);
}

/* Of a case that is not run. */
static void
tell_start(struct campaign *c, unsigned case_index, int64_t now_ns)
{
	struct slot *slot = &c->slots[case_index];
	struct run_event event = { .kind = RUN_CASE_STARTED };
	slot->was_told = true;
	slot->start_ns = slot->end_ns = now_ns;
	emit_of_case(c, case_index, &event, now_ns);
}

/* It is final how the case ended: as of the time at which it did. */
static void
tell_end(void *context, unsigned case_index, const struct outcome *outcome)
{
	struct campaign *c = context;
	struct slot *slot = &c->slots[case_index];
	const struct run_case *test = case_of(c, case_index);
	int64_t wait_ns = slot->pattern->longest_wait_ns;
	struct run_event event = { .kind = RUN_CASE_ENDED, .outcome = outcome };
	if (!slot->was_told)
		tell_start(c, case_index, c->newest_ns);
	run_summary_count(&c->summary, test, outcome);
	if (!c->setup.feed)
		slack_add(c->slack, test, outcome);
	if (slot->was_run && wait_ns > c->summary.longest_timer_ns)
		c->summary.longest_timer_ns = wait_ns;
	emit_of_case(c, case_index, &event, slot->end_ns);
	if (c->setup.max_failures &&
	    c->summary.counts[VERDICT_FAIL] >= c->setup.max_failures)
		stop_starting(
		    c, "no further case was started: enough had failed");
}

static void
end_of_case(void *context, unsigned case_index, struct outcome *outcome,
    int64_t time_ns)
{
	struct campaign *c = context;
	c->slots[case_index].end_ns = time_ns;
	if (!c->setup.feed) {
		reliance_end(c->reliance, case_index, outcome);
		return;
	}
	tell_end(c, case_index, outcome);
	outcome_clear(outcome);
}

static bool
look_of_case(void *context, unsigned case_index, struct run_event *fact,
    struct sighting *sighting)
{
	struct campaign *c = context;
	fact->run = &c->facts;
	fact->test = case_of(c, case_index);
	fact->time_ns = sighting->now_ns - c->start_ns;
	fact->case_time_ns = sighting->now_ns - c->slots[case_index].start_ns;
	return c->setup.observer->look(c->setup.observer->context, sighting);
}

/* Reported once: the first time says what later cases may suffer from. */
static void
note_complaint(
    void *context, unsigned case_index, const char *text, int64_t time_ns)
{
	struct campaign *c = context;
	const struct run_case *test = case_of(c, case_index);
	pool_note_left(c->slots[case_index].loan, notice_left(test, text));
	if (!c->has_complained && !c->setup.verdicts_only)
		campaign_note(c, notice_clean_up(test, text), time_ns);
	c->has_complained = true;
}

/* The same; but the case is already judged, so the run has to say so. */
static void
note_broken_binding(void *context, const char *text, int64_t time_ns)
{
	struct campaign *c = context;
	if (c->summary.broken_bindings++ == 0 && !c->setup.verdicts_only)
		campaign_note(c, mem_strdup(text), time_ns);
}

static void
count_left_out(void *context, uint64_t count)
{
	struct campaign *c = context;
	c->left_out += count;
}

static void
send_of_case(void *context, const struct frame *frame)
{
	struct campaign *c = context;
	c->send(c->context, frame);
}

static void
compile_all(struct campaign *c, struct diag *diag)
{
	for (unsigned i = 0; i < c->setup.case_count; i++) {
		const struct planned_case *planned = &c->setup.cases[i];
		struct slot *slot = &c->slots[i];
		slot->number = i + 1;
		slot->pattern = pattern_compile(
		    planned->suite, c->setup.target, planned->test, diag);
		slot->teardown = suite_teardowns_find(
		    &c->teardowns, planned->suite, c->setup.target, diag);
		reliance_add(c->reliance, case_of(c, i), planned->test);
	}
	reliance_link(c->reliance);
}

static void
order_all(struct campaign *c)
{
	for (unsigned i = 0; i < c->setup.case_count; i++)
		plan_note(c->plan, i, c->slots[i].pattern->longest_wait_ns,
		    reliance_is_relied_on(c->reliance, i));
	plan_sort(c->plan);
}

struct campaign *
campaign_new(const struct campaign_setup *setup, struct diag *diag)
{
	struct campaign *c = mem_zalloc(sizeof(*c));
	unsigned count = setup->case_count, errors = diag->error_count;
	c->setup = *setup;
	c->host = (struct session_host){ .context = c,
		.send = send_of_case,
		.emit = emit_of_case,
		.leave_out = count_left_out,
		.complain = note_complaint,
		.accuse = note_broken_binding,
		.end = end_of_case,
		.look = setup->observer ? look_of_case : NULL };
	c->slots = mem_zalloc(count * sizeof(*c->slots));
	c->plan = plan_new(setup->cases, count);
	c->reliance = reliance_new(count, c, tell_end);
	c->pool = pool_new(setup->target);
	c->slack = slack_new();
	compile_all(c, diag);
	if (diag->error_count != errors) {
		campaign_free(c);
		return NULL;
	}
	order_all(c);
	return c;
}

static void
clear_slot(struct campaign *c, struct slot *slot)
{
	session_free(slot->session);
	pool_return(c->pool, slot->loan);
	slot->session = NULL;
	slot->loan = NULL;
}

static unsigned
slot_count(const struct campaign *c)
{
	return c->setup.case_count + c->fed.size;
}

/* What campaign_start() and the server brought. */
static void
clear_run(struct campaign *c)
{
	for (unsigned i = 0; i < slot_count(c); i++)
		clear_slot(c, &c->slots[i]);
	free((char *)c->server.url);
	free((char *)c->server.name);
	free((char *)c->server.version);
	free(c->problem);
	slack_free(c->slack);
	while (c->deadlines.entries.count > 0)
		heap_pop(&c->deadlines);
}

void
campaign_reset(struct campaign *c)
{
	assert(!c->setup.feed);
	clear_run(c);
	c->server = (struct campaign_server){ 0 };
	c->problem = NULL;
	c->slack = slack_new();
	c->next = c->running = c->running_first = 0;
	reliance_reset(c->reliance);
	for (unsigned i = 0; i < c->setup.case_count; i++)
		c->slots[i].was_told = c->slots[i].was_run = false;
	window_clear(&c->owners);
	c->oldest_party = 0;
	c->broken = c->has_complained = false;
	c->left_out = 0;
	c->summary = (struct run_summary){ 0 };
	pool_reset(c->pool);
}

void
campaign_free(struct campaign *c)
{
	if (!c)
		return;
	clear_run(c);
	for (unsigned i = 0; i < c->setup.case_count; i++)
		pattern_free(c->slots[i].pattern);
	suite_teardowns_free(&c->teardowns);
	heap_free(&c->deadlines);
	vec_free(&c->due);
	free(c->slots);
	plan_free(c->plan);
	reliance_free(c->reliance);
	window_free(&c->owners);
	campaign_close_feed(c);
	pool_free(c->pool);
	free(c);
}

/*
 * Judged without being run: a reading excludes it, or the pools are too small.
 */
static void
settle_case(struct campaign *c, unsigned index, enum verdict verdict,
    enum finding finding, char *sentence, int64_t now_ns)
{
	struct outcome outcome = {
		.verdict = verdict, .finding = finding, .sentence = sentence
	};
	tell_start(c, index, now_ns);
	end_of_case(c, index, &outcome, now_ns);
}

/* Note when the case is due next; free what it has when it is over. */
static void
reschedule(struct campaign *c, unsigned index)
{
	struct slot *slot = &c->slots[index];
	if (session_phase(slot->session) != SESSION_ENDED) {
		heap_set(&c->deadlines, index, session_deadline(slot->session));
		return;
	}
	heap_remove(&c->deadlines, index);
	campaign_drop_parties(c, index);
	clear_slot(c, slot);
	c->running--;
	c->running_first -= !slot->is_last;
	c->has_room = true;
	if (c->setup.feed)
		campaign_reuse(c, index);
}

/* What the case has borrowed, and who plays in it. */
static void
announce(struct campaign *c, unsigned index, int64_t now_ns)
{
	struct leased_party parties[PATTERN_MAX_PARTIES];
	struct case_lease told = loan_describe(
	    c->slots[index].loan, c->slots[index].pattern, parties);
	struct run_event event = { .kind = RUN_CASE_STARTED, .lease = &told };
	emit_of_case(c, index, &event, now_ns);
}

static void
start_session(struct campaign *c, unsigned index, int64_t now_ns)
{
	struct slot *slot = &c->slots[index];
	campaign_number_parties(c, index);
	struct session_setup setup = { .pattern = slot->pattern,
		.teardown = slot->teardown,
		.lease = &slot->loan->lease,
		.case_index = index,
		.first_party = slot->first_party,
		.has_fence = c->server.has_fence,
		.test = case_of(c, index),
		.trace = c->setup.trace,
		.verdicts_only = c->setup.verdicts_only };
	slot->session = session_new(&setup, &c->host);
	slot->was_told = slot->was_run = true;
	slot->start_ns = now_ns;
	if (!c->setup.verdicts_only)
		announce(c, index, now_ns);
	c->running++;
	c->running_first += !slot->is_last;
	session_start(slot->session, now_ns);
	reschedule(c, index);
}

bool
campaign_start_case(
    struct campaign *c, const struct planned_start *s, int64_t now_ns)
{
	unsigned index = s->index;
	struct slot *slot = &c->slots[index];
	slot->is_last = s->is_last;
	if (s->is_last && c->running_first > 0)
		return false;
	if (!slot->pattern->applies) {
		settle_case(c, index, VERDICT_SKIPPED, FINDING_NONE,
		    mem_printf("The target's choice for %s excludes this case.",
			slot->pattern->condition),
		    now_ns);
		return true;
	}
	if (slot->pattern->uses_queue2 && c->setup.target->queues.count == 1) {
		settle_case(c, index, VERDICT_SKIPPED, FINDING_NONE,
		    mem_strdup(
			"The target has one queue; this case needs two."),
		    now_ns);
		return true;
	}
	if (!pool_suffices(c->pool, slot->pattern)) {
		settle_case(c, index, VERDICT_ERROR, FINDING_UNRESOLVED,
		    mem_printf("The pools of the target '%s' hold too few "
			       "agents, queues or workbins for this case.",
			c->setup.target->name),
		    now_ns);
		return true;
	}
	slot->loan =
	    pool_lend(c->pool, slot->pattern, c->setup.run_id, slot->number);
	if (!slot->loan)
		return false;
	start_session(c, index, now_ns);
	return true;
}

static void
start_cases(struct campaign *c, int64_t now_ns)
{
	if (c->setup.feed) {
		campaign_start_fed(c, now_ns);
		return;
	}
	if (!c->has_room)
		return;
	c->has_room = false;
	while (c->next < c->setup.case_count && c->running < c->setup.jobs &&
	    campaign_start_case(c, plan_start(c->plan, c->next), now_ns))
		c->next++;
}

void
campaign_start(struct campaign *c, const struct campaign_server *server,
    void *context, void (*send)(void *context, const struct frame *frame),
    int64_t now_ns)
{
	c->context = context;
	c->send = send;
	c->start_ns = now_ns;
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
	c->facts.case_count = c->setup.case_count;
	c->facts.jobs = c->setup.jobs;
	c->facts.target = c->setup.target;
	struct run_event event = { .kind = RUN_STARTED };
	emit(c, &event, now_ns);
	c->has_room = true;
	if (c->setup.feed)
		campaign_open_feed(c);
	start_cases(c, now_ns);
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
	if (!s)
		return; /* a late message to a party that has left */
	if (!session_frame(s, frame, when))
		return;
	reschedule(c, index);
	start_cases(c, when.time_ns);
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

void
campaign_malformed(struct campaign *c, const char *raw, size_t size,
    unsigned party, const char *problem, struct reading_time when)
{
	unsigned index;
	struct session *s = campaign_find_owner(c, party, &index);
	if (s) {
		session_malformed(
		    s, session_party_index(s, party), raw, size, problem, when);
		reschedule(c, index);
		start_cases(c, when.time_ns);
		return;
	}
	if (campaign_has_left(c, party))
		return; /* it was for a party that has left */
	/* It is unknown whose it was: it counts for all running cases. */
	take_due(c, TIME_NEVER_NS);
	for (size_t i = 0; i < c->due.count; i++) {
		index = c->due.items[i];
		session_malformed(
		    c->slots[index].session, 0, raw, size, problem, when);
		reschedule(c, index);
	}
	start_cases(c, when.time_ns);
}

void
campaign_advance(struct campaign *c, int64_t now_ns, int64_t quiet_ns)
{
	take_due(c, now_ns);
	for (size_t i = 0; i < c->due.count; i++) {
		unsigned index = c->due.items[i];
		session_advance(c->slots[index].session, now_ns, quiet_ns);
		reschedule(c, index);
	}
	start_cases(c, now_ns);
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

void
campaign_break(
    struct campaign *c, bool interrupted, const char *problem, int64_t now_ns)
{
	if (c->broken)
		return;
	c->problem = mem_strdup(problem);
	c->summary.interrupted = interrupted;
	stop_starting(c, c->problem);
	take_due(c, TIME_NEVER_NS);
	for (size_t i = 0; i < c->due.count; i++) {
		unsigned index = c->due.items[i];
		session_break(c->slots[index].session,
		    interrupted ? VERDICT_ABORTED : VERDICT_ERROR,
		    interrupted ? FINDING_NONE : FINDING_UNREACHABLE, problem,
		    now_ns);
		reschedule(c, index);
	}
	c->broken = true;
}

void
campaign_note_lag(struct campaign *c, int64_t lag_ns)
{
	if (lag_ns < MATCH_LAG_LIMIT_NS)
		return;
	for (unsigned i = 0; i < slot_count(c); i++)
		if (c->slots[i].session)
			session_note_lag(c->slots[i].session, lag_ns);
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
		emit(c, &event, now_ns);
	free(notice);
}

bool
campaign_is_over(const struct campaign *c)
{
	return c->running == 0 &&
	    (c->setup.feed ? c->fed.is_over : c->next == c->setup.case_count);
}

const struct run_summary *
campaign_finish(struct campaign *c, int64_t now_ns)
{
	campaign_note(c, notice_left_out(c->left_out), now_ns);
	c->newest_ns = now_ns;
	if (!c->setup.feed)
		reliance_flush(c->reliance);
	c->summary.duration_ns = now_ns - c->start_ns;
	c->summary.deadlines = slack_rows(c->slack, &c->summary.deadline_count);
	struct run_event event = { .kind = RUN_ENDED, .summary = &c->summary };
	emit(c, &event, now_ns);
	return &c->summary;
}
