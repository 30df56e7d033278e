/* SPDX-License-Identifier: Apache-2.0 */
#include "model/step_copy.h"

#include "core/buf.h"
#include "model/template.h"
#include "wire/message.h"

#include <string.h>

/* Names only get a little longer: "agent" becomes "agent2". */
#define TEXT_MAX_BYTES ((size_t)1 << 20)

/* The position of the party of a name in braces ("agent2.agentId"), or -1. */
static int
position_in(const struct template_piece *name)
{
	const char *dot = memchr(name->bytes, '.', name->size);
	return dot ? party_position_of(name->bytes, (size_t)(dot - name->bytes))
		   : -1;
}

/* "agent2.agentId" may have become "agent3.agentId"; all else is as it was. */
static void
add_name(
    struct buf *b, const struct template_piece *name, const struct cast *cast)
{
	int position = position_in(name);
	size_t size = 0;
	buf_add_char(b, '{');
	if (position >= 0) {
		buf_add_text(b, party_names()[cast->actual[position]]);
		size = strlen(party_names()[position]);
	}
	buf_add(b, name->bytes + size, name->size - size);
	buf_add_char(b, '}');
}

static char *
recast(const char *text, const struct cast *cast)
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

/* Does it name a party that is another one there? */
static bool
is_recast(const char *text, const struct cast *cast)
{
	struct template_piece piece;
	for (const char *cursor = text;
	     text && template_next(&cursor, &piece);) {
		int position = piece.is_name ? position_in(&piece) : -1;
		if (position >= 0 && cast->actual[position] != position)
			return true;
	}
	return false;
}

/* Its texts are those of the original, unless they name other parties. */
static struct attribute_test
copy_attribute(const struct attribute_test *a, const struct cast *cast)
{
	struct attribute_test copy = *a;
	copy.is_borrowed =
	    !is_recast(a->path, cast) && !is_recast(a->text, cast);
	if (copy.is_borrowed)
		return copy;
	char *path = recast(a->path, cast);
	copy.path = message_path_text(path);
	free(path);
	copy.text = recast(a->text, cast);
	copy.capture = a->capture ? mem_strdup(a->capture) : NULL;
	return copy;
}

struct step *
step_copy(
    const struct step *s, const struct cast *cast, const struct step *play)
{
	struct step *copy = mem_alloc(sizeof(*copy));
	const char *actual = s->party ? cast_actual(cast, s->party) : NULL;
	*copy = *s;
	copy->party = actual ? actual : s->party;
	copy->cast = cast_compose(cast, &s->cast);
	copy->play = play;
	memset(&copy->attributes, 0, sizeof(copy->attributes));
	memset(&copy->children, 0, sizeof(copy->children));
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
