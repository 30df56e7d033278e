/* SPDX-License-Identifier: Apache-2.0 */
#include "record/excerpt.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

struct excerpt {
	struct sink sink;
	struct sink *const *sinks;
	unsigned sink_count;
	struct run_facts run;
	struct run_case *cases;
	unsigned *places; /* by index in the whole run: in 'cases', from 1 */
	struct run_summary summary;
	int64_t start_ns, end_ns; /* of the first and the last of them */
	bool has_started;
};

static void
pass_on(struct excerpt *e, const struct run_event *event)
{
	struct run_event fact = *event;
	fact.run = &e->run;
	for (unsigned i = 0; i < e->sink_count; i++)
		e->sinks[i]->event(e->sinks[i], &fact);
}

static void
note_time(struct excerpt *e, int64_t time_ns)
{
	if (!e->has_started)
		e->start_ns = time_ns;
	e->has_started = true;
	e->end_ns = time_ns;
}

static void
pass_on_of_case(struct excerpt *e, const struct run_event *event)
{
	struct run_event fact = *event;
	unsigned place = e->places[event->test->index];
	if (place == 0)
		return;
	fact.test = &e->cases[place - 1];
	note_time(e, event->time_ns);
	if (event->kind == RUN_CASE_ENDED)
		run_summary_count(&e->summary, fact.test, event->outcome);
	pass_on(e, &fact);
}

static void
end_run(struct excerpt *e, const struct run_event *event)
{
	struct run_event fact = *event;
	e->summary.duration_ns = e->end_ns - e->start_ns;
	e->summary.interrupted = event->summary->interrupted;
	e->summary.problem = event->summary->problem;
	fact.summary = &e->summary;
	pass_on(e, &fact);
}

static void
excerpt_event(struct sink *sink, const struct run_event *event)
{
	struct excerpt *e = (struct excerpt *)sink;
	switch (event->kind) {
	case RUN_STARTED:
		pass_on(e, event);
		break;
	case RUN_CASE_STARTED:
	case RUN_STIMULUS:
	case RUN_OBSERVATION:
	case RUN_PROOF:
	case RUN_QUIET:
	case RUN_LEFT_OUT:
	case RUN_CASE_ENDED:
	case RUN_ATTEMPT_ENDED:
		pass_on_of_case(e, event);
		break;
	case RUN_LAG:
	case RUN_NOTICE:
		break;
	case RUN_ENDED:
		end_run(e, event);
		break;
	}
}

static void
add_case(struct excerpt *e, const struct run_case *test)
{
	struct run_case *one = &e->cases[e->run.case_count];
	*one = *test;
	one->index = e->run.case_count++;
	e->places[test->index] = e->run.case_count;
}

static bool
has_only_assumptions(const struct excerpt *e)
{
	for (unsigned i = 0; i < e->run.case_count; i++)
		if (!e->cases[i].is_assumption)
			return false;
	return true;
}

struct excerpt *
excerpt_new(const struct run_facts *run, const bool *is_wanted,
    struct sink *const *sinks, unsigned sink_count)
{
	struct excerpt *e = mem_zalloc(sizeof(*e));
	size_t count = (size_t)run->case_count + 1;
	e->sink.event = excerpt_event;
	e->sinks = sinks;
	e->sink_count = sink_count;
	e->run = *run;
	e->cases = mem_zalloc(count * sizeof(*e->cases));
	e->places = mem_zalloc(count * sizeof(*e->places));
	e->run.cases = e->cases;
	e->run.case_count = e->run.row_count = 0;
	for (unsigned i = 0; i < run->case_count; i++)
		if (is_wanted[i])
			add_case(e, &run->cases[i]);
	bool only_assumptions = has_only_assumptions(e);
	for (unsigned i = 0; i < e->run.case_count && only_assumptions; i++)
		e->cases[i].is_assumption = false;
	return e;
}

struct sink *
excerpt_sink(struct excerpt *e)
{
	return &e->sink;
}

void
excerpt_free(struct excerpt *e)
{
	if (!e)
		return;
	free(e->cases);
	free(e->places);
	free(e);
}
