/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/episode.h"

#include "core/mem.h"

#include <stdlib.h>

/*
 * A case that the server floods is cut: what explains its end is at its
 * beginning.
 */
#define MOMENTS_MAX 5000

void
episode_start(struct episode *e, const struct run_event *event)
{
	episode_clear(e);
	e->start_ns = event->time_ns;
	e->has_lease = event->lease != NULL;
	e->parties.count = 0;
	if (!event->lease)
		return;
	e->lease = *event->lease;
	for (unsigned i = 0; i < event->lease->party_count; i++)
		vec_push(&e->parties, event->lease->parties[i]);
	e->lease.parties = NULL;
}

static struct observation *
keep_observation(const struct observation *from)
{
	struct observation *o = mem_alloc(sizeof(*o));
	*o = *from;
	if (o->message)
		message_ref(o->message);
	if (o->raw)
		o->raw = mem_strndup(o->raw, o->raw_size);
	if (o->problem)
		o->problem = mem_strdup(o->problem);
	return o;
}

void
episode_add(struct episode *e, const struct run_event *event)
{
	struct moment m = { .kind = event->kind,
		.time_ns = event->time_ns,
		.quiet_ns = event->quiet_ns,
		.party = event->party,
		.is_settled = event->is_settled,
		.is_held = event->is_held };
	if (e->moments.count == MOMENTS_MAX)
		return;
	if (event->kind == RUN_STIMULUS) {
		m.number = event->stimulus.number;
		m.protocol = event->stimulus.protocol;
		m.file = event->stimulus.file;
		m.line = event->stimulus.line;
		m.is_main = event->stimulus.is_main;
		if (event->stimulus.message)
			m.message = message_ref(
			    (struct message *)event->stimulus.message);
	}
	if (event->kind == RUN_OBSERVATION)
		m.observation = keep_observation(event->observation);
	vec_push(&e->moments, m);
}

static const char *
own(const char *text)
{
	return text ? mem_strdup(text) : NULL;
}

void
episode_own(struct episode *e)
{
	struct case_lease *l = &e->lease;
	l->interaction = own(l->interaction);
	l->unique = own(l->unique);
	l->left_in_queue = own(l->left_in_queue);
	l->left_in_queue2 = own(l->left_in_queue2);
	l->left_in_workbin = own(l->left_in_workbin);
}

void
episode_clear(struct episode *e)
{
	for (size_t i = 0; i < e->moments.count; i++) {
		struct moment *m = &e->moments.items[i];
		message_unref(m->message);
		if (m->observation)
			observation_clear(m->observation);
		free(m->observation);
	}
	e->moments.count = 0;
}

void
episode_free(struct episode *e, bool is_owned)
{
	struct case_lease *l = &e->lease;
	episode_clear(e);
	vec_free(&e->moments);
	vec_free(&e->parties);
	if (!is_owned)
		return;
	free((char *)l->interaction);
	free((char *)l->unique);
	free((char *)l->left_in_queue);
	free((char *)l->left_in_queue2);
	free((char *)l->left_in_workbin);
}

size_t
episode_count(const struct episode *e)
{
	return 1 + e->moments.count;
}

struct run_event
episode_event(const struct episode *e, size_t position)
{
	if (position == 0)
		return (struct run_event){ .kind = RUN_CASE_STARTED,
			.time_ns = e->start_ns,
			.lease = e->has_lease ? &e->lease : NULL };
	const struct moment *m = &e->moments.items[position - 1];
	return (struct run_event){ .kind = m->kind,
		.time_ns = m->time_ns,
		.case_time_ns = m->time_ns - e->start_ns,
		.quiet_ns = m->quiet_ns,
		.party = m->party,
		.stimulus.number = m->number,
		.stimulus.message = m->message,
		.stimulus.protocol = m->protocol,
		.stimulus.file = m->file,
		.stimulus.line = m->line,
		.stimulus.is_main = m->is_main,
		.observation = m->observation,
		.is_settled = m->is_settled,
		.is_held = m->is_held };
}
