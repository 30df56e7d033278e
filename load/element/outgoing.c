/* SPDX-License-Identifier: Apache-2.0 */
#include "load/element/outgoing.h"

#include "wire/json_message.h"

#include <string.h>

/* In the place of a path or a value that is known only when it is sent. */
#define STAND_IN "x"

static bool
is_known(const char *text)
{
	return !strchr(text, '{');
}

/* Is 'part' the path of something inside 'whole'? */
static bool
is_part_of(const char *part, const char *whole)
{
	size_t size = strlen(whole);
	return strncmp(part, whole, size) == 0 && part[size] == '.';
}

static void
check_pair(const struct attribute_test *a, const struct attribute_test *b,
    struct diag *diag)
{
	if (strcmp(a->path, b->path) == 0)
		diag_error(
		    diag, &b->at, "the attribute '%s' is set twice", b->path);
	else if (is_part_of(b->path, a->path) || is_part_of(a->path, b->path))
		diag_error(diag, &b->at,
		    "'%s' and '%s' cannot both be sent: one is a part of the "
		    "other",
		    a->path, b->path);
}

static void
check_paths(const struct step *s, struct diag *diag)
{
	for (size_t i = 0; i < s->attributes.count; i++) {
		const struct attribute_test *a = &s->attributes.items[i];
		if (strcmp(a->path, "messageName") == 0)
			diag_error(diag, &a->at,
			    "'messageName' is the name of the message; "
			    "message= sets it");
		for (size_t j = 0; j < i; j++)
			check_pair(&s->attributes.items[j], a, diag);
	}
}

static struct message *
make_message(const struct step *s)
{
	struct message *m = message_new(s->message);
	for (size_t i = 0; i < s->attributes.count; i++) {
		const struct attribute_test *a = &s->attributes.items[i];
		if (is_known(a->path))
			message_set_string(m, a->path,
			    a->text && is_known(a->text) ? a->text : STAND_IN);
	}
	return m;
}

void
outgoing_check(const struct step *s, struct diag *diag)
{
	char problem[JSON_PROBLEM_SIZE];
	unsigned errors = diag->error_count;
	if (!s->message)
		return;
	if (s->attributes.count > MESSAGE_MAX_ATTRIBUTES) {
		diag_error(diag, &s->at,
		    "this message has %zu attributes; it may have %d",
		    s->attributes.count, MESSAGE_MAX_ATTRIBUTES);
		return;
	}
	check_paths(s, diag);
	if (diag->error_count != errors)
		return;
	struct message *m = make_message(s);
	if (!json_message_fits(m, problem))
		diag_error(diag, &s->at, "no server accepts this message: %s",
		    problem);
	message_unref(m);
}
