/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/ladder_from_sketch.h"

static void
add_message(const struct sketch_line *line, enum ladder_direction direction,
    struct ladder *into)
{
	struct ladder_arrow arrow = { .party = line->party,
		.direction = direction,
		.forbidden = line->forbidden,
		.protocol = line->protocol,
		.message = line->text,
		.mark = line->is_marked ? "this one" : NULL,
		.note = line->note };
	ladder_add(into, &arrow);
}

void
ladder_from_sketch(const struct sketch *sketch, struct ladder *into)
{
	for (size_t i = 0; i < sketch->lines.count; i++) {
		const struct sketch_line *line = &sketch->lines.items[i];
		switch (line->kind) {
		case SKETCH_SEND:
			add_message(line, LADDER_TO_SERVER, into);
			break;
		case SKETCH_RECEIVE:
			add_message(line, LADDER_FROM_SERVER, into);
			break;
		case SKETCH_DISCONNECT:
			add_message(line, LADDER_NO_MESSAGE, into);
			break;
		case SKETCH_OPEN:
			ladder_open(into, line->text);
			break;
		case SKETCH_DIVIDE:
			ladder_divide(into, line->text);
			break;
		case SKETCH_CLOSE:
			ladder_close(into);
			break;
		}
	}
	for (size_t i = 0; i < sketch->words.count; i++)
		ladder_explain(into, sketch->words.items[i]);
}
