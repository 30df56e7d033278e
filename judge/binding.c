/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What comes may show that the binding is broken: then it is not a message of
 * the server, and the case is an error.
 */
#include "core/escape.h"
#include "judge/match.h"
#include "judge/relevance.h"

#include <string.h>

/* Of a line that is not a frame: as many characters are quoted. */
#define QUOTED_CHARACTERS 60

void
match_describe_malformed(const struct observation *o, struct buf *into)
{
	buf_add_text(into,
	    "The binding is broken: a line of the server's is no frame (B-24)");
	if (o->problem && o->problem[0]) {
		buf_add_text(into, ": ");
		escape_line(into, o->problem, strlen(o->problem));
	}
	if (o->raw_size) {
		buf_add_text(into, "; it is ");
		escape_quoted(into, o->raw, o->raw_size, QUOTED_CHARACTERS);
	}
	buf_add_text(
	    into, ". 'ixconform probe' with this target checks the binding.");
}

bool
match_bears_stray_reference(struct match *m, const struct observation *o)
{
	if (!message_has(o->message, "referenceId"))
		return false;
	const struct message_spec *spec =
	    catalogue_find(m->p->suite->catalogue, message_name(o->message));
	return spec && spec->kind == MESSAGE_EVENT &&
	    !message_spec_is_reply(spec) &&
	    match_look_at(m, o).relevance == RELEVANT;
}

/* Does anything but the answer itself come between a request and its answer? */
static bool
waits_for_timer(const struct message_spec *request)
{
	return !request || request->timer;
}

static bool
is_answered(const struct match *m, const struct record *request)
{
	for (size_t i = 0; i < m->records.count; i++) {
		const struct record *r = &m->records.items[i];
		if (!r->is_stimulus && r->party == request->party && r->spec &&
		    r->spec->kind == MESSAGE_ANSWER &&
		    record_reference(r) == record_reference(request))
			return true;
	}
	return false;
}

/* The newest of that party with that reference id, or NULL. */
static const struct record *
find_request(const struct match *m, unsigned party, int64_t reference_id)
{
	for (size_t i = m->records.count; i-- > 0;) {
		const struct record *r = &m->records.items[i];
		if (r->is_stimulus && r->party == party &&
		    record_reference(r) == reference_id)
			return r;
	}
	return NULL;
}

const char *
match_answered_request(const struct match *m, unsigned party,
    const struct message *message, unsigned fact_count)
{
	int64_t reference_id;
	if (fact_count == 0 ||
	    !message_integer(message, "referenceId", &reference_id))
		return NULL;
	const struct message_spec *spec =
	    catalogue_find(m->p->suite->catalogue, message_name(message));
	if (!spec || spec->kind != MESSAGE_ANSWER)
		return NULL;
	const struct record *r = find_request(m, party, reference_id);
	return r && r->number <= fact_count && !waits_for_timer(r->spec) &&
		!is_answered(m, r)
	    ? r->spec->name
	    : NULL;
}
