/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sentence of a message that is one too many: the same again, under a tag
 * that its party never sees, out of its step, another case's, or of no use at
 * all.
 */
#include "core/escape.h"
#include "judge/explain/explanation.h"
#include "judge/explain/likeness.h"
#include "judge/explain/repetition.h"
#include "judge/fit.h"
#include "judge/order.h"
#include "judge/record.h"
#include "judge/relevance.h"

#include <string.h>

/* " after RequestPing of agent1", or nothing: what we did last before it. */
static void
say_last_stimulus(struct explanation *x, int record)
{
	int stimulus = explain_stimulus_before(x, record);
	if (stimulus < 0)
		return;
	buf_add_text(&x->sentence, " after ");
	explain_stimulus(x, stimulus);
}

/* What came and excludes it. */
static void
say_excluder(struct explanation *x, int event)
{
	const struct record *r =
	    match_record_of(x->m, &x->m->configs[0], (unsigned)event);
	buf_add_text(&x->sentence, ", but can no longer come");
	if (r)
		buf_printf(&x->sentence, " after %s (#%u)",
		    match_record_name(r), r->number);
	buf_add_char(&x->sentence, '.');
}

static void
say_later(struct explanation *x, int event)
{
	const struct pattern_event *e = event_at(x, event);
	const struct pattern_event *stimulus =
	    event_at(x, match_missing_stimulus(x->m, (unsigned)event));
	buf_add_text(&x->sentence, ", but the fixture expects it only after ");
	explain_unsent(x, stimulus);
	buf_printf(&x->sentence, " (%s:%u).", explain_file(e->fixture),
	    e->step->at.line);
}

/* " with party.agentId 'agent-1'" */
static void
say_attribute(struct explanation *x, const char *path)
{
	const struct record *r = record_at(x, x->d.record);
	const struct attribute *a = message_find(r->message, path);
	buf_add_text(&x->sentence, a ? " with " : " without ");
	escape_line(&x->sentence, path, strlen(path));
	if (!a)
		return;
	buf_add_char(&x->sentence, ' ');
	explain_value(&x->sentence, a);
}

/* In what the fixture's message is another one, unless it is said already. */
static void
say_difference(struct explanation *x, const struct compiled_test *t)
{
	int subject;
	const struct attribute_spec *said =
	    explain_subject(x, x->d.record, &subject);
	const char *path = match_test_path(x->m, &x->m->configs[0], t);
	if (!said || strcmp(said->path, path) != 0)
		say_attribute(x, path);
}

/* An attribute of one of them that the other has not, or otherwise; or NULL. */
static const char *
find_change(const struct message *from, const struct message *to)
{
	for (size_t i = 0; i < message_count(from); i++) {
		const struct attribute *a = message_attribute(from, i);
		if (!match_is_equal(a, message_find(to, a->path)) &&
		    !match_is_time_stamp(a))
			return a->path;
	}
	return NULL;
}

/* ", with ticketId 12 instead of 11": in what it is not the first one. */
static void
say_change(struct explanation *x, const struct record *first)
{
	const struct record *r = record_at(x, x->d.record);
	if (!r->has_message || !first->has_message)
		return;
	const char *path = find_change(r->message, first->message);
	if (!path)
		path = find_change(first->message, r->message);
	if (!path)
		return;
	const struct attribute *before = message_find(first->message, path);
	buf_add_char(&x->sentence, ',');
	say_attribute(x, path);
	if (before && message_find(r->message, path)) {
		buf_add_text(&x->sentence, " instead of ");
		explain_value(&x->sentence, before);
	}
}

/* "; the first was #24, after RequestPing of agent1" */
static void
say_first(struct explanation *x, int first)
{
	buf_printf(
	    &x->sentence, "; the first was #%u", record_at(x, first)->number);
	if (explain_stimulus_before(x, first) ==
	    explain_stimulus_before(x, x->d.record))
		return;
	buf_add_char(&x->sentence, ',');
	say_last_stimulus(x, first);
}

static void
say_second_time(struct explanation *x, int first)
{
	buf_add_text(&x->sentence, " a second time");
	say_last_stimulus(x, x->d.record);
	say_change(x, record_at(x, first));
	say_first(x, first);
	buf_add_char(&x->sentence, '.');
}

/* ", but the fixture expects it only at agent1 and reporting." */
static void
say_elsewhere(struct explanation *x, uint32_t parties)
{
	const char *separator = ", but the fixture expects it only at ";
	for (const char *const *name = party_names(); *name; name++) {
		int party = pattern_find_party(x->m->p, *name);
		if (party < 0 || !(parties >> party & 1))
			continue;
		parties &= ~(UINT32_C(1) << party);
		buf_add_text(&x->sentence, separator);
		buf_add_text(&x->sentence, *name);
		separator = parties & (parties - 1) ? ", " : " and ";
	}
	buf_add_char(&x->sentence, '.');
}

static void
say_due(struct explanation *x, int event)
{
	const struct pattern_event *e = event_at(x, event);
	buf_printf(&x->sentence, " where %s was due (%s:%u).", e->name,
	    explain_file(e->fixture), e->step->at.line);
}

static void
say_intruder(struct explanation *x, const struct attribute *a)
{
	const struct record *r = record_at(x, x->d.record);
	say_last_stimulus(x, x->d.record);
	if (r->spec->about && message_find(r->message, r->spec->about))
		buf_add_text(
		    &x->sentence, " with this case's interaction, but");
	say_attribute(x, a->path);
	buf_add_text(&x->sentence, ", which belongs to another case.");
}

/* Why it is not one that the fixture has. */
static void
say_reason(struct explanation *x, const struct likeness *like, bool is_other)
{
	if (like->same >= 0)
		buf_add_text(&x->sentence,
		    ", but the fixture does not expect it there yet.");
	else if (like->later >= 0 && !like->is_copy)
		say_later(x, like->later);
	else if (like->excluder >= 0)
		say_excluder(x, like->excluder);
	else if (like->elsewhere)
		say_elsewhere(x, like->elsewhere);
	else
		buf_printf(&x->sentence,
		    ", but nothing in the fixture expects %s there.",
		    is_other ? "that" : "it");
}

static void
say_unexpected_event(struct explanation *x, bool is_event)
{
	const struct record *r = record_at(x, x->d.record);
	const struct attribute *intruder = match_find_intruder(x->m, r);
	struct likeness like = explain_find_likeness(x);
	bool is_other =
	    like.same < 0 && like.later < 0 && like.excluder < 0 && like.test;
	like.elsewhere &= ~(UINT32_C(1) << r->party);
	if (intruder) {
		say_intruder(x, intruder);
	} else if (is_event && like.due >= 0) {
		say_due(x, like.due);
	} else if (is_event && like.same < 0 && like.first >= 0 &&
	    !like.is_copy) {
		say_second_time(x, like.first);
	} else {
		if (is_other && !like.elsewhere)
			say_difference(x, like.test);
		if (is_event)
			say_last_stimulus(x, x->d.record);
		say_reason(x, &like, is_other);
	}
}

/* Is it an answer to nothing that its party has asked? */
static bool
is_stray_answer(const struct explanation *x)
{
	const struct record *r = record_at(x, x->d.record);
	return r->spec && r->spec->kind == MESSAGE_ANSWER &&
	    !match_is_own_reference(x->m, r);
}

static void
say_forbidden(struct explanation *x, bool is_answer)
{
	int first = is_answer ? -1 : explain_find_likeness(x).first;
	if (first >= 0)
		buf_add_text(&x->sentence, " a second time");
	if (!is_answer)
		say_last_stimulus(x, x->d.record);
	buf_printf(&x->sentence, ", which must not happen here (%s:%u)",
	    explain_file(x->d.ban->fixture), x->d.ban->step->at.line);
	if (x->d.answer == ANSWER_WITH_EFFECT)
		explain_answer_before(x);
	else if (first >= 0)
		say_first(x, first);
	buf_add_char(&x->sentence, '.');
}

void
explain_unexpected(struct explanation *x)
{
	if (x->d.answer && x->d.answer != ANSWER_WITH_EFFECT) {
		explain_answer(x);
		return;
	}
	bool is_answer = explain_answered(x);
	if (!is_answer)
		explain_reached_about(x, x->d.record);
	if (x->d.ban) {
		say_forbidden(x, is_answer);
	} else if (is_stray_answer(x)) {
		explain_foreign_reference(x);
	} else {
		say_unexpected_event(x, !is_answer);
	}
}

void
explain_duplicate(struct explanation *x)
{
	bool is_answer = explain_answered(x);
	if (!is_answer)
		explain_reached_about(x, x->d.record);
	buf_add_text(&x->sentence, " twice");
	if (!is_answer)
		say_last_stimulus(x, x->d.record);
	buf_printf(&x->sentence, ", as #%u and again as #%u",
	    record_at(x, x->d.other)->number,
	    record_at(x, x->d.record)->number);
	if (is_answer)
		explain_new_cause(x);
	buf_add_char(&x->sentence, '.');
}

/* The same message to the same party, under another tag; or -1. */
static int
find_other_tag(const struct explanation *x)
{
	const struct record *r = record_at(x, x->d.record);
	for (int i = (int)x->m->records.count; r->spec && i-- > 0;)
		if (i != x->d.record &&
		    record_at(x, i)->protocol != r->protocol &&
		    match_is_same_message(record_at(x, i), r))
			return i;
	return -1;
}

static void
say_tag(struct explanation *x, const char *before, const char *protocol)
{
	buf_add_text(&x->sentence, before);
	escape_quoted(
	    &x->sentence, protocol, strlen(protocol), EXPLAIN_VALUE_CHARACTERS);
}

/* Under which tag its party may have it, if at all. */
static void
say_right_tag(struct explanation *x)
{
	const struct record *r = record_at(x, x->d.record);
	const struct pattern_party *party = &x->m->p->parties.items[r->party];
	const char *before = " receives it as ";
	buf_printf(&x->sentence, "; %s", party_role_phrase(party->role));
	for (unsigned i = 0; r->spec && i < r->spec->protocol_count; i++) {
		if (!(r->spec->receivers[i] >> party->role & 1))
			continue;
		buf_printf(&x->sentence, "%s%s", before, r->spec->protocols[i]);
		before = " or ";
	}
	buf_add_text(&x->sentence,
	    strcmp(before, " or ") == 0
		? " only."
		: " never receives this message, under whatever tag.");
}

void
explain_wrong_protocol(struct explanation *x)
{
	const struct record *r = record_at(x, x->d.record);
	int other = x->d.event < 0 ? find_other_tag(x) : -1;
	explain_reached_about(x, x->d.record);
	if (other >= 0) {
		say_tag(x, " under a second tag, ", r->protocol);
		buf_printf(&x->sentence, ", besides %s (#%u).",
		    record_at(x, other)->protocol, record_at(x, other)->number);
		return;
	}
	if (r->is_derived && x->d.event < 0) {
		buf_printf(&x->sentence,
		    "; this kind of client, %s, must not get this message.",
		    party_role_phrase(x->m->p->parties.items[r->party].role));
		return;
	}
	say_tag(x, " as ", r->protocol);
	if (x->d.event >= 0)
		buf_printf(&x->sentence, "; its protocol must be %s.",
		    event_at(x, x->d.event)->step->protocol);
	else
		say_right_tag(x);
}
