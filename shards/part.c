/* SPDX-License-Identifier: Apache-2.0 */
#include "shards/part.h"

#include "core/mem.h"

#include <stdlib.h>

/* Notes how each case ended. */
struct reader {
	struct sink sink;
	struct part *part;
};

static const char *
keep(struct part *p, const char *text)
{
	if (!text)
		return NULL;
	vec_push(&p->texts, mem_strdup(text));
	return p->texts.items[p->texts.count - 1];
}

static void
keep_requirements(
    struct part *p, const struct run_case *from, struct run_case *into)
{
	size_t count = from->requirement_count;
	struct run_requirement *list = mem_zalloc((count + 1) * sizeof(*list));
	for (size_t i = 0; i < count; i++) {
		list[i].id = keep(p, from->requirements[i].id);
		list[i].level = keep(p, from->requirements[i].level);
	}
	into->requirements = list;
}

static void
keep_case(struct part *p, const struct run_case *test)
{
	struct part_case one = { .test = *test };
	one.test.suite = keep(p, test->suite);
	one.test.phase = keep(p, test->phase);
	one.test.name = keep(p, test->name);
	one.test.section = keep(p, test->section);
	one.test.file = keep(p, test->file);
	one.test.unclaimed = keep(p, test->unclaimed);
	one.test.requirement = keep(p, test->requirement);
	keep_requirements(p, test, &one.test);
	vec_push(&p->cases, one);
}

static enum evidence
evidence_of(const struct outcome *o)
{
	switch (o->verdict) {
	case VERDICT_FAIL:
		return o->seen_in ? EVIDENCE_SEEN_ELSEWHERE : EVIDENCE_FAILED;
	case VERDICT_INCONCLUSIVE:
	case VERDICT_ERROR:
		return EVIDENCE_UNJUDGED;
	case VERDICT_EXPECTED:
		return EVIDENCE_EXPECTED;
	case VERDICT_PASS:
		return EVIDENCE_PASSED;
	case VERDICT_FLAKY:
		return EVIDENCE_FLAKY;
	case VERDICT_SKIPPED:
		return EVIDENCE_SKIPPED;
	case VERDICT_ABORTED:
		break;
	}
	return EVIDENCE_NONE;
}

static void
note_event(struct sink *sink, const struct run_event *event)
{
	struct part *p = ((struct reader *)sink)->part;
	if (event->kind != RUN_CASE_ENDED)
		return;
	struct part_case *one = &p->cases.items[event->test->index];
	one->evidence = evidence_of(event->outcome);
	if (one->evidence == EVIDENCE_SEEN_ELSEWHERE)
		one->seen_in = keep(p, event->outcome->seen_in);
}

static void
keep_facts(struct part *p, const struct run_facts *run)
{
	p->shard = run->shard;
	p->shard.plan_sha256 = p->shard.division_sha256 = NULL;
	p->host_name = mem_strdup(run->host_name);
	p->target_url = mem_strdup(run->target_url);
	p->wall_start_s = run->wall_start_s;
	for (unsigned i = 0; i < run->case_count; i++)
		keep_case(p, &run->cases[i]);
}

static void
keep_summary(struct part *p, const struct run_summary *s)
{
	p->has_ended = s;
	if (!s)
		return;
	p->duration_ns = s->duration_ns;
	p->longest_timer_ns = s->longest_timer_ns;
	p->was_interrupted = s->interrupted;
	p->problem = s->problem ? mem_strdup(s->problem) : NULL;
}

/*
 * What was changed must not get a new seal.  One that broke off is as it was
 * written, as far as it goes.
 */
static bool
is_as_written(const struct recording *r, const char *path, struct diag *diag)
{
	struct seal_account a = recording_seal(r);
	struct buf text;
	bool good = !recording_is_sealed(r) || a.state == SEAL_WHOLE ||
	    (a.state != SEAL_BROKEN && !recording_summary(r));
	if (good)
		return true;
	buf_init(&text, SEAL_MAX_BYTES);
	seal_print(&text, &a);
	diag_error(diag, NULL, "'%s': %s", path, buf_text(&text));
	buf_free(&text);
	return false;
}

struct part *
part_read(const char *path, struct recording **ret_recording, struct diag *diag)
{
	struct recording *recording = recording_open(path, diag);
	if (!recording)
		return NULL;
	struct part *p = mem_zalloc(sizeof(*p));
	struct reader reader = { { .event = note_event }, p };
	struct sink *const sinks[] = { &reader.sink };
	p->path = mem_strdup(path);
	keep_facts(p, recording_facts(recording));
	if (!recording_play(recording, sinks, 1) ||
	    !is_as_written(recording, path, diag)) {
		part_free(p);
		recording_free(recording);
		return NULL;
	}
	keep_summary(p, recording_summary(recording));
	*ret_recording = recording;
	return p;
}

void
part_free(struct part *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->texts.count; i++)
		free(p->texts.items[i]);
	vec_free(&p->texts);
	for (size_t i = 0; i < p->cases.count; i++)
		free((void *)p->cases.items[i].test.requirements);
	vec_free(&p->cases);
	free(p->path);
	free(p->host_name);
	free(p->target_url);
	free(p->problem);
	free(p);
}
