/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sentence of a message that is one too many: the same again, under a tag
 * that its party never sees, out of its step, another case's, or of no use at
 * all.
 */
#include "judge/explain/explain.h"

#include "core/escape.h"
#include "judge/explain/surplus.h"

#include <string.h>

/* Says nothing of what happened. */
#define TIME_STAMP "eventTime"

/* The record of the last stimulus before one, or -1. */
static int
stimulus_before(const struct explanation *x, int record)
{
	while (record >= 0 && !record_at(x, record)->is_stimulus)
		record--;
	return record;
}

/* " after RequestPing of agent1", or nothing: what we did last before it. */
static void
say_last_stimulus(struct explanation *x, int record)
{
	int stimulus = stimulus_before(x, record);
	if (stimulus < 0)
		return;
	buf_add_text(&x->sentence, " after ");
	explain_stimulus(x, stimulus);
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

/*
 * The attribute that names whom the message is about, a party of the case, or
 * NULL.  All of its kind must have it: who did something, or why, is besides.
 */
static const struct attribute_spec *
find_subject(const struct explanation *x, int record, int *ret_party)
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
	if (!is_expected && find_subject(x, record, &subject))
		buf_printf(&x->sentence, " about %s%s",
		    party_name(x, (unsigned)subject),
		    subject == r->party ? " itself" : "");
	buf_printf(&x->sentence, " reached %s", party_name(x, r->party));
}

/* The expected messages that an unexpected one is like. */
struct likeness {
	int first;          /* the record of the same, which has come */
	int later;          /* the same, but behind a stimulus */
	int excluder;       /* the same, but this came, which excludes it */
	int same;           /* the same, for some other reason not now */
	int due;            /* another one, whose time it was */
	bool is_copy;       /* one of them has the very same */
	uint32_t elsewhere; /* parties that are to have it: a set of bits */
	const struct compiled_test *test; /* in this it is not the same */
};

static bool
is_of_setup(const struct explanation *x, int event)
{
	return event >= 0 && event_at(x, event)->fixture->is_setup;
}

/* Was the last stimulus one of a setup? */
static bool
is_setup_now(const struct explanation *x)
{
	int stimulus = stimulus_before(x, x->d.record);
	return stimulus >= 0 && is_of_setup(x, record_at(x, stimulus)->event);
}

/* It has come already; what came in a setup is another matter. */
static void
note_first(struct explanation *x, unsigned event, struct likeness *ret)
{
	const struct config *c = &x->m->configs[0];
	if (match_record_of(x->m, c, event) && c->at[event] < x->d.record &&
	    c->at[event] > ret->first &&
	    is_of_setup(x, (int)event) == is_setup_now(x))
		ret->first = c->at[event];
}

/* Has another party just had the very same? */
static bool
is_copy_of(const struct explanation *x, unsigned event)
{
	const struct config *c = &x->m->configs[0];
	const struct record *other = match_record_of(x->m, c, event);
	unsigned record = (unsigned)x->d.record;
	return other && c->at[event] < record &&
	    match_is_same_content(other, record_at(x, x->d.record)) &&
	    !match_is_fenced_off(x->m, c->at[event], record);
}

/* Is another party to have it after the same stimulus? */
static bool
is_of_step(const struct explanation *x, unsigned event)
{
	const struct config *c = &x->m->configs[0];
	if (match_record_of(x->m, c, event))
		return stimulus_before(x, c->at[event]) ==
		    stimulus_before(x, x->d.record);
	return match_excluder(x->m, event) < 0 &&
	    match_missing_stimulus(x->m, event) < 0;
}

static void
note_other_party(struct explanation *x, unsigned event, struct likeness *ret)
{
	bool is_copy = is_copy_of(x, event);
	if (is_of_setup(x, (int)event) != is_setup_now(x) ||
	    (!is_copy && !is_of_step(x, event)))
		return;
	ret->is_copy |= is_copy;
	ret->elsewhere |= UINT32_C(1) << event_at(x, (int)event)->party;
}

static void
compare_with(struct explanation *x, unsigned event, struct likeness *ret)
{
	const struct match *m = x->m;
	const struct pattern_event *e = event_at(x, (int)event);
	const struct record *r = record_at(x, x->d.record);
	struct misfit misfit = { .kind = FIT };
	if (e->kind != EVENT_RECEIVE || e->spec != r->spec)
		return;
	match_fit(x->m, &m->configs[0], event, (unsigned)x->d.record, &misfit);
	if (misfit.kind == MISFIT_ANSWER)
		return;
	if (e->party != r->party ||
	    strcmp(e->step->protocol, r->protocol) != 0) {
		if (misfit.kind != MISFIT_ATTRIBUTE)
			note_other_party(x, event, ret);
		return;
	}
	if (misfit.kind == MISFIT_ATTRIBUTE)
		ret->test = ret->test ? ret->test : misfit.test;
	else if (bits_has(m->configs[0].set, event))
		note_first(x, event, ret);
	else if (match_excluder(m, event) >= 0)
		ret->excluder = match_excluder(m, event);
	else if (match_missing_stimulus(m, event) >= 0)
		ret->later = ret->later < 0 ? (int)event : ret->later;
	else
		ret->same = (int)event;
}

/* Did a message like the event come after the finding? */
static bool
comes_later(const struct explanation *x, const struct pattern_event *e)
{
	for (size_t i = (size_t)x->d.record; i < x->m->records.count; i++) {
		const struct record *r = record_at(x, (int)i);
		if (!r->is_stimulus && r->spec == e->spec &&
		    r->party == e->party)
			return true;
	}
	return false;
}

/*
 * Was it the time of that event?  Only what may not come before a time of its
 * own, as at the end of a timer, has one.
 */
static bool
is_due(const struct explanation *x, unsigned event)
{
	const struct match *m = x->m;
	const struct config *c = &m->configs[0];
	const struct pattern_event *e = event_at(x, (int)event);
	const struct record *r = record_at(x, x->d.record);
	bool has_time = false;
	for (size_t i = 0; i < e->bounds.count; i++)
		has_time |= !e->bounds.items[i].latest;
	return has_time && e->kind == EVENT_RECEIVE && e->party == r->party &&
	    e->spec != r->spec && e->spec->kind == MESSAGE_EVENT &&
	    pattern_in_order(m->p, event, c->set) &&
	    pattern_needs(m->p, c->set, event) &&
	    match_event_limit(m, c, e, false) <= r->time_ns &&
	    match_event_limit(m, c, e, true) >= r->earliest_ns &&
	    !comes_later(x, e);
}

static struct likeness
find_likeness(struct explanation *x)
{
	struct likeness like = { -1, -1, -1, -1, -1, false, 0, NULL };
	for (unsigned i = 0; i < x->m->p->events.count; i++) {
		compare_with(x, i, &like);
		if (is_due(x, i))
			like.due = (int)i;
	}
	return like;
}

/* What came, and excludes it. */
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
	    find_subject(x, x->d.record, &subject);
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
		    strcmp(a->path, TIME_STAMP) != 0)
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
	if (stimulus_before(x, first) == stimulus_before(x, x->d.record))
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
	struct likeness like = find_likeness(x);
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
	int first = is_answer ? -1 : find_likeness(x).first;
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

static const char *
role_name(enum party_role role)
{
	switch (role) {
	case PARTY_AGENT:
		return "an agent";
	case PARTY_MEDIA:
		return "a media server";
	case PARTY_REPORTING:
		return "the Reporting engine";
	}
	return "";
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
	bool is_ever = !r->spec || r->spec->kind == MESSAGE_ANSWER ||
	    message_spec_allows(r->spec, party->protocol);
	buf_printf(&x->sentence, "; %s ", role_name(party->role));
	if (is_ever)
		buf_printf(&x->sentence, "receives it as %s only.",
		    r->spec && r->spec->kind == MESSAGE_ANSWER
			? r->spec->protocols[0]
			: party->protocol);
	else
		buf_add_text(&x->sentence,
		    "never receives this message, under whatever tag.");
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
	say_tag(x, " as ", r->protocol);
	if (x->d.event >= 0)
		buf_printf(&x->sentence, "; its protocol must be %s.",
		    event_at(x, x->d.event)->step->protocol);
	else
		say_right_tag(x);
}
