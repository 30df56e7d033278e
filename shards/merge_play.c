/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tells the events of the whole run: of each case those of one shard.
 */
#include "core/mem.h"
#include "runner/exec/slack.h"
#include "shards/merge_parts.h"

#include <stdlib.h>
#include <string.h>

/* Of a shard to the sinks of the whole run. */
struct teller {
	struct sink sink;
	struct merge *merge;
	const struct part *part;
	struct sink *const *sinks;
	unsigned sink_count;
	VEC(char *) notices; /* that were told, each once */
};

static void
tell(const struct teller *t, struct run_event *event)
{
	event->run = &t->merge->facts;
	for (unsigned i = 0; i < t->sink_count; i++)
		t->sinks[i]->event(t->sinks[i], event);
}

static void
tell_of_case(struct teller *t, const struct run_event *event)
{
	struct merge *m = t->merge;
	unsigned place = event->test->place;
	struct run_event fact = *event;
	if (m->cases[place].chosen != t->part)
		return;
	fact.test = &m->plan[place];
	if (event->late)
		fact.late = &m->plan[event->late->place];
	if (event->kind == RUN_CASE_ENDED) {
		run_summary_count(&m->summary, fact.test, event->outcome);
		slack_add(m->slack, fact.test, event->outcome);
	}
	tell(t, &fact);
}

/* Each shard may have the same to say, such as of the server's clean-up. */
static void
tell_notice(struct teller *t, const struct run_event *event)
{
	struct run_event fact = *event;
	for (size_t i = 0; i < t->notices.count; i++)
		if (strcmp(t->notices.items[i], event->notice) == 0)
			return;
	vec_push(&t->notices, mem_strdup(event->notice));
	tell(t, &fact);
}

static void
tell_lag(struct teller *t, const struct run_event *event)
{
	struct run_event fact = *event;
	tell(t, &fact);
}

static void
take_event(struct sink *sink, const struct run_event *event)
{
	struct teller *t = (struct teller *)sink;
	switch (event->kind) {
	case RUN_STARTED:
	case RUN_ENDED:
		break;
	case RUN_CASE_STARTED:
	case RUN_STIMULUS:
	case RUN_OBSERVATION:
	case RUN_PROOF:
	case RUN_QUIET:
	case RUN_LEFT_OUT:
	case RUN_CASE_ENDED:
	case RUN_ATTEMPT_ENDED:
		tell_of_case(t, event);
		break;
	case RUN_LAG:
		tell_lag(t, event);
		break;
	case RUN_NOTICE:
		tell_notice(t, event);
		break;
	}
}

/* It was read before; does it still have the cases that it had? */
static bool
is_unchanged(const struct part *p, const struct run_facts *run)
{
	bool same = run->shard.number == p->shard.number &&
	    run->case_count == p->cases.count;
	for (unsigned i = 0; same && i < run->case_count; i++)
		same = run->cases[i].place == p->cases.items[i].test.place;
	return same;
}

static bool
play_part(struct teller *t)
{
	struct sink *const sinks[] = { &t->sink };
	struct recording *r = recording_open(t->part->path, t->merge->diag);
	bool good = r && is_unchanged(t->part, recording_facts(r));
	if (r && !good)
		diag_error(t->merge->diag, NULL,
		    "'%s' changed while it was read", t->part->path);
	good = good && recording_play(r, sinks, 1);
	recording_free(r);
	return good;
}

/*
 * The shards are told as if they had run side by side: their clocks may differ,
 * and one may have been run again on another day.
 */
static void
add_part(struct merge *m, const struct part *p)
{
	struct run_summary *s = &m->summary;
	if (p->duration_ns > s->duration_ns)
		s->duration_ns = p->duration_ns;
	if (p->longest_timer_ns > s->longest_timer_ns)
		s->longest_timer_ns = p->longest_timer_ns;
	s->interrupted |= p->was_interrupted;
	if (p->problem && !m->problem)
		m->problem = mem_printf("shard %u of %u: %s", p->shard.number,
		    p->shard.total, p->problem);
}

static void
tell_end(struct teller *t)
{
	struct run_summary *s = &t->merge->summary;
	struct run_event event = {
		.kind = RUN_ENDED, .time_ns = s->duration_ns, .summary = s
	};
	s->problem = t->merge->problem;
	s->deadlines = slack_rows(t->merge->slack, &s->deadline_count);
	tell(t, &event);
}

bool
merge_play(struct merge *m, struct sink *const *sinks, unsigned sink_count)
{
	struct teller t = { .sink.event = take_event,
		.merge = m,
		.sinks = sinks,
		.sink_count = sink_count };
	struct run_event started = { .kind = RUN_STARTED };
	bool good = true;
	if (merge_is_load(m))
		return merge_play_load(m, sinks, sink_count);
	tell(&t, &started);
	for (size_t i = 0; i < m->parts.count && good; i++) {
		t.part = m->parts.items[i];
		add_part(m, t.part);
		good = play_part(&t);
	}
	if (good)
		tell_end(&t);
	for (size_t i = 0; i < t.notices.count; i++)
		free(t.notices.items[i]);
	vec_free(&t.notices);
	return good;
}
