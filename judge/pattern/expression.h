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
/* Of a regular expression with the values of names filled in. */
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
	bool literal; /* TEXT that the author wrote, not a name */
	char *text;   /* owned */
	unsigned event;
	unsigned party;
};

struct expression {
	VEC(struct piece) pieces;
};

/*
 * What a target provides to one run of a case.  Arrays are indexed by party;
 * entries of parties that are not agents are NULL.  Borrowed texts, valid for
 * the run.
 */
struct lease {
	const char *const *agent_ids;
	const char *const *place_ids;
	const char *queue, *queue2;
	const char *workbin;
	/*
	 * Which case has left something there, as half a sentence; NULL: none
	 * is known.
	 */
	const char *left_in_queue, *left_in_queue2;
	const char *left_in_workbin;
	const char *interaction;
	const char *unique; /* "RUN-N": RUN is the same for all cases of a
			     * run */
	/*
	 * What was given to all cases of the run; NULL: there is no other case.
	 */
	const struct ledger *ledger;
};

/* Text of an attribute of what happened at an event, or NULL: none. */
struct expression_source {
	const struct lease *lease;
	bool quote; /* the values of names match literally in a regex */
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

/* The text of the piece, unless it is an attribute; NULL: not available. */
const char *piece_lent(const struct piece *piece, const struct lease *lease);

/*
 * Its text without a copy, if it has one piece; otherwise evaluated into
 * 'into'.  NULL when a piece has no text (yet).  Valid until 'into' or
 * 'scratch' (ATTRIBUTE_TEXT_SIZE bytes) change.
 */
const char *expression_text(const struct expression *e,
    const struct expression_source *source, struct buf *into, char *scratch);

/* The whole number in a text; false if it is not one. */
bool expression_integer(const char *text, int64_t *ret);

#endif
