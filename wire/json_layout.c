/* SPDX-License-Identifier: Apache-2.0 */
#include "wire/json_layout.h"

#include "core/bytes.h"
#include "core/mem.h"
#include "wire/json.h"
#include "wire/json_internal.h"

#include <stdlib.h>
#include <string.h>

/* Some times as many as a suite has. */
#define SETS 64
#define WAYS 4
/* Of one name, with one count of attributes: more of them differ each time. */
#define FORMS 2
/* Comparing every so many characters of a name is enough. */
#define NAME_STEP 3
/* Longer ones are rare, and not worth keeping. */
#define TEXT_MAX_BYTES 4096

/* Two lists in one, of as many items: */
struct part {
	/* an attribute, as the message has it */
	size_t path_at; /* in 'texts', followed by its shape */
	size_t path_size, dots;
	/* a value, as it is printed */
	size_t lead_size; /* the text before it, in 'texts' */
	uint32_t attribute;
};

struct layout {
	struct buf texts; /* the name, the paths, all that is printed but the
			     values */
	size_t leads_at;
	size_t tail_size; /* after the last value */
	unsigned count;
	struct part parts[];
};

struct json_layouts {
	struct layout *sets[SETS][WAYS]; /* the last used first */
};

struct json_layouts *
json_layouts_new(void)
{
	return mem_zalloc(sizeof(struct json_layouts));
}

static void
forget(struct layout *l)
{
	if (!l)
		return;
	buf_free(&l->texts);
	free(l);
}

void
json_layouts_free(struct json_layouts *l)
{
	for (unsigned i = 0; l && i < SETS * WAYS; i++)
		forget(l->sets[i / WAYS][i % WAYS]);
	free(l);
}

/* Names differ in their middle, and forms of one name in their length. */
static struct layout **
set_of(struct json_layouts *l, const struct message *m)
{
	const char *name = message_name(m);
	size_t size = strlen(name);
	uint32_t mixed = (uint32_t)message_count(m);
	for (size_t i = 0; i < size; i += NAME_STEP)
		mixed = mixed * 31 + (unsigned char)name[i];
	return l->sets[(mixed ^ mixed >> 6 ^ size) % SETS];
}

static bool
has_path(
    const struct layout *l, const struct part *p, const struct attribute *a)
{
	const char *path = l->texts.bytes + p->path_at;
	return a->path_size == p->path_size &&
	    bytes_are_same(a->path, path, p->path_size) &&
	    (p->dots == 0 ||
		memcmp(attribute_shape(a), path + p->path_size, p->dots) == 0);
}

static bool
is_alike(const struct layout *l, const struct message *m)
{
	return l->count == message_count(m) &&
	    strcmp(l->texts.bytes, message_name(m)) == 0;
}

static bool
is_of(const struct layout *l, const struct message *m)
{
	const struct attribute *a = message_attributes(m);
	if (!is_alike(l, m))
		return false;
	for (unsigned i = 0; i < l->count; i++)
		if (!has_path(l, &l->parts[i], &a[i]))
			return false;
	return true;
}

/* Its layout, then the first of the set; or NULL. */
static struct layout *
find(struct layout **set, const struct message *m)
{
	for (unsigned i = 0; i < WAYS && set[i]; i++) {
		struct layout *found = set[i];
		if (!is_of(found, m))
			continue;
		for (; i > 0; i--)
			set[i] = set[i - 1];
		set[0] = found;
		return found;
	}
	return NULL;
}

/* A message whose keys are names or ids would only push out the others. */
static bool
is_worth_it(struct layout *const *set, const struct message *m)
{
	unsigned forms = 0;
	for (unsigned i = 0; i < WAYS && set[i]; i++)
		forms += is_alike(set[i], m);
	return forms < FORMS;
}

static void
keep(struct layout **set, struct layout *l)
{
	forget(set[WAYS - 1]);
	for (unsigned i = WAYS - 1; i > 0; i--)
		set[i] = set[i - 1];
	set[0] = l;
}

/* --- the long way --- */

/* A message that was just printed to the end of 'text'. */
struct sample {
	const struct message *message;
	const struct buf *text;
	size_t start; /* of the message in it */
	struct json_value_place places[JSON_MAX_PLACES];
	unsigned count;
};

static void
learn_attribute(struct layout *l, struct part *p, const struct attribute *a)
{
	p->path_at = l->texts.size;
	p->path_size = a->path_size;
	p->dots = strlen(attribute_shape(a));
	buf_add(&l->texts, a->path, a->path_size);
	buf_add(&l->texts, attribute_shape(a), p->dots);
}

static struct layout *
learn(const struct sample *s)
{
	struct layout *l =
	    mem_zalloc(sizeof(*l) + s->count * sizeof(l->parts[0]));
	size_t from = s->start;
	const char *name = message_name(s->message);
	l->count = s->count;
	buf_init(&l->texts, TEXT_MAX_BYTES);
	buf_add(&l->texts, name, strlen(name) + 1);
	for (unsigned i = 0; i < s->count; i++)
		learn_attribute(
		    l, &l->parts[i], message_attribute(s->message, i));
	l->leads_at = l->texts.size;
	for (unsigned i = 0; i < s->count; i++) {
		const struct json_value_place *value = &s->places[i];
		l->parts[i].attribute = value->attribute;
		l->parts[i].lead_size = value->start - from;
		buf_add(&l->texts, s->text->bytes + from, value->start - from);
		from = value->end;
	}
	l->tail_size = s->text->size - from;
	buf_add(&l->texts, s->text->bytes + from, l->tail_size);
	return l;
}

/* Print it, and remember what it looks like when nothing of it is left out. */
static bool
print_new(struct layout **set, const struct message *m, struct buf *into)
{
	struct sample s = { .message = m, .text = into, .start = into->size };
	if (!json_print_placed(m, into, s.places, &s.count))
		return false;
	if (s.count != message_count(m))
		return true;
	struct layout *l = learn(&s);
	if (l->texts.truncated)
		forget(l);
	else
		keep(set, l);
	return true;
}

/* --- the short way --- */

/* Room that the values take at most; SIZE_MAX: one is neither text nor integer.
 */
static size_t
room_of(const struct message *m)
{
	const struct attribute *a = message_attributes(m);
	size_t room = 0, count = message_count(m);
	for (size_t i = 0; i < count; i++) {
		if (a[i].kind == VALUE_STRING)
			room += a[i].text_size + 2;
		else if (a[i].kind == VALUE_INTEGER)
			room += DECIMAL_MAX_BYTES;
		else
			return SIZE_MAX;
	}
	return room;
}

/* In one copy; NULL when a text has to be escaped. */
static char *
put_known(const struct layout *l, const struct message *m, char *to)
{
	const struct attribute *attributes = message_attributes(m);
	const char *lead = l->texts.bytes + l->leads_at;
	for (unsigned i = 0; to && i < l->count; i++) {
		const struct part *p = &l->parts[i];
		const struct attribute *a = &attributes[p->attribute];
		memcpy(to, lead, p->lead_size);
		to += p->lead_size;
		lead += p->lead_size;
		to = a->kind == VALUE_STRING
		    ? json_put_plain(to, a->text, a->text_size)
		    : decimal_put(to, a->integer);
	}
	if (!to)
		return NULL;
	memcpy(to, lead, l->tail_size);
	return to + l->tail_size;
}

/* False, and nothing added, when that is not so simple. */
static bool
print_known(const struct layout *l, const struct message *m, struct buf *into)
{
	size_t room = room_of(m);
	size_t leads = l->texts.size - l->leads_at;
	if (room > into->capacity - into->size ||
	    leads >= into->capacity - into->size - room)
		return false;
	char *start = into->bytes + into->size;
	char *end = put_known(l, m, start);
	buf_advance(into, end ? (size_t)(end - start) : 0);
	return end;
}

bool
json_layouts_print(
    struct json_layouts *l, const struct message *m, struct buf *into)
{
	struct layout **set = set_of(l, m);
	const struct layout *known = find(set, m);
	if (known && print_known(known, m, into))
		return true;
	if (known || message_count(m) > JSON_MAX_PLACES || !is_worth_it(set, m))
		return json_print_message(m, into);
	return print_new(set, m, into);
}
