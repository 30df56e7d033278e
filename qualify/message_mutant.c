/* SPDX-License-Identifier: Apache-2.0 */
#include "qualify/message_mutant.h"

#include "core/clock.h"
#include "judge/pattern/bits.h"
#include "qualify/ban_mutant.h"
#include "qualify/legality.h"

#include <stdio.h>
#include <string.h>

/*
 * A delayed message arrives by this part of its time after its deadline: so
 * little that what follows it is still in time for other timers.
 */
#define LATE_SHARE 10
/* A name that no catalogue has. */
#define BOGUS_NAME "EventBogus"
/* Text that no fixture expects, and values that are not text. */
#define BOGUS_VALUE "mutated"
#define BOGUS_INTEGER "7"
/* An attribute that no catalogue lists. */
#define BOGUS_PATH "mutation"
/* What a legal delay may take of the shortest time that matters. */
#define LEGAL_SHARE 4

struct derivation {
	const struct pattern *p;
	struct legality legality;
	struct mutants *ret;
	int64_t least_ns;        /* of all slacks and of the target's timers */
	int64_t least_margin_ns; /* of all messages that may come too early */
	/* the message under the knife */
	unsigned event;
	const struct pattern_event *e;
	const struct traced_message *message;
	int64_t slack_ns;
	bool may_be_missing;
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

static void
add_with(struct derivation *d, enum fault_kind kind, const char *argument,
    bool is_legal, enum finding wanted)
{
	struct mutant m = mutant_of(d, kind);
	set_word(m.fault.argument, argument);
	add(d, m, is_legal, wanted);
}

static const char *
other_protocol(const char *protocol)
{
	return strcmp(protocol, PROTOCOL_REPORTING) == 0
	    ? PROTOCOL_INTERACTION_MANAGEMENT
	    : PROTOCOL_REPORTING;
}

static bool
is_at_reporting(const struct derivation *d)
{
	return d->p->parties.items[d->e->party].role == PARTY_REPORTING;
}

/* What a state may also be the cause of. */
static void
add_of_state(struct derivation *d)
{
	add(d, mutant_of(d, FAULT_DROP), d->may_be_missing, FINDING_MISSING);
	add(d, mutant_of(d, FAULT_DUPLICATE),
	    legal_twice(&d->legality, d->event), FINDING_DUPLICATE);
}

/* Does the party close its connection in the case, or the server close it? */
static bool
has_step(const struct pattern *p, unsigned party, enum step_kind kind)
{
	for (size_t i = 0; i < p->events.count; i++)
		if (p->events.items[i].party == party &&
		    p->events.items[i].step->kind == kind)
			return true;
	return false;
}

static void
add_simple(struct derivation *d)
{
	add(d, mutant_of(d, FAULT_MALFORMED), false, FINDING_BROKEN_BINDING);
	/* Where it is to close, it depends on the time whether it may. */
	if (!has_step(d->p, d->e->party, STEP_CLOSED))
		add(d, mutant_of(d, FAULT_DISCONNECT), false,
		    FINDING_DISCONNECTED);
	add_with(d, FAULT_RETAG, other_protocol(d->message->protocol), false,
	    FINDING_WRONG_PROTOCOL);
	add_with(d, FAULT_RENAME, BOGUS_NAME, false, FINDING_MALFORMED);
	if (d->e->spec->kind == MESSAGE_ANSWER)
		add(d, mutant_of(d, FAULT_WRONG_REFERENCE), false,
		    FINDING_WRONG_ANSWER);
}

static bool
is_background(const struct target *t, const char *name)
{
	for (size_t i = 0; i < t->background.count; i++)
		if (strcmp(t->background.items[i].name, name) == 0)
			return true;
	return false;
}

/*
 * Will it be taken for a message about the case?  An extra message mentions
 * what the one before it mentions; the Reporting engine is told about others,
 * too, and a message that does not say whom it is about may be theirs.
 */
static bool
is_about_case(const struct derivation *d, const char *extra)
{
	const struct message_spec *spec =
	    catalogue_find(d->p->suite->catalogue, extra);
	return !is_at_reporting(d) || !spec || !spec->about ||
	    message_has(d->message->message, spec->about);
}

/* May this kind of client get it at all?  An open world does not excuse it. */
static bool
may_reach(const struct derivation *d, const char *name)
{
	const struct catalogue *c = d->p->suite->catalogue;
	const struct message_spec *spec = catalogue_find(c, name);
	const char *protocol = catalogue_protocol(c, d->message->protocol);
	return !spec || !protocol ||
	    message_spec_reaches(
		spec, protocol, d->p->parties.items[d->e->party].role);
}

/* A message of which the case says nothing at this party. */
static void
add_extra(struct derivation *d)
{
	static const char *const reported[] = { "EventProcessingStopped",
		"EventPlacedInQueue", "EventTakenFromQueue", NULL };
	static const char *const routed[] = { "EventAbandoned",
		"EventAttachedDataChanged", NULL };
	static const char *const others[] = { "EventPropertiesChanged",
		"EventPartyRemoved", "EventTakenFromWorkbin", NULL };
	bool is_routed = strcmp(d->message->protocol, "TLibrary") == 0;
	const char *const *names = is_at_reporting(d) ? reported
	    : is_routed                               ? routed
						      : others;
	for (; *names; names++) {
		const char *name = *names;
		if (legality_expects(&d->legality, d->e->party, name) ||
		    is_background(d->p->target, name))
			continue;
		bool reaches = may_reach(d, name);
		add_with(d, FAULT_EXTRA, name,
		    reaches && (d->p->open_world || !is_about_case(d, name)),
		    reaches ? FINDING_UNEXPECTED : FINDING_WRONG_PROTOCOL);
		return;
	}
}

/* To another party that is connected; rather one that expects no such message.
 */
static void
add_misdelivery(struct derivation *d)
{
	const char *found = NULL;
	for (unsigned i = 0; i < d->p->parties.count; i++) {
		const struct pattern_party *party = &d->p->parties.items[i];
		if (i == d->e->party || party->role == PARTY_REPORTING ||
		    has_step(d->p, i, STEP_DISCONNECT) ||
		    has_step(d->p, i, STEP_CLOSED))
			continue;
		found = party->name;
		if (!legality_expects(&d->legality, i, d->e->spec->name))
			break;
	}
	/*
	 * An undocumented message that is neither an answer nor a report may
	 * come.
	 */
	bool may_come = d->p->open_world && message_spec_is_news(d->e->spec) &&
	    !is_at_reporting(d);
	if (found)
		add_with(d, FAULT_MISDELIVER, found,
		    may_come && d->may_be_missing, FINDING_WRONG_PARTY);
}

static void
add_delay(struct derivation *d)
{
	struct mutant m = mutant_of(d, FAULT_DELAY);
	if (d->slack_ns == TIME_NEVER_NS)
		return;
	m.fault.delay_ns = d->slack_ns + d->slack_ns / LATE_SHARE + 1;
	add(d, m, false, FINDING_TOO_LATE);
	m.fault.delay_ns = d->least_ns / LEGAL_SHARE;
	if (m.fault.delay_ns > 0 &&
	    !legality_is_counted_from(&d->legality, d->event))
		add(d, m, true, FINDING_NONE);
}

/* When the timer starts, is the message the next one of its name there? */
static bool
is_next_at(const struct derivation *d, int64_t start_ns)
{
	unsigned before = 0;
	for (size_t i = 0; i < d->legality.passed->messages.count; i++) {
		const struct traced_message *m =
		    &d->legality.passed->messages.items[i];
		before += m->time_ns <= start_ns &&
		    strcmp(m->party, d->message->party) == 0 &&
		    strcmp(m->protocol, d->message->protocol) == 0 &&
		    strcmp(message_name(m->message),
			message_name(d->message->message)) == 0;
	}
	return before + 1 == d->message->occurrence;
}

static bool
has_earliest(const struct pattern_event *e, const struct time_sum *sum)
{
	for (size_t i = 0; i < e->bounds.count; i++)
		if (!e->bounds.items[i].latest && e->bounds.items[i].sum == sum)
			return true;
	return false;
}

/*
 * A block's earliest time holds for our stimuli in it as well.  Their results
 * cannot come sooner.
 */
static bool
is_late_by_us(const struct derivation *d)
{
	for (unsigned i = 0; i < d->p->events.count; i++) {
		const struct pattern_event *e = &d->p->events.items[i];
		if (!event_is_stimulus(e->kind) || !bits_has(d->e->must, i))
			continue;
		for (size_t j = 0; j < e->bounds.count; j++)
			if (has_earliest(d->e, e->bounds.items[j].sum))
				return true;
	}
	return false;
}

static void
add_advance(struct derivation *d)
{
	struct mutant m = mutant_of(d, FAULT_ADVANCE);
	int64_t margin_ns, wait_ns;
	if (is_late_by_us(d) ||
	    !legality_margin(&d->legality, d->event, &margin_ns, &wait_ns) ||
	    !is_next_at(d, d->message->time_ns - margin_ns - wait_ns))
		return;
	/* Half way to where its time is counted from. */
	m.fault.delay_ns = margin_ns + wait_ns / 2;
	add(d, m, false, FINDING_TOO_EARLY);
	m.fault.delay_ns = d->least_margin_ns / 2;
	if (m.fault.delay_ns > 0)
		add(d, m, true, FINDING_NONE);
}

/* Is the one path the other one, or above it? */
static bool
is_above(const char *above, const char *path)
{
	size_t size = strcspn(above, "{"); /* from there on it may be any */
	return strncmp(above, path, size) == 0 &&
	    (above[size] == '{' || path[size] == '\0' || path[size] == '.');
}

static bool
overlap(const char *a, const char *b)
{
	return is_above(a, b) || is_above(b, a);
}

static bool
is_tested(const struct derivation *d, const char *path)
{
	for (size_t i = 0; i < d->e->tests.count; i++)
		if (overlap(d->e->tests.items[i].test->path, path))
			return true;
	return false;
}

static bool
is_about(const struct derivation *d, const char *path)
{
	return d->e->spec->about && overlap(d->e->spec->about, path);
}

/* Can a fault name the attribute? */
static bool
is_nameable(const char *path)
{
	return strlen(path) <= FAULT_WORD_MAX_BYTES &&
	    !strpbrk(path, " \t\r\n=\"{");
}

static bool
is_reference(const char *path)
{
	return strcmp(path, "referenceId") == 0;
}

static void
add_strip(struct derivation *d, const char *path)
{
	if (!is_nameable(path) || !message_has(d->message->message, path))
		return;
	/* It may then be about others: as good as dropped. */
	bool is_lost = is_about(d, path) && is_at_reporting(d);
	bool is_answer = d->e->spec->kind == MESSAGE_ANSWER;
	add_with(d, FAULT_STRIP, path, is_lost && d->may_be_missing,
	    is_reference(path) && is_answer ? FINDING_WRONG_ANSWER
					    : FINDING_WRONG_ATTRIBUTE);
}

static void
add_alter(
    struct derivation *d, const char *path, const char *value, bool is_legal)
{
	struct mutant m = mutant_of(d, FAULT_ALTER);
	if (!is_nameable(path) || !message_find(d->message->message, path))
		return;
	set_word(m.fault.argument, path);
	set_word(m.fault.value, value);
	/* It then is about others: as good as dropped. */
	bool is_lost = is_about(d, path) && d->may_be_missing;
	/* The binding has integers for it, and this is a text. */
	add(d, m, is_legal || is_lost,
	    is_reference(path) ? FINDING_BROKEN_BINDING
			       : FINDING_WRONG_ATTRIBUTE);
}

/* A value that the test must refuse, or NULL if none is certain. */
static const char *
refused_value(const struct compiled_test *t)
{
	switch (t->test->kind) {
	case TEST_VALUE:
		return BOGUS_VALUE;
	case TEST_MATCHES:
		return t->ere &&
			!ere_matches(t->ere, BOGUS_VALUE, strlen(BOGUS_VALUE))
		    ? BOGUS_VALUE
		    : NULL;
	case TEST_TYPE:
		return t->test->type == ATTRIBUTE_STRING ? BOGUS_INTEGER
							 : BOGUS_VALUE;
	case TEST_PRESENT:
	case TEST_MISSING:
	case TEST_ANY:
		return NULL;
	}
	return NULL;
}

static void
add_tested_attributes(struct derivation *d)
{
	for (size_t i = 0; i < d->e->tests.count; i++) {
		const struct compiled_test *t = &d->e->tests.items[i];
		const char *value = refused_value(t);
		if (t->test->kind == TEST_MISSING)
			continue;
		add_strip(d, t->test->path);
		if (value)
			add_alter(d, t->test->path, value, false);
	}
}

/* What the catalogue says of every such message. */
static void
add_listed_attributes(struct derivation *d)
{
	for (size_t i = 0; i < d->e->spec->attributes.count; i++) {
		const struct attribute_spec *s =
		    &d->e->spec->attributes.items[i];
		if (is_tested(d, s->path))
			continue;
		if (s->required)
			add_strip(d, s->path);
		if (s->type != ATTRIBUTE_ANY)
			add_alter(d, s->path,
			    s->type == ATTRIBUTE_STRING ? BOGUS_INTEGER
							: BOGUS_VALUE,
			    false);
	}
}

/* Does nothing depend on the attribute? */
static bool
is_free(const struct derivation *d, const char *path)
{
	if (d->e->referenced || is_tested(d, path) || is_about(d, path))
		return false;
	for (size_t i = 0; i < d->e->spec->attributes.count; i++) {
		const struct attribute_spec *s =
		    &d->e->spec->attributes.items[i];
		if (s->required && overlap(s->path, path))
			return false;
	}
	return true;
}

static void
add_free_attributes(struct derivation *d)
{
	const struct message *message = d->message->message;
	for (size_t i = 0; i < message_count(message); i++) {
		const struct attribute *a = message_attribute(message, i);
		if (!is_free(d, a->path) || !is_nameable(a->path))
			continue;
		add_with(d, FAULT_STRIP, a->path, true, FINDING_NONE);
		if (a->kind == VALUE_STRING)
			add_alter(d, a->path, BOGUS_VALUE, true);
	}
	struct mutant m = mutant_of(d, FAULT_ALTER);
	set_word(m.fault.argument, BOGUS_PATH);
	set_word(m.fault.value, BOGUS_VALUE);
	if (!is_tested(d, BOGUS_PATH))
		add(d, m, true, FINDING_NONE);
}

/* The next message to the same party. */
static const struct matched_message *
next_at_party(const struct derivation *d, const struct outcome *o, size_t match)
{
	for (size_t i = match + 1; i < o->match_count; i++) {
		const struct pattern_event *e =
		    &d->p->events.items[o->matches[i].event];
		if (e->party == d->e->party)
			return &o->matches[i];
	}
	return NULL;
}

static void
add_swap(struct derivation *d, const struct matched_message *next)
{
	if (!next || legality_are_apart(&d->legality, d->event, next->event))
		return;
	add(d, mutant_of(d, FAULT_SWAP),
	    legal_swapped(&d->legality, d->event, next->event),
	    FINDING_OUT_OF_ORDER);
}

/* The times that legal delays and advances have to stay below. */
static void
measure(struct derivation *d, const struct outcome *o)
{
	d->least_ns = d->least_margin_ns = TIME_NEVER_NS;
	for (size_t i = 0; i < d->p->target->timers.count; i++)
		if (d->p->target->timers.items[i].ns < d->least_ns)
			d->least_ns = d->p->target->timers.items[i].ns;
	for (size_t i = 0; i < o->match_count; i++) {
		const struct matched_message *m = &o->matches[i];
		int64_t margin_ns, wait_ns;
		if (m->slack_ns < d->least_ns)
			d->least_ns = m->slack_ns;
		if (legality_margin(
			&d->legality, m->event, &margin_ns, &wait_ns) &&
		    margin_ns < d->least_margin_ns)
			d->least_margin_ns = margin_ns;
	}
}

static void
derive_from(struct derivation *d, const struct outcome *o, size_t match)
{
	const struct matched_message *m = &o->matches[match];
	d->event = m->event;
	d->e = &d->p->events.items[m->event];
	/* No fault keeps a server from closing a connection. */
	if (d->e->step->kind == STEP_CLOSED)
		return;
	d->slack_ns = m->slack_ns;
	d->may_be_missing = legal_without(&d->legality, m->event) &&
	    !legality_is_hole(&d->legality, m->event);
	/* A setup that the case plays is not under test but for its answers. */
	if (d->e->fixture->is_setup && d->e->spec->kind != MESSAGE_ANSWER)
		return;
	add_of_state(d);
	if (!d->e->fixture->is_setup)
		add_extra(d);
	/* Otherwise steps of another phase are tested by its own case. */
	if (d->e->step->play &&
	    (d->e->probe || d->e->fixture != d->p->test->fixture))
		return;
	add_misdelivery(d);
	add_simple(d);
	/* Where the server closes, what it holds back goes out before. */
	bool is_to_close = has_step(d->p, d->e->party, STEP_CLOSED);
	if (!is_to_close)
		add_delay(d);
	add_advance(d);
	add_tested_attributes(d);
	add_listed_attributes(d);
	add_free_attributes(d);
	if (!is_to_close)
		add_swap(d, next_at_party(d, o, match));
}

void
mutants_derive(const struct pattern *pattern, const struct trace *passed,
    struct mutants *ret)
{
	const struct outcome *o = &passed->outcome;
	struct derivation d = { .p = pattern, .ret = ret };
	legality_init(&d.legality, pattern, passed);
	measure(&d, o);
	for (size_t i = 0; i < o->match_count; i++) {
		d.message = trace_find(passed, o->matches[i].number);
		if (o->matches[i].is_main && d.message)
			derive_from(&d, o, i);
	}
	ban_mutants_derive(&d.legality, ret);
	legality_free(&d.legality);
}
