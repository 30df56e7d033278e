/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What makes a recording doubtful, by itself and by what it names: its seals,
 * its list of cases, the embedded target, numbers and times of what was sent
 * and observed, and the digests of the suite's files.
 *
 * A sink of the events of a recording, next to the replay that judges it;
 * without them, what its seals and its first lines show.  Says nothing about
 * the server.  For check, and all who rely on a recording (docs/evidence.md).
 */
#ifndef IXC_EVIDENCE_EVIDENCE_H
#define IXC_EVIDENCE_EVIDENCE_H

#include "evidence/at_hand.h"
#include "evidence/doubt.h"
#include "model/event.h"
#include "record/recording.h"

struct evidence_setup {
	const struct run_facts *run; /* as recorded; lives as long */
	struct at_hand at_hand;      /* borrowed for the call */
	bool accepts_other_suite;    /* then that is a note */
	/* It has to have the seals and the numbers of frames that a run of this
	 * version records; others may be older, or of other tools. */
	bool is_certified;
};

struct evidence;

struct evidence *evidence_new(const struct evidence_setup *setup);

/* Where to send the events of the recording. */
struct sink *evidence_sink(struct evidence *e);

/* After all events; once.  Lives as long as the evidence. */
const struct doubts *evidence_finish(
    struct evidence *e, const struct recording *r);

/*
 * What a recording that was read shows of itself, without the events and the
 * suite, as doubts_print() has it, but no notes.  False when it is in doubt.
 */
bool evidence_print(
    const struct recording *r, const char *path, struct buf *into);

/* NULL is fine. */
void evidence_free(struct evidence *e);

#endif
