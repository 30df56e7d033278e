/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/mutant.h"

#include "core/clock.h"
#include "runner/match/bits.h"

#include <stdio.h>
#include <string.h>

/* How far behind its deadline a delayed message arrives. */
#define LATE_BY_NS NS_PER_S
/* A name that no catalogue has, and a value that no fixture expects. */
#define BOGUS_NAME "EventBogus"
#define BOGUS_VALUE "mutated"

struct derivation {
	const struct pattern *p;
	const struct trace *passed;
	struct mutants *ret;
	/* the message under the knife */
	unsigned event;
	const struct pattern_event *e;
	const struct traced_message *message;
	int64_t slack_ns;
};

static void
set_word(char *into, const char *word)
{
	snprintf(into, FAULT_WORD_MAX_BYTES + 1, "%s", word);
}

static struct mutant
mutant_of(const struct derivation *d, enum fault_kind kind)
{
	struct mutant m = { .event = d->event };
	m.fault.kind = kind;
	m.fault.occurrence = d->message->occurrence;
	set_word(m.fault.message, message_name(d->message->message));
	set_word(m.fault.party, d->message->party);
	set_word(m.fault.protocol, d->message->protocol);
	return m;
}

static void
add(struct derivation *d, struct mutant m, bool is_legal, enum finding wanted)
{
	m.is_legal = is_legal;
	m.wanted = is_legal ? FINDING_NONE : wanted;
	vec_push(&d->ret->items, m);
}

static bool
holds(const struct pattern_node *n, unsigned event)
{
	return n->first <= event && event < n->end;
}

static unsigned
count_receives(const struct pattern *p, const struct pattern_node *n)
{
	unsigned count = 0;
	for (unsigned i = n->first; i < n->end; i++)
		count += p->events.items[i].kind == EVENT_RECEIVE;
	return count;
}

/* May it be missing: is it all that an optional block holds? */
static bool
may_be_missing(const struct derivation *d)
{
	for (size_t i = 0; i < d->p->nodes.count; i++) {
		const struct pattern_node *n = &d->p->nodes.items[i];
		if (n->kind == NODE_OPTIONAL && holds(n, d->event) &&
		    count_receives(d->p, n) == 1)
			return true;
	}
	return false;
}

/* May it come again: does the fixture expect a further one like it? */
static bool
may_come_again(const struct derivation *d)
{
	for (size_t i = 0; i < d->p->events.count; i++) {
		const struct pattern_event *other = &d->p->events.items[i];
		if (i != d->event && other->step == d->e->step)
			return true; /* the copies of a repeat */
	}
	return false;
}

static const char *
other_protocol(const char *protocol)
{
	return strcmp(protocol, PROTOCOL_REPORTING) == 0
	    ? PROTOCOL_INTERACTION_MANAGEMENT
	    : PROTOCOL_REPORTING;
}

/* Is a message of that name expected at the party, under any protocol? */
static bool
expects(
    const struct pattern *p, unsigned party, const struct message_spec *spec)
{
	for (size_t i = 0; i < p->events.count; i++)
		if (p->events.items[i].kind == EVENT_RECEIVE &&
		    p->events.items[i].spec == spec &&
		    p->events.items[i].party == party)
			return true;
	return false;
}

/* Somebody else who is connected; rather one who expects nothing like it. */
static const char *
other_party(const struct derivation *d)
{
	const char *found = NULL;
	for (unsigned i = 0; i < d->p->parties.count; i++) {
		if (i == d->e->party ||
		    d->p->parties.items[i].role == PARTY_REPORTING)
			continue;
		if (!expects(d->p, i, d->e->spec))
			return d->p->parties.items[i].name;
		found = d->p->parties.items[i].name;
	}
	return found;
}

/* The Reporting engine: it is told about everybody. */
static bool
is_told_to_all(const struct derivation *d)
{
	return d->p->parties.items[d->e->party].role == PARTY_REPORTING;
}

/* A further message with the same attributes: says it that it is about us? */
static void
add_extra(struct derivation *d)
{
	struct mutant m = mutant_of(d, FAULT_EXTRA);
	const char *name = is_told_to_all(d) ? "EventProcessingStopped"
					     : "EventPropertiesChanged";
	const struct message_spec *extra =
	    catalogue_find(d->p->suite->catalogue, name);
	bool is_about_us = !extra || !extra->about ||
	    message_has(d->message->message, extra->about);
	set_word(m.fault.argument, name);
	add(d, m, is_told_to_all(d) && !is_about_us, FINDING_UNEXPECTED);
}

static void
add_simple(struct derivation *d)
{
	struct mutant m;
	bool optional = may_be_missing(d);
	add(d, mutant_of(d, FAULT_DROP), optional, FINDING_MISSING);
	add(d, mutant_of(d, FAULT_DUPLICATE), may_come_again(d),
	    FINDING_DUPLICATE);
	add(d, mutant_of(d, FAULT_MALFORMED), false, FINDING_MALFORMED);
	add(d, mutant_of(d, FAULT_DISCONNECT), false, FINDING_DISCONNECTED);

	m = mutant_of(d, FAULT_RETAG);
	set_word(m.fault.argument, other_protocol(d->message->protocol));
	add(d, m, false, FINDING_WRONG_PROTOCOL);

	m = mutant_of(d, FAULT_RENAME);
	set_word(m.fault.argument, BOGUS_NAME);
	add(d, m, false, FINDING_MALFORMED);

	add_extra(d);
}

static void
add_misdelivery(struct derivation *d)
{
	struct mutant m = mutant_of(d, FAULT_MISDELIVER);
	const char *party = other_party(d);
	if (!party)
		return;
	set_word(m.fault.argument, party);
	add(d, m, false, FINDING_WRONG_PARTY);
}

static void
add_delay(struct derivation *d)
{
	struct mutant m = mutant_of(d, FAULT_DELAY);
	if (d->slack_ns == TIME_NEVER_NS)
		return;
	m.fault.delay_ns = d->slack_ns + LATE_BY_NS;
	add(d, m, false, FINDING_TOO_LATE);
}

static void
add_wrong_reference(struct derivation *d)
{
	if (d->e->spec->kind == MESSAGE_ANSWER)
		add(d, mutant_of(d, FAULT_WRONG_REFERENCE), false,
		    FINDING_WRONG_ANSWER);
}

/*
 * With another interaction, or with none where everybody's are told, it is none
 * of ours: as good as dropped.
 */
static bool
may_be_of_others(const struct derivation *d, const char *path)
{
	return d->e->spec->about && strcmp(path, d->e->spec->about) == 0 &&
	    may_be_missing(d);
}

static void
add_strip(struct derivation *d, const char *path, enum finding wanted)
{
	struct mutant m = mutant_of(d, FAULT_STRIP);
	if (!message_has(d->message->message, path) || strchr(path, '{'))
		return;
	set_word(m.fault.argument, path);
	add(d, m, is_told_to_all(d) && may_be_of_others(d, path), wanted);
}

static void
add_alter(struct derivation *d, const char *path, enum finding wanted)
{
	struct mutant m = mutant_of(d, FAULT_ALTER);
	if (!message_find(d->message->message, path))
		return;
	set_word(m.fault.argument, path);
	set_word(m.fault.value, BOGUS_VALUE);
	add(d, m, may_be_of_others(d, path), wanted);
}

static bool
is_tested(const struct derivation *d, const char *path)
{
	for (size_t i = 0; i < d->e->tests.count; i++)
		if (strcmp(d->e->tests.items[i].test->path, path) == 0)
			return true;
	return false;
}

static void
add_attributes(struct derivation *d)
{
	bool answer = d->e->spec->kind == MESSAGE_ANSWER;
	for (size_t i = 0; i < d->e->tests.count; i++) {
		const struct attribute_test *t = d->e->tests.items[i].test;
		if (t->kind == TEST_MISSING)
			continue;
		add_strip(d, t->path, FINDING_WRONG_ATTRIBUTE);
		if (t->kind == TEST_VALUE || t->kind == TEST_MATCHES ||
		    (t->kind == TEST_TYPE && t->type != ATTRIBUTE_STRING))
			add_alter(d, t->path, FINDING_WRONG_ATTRIBUTE);
	}
	for (size_t i = 0; i < d->e->spec->attributes.count; i++) {
		const struct attribute_spec *s =
		    &d->e->spec->attributes.items[i];
		bool reference = answer && strcmp(s->path, "referenceId") == 0;
		if (s->required && !is_tested(d, s->path))
			add_strip(d, s->path,
			    reference ? FINDING_WRONG_ANSWER
				      : FINDING_WRONG_ATTRIBUTE);
	}
}

/* The next message to the same party. */
static const struct matched_message *
next_at_party(const struct derivation *d, size_t match)
{
	const struct outcome *o = &d->passed->outcome;
	for (size_t i = match + 1; i < o->match_count; i++) {
		const struct pattern_event *e =
		    &d->p->events.items[o->matches[i].event];
		if (e->party == d->e->party)
			return &o->matches[i];
	}
	return NULL;
}

/* Does a stimulus wait for the one message and cause the other? */
static bool
stimulus_between(const struct derivation *d, const struct pattern_event *other)
{
	for (unsigned i = 0; i < d->p->events.count; i++) {
		const struct pattern_event *s = &d->p->events.items[i];
		if (event_is_stimulus(s->kind) && bits_has(s->must, d->event) &&
		    bits_has(other->must, i))
			return true;
	}
	return false;
}

/* Two messages to one party change places; legal if no seq orders them. */
static void
add_swap(struct derivation *d, size_t match)
{
	const struct matched_message *next = next_at_party(d, match);
	if (!next)
		return;
	const struct pattern_event *other = &d->p->events.items[next->event];
	if (stimulus_between(d, other))
		return; /* they are never neighbours */
	bool ordered = bits_has(d->e->bars, next->event);
	add(d, mutant_of(d, FAULT_SWAP), !ordered, FINDING_OUT_OF_ORDER);
}

void
mutants_derive(const struct pattern *pattern, const struct trace *passed,
    struct mutants *ret)
{
	struct derivation d = { .p = pattern, .passed = passed, .ret = ret };
	for (size_t i = 0; i < passed->outcome.match_count; i++) {
		const struct matched_message *m = &passed->outcome.matches[i];
		if (!m->is_main)
			continue;
		d.event = m->event;
		d.e = &pattern->events.items[m->event];
		d.message = trace_find(passed, m->number);
		d.slack_ns = m->slack_ns;
		if (!d.message)
			continue;
		add_simple(&d);
		add_misdelivery(&d);
		add_delay(&d);
		add_wrong_reference(&d);
		add_attributes(&d);
		add_swap(&d, i);
	}
}
