/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether two sentences of the judge say the same, ignoring what differs from
 * case to case and from run to run.
 */
#ifndef IXC_COMPARE_WORDING_H
#define IXC_COMPARE_WORDING_H

#include "core/buf.h"
#include "model/event.h"

/*
 * Append the text without numbers, times and ids; the names of parties stay.
 */
void wording_add(const char *text, struct buf *into);

/*
 * What cases that could not be judged for the same reason have in common: the
 * preamble to blame, or that the server could not be reached; and the part of
 * the sentence that says what came.  NULL for any other case; the caller frees
 * it.
 */
char *wording_of_reason(const struct run_case *test, enum verdict verdict,
    const char *preamble, const char *sentence);

#endif
