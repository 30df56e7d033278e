/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A reason to doubt a recording: it is not as it was written, does not agree
 * with itself, or is not about what it is judged by.
 */
#ifndef IXC_EVIDENCE_DOUBT_H
#define IXC_EVIDENCE_DOUBT_H

#include "core/buf.h"
#include "core/vec.h"

#include <stdbool.h>

/* Where it was found. */
enum doubt_kind {
	DOUBT_NOTE,    /* no doubt: worth knowing, such as an older format */
	DOUBT_SEAL,    /* the seals (record/seal/seal.h) */
	DOUBT_SUITE,   /* files that differ from those that are there */
	DOUBT_TARGET,  /* the embedded target file */
	DOUBT_CASES,   /* the list of cases; some are missing */
	DOUBT_NUMBERS, /* numbers of frames and of stimuli */
	DOUBT_TIMES,   /* the two clocks */
};

struct doubt {
	enum doubt_kind kind;
	char *sentence; /* one line, escaped; owned */
	char *lacks;    /* the path of the case that is missing, or NULL */
};

/* Of all of them; a recording may be as doubtful as it likes. */
#define DOUBTS_MAX_BYTES ((size_t)16 << 20)

/* Zero-filled: none. */
struct doubts {
	VEC(struct doubt) items;
	bool is_other_suite_accepted; /* then what is about it is a note */
};

/* What the format makes may hold anything: it is escaped here. */
void doubts_add(struct doubts *d, enum doubt_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Of DOUBT_CASES: that one is missing, in which way ("has no end"). */
void doubts_add_lack(struct doubts *d, const char *path, const char *how);

/* How many are no notes; of a kind, or of all but one. */
unsigned doubts_count(const struct doubts *d, enum doubt_kind kind);
unsigned doubts_count_but(const struct doubts *d, enum doubt_kind kind);

/*
 * Append a line for each: "doubt: Lines 41 to 97 are not as they were
 * written.", with the name of the file if 'path' is not NULL.
 */
void doubts_print(const struct doubts *d, const char *path, struct buf *into);

void doubts_free(struct doubts *d);

#endif
