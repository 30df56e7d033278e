/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a case requires, as the lines of a ladder diagram: data that a recording
 * can hold, so that a report made later shows it without the fixtures.
 *
 * Sits between the code that knows fixtures and the code that draws; judges
 * nothing.
 */
#ifndef IXC_MODEL_SKETCH_H
#define IXC_MODEL_SKETCH_H

#include "core/vec.h"

#include <stdbool.h>

enum sketch_kind {
	SKETCH_SEND,       /* by a party, to the server */
	SKETCH_RECEIVE,    /* by a party, from the server */
	SKETCH_DISCONNECT, /* of a party */
	SKETCH_OPEN,       /* a block begins: 'text' is its title */
	SKETCH_DIVIDE,     /* another part of it begins */
	SKETCH_CLOSE,      /* it ends */
};
#define SKETCH_KIND_COUNT (SKETCH_CLOSE + 1)

/* Blocks in blocks; the fixture's own limit is lower. */
#define SKETCH_DEPTH_MAX 64

/* In a sketch, it owns its texts. */
struct sketch_line {
	enum sketch_kind kind;
	const char *party;    /* of party_names(); NULL: no message */
	const char *text;     /* the message, or a title; NULL with CLOSE */
	const char *protocol; /* NULL: none is named */
	const char *note;     /* NULL or "": nothing more to say */
	bool forbidden;       /* it must not come */
	bool is_marked;       /* the finding is about it */
	unsigned line;        /* of the fixture; 0: of a block */
};

struct sketch {
	char *title; /* owned: the case, or its preamble */
	VEC(struct sketch_line) lines;
	VEC(char *)
	words;          /* owned: what words in the notes mean, a line each */
	unsigned depth; /* blocks that are open */
};

/* "send", "receive", "disconnect", "open", "divide", "close"; static. */
const char *sketch_kind_name(enum sketch_kind kind);

/*
 * Append a line, whose texts are copied.  False, and nothing is added, when
 * blocks would not nest or are too deep.
 */
bool sketch_add(struct sketch *s, const struct sketch_line *line);

/* Explain a word of the diagram, once, below it; the text is copied. */
void sketch_explain(struct sketch *s, const char *text);

/* Release what it owns and make it empty. */
void sketch_clear(struct sketch *s);

#endif
