/* SPDX-License-Identifier: Apache-2.0 */
#include "load/steps.h"

#include "load/catalogue_file.h"
#include "load/element/attributes.h"
#include "load/element/conditions.h"
#include "load/element/outgoing.h"
#include "load/element/preambles.h"
#include "load/element/reader.h"
#include "load/element/times.h"
#include "wire/frame.h"

#include <string.h>

/* The documented limit of repeat: the judge unrolls it. */
#define REPEAT_MAX 64

#define STEP_WORDS                                                             \
	WORDS("send", "disconnect", "receive", "seq", "strict", "all",         \
	    "choice", "optional", "repeat", "while", "absent", "play")
#define TIMES "within", "not-before", "since", "when"

/* In the order of enum step_kind. */
static const struct element_rule rules[] = {
	{ .name = "send",
	    .required = WORDS("from", "message"),
	    .optional = WORDS("id", "answer", "not-before", "since", "when"),
	    .children = WORDS("attribute") },
	{ .name = "disconnect",
	    .required = WORDS("party"),
	    .optional = WORDS("id", "not-before", "since", "when") },
	{ .name = "receive",
	    .required = WORDS("at", "message"),
	    .optional = WORDS("protocol", "answers", "id", "closes", TIMES),
	    .children = WORDS("attribute") },
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
		"seq", "strict", "all", "choice", "optional", "repeat", "while",
		"absent", "play", "probe", NULL };
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

static const char *
kind_of_message(enum message_kind kind)
{
	switch (kind) {
	case MESSAGE_REQUEST:
		return "a request";
	case MESSAGE_ANSWER:
		return "an answer";
	case MESSAGE_EVENT:
		return "an event";
	}
	return "";
}

static const struct message_spec *
read_message(struct step *s, const struct xml_node *n,
    const struct suite *suite, struct diag *diag)
{
	const struct xml_attribute *a = reader_attribute(n, "message");
	if (!a)
		return NULL;
	s->message = mem_strdup(a->value);
	const struct message_spec *spec =
	    catalogue_find(suite->catalogue, a->value);
	if (!spec) {
		catalogue_report_unknown(
		    suite->catalogue, &a->value_at, a->value, diag);
		return NULL;
	}
	bool request = spec->kind == MESSAGE_REQUEST;
	if (request != (s->kind == STEP_SEND))
		diag_error(diag, &a->value_at, "'%s' is %s; a <%s> names %s",
		    a->value, kind_of_message(spec->kind), n->name,
		    s->kind == STEP_SEND ? "a request"
					 : "an answer or an event");
	return spec;
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
read_send(struct step *s, const struct xml_node *n, const struct suite *suite,
    struct diag *diag)
{
	enum party_role role;
	const struct message_spec *spec = read_message(s, n, suite, diag);
	const struct xml_attribute *answer = reader_attribute(n, "answer");
	read_party(s, n, "from", &role, diag);
	read_id(s, n, diag);
	if (answer)
		s->answered_later =
		    reader_word(answer, "value", WORDS("later"), diag) == 0;
	for (size_t i = 0; i < n->children.count; i++)
		if (reader_is(n->children.items[i], "attribute"))
			attribute_read(s, n->children.items[i], spec, diag);
	outgoing_check(s, diag);
}

static void
read_disconnect(struct step *s, const struct xml_node *n, struct diag *diag)
{
	enum party_role role;
	read_party(s, n, "party", &role, diag);
	read_id(s, n, diag);
}

static void
list_protocols(struct buf *into, const struct message_spec *spec)
{
	for (unsigned i = 0; i < spec->protocol_count; i++)
		buf_printf(into, "%s%s", i ? " or " : "", spec->protocols[i]);
}

static void
check_tag(const struct message_spec *spec, const struct xml_attribute *a,
    struct diag *diag)
{
	if (message_spec_allows(spec, a->value))
		return;
	struct buf list;
	buf_init(&list, 500);
	list_protocols(&list, spec);
	diag_error(diag, &a->value_at, "'%s' never carries the protocol '%s'",
	    spec->name, a->value);
	diag_note(diag, "the catalogue allows %s", buf_text(&list));
	buf_free(&list);
}

/* "by Reporting to the Reporting engine"; with several kinds, "a, b or c". */
static void
list_clients(struct buf *into, unsigned clients)
{
	for (unsigned role = 0; role < PARTY_ROLES; role++) {
		if (!(clients >> role & 1))
			continue;
		unsigned earlier = clients & ((1u << role) - 1);
		const char *before = !earlier ? " to "
		    : clients >> role == 1    ? " or "
					      : ", ";
		buf_printf(into, "%s%s", before,
		    party_role_phrase((enum party_role)role));
	}
}

static void
list_receivers(struct buf *into, const struct message_spec *spec)
{
	for (unsigned i = 0; i < spec->protocol_count; i++) {
		if (!spec->receivers[i])
			continue;
		buf_printf(into, "%s by %s", into->size ? ";" : "",
		    spec->protocols[i]);
		list_clients(into, spec->receivers[i]);
	}
}

static void
report_receiver(const struct message_spec *spec, const char *protocol,
    const struct xml_attribute *party, struct diag *diag)
{
	struct buf list;
	buf_init(&list, 1000);
	list_receivers(&list, spec);
	diag_error(diag, &party->value_at, "'%s' never receives '%s' by %s",
	    party->value, spec->name, protocol);
	diag_note(diag, "according to the catalogue it goes%s",
	    list.size ? buf_text(&list) : " to no client");
	buf_free(&list);
}

/* As written, or the one that such a party gets it by. */
static void
read_protocol(struct step *s, const struct xml_node *n,
    const struct message_spec *spec, bool role_known, enum party_role role,
    const struct catalogue *c, struct diag *diag)
{
	const struct xml_attribute *a = reader_attribute(n, "protocol");
	const char *derived =
	    s->message ? catalogue_derive_protocol(c, s->message, role) : NULL;
	const char *protocol = a ? a->value
	    : derived            ? derived
				 : PROTOCOL_INTERACTION_MANAGEMENT;
	s->protocol = mem_strdup(protocol);
	if (!spec || spec->kind == MESSAGE_REQUEST)
		return;
	if (a)
		check_tag(spec, a, diag);
	protocol = catalogue_protocol(c, protocol);
	if (!role_known || !message_spec_allows(spec, s->protocol) ||
	    message_spec_reaches(spec, protocol, role))
		return;
	report_receiver(spec, s->protocol, reader_attribute(n, "at"), diag);
}

static void
read_answers(struct step *s, const struct xml_node *n,
    const struct message_spec *spec, struct diag *diag)
{
	const struct xml_attribute *a = reader_attribute(n, "answers");
	if (!a || !reader_check_name(a, "id", diag))
		return;
	if (spec && spec->kind == MESSAGE_EVENT) {
		diag_error(diag, &a->name_at,
		    "'%s' is an event and answers no request", spec->name);
		return;
	}
	s->answers = mem_strdup(a->value);
	s->answers_at = a->value_at;
}

static void
read_receive(struct step *s, const struct xml_node *n,
    const struct suite *suite, struct diag *diag)
{
	enum party_role role = PARTY_AGENT;
	const struct message_spec *spec = read_message(s, n, suite, diag);
	bool known = read_party(s, n, "at", &role, diag);
	read_protocol(s, n, spec, known, role, suite->catalogue, diag);
	read_answers(s, n, spec, diag);
	read_id(s, n, diag);
	const struct xml_attribute *closes = reader_attribute(n, "closes");
	if (closes)
		s->may_close =
		    reader_word(closes, "value", WORDS("maybe"), diag) == 0;
	for (size_t i = 0; i < n->children.count; i++)
		if (reader_is(n->children.items[i], "attribute"))
			attribute_read(s, n->children.items[i], spec, diag);
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
