/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The messages of one case, for the diagram that a page draws of it: collected
 * while the case runs, written as compact JSON when it is over.
 *
 * Between the stream of run events and html.c; reports/html/ladder.js reads
 * what this writes.  A step is a list
 *
 *	[label, milliseconds since the step before, number, place, reference,
 *	 mark, text]
 *
 * cut after its last significant member.  A label is a list [party, kind,
 * protocol, name], a place "file:line"; both are numbers of strings.  A message
 * that should have come and did not is a separate step, where it should have
 * been.
 */
#ifndef IXC_REPORTS_HTML_HTML_STEPS_H
#define IXC_REPORTS_HTML_HTML_STEPS_H

#include "core/buf.h"
#include "core/vec.h"
#include "model/event.h"
#include "reports/string_table.h"
#include "wire/json_writer.h"

#include <stdint.h>

/* More than any reader looks at; a server in a loop sends without end. */
#define HTML_STEPS_MAX 1000

/* What a step is to the finding; ladder.js knows these numbers. */
enum html_mark {
	HTML_PLAIN,
	HTML_FIRST, /* a message that came again */
	HTML_WRONG, /* what the finding is about */
	HTML_GHOST, /* what did not come */
};

/* How a label's line is drawn; ladder.js knows these, too. */
enum html_kind {
	HTML_SENT,
	HTML_RECEIVED,
	HTML_DISCONNECTS,  /* the runner closes the party's connection */
	HTML_DISCONNECTED, /* the server does */
	HTML_MALFORMED,
};

struct html_step {
	unsigned label;
	unsigned number; /* in the case's transcript; 0: it did not come */
	unsigned place;  /* number of a phrase, + 1; 0: none */
	bool is_sent;    /* by the runner */
	bool is_main;    /* of the case itself; only with a place */
	enum html_mark mark;
	int64_t time_ns;   /* since the case started */
	int64_t reference; /* or -1 */
	char *text;        /* owned, or NULL */
};

/* What all cases share. */
struct html_strings {
	struct string_table labels; /* as JSON */
	struct string_table places;
};

/* How many bytes of details may still be written. */
struct html_budget {
	size_t passed, others;
};

/* Zero-filled is empty. */
struct html_steps {
	VEC(struct html_step) items;
	uint64_t dropped; /* past the limit */
};

/* Start the strings with the one that represents any beyond the limit. */
void html_strings_init(struct html_strings *p);

void html_strings_free(struct html_strings *p);

/* Keep a RUN_STIMULUS or RUN_OBSERVATION that is about the case. */
void html_steps_take(struct html_steps *s, const struct run_event *event,
    struct html_strings *strings);

/*
 * Append the steps as one line of JSON, which is safe inside of a script, and
 * empty 's'.  'outcome' NULL: the case never ended.
 */
void html_steps_print(struct html_steps *s, const struct outcome *outcome,
    struct html_strings *strings, struct html_budget *budget, struct buf *into);

/* A JSON string that is safe inside of a script. */
void html_add_string(struct json_writer *w, const char *text);

void html_steps_free(struct html_steps *s);

#endif
