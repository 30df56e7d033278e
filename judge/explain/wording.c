/* SPDX-License-Identifier: Apache-2.0 */
/* The words that several sentences have in common. */
#include "core/escape.h"
#include "judge/explain/explanation.h"
#include "judge/record.h"

#include <inttypes.h>
#include <string.h>

int
explain_stimulus_before(const struct explanation *x, int record)
{
	while (record >= 0 && !record_at(x, record)->is_stimulus)
		record--;
	return record;
}

const char *
explain_file(const struct fixture *f)
{
	return source_file_name(f->source->path);
}

void
explain_value(struct buf *b, const struct attribute *a)
{
	char scratch[ATTRIBUTE_TEXT_SIZE];
	if (a->kind == VALUE_STRING)
		escape_quoted(
		    b, a->text, a->text_size, EXPLAIN_VALUE_CHARACTERS);
	else
		buf_add_text(b,
		    a->kind == VALUE_NULL ? "null"
					  : attribute_text(a, scratch));
}

/* Has the party sent another request of that name? */
static bool
is_one_of_several(const struct explanation *x, const struct record *request)
{
	for (size_t i = 0; i < x->m->records.count; i++) {
		const struct record *r = record_at(x, (int)i);
		if (r != request && r->is_stimulus &&
		    r->party == request->party && r->spec == request->spec)
			return true;
	}
	return false;
}

void
explain_stimulus(struct explanation *x, int stimulus)
{
	const struct record *r = record_at(x, stimulus);
	buf_printf(&x->sentence, "%s of %s", event_at(x, r->event)->name,
	    party_name(x, r->party));
	if (is_one_of_several(x, r))
		buf_printf(&x->sentence, " (#%u)", r->number);
}

/* Has that party done the same before the finding? */
static bool
was_done(const struct explanation *x, const struct pattern_event *stimulus)
{
	for (int i = 0; i < x->d.record; i++) {
		const struct record *r = record_at(x, i);
		if (r->is_stimulus && r->spec == stimulus->spec &&
		    r->party == stimulus->party)
			return true;
	}
	return false;
}

void
explain_unsent(struct explanation *x, const struct pattern_event *stimulus)
{
	buf_printf(&x->sentence, "%s%s of %s",
	    was_done(x, stimulus) ? "another " : "", stimulus->name,
	    party_name(x, stimulus->party));
}

void
explain_since(struct explanation *x, const struct bound *b)
{
	if (b->since < 0) {
		buf_add_text(&x->sentence, "the start of the case");
		return;
	}
	const struct pattern_event *e = event_at(x, b->since);
	const struct config *c = &x->m->configs[0];
	if (!event_is_stimulus(e->kind))
		buf_add_text(&x->sentence, e->name);
	else if (match_record_of(x->m, c, (unsigned)b->since))
		explain_stimulus(x, c->at[b->since]);
	else
		buf_printf(
		    &x->sentence, "%s of %s", e->name, party_name(x, e->party));
}

/* The party of the case that goes by that id, or -1. */
static int
party_called(const struct explanation *x, const char *id)
{
	const char *const *ids = x->m->lease->agent_ids;
	for (size_t i = 0; i < x->m->p->parties.count; i++)
		if (ids[i] && strcmp(ids[i], id) == 0)
			return (int)i;
	return -1;
}

const struct attribute_spec *
explain_subject(const struct explanation *x, int record, int *ret_party)
{
	char scratch[ATTRIBUTE_TEXT_SIZE];
	const struct record *r = record_at(x, record);
	size_t count =
	    r->has_message && r->spec ? r->spec->attributes.count : 0;
	for (size_t i = 0; i < count; i++) {
		const struct attribute_spec *s = &r->spec->attributes.items[i];
		const struct attribute *a =
		    s->required ? message_find(r->message, s->path) : NULL;
		*ret_party =
		    a ? party_called(x, attribute_text(a, scratch)) : -1;
		if (*ret_party >= 0)
			return s;
	}
	return NULL;
}

/* "EventLeft about agent1 reached agent2": of what nothing expected is like. */
void
explain_reached_about(struct explanation *x, int record)
{
	const struct record *r = record_at(x, record);
	const char *name = match_record_name(r);
	int subject;
	escape_line(&x->sentence, name, strlen(name));
	bool is_expected =
	    x->d.finding == FINDING_WRONG_PROTOCOL && x->d.event >= 0;
	if (!is_expected && explain_subject(x, record, &subject))
		buf_printf(&x->sentence, " about %s%s",
		    party_name(x, (unsigned)subject),
		    subject == r->party ? " itself" : "");
	buf_printf(&x->sentence, " reached %s", party_name(x, r->party));
}

/* A record keeps what can be a request's: not a negative one. */
static bool
find_reference(const struct record *r, int64_t *ret)
{
	const struct message *m = record_message(r);
	*ret = record_reference(r);
	return *ret >= 0 || (m && message_integer(m, "referenceId", ret));
}

void
explain_reference(struct explanation *x)
{
	const struct record *r = record_at(x, x->d.record);
	const struct message *m = record_message(r);
	int64_t number;
	if (find_reference(r, &number))
		buf_printf(&x->sentence, " with reference %" PRId64, number);
	else if (m && message_find(m, "referenceId"))
		buf_add_text(
		    &x->sentence, " with a referenceId that is no integer");
	else
		buf_add_text(&x->sentence, " without a referenceId");
}

/* Did we close the party's connection before the finding?  Its record, or -1.
 */
static int
find_disconnect(const struct explanation *x)
{
	const struct record *r = record_at(x, x->d.record);
	int i = x->d.record;
	while (--i >= 0)
		if (record_at(x, i)->is_stimulus && !record_at(x, i)->spec &&
		    record_at(x, i)->party == r->party)
			break;
	return i;
}

void
explain_foreign_reference(struct explanation *x)
{
	int closed = find_disconnect(x);
	int64_t number;
	explain_reference(x);
	if (find_reference(record_at(x, x->d.record), &number))
		buf_add_text(
		    &x->sentence, ", which is no request of this party");
	if (closed >= 0)
		buf_printf(&x->sentence,
		    ", and after its connection was closed (#%u)",
		    record_at(x, closed)->number);
	buf_add_char(&x->sentence, '.');
}
