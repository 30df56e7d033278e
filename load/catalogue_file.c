/* SPDX-License-Identifier: Apache-2.0 */
#include "load/catalogue_file.h"

#include "core/text/suggest.h"
#include "load/element/reader.h"
#include "load/element/spelling.h"
#include "wire/frame.h"

#include <stdlib.h>
#include <string.h>

static const struct element_rule rules[] = {
	{ .name = "catalogue", .children = WORDS("protocol", "message") },
	{ .name = "protocol",
	    .required = WORDS("name", "clients"),
	    .optional = WORDS("events") },
	{ .name = "message",
	    .required = WORDS("name", "kind", "protocols"),
	    .optional = WORDS("about", "sure", "answers", "timer", "expiry"),
	    .children = WORDS("to", "from", "attribute") },
	{ .name = "to", .required = WORDS("client", "protocol") },
	{ .name = "from", .required = WORDS("client", "protocol") },
	{ .name = "attribute",
	    .required = WORDS("name", "type"),
	    .optional = WORDS("required") },
};

enum rule {
	RULE_CATALOGUE,
	RULE_PROTOCOL,
	RULE_MESSAGE,
	RULE_TO,
	RULE_FROM,
	RULE_ATTRIBUTE,
};

static void
read_attribute(
    struct message_spec *m, const struct xml_node *n, struct diag *diag)
{
	/* In the order of enum attribute_type. */
	static const char *const types[] = { "any", "string", "integer",
		"boolean", "object", "list", NULL };
	reader_check(n, &rules[RULE_ATTRIBUTE], diag);
	const struct xml_attribute *name = reader_attribute(n, "name");
	const struct xml_attribute *type = reader_attribute(n, "type");
	if (!name || !type || !spelling_check_path(name, false, diag))
		return;
	int word = reader_word(type, "type", types, diag);
	if (message_spec_attribute(m, name->value))
		diag_error(diag, &name->value_at,
		    "the attribute '%s' is listed twice", name->value);
	struct attribute_spec a = {
		.path = mem_strdup(name->value),
		.type = word < 0 ? ATTRIBUTE_ANY : (enum attribute_type)word,
		.required = reader_yes(n, "required", false, diag),
	};
	vec_push(&m->attributes, a);
}

static void
report_unknown_client(
    const char *word, const struct place *at, struct diag *diag)
{
	const char *known[PARTY_ROLES + 1] = { NULL };
	for (unsigned i = 0; i < PARTY_ROLES; i++)
		known[i] = party_role_name((enum party_role)i);
	reader_unknown(diag, at, "kind of client", word, known);
}

/* Adds a kind of client, as it is spelled in the file, to a set of them. */
static void
read_client(
    void *data, const char *word, const struct place *at, struct diag *diag)
{
	unsigned *clients = data;
	for (unsigned i = 0; i < PARTY_ROLES; i++) {
		if (strcmp(word, party_role_name((enum party_role)i)) != 0)
			continue;
		if (*clients >> i & 1)
			diag_error(diag, at,
			    "the kind of client '%s' is named twice", word);
		*clients |= 1u << i;
		return;
	}
	report_unknown_client(word, at, diag);
}

static unsigned
read_clients(const struct xml_attribute *list, struct diag *diag)
{
	unsigned clients = 0;
	if (list)
		reader_each_word(list, read_client, &clients, diag);
	return clients;
}

static void
read_protocol(struct catalogue *c, const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &rules[RULE_PROTOCOL], diag);
	const struct xml_attribute *name = reader_attribute(n, "name");
	unsigned clients = read_clients(reader_attribute(n, "clients"), diag);
	unsigned events = read_clients(reader_attribute(n, "events"), diag);
	if (!name)
		return;
	spelling_check_protocol(name->value, &name->value_at, diag);
	if (strlen(name->value) > PROTOCOL_MAX_BYTES)
		diag_error(diag, &name->value_at,
		    "the name is longer than %d bytes", PROTOCOL_MAX_BYTES);
	else if (!catalogue_add_protocol(c, name->value, clients, events))
		diag_error(diag, &name->value_at,
		    "the protocol '%s' is listed twice", name->value);
}

static void
report_unknown_protocol(const struct catalogue *c, const char *name,
    const struct place *at, struct diag *diag)
{
	VEC(const char *) known = { NULL, 0, 0 };
	for (size_t i = 0; i < c->protocols.count; i++)
		vec_push(&known, c->protocols.items[i].name);
	vec_push(&known, NULL);
	reader_unknown(diag, at, "protocol", name, known.items);
	vec_free(&known);
}

struct protocol_list {
	const struct catalogue *catalogue;
	struct message_spec *message;
};

static void
add_protocol(
    void *data, const char *name, const struct place *at, struct diag *diag)
{
	struct protocol_list *l = data;
	if (l->message->protocol_count == MESSAGE_PROTOCOLS_MAX)
		diag_error(diag, at,
		    "'%s' is one protocol more than the %d of a message", name,
		    MESSAGE_PROTOCOLS_MAX);
	else if (!catalogue_protocol(l->catalogue, name))
		report_unknown_protocol(l->catalogue, name, at, diag);
	else if (message_spec_allows(l->message, name))
		diag_error(diag, at, "the protocol '%s' is named twice", name);
	else
		message_spec_add_protocol(l->message, l->catalogue, name);
}

static void
read_protocols(const struct catalogue *c, struct message_spec *m,
    const struct xml_attribute *list, struct diag *diag)
{
	unsigned errors = diag->error_count;
	struct protocol_list l = { .catalogue = c, .message = m };
	reader_each_word(list, add_protocol, &l, diag);
	if (m->protocol_count == 0 && diag->error_count == errors)
		diag_error(diag, &list->value_at, "no protocol is named here");
}

/*
 * <to>, <from>: kinds of client that get or send the message besides those of
 * its protocol; 'sets' are those of the message, by protocol.
 */
static void
read_ends(struct message_spec *m, unsigned *sets, const struct xml_node *n,
    enum rule rule, struct diag *diag)
{
	reader_check(n, &rules[rule], diag);
	const struct xml_attribute *protocol = reader_attribute(n, "protocol");
	unsigned clients = read_clients(reader_attribute(n, "client"), diag);
	for (unsigned i = 0; protocol && i < m->protocol_count; i++) {
		if (strcmp(m->protocols[i], protocol->value) == 0) {
			sets[i] |= clients;
			return;
		}
	}
	if (protocol)
		diag_error(diag, &protocol->value_at,
		    "'%s' is none of the protocols of this message",
		    protocol->value);
}

/* A timer of the server, which a request starts. */
static void
read_timer(struct message_spec *m, const struct xml_node *n, struct diag *diag)
{
	const struct xml_attribute *timer = reader_attribute(n, "timer");
	const struct xml_attribute *expiry = reader_attribute(n, "expiry");
	if (timer && m->kind != MESSAGE_REQUEST)
		diag_error(diag, &timer->name_at,
		    "only a request starts a timer of the server");
	if (expiry && !timer)
		diag_error(diag, &expiry->name_at,
		    "'expiry' says how a timer ends, but no timer is given");
	if (timer && reader_check_name(timer, "timer", diag))
		m->timer = mem_strdup(timer->value);
	m->expiry = reader_copy(n, "expiry");
}

static void
add_answered(
    void *data, const char *name, const struct place *at, struct diag *diag)
{
	struct message_spec *m = data;
	(void)at, (void)diag; /* whether they exist is seen at the end */
	vec_push(&m->answered, mem_strdup(name));
}

/* The requests that it may answer. */
static void
read_answered(
    struct message_spec *m, const struct xml_node *n, struct diag *diag)
{
	const struct xml_attribute *list = reader_attribute(n, "answers");
	if (list && m->kind == MESSAGE_REQUEST)
		diag_error(
		    diag, &list->name_at, "a request answers no other request");
	else if (list)
		reader_each_word(list, add_answered, m, diag);
}

/* A broken message is kept out, but its attributes are checked all the same. */
static struct message_spec *
read_message(
    const struct catalogue *c, const struct xml_node *n, struct diag *diag)
{
	static const char *const kinds[] = { "request", "answer", "event",
		NULL };
	static const char *const degrees[] = { "high", "medium", "low", NULL };
	unsigned errors = diag->error_count;
	reader_check(n, &rules[RULE_MESSAGE], diag);
	struct message_spec *m = mem_zalloc(sizeof(*m));
	const struct xml_attribute *kind = reader_attribute(n, "kind");
	const struct xml_attribute *protocols =
	    reader_attribute(n, "protocols");
	const struct xml_attribute *sure = reader_attribute(n, "sure");
	const struct xml_attribute *name = reader_attribute(n, "name");
	const struct xml_attribute *about = reader_attribute(n, "about");
	int word = kind ? reader_word(kind, "kind", kinds, diag) : -1;
	if (name)
		spelling_check_message(name, diag);
	if (about)
		spelling_check_path(about, false, diag);
	if (sure) /* for the reader of the file only */
		reader_word(sure, "degree", degrees, diag);
	m->name = reader_copy(n, "name");
	m->about = reader_copy(n, "about");
	m->at = n->at;
	m->kind = word < 0 ? MESSAGE_EVENT : (enum message_kind)word;
	if (protocols)
		read_protocols(c, m, protocols, diag);
	read_timer(m, n, diag);
	read_answered(m, n, diag);
	for (size_t i = 0; i < n->children.count; i++) {
		const struct xml_node *child = n->children.items[i];
		if (reader_is(child, "attribute"))
			read_attribute(m, child, diag);
		else if (reader_is(child, "to"))
			read_ends(m, m->receivers, child, RULE_TO, diag);
		else if (reader_is(child, "from"))
			read_ends(m, m->senders, child, RULE_FROM, diag);
	}
	if (diag->error_count != errors) {
		message_spec_free(m);
		return NULL;
	}
	return m;
}

static void
add_message(struct catalogue *c, const struct xml_node *n, struct diag *diag)
{
	struct message_spec *m = read_message(c, n, diag);
	if (!m || catalogue_add(c, m))
		return;
	diag_error(diag, &reader_attribute(n, "name")->value_at,
	    "the message '%s' is listed twice", m->name);
	diag_note(
	    diag, "first in line %u", catalogue_find(c, m->name)->at.line);
	message_spec_free(m);
}

static void
check_answered(
    void *data, const char *name, const struct place *at, struct diag *diag)
{
	const struct catalogue *c = data;
	const struct message_spec *m = catalogue_find(c, name);
	if (!m)
		catalogue_report_unknown(c, at, name, diag);
	else if (m->kind != MESSAGE_REQUEST)
		diag_error(diag, at, "'%s' is not a request", name);
}

static void
check_expiry(
    const struct catalogue *c, const struct xml_node *n, struct diag *diag)
{
	const struct xml_attribute *a = reader_attribute(n, "expiry");
	const struct message_spec *m = a ? catalogue_find(c, a->value) : NULL;
	if (a && !m)
		catalogue_report_unknown(c, &a->value_at, a->value, diag);
	else if (m && m->kind != MESSAGE_EVENT)
		diag_error(diag, &a->value_at,
		    "'%s' is not an event and cannot come unasked", a->value);
}

/* All messages are known now. */
static void
check_names(struct catalogue *c, const struct xml_node *n, struct diag *diag)
{
	const struct xml_attribute *list = reader_attribute(n, "answers");
	if (list)
		reader_each_word(list, check_answered, c, diag);
	check_expiry(c, n, diag);
}

/* Messages name them, so they are read first. */
static void
read_all_protocols(
    struct catalogue *c, const struct xml_node *root, struct diag *diag)
{
	unsigned errors = diag->error_count;
	for (size_t i = 0; i < root->children.count; i++)
		if (reader_is(root->children.items[i], "protocol"))
			read_protocol(c, root->children.items[i], diag);
	if (c->protocols.count == 0 && diag->error_count == errors)
		catalogue_add_usual_protocols(c);
}

struct catalogue *
catalogue_load(
    const char *path, const struct place *named_at, struct diag *diag)
{
	unsigned errors = diag->error_count;
	struct xml_document *d =
	    reader_open(path, named_at, CATALOGUE_NAMESPACE, "catalogue", diag);
	if (!d)
		return NULL;
	struct catalogue *c = catalogue_new();
	c->source = source_ref(d->source);
	reader_check(d->root, &rules[RULE_CATALOGUE], diag);
	read_all_protocols(c, d->root, diag);
	for (size_t i = 0; i < d->root->children.count; i++)
		if (reader_is(d->root->children.items[i], "message"))
			add_message(c, d->root->children.items[i], diag);
	for (size_t i = 0; i < d->root->children.count; i++)
		if (reader_is(d->root->children.items[i], "message"))
			check_names(c, d->root->children.items[i], diag);
	if (c->messages.count == 0 && diag->error_count == errors)
		diag_error(diag, &d->root->at, "the catalogue is empty");
	xml_document_free(d);
	if (diag->error_count == errors)
		return c;
	catalogue_free(c);
	return NULL;
}

void
catalogue_report_unknown(const struct catalogue *c, const struct place *at,
    const char *name, struct diag *diag)
{
	struct suggestion s;
	suggest_start(&s, name);
	for (size_t i = 0; i < c->messages.count; i++)
		suggest_offer(&s, c->messages.items[i]->name);
	diag_error(diag, at, "unknown message '%s'", name);
	if (s.best)
		diag_did_you_mean(diag, s.best);
	else
		diag_note(diag, "messages are listed in %s", c->source->path);
}
