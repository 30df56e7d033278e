/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The shards of a load: each has kept cases of its own, so all of them are
 * told, but of what several have kept under one name only one, and what they
 * have measured is put together by whoever listens.
 */
#include "core/mem.h"
#include "shards/merge_parts.h"

#include <stdlib.h>
#include <string.h>

/* Of a shard to the sinks of the whole load. */
struct load_teller {
	struct sink sink;
	struct merge *merge;
	const struct part *part;
	const struct run_case **told; /* by case of the part; NULL: left out */
	struct sink *const *sinks;
	unsigned sink_count;
	VEC(struct run_case *) cases; /* owned: all that were told */
};

static bool
is_same_case(const struct run_case *a, const struct run_case *b)
{
	return strcmp(a->name, b->name) == 0 &&
	    strcmp(a->phase, b->phase) == 0 && strcmp(a->suite, b->suite) == 0;
}

/* Of several of one name, what says most; of equals the first shard's. */
static bool
is_chosen(const struct merge *m, size_t part, const struct part_case *one)
{
	for (size_t i = 0; i < m->parts.count; i++) {
		const struct part *p = m->parts.items[i];
		for (size_t j = 0; i != part && j < p->cases.count; j++) {
			const struct part_case *other = &p->cases.items[j];
			if (!is_same_case(&one->test, &other->test))
				continue;
			if (other->evidence > one->evidence ||
			    (other->evidence == one->evidence && i < part))
				return false;
		}
	}
	return true;
}

static void
choose(struct load_teller *t, size_t part)
{
	const struct part *p = t->merge->parts.items[part];
	t->part = p;
	free(t->told);
	t->told = mem_zalloc((p->cases.count + 1) * sizeof(*t->told));
	for (size_t i = 0; i < p->cases.count; i++) {
		const struct part_case *one = &p->cases.items[i];
		if (!is_chosen(t->merge, part, one))
			continue;
		struct run_case *test = mem_alloc(sizeof(*test));
		*test = one->test;
		test->index = (unsigned)t->cases.count;
		t->told[i] = test;
		vec_push(&t->cases, test);
	}
}

static void
tell(const struct load_teller *t, struct run_event *event)
{
	event->run = &t->merge->facts;
	for (unsigned i = 0; i < t->sink_count; i++)
		t->sinks[i]->event(t->sinks[i], event);
}

static void
take_event(struct sink *sink, const struct run_event *event)
{
	struct load_teller *t = (struct load_teller *)sink;
	struct run_event fact = *event;
	if (event->kind == RUN_NOTICE)
		tell(t, &fact);
	if (!event->test || !t->told[event->test->index])
		return;
	fact.test = t->told[event->test->index];
	if (event->late)
		fact.late = t->told[event->late->index];
	if (event->kind == RUN_CASE_ENDED)
		run_summary_count(
		    &t->merge->summary, fact.test, event->outcome);
	tell(t, &fact);
}

static bool
play_part(struct load_teller *t)
{
	struct merge *m = t->merge;
	struct sink *const sinks[] = { &t->sink };
	struct recording_listener listener = { m->hooks.context,
		m->hooks.take };
	struct recording *r = recording_open(t->part->path, m->diag);
	bool good = r && recording_facts(r)->case_count == t->part->cases.count;
	if (r && !good)
		diag_error(m->diag, NULL, "'%s' changed while it was read",
		    t->part->path);
	if (good && m->hooks.begin)
		m->hooks.begin(m->hooks.context);
	if (r)
		recording_listen(r, &listener);
	good = good && recording_play(r, sinks, 1);
	recording_free(r);
	return good;
}

static void
add_end(struct merge *m, const struct part *p)
{
	struct run_summary *s = &m->summary;
	if (p->duration_ns > s->duration_ns)
		s->duration_ns = p->duration_ns;
	if (p->longest_timer_ns > s->longest_timer_ns)
		s->longest_timer_ns = p->longest_timer_ns;
	s->interrupted |= p->was_interrupted || !p->has_ended;
	if ((p->problem || !p->has_ended) && !m->problem)
		m->problem = mem_printf("shard %u of %u: %s", p->shard.number,
		    p->shard.total,
		    p->problem ? p->problem
			       : "its recording ends before its load did");
}

static void
tell_end(struct load_teller *t)
{
	struct merge *m = t->merge;
	struct run_event event = { .kind = RUN_ENDED,
		.time_ns = m->summary.duration_ns,
		.summary = &m->summary };
	m->summary.problem = m->problem;
	if (m->hooks.end)
		m->hooks.end(m->hooks.context);
	tell(t, &event);
}

bool
merge_play_load(struct merge *m, struct sink *const *sinks, unsigned sink_count)
{
	struct load_teller t = { .sink.event = take_event,
		.merge = m,
		.sinks = sinks,
		.sink_count = sink_count };
	struct run_event started = { .kind = RUN_STARTED };
	bool good = true;
	tell(&t, &started);
	for (size_t i = 0; i < m->parts.count && good; i++) {
		choose(&t, i);
		add_end(m, t.part);
		good = play_part(&t);
	}
	if (good)
		tell_end(&t);
	for (size_t i = 0; i < t.cases.count; i++)
		free(t.cases.items[i]);
	vec_free(&t.cases);
	free(t.told);
	return good;
}
