/* SPDX-License-Identifier: Apache-2.0 */
#include "casting/reel.h"

#include "casting/sequence.h"
#include "core/clock.h"
#include "wire/json_message.h"

#include <string.h>

/* --- as a transcript --- */

static void
write_paths(struct json_writer *w, const char *key, const char *const *paths)
{
	json_begin_list(w, key);
	for (; *paths; paths++)
		json_add_string(w, NULL, *paths);
	json_end_list(w);
}

/* As it may be read by others. */
static void
write_id(const struct footage *f, struct json_writer *w, const char *key,
    const char *id)
{
	char *shown = footage_id(f, id);
	json_add_text(w, key, shown);
	free(shown);
}

/* Which of several Reporting engines the finding is about. */
static void
write_engine(
    const struct take *t, const struct footage *f, struct json_writer *w)
{
	if (t->is_worst_of_many && t->engine != NO_CLIENT)
		write_id(f, w, "engine",
		    reader_clients(f->reader)->all.items[t->engine]->label);
}

static void
write_message(
    const struct footage *f, struct json_writer *w, const struct message *m)
{
	struct message *veiled = f->veil ? veil_message(f->veil, m) : NULL;
	json_add_message(w, "message", f->veil ? veiled : m);
	message_unref(veiled);
}

static void
write_bind(const struct take *t, const struct footage *f, struct json_writer *w)
{
	json_begin_object(w, "bind");
	write_id(f, w, "interaction", t->lease.interaction);
	write_id(f, w, "queue", t->lease.queue);
	write_engine(t, f, w);
	json_add_string(w, "setup", "assumed");
	json_begin_object(w, "shows");
	write_paths(w, "requests", t->lease.sight->requests);
	write_paths(w, "events", t->lease.sight->events);
	json_end_object(w);
	json_begin_list(w, "parties");
	for (unsigned i = 0; i < t->lease.party_count; i++) {
		json_begin_object(w, NULL);
		json_add_string(w, "name", t->parties[i].name);
		write_id(f, w, "agentId", t->parties[i].agent_id);
		write_id(f, w, "placeId", t->parties[i].place_id);
		json_end_object(w);
	}
	json_end_list(w);
	json_end_object(w);
}

/* Of a reason that may name people only its number is left. */
static void
write_reason(const struct footage *f, struct json_writer *w, const char *reason)
{
	char *number = reason && f->veil
	    ? mem_strndup(reason, strcspn(reason, " "))
	    : NULL;
	json_add_text(w, "reason", number ? number : reason);
	free(number);
}

static void
write_fact(const struct footage *f, const struct sequenced_fact *s,
    struct json_writer *w)
{
	const struct episode_fact *fact = s->fact;
	char *source = take_source(f, fact);
	json_begin_object(w, NULL);
	json_add_integer(w, "time", s->time_ms);
	json_add_string(
	    w, "direction", fact->is_to_server ? "to-server" : "from-server");
	json_add_string(w, "party", s->party);
	if (!fact->is_to_server)
		json_add_string(w, "tag", TAG_DERIVED);
	if (fact->message)
		write_message(f, w, fact->message);
	else
		json_add_boolean(w, "disconnected", true);
	json_add_text(w, "source", source);
	write_reason(f, w, fact->reason);
	json_end_object(w);
	json_end_line(w);
	free(source);
}

/*
 * The end: until when it is known that nothing more came, and why not longer.
 * Of what never came, that is all the log of the interaction.
 */
static int64_t
end_of(const struct take *t, const struct footage *f, const struct sequence *s)
{
	const struct episode *e = t->stretch.episode;
	if (!s->is_cut)
		return t->end_ms;
	return e->cut ? e->cut_ms : reader_totals(f->reader)->last_ms;
}

static void
write_end(const struct take *t, const struct footage *f,
    const struct sequence *s, struct json_writer *w)
{
	json_begin_object(w, NULL);
	json_add_integer(w, "time", end_of(t, f, s));
	json_add_text(w, "cut", t->cut);
	json_end_object(w);
	json_end_line(w);
}

bool
reel_write(const struct take *t, const struct footage *f, const char *name,
    bool is_first, struct buf *into)
{
	struct json_writer w = json_start(into);
	struct sequence s;
	sequence_make(t, f, &s);
	json_begin_object(&w, NULL);
	if (is_first)
		json_add_string(&w, "unit", "ms");
	json_add_string(&w, "case", name);
	write_bind(t, f, &w);
	json_end_object(&w);
	json_end_line(&w);
	for (size_t i = 0; i < s.facts.count; i++)
		write_fact(f, &s.facts.items[i], &w);
	write_end(t, f, &s, &w);
	sequence_free(&s);
	return json_finish(&w);
}

/* --- as a run --- */

static struct run_event
event_of(const struct take *t, enum run_event_kind kind, int64_t time_ms)
{
	const struct episode_fact *first =
	    &t->stretch.episode->facts.items[t->stretch.first];
	int64_t time_ns = (time_ms - first->time_ms) * NS_PER_MS;
	return (struct run_event){ .kind = kind,
		.run = &t->run,
		.test = &t->test,
		.time_ns = time_ns,
		.case_time_ns = time_ns };
}

static void
play_fact(const struct take *t, const struct sequenced_fact *s, unsigned number,
    struct sink *sink)
{
	struct run_event event = event_of(t,
	    s->fact->is_to_server ? RUN_STIMULUS : RUN_OBSERVATION, s->time_ms);
	struct observation seen = { .kind = OBSERVED_MESSAGE,
		.is_derived = true,
		.number = number,
		.time_ns = event.case_time_ns,
		.earliest_ns = event.case_time_ns,
		.server_time_us = -1,
		.protocol = "",
		.message = s->fact->message };
	event.party = s->party;
	event.stimulus.number = number;
	event.stimulus.message = s->fact->message;
	event.observation = &seen;
	sink->event(sink, &event);
}

bool
reel_play(const struct take *t, const struct footage *f, struct sink *sink)
{
	struct sequence s;
	int64_t start_ms =
	    t->stretch.episode->facts.items[t->stretch.first].time_ms;
	struct run_event event = event_of(t, RUN_STARTED, start_ms);
	sequence_make(t, f, &s);
	sink->event(sink, &event);
	event = event_of(t, RUN_CASE_STARTED, start_ms);
	event.lease = &t->lease;
	sink->event(sink, &event);
	for (size_t i = 0; i < s.facts.count; i++)
		play_fact(t, &s.facts.items[i], (unsigned)i + 1, sink);
	event = event_of(t, RUN_CASE_ENDED, end_of(t, f, &s));
	sink->event(sink, &event);
	bool is_cut = s.is_cut;
	sequence_free(&s);
	return is_cut;
}
