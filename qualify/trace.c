/* SPDX-License-Identifier: Apache-2.0 */
#include "qualify/trace.h"

#include <stdio.h>
#include <string.h>

static bool
is_alike(const struct traced_message *a, const char *party,
    const struct observation *o)
{
	return strcmp(a->party, party) == 0 &&
	    strcmp(a->protocol, o->protocol) == 0 &&
	    strcmp(message_name(a->message), message_name(o->message)) == 0;
}

/* The first one is what is traced: besides there are set-ups of the run. */
static bool
is_of_case(const struct run_event *event)
{
	return !event->test || event->test->index == 0;
}

static void
keep_message(struct trace *t, const struct run_event *event)
{
	const struct observation *o = event->observation;
	if (!o->message)
		return;
	/* Of the set-up of the run it only matters that it came. */
	struct traced_message m = { .number = is_of_case(event) ? o->number : 0,
		.party = mem_strdup(event->party),
		.message = message_ref(o->message),
		.occurrence = 1,
		.time_ns = event->case_time_ns };
	snprintf(m.protocol, sizeof(m.protocol), "%s", o->protocol);
	for (size_t i = 0; i < t->messages.count; i++)
		m.occurrence +=
		    is_alike(&t->messages.items[i], event->party, o);
	vec_push(&t->messages, m);
}

static void
keep_stimulus(struct trace *t, const struct run_event *event)
{
	const struct message *message = event->stimulus.message;
	struct traced_stimulus s = { .party = mem_strdup(event->party),
		.name = mem_strdup(message ? message_name(message) : ""),
		.time_ns = event->case_time_ns };
	vec_push(&t->stimuli, s);
}

static char *
copy_text(const char *text)
{
	return text ? mem_strdup(text) : NULL;
}

static void
keep_outcome(struct trace *t, const struct outcome *o)
{
	outcome_clear(&t->outcome);
	t->outcome = *o;
	t->outcome.sentence = copy_text(o->sentence);
	t->outcome.detail = copy_text(o->detail);
	finding_difference_copy(&t->outcome.difference, &o->difference);
	size_t size = o->match_count * sizeof(*o->matches);
	t->outcome.matches = mem_alloc(size);
	if (size)
		memcpy(t->outcome.matches, o->matches, size);
}

static void
trace_event(struct sink *sink, const struct run_event *event)
{
	struct trace *t = (struct trace *)sink;
	if (event->kind == RUN_OBSERVATION)
		keep_message(t, event);
	else if (event->kind == RUN_STIMULUS && is_of_case(event))
		keep_stimulus(t, event);
	else if (event->kind == RUN_CASE_ENDED && is_of_case(event))
		keep_outcome(t, event->outcome);
}

void
trace_init(struct trace *t)
{
	*t = (struct trace){ .sink = { .event = trace_event } };
}

void
trace_clear(struct trace *t)
{
	for (size_t i = 0; i < t->messages.count; i++) {
		free(t->messages.items[i].party);
		message_unref(t->messages.items[i].message);
	}
	for (size_t i = 0; i < t->stimuli.count; i++) {
		free(t->stimuli.items[i].party);
		free(t->stimuli.items[i].name);
	}
	vec_free(&t->messages);
	vec_free(&t->stimuli);
	outcome_clear(&t->outcome);
	trace_init(t);
}

const struct traced_message *
trace_find(const struct trace *t, unsigned number)
{
	for (size_t i = 0; i < t->messages.count; i++)
		if (t->messages.items[i].number == number)
			return &t->messages.items[i];
	return NULL;
}

bool
trace_find_stimulus(const struct trace *t, const char *party, const char *name,
    unsigned nth, int64_t *ret_ns)
{
	for (size_t i = 0; i < t->stimuli.count; i++) {
		const struct traced_stimulus *s = &t->stimuli.items[i];
		if (strcmp(s->party, party) != 0 || strcmp(s->name, name) != 0)
			continue;
		if (--nth == 0) {
			*ret_ns = s->time_ns;
			return true;
		}
	}
	return false;
}
