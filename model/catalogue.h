/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The catalogue: every message of the documented protocols, what kind it is,
 * which protocol tags it may carry, which kinds of client may get it under
 * each, and how it is correlated.
 *
 * Loaded by load/catalogue_file.h; read by lint (fixtures against it)
 * and by the judge (every observation against it).  Immutable once loaded.
 */
#ifndef IXC_MODEL_CATALOGUE_H
#define IXC_MODEL_CATALOGUE_H

#include "core/source.h"
#include "core/vec.h"
#include "model/party.h"

#include <stdbool.h>

enum message_kind {
	MESSAGE_REQUEST, /* is answered; carries a referenceId */
	MESSAGE_ANSWER,  /* correlated by referenceId alone */
	MESSAGE_EVENT,   /* correlated by 'about', if it has one */
};

enum attribute_type {
	ATTRIBUTE_ANY,
	ATTRIBUTE_STRING,
	ATTRIBUTE_INTEGER,
	ATTRIBUTE_BOOLEAN,
	ATTRIBUTE_OBJECT,
	ATTRIBUTE_LIST,
};

struct attribute_spec {
	char *path;       /* dotted, e.g. "interaction.interactionId" */
	size_t path_size; /* set by catalogue_add() */
	enum attribute_type type;
	bool required;
};

/*
 * A protocol tag.  Kinds of client are bits: 1 << enum party_role.
 */
struct protocol_spec {
	char *name;
	unsigned clients; /* send its requests and get the answers to them */
	unsigned events;  /* get its events unasked */
};

#define MESSAGE_PROTOCOLS_MAX 4

struct message_spec {
	char *name;
	size_t name_size; /* set by catalogue_add() */
	enum message_kind kind;
	/* Each with the kinds of client that may get, and that may send, the
	   message under it. */
	const char *protocols[MESSAGE_PROTOCOLS_MAX]; /* of the catalogue */
	unsigned receivers[MESSAGE_PROTOCOLS_MAX];
	unsigned senders[MESSAGE_PROTOCOLS_MAX];
	unsigned protocol_count; /* at least 1 */
	char *about;             /* attribute path, or NULL */
	size_t about_size;       /* of 'about' */
	char *timer;  /* of the target: a request starts it; or NULL */
	char *expiry; /* the event that says that it has run out, or NULL */
	VEC(char *)
	answered; /* requests that it may answer; none: an answer
		     may answer each, an event answers nothing */
	VEC(struct attribute_spec) attributes;
	struct place at;
	unsigned index; /* position in the catalogue, for dense tables */
};

struct catalogue {
	struct source *source; /* owned reference */
	VEC(struct message_spec *) messages;
	VEC(struct protocol_spec) protocols;
	/* The end of a connection, which is judged like a message that comes
	   unasked; no message, but its index is that after the last. */
	struct message_spec end;
	/* Open-addressing table of indices + 1, a power of two in size. */
	unsigned *table;
	unsigned table_size;
};

/* The message of that name, or NULL; borrowed. */
const struct message_spec *catalogue_find(
    const struct catalogue *c, const char *name);

/*
 * The catalogue's own copy of the name of a protocol, so that names can be
 * compared by address (by text, a simulated run takes 0.5 % more instructions).
 * NULL when the catalogue has no such protocol.
 */
const char *catalogue_protocol(const struct catalogue *c, const char *name);

/*
 * The protocol under which a kind of client gets events, or else its answers;
 * NULL when it is in none.  Borrowed from the catalogue.
 */
const char *catalogue_usual_protocol(
    const struct catalogue *c, enum party_role role);

/*
 * The tag of a message where none is stated: the first under which that kind of
 * client may get it.  One that it may not get has its own, one that is unknown
 * the client's usual one.  NULL only for what is unknown.  Borrowed.
 */
const char *catalogue_derive_protocol(
    const struct catalogue *c, const char *message, enum party_role role);

bool message_spec_allows(const struct message_spec *m, const char *protocol);

/* May that kind of client get it under that tag, one of catalogue_protocol()?
 */
bool message_spec_reaches(
    const struct message_spec *m, const char *protocol, enum party_role role);

/*
 * The tag under which that kind of client sends or receives it where none is
 * stated: the first under which it may, or else the message's first.  Borrowed.
 */
const char *message_spec_sent_protocol(
    const struct message_spec *m, enum party_role role);

const char *message_spec_received_protocol(
    const struct message_spec *m, enum party_role role);

/* May it answer a request at all?  Then it may have a request's reference id.
 */
static inline bool
message_spec_is_reply(const struct message_spec *m)
{
	return m->kind == MESSAGE_ANSWER || m->answered.count > 0;
}

/* May it answer this request? */
bool message_spec_answers(
    const struct message_spec *m, const struct message_spec *request);

/*
 * Does it come to a client unasked: an event, or a request of the server's to
 * it?
 */
static inline bool
message_spec_is_news(const struct message_spec *m)
{
	return m->kind != MESSAGE_ANSWER;
}

/* The spec of an attribute path, or NULL; borrowed. */
const struct attribute_spec *message_spec_attribute(
    const struct message_spec *m, const char *path);

/* Copies the name; false when it exists. */
bool catalogue_add_protocol(
    struct catalogue *c, const char *name, unsigned clients, unsigned events);

/*
 * Those of a catalogue that names none, as catalogues did before they could:
 * the same as in the shipped one.
 */
void catalogue_add_usual_protocols(struct catalogue *c);

/*
 * One more protocol of the message, which must be one of catalogue_protocol();
 * 'm' has its kind and fewer than MESSAGE_PROTOCOLS_MAX.
 */
void message_spec_add_protocol(
    struct message_spec *m, const struct catalogue *c, const char *name);

/* Takes ownership of 'm'; false (m stays the caller's) when the name exists. */
bool catalogue_add(struct catalogue *c, struct message_spec *m);

struct catalogue *catalogue_new(void);

void catalogue_free(struct catalogue *c);

void message_spec_free(struct message_spec *m);

const char *attribute_type_name(enum attribute_type type);

#endif
