/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a run's verdicts hold under, in words: what was conceded to the server,
 * which server it was, and how many of the suite's cases were judged.
 *
 * Derived from the recorded facts alone, so a live run, its recording and a
 * merged one say the same.
 */
#ifndef IXC_RECORD_CONCESSION_CONCESSIONS_H
#define IXC_RECORD_CONCESSION_CONCESSIONS_H

#include "core/buf.h"
#include "core/vec.h"
#include "model/event.h"

#include <stdbool.h>

/* All of it is owned; the texts are escaped lines. */
struct concessions {
	VEC(char *) items; /* "R9=open", "background EventPartyAdded" */
	char *scope;       /* "2 of the suite's 30 cases"; NULL: all of them,
			      or unknown */
	char *server;      /* "against the mock"; NULL: against a server */
	bool is_narrowed;  /* an ICS left cases out */
	bool is_probe;     /* nothing was judged but the binding */
	bool is_unknown;   /* the timers and readings are not recorded */
};

/* 'has_derived_tags': of at least one message, the protocol is not sent. */
void concessions_collect(struct concessions *ret, const struct run_facts *run,
    bool has_derived_tags);

void concessions_free(struct concessions *c);

/*
 * Append "2 of the suite's 30 cases, judged against the mock with 1 concession:
 * R9=open", without a newline.  Of a probe: "only the binding was checked,
 * against the mock; no case of a suite was judged".
 */
void concessions_print(struct buf *into, const struct concessions *c);

/* The same of a run, at once. */
void concessions_print_of(
    struct buf *into, const struct run_facts *run, bool has_derived_tags);

/* "2 of the suite's 30 cases", or NULL; the caller frees it. */
char *concessions_scope(const struct run_facts *run);

/* Append a line each of timers, readings and background; all of them. */
void concessions_print_conditions(struct buf *into, const struct target *t);

#endif
