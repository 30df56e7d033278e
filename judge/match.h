/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Incremental judge of one run of a case: decides, one fact at a time, whether
 * the trace can still be completed into one that the pattern allows, and says
 * what the runner has to do next.
 *
 * Sits between pattern.h (what is allowed) and session/session.h (what
 * happens). Performs no I/O and never reads a clock: time arrives inside the
 * facts, so a recorded transcript replays to the same verdict.
 *
 * The state is the set of configurations (which events have happened) that the
 * facts so far can be explained by; almost always a single one.
 */
#ifndef IXC_JUDGE_MATCH_H
#define IXC_JUDGE_MATCH_H

#include "judge/pattern/pattern.h"
#include "model/observation.h"
#include "model/outcome.h"

#include <stdbool.h>
#include <stdint.h>

struct match;

enum match_demand {
	MATCH_WAIT,  /* nothing to do until a fact or match_deadline() */
	MATCH_SEND,  /* do the stimulus 'ret_event' */
	MATCH_FENCE, /* prove that nothing more is under way */
	MATCH_STAND, /* all has come: the run's party is in place, and judged
			until match_release() */
	MATCH_DONE,  /* match_outcome() is final */
};

/*
 * Judge a run that starts at 'start_ns'.  Borrows 'pattern' and 'lease' until
 * match_free().
 */
struct match *match_new(
    const struct pattern *pattern, const struct lease *lease, int64_t start_ns);

void match_free(struct match *m);

/* What has to happen next, at time 'now_ns'. */
enum match_demand match_demand(
    struct match *m, int64_t now_ns, unsigned *ret_event);

/*
 * Is the request about an interaction that the case was given, or that a
 * stimulus has named, or about none?
 */
bool match_knows_interaction(const struct match *m,
    const struct message_spec *spec, const struct message *request);

/* Whom a request is about, or NULL: it names none. */
const char *match_interaction_of(const struct message_spec *spec,
    const struct message *request, char *scratch);

/*
 * The message of a stimulus that is a send, with all names filled in; the
 * caller owns it, and it must not outlive the pattern.  NULL when a name has no
 * value (yet): the run then ends with VERDICT_ERROR.
 */
struct message *match_build(
    struct match *m, unsigned event, int64_t reference_id);

/*
 * The stimulus that match_demand() asked for was handed to the transport at
 * 'time_ns'; 'message' is NULL when it is a disconnect.
 */
void match_sent(struct match *m, unsigned event, struct message *message,
    unsigned number, int64_t time_ns);

/*
 * Offer the next observation; borrowed for the call.  Its number is the next
 * one of the transcript.  It keeps the number if it is about this case, or
 * about nothing that the run has given to another one and either on a
 * connection of our own or of a kind that the case waits for.  Everything else,
 * and what the target lists as background, has none: the number becomes 0.
 *
 * Returns false once no continuation can conform; further ones are then only
 * kept as evidence, so the first divergence stays the one reported.
 */
bool match_feed(struct match *m, struct observation *observation);

/*
 * Has it kept the newest observation?  What it has not makes no difference to
 * the verdict: it is about others, or more evidence than is examined.
 */
bool match_has_kept(const struct match *m);

/* So many of the latter; the explanation says how many. */
unsigned match_unexamined(const struct match *m);

/* In a recording, so many more have been left out. */
void match_note_unexamined(struct match *m, unsigned count);

/*
 * Would it keep its number?  It is not fed for all that: this is asked of many
 * cases.
 */
bool match_would_count(struct match *m, const struct observation *observation);

/*
 * The transport was known to be empty at 'quiet_ns', and everything read before
 * has been offered: deadlines up to then are missed, waits over.  False if that
 * makes no difference.
 */
bool match_elapse(struct match *m, int64_t quiet_ns);

/*
 * Would match_elapse() at that time make a difference?  The estimate of
 * match_deadline() is right up to then.
 */
bool match_is_due(struct match *m, int64_t quiet_ns);

/*
 * Changes whenever a fact changes what may come next.  Fences prove something
 * only if the epoch is still the one in which they were sent.
 */
unsigned match_epoch(const struct match *m);

/*
 * After MATCH_FENCE: for which parties it has to be proven.  Bit i is party i;
 * bits of parties that the case does not have are ignored.
 */
#define MATCH_ALL_PARTIES UINT32_MAX
uint32_t match_unproven(const struct match *m);

enum match_proof {
	MATCH_BY_FENCE,    /* sent in the current epoch, and back */
	MATCH_BY_SETTLING, /* nothing has come for the target's settle time */
};

/* It has been proven for these parties. */
void match_quiet(struct match *m, uint32_t parties, enum match_proof proof);

/*
 * The request of that party, among the first so many facts of the transcript,
 * to which the message is the first answer; static.  NULL: none, or one whose
 * answer waits for a timer of the server.
 */
const char *match_answered_request(const struct match *m, unsigned party,
    const struct message *message, unsigned fact_count);

/* Is it an event about the case with a referenceId, as only answers have? */
bool match_bears_stray_reference(
    struct match *m, const struct observation *observation);

/*
 * The runner itself was late by so much: it was stopped, or had no processor.
 * From MATCH_LAG_LIMIT_NS on, the server is not blamed for what depends on
 * time: the case is then inconclusive, and says so.
 */
#define MATCH_LAG_LIMIT_NS (INT64_C(250) * 1000000)
void match_note_lag(struct match *m, int64_t lag_ns);

/*
 * By the server's clock, a frame was under way for so much longer than others.
 * From the same limit on, what depends on time may be due to that.  May be
 * noted when the verdict is certain, before the outcome.
 */
void match_note_path_delay(struct match *m, int64_t delay_ns);

/* The run is over: a party that is in place is not needed any more. */
void match_release(struct match *m);

/*
 * The stimulus 'due', which match_demand() asked for, will never be sent.  Is
 * it the start of a probe?  Then the case is done: it has passed up to there.
 * Returns the state that is not probed, borrowed from the pattern, or NULL.
 */
const char *match_waive_probe(struct match *m, unsigned due);

/* Is the verdict certain, and only the evidence still being collected? */
bool match_has_diverged(const struct match *m);

/*
 * No later than the time at which match_elapse() or match_demand() has
 * something to do next; an estimate that is too early gets better next time.
 */
int64_t match_deadline(struct match *m);

/* What the case waits for, considering only order and choice. */
struct match_prospect {
	unsigned event;  /* of the pattern: a receive, a stimulus or a wait */
	int64_t from_ns; /* not before */
	int64_t
	    until_ns; /* a receive's deadline, a wait's end; TIME_NEVER_NS */
	bool is_sure; /* the case cannot pass without it */
};

/*
 * What may come next, in the order of the fixture; *ret has room for
 * PATTERN_MAX_EVENTS.  Returns how many: none once the verdict is certain.
 */
unsigned match_prospects(const struct match *m, struct match_prospect *ret);

/*
 * Is that message what the receive expects, at whatever time and place in the
 * order?  Changes nothing.
 */
bool match_would_take(
    struct match *m, unsigned event, const struct observation *o);

/*
 * Its outcome has been taken, and nothing more is fed: only whether an
 * observation breaks the binding may still be asked.
 */
void match_retire(struct match *m);

/* Of the sentence about a line that is not a frame. */
#define MATCH_MALFORMED_MAX_BYTES ((size_t)4 << 10)

/*
 * What is to be said of a line that is not a frame: the binding is broken.
 * Appends one harmless line.
 */
void match_describe_malformed(const struct observation *o, struct buf *into);

/* Give up the run with a verdict that is not about the server's messages. */
void match_break(struct match *m, enum verdict verdict, enum finding finding,
    const char *sentence);

#endif
