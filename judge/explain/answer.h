/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Answers: which request an answer belongs to, and which answers cannot be
 * right whatever else the server does: one of the wrong kind, a second one, one
 * that comes too early or must not come at all.
 *
 * A request that is refused, or wrongly acknowledged, explains what is missing
 * or too much after it, so it is looked for separately from the search for
 * edits.
 */
#ifndef IXC_JUDGE_EXPLAIN_ANSWER_H
#define IXC_JUDGE_EXPLAIN_ANSWER_H

#include "judge/match_data.h"

/*
 * The record of the request that the record answers, by its reference
 * and at its party; -1: none.
 */
int match_request_of(const struct match *m, unsigned record);

/* The record of an earlier answer to the same request, or -1. */
int match_first_answer(const struct match *m, unsigned record);

/* Is the event an answer to the request of that record? */
bool match_answers_event(
    const struct match *m, const struct pattern_event *e, int request);

/*
 * Is it rather an answer to another request, under the wrong reference?  To one
 * that the case needs and that was not answered, while its own request was
 * answered before or needs no answer.  Never where it was expected.
 */
bool match_is_for_another(struct match *m, unsigned record);

/* How long the fastest answer took: the way to the server and back. */
int64_t match_fastest_answer_ns(const struct match *m);

/* Has no timer of the server had a part in what comes so soon after a request?
 */
bool match_is_prompt(const struct match *m, int64_t after_ns);

/*
 * The first of the answers that cannot be right in the first configuration; in
 * *ret_ns the time since when it explains what is wrong.  False if there is no
 * such answer; the time is then never.
 */
bool match_find_wrong_answer(
    struct match *m, struct divergence *ret, int64_t *ret_ns);

/*
 * Of an answer of the wrong kind that is perhaps no more than a breach of a
 * "should": has the same request caused what an absent forbids?  That is then
 * the finding.
 */
bool match_find_effect(
    struct match *m, const struct divergence *answer, struct divergence *ret);

#endif
