/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The messages of stimuli, with the names in them filled in.
 */
#include "judge/fit.h"
#include "judge/match.h"
#include "wire/json_message.h"

#include <stdlib.h>
#include <string.h>

/* Do all other configurations have the text that the first one has? */
static bool
others_agree(struct match *m, const struct expression *x, const char *text)
{
	for (unsigned i = 1; i < m->config_count; i++) {
		bool has = match_evaluate(m, &m->configs[i], x);
		if (has != (text != NULL) ||
		    (has && strcmp(text, buf_text(&m->scratch)) != 0))
			return false;
	}
	return true;
}

static void
give_up_sending(struct match *m, const struct pattern_event *e,
    const struct compiled_test *t, bool known)
{
	char *why;
	if (known)
		why = mem_printf(
		    "%s cannot be sent: what came can be "
		    "interpreted in more than one way, with different values "
		    "of its attribute '%s'.",
		    e->step->message, t->test->path);
	else if (m->scratch.truncated)
		why = mem_printf("%s cannot be sent: its attribute '%s' "
				 "becomes longer than %d bytes.",
		    e->step->message, t->test->path, EXPRESSION_MAX_BYTES);
	else
		why = mem_printf("%s cannot be sent: its attribute '%s' needs "
				 "'%s', which no message has brought.",
		    e->step->message, t->test->path, t->test->text);
	match_break(m, known ? VERDICT_INCONCLUSIVE : VERDICT_ERROR,
	    known ? FINDING_AMBIGUOUS : FINDING_UNRESOLVED, why);
	free(why);
}

/*
 * The text of an expression, on which all configurations have to agree; NULL if
 * they do not, or if there is no text: the run is then given up.  As
 * match_text().
 */
static const char *
agreed_text(struct match *m, const struct pattern_event *e,
    const struct compiled_test *t, const struct expression *x, char *scratch)
{
	const char *text = match_text(m, &m->configs[0], x, scratch);
	bool agreed = true;
	if (m->config_count > 1) {
		char *first = text ? mem_strdup(text) : NULL;
		agreed = others_agree(m, x, first);
		free(first);
		text = match_text(m, &m->configs[0], x, scratch);
	}
	if (text && agreed)
		return text;
	give_up_sending(m, e, t, text || !agreed);
	return NULL;
}

static void
set_attribute(struct message *message, const char *path,
    enum attribute_type type, const char *text)
{
	int64_t integer;
	if (type == ATTRIBUTE_INTEGER && expression_integer(text, &integer))
		message_set_integer(message, path, integer);
	else if (type == ATTRIBUTE_BOOLEAN)
		message_set_boolean(message, path, strcmp(text, "true") == 0);
	else
		message_set_string(message, path, text);
}

/* A peer's value may have made it longer than a frame can carry. */
static bool
fits_frame(struct match *m, const struct pattern_event *e,
    const struct compiled_test *t, const char *path)
{
	size_t size = strlen(path);
	if (size <= MESSAGE_MAX_PATH_BYTES)
		return true;
	char *why = mem_printf("%s cannot be sent: the name of its attribute "
			       "'%s' becomes %zu bytes long; it may have %d.",
	    e->step->message, t->test->path, size, MESSAGE_MAX_PATH_BYTES);
	match_break(m, VERDICT_ERROR, FINDING_UNRESOLVED, why);
	free(why);
	return false;
}

/* The path needs names filled in. */
static bool
build_named(struct match *m, const struct pattern_event *e,
    const struct compiled_test *t, struct message *message)
{
	char scratch[ATTRIBUTE_TEXT_SIZE], path[MESSAGE_MAX_PATH_BYTES + 1];
	const char *text = agreed_text(m, e, t, &t->path, scratch);
	if (!text || !fits_frame(m, e, t, text))
		return false;
	memcpy(path, text, strlen(text) + 1);
	const char *value = agreed_text(m, e, t, &t->value, scratch);
	if (value)
		set_attribute(message, path, t->sent_type, value);
	return value != NULL;
}

static bool
build_attribute(struct match *m, const struct pattern_event *e,
    const struct compiled_test *t, struct message *message)
{
	char scratch[ATTRIBUTE_TEXT_SIZE];
	bool is_text =
	    t->sent_type == ATTRIBUTE_ANY || t->sent_type == ATTRIBUTE_STRING;
	struct message_path path = { t->test->path, t->path_size };
	if (t->path.pieces.count > 0)
		return build_named(m, e, t, message);
	if (t->literal && is_text) {
		message_put_text(message, &path, t->literal, t->literal_size);
		return true;
	}
	if (t->is_integer) {
		message_put_integer(message, &path, t->integer);
		return true;
	}
	const char *value = agreed_text(m, e, t, &t->value, scratch);
	if (value && is_text)
		message_put_string(message, &path, value);
	else if (value)
		set_attribute(message, t->test->path, t->sent_type, value);
	return value != NULL;
}

/* The values of names may have made it larger than the binding allows. */
static bool
is_sendable(
    struct match *m, const struct pattern_event *e, const struct message *s)
{
	char problem[JSON_PROBLEM_SIZE];
	if (json_message_fits(s, problem))
		return true;
	char *why =
	    mem_printf("%s cannot be sent: %s.", e->step->message, problem);
	match_break(m, VERDICT_ERROR, FINDING_UNRESOLVED, why);
	free(why);
	return false;
}

struct message *
match_build(struct match *m, unsigned event, int64_t reference_id)
{
	static const struct message_path reference_path =
	    MESSAGE_PATH("referenceId", "");
	const struct pattern_event *e = &m->p->events.items[event];
	size_t count = e->tests.count;
	struct message *message =
	    message_start(e->step->message, count + 1, e->text_bytes);

	if (e->spec->kind == MESSAGE_REQUEST && !e->sets_reference)
		message_put_integer(message, &reference_path, reference_id);
	for (size_t i = 0; i < count; i++) {
		if (build_attribute(m, e, &e->tests.items[i], message))
			continue;
		message_unref(message);
		return NULL;
	}
	if (is_sendable(m, e, message))
		return message;
	message_unref(message);
	return NULL;
}
