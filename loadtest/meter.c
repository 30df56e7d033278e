/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/meter.h"

#include "core/clock.h"
#include "core/mem.h"

#include <assert.h>
#include <stdlib.h>

/* That all parties of a case are opened is asked for, too, before all else. */
#define OPENING "open"

/* A request that was not answered yet. */
struct question {
	const char *party; /* of the pattern, so the address is the name */
	int64_t reference;
	int64_t sent_ns;
	struct histogram *times;
};

/* A case under way, by its index. */
struct conversation {
	int64_t delay_ns; /* by which the server made it start late */
	bool is_begun;    /* its parties are open: it has sent something */
	VEC(struct question) questions;
};

struct meter {
	struct sink sink;
	struct meter_listener listener;
	struct figures figures;
	struct series series;
	VEC(struct conversation) conversations;
	int64_t delay_ns, lag_ns; /* of the case that starts next */
	unsigned running;
	bool has_derived_tags;     /* of at least one message */
	int64_t planned_ns;        /* until then, cases are to start */
	struct second now;         /* the second that is under way */
	struct histogram *answers; /* of it */
};

static void take_event(struct sink *sink, const struct run_event *event);

struct meter *
meter_new(const struct meter_listener *listener)
{
	struct meter *m = mem_zalloc(sizeof(*m));
	m->sink.event = take_event;
	m->listener = *listener;
	m->planned_ns = TIME_NEVER_NS;
	m->answers = histogram_new();
	figures_init(&m->figures);
	return m;
}

void
meter_free(struct meter *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->conversations.count; i++)
		vec_free(&m->conversations.items[i].questions);
	vec_free(&m->conversations);
	series_free(&m->series);
	figures_free(&m->figures);
	histogram_free(m->answers);
	free(m);
}

struct sink *
meter_sink(struct meter *m)
{
	return &m->sink;
}

struct figures *
meter_figures(struct meter *m)
{
	return &m->figures;
}

const struct series *
meter_series(const struct meter *m)
{
	return &m->series;
}

bool
meter_has_derived_tags(const struct meter *m)
{
	return m->has_derived_tags;
}

unsigned
meter_running(const struct meter *m)
{
	return m->running;
}

/* --- seconds --- */

static void
end_second(struct meter *m, int64_t end_ns)
{
	struct second *s = &m->now;
	s->duration_ns = end_ns - s->start_ns;
	s->running = m->running;
	s->p50_ns = histogram_quantile(m->answers, 500000);
	s->p90_ns = histogram_quantile(m->answers, 900000);
	s->p99_ns = histogram_quantile(m->answers, 990000);
	s->max_ns = histogram_max(m->answers);
	series_add(&m->series, s);
	if (m->listener.second)
		m->listener.second(m->listener.context, s);
	double rate = end_ns < m->planned_ns ? s->rate : 0;
	m->now = (struct second){ .start_ns = end_ns, .rate = rate };
	histogram_clear(m->answers);
}

static void
pass_seconds(struct meter *m, int64_t now_ns)
{
	while (now_ns - m->now.start_ns >= NS_PER_S)
		end_second(m, m->now.start_ns + NS_PER_S);
	if (now_ns > m->figures.end_ns)
		m->figures.end_ns = now_ns;
}

void
meter_advance(struct meter *m, int64_t now_ns, double rate)
{
	pass_seconds(m, now_ns);
	if (now_ns < m->planned_ns)
		m->now.rate = rate;
}

void
meter_plan_until(struct meter *m, int64_t time_ns)
{
	m->planned_ns = time_ns;
}

void
meter_finish(struct meter *m, int64_t now_ns)
{
	pass_seconds(m, now_ns);
	if (now_ns > m->now.start_ns)
		end_second(m, now_ns);
}

/* --- cases --- */

void
meter_expect(struct meter *m, int64_t delay_ns, int64_t lag_ns)
{
	m->delay_ns = delay_ns;
	m->lag_ns = lag_ns;
}

void
meter_note_lag(struct meter *m, int64_t lag_ns)
{
	if (lag_ns > m->now.lag_ns)
		m->now.lag_ns = lag_ns;
	if (lag_ns > m->figures.longest_lag_ns)
		m->figures.longest_lag_ns = lag_ns;
}

static struct conversation *
conversation_of(struct meter *m, const struct run_case *test)
{
	struct conversation none = { 0 };
	assert(test);
	while (m->conversations.count <= test->index)
		vec_push(&m->conversations, none);
	return &m->conversations.items[test->index];
}

static void
start_case(struct meter *m, const struct run_event *event)
{
	struct conversation *c = conversation_of(m, event->test);
	c->delay_ns = m->delay_ns - m->lag_ns;
	c->questions.count = 0;
	c->is_begun = false;
	histogram_record(m->figures.delays, m->delay_ns);
	histogram_record(m->figures.lags, m->lag_ns);
	if (m->delay_ns > m->now.delay_ns)
		m->now.delay_ns = m->delay_ns;
	meter_note_lag(m, m->lag_ns);
	m->figures.started++;
	m->figures.newest_ns = event->time_ns;
	m->now.started++;
	m->running++;
}

static void
note_answer(struct meter *m, struct histogram *times, int64_t ns)
{
	histogram_record(times, ns);
	histogram_record(m->figures.answers, ns);
	histogram_record(m->answers, ns);
}

static void
ask(struct meter *m, const struct run_event *event)
{
	struct question q = { .party = event->party,
		.sent_ns = event->time_ns };
	const struct message *message = event->stimulus.message;
	struct conversation *c = conversation_of(m, event->test);
	m->figures.messages++;
	if (!c->is_begun)
		note_answer(m, figures_request(&m->figures, OPENING),
		    event->case_time_ns + c->delay_ns);
	c->is_begun = true;
	if (!message || !message_integer(message, "referenceId", &q.reference))
		return;
	q.times = figures_request(&m->figures, message_name(message));
	vec_push(&c->questions, q);
}

static void
answer(struct meter *m, const struct run_event *event)
{
	struct conversation *c = conversation_of(m, event->test);
	const struct observation *o = event->observation;
	int64_t reference;
	m->figures.messages += o->number != 0;
	if (c->questions.count == 0 || o->number == 0 || !o->message ||
	    !message_integer(o->message, "referenceId", &reference))
		return;
	for (size_t i = 0; i < c->questions.count; i++) {
		struct question *q = &c->questions.items[i];
		if (q->reference != reference || q->party != event->party)
			continue;
		note_answer(
		    m, q->times, event->time_ns - q->sent_ns + c->delay_ns);
		*q = c->questions.items[--c->questions.count];
		return;
	}
}

static void
note_deadlines(struct meter *m, const struct outcome *o)
{
	for (unsigned i = 0; i < o->match_count; i++) {
		const struct matched_message *one = &o->matches[i];
		if (one->within)
			histogram_record(figures_deadline(&m->figures,
					     one->within, one->limit_ns),
			    one->slack_ns);
	}
}

static void
end_case(struct meter *m, const struct run_event *event)
{
	const struct outcome *o = event->outcome;
	enum verdict verdict = figures_verdict(o);
	m->figures.ended++;
	m->figures.counts[verdict]++;
	m->now.ended++;
	m->now.counts[verdict]++;
	if (verdict != VERDICT_PASS) {
		m->figures.findings[o->finding]++;
		m->now.findings[o->finding]++;
	}
	m->running--;
	note_deadlines(m, o);
}

/* The set-up of the run is no part of the load, but is judged as well. */
static void
note_setup(struct meter *m, const struct run_event *event)
{
	m->figures.setups_failed += event->kind == RUN_CASE_ENDED &&
	    event->outcome->verdict == VERDICT_FAIL;
}

static void
take_event(struct sink *sink, const struct run_event *event)
{
	struct meter *m = (struct meter *)sink;
	pass_seconds(m, event->time_ns);
	if (event->test && event->test->is_assumption) {
		note_setup(m, event);
		return;
	}
	switch (event->kind) {
	case RUN_CASE_STARTED:
		start_case(m, event);
		break;
	case RUN_STIMULUS:
		ask(m, event);
		break;
	case RUN_OBSERVATION:
		m->has_derived_tags |= event->observation->is_derived;
		answer(m, event);
		break;
	case RUN_CASE_ENDED:
		end_case(m, event);
		break;
	case RUN_STARTED:
	case RUN_PROOF:
	case RUN_QUIET:
	case RUN_LEFT_OUT:
	case RUN_ATTEMPT_ENDED: /* a load has none */
	case RUN_LAG:
	case RUN_NOTICE:
	case RUN_ENDED:
		break;
	}
}
