/* SPDX-License-Identifier: Apache-2.0 */
#include "model/sketch.h"

#include "core/mem.h"

#include <string.h>

const char *
sketch_kind_name(enum sketch_kind kind)
{
	switch (kind) {
	case SKETCH_SEND:
		return "send";
	case SKETCH_RECEIVE:
		return "receive";
	case SKETCH_DISCONNECT:
		return "disconnect";
	case SKETCH_OPEN:
		return "open";
	case SKETCH_DIVIDE:
		return "divide";
	case SKETCH_CLOSE:
		return "close";
	}
	return "";
}

static char *
copy(const char *text)
{
	return text ? mem_strdup(text) : NULL;
}

static bool
nests(const struct sketch *s, enum sketch_kind kind)
{
	switch (kind) {
	case SKETCH_OPEN:
		return s->depth < SKETCH_DEPTH_MAX;
	case SKETCH_DIVIDE:
	case SKETCH_CLOSE:
		return s->depth > 0;
	case SKETCH_SEND:
	case SKETCH_RECEIVE:
	case SKETCH_DISCONNECT:
		break;
	}
	return true;
}

bool
sketch_add(struct sketch *s, const struct sketch_line *line)
{
	struct sketch_line own = *line;
	if (!nests(s, line->kind))
		return false;
	s->depth += line->kind == SKETCH_OPEN;
	s->depth -= line->kind == SKETCH_CLOSE;
	own.party = copy(line->party);
	own.text = copy(line->text);
	own.protocol = copy(line->protocol);
	own.note = copy(line->note);
	vec_push(&s->lines, own);
	return true;
}

void
sketch_explain(struct sketch *s, const char *text)
{
	for (size_t i = 0; i < s->words.count; i++)
		if (strcmp(s->words.items[i], text) == 0)
			return;
	vec_push(&s->words, mem_strdup(text));
}

void
sketch_clear(struct sketch *s)
{
	for (size_t i = 0; i < s->lines.count; i++) {
		free((char *)s->lines.items[i].party);
		free((char *)s->lines.items[i].text);
		free((char *)s->lines.items[i].protocol);
		free((char *)s->lines.items[i].note);
	}
	for (size_t i = 0; i < s->words.count; i++)
		free(s->words.items[i]);
	vec_free(&s->words);
	vec_free(&s->lines);
	free(s->title);
	*s = (struct sketch){ 0 };
}
