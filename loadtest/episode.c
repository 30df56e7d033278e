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

static struct rarity *
keep_rarity(const struct run_event *event)
{
	struct rarity *r = mem_alloc(sizeof(*r));
	r->observation = observation_copy(event->observation);
	r->observation.sequence = 0; /* others have none, either */
	r->late = event->late;
	return r;
}

static void
keep_observation(
    struct episode *e, struct moment *m, const struct run_event *event)
{
	const struct observation *o = event->observation;
	e->clock_ns = o->time_ns - event->time_ns;
	m->is_rare = o->kind != OBSERVED_MESSAGE || o->problem || event->late;
	if (m->is_rare) {
		m->rarity = keep_rarity(event);
		return;
	}
	m->number = o->number;
	m->place = o->party;
	m->message = o->message ? message_ref(o->message) : NULL;
	m->protocol = o->protocol;
	m->is_derived = o->is_derived;
	m->earliest_ns = o->earliest_ns;
	m->server_time_us = o->server_time_us;
}

static void
keep_stimulus(struct moment *m, const struct run_event *event)
{
	m->number = event->stimulus.number;
	m->protocol = event->stimulus.protocol;
	m->file = event->stimulus.file;
	m->place = event->stimulus.line;
	m->is_main = event->stimulus.is_main;
	if (event->stimulus.message)
		m->message =
		    message_ref((struct message *)event->stimulus.message);
}

static void
keep_left_out(struct moment *m, const struct run_event *event)
{
	m->number = event->left_out.unexamined;
	m->left_out = event->left_out.count;
	m->left_out_bytes = event->left_out.bytes;
}

void
episode_add(struct episode *e, const struct run_event *event)
{
	struct moment m = { .kind = event->kind,
		.time_ns = event->time_ns,
		.party = event->party,
		.is_settled = event->is_settled,
		.is_held = event->is_held };
	if (e->moments.count == MOMENTS_MAX)
		return;
	if (event->kind == RUN_STIMULUS)
		keep_stimulus(&m, event);
	else if (event->kind == RUN_OBSERVATION)
		keep_observation(e, &m, event);
	else if (event->kind == RUN_QUIET)
		m.quiet_ns = event->quiet_ns;
	else if (event->kind == RUN_LEFT_OUT)
		keep_left_out(&m, event);
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
		if (!m->is_rare) {
			message_unref(m->message);
			continue;
		}
		observation_clear(&m->rarity->observation);
		free(m->rarity);
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

static void
recall_observation(const struct episode *e, const struct moment *m,
    struct run_event *event, struct observation *o)
{
	event->is_held = m->is_held;
	event->observation = o;
	if (m->is_rare) {
		*o = m->rarity->observation;
		event->late = m->rarity->late;
		return;
	}
	*o = (struct observation){ .kind = OBSERVED_MESSAGE,
		.is_derived = m->is_derived,
		.number = m->number,
		.party = m->place,
		.time_ns = m->time_ns + e->clock_ns,
		.earliest_ns = m->earliest_ns,
		.server_time_us = m->server_time_us,
		.protocol = m->protocol,
		.message = m->message };
}

static void
recall_stimulus(const struct moment *m, struct run_event *event)
{
	event->stimulus.number = m->number;
	event->stimulus.message = m->message;
	event->stimulus.protocol = m->protocol;
	event->stimulus.file = m->file;
	event->stimulus.line = m->place;
	event->stimulus.is_main = m->is_main;
}

static void
recall_left_out(const struct moment *m, struct run_event *event)
{
	event->left_out.count = m->left_out;
	event->left_out.bytes = m->left_out_bytes;
	event->left_out.unexamined = m->number;
}

struct run_event
episode_event(
    const struct episode *e, size_t position, struct observation *observation)
{
	if (position == 0)
		return (struct run_event){ .kind = RUN_CASE_STARTED,
			.time_ns = e->start_ns,
			.lease = e->has_lease ? &e->lease : NULL };
	const struct moment *m = &e->moments.items[position - 1];
	struct run_event event = { .kind = m->kind,
		.time_ns = m->time_ns,
		.case_time_ns = m->time_ns - e->start_ns,
		.party = m->party,
		.is_settled = m->is_settled };
	if (m->kind == RUN_STIMULUS)
		recall_stimulus(m, &event);
	else if (m->kind == RUN_OBSERVATION)
		recall_observation(e, m, &event, observation);
	else if (m->kind == RUN_QUIET)
		event.quiet_ns = m->quiet_ns;
	else if (m->kind == RUN_LEFT_OUT)
		recall_left_out(m, &event);
	return event;
}
