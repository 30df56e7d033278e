/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The seals of a recording: lines that hold the SHA-256 of those before them,
 * so that none can be changed, added, removed or moved alone.
 *
 * A seal covers the lines from the seal before it, which is among them, up to
 * its own, so the seals are a chain; the one at the end stands for the whole
 * file.  Nothing is signed: who can write a file can seal it.
 * record/ndjson.h writes them, record/record_file.h has them checked.
 */
#ifndef IXC_RECORD_SEAL_SEAL_H
#define IXC_RECORD_SEAL_SEAL_H

#include "core/buf.h"
#include "record/seal/digest.h"

#include <stdbool.h>
#include <stddef.h>

/* The word of such a line. */
#define SEAL_EVENT "seal"

/*
 * A seal follows when so many bytes have none, about what a case takes: a part
 * that was changed is named no more exactly than that, and of a run that was
 * killed so much is not sealed.
 */
#define SEAL_BYTES ((size_t)16 << 10)

enum seal_state {
	SEAL_NONE,   /* there is none, as in older recordings */
	SEAL_WHOLE,  /* all lines are as they were written */
	SEAL_OPEN,   /* the same, but there is none at the end */
	SEAL_BROKEN, /* some are not */
};

/* What the seals show. */
struct seal_account {
	enum seal_state state;
	unsigned line_count; /* of the file so far */
	unsigned seal_count;
	unsigned open_count; /* lines after the last seal */
	/* The first part that is not as it was written: */
	unsigned first_line, last_line;
	long surplus; /* so many lines are too many there; < 0: too few */
	unsigned broken_count;       /* how many such parts there are */
	char last[DIGEST_TEXT_SIZE]; /* of the newest seal; "" without one */
};

struct seal_check;

struct seal_check *seal_check_new(void);

/* The next line, with its newline, which is no seal. */
void seal_check_add(struct seal_check *c, const char *line, size_t size);

/*
 * The next line is a seal: it says that it is the line of that number, and the
 * digest ('sha256' may be NULL, or anything).
 */
void seal_check_seal(struct seal_check *c, const char *line, size_t size,
    unsigned number, const char *sha256, bool is_last);

/* What is known so far. */
struct seal_account seal_check_account(const struct seal_check *c);

/* NULL is fine. */
void seal_check_free(struct seal_check *c);

/* Of that sentence. */
#define SEAL_MAX_BYTES 1024

/*
 * Append what is wrong, as a sentence: "Lines 41 to 97 are not as they were
 * written."  Nothing for a whole one.
 */
void seal_print(struct buf *into, const struct seal_account *a);

#endif
