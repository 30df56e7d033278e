/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/match/expression.h"

#include "wire/message.h"

void
expression_free(struct expression *e)
{
	for (size_t i = 0; i < e->pieces.count; i++)
		free(e->pieces.items[i].text);
	vec_free(&e->pieces);
}

static const char *
piece_text(const struct piece *piece, const struct expression_source *source,
    char *scratch)
{
	switch (piece->kind) {
	case PIECE_TEXT:
		return piece->text;
	case PIECE_ATTRIBUTE:
		return source->attribute(
		    source->context, piece->event, piece->text, scratch);
	case PIECE_AGENT_ID:
		return source->lease->agent_ids[piece->party];
	case PIECE_PLACE_ID:
		return source->lease->place_ids[piece->party];
	case PIECE_QUEUE:
		return source->lease->queue;
	case PIECE_WORKBIN:
		return source->lease->workbin;
	case PIECE_INTERACTION:
		return source->lease->interaction;
	case PIECE_UNIQUE:
		return source->lease->unique;
	}
	return NULL;
}

bool
expression_evaluate(const struct expression *e,
    const struct expression_source *source, struct buf *into,
    const struct piece **ret_missing)
{
	buf_clear(into);
	for (size_t i = 0; i < e->pieces.count; i++) {
		char scratch[ATTRIBUTE_TEXT_SIZE];
		const struct piece *piece = &e->pieces.items[i];
		const char *text = piece_text(piece, source, scratch);
		if (!text || !buf_add_text(into, text)) {
			if (ret_missing)
				*ret_missing = piece;
			return false;
		}
	}
	return true;
}
