/* SPDX-License-Identifier: Apache-2.0 */
/* What a campaign tells: to the sinks, of its sessions and of the run. */
#include "runner/exec/campaign_state.h"
#include "runner/exec/notice.h"
#include "runner/exec/transit.h"

void
campaign_emit(struct campaign *c, struct run_event *event, int64_t time_ns)
{
	event->time_ns = time_ns - c->start_ns;
	event->run = &c->facts;
	for (unsigned i = 0; i < c->setup.sink_count; i++)
		c->setup.sinks[i]->event(c->setup.sinks[i], event);
}

void
campaign_stop_starting(struct campaign *c, const char *problem)
{
	c->next = c->case_count;
	c->again.next = c->again.queue.count;
	c->fed.is_over = true;
	c->summary.problem = problem;
}

void
campaign_emit_of_case(void *context, unsigned case_index,
    struct run_event *event, int64_t time_ns)
{
	struct campaign *c = context;
	bool is_silent =
	    c->setup.verdicts_only || slot_of(c, case_index)->is_again;
	event->test = case_of(c, case_index);
	if (is_silent && event->kind != RUN_CASE_ENDED)
		return;
	event->case_time_ns = time_ns - slot_of(c, case_index)->start_ns;
	if (event->kind == RUN_QUIET)
		event->quiet_ns -= slot_of(c, case_index)->start_ns;
	campaign_emit(c, event, time_ns);
}

void
campaign_tell_start(struct campaign *c, unsigned case_index, int64_t now_ns)
{
	struct slot *slot = slot_of(c, case_index);
	struct run_event event = { .kind = RUN_CASE_STARTED };
	slot->was_told = true;
	slot->start_ns = slot->end_ns = now_ns;
	campaign_emit_of_case(c, case_index, &event, now_ns);
}

/* As of the time at which it did. */
void
campaign_tell_end(
    void *context, unsigned case_index, const struct outcome *outcome)
{
	struct campaign *c = context;
	struct slot *slot = slot_of(c, case_index);
	const struct run_case *test = case_of(c, case_index);
	int64_t wait_ns = slot->pattern->longest_wait_ns;
	struct run_event event = { .kind = RUN_CASE_ENDED, .outcome = outcome };
	if (!slot->was_told)
		campaign_tell_start(c, case_index, c->newest_ns);
	run_summary_count(&c->summary, test, outcome);
	if (!c->setup.feed)
		slack_add(c->slack, test, outcome);
	if (slot->was_run && wait_ns > c->summary.longest_timer_ns)
		c->summary.longest_timer_ns = wait_ns;
	campaign_emit_of_case(c, case_index, &event, slot->end_ns);
	if (c->setup.max_failures &&
	    c->summary.counts[VERDICT_FAIL] >= c->setup.max_failures)
		campaign_stop_starting(
		    c, "no further case was started: enough had failed");
}

static void
end_setup(struct campaign *c, struct hub *h, const struct outcome *outcome)
{
	if (h->state != HUB_LOST)
		h->state = HUB_OUT_OF_USE;
	h->finding = outcome->finding;
	c->has_room = true; /* for those who have waited for it */
}

void
campaign_end_case(void *context, unsigned case_index, struct outcome *outcome,
    int64_t time_ns)
{
	struct campaign *c = context;
	struct slot *slot = slot_of(c, case_index);
	if (slot->sets_up)
		end_setup(c, slot->sets_up, outcome);
	if (slot->is_again) {
		outcome_clear(outcome);
		return;
	}
	slot->end_ns = time_ns;
	campaign_note_end(c, slot, outcome->verdict);
	if (campaign_keep_open(c, case_index, outcome))
		return;
	if (!c->setup.feed) {
		campaign_settle_attempts(c, case_index, outcome);
		reliance_end(c->reliance, case_index, outcome);
		return;
	}
	campaign_tell_end(c, case_index, outcome);
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
	fact->case_time_ns =
	    sighting->now_ns - slot_of(c, case_index)->start_ns;
	return c->setup.observer->look(c->setup.observer->context, sighting);
}

/* Told once: the first time says what later cases may suffer from. */
static void
note_complaint(
    void *context, unsigned case_index, const char *text, int64_t time_ns)
{
	struct campaign *c = context;
	const struct run_case *test = case_of(c, case_index);
	campaign_note_left(c, slot_of(c, case_index));
	pool_note_left(slot_of(c, case_index)->loan, notice_left(test, text));
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
count_left_out(void *context, uint64_t count, uint64_t bytes)
{
	struct campaign *c = context;
	c->left_out += count;
	c->left_out_bytes += bytes;
}

/* Named once, the rest counted. */
static void
note_cleared(void *context, const char *interaction, const char *why)
{
	struct campaign *c = context;
	if (!c->cleared.first)
		c->cleared.first = mem_strdup(interaction);
	c->cleared.count++;
	c->cleared.failures += why != NULL;
}

/* What a case refers to is in the recording before its end. */
static void
emit_lag(
    struct campaign *c, int64_t lag_ns, enum lag_cause cause, int64_t time_ns)
{
	struct run_event event = { .kind = RUN_LAG, .lag = { lag_ns, cause } };
	if (!c->setup.verdicts_only)
		campaign_emit(c, &event, time_ns);
}

void
campaign_tell_lag(
    struct campaign *c, int64_t lag_ns, enum lag_cause cause, int64_t now_ns)
{
	if (lag_ns < MATCH_LAG_LIMIT_NS)
		return;
	emit_lag(c, lag_ns, cause, now_ns);
	campaign_note_lag(c, lag_ns);
}

static int64_t
longest_path_delay(void *context, int64_t since_ns)
{
	struct campaign *c = context;
	const struct delay *longest =
	    c->path ? transit_longest(c->path, since_ns) : NULL;
	if (!longest)
		return 0;
	if (longest->ns >= MATCH_LAG_LIMIT_NS &&
	    longest->time_ns != c->told_delay_ns)
		emit_lag(c, longest->ns, LAG_PATH, longest->time_ns);
	c->told_delay_ns = longest->time_ns;
	return longest->ns;
}

static void
send_of_case(void *context, const struct frame *frame)
{
	struct campaign *c = context;
	if (!campaign_share_up(c, frame))
		c->send(c->context, frame);
}

struct session_host
campaign_host(struct campaign *c)
{
	return (struct session_host){ .context = c,
		.send = send_of_case,
		.emit = campaign_emit_of_case,
		.leave_out = count_left_out,
		.path_delay = longest_path_delay,
		.clear = note_cleared,
		.complain = note_complaint,
		.accuse = note_broken_binding,
		.end = campaign_end_case,
		.look = c->setup.observer ? look_of_case : NULL };
}
