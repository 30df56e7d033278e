/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/replay/replay.h"

#include "core/clock.h"
#include "judge/explain/outcome.h"
#include "judge/ledger.h"
#include "model/repetition.h"
#include "runner/exec/reliance.h"
#include "runner/replay/replayed.h"
#include "runner/session/late.h"
#include "wire/json_message.h"

#include <stdlib.h>
#include <string.h>

struct replay {
	struct sink sink;
	struct replay_setup setup;
	const struct run_facts *run; /* NULL before the run */
	struct replayed *cases;
	unsigned case_count;
	VEC(struct pattern *) patterns; /* of each case that was met */
	struct ledger *ledger;          /* of the run */
	struct reliance *reliance;      /* NULL before the run */
};

/* --- the start of a case --- */

static const struct fixture_case *
find_case(const struct suite *s, const struct run_case *test)
{
	const struct fixture *f = suite_find_phase(s, test->phase);
	for (size_t i = 0; f && i < f->cases.count; i++)
		if (repetition_is_of(test->name, f->cases.items[i]->name))
			return f->cases.items[i];
	return NULL;
}

/*
 * A case may be in a recording any number of times.  Older recordings, and
 * transcripts of other tools, know no party of the run.
 */
static const struct pattern *
compile(struct replay *r, const struct suite *s, const struct fixture_case *c,
    bool shares)
{
	for (size_t i = 0; i < r->patterns.count; i++)
		if (r->patterns.items[i]->test == c &&
		    r->patterns.items[i]->shares == shares)
			return r->patterns.items[i];
	struct pattern *p = shares
	    ? pattern_compile(s, r->setup.target, c, r->setup.diag)
	    : pattern_compile_alone(s, r->setup.target, c, r->setup.diag);
	if (p)
		vec_push(&r->patterns, p);
	return p;
}

/* NULL when the fixtures at hand have no such case. */
static const struct fixture_case *
find_test(const struct replay *r, const struct run_case *test,
    const struct suite **ret_suite)
{
	for (unsigned i = 0; i < r->setup.suite_count; i++) {
		const struct suite *s = r->setup.suites[i];
		const struct fixture_case *found =
		    strcmp(s->name, test->suite) == 0 ? find_case(s, test)
						      : NULL;
		*ret_suite = s;
		if (found)
			return found;
	}
	return NULL;
}

/* Was a party of the case the run's, or will it be one? */
static bool
is_shared(const struct fixture_case *c, const struct case_lease *lease)
{
	bool shares = c->sets_up != 0;
	for (unsigned i = 0; lease && i < lease->party_count; i++)
		shares |= lease->parties[i].is_shared;
	return shares;
}

static const struct pattern *
find_pattern(
    struct replay *r, struct replayed *c, const struct run_event *event)
{
	const struct suite *suite;
	const struct fixture_case *found = find_test(r, event->test, &suite);
	bool shares =
	    found && !r->setup.is_plain && is_shared(found, event->lease);
	if (found && event->lease && event->lease->sight)
		return c->own = pattern_compile_seen(suite, r->setup.target,
			   found, event->lease, r->setup.diag);
	return found ? compile(r, suite, found, shares) : NULL;
}

/* What does the judge want at that time, as after each fact of a run? */
static void
look(struct replayed *c, int64_t now_ns)
{
	unsigned event;
	enum match_demand demand = match_demand(c->match, now_ns, &event);
	c->is_done |= demand == MATCH_DONE;
	c->due = demand == MATCH_SEND ? event + 1 : 0;
}

static void
start_case(struct replay *r, const struct run_event *event)
{
	struct replayed *c = &r->cases[event->test->index];
	c->has_started = true;
	/* Agents of production are in many conferences. */
	if (event->lease && !event->lease->sight)
		replayed_note_lease(r->ledger, event->lease);
	c->pattern = find_pattern(r, c, event);
	if (!c->pattern) {
		c->why = "the fixtures at hand have no such case";
		return;
	}
	if (!c->pattern->applies || event->test->unclaimed)
		return;
	if (!event->lease) {
		c->why = "not run: nothing was lent to it";
		return;
	}
	replayed_take_lease(c, event->lease, r->ledger);
	if (r->setup.is_plain && !c->pattern->seen)
		c->misfit = replayed_find_unbound(c);
	c->match = match_new(c->pattern, &c->lease, 0);
	look(c, 0);
}

/* --- its facts --- */

/*
 * Nothing more was recorded: judge as if nothing more had come, until the judge
 * is done or wants something done.
 */
static void
let_time_pass(struct replayed *c, int64_t now_ns)
{
	unsigned event;
	for (unsigned i = 0; i < MAX_SILENT_STEPS; i++) {
		switch (match_demand(c->match, now_ns, &event)) {
		case MATCH_DONE:
			c->is_done = true;
			return;
		case MATCH_SEND:
			return;
		case MATCH_STAND:
			match_release(c->match);
			break;
		case MATCH_FENCE:
			match_quiet(
			    c->match, MATCH_ALL_PARTIES, MATCH_BY_FENCE);
			break;
		case MATCH_WAIT:
			if (match_deadline(c->match) == TIME_NEVER_NS)
				return;
			if (match_deadline(c->match) > now_ns)
				now_ns = match_deadline(c->match);
			match_elapse(c->match, now_ns);
			break;
		}
	}
}

/* Is it word by word what the fixture would have us send? */
static bool
is_same_message(const struct message *a, const struct message *b)
{
	struct buf x, y;
	buf_init(&x, FRAME_MAX_BYTES);
	buf_init(&y, FRAME_MAX_BYTES);
	bool same = json_print_message(a, &x) && json_print_message(b, &y) &&
	    strcmp(buf_text(&x), buf_text(&y)) == 0;
	buf_free(&x);
	buf_free(&y);
	return same;
}

static bool
is_due(struct replayed *c, unsigned due, const struct run_event *event)
{
	const struct message *told = event->stimulus.message;
	if (!replayed_is_alike(c, due, event))
		return false;
	if (!told)
		return true;
	struct message *wanted = match_build(c->match, due, ++c->reference_id);
	bool same = wanted && is_same_message(wanted, told);
	message_unref(wanted);
	return same;
}

/* Why that stimulus does not belong there; owned. */
static char *
describe_misfit(const struct replayed *c, enum match_demand demand,
    unsigned due, const struct run_event *event)
{
	char *fact = mem_printf("Fact #%u (%s of %s)", event->stimulus.number,
	    replayed_told_name(event), event->party);
	char *text;
	if (demand != MATCH_SEND)
		text = mem_printf("%s comes where the fixture still waits for "
				  "the server.",
		    fact);
	else if (replayed_is_alike(c, due, event))
		text = mem_printf("%s is not exactly what the fixture "
				  "requires at that point.",
		    fact);
	else
		text = mem_printf("%s comes where the fixture has %s of %s.",
		    fact, replayed_name(c, due), replayed_party(c, due));
	free(fact);
	return text;
}

static void
take_stimulus(struct replayed *c, const struct run_event *event)
{
	unsigned due;
	const struct message *told = event->stimulus.message;
	int64_t now_ns = event->case_time_ns;
	if (event->stimulus.number <= c->last_number) {
		c->misfit = mem_printf("Fact #%u (%s of %s) appears twice.",
		    event->stimulus.number, replayed_told_name(event),
		    event->party);
		return;
	}
	c->last_number = event->stimulus.number;
	if (c->passed_over && replayed_is_alike(c, c->passed_over - 1, event))
		c->passed_over = 0;
	enum match_demand demand = match_demand(c->match, now_ns, &due);
	if (demand == MATCH_SEND && is_due(c, due, event)) {
		struct message *own = told ? message_copy(told) : NULL;
		match_sent(c->match, due, own, event->stimulus.number, now_ns);
		message_unref(own);
		return;
	}
	if (match_has_diverged(c->match))
		/* no more evidence was waited for */
		match_quiet(c->match, MATCH_ALL_PARTIES, MATCH_BY_FENCE);
	else if (demand == MATCH_WAIT)
		let_time_pass(c, now_ns);
	look(c, now_ns);
	if (!c->is_done)
		c->misfit = describe_misfit(c, demand, due, event);
}

static void
take_observation(struct replayed *c, const struct run_event *event)
{
	struct observation o = *event->observation;
	int party = pattern_find_party(c->pattern, event->party);
	if (party < 0) {
		c->misfit = mem_printf(
		    "Fact #%u came to %s, a party that the fixture does not "
		    "have.",
		    o.number, event->party);
		return;
	}
	o.party = (unsigned)party;
	pattern_derive_tag(c->pattern, &o);
	c->has_derived_tags |= o.is_derived;
	if (event->late) {
		late_judge(c->match, event);
		return;
	}
	o.earliest_ns -= o.time_ns - event->case_time_ns;
	o.time_ns = event->case_time_ns;
	match_feed(c->match, &o);
}

static void
take_proof(struct replayed *c, const struct run_event *event)
{
	int party =
	    event->party ? pattern_find_party(c->pattern, event->party) : -1;
	enum match_proof proof =
	    event->is_settled ? MATCH_BY_SETTLING : MATCH_BY_FENCE;
	if (!event->party)
		match_quiet(c->match, MATCH_ALL_PARTIES, proof);
	else if (party >= 0)
		match_quiet(c->match, UINT32_C(1) << party, proof);
}

/* Another fact than a stimulus, although one was due? */
static void
note_passed_over(struct replayed *c, const struct run_event *event)
{
	if (event->kind == RUN_OBSERVATION && !event->is_held && c->due &&
	    !c->passed_over) {
		c->passed_over = c->due;
		c->passed_over_behind = c->last_fact;
	}
	if (event->kind == RUN_STIMULUS)
		c->last_fact = event->stimulus.number;
	else if (event->kind == RUN_OBSERVATION && event->observation->number)
		c->last_fact = event->observation->number;
}

static void
take_fact(struct replay *r, const struct run_event *event)
{
	struct replayed *c = &r->cases[event->test->index];
	if (!c->match || c->is_done || c->misfit)
		return;
	note_passed_over(c, event);
	replayed_note_source(c, event);
	/* A message at the very end of a window is in it. */
	if (r->setup.is_plain && event->case_time_ns > 0)
		match_elapse(c->match, event->case_time_ns - 1);
	if (event->kind == RUN_STIMULUS && r->setup.is_plain)
		replayed_take_plain_stimulus(c, event);
	else if (event->kind == RUN_STIMULUS)
		take_stimulus(c, event);
	else if (event->kind == RUN_OBSERVATION)
		take_observation(c, event);
	else if (event->kind == RUN_PROOF)
		take_proof(c, event);
	else if (event->kind == RUN_LEFT_OUT)
		match_note_unexamined(c->match, event->left_out.unexamined);
	else
		match_elapse(c->match, event->quiet_ns);
	if (!c->misfit)
		look(c, event->case_time_ns);
}

/* --- its end --- */

/*
 * Did the runner end the case for a reason that is not a fact about the server?
 */
static bool
was_given_up(const struct outcome *recorded)
{
	return recorded->verdict == VERDICT_ERROR ||
	    recorded->verdict == VERDICT_ABORTED ||
	    recorded->verdict == VERDICT_INCONCLUSIVE;
}

static void
decide(struct replayed *c, const struct run_event *event)
{
	const struct outcome *recorded = event->outcome;
	if (c->is_done || c->misfit)
		return;
	if (was_given_up(recorded) || match_has_diverged(c->match))
		match_break(c->match, recorded->verdict, recorded->finding,
		    recorded->sentence ? recorded->sentence : "");
	let_time_pass(c, event->case_time_ns);
	if (c->is_done)
		return;
	look(c, event->case_time_ns);
	c->misfit = c->due
	    ? mem_printf("The recorded facts end before %s of %s.",
		  replayed_name(c, c->due - 1), replayed_party(c, c->due - 1))
	    : mem_strdup(
		  "The recorded facts end before the fixture is complete.");
}

/* What misses a stimulus of ours says nothing about the server; owned. */
static char *
find_gap(const struct replayed *c)
{
	if (!c->passed_over)
		return NULL;
	const char *name = replayed_name(c, c->passed_over - 1);
	const char *party = replayed_party(c, c->passed_over - 1);
	return c->passed_over_behind
	    ? mem_printf("The recording lacks %s of %s, which the fixture has "
			 "after fact #%u.",
		  name, party, c->passed_over_behind)
	    : mem_printf("The recording lacks %s of %s, with which the "
			 "fixture starts.",
		  name, party);
}

static struct outcome
judge(struct replayed *c, const struct run_event *event)
{
	struct outcome judged = { .verdict = VERDICT_INCONCLUSIVE };
	if (!c->match)
		return (struct outcome){ .verdict = VERDICT_SKIPPED };
	if (event->outcome) {
		decide(c, event);
		match_note_lag(c->match, event->outcome->lag_ns);
		match_note_path_delay(c->match, event->outcome->path_delay_ns);
	} else {
		replayed_decide_plain(c, event->case_time_ns, event->notice);
	}
	if (c->misfit) {
		if (c->pattern->seen)
			match_collect(c->match, &judged);
		judged.sentence = mem_strdup(c->misfit);
		return judged;
	}
	match_outcome(c->match, &judged);
	if (c->pattern->seen)
		match_collect(c->match, &judged);
	replayed_add_source(c, &judged);
	if (c->unasked && judged.verdict == VERDICT_PASS)
		judged.sentence =
		    mem_printf("but no probe has shown whether %s", c->unasked);
	/* Production does not send at once what is due. */
	bool is_gapless = judged.verdict == VERDICT_PASS || c->pattern->seen;
	char *gap = is_gapless ? NULL : find_gap(c);
	if (gap) {
		outcome_clear(&judged);
		judged = (struct outcome){ .verdict = VERDICT_INCONCLUSIVE,
			.sentence = gap };
	}
	return judged;
}

/* It is final how the case is judged. */
static void
tell(void *context, unsigned index, const struct outcome *judged)
{
	struct replay *r = context;
	struct replayed *c = &r->cases[index];
	struct replayed_case told = { .test = &r->run->cases[index],
		.result = REPLAY_UNJUDGED,
		.recorded = c->recorded,
		.has_derived_tags = c->has_derived_tags,
		.why = c->why };
	/* A case that was not run may still have failed as a preamble. */
	if (!c->why || judged->verdict == VERDICT_FAIL) {
		told.why = NULL;
		told.judged = judged;
		told.result = replayed_compare(c, judged);
		replayed_tell_odd(c, &told);
	}
	replayed_trace_judged(c, &told, r->setup.trace);
	r->setup.judged(r->setup.context, &told);
	replayed_forget(c);
	replayed_free_attempts(c);
}

static void
end_attempt(struct replay *r, const struct run_event *event)
{
	struct replayed *c = &r->cases[event->test->index];
	if (c->why)
		return;
	struct outcome judged = judge(c, event);
	replayed_end_attempt(c, &judged, event->outcome);
	replayed_clear(c);
}

static void
end_case(struct replay *r, const struct run_event *event)
{
	struct replayed *c = &r->cases[event->test->index];
	struct outcome judged = { .verdict = VERDICT_ABORTED };
	if (!c->why)
		judged = judge(c, event);
	replayed_settle(c, &judged);
	c->has_ended = true;
	replayed_remember(c, event->outcome);
	replayed_clear(c);
	replayed_trace(
	    &r->cases[event->test->index], event->test, r->setup.trace);
	reliance_end(r->reliance, event->test->index, &judged);
}

static void
start_run(struct replay *r, const struct run_facts *run)
{
	r->run = run;
	r->case_count = run->case_count;
	r->cases =
	    mem_zalloc((run->case_count + (size_t)1) * sizeof(*r->cases));
	r->reliance = reliance_new(run->case_count, r, tell);
	for (unsigned i = 0; i < run->case_count; i++) {
		const struct suite *suite;
		reliance_add(r->reliance, &run->cases[i],
		    find_test(r, &run->cases[i], &suite));
		if (run->is_load && !run->cases[i].is_assumption)
			reliance_set_apart(r->reliance, i);
	}
	reliance_link(r->reliance);
}

static void
replay_event(struct sink *sink, const struct run_event *event)
{
	struct replay *r = (struct replay *)sink;
	switch (event->kind) {
	case RUN_STARTED:
		start_run(r, event->run);
		break;
	case RUN_CASE_STARTED:
		start_case(r, event);
		break;
	case RUN_STIMULUS:
	case RUN_OBSERVATION:
	case RUN_PROOF:
	case RUN_QUIET:
	case RUN_LEFT_OUT:
		take_fact(r, event);
		break;
	case RUN_CASE_ENDED:
		end_case(r, event);
		break;
	case RUN_ATTEMPT_ENDED:
		end_attempt(r, event);
		break;
	case RUN_LAG:
	case RUN_NOTICE:
	case RUN_ENDED:
		break;
	}
	if (event->test)
		replayed_trace(
		    &r->cases[event->test->index], event->test, r->setup.trace);
}

struct replay *
replay_new(const struct replay_setup *setup)
{
	struct replay *r = mem_zalloc(sizeof(*r));
	r->sink.event = replay_event;
	r->setup = *setup;
	r->ledger = ledger_new();
	return r;
}

struct sink *
replay_sink(struct replay *r)
{
	return &r->sink;
}

void
replay_finish(struct replay *r)
{
	if (r->reliance)
		reliance_flush(r->reliance);
	for (unsigned i = 0; i < r->case_count; i++) {
		struct replayed_case told = { .test = &r->run->cases[i],
			.result = REPLAY_UNJUDGED,
			.why = r->cases[i].has_started
			    ? "the recording ends before the case did"
			    : "the case was not started" };
		if (r->cases[i].has_ended)
			continue;
		replayed_trace_judged(&r->cases[i], &told, r->setup.trace);
		r->setup.judged(r->setup.context, &told);
	}
}

void
replay_free(struct replay *r)
{
	if (!r)
		return;
	for (unsigned i = 0; i < r->case_count; i++) {
		replayed_clear(&r->cases[i]);
		replayed_forget(&r->cases[i]);
		replayed_free_attempts(&r->cases[i]);
	}
	reliance_free(r->reliance);
	for (size_t i = 0; i < r->patterns.count; i++)
		pattern_free(r->patterns.items[i]);
	vec_free(&r->patterns);
	ledger_free(r->ledger);
	free(r->cases);
	free(r);
}
