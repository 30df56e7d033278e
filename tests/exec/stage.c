/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/exec/stage.h"

#include "load/suite_file.h"
#include "load/target_file.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX_BYTES ((size_t)1 << 26)

char *
top_path(const char *name)
{
	const char *top = getenv("top_srcdir");
	return mem_printf("%s/%s", top ? top : ".", name);
}

static void
note_fact(struct stage *st, const struct run_event *event, struct witness *w)
{
	bool stimulus = event->kind == RUN_STIMULUS;
	const struct observation *o = event->observation;
	unsigned number = stimulus ? event->stimulus.number : o->number;
	const char *what = "disconnected";
	ck_assert(w && w->started && !w->ended);
	ck_assert_ptr_nonnull(event->party);
	if (number && w->has_gap)
		ck_assert_uint_gt(number, w->numbers);
	else if (number)
		ck_assert_uint_eq(number, w->numbers + 1);
	if (number)
		w->numbers = number;
	if (stimulus && event->stimulus.message)
		what = message_name(event->stimulus.message);
	else if (!stimulus && o->kind == OBSERVED_MESSAGE)
		what = message_name(o->message);
	else if (!stimulus && o->kind == OBSERVED_MALFORMED)
		what = "malformed";
	buf_printf(&st->told, "%s %s %u %s %s\n", event->test->name,
	    stimulus ? "stimulus" : "observed", number, event->party, what);
}

static void
note_start(struct stage *st, const struct run_event *event, struct witness *w)
{
	ck_assert(w && !w->started);
	w->started = true;
	st->under_way++;
	if (st->under_way > st->most_under_way)
		st->most_under_way = st->under_way;
	buf_printf(&st->told, "%s started\n", event->test->name);
}

static void
note_end(struct stage *st, const struct run_event *event, struct witness *w)
{
	const struct outcome *o = event->outcome;
	ck_assert(w && w->started && !w->ended);
	ck_assert((o->verdict == VERDICT_PASS) == (o->sentence == NULL));
	w->ended = true;
	w->verdict = o->verdict;
	st->under_way--;
	buf_clear(&st->sentence);
	buf_add_text(&st->sentence, o->sentence ? o->sentence : "");
	buf_printf(&st->told, "%s %s %s\n", event->test->name,
	    verdict_name(o->verdict), finding_name(o->finding));
}

static void
note_attempt(struct stage *st, const struct run_event *event, struct witness *w)
{
	ck_assert(w && w->started && !w->ended);
	ck_assert_uint_eq(event->outcome->verdict, VERDICT_INCONCLUSIVE);
	*w = (struct witness){ 0 };
	st->under_way--;
	buf_printf(&st->told, "%s again %s\n", event->test->name,
	    finding_name(event->outcome->finding));
}

static void
note_run_end(struct stage *st, const struct run_summary *summary)
{
	struct run_summary counted = { 0 };
	for (size_t i = 0; i < st->cases.count; i++) {
		const struct witness *w = &st->witnesses[i];
		struct run_case one = { .is_assumption =
					    st->cases.items[i].is_assumption };
		ck_assert(w->started == w->ended);
		if (w->ended)
			run_summary_count(&counted, &one,
			    &(struct outcome){ .verdict = w->verdict });
	}
	for (int v = 0; v < VERDICT_COUNT; v++) {
		ck_assert_uint_eq(summary->counts[v], counted.counts[v]);
		ck_assert_uint_eq(
		    summary->assumptions[v], counted.assumptions[v]);
	}
	st->run_ended = true;
	buf_add_text(&st->told, "run ended\n");
}

static void
note_event(struct sink *sink, const struct run_event *event)
{
	struct stage *st = (struct stage *)sink;
	struct witness *w =
	    event->test ? &st->witnesses[event->test->index] : NULL;
	ck_assert_ptr_nonnull(event->run);
	ck_assert(st->run_started == (event->kind != RUN_STARTED));
	ck_assert(!st->run_ended);
	ck_assert_int_ge(event->case_time_ns, 0);
	/*
	 * The first is reported when time has passed, the second may be held
	 * back.
	 */
	if (event->kind != RUN_QUIET && event->kind != RUN_CASE_ENDED &&
	    event->kind != RUN_ATTEMPT_ENDED) {
		ck_assert_int_ge(event->time_ns, st->event_ns);
		st->event_ns = event->time_ns;
	}
	switch (event->kind) {
	case RUN_STARTED:
		st->run_started = true;
		buf_add_text(&st->told, "run started\n");
		break;
	case RUN_CASE_STARTED:
		note_start(st, event, w);
		break;
	case RUN_STIMULUS:
	case RUN_OBSERVATION:
		note_fact(st, event, w);
		break;
	case RUN_CASE_ENDED:
		note_end(st, event, w);
		break;
	case RUN_ATTEMPT_ENDED:
		note_attempt(st, event, w);
		break;
	case RUN_PROOF:
	case RUN_QUIET:
		ck_assert(w && w->started && !w->ended);
		break;
	case RUN_LEFT_OUT:
		w->has_gap = true;
		buf_printf(&st->told, "%s left out %u\n", event->test->name,
		    (unsigned)event->left_out.count);
		break;
	case RUN_LAG:
		break;
	case RUN_NOTICE:
		buf_printf(&st->told, "note: %s\n", event->notice);
		break;
	case RUN_ENDED:
		note_run_end(st, event->summary);
		break;
	}
}

static void
note_sent(struct stage *st, const struct frame *f)
{
	int64_t reference_id = -1;
	const char *text;
	buf_printf(&st->sent, "%s %u", frame_kind_name(f->kind), f->party);
	if (f->kind == FRAME_OPEN) {
		/* A party of the run has a number for each case. */
		ck_assert_uint_gt(f->party, st->highest_party);
		st->highest_party = f->party;
		buf_printf(&st->sent, " %s", frame_text(f));
	}
	if (f->message) {
		message_integer(f->message, "referenceId", &reference_id);
		text = message_string(f->message, "text");
		buf_printf(&st->sent, " %s %d%s%s", message_name(f->message),
		    (int)reference_id, text ? " " : "", text ? text : "");
	}
	buf_add_char(&st->sent, '\n');
}

static void
take_up(void *context, const struct frame *f)
{
	struct stage *st = context;
	struct frame copy = frame_copy(f);
	note_sent(st, f);
	if (f->kind == FRAME_FENCE)
		st->fences[f->party] = f->fence;
	vec_push(&st->up, copy);
}

static void
load(struct stage *st)
{
	struct diag diag;
	diag_init(&diag);
	char *target = top_path("tests/exec/stage/target.xml");
	char *suite = top_path("tests/exec/stage/suite.xml");
	st->target = target_load(target, &diag);
	st->suite = suite_load(suite, st->target, &diag);
	ck_assert_msg(diag.items.count == 0, "%s",
	    diag.items.count ? diag.items.items[0].text : "");
	free(target);
	free(suite);
	diag_free(&diag);
}

/* "ask", "behind/asks", "setup/greeting/greets". */
static const struct fixture_case *
find_test(const struct stage *st, const char *name)
{
	const char *slash = strrchr(name, '/');
	char *phase = slash ? mem_strndup(name, (size_t)(slash - name))
			    : mem_strdup("plain");
	const struct fixture *f = suite_find_phase(st->suite, phase);
	free(phase);
	ck_assert_ptr_nonnull(f);
	return fixture_find_case(f, slash ? slash + 1 : name);
}

static void
select_cases(struct stage *st, const char *names)
{
	const struct fixture *f = suite_find_phase(st->suite, "plain");
	struct planned_case planned = { .suite = st->suite };
	if (strcmp(names, "*") == 0) {
		for (size_t i = 0; i < f->cases.count; i++) {
			planned.test = f->cases.items[i];
			vec_push(&st->cases, planned);
		}
		return;
	}
	while (*names) {
		size_t size = strcspn(names, " ");
		planned.is_assumption = *names == '+';
		char *name = mem_strndup(names + planned.is_assumption,
		    size - planned.is_assumption);
		planned.test = find_test(st, name);
		ck_assert_ptr_nonnull(planned.test);
		vec_push(&st->cases, planned);
		free(name);
		names += size + (names[size] == ' ');
	}
}

static void
check_replayed(void *context, const struct replayed_case *one)
{
	(void)context;
	ck_assert_msg(one->result != REPLAY_DIFFERS,
	    "%s: recorded %s (%s), judged %s (%s): %s", one->test->name,
	    verdict_name(one->recorded->verdict),
	    finding_name(one->recorded->finding),
	    verdict_name(one->judged->verdict),
	    finding_name(one->judged->finding),
	    one->judged->sentence ? one->judged->sentence : "");
}

static void
start_replay(struct stage *st)
{
	struct replay_setup setup = { .target = st->target,
		.suites = &st->suite,
		.suite_count = 1,
		.judged = check_replayed,
		.diag = &st->diag };
	diag_init(&st->diag);
	st->replay = replay_new(&setup);
	st->sinks[1] = replay_sink(st->replay);
}

struct stage *
stage_new(const char *cases, unsigned jobs)
{
	return stage_new_retrying(cases, jobs, 0);
}

struct stage *
stage_new_retrying(const char *cases, unsigned jobs, unsigned retries)
{
	struct stage *st = mem_zalloc(sizeof(*st));
	struct diag diag;
	diag_init(&diag);
	st->sink.event = note_event;
	st->sinks[0] = &st->sink;
	st->now_ns = NS_PER_S;
	buf_init(&st->sent, TEXT_MAX_BYTES);
	buf_init(&st->told, TEXT_MAX_BYTES);
	buf_init(&st->sentence, TEXT_MAX_BYTES);
	load(st);
	start_replay(st);
	select_cases(st, cases);
	st->witnesses = mem_zalloc(st->cases.count * sizeof(*st->witnesses));
	st->fences = mem_zalloc(
	    (st->cases.count * PATTERN_MAX_PARTIES + 1) * sizeof(uint64_t));
	struct campaign_setup setup = { .target = st->target,
		.cases = st->cases.items,
		.case_count = (unsigned)st->cases.count,
		.jobs = jobs,
		.retries = retries,
		.run_id = "test",
		.facts.program_version = "0",
		.facts.host_name = "stage",
		.sinks = st->sinks,
		.sink_count = 2 };
	st->campaign = campaign_new(&setup, &diag);
	ck_assert_ptr_nonnull(st->campaign);
	diag_free(&diag);
	return st;
}

void
stage_free(struct stage *st)
{
	ck_assert(st->run_ended);
	replay_free(st->replay);
	diag_free(&st->diag);
	campaign_free(st->campaign);
	suite_free(st->suite);
	target_free(st->target);
	for (size_t i = 0; i < st->up.count; i++)
		frame_clear(&st->up.items[i]);
	for (size_t i = 0; i < sizeof(st->last) / sizeof(st->last[0]); i++)
		free(st->last[i]);
	vec_free(&st->up);
	vec_free(&st->cases);
	free(st->witnesses);
	free(st->fences);
	buf_free(&st->sent);
	buf_free(&st->told);
	buf_free(&st->sentence);
	free(st);
}

void
stage_start(struct stage *st, bool has_fence)
{
	struct campaign_server server = { .url = "http://stage/",
		.name = "stage",
		.version = "1",
		.has_fence = has_fence };
	campaign_start(st->campaign, &server, st, take_up, st->now_ns);
}

struct stage *
stage_begin(const char *cases, unsigned jobs)
{
	struct stage *st = stage_new(cases, jobs);
	stage_start(st, true);
	return st;
}

static const char *
take_text(struct stage *st, unsigned index, struct buf *b)
{
	free(st->last[index]);
	st->last[index] = buf_take(b);
	return st->last[index];
}

const char *
stage_sent(struct stage *st)
{
	return take_text(st, 0, &st->sent);
}

const char *
stage_told(struct stage *st)
{
	return take_text(st, 1, &st->told);
}

const char *
stage_sentence(struct stage *st)
{
	return take_text(st, 2, &st->sentence);
}

void
stage_frame(struct stage *st, struct frame *f)
{
	struct reading_time when = { st->now_ns, st->now_ns };
	f->server_time_us = st->server_us > 0 ? st->server_us : -1;
	campaign_frame(st->campaign, f, when);
	frame_clear(f);
}

void
stage_message(
    struct stage *st, unsigned party, const char *name, int64_t reference_id)
{
	struct frame f = { .kind = FRAME_MESSAGE,
		.party = party,
		.protocol = PROTOCOL_INTERACTION_MANAGEMENT,
		.message = message_new(name) };
	if (reference_id >= 0)
		message_set_integer(f.message, "referenceId", reference_id);
	stage_frame(st, &f);
}

void
stage_report(struct stage *st, unsigned party, const char *interaction)
{
	struct frame f = { .kind = FRAME_MESSAGE,
		.party = party,
		.protocol = PROTOCOL_REPORTING,
		.message = message_new("EventNews") };
	message_set_string(f.message, "interactionId", interaction);
	stage_frame(st, &f);
}

void
stage_text(
    struct stage *st, enum frame_kind kind, unsigned party, const char *text)
{
	struct frame f = { .kind = kind, .party = party, .text = text };
	stage_frame(st, &f);
}

void
stage_fence(struct stage *st, unsigned party, uint64_t fence)
{
	struct frame f = {
		.kind = FRAME_FENCE, .party = party, .fence = fence
	};
	stage_frame(st, &f);
}

void
stage_malformed(struct stage *st, unsigned party)
{
	struct reading_time when = { st->now_ns, st->now_ns };
	campaign_malformed(st->campaign, "{\0oops", 6, party, "no JSON", when);
}

static void
answer(struct stage *st, const struct frame *up, unsigned services)
{
	int64_t reference_id = -1;
	message_integer(up->message, "referenceId", &reference_id);
	if (services & SERVE_ANSWERS)
		stage_message(st, up->party, "EventAck", reference_id);
	if (services & SERVE_NEWS)
		stage_message(st, up->party + 1, "EventNews", -1);
}

static void
serve(struct stage *st, const struct frame *up, unsigned services)
{
	if (up->kind == FRAME_SEND)
		answer(st, up, services);
	else if (up->kind == FRAME_OPEN && (services & SERVE_OPENS))
		stage_text(st, FRAME_OPENED, up->party, "");
	else if (up->kind == FRAME_FENCE && (services & SERVE_FENCES))
		stage_fence(st, up->party, up->fence);
	else if (up->kind == FRAME_CLOSE && (services & SERVE_CLOSES))
		stage_text(st, FRAME_CLOSED, up->party, "");
}

void
stage_serve(struct stage *st, unsigned services)
{
	for (size_t i = 0; i < st->up.count; i++) {
		struct frame up = st->up.items[i];
		st->up.items[i].message = NULL;
		serve(st, &up, services);
		frame_clear(&up);
	}
	st->up.count = 0;
}

/* To the next deadline, or to 'until_ns'. */
static void
step(struct stage *st, int64_t until_ns)
{
	int64_t next_ns = campaign_deadline(st->campaign);
	if (next_ns > until_ns)
		next_ns = until_ns;
	if (next_ns > st->now_ns)
		st->now_ns = next_ns;
	campaign_advance(st->campaign, st->now_ns, st->now_ns);
}

void
stage_wait(struct stage *st, int64_t ms)
{
	int64_t until_ns = st->now_ns + ms * NS_PER_MS;
	while (st->now_ns < until_ns)
		step(st, until_ns);
}

void
stage_play(struct stage *st, unsigned services, int64_t limit_ms)
{
	int64_t until_ns = st->now_ns + limit_ms * NS_PER_MS;
	stage_serve(st, services);
	while (!campaign_is_over(st->campaign) && st->now_ns < until_ns) {
		step(st, until_ns);
		stage_serve(st, services);
	}
	ck_assert(campaign_is_over(st->campaign));
}

const struct run_summary *
stage_finish(struct stage *st)
{
	return campaign_finish(st->campaign, st->now_ns);
}
