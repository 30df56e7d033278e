/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/record.h"

#include "judge/match.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/*
 * Of a case, besides one for each second event, as it seldom has the messages
 * of all its branches; room for more is made in steps.
 */
#define USUAL_OTHER_RECORDS 2
#define MORE_RECORDS 4

void
match_drop_message(struct record *r)
{
	if (r->has_message)
		message_unref(r->message);
	r->has_message = false;
}

void
match_drop_content(struct record *r)
{
	int64_t reference_id = record_reference(r);
	match_drop_message(r);
	r->reference_id = reference_id;
}

struct record *
match_add_record(struct match *m)
{
	if (m->records.count == m->records.capacity) {
		m->records.capacity += m->records.count
		    ? MORE_RECORDS + m->records.count / 8
		    : m->p->events.count / 2 + USUAL_OTHER_RECORDS;
		m->records.items = mem_resize(m->records.items,
		    m->records.capacity, sizeof(*m->records.items));
	}
	assert(m->records.count < NO_RECORD);
	return &m->records.items[m->records.count++];
}

static void
add_text(struct match *m, unsigned record, char *text)
{
	struct record_text t = { record, text };
	vec_push(&m->texts, t);
}

/* So that equal protocols are at one address, though the catalogue lacks them.
 */
static const char *
intern_protocol(struct match *m, const char *name)
{
	for (size_t i = 0; i < m->odd_protocols.count; i++)
		if (strcmp(m->odd_protocols.items[i], name) == 0)
			return m->odd_protocols.items[i];
	vec_push(&m->odd_protocols, mem_strdup(name));
	return m->odd_protocols.items[m->odd_protocols.count - 1];
}

unsigned
match_add_observation(struct match *m, const struct observation *o,
    const struct message_spec *spec, const char *protocol)
{
	m->odd_before = m->odd_protocols.count;
	struct record *r = match_add_record(m);
	*r = (struct record){ .kind = o->kind,
		.is_derived = o->is_derived,
		.number = o->number,
		.party = o->party,
		.event = -1,
		.time_ns = o->time_ns,
		.earliest_ns = o->earliest_ns,
		.server_us = o->server_time_us,
		.protocol =
		    protocol ? protocol : intern_protocol(m, o->protocol),
		.spec = spec,
		.reference_id = -1 };
	if (o->message) {
		r->has_message = true;
		r->message = message_ref(o->message);
	}
	unsigned record = (unsigned)m->records.count - 1;
	if (o->problem)
		add_text(m, record, mem_strdup(o->problem));
	return record;
}

void
match_drop_newest(struct match *m)
{
	match_drop_message(&m->records.items[--m->records.count]);
	while (m->odd_protocols.count > m->odd_before)
		free(m->odd_protocols.items[--m->odd_protocols.count]);
	if (m->texts.count > 0 &&
	    m->texts.items[m->texts.count - 1].record == m->records.count)
		free(m->texts.items[--m->texts.count].text);
}

void
match_retire(struct match *m)
{
	for (size_t i = 0; i < m->records.count; i++)
		match_drop_content(&m->records.items[i]);
}

const char *
match_record_text(const struct match *m, const struct record *r)
{
	for (size_t i = 0; i < m->texts.count; i++)
		if (&m->records.items[m->texts.items[i].record] == r)
			return m->texts.items[i].text;
	return NULL;
}

const char *
match_record_name(const struct record *r)
{
	if (r->has_message)
		return message_name(r->message);
	if (r->spec)
		return r->spec->name;
	if (r->kind == OBSERVED_DISCONNECTED)
		return "the end of the connection";
	return r->is_stimulus ? "disconnects" : "";
}

const struct record *
match_record_of(const struct match *m, const struct config *c, unsigned event)
{
	return bits_has(c->set, event) && c->at[event] != NO_RECORD
	    ? &m->records.items[c->at[event]]
	    : NULL;
}

/* Is it the reference id of a request that this party has sent? */
bool
match_is_own_reference(const struct match *m, const struct record *r)
{
	for (size_t i = 0; i < m->records.count; i++) {
		const struct record *sent = &m->records.items[i];
		if (sent->is_stimulus && record_reference(sent) >= 0 &&
		    sent->party == r->party &&
		    record_reference(sent) == record_reference(r))
			return true;
	}
	return false;
}
