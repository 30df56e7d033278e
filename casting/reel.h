/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A take as others get it: the lines of a plain transcript, or the events of a
 * run.
 */
#ifndef IXC_CASTING_REEL_H
#define IXC_CASTING_REEL_H

#include "casting/take.h"
#include "core/buf.h"

#include <stdbool.h>

/*
 * Its lines in a plain transcript (docs/transcript.md), as the case of that
 * name; the first case of a transcript says what its times are.  False: it is
 * too large for the buffer.
 */
bool reel_write(const struct take *t, const struct footage *f, const char *name,
    bool is_first, struct buf *into);

/*
 * Its facts as the events of a run of nothing else, which is in the take.
 * True: without all of them (struct sequence).
 */
bool reel_play(
    const struct take *t, const struct footage *f, struct sink *sink);

#endif
