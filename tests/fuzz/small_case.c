/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/fuzz/small_case.h"

#include "core/clock.h"
#include "model/limits.h"
#include "wire/frame.h"
#include "wire/message.h"

#include <string.h>

#define NESTING_MAX 4
/* 6 messages can be spread over them in 5,005 ways. */
#define WIDE_ROUNDS 15
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const char *const messages[SMALL_CASE_MESSAGES] = { "RequestPing",
	"EventAck", "EventError", "EventA", "EventB", "EventTicket" };

static const char *const parties[] = { "agent1", "agent2", "reporting" };

struct author {
	struct decisions *d;
	struct source *source;
	const struct catalogue *catalogue;
	unsigned leaves; /* left */
	unsigned line;
	unsigned name_count;
	const struct step *named[2 * SMALL_CASE_MAX_LEAVES];
};

const char *
small_case_message(unsigned index)
{
	return messages[index % SMALL_CASE_MESSAGES];
}

static void
add_message(struct catalogue *c, const char *name, enum message_kind kind)
{
	struct message_spec *m = mem_zalloc(sizeof(*m));
	m->name = mem_strdup(name);
	m->kind = kind;
	message_spec_add_protocol(m, c, PROTOCOL_INTERACTION_MANAGEMENT);
	if (kind == MESSAGE_EVENT) {
		message_spec_add_protocol(m, c, PROTOCOL_REPORTING);
		m->about = mem_strdup("interactionId");
	}
	if (strcmp(name, "EventTicket") == 0) {
		struct attribute_spec ticket = { .path = mem_strdup("ticketId"),
			.type = ATTRIBUTE_INTEGER,
			.required = true };
		vec_push(&m->attributes, ticket);
	}
	catalogue_add(c, m);
}

static struct catalogue *
make_catalogue(struct source *source)
{
	struct catalogue *c = catalogue_new();
	c->source = source_ref(source);
	catalogue_add_usual_protocols(c);
	for (unsigned i = 0; i < SMALL_CASE_MESSAGES; i++)
		add_message(c, messages[i],
		    i == 0       ? MESSAGE_REQUEST
			: i <= 2 ? MESSAGE_ANSWER
				 : MESSAGE_EVENT);
	return c;
}

static struct step *
new_step(struct author *a, enum step_kind kind)
{
	struct place at = { a->source, ++a->line, 1, 1 };
	return step_new(kind, &at);
}

static void
set_time(struct author *a, const struct time_sum **ret_sum)
{
	struct time_sum *sum = mem_zalloc(sizeof(*sum));
	struct time_term term = { .ns = (decide(a->d, 30) + 1) * 100 *
		    NS_PER_MS };
	sum->given = true;
	sum->text = mem_strdup("some time");
	vec_push(&sum->terms, term);
	*ret_sum = sum;
}

static const struct step *
any_named(struct author *a)
{
	return a->name_count ? a->named[decide(a->d, a->name_count)] : NULL;
}

static void
set_window(struct author *a, struct step *s)
{
	unsigned how = decide(a->d, 10);
	if (how == 1 && s->kind != STEP_SEND && s->kind != STEP_DISCONNECT)
		set_time(a, &s->window.within);
	if (how == 2 && s->kind != STEP_ABSENT && s->kind != STEP_DISCONNECT)
		set_time(a, &s->window.not_before);
	const struct step *since = how <= 3 ? any_named(a) : NULL;
	if (since && (s->window.within->given || s->window.not_before->given))
		s->window.since = mem_strdup(since->id);
}

/* Without a name to count from it counts from the start of the case. */
static void
set_timer(struct author *a, struct step *s)
{
	const struct step *since = any_named(a);
	set_time(a, &s->window.within);
	if (since)
		s->window.since = mem_strdup(since->id);
}

static void
add_name(struct author *a, struct step *s)
{
	if (a->name_count == COUNT_OF(a->named))
		return;
	s->id = mem_printf("id%u", a->name_count);
	a->named[a->name_count++] = s;
}

static void
add_test(struct author *a, struct step *s)
{
	static const enum test_kind kinds[] = { TEST_VALUE, TEST_MATCHES,
		TEST_TYPE, TEST_PRESENT, TEST_MISSING, TEST_ANY };
	struct attribute_test t = { .path = message_path_text("ticketId"),
		.kind = kinds[decide(a->d, COUNT_OF(kinds))],
		.at = s->at,
		.text_at = s->at };
	const struct step *source = any_named(a);
	if (s->kind == STEP_SEND)
		t.kind = TEST_VALUE;
	if (t.kind == TEST_VALUE)
		t.text = source && decide(a->d, 2)
		    ? mem_printf("{%s.ticketId}", source->id)
		    : mem_strdup("1");
	else if (t.kind == TEST_MATCHES)
		t.text = mem_strdup("[01]");
	else if (t.kind == TEST_TYPE)
		t.type = ATTRIBUTE_INTEGER;
	vec_push(&s->attributes, t);
}

static void
set_name(struct author *a, struct step *s, unsigned message)
{
	s->message = mem_strdup(messages[message]);
	s->spec = catalogue_find(a->catalogue, s->message);
}

static struct step *
make_send(struct author *a)
{
	struct step *s = new_step(a, STEP_SEND);
	s->party = mem_strdup(parties[decide(a->d, 2)]);
	set_name(a, s, 0);
	s->protocol = mem_strdup(PROTOCOL_INTERACTION_MANAGEMENT);
	set_window(a, s);
	if (decide(a->d, 4) == 1)
		add_test(a, s);
	add_name(a, s);
	return s;
}

/* The answer to an earlier send, if there is one; else an event. */
static void
set_message(struct author *a, struct step *s)
{
	const struct step *sent = decide(a->d, 3) ? NULL : any_named(a);
	bool answers = sent && sent->kind == STEP_SEND;
	const char *party =
	    answers ? sent->party : parties[decide(a->d, COUNT_OF(parties))];
	bool reports = strcmp(party, "reporting") == 0;
	s->party = mem_strdup(party);
	set_name(a, s, answers ? 1 + decide(a->d, 2) : 3 + decide(a->d, 3));
	s->protocol =
	    mem_strdup(!answers && reports ? PROTOCOL_REPORTING
					   : PROTOCOL_INTERACTION_MANAGEMENT);
	if (answers)
		s->answers = mem_strdup(sent->id);
}

static struct step *
make_receive(struct author *a, bool is_banned)
{
	struct step *s = new_step(a, STEP_RECEIVE);
	set_message(a, s);
	if (!is_banned)
		set_window(a, s);
	if (decide(a->d, 4) == 1)
		add_test(a, s);
	if (!is_banned && decide(a->d, 2))
		add_name(a, s);
	return s;
}

static struct step *
make_absent(struct author *a)
{
	struct step *s = new_step(a, STEP_ABSENT);
	set_window(a, s);
	for (unsigned i = decide(a->d, 2) + 1; i > 0; i--) {
		struct step *child = make_receive(a, true);
		vec_push(&s->children, child);
	}
	return s;
}

/* Of a connection, by the party or by the server. */
static struct step *
make_end(struct author *a, enum step_kind kind)
{
	struct step *s = new_step(a, kind);
	s->party = mem_strdup(parties[decide(a->d, 2)]);
	if (kind == STEP_CLOSED) {
		s->spec = &a->catalogue->end;
		s->protocol = mem_strdup("");
		set_window(a, s);
	}
	return s;
}

static struct step *
make_leaf(struct author *a)
{
	a->leaves -= a->leaves > 0;
	switch (decide(a->d, 10)) {
	case 0:
	case 1:
		return make_send(a);
	case 2:
		return make_absent(a);
	case 3:
		switch (decide(a->d, 4)) {
		case 0:
			return make_end(a, STEP_DISCONNECT);
		case 1:
			return make_end(a, STEP_CLOSED);
		}
	}
	return make_receive(a, false);
}

static struct step *
make_step(struct author *a, unsigned nesting)
{
	static const enum step_kind kinds[] = { STEP_SEQ, STEP_STRICT, STEP_ALL,
		STEP_CHOICE, STEP_OPTIONAL, STEP_REPEAT, STEP_WHILE };
	if (nesting == 0 || a->leaves <= 1 || decide(a->d, 2) == 0)
		return make_leaf(a);
	struct step *s = new_step(a, kinds[decide(a->d, COUNT_OF(kinds))]);
	if (s->kind == STEP_WHILE)
		set_timer(a, s);
	else
		set_window(a, s);
	if (s->kind == STEP_REPEAT) {
		s->max = decide(a->d, 4);
		s->min = decide(a->d, s->max + 1);
	}
	for (unsigned i = decide(a->d, 3) + 1; i > 0 && a->leaves; i--) {
		struct step *child = make_step(a, nesting - 1);
		vec_push(&s->children, child);
	}
	return s;
}

/* More interpretations of what comes than the judge follows. */
static struct step *
make_wide(struct author *a)
{
	struct step *s = new_step(a, STEP_REPEAT);
	struct step *maybe = new_step(a, STEP_OPTIONAL);
	struct step *leaf =
	    new_step(a, decide(a->d, 2) ? STEP_ABSENT : STEP_RECEIVE);
	s->min = s->max = WIDE_ROUNDS;
	if (leaf->kind == STEP_RECEIVE) {
		set_message(a, leaf);
	} else {
		struct step *banned = make_receive(a, true);
		vec_push(&leaf->children, banned);
		set_time(a, &leaf->window.within);
	}
	vec_push(&maybe->children, leaf);
	vec_push(&s->children, maybe);
	return s;
}

static bool
has_stimulus(const struct step *s)
{
	if (s->kind == STEP_SEND || s->kind == STEP_DISCONNECT)
		return true;
	for (size_t i = 0; i < s->children.count; i++)
		if (has_stimulus(s->children.items[i]))
			return true;
	return false;
}

/* A stimulus decides for its branch, so that may have to be completed. */
static unsigned
count_need(const struct step *s)
{
	unsigned sum = 0, least = UINT32_MAX, most = 0;
	bool forced = has_stimulus(s);
	if (s->kind == STEP_RECEIVE)
		return 1;
	for (size_t i = 0; s->kind != STEP_ABSENT && i < s->children.count;
	     i++) {
		unsigned need = count_need(s->children.items[i]);
		sum += need;
		least = need < least ? need : least;
		most = need > most ? need : most;
	}
	if (s->kind == STEP_CHOICE)
		return forced ? most : least;
	if (s->kind == STEP_OPTIONAL)
		return forced ? sum : 0;
	if (s->kind == STEP_REPEAT)
		return sum * (forced ? s->max : s->min);
	return sum;
}

static struct fixture *
make_fixture(struct author *a, const char *phase, unsigned leaves)
{
	struct fixture *f = mem_zalloc(sizeof(*f));
	struct fixture_case *c = mem_zalloc(sizeof(*c));
	f->source = source_ref(a->source);
	f->phase = mem_strdup(phase);
	f->title = mem_strdup(phase);
	c->fixture = f;
	c->name = mem_strdup("a");
	c->at = (struct place){ a->source, 1, 1, 1 };
	c->body = new_step(a, STEP_SEQ);
	a->leaves = leaves;
	if (decide(a->d, 24) == 1) {
		struct step *wide = make_wide(a);
		vec_push(&c->body->children, wide);
	}
	while (a->leaves) {
		struct step *child = make_step(a, NESTING_MAX);
		vec_push(&c->body->children, child);
	}
	vec_push(&f->cases, c);
	return f;
}

static struct target *
make_target(struct source *source)
{
	struct target *t = mem_zalloc(sizeof(*t));
	struct named_timer timer = { .name = mem_strdup("response-timeout"),
		.ns = 5 * NS_PER_S };
	t->source = source_ref(source);
	t->name = mem_strdup("fuzz");
	t->evidence_bytes = EVIDENCE_DEFAULT_BYTES;
	t->messages_per_second = MESSAGES_PER_SECOND_DEFAULT;
	vec_push(&t->timers, timer);
	return t;
}

void
small_case_open(struct small_case *c, struct decisions *d)
{
	struct source *source = source_from_text("fuzz.xml", "\n", 1);
	*c = (struct small_case){ .suite = mem_zalloc(sizeof(*c->suite)),
		.target = make_target(source) };
	c->suite->source = source_ref(source);
	c->suite->name = mem_strdup("fuzz");
	c->suite->catalogue = make_catalogue(source);
	struct author a = {
		.d = d, .source = source, .catalogue = c->suite->catalogue
	};
	struct fixture *before = NULL;
	if (decide(d, 3) == 1) {
		before = make_fixture(&a, "setup/before", 2);
		suite_add(c->suite, before);
	}
	struct fixture *f =
	    make_fixture(&a, "case", decide(d, SMALL_CASE_MAX_LEAVES) + 1);
	suite_add(c->suite, f);
	c->test = f->cases.items[0];
	c->need = count_need(c->test->body);
	if (before) {
		struct preamble p = { .phase = mem_strdup("setup/before"),
			.target = before->cases.items[0] };
		vec_push(&f->cases.items[0]->preambles, p);
		c->need += count_need(p.target->body);
	}
	source_unref(source);
}

void
small_case_close(struct small_case *c)
{
	suite_free(c->suite);
	target_free(c->target);
}
