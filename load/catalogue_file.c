/* SPDX-License-Identifier: Apache-2.0 */
#include "load/catalogue_file.h"

#include "core/text/suggest.h"
#include "load/element/reader.h"
#include "load/element/spelling.h"
#include "wire/frame.h"

#include <string.h>

static const struct element_rule rules[] = {
	{ .name = "catalogue", .children = WORDS("message") },
	{ .name = "message",
	    .required = WORDS("name", "kind", "protocols"),
	    .optional = WORDS("about", "sure", "timer", "expiry"),
	    .children = WORDS("attribute") },
	{ .name = "attribute",
	    .required = WORDS("name", "type"),
	    .optional = WORDS("required") },
};

enum rule {
	RULE_CATALOGUE,
	RULE_MESSAGE,
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
add_protocol(struct message_spec *m, const struct xml_attribute *list,
    size_t offset, size_t size, struct diag *diag)
{
	struct place at = reader_part(list, offset, size);
	char *name = mem_strndup(list->value + offset, size);
	const char *problem = NULL;
	if (m->protocol_count == MESSAGE_PROTOCOLS_MAX)
		problem = "too many protocols";
	else if (size > PROTOCOL_MAX_BYTES)
		problem = "a protocol name too long";
	else if (message_spec_allows(m, name))
		problem = "a protocol named twice";
	if (problem) {
		diag_error(diag, &at, "%s: '%s'", problem, name);
		diag_note(diag, "the limits are %d protocols of %d bytes each",
		    MESSAGE_PROTOCOLS_MAX, PROTOCOL_MAX_BYTES);
		free(name);
		return;
	}
	spelling_check_protocol(name, &at, diag);
	m->protocols[m->protocol_count++] = name;
}

static void
read_protocols(
    struct message_spec *m, const struct xml_attribute *list, struct diag *diag)
{
	const char *text = list->value;
	for (size_t i = 0; text[i];) {
		size_t size = strcspn(text + i, " ");
		if (size)
			add_protocol(m, list, i, size, diag);
		i += size + strspn(text + i + size, " ");
	}
	if (m->protocol_count == 0)
		diag_error(diag, &list->value_at, "no protocol is named here");
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

/* A broken message is kept out, but its attributes are checked all the same. */
static struct message_spec *
read_message(const struct xml_node *n, struct diag *diag)
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
		read_protocols(m, protocols, diag);
	read_timer(m, n, diag);
	for (size_t i = 0; i < n->children.count; i++)
		if (reader_is(n->children.items[i], "attribute"))
			read_attribute(m, n->children.items[i], diag);
	if (diag->error_count != errors) {
		message_spec_free(m);
		return NULL;
	}
	return m;
}

static void
add_message(struct catalogue *c, const struct xml_node *n, struct diag *diag)
{
	struct message_spec *m = read_message(n, diag);
	if (!m || catalogue_add(c, m))
		return;
	diag_error(diag, &reader_attribute(n, "name")->value_at,
	    "the message '%s' is listed twice", m->name);
	diag_note(
	    diag, "first in line %u", catalogue_find(c, m->name)->at.line);
	message_spec_free(m);
}

/* All messages are known now. */
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

struct catalogue *
catalogue_load(const char *path, struct diag *diag)
{
	unsigned errors = diag->error_count;
	struct xml_document *d =
	    reader_open(path, CATALOGUE_NAMESPACE, "catalogue", diag);
	if (!d)
		return NULL;
	struct catalogue *c = catalogue_new();
	c->source = source_ref(d->source);
	reader_check(d->root, &rules[RULE_CATALOGUE], diag);
	for (size_t i = 0; i < d->root->children.count; i++)
		if (reader_is(d->root->children.items[i], "message"))
			add_message(c, d->root->children.items[i], diag);
	for (size_t i = 0; i < d->root->children.count; i++)
		if (reader_is(d->root->children.items[i], "message"))
			check_expiry(c, d->root->children.items[i], diag);
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
