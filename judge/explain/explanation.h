/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the parts of an explanation share; private to judge.
 *
 *	cause.c    what went wrong first, the verdict, and what else is to be
 *said sentence.c the sentence of a finding, with answer_sentence.c and
 *		   surplus_sentence.c
 *	wording.c  the words that several sentences have in common
 *	other_reading.c  the reading under which it would have passed
 *	explain_lines.c  what was expected and what was observed, in lines
 *	explain_place.c  where that is in the transcript
 *	difference.c  the one thing in which they differ
 */
#ifndef IXC_JUDGE_EXPLAIN_EXPLANATION_H
#define IXC_JUDGE_EXPLAIN_EXPLANATION_H

#include "judge/match_data.h"

#define EXPLAIN_LINE_MAX_BYTES 4096
/* Characters of a peer's value that are shown. */
#define EXPLAIN_VALUE_CHARACTERS 60

struct explanation {
	struct match *m;
	struct divergence d;
	bool is_cut_short; /* the search for the cause took too many steps */
	uint64_t reread_steps; /* so far, under other readings */
	int doubt; /* the <while> whose timer may be the cause of it, or -1 */
	struct buf sentence;
};

static inline const char *
party_name(const struct explanation *x, unsigned party)
{
	return x->m->p->parties.items[party].name;
}

static inline const struct pattern_event *
event_at(const struct explanation *x, int event)
{
	return &x->m->p->events.items[event];
}

static inline const struct record *
record_at(const struct explanation *x, int record)
{
	return &x->m->records.items[record];
}

/* Fills in the outcome of a run that has diverged. */
void match_explain(struct match *m, struct outcome *ret);

/*
 * The event that should have come where the finding is: a missing message says
 * more than one that came too early.  -1: none.  *ret_is_cause: it is not the
 * one replaced, but should have come before it.
 */
int explain_wanted(const struct explanation *x, bool *ret_is_cause);

/*
 * "RequestPing of agent1", "EventInvite", "the start of the case": from when a
 * bound counts.
 */
void explain_since(struct explanation *x, const struct bound *b);

/*
 * "RequestPing of agent1", or, if the party has sent several, "RequestPing of
 * agent1 (#22)".
 */
void explain_stimulus(struct explanation *x, int stimulus);

/* "another RequestPing of agent1", of one that was not sent. */
void explain_unsent(
    struct explanation *x, const struct pattern_event *stimulus);

/*
 * " after RequestPong of agent2", if that may be the cause of a second answer;
 * otherwise nothing.
 */
void explain_new_cause(struct explanation *x);

/* The sentence of the finding. */
void explain_finding(struct explanation *x);

/*
 * "EventLeft about agent1 reached agent2", for an event: with the party that it
 * is about.
 */
void explain_reached_about(struct explanation *x, int record);

/* The same for a message that is one too many. */
void explain_unexpected(struct explanation *x);
void explain_duplicate(struct explanation *x);
void explain_wrong_protocol(struct explanation *x);

/*
 * " with reference 11, which is no request of this party.": the end of the
 * sentence.
 */
void explain_foreign_reference(struct explanation *x);

/*
 * "RequestReject of agent2 was refused with error 1014, 'no such ticket'":
 * false when the message answers no request of its party.
 */
bool explain_answered(struct explanation *x);

/* The whole sentence of an answer that cannot be right. */
void explain_answer(struct explanation *x);

/*
 * "; the request was acknowledged, and is to be refused (FILE:LINE)": for an
 * answer with a forbidden effect.
 */
void explain_answer_before(struct explanation *x);

/*
 * The record of the request whose answer is missing, cannot be right, or came
 * twice; -1: the finding is not about a request.
 */
int explain_request(const struct explanation *x);

/*
 * Was a request refused at once and without effect, where it may fail only when
 * a timer of the server ends?
 */
bool explain_is_not_served(const struct explanation *x);

/* Is the missing message the answer to a request that was sent? */
bool explain_is_unanswered(const struct explanation *x);

/* "RequestReject of agent2 was not answered"; only for those. */
void explain_unanswered(struct explanation *x);

/* "; it must be acknowledged (FILE:LINE)"; only for those. */
void explain_wanted_answer(struct explanation *x);

/*
 * " This fits R1=early; the target says late.", if what came is legal under
 * another choice of one reading; otherwise nothing.
 */
void explain_reading(struct explanation *x);

/* The probe in which the finding is, with the step in it, or NULL. */
const struct step *explain_probe(
    const struct explanation *x, const struct step **ret_in);

/* Where the finding is. */
void explain_place(const struct explanation *x, struct finding_place *ret);

/* How they differ, if in one respect; *ret is overwritten. */
void explain_difference(
    const struct explanation *x, struct finding_difference *ret);

/* The last part of a fixture's path. */
const char *explain_file(const struct fixture *f);

/* An attribute's value: text quoted and escaped, everything else as in JSON. */
void explain_value(struct buf *b, const struct attribute *a);

/* Both sides in the same notation, escaped; the caller owns the text. */
char *explain_lines(const struct explanation *x);

/* The record of the last stimulus up to one, or -1. */
int explain_stimulus_before(const struct explanation *x, int record);

/* The same, up to the finding. */
static inline int
explain_last_stimulus(const struct explanation *x)
{
	int count = (int)x->m->records.count;
	return explain_stimulus_before(
	    x, x->d.record >= 0 ? x->d.record : count - 1);
}

/*
 * The attribute that names whom the message is about, a party of the case, or
 * NULL.  It must be required for this kind of message; who did something, or
 * why, does not count.
 */
const struct attribute_spec *explain_subject(
    const struct explanation *x, int record, int *ret_party);

/* " with reference 11" */
void explain_reference(struct explanation *x);

#endif
