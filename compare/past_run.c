/* SPDX-License-Identifier: Apache-2.0 */
#include "compare/past_run.h"

#include "core/mem.h"
#include "model/repetition.h"
#include "record/recording.h"

#include <stdlib.h>
#include <string.h>

struct past_run {
	struct sink sink;
	struct recording *recording;
	struct results results;
};

enum behaviour
behaviour_of(const struct case_result *result)
{
	return result ? verdict_behaviour(result->verdict, result->finding)
		      : SERVER_UNTRIED;
}

static void
past_run_event(struct sink *sink, const struct run_event *event)
{
	results_take(&((struct past_run *)sink)->results, event);
}

struct past_run *
past_run_read(const char *path, struct diag *diag)
{
	struct recording *recording = recording_open(path, diag);
	if (!recording)
		return NULL;
	struct past_run *p = mem_zalloc(sizeof(*p));
	struct sink *sinks[] = { &p->sink };
	p->sink.event = past_run_event;
	p->recording = recording;
	results_init(&p->results);
	if (!recording_play(recording, sinks, 1)) {
		past_run_free(p);
		return NULL;
	}
	results_close(&p->results);
	return p;
}

const struct run_facts *
past_run_facts(const struct past_run *p)
{
	return recording_facts(p->recording);
}

const struct recording *
past_run_recording(const struct past_run *p)
{
	return p->recording;
}

const struct case_result *
past_run_case(const struct past_run *p, unsigned index)
{
	return &p->results.cases[index];
}

bool
case_result_says_more(
    const struct case_result *one, const struct case_result *other)
{
	static const int weights[] = { [SERVER_FAILS] = 3,
		[SERVER_PASSES] = 2,
		[SERVER_UNJUDGED] = 1,
		[SERVER_UNTRIED] = 0 };
	return weights[behaviour_of(one)] > weights[behaviour_of(other)];
}

const struct case_result *
past_run_find(const struct past_run *p, const char *suite, const char *phase,
    const char *name)
{
	const struct run_facts *run = past_run_facts(p);
	const struct case_result *found = NULL;
	for (unsigned i = 0; i < run->case_count; i++) {
		const struct run_case *test = &run->cases[i];
		if (repetition_is_of(test->name, name) &&
		    strcmp(test->phase, phase) == 0 &&
		    strcmp(test->suite, suite) == 0 &&
		    (!found ||
			case_result_says_more(past_run_case(p, i), found)))
			found = past_run_case(p, i);
	}
	return found;
}

const char *
recorded_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	while (slash && slash > path && slash[-1] != '/')
		slash--;
	return slash ? slash : path;
}

const struct run_summary *
past_run_summary(const struct past_run *p)
{
	return recording_summary(p->recording);
}

void
past_run_free(struct past_run *p)
{
	if (!p)
		return;
	results_free(&p->results);
	recording_free(p->recording);
	free(p);
}
