/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A ladder diagram as text: the parties and the server as lifelines, a line per
 * message, in order, with a note next to it.
 *
 *	 agent1   agent2   server
 *	   │────────┼───────▶│  RequestConference  conference
 *	┌ all, within 2s ────┤
 *	│  │        │◀───────│  EventInvite
 *	└────────────────────┘
 *
 * Knows neither fixtures nor runs: its users add the messages, expected or
 * observed.  Protocols differ in their line, not in colour.  A finding is
 * marked where it is, when it is known:
 *
 *	   │        │◀───────│  EventInvite  ! duplicate
 *	 ! EventInvite reached agent2 twice, as #4 and again as #6.
 *	   │◀─ ─ ─ ─┼ ─ ─ ─ ─│  EventAck  ! missing
 */
#ifndef IXC_REPORTS_LADDER_H
#define IXC_REPORTS_LADDER_H

#include "core/buf.h"

#include <stdbool.h>

enum ladder_direction {
	LADDER_TO_SERVER,
	LADDER_FROM_SERVER,
	LADDER_NO_MESSAGE, /* an event of the party's own connection */
};

/* One line of the diagram; texts are copied. */
struct ladder_arrow {
	const char *party; /* of party_names() */
	enum ladder_direction direction;
	bool forbidden;       /* drawn as stopped: it must not come */
	bool is_ghost;        /* drawn with gaps: it did not come */
	unsigned number;      /* to find it again; 0: not needed */
	const char *protocol; /* NULL: none, as without a message */
	const char *message;  /* its name, or what happened instead */
	const char *mark;     /* a word or two that must be seen, or NULL */
	const char *note;     /* or NULL */
};

/* More than any reader looks at; a server in a loop sends without end. */
#define LADDER_ITEMS_MAX 1000

/* Narrower than this, nothing can be drawn. */
#define LADDER_WIDTH_MIN 60
#define LADDER_WIDTH_MAX 160

struct ladder;

struct ladder *ladder_new(void);

/* NULL is fine. */
void ladder_free(struct ladder *l);

/*
 * Add a line.  Lines past LADDER_ITEMS_MAX are only counted.  Texts are escaped
 * and cut.
 */
void ladder_add(struct ladder *l, const struct ladder_arrow *arrow);

/*
 * The same, but after the line with this number and what was inserted there; 0:
 * before all.  At the end if there is no such line.
 */
void ladder_insert(
    struct ladder *l, unsigned number, const struct ladder_arrow *arrow);

/* A text below a line, as wide as the diagram; places as above. */
void ladder_remark(struct ladder *l, unsigned number, const char *text);

/* Give the line with this number, if there is one, a mark. */
void ladder_mark(struct ladder *l, unsigned number, const char *mark);

/* A frame with a title begins; another part of it begins; it ends. */
void ladder_open(struct ladder *l, const char *title);
void ladder_divide(struct ladder *l, const char *title);
void ladder_close(struct ladder *l);

/*
 * Draw one line, which says 'what', instead of everything before the exchange
 * to which the item with this number belongs: before the party's own message
 * that led to it.  Nothing when that is not much.  For a diagram without
 * frames, before anything is inserted in it.
 */
void ladder_fold(struct ladder *l, unsigned number, const char *what);

/* A line below the diagram: what a word in it means. */
void ladder_explain(struct ladder *l, const char *text);

/*
 * Append the diagram, at most 'width' columns wide, and below it the key to the
 * protocols.  'ascii': nothing beyond ASCII.  Nothing at all without an item.
 * Every frame must be closed.
 */
void ladder_print(
    const struct ladder *l, unsigned width, bool ascii, struct buf *into);

/* The same for the last 'most' items of a diagram without frames. */
void ladder_print_end(const struct ladder *l, size_t most, unsigned width,
    bool ascii, struct buf *into);

#endif
