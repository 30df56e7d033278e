/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A protocol message: a name and attributes, as both sides of the binding see
 * it.  Attributes are kept flat, each under its dotted path:
 *
 *	{"messageName":"EventInvite","ticketId":7,
 *	 "interaction":{"interactionId":"ix-1"},"parties":[{"agentId":"a1"}]}
 *
 *	ticketId                   integer 7
 *	interaction.interactionId  string  "ix-1"
 *	parties.0.agentId          string  "a1"
 *
 * Objects and lists exist through their content; empty ones, and null, are
 * attributes with their own types.  The name is not an attribute.  Knows
 * neither JSON text (wire/json_message.h) nor the catalogue.  One allocation
 * serves a usual message.  Paths have at most PATH_MAX_BYTES, texts less than
 * 4 GiB.
 */
#ifndef IXC_WIRE_MESSAGE_H
#define IXC_WIRE_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum value_kind {
	VALUE_NULL,
	VALUE_BOOLEAN,
	VALUE_INTEGER,
	VALUE_REAL,
	VALUE_STRING,
	VALUE_EMPTY_OBJECT,
	VALUE_EMPTY_LIST,
};

/* Every message has a dozen of them, so they are small. */
struct attribute {
	const char *path;
	union {
		const char *text; /* VALUE_STRING: NUL-terminated */
		int64_t integer;  /* VALUE_INTEGER, VALUE_BOOLEAN (0 or 1) */
		double real;      /* VALUE_REAL */
	};
	uint32_t text_size; /* VALUE_STRING */
	uint16_t path_size; /* at most PATH_MAX_BYTES */
	enum value_kind kind : 8;
};

#define PATH_MAX_BYTES UINT16_MAX

/*
 * What a dot in a path means.  The setters take each dot for a separator, and a
 * component that is a decimal number below PATH_INDEX_LIMIT for a list index.
 * A message that was parsed knows better: keys may contain dots, or be digits.
 */
enum path_dot {
	PATH_KEY = 'k',   /* what follows is a key of an object */
	PATH_INDEX = 'i', /* what follows is a position in a list */
	PATH_WITHIN = 'w' /* a dot within a key */
};

#define PATH_INDEX_LIMIT 4096

struct message;

/* An empty message of that name, owned by the caller (one reference). */
struct message *message_new(const char *name);

/* The same with room for so much, the name not counted. */
struct message *message_new_for(
    const char *name, size_t attributes, size_t text_bytes);

/*
 * The same with a name that is borrowed, and must outlive the message, and with
 * room for so much without a further allocation; paths that are put need none.
 */
struct message *message_start(
    const char *name, size_t attributes, size_t text_bytes);

/*
 * The same with all attributes of 'base' in it (it keeps a reference to 'base',
 * which must no longer change), and with additional room.
 */
struct message *message_extend(const char *name, struct message *base,
    size_t attributes, size_t text_bytes);

struct message *message_ref(struct message *m);

/* NULL is fine. */
void message_unref(struct message *m);

const char *message_name(const struct message *m);

/*
 * Setters replace an attribute of the same path, at its position; otherwise the
 * attribute becomes the last one.  Text is copied.  Only before sharing.
 */
void message_set_string(struct message *m, const char *path, const char *text);

void message_set_bytes(
    struct message *m, const char *path, const char *text, size_t size);

void message_set_integer(struct message *m, const char *path, int64_t value);

void message_set_real(struct message *m, const char *path, double value);

void message_set_boolean(struct message *m, const char *path, bool value);

/*
 * A path that is borrowed and must outlive the message: after the NUL of its
 * text come its shape (enum path_dot for each dot) and another NUL.
 */
struct message_path {
	const char *text;
	unsigned size; /* without all that */
};

/* MESSAGE_PATH("party.agentId", "k") */
#define MESSAGE_PATH(path, shape)                                              \
	{                                                                      \
		path "\0" shape, sizeof(path) - 1                              \
	}

/* Such a text, its dots understood as by the setters; the caller owns it. */
char *message_path_text(const char *path);

/*
 * As the setters of that type, but without looking for an attribute of that
 * path: it must not exist.
 */
void message_put_text(struct message *m, const struct message_path *path,
    const char *text, size_t size);

static inline void
message_put_string(
    struct message *m, const struct message_path *path, const char *text)
{
	message_put_text(m, path, text, strlen(text));
}

void message_put_integer(
    struct message *m, const struct message_path *path, int64_t value);

/* VALUE_NULL, VALUE_EMPTY_OBJECT or VALUE_EMPTY_LIST. */
void message_set_empty(
    struct message *m, const char *path, enum value_kind kind);

/*
 * Remove the attribute at 'path' and everything below it ("interaction" removes
 * "interaction.interactionId").  Returns how many attributes went.
 */
size_t message_remove(struct message *m, const char *path);

/* A deep copy with one reference, to be changed; the name may be replaced. */
struct message *message_copy(const struct message *m);

/*
 * The same message in no more memory than it needs, to be kept for long, and
 * how many bytes that is; takes the caller's reference to 'm'.
 */
struct message *message_pack(struct message *m, size_t *ret_bytes);

/* A copy of any text that lives as long as the message. */
const char *message_keep(struct message *m, const char *text);

void message_rename(struct message *m, const char *name);

size_t message_count(const struct message *m);

/* All of them in order of arrival; borrowed until one is set or removed. */
const struct attribute *message_attributes(const struct message *m);

/* Attribute by position in order of arrival; borrowed from the message. */
const struct attribute *message_attribute(
    const struct message *m, size_t index);

static inline bool
attribute_is_at(const struct attribute *a, const char *path, size_t path_size)
{
	return a->path_size == path_size &&
	    memcmp(a->path, path, path_size) == 0;
}

/* The attribute at exactly this path, or NULL; borrowed. */
const struct attribute *message_find_path(
    const struct message *m, const char *path, size_t path_size);

/* Here, and not in message.c, so that the size of a literal costs nothing. */
static inline const struct attribute *
message_find(const struct message *m, const char *path)
{
	return message_find_path(m, path, strlen(path));
}

/* Is there an attribute at this path or below it?  Never inside a key. */
bool message_has(const struct message *m, const char *path);

/* The text of a string attribute, otherwise NULL; borrowed. */
static inline const char *
message_string(const struct message *m, const char *path)
{
	const struct attribute *a = message_find(m, path);
	return a && a->kind == VALUE_STRING ? a->text : NULL;
}

/* The value of an integer attribute; false, and nothing written, if not one. */
static inline bool
message_integer(const struct message *m, const char *path, int64_t *ret_value)
{
	const struct attribute *a = message_find(m, path);
	if (!a || a->kind != VALUE_INTEGER)
		return false;
	*ret_value = a->integer;
	return true;
}

/* What there is at a path. */
enum message_part {
	PART_NONE,
	PART_VALUE, /* a string, a number, true, false or null */
	PART_OBJECT,
	PART_LIST,
};

enum message_part message_part(const struct message *m, const char *path);

/*
 * The value as text, as it would be substituted for {name}: strings as they
 * are, numbers in decimal, true/false, null as "", "{}", "[]".  Returns 'into'
 * or the attribute's own text; 'into' holds at least ATTRIBUTE_TEXT_SIZE bytes.
 */
#define ATTRIBUTE_TEXT_SIZE 40
const char *attribute_text(const struct attribute *a, char *into);

/* The meaning of each dot of the path, in order: a string of enum path_dot. */
const char *attribute_shape(const struct attribute *a);

/*
 * Append a copy of 'a' whose dots have these meanings (NULL: as in the
 * setters), without looking for an attribute of the same path.
 */
void message_append(
    struct message *m, const struct attribute *a, const char *shape);

#endif
