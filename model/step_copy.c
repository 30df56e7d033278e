/* SPDX-License-Identifier: Apache-2.0 */
#include "model/step_copy.h"

#include "core/buf.h"
#include "model/template.h"
#include "wire/message.h"

#include <string.h>

/* Names only get a little longer: "agent" becomes "agent2". */
#define TEXT_MAX_BYTES ((size_t)1 << 20)

static char *
copy_text(const char *text)
{
	return text ? mem_strdup(text) : NULL;
}

static char *
copy_party(const char *party, const struct cast *cast)
{
	const char *actual = party ? cast_actual(cast, party) : NULL;
	return copy_text(actual ? actual : party);
}

/* "agent2.agentId" may have become "agent3.agentId"; all else is as it was. */
static void
add_name(
    struct buf *b, const struct template_piece *name, const struct cast *cast)
{
	const char *dot = memchr(name->bytes, '.', name->size);
	size_t size = dot ? (size_t)(dot - name->bytes) : 0;
	char *party = mem_strndup(name->bytes, size);
	const char *actual = cast_actual(cast, party);
	buf_add_char(b, '{');
	if (actual)
		buf_add_text(b, actual);
	else
		buf_add(b, party, size);
	buf_add(b, name->bytes + size, name->size - size);
	buf_add_char(b, '}');
	free(party);
}

static char *
copy_template(const char *text, const struct cast *cast)
{
	struct template_piece piece;
	struct buf b;
	if (!text)
		return NULL;
	buf_init(&b, TEXT_MAX_BYTES);
	for (const char *cursor = text; *cursor;) {
		const char *start = cursor;
		template_next(&cursor, &piece);
		if (piece.is_name && piece.size)
			add_name(&b, &piece, cast);
		else
			buf_add(&b, start, (size_t)(cursor - start));
	}
	return buf_take(&b);
}

static struct attribute_test
copy_attribute(const struct attribute_test *a, const struct cast *cast)
{
	struct attribute_test copy = *a;
	char *path = copy_template(a->path, cast);
	copy.path = message_path_text(path);
	free(path);
	copy.text = copy_template(a->text, cast);
	copy.capture = copy_text(a->capture);
	return copy;
}

static const struct time_sum *
copy_sum(const struct time_sum *from)
{
	if (!from->given)
		return from;
	struct time_sum *copy = mem_alloc(sizeof(*copy));
	*copy = *from;
	memset(&copy->terms, 0, sizeof(copy->terms));
	copy->text = copy_text(from->text);
	for (size_t i = 0; i < from->terms.count; i++) {
		struct time_term term = from->terms.items[i];
		term.timer = copy_text(term.timer);
		vec_push(&copy->terms, term);
	}
	return copy;
}

static const struct condition *
copy_condition(const struct condition *from)
{
	if (!from->reading)
		return &no_condition;
	struct condition *copy = mem_zalloc(sizeof(*copy));
	copy->at = from->at;
	copy->reading = mem_strdup(from->reading);
	for (size_t i = 0; i < from->values.count; i++)
		vec_push(&copy->values, mem_strdup(from->values.items[i]));
	return copy;
}

static void
copy_window(struct window *into, const struct window *from)
{
	into->within = copy_sum(from->within);
	into->not_before = copy_sum(from->not_before);
	into->since = copy_text(from->since);
	into->since_at = from->since_at;
}

/* Its bindings were made to its cast. */
static struct preamble *
copy_played(const struct preamble *from)
{
	if (!from)
		return NULL;
	struct preamble *copy = mem_zalloc(sizeof(*copy));
	copy->phase = mem_strdup(from->phase);
	copy->case_name = copy_text(from->case_name);
	copy->id = copy_text(from->id);
	copy->at = from->at;
	copy->case_at = from->case_at;
	copy->target = from->target;
	return copy;
}

struct step *
step_copy(
    const struct step *s, const struct cast *cast, const struct step *play)
{
	struct step *copy = step_new(s->kind, &s->at);
	copy->when = copy_condition(s->when);
	copy_window(&copy->window, &s->window);
	copy->id = copy_text(s->id);
	copy->party = copy_party(s->party, cast);
	copy->message = copy_text(s->message);
	copy->spec = s->spec;
	copy->protocol = copy_text(s->protocol);
	copy->answers = copy_text(s->answers);
	copy->answers_at = s->answers_at;
	copy->answered_later = s->answered_later;
	copy->min = s->min;
	copy->max = s->max;
	copy->that = copy_text(s->that);
	copy->played = copy_played(s->played);
	copy->cast = cast_compose(cast, &s->cast);
	copy->play = play;
	for (size_t i = 0; i < s->attributes.count; i++) {
		struct attribute_test a =
		    copy_attribute(&s->attributes.items[i], cast);
		vec_push(&copy->attributes, a);
	}
	const struct step *around = s->kind == STEP_PLAY ? copy : play;
	for (size_t i = 0; i < s->children.count; i++) {
		struct step *child =
		    step_copy(s->children.items[i], cast, around);
		vec_push(&copy->children, child);
	}
	vec_fit(&copy->attributes);
	vec_fit(&copy->children);
	return copy;
}
