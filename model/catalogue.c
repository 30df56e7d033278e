/* SPDX-License-Identifier: Apache-2.0 */
#include "model/catalogue.h"

#include "wire/frame.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The ends of the names differ most: a few bytes of them are enough. */
static unsigned
hash_name(const char *name, size_t size)
{
	uint64_t end = 0;
	if (size >= sizeof(end))
		memcpy(&end, name + size - sizeof(end), sizeof(end));
	else
		memcpy(&end, name, size);
	/* So that the upper half of the product depends on all bytes. */
	end ^= end >> 32 ^ size;
	return (unsigned)(end * UINT64_C(0x9E3779B97F4A7C15) >> 32);
}

/* The slot that holds 'name' or the free one where it belongs. */
static unsigned *
find_slot(const struct catalogue *c, const char *name, size_t size)
{
	unsigned mask = c->table_size - 1;
	unsigned i = hash_name(name, size) & mask;
	for (; c->table[i]; i = (i + 1) & mask) {
		const struct message_spec *m =
		    c->messages.items[c->table[i] - 1];
		if (m->name_size == size && memcmp(m->name, name, size) == 0)
			break;
	}
	return &c->table[i];
}

static unsigned *
slot_of(const struct catalogue *c, const struct message_spec *m)
{
	return find_slot(c, m->name, m->name_size);
}

static void
rebuild_table(struct catalogue *c)
{
	free(c->table);
	c->table_size = c->table_size ? c->table_size * 2 : 64;
	c->table = mem_zalloc(c->table_size * sizeof(*c->table));
	for (size_t i = 0; i < c->messages.count; i++)
		*slot_of(c, c->messages.items[i]) = (unsigned)i + 1;
}

const struct message_spec *
catalogue_find(const struct catalogue *c, const char *name)
{
	unsigned index = c->table_size ? *find_slot(c, name, strlen(name)) : 0;
	return index ? c->messages.items[index - 1] : NULL;
}

static const struct protocol_spec *
find_protocol(const struct catalogue *c, const char *name)
{
	for (size_t i = 0; i < c->protocols.count; i++)
		if (strcmp(c->protocols.items[i].name, name) == 0)
			return &c->protocols.items[i];
	return NULL;
}

const char *
catalogue_protocol(const struct catalogue *c, const char *name)
{
	const struct protocol_spec *p = find_protocol(c, name);
	return p ? p->name : NULL;
}

const char *
catalogue_usual_protocol(const struct catalogue *c, enum party_role role)
{
	const char *by_answers = NULL;
	for (size_t i = 0; i < c->protocols.count; i++) {
		const struct protocol_spec *p = &c->protocols.items[i];
		if (p->events >> role & 1)
			return p->name;
		if (!by_answers && p->clients >> role & 1)
			by_answers = p->name;
	}
	return by_answers;
}

const char *
catalogue_derive_protocol(
    const struct catalogue *c, const char *message, enum party_role role)
{
	const struct message_spec *m = catalogue_find(c, message);
	return m ? message_spec_received_protocol(m, role)
		 : catalogue_usual_protocol(c, role);
}

void
catalogue_add_usual_protocols(struct catalogue *c)
{
	const unsigned all = (1u << PARTY_ROLES) - 1;
	const unsigned reporting = 1u << PARTY_REPORTING;
	const unsigned router = 1u << PARTY_ROUTER;
	const unsigned routing = router | 1u << PARTY_SERVICE;
	catalogue_add_protocol(c, PROTOCOL_INTERACTION_MANAGEMENT, all,
	    all & ~reporting & ~router);
	catalogue_add_protocol(c, PROTOCOL_REPORTING, reporting, reporting);
	catalogue_add_protocol(c, PROTOCOL_T_LIBRARY, router, router);
	catalogue_add_protocol(c, PROTOCOL_EXTERNAL_SERVICE, routing, routing);
}

bool
message_spec_allows(const struct message_spec *m, const char *protocol)
{
	for (unsigned i = 0; i < m->protocol_count; i++)
		if (m->protocols[i] == protocol ||
		    strcmp(m->protocols[i], protocol) == 0)
			return true;
	return false;
}

bool
message_spec_reaches(
    const struct message_spec *m, const char *protocol, enum party_role role)
{
	for (unsigned i = 0; i < m->protocol_count; i++)
		if (m->protocols[i] == protocol)
			return m->receivers[i] >> role & 1;
	return false;
}

static const char *
first_protocol(
    const struct message_spec *m, const unsigned *ends, enum party_role role)
{
	for (unsigned i = 0; i < m->protocol_count; i++)
		if (ends[i] >> role & 1)
			return m->protocols[i];
	return m->protocols[0];
}

const char *
message_spec_sent_protocol(const struct message_spec *m, enum party_role role)
{
	return first_protocol(m, m->senders, role);
}

const char *
message_spec_received_protocol(
    const struct message_spec *m, enum party_role role)
{
	return first_protocol(m, m->receivers, role);
}

bool
message_spec_answers(
    const struct message_spec *m, const struct message_spec *request)
{
	for (size_t i = 0; i < m->answered.count; i++)
		if (strcmp(m->answered.items[i], request->name) == 0)
			return true;
	return m->kind == MESSAGE_ANSWER && m->answered.count == 0;
}

void
message_spec_add_protocol(
    struct message_spec *m, const struct catalogue *c, const char *name)
{
	const struct protocol_spec *p = find_protocol(c, name);
	assert(p && m->protocol_count < MESSAGE_PROTOCOLS_MAX);
	const unsigned receivers[] = { [MESSAGE_REQUEST] = 0,
		[MESSAGE_ANSWER] = p->clients,
		[MESSAGE_EVENT] = p->events };
	m->protocols[m->protocol_count] = p->name;
	m->senders[m->protocol_count] =
	    m->kind == MESSAGE_REQUEST ? p->clients : 0;
	m->receivers[m->protocol_count++] = receivers[m->kind];
}

const struct attribute_spec *
message_spec_attribute(const struct message_spec *m, const char *path)
{
	for (size_t i = 0; i < m->attributes.count; i++)
		if (strcmp(m->attributes.items[i].path, path) == 0)
			return &m->attributes.items[i];
	return NULL;
}

bool
catalogue_add_protocol(
    struct catalogue *c, const char *name, unsigned clients, unsigned events)
{
	if (find_protocol(c, name))
		return false;
	struct protocol_spec p = {
		.name = mem_strdup(name), .clients = clients, .events = events
	};
	vec_push(&c->protocols, p);
	return true;
}

bool
catalogue_add(struct catalogue *c, struct message_spec *m)
{
	if (catalogue_find(c, m->name))
		return false;
	m->index = (unsigned)c->messages.count;
	m->name_size = strlen(m->name);
	m->about_size = m->about ? strlen(m->about) : 0;
	vec_push(&c->messages, m);
	c->end.index = (unsigned)c->messages.count;
	for (size_t i = 0; i < m->attributes.count; i++)
		m->attributes.items[i].path_size =
		    strlen(m->attributes.items[i].path);
	if (c->messages.count * 2 > c->table_size)
		rebuild_table(c);
	else
		*slot_of(c, m) = m->index + 1;
	return true;
}

struct catalogue *
catalogue_new(void)
{
	struct catalogue *c = mem_zalloc(sizeof(*c));
	c->end.kind = MESSAGE_EVENT;
	c->end.name = mem_strdup("the end of the connection");
	return c;
}

void
message_spec_free(struct message_spec *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->attributes.count; i++)
		free(m->attributes.items[i].path);
	for (size_t i = 0; i < m->answered.count; i++)
		free(m->answered.items[i]);
	vec_free(&m->attributes);
	vec_free(&m->answered);
	free(m->about);
	free(m->timer);
	free(m->expiry);
	free(m->name);
	free(m);
}

void
catalogue_free(struct catalogue *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->messages.count; i++)
		message_spec_free(c->messages.items[i]);
	for (size_t i = 0; i < c->protocols.count; i++)
		free(c->protocols.items[i].name);
	free(c->end.name);
	vec_free(&c->messages);
	vec_free(&c->protocols);
	free(c->table);
	source_unref(c->source);
	free(c);
}

const char *
attribute_type_name(enum attribute_type type)
{
	switch (type) {
	case ATTRIBUTE_ANY:
		return "any";
	case ATTRIBUTE_STRING:
		return "string";
	case ATTRIBUTE_INTEGER:
		return "integer";
	case ATTRIBUTE_BOOLEAN:
		return "boolean";
	case ATTRIBUTE_OBJECT:
		return "object";
	case ATTRIBUTE_LIST:
		return "list";
	}
	return "";
}
