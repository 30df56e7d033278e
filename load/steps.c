/* SPDX-License-Identifier: Apache-2.0 */
#include "load/steps.h"

#include "load/catalogue_file.h"
#include "load/element/attributes.h"
#include "load/element/conditions.h"
#include "load/element/direction.h"
#include "load/element/outgoing.h"
#include "load/element/preambles.h"
#include "load/element/reader.h"
#include "load/element/times.h"
#include "wire/message.h"

#include <string.h>

/* The documented limit of repeat: the judge unrolls it. */
#define REPEAT_MAX 64

#define STEP_WORDS                                                             \
	WORDS("send", "disconnect", "receive", "closed", "due", "seq",         \
	    "strict", "all", "choice", "optional", "repeat", "while",          \
	    "absent", "play")
#define TIMES "within", "not-before", "since", "when"

/* In the order of enum step_kind. */
static const struct element_rule rules[] = {
	{ .name = "send",
	    .required = WORDS("from", "message"),
	    .optional = WORDS("protocol", "answers", "id", "answer",
		"not-before", "since", "when"),
	    .children = WORDS("attribute") },
	{ .name = "disconnect",
	    .required = WORDS("party"),
	    .optional = WORDS("id", "not-before", "since", "when") },
	{ .name = "receive",
	    .required = WORDS("at", "message"),
	    .optional =
		WORDS("protocol", "answers", "id", "closes", "due", TIMES),
	    .children = WORDS("attribute") },
	{ .name = "closed",
	    .required = WORDS("at"),
	    .optional = WORDS("id", TIMES) },
	{ .name = "due",
	    .required = WORDS("receive", "at", "message"),
	    .optional = WORDS("protocol", "within", "since", "when") },
	{ .name = "seq", .optional = WORDS(TIMES), .children = STEP_WORDS },
	{ .name = "strict", .optional = WORDS(TIMES), .children = STEP_WORDS },
	{ .name = "all", .optional = WORDS(TIMES), .children = STEP_WORDS },
	{ .name = "choice", .optional = WORDS(TIMES), .children = STEP_WORDS },
	{ .name = "optional",
	    .optional = WORDS(TIMES),
	    .children = STEP_WORDS },
	{ .name = "repeat",
	    .required = WORDS("min", "max"),
	    .optional = WORDS(TIMES),
	    .children = STEP_WORDS },
	{ .name = "while",
	    .required = WORDS("within", "since"),
	    .optional = WORDS("when"),
	    .children = STEP_WORDS },
	{ .name = "absent",
	    .optional = WORDS("within", "since", "when"),
	    .children = WORDS("receive") },
	{ .name = "play",
	    .required = WORDS("phase"),
	    .optional = WORDS("case", "id", TIMES),
	    .children = WORDS("party") },
	{ .name = "probe",
	    .required = WORDS("that"),
	    .optional = WORDS("when"),
	    .children = STEP_WORDS },
};

/* A forbidden message has neither its own time nor an id. */
static const struct element_rule absent_receive_rule = {
	.name = "receive",
	.required = WORDS("at", "message"),
	.optional = WORDS("protocol", "answers", "when"),
	.children = WORDS("attribute"),
};

const char *const *
step_names(void)
{
	static const char *const names[] = { "send", "disconnect", "receive",
		"closed", "due", "seq", "strict", "all", "choice", "optional",
		"repeat", "while", "absent", "play", "probe", NULL };
	return names;
}

static int
find_kind(const struct xml_node *n)
{
	const char *const *names = step_names();
	for (int i = 0; names[i]; i++)
		if (reader_is(n, names[i]))
			return i;
	return -1;
}

bool
step_is(const struct xml_node *n)
{
	return find_kind(n) >= 0;
}

static const struct message_spec *
read_message(struct step *s, const struct xml_node *n,
    const struct suite *suite, struct diag *diag)
{
	const struct xml_attribute *a = reader_attribute(n, "message");
	if (!a)
		return NULL;
	s->message = mem_strdup(a->value);
	s->spec = catalogue_find(suite->catalogue, a->value);
	if (!s->spec)
		catalogue_report_unknown(
		    suite->catalogue, &a->value_at, a->value, diag);
	return s->spec;
}

static bool
read_party(struct step *s, const struct xml_node *n, const char *name,
    enum party_role *ret_role, struct diag *diag)
{
	const struct xml_attribute *a = reader_attribute(n, name);
	if (!a)
		return false;
	s->party = mem_strdup(a->value);
	if (party_role_of(a->value, ret_role))
		return true;
	reader_unknown(diag, &a->value_at, "party", a->value, party_names());
	return false;
}

static void
read_id(struct step *s, const struct xml_node *n, struct diag *diag)
{
	enum party_role role;
	const struct xml_attribute *a = reader_attribute(n, "id");
	if (!a || !reader_check_name(a, "id", diag))
		return;
	if (party_role_of(a->value, &role))
		diag_error(diag, &a->value_at,
		    "'%s' is the name of a party and cannot be an id",
		    a->value);
	s->id = mem_strdup(a->value);
}

static void
read_disconnect(struct step *s, const struct xml_node *n, struct diag *diag)
{
	enum party_role role;
	read_party(s, n, "party", &role, diag);
	read_id(s, n, diag);
}

static void
read_answers(struct step *s, const struct xml_node *n,
    const struct message_spec *spec, struct diag *diag)
{
	const struct xml_attribute *a = reader_attribute(n, "answers");
	if (!a || !reader_check_name(a, "id", diag))
		return;
	if (spec && !message_spec_is_reply(spec)) {
		diag_error(diag, &a->name_at,
		    "'%s' is %s and answers no request", spec->name,
		    spec->kind == MESSAGE_EVENT ? "an event" : "a request");
		return;
	}
	s->answers = mem_strdup(a->value);
	s->answers_at = a->value_at;
}

/* An answer of ours carries the reference id of the request that came. */
static void
take_reference(struct step *s)
{
	struct attribute_test reference = {
		.path = message_path_text("referenceId"),
		.kind = TEST_VALUE,
		.text = mem_printf("{%s.referenceId}", s->answers),
		.type = ATTRIBUTE_INTEGER,
		.at = s->answers_at,
		.text_at = s->answers_at,
	};
	vec_push(&s->attributes, reference);
}

static bool
sets_reference(const struct step *s)
{
	for (size_t i = 0; i < s->attributes.count; i++)
		if (strcmp(s->attributes.items[i].path, "referenceId") == 0)
			return true;
	return false;
}

/* Does anything answer it, and what does it answer? */
static void
check_correlation(struct step *s, const struct xml_node *n, struct diag *diag)
{
	const struct xml_attribute *answer = reader_attribute(n, "answer");
	if (answer)
		s->answered_later =
		    reader_word(answer, "value", WORDS("later"), diag) == 0;
	if (answer && s->spec && s->spec->kind != MESSAGE_REQUEST)
		diag_error(diag, &answer->name_at,
		    "'%s' is no request, so nothing answers it", s->message);
	if (s->answers)
		take_reference(s);
	if (s->spec && s->spec->kind == MESSAGE_ANSWER && !sets_reference(s)) {
		diag_error(diag, &n->at, "'%s' is an answer, but to what?",
		    s->message);
		diag_note(diag,
		    "answers= names the <receive> of the server's request");
	}
}

static void
read_send(struct step *s, const struct xml_node *n, const struct suite *suite,
    struct diag *diag)
{
	enum party_role role = PARTY_AGENT;
	const struct message_spec *spec = read_message(s, n, suite, diag);
	bool known = read_party(s, n, "from", &role, diag);
	s->protocol = direction_read_sent(n, spec, known ? &role : NULL, diag);
	read_id(s, n, diag);
	read_answers(s, n, spec, diag);
	for (size_t i = 0; i < n->children.count; i++)
		if (reader_is(n->children.items[i], "attribute"))
			attribute_read(s, n->children.items[i], spec, diag);
	check_correlation(s, n, diag);
	outgoing_check(s, diag);
}

/* What comes over two phases is part of each run of both. */
static void
check_certain(
    const struct xml_node *n, const struct place *at, struct diag *diag)
{
	static const char *const blocks[] = { "choice", "optional", "repeat",
		"strict", NULL };
	for (const struct xml_node *p = n->parent; p; p = p->parent)
		for (size_t i = 0; blocks[i]; i++)
			if (reader_is(p, blocks[i]))
				diag_error(diag, at,
				    "a message that is due later, or due, "
				    "cannot be in a <%s>",
				    blocks[i]);
}

static void
read_receive(struct step *s, const struct xml_node *n,
    const struct suite *suite, struct diag *diag)
{
	enum party_role role = PARTY_AGENT;
	const struct message_spec *spec = read_message(s, n, suite, diag);
	bool known = read_party(s, n, "at", &role, diag);
	s->protocol =
	    direction_read_received(n, spec, known ? &role : NULL, diag);
	read_answers(s, n, spec, diag);
	read_id(s, n, diag);
	const struct xml_attribute *closes = reader_attribute(n, "closes");
	if (closes)
		s->may_close =
		    reader_word(closes, "value", WORDS("maybe"), diag) == 0;
	const struct xml_attribute *due = reader_attribute(n, "due");
	if (due)
		s->due_later =
		    reader_word(due, "value", WORDS("later"), diag) == 0;
	if (s->due_later)
		check_certain(n, &due->name_at, diag);
	if (s->due_later && !s->id)
		diag_error(diag, &due->name_at,
		    "this <receive> needs an id, by which a <due> names it");
	for (size_t i = 0; i < n->children.count; i++)
		if (reader_is(n->children.items[i], "attribute"))
			attribute_read(s, n->children.items[i], spec, diag);
}

static void
read_due(struct step *s, const struct xml_node *n, const struct suite *suite,
    struct diag *diag)
{
	enum party_role role = PARTY_AGENT;
	const struct xml_attribute *owed = reader_attribute(n, "receive");
	const struct message_spec *spec = read_message(s, n, suite, diag);
	bool known = read_party(s, n, "at", &role, diag);
	s->protocol =
	    direction_read_received(n, spec, known ? &role : NULL, diag);
	check_certain(n, &n->at, diag);
	if (!owed || !reader_check_name(owed, "id", diag))
		return;
	s->owed = mem_strdup(owed->value);
	s->owed_at = owed->value_at;
}

static void
read_closed(struct step *s, const struct xml_node *n, const struct suite *suite,
    struct diag *diag)
{
	enum party_role role;
	s->spec = &suite->catalogue->end;
	s->protocol = mem_strdup("");
	read_party(s, n, "at", &role, diag);
	read_id(s, n, diag);
}

static void
read_count(struct step *s, const struct xml_node *n, struct diag *diag)
{
	const struct xml_attribute *min = reader_attribute(n, "min");
	const struct xml_attribute *max = reader_attribute(n, "max");
	if (!min || !max)
		return;
	bool good = reader_number(min, 0, REPEAT_MAX, &s->min, diag);
	good = reader_number(max, 0, REPEAT_MAX, &s->max, diag) && good;
	if (good && s->min > s->max)
		diag_error(diag, &min->value_at,
		    "min=%u is greater than max=%u", s->min, s->max);
}

static void
read_children(struct step *s, const struct xml_node *n,
    const struct suite *suite, struct diag *diag)
{
	for (size_t i = 0; i < n->children.count; i++) {
		if (!step_is(n->children.items[i]))
			continue;
		struct step *child =
		    step_read(n->children.items[i], suite, diag);
		vec_push(&s->children, child);
	}
	if (n->children.count == 0)
		diag_error(diag, &n->at, "<%s> has no steps", n->name);
}

/* Its steps are copied when all fixtures have been read: links.h. */
static void
read_play(struct step *s, const struct xml_node *n, struct diag *diag)
{
	s->played = mem_zalloc(sizeof(*s->played));
	preamble_read(s->played, n, diag);
	s->cast = s->played->cast;
}

static const struct condition *
read_condition(
    const struct xml_node *n, const struct suite *suite, struct diag *diag)
{
	if (!reader_attribute(n, "when"))
		return &no_condition;
	struct condition *when = mem_zalloc(sizeof(*when));
	condition_read(when, n, suite, diag);
	return when;
}

struct step *
step_read(
    const struct xml_node *n, const struct suite *suite, struct diag *diag)
{
	int kind = find_kind(n);
	struct step *s = step_new((enum step_kind)kind, &n->at);
	bool unwanted = n->parent && reader_is(n->parent, "absent") &&
	    s->kind == STEP_RECEIVE;
	reader_check(n, unwanted ? &absent_receive_rule : &rules[kind], diag);
	s->when = read_condition(n, suite, diag);
	window_read(&s->window, n, diag);
	if (s->kind == STEP_SEND) {
		read_send(s, n, suite, diag);
	} else if (s->kind == STEP_DISCONNECT) {
		read_disconnect(s, n, diag);
	} else if (s->kind == STEP_RECEIVE) {
		read_receive(s, n, suite, diag);
	} else if (s->kind == STEP_DUE) {
		read_due(s, n, suite, diag);
	} else if (s->kind == STEP_CLOSED) {
		read_closed(s, n, suite, diag);
	} else if (s->kind == STEP_PLAY) {
		read_play(s, n, diag);
	} else {
		s->that = reader_copy(n, "that");
		if (s->kind == STEP_REPEAT)
			read_count(s, n, diag);
		read_children(s, n, suite, diag);
	}
	vec_fit(&s->attributes);
	vec_fit(&s->children);
	return s;
}
