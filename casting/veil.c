/* SPDX-License-Identifier: Apache-2.0 */
#include "casting/veil.h"

#include "core/mem.h"
#include "record/seal/digest.h"

#include <stdlib.h>
#include <string.h>

/* Digits of a digest that are kept: enough for all ids of a log. */
#define ID_DIGITS 16
/* What stands for a text that is left out. */
#define WITHHELD "withheld"

/* Attributes that say nothing of people: the last part of their paths. */
static const char *const plain[] = { "visibilityMode", "operation", "mediaType",
	"mediaTypeName", "interactionType", "interactionMediatype",
	"clientType", "reasonSystemName", "eventTime" };

/* Texts that a person may have written. */
static const char *const texts[] = { "errorDescription", "reasonDescription" };

/* What is left out: all that is at these paths or below them. */
static const char *const dropped[] = { "log", "userData", "extension",
	"interaction.interactionUserData", "espRequestEnvelope" };

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

char *
veil_id(const struct veil *v, const char *id)
{
	char digest[DIGEST_TEXT_SIZE];
	if (!id)
		return NULL;
	size_t size = strlen(id);
	unsigned char *all = mem_alloc(VEIL_SALT_BYTES + size);
	memcpy(all, v->salt, VEIL_SALT_BYTES);
	memcpy(all + VEIL_SALT_BYTES, id, size);
	digest_print(digest, all, VEIL_SALT_BYTES + size);
	free(all);
	return mem_strndup(digest, ID_DIGITS);
}

static bool
is_below(const char *path, const char *top)
{
	size_t size = strlen(top);
	return strncmp(path, top, size) == 0 &&
	    (path[size] == '\0' || path[size] == '.');
}

static bool
is_dropped(const char *path)
{
	for (size_t i = 0; i < COUNT(dropped); i++)
		if (is_below(path, dropped[i]))
			return true;
	return false;
}

static bool
ends_with(const char *path, const char *const *names, size_t count)
{
	const char *dot = strrchr(path, '.');
	const char *last = dot ? dot + 1 : path;
	for (size_t i = 0; i < count; i++)
		if (strcmp(last, names[i]) == 0)
			return true;
	return false;
}

static void
append_text(struct message *m, const struct attribute *a, const char *text)
{
	struct attribute other = *a;
	other.text = text;
	other.text_size = (uint32_t)strlen(text);
	message_append(m, &other, attribute_shape(a));
}

static void
append(const struct veil *v, struct message *m, const struct attribute *a)
{
	if (a->kind != VALUE_STRING ||
	    ends_with(a->path, plain, COUNT(plain))) {
		message_append(m, a, attribute_shape(a));
	} else if (ends_with(a->path, texts, COUNT(texts))) {
		append_text(m, a, WITHHELD);
	} else {
		char *id = veil_id(v, a->text);
		append_text(m, a, id);
		free(id);
	}
}

struct message *
veil_message(const struct veil *v, const struct message *m)
{
	struct message *veiled = message_new(message_name(m));
	for (size_t i = 0; i < message_count(m); i++) {
		const struct attribute *a = message_attribute(m, i);
		if (!is_dropped(a->path))
			append(v, veiled, a);
	}
	return veiled;
}
