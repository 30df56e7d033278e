/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The catalogue: every message of the documented protocols, what kind it is,
 * which protocol tags it may carry, and how it is correlated.
 *
 * Loaded by load/catalogue_file.h; read by lint (fixtures against it)
 * and by the judge (every observation against it).  Immutable once loaded.
 */
#ifndef IXC_MODEL_CATALOGUE_H
#define IXC_MODEL_CATALOGUE_H

#include "core/source.h"
#include "core/vec.h"

#include <stdbool.h>

enum message_kind {
	MESSAGE_REQUEST, /* sent by a client; carries a referenceId */
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

#define MESSAGE_PROTOCOLS_MAX 4

struct message_spec {
	char *name;
	size_t name_size; /* set by catalogue_add() */
	enum message_kind kind;
	/* Owned; in a catalogue, catalogue_protocol(). */
	const char *protocols[MESSAGE_PROTOCOLS_MAX];
	unsigned protocol_count; /* at least 1 */
	bool is_in_catalogue;
	char *about;       /* attribute path, or NULL */
	size_t about_size; /* of 'about' */
	char *timer;       /* of the target: a request starts it; or NULL */
	char *expiry; /* the event that says that it has run out, or NULL */
	VEC(struct attribute_spec) attributes;
	struct place at;
	unsigned index; /* position in the catalogue, for dense tables */
};

struct catalogue {
	struct source *source; /* owned reference */
	VEC(struct message_spec *) messages;
	VEC(const char *) protocols; /* each once; owned */
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
 * NULL when no message has that protocol.
 */
const char *catalogue_protocol(const struct catalogue *c, const char *name);

/*
 * The tag of a message whose server states none, by the kind of client that got
 * it: 'usual', under which its messages come, if the message can have that,
 * otherwise its own.  Then the client must not get it, unless it is an answer.
 * Borrowed from the catalogue, or 'usual'.
 */
const char *catalogue_derive_protocol(
    const struct catalogue *c, const char *message, const char *usual);

bool message_spec_allows(const struct message_spec *m, const char *protocol);

/* The spec of an attribute path, or NULL; borrowed. */
const struct attribute_spec *message_spec_attribute(
    const struct message_spec *m, const char *path);

/* Takes ownership of 'm'; false (m stays the caller's) when the name exists. */
bool catalogue_add(struct catalogue *c, struct message_spec *m);

struct catalogue *catalogue_new(void);

void catalogue_free(struct catalogue *c);

void message_spec_free(struct message_spec *m);

const char *attribute_type_name(enum attribute_type type);

#endif
