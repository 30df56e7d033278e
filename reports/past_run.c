/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/past_run.h"

#include "core/mem.h"
#include "reports/recording.h"

#include <stdlib.h>

struct past_run {
	struct sink sink;
	struct recording *recording;
	struct results results;
};

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

const struct case_result *
past_run_case(const struct past_run *p, unsigned index)
{
	return &p->results.cases[index];
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
