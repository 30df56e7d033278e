/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values with names in braces, compiled: each name is resolved once to where
 * its text will come from.
 */
#ifndef IXC_JUDGE_PATTERN_EXPRESSION_H
#define IXC_JUDGE_PATTERN_EXPRESSION_H

#include "core/buf.h"
#include "core/text/ere.h"
#include "core/vec.h"

#include <stdbool.h>

struct ledger;

/* Longest value after substitution. */
#define EXPRESSION_MAX_BYTES 65536
/* Of a regular expression in which the values of names stand. */
#define EXPRESSION_MAX_STATES (ERE_MAX_STATES + EXPRESSION_MAX_BYTES)

enum piece_kind {
	PIECE_TEXT,      /* literal, or a value of the target */
	PIECE_ATTRIBUTE, /* attribute 'text' of event 'event' */
	PIECE_AGENT_ID,  /* of party 'party' */
	PIECE_PLACE_ID,  /* of party 'party' */
	PIECE_QUEUE,
	PIECE_QUEUE2,
	PIECE_WORKBIN,
	PIECE_INTERACTION,
	PIECE_UNIQUE,
};

struct piece {
	enum piece_kind kind;
	bool literal; /* TEXT that the author wrote, no name */
	char *text;   /* owned */
	unsigned event;
	unsigned party;
};

struct expression {
	VEC(struct piece) pieces;
};

/*
 * What a target lends to one run of a case.  Arrays are indexed by party;
 * entries of parties that are no agents are NULL.  Borrowed texts, valid for
 * the run.
 */
struct lease {
	const char *const *agent_ids;
	const char *const *place_ids;
	const char *queue, *queue2;
	const char *workbin;
	/* Who has left something there, as half a sentence; NULL: nobody, as
	   far as is known. */
	const char *left_in_queue, *left_in_queue2;
	const char *left_in_workbin;
	const char *interaction;
	const char *unique; /* "RUN-N": of all cases of a run, RUN is one */
	/* What was lent to all cases of the run; NULL: to no other one. */
	const struct ledger *ledger;
};

/* Text of an attribute of what happened at an event, or NULL: none. */
struct expression_source {
	const struct lease *lease;
	bool quote; /* what names stand for matches itself in a regex */
	const void *context;
	const char *(*attribute)(const void *context, unsigned event,
	    const char *path, char *scratch);
};

void expression_free(struct expression *e);

/*
 * Evaluate into 'into', which is cleared first.  False when a piece has no text
 * (yet).
 */
bool expression_evaluate(const struct expression *e,
    const struct expression_source *source, struct buf *into);

/* What the piece stands for, unless it is an attribute; NULL: not lent. */
const char *piece_lent(const struct piece *piece, const struct lease *lease);

/*
 * Its text without a copy, where it is of one piece; else evaluated into
 * 'into'.  NULL when a piece has no text (yet).  Valid until 'into' or
 * 'scratch' (ATTRIBUTE_TEXT_SIZE bytes) change.
 */
const char *expression_text(const struct expression *e,
    const struct expression_source *source, struct buf *into, char *scratch);

/* The whole number that a text is; false when it is none. */
bool expression_integer(const char *text, int64_t *ret);

#endif
