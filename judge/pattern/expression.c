/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/pattern/expression.h"

#include "wire/message.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void
expression_free(struct expression *e)
{
	for (size_t i = 0; i < e->pieces.count; i++)
		free(e->pieces.items[i].text);
	vec_free(&e->pieces);
}

const char *
piece_lent(const struct piece *piece, const struct lease *lease)
{
	switch (piece->kind) {
	case PIECE_TEXT:
		return piece->text;
	case PIECE_ATTRIBUTE:
		return NULL;
	case PIECE_AGENT_ID:
		return lease->agent_ids[piece->party];
	case PIECE_PLACE_ID:
		return lease->place_ids[piece->party];
	case PIECE_QUEUE:
		return lease->queue;
	case PIECE_QUEUE2:
		return lease->queue2;
	case PIECE_WORKBIN:
		return lease->workbin;
	case PIECE_INTERACTION:
		return lease->interaction;
	case PIECE_UNIQUE:
		return lease->unique;
	}
	return NULL;
}

static const char *
piece_text(const struct piece *piece, const struct expression_source *source,
    char *scratch)
{
	if (piece->kind == PIECE_ATTRIBUTE)
		return source->attribute(
		    source->context, piece->event, piece->text, scratch);
	return piece_lent(piece, source->lease);
}

/* In a group, so that a repetition after it applies to the whole. */
static bool
add_quoted(struct buf *into, const char *text)
{
	bool added = buf_add_char(into, '(');
	for (; *text && added; text++) {
		if (strchr(".[]()*+?{}^$|\\", *text))
			added = buf_add_char(into, '\\');
		added = added && buf_add_char(into, *text);
	}
	return added && buf_add_char(into, ')');
}

const char *
expression_text(const struct expression *e,
    const struct expression_source *source, struct buf *into, char *scratch)
{
	if (e->pieces.count == 1 && !source->quote)
		return piece_text(&e->pieces.items[0], source, scratch);
	return expression_evaluate(e, source, into) ? buf_text(into) : NULL;
}

bool
expression_evaluate(const struct expression *e,
    const struct expression_source *source, struct buf *into)
{
	buf_clear(into);
	for (size_t i = 0; i < e->pieces.count; i++) {
		char scratch[ATTRIBUTE_TEXT_SIZE];
		const struct piece *piece = &e->pieces.items[i];
		const char *text = piece_text(piece, source, scratch);
		bool quote = source->quote && !piece->literal;
		if (!text ||
		    !(quote ? add_quoted(into, text)
			    : buf_add_text(into, text))) {
			return false;
		}
	}
	return true;
}

bool
expression_integer(const char *text, int64_t *ret)
{
	char *end;
	errno = 0;
	*ret = strtoll(text, &end, 10);
	return *text && !*end && errno == 0;
}
