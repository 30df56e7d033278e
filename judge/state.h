/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The judge's state; private to judge.
 *
 *	match.c    the facts' way through the configurations
 *	config.c   sets of configurations
 *	time.c     deadlines and waits
 *	demand.c   what the runner has to do next
 *	binding.c  what shows that the binding is broken
 *	doubt.c    what a timer of the server may have caused
 *	settle.c   what may come after all when only silence was a proof
 *	rules.c    the rules that hold in every case
 *	prospects.c  what may come next, and may come at all, for who looks on
 *	build.c    the messages of its stimuli
 *	fit.c      does an observation fit an event: answer, attributes, time
 *	relevance.c  is an observation our business at all
 *	owner.c    whose it is: of the case, of a preamble, of a setup
 *	classify.c which kind of divergence it is
 *	answer.c   answers that cannot be right
 *	surplus.c  what a message that is one too many may be (surplus.h)
 *	evidence.c what was matched with what, and how far the run came
 *	edit.c     the cheapest way to say what differs, with moves.c
 *	explain.c  the divergence in the fixture's words (explain.h)
 *	explain_place.c  where that is, for who draws it
 */
#ifndef IXC_JUDGE_STATE_H
#define IXC_JUDGE_STATE_H

#include "judge/match.h"
#include "judge/pattern/bits.h"

/* Messages about strangers that a case keeps. */
#define MATCH_MAX_STRANGE 16

/* No record: the event has not happened. */
#define NO_RECORD UINT16_MAX

enum fit {
	FIT,
	FIT_UNSURE, /* in time or too late: the runner was not looking */
	MISFIT_ANSWER,
	MISFIT_ATTRIBUTE,
	MISFIT_EARLY,
	MISFIT_LATE,
};

/* Why an observation does not fit; borrowed pointers into the pattern. */
struct misfit {
	enum fit kind;
	const struct compiled_test *test;  /* ATTRIBUTE, by the fixture */
	const struct attribute_spec *spec; /* ATTRIBUTE, by the catalogue */
	const struct bound *bound;         /* EARLY, LATE */
	int64_t since_ns; /* EARLY, LATE: what it counts from */
};

/* One fact of the run: a stimulus or an observation. */
struct record {
	bool is_stimulus : 1;
	bool is_matched : 1;
	bool is_tolerated : 1; /* said by nobody, and not judged: in a setup */
	bool has_message : 1;
	enum observation_kind kind : 4;
	uint8_t party;
	int16_t event; /* stimulus; or what it was last matched with, -1 */
	unsigned number;
	int64_t time_ns;
	int64_t earliest_ns;
	int64_t server_us;               /* on the server's clock, -1: none */
	const char *protocol;            /* catalogue_protocol(), or its like */
	const struct message_spec *spec; /* NULL: unknown to the catalogue */
	/* Of a stimulus a message is only kept if others use its values, of a
	   mere answer only if it was not expected. */
	union {
		struct message *message; /* has_message: a reference */
		int64_t reference_id;    /* else; -1: none */
	};
};

/* The message, if it is kept, or NULL. */
static inline const struct message *
record_message(const struct record *r)
{
	return r->has_message ? r->message : NULL;
}

/* The request that it is, or answers; -1: none, as of an event. */
static inline int64_t
record_reference(const struct record *r)
{
	int64_t reference_id = -1;
	if (!r->has_message)
		return r->reference_id;
	if (!r->spec || r->spec->kind != MESSAGE_EVENT)
		message_integer(r->message, "referenceId", &reference_id);
	return reference_id;
}

/* What is known of a record that is no message. */
struct record_text {
	unsigned record;
	char *text; /* owned; DISCONNECTED: why; MALFORMED: raw, and, behind
		       its NUL, why it does not parse */
};

struct config {
	bool unsure;
	unsigned unsure_record; /* the one of which we cannot tell */
	uint64_t hash;          /* of all that is_same() looks at */
	uint64_t *set;          /* events that have happened */
	uint16_t *at; /* by event: index of the record, or NO_RECORD */
};

/* How an answer cannot be right, whatever else the server does. */
enum answer_fault {
	ANSWER_AT_NO_FAULT,
	ANSWER_OF_WRONG_KIND, /* WRONG_ANSWER; 'event' says which is right */
	ANSWER_SECOND,        /* UNEXPECTED; 'other' is the first's record;
				 perhaps there is a 'ban', too */
	ANSWER_BESIDES,     /* UNEXPECTED; the record 'other' is the right one,
			       'event', which came as well */
	ANSWER_WITH_EFFECT, /* UNEXPECTED; the record is what 'ban' forbids,
			       'other' the answer of the wrong kind, 'event'
			       the right one */
	ANSWER_EARLY,       /* UNEXPECTED; it is 'event', and that stands
			       behind the stimulus 'other' */
	ANSWER_FORBIDDEN,   /* UNEXPECTED; by 'ban' */
	ANSWER_UNWANTED,    /* UNEXPECTED; the case has none */
};

struct divergence {
	enum finding finding;
	enum answer_fault answer;
	int record;      /* the observation, or -1: nothing came */
	int event;       /* the expected event, or -1 */
	int other;       /* a further event or record of interest, or -1 */
	unsigned config; /* in which all this was seen */
	const struct pattern_ban *ban;
	struct misfit misfit;
};

enum relevance {
	RELEVANT,   /* judged */
	STRANGE,    /* about an interaction or agent that the run has lent to no
		       case: not held against the server, but perhaps meant for
		       ours */
	MISNAMED,   /* about what the run has lent to another case, but for a
		       party of this one, which waits for such a message: perhaps
		       ours, under a wrong id */
	FOREIGN,    /* about what the run has lent to another case */
	BACKGROUND, /* of a kind that the target lists */
};

/* What an observation is, and whether it is our business: one look at it. */
struct look {
	const struct message_spec *spec; /* NULL: unknown, or no message */
	const char *protocol;            /* as in a record */
	enum relevance relevance;
};

enum match_state {
	MATCH_RUNNING,
	MATCH_DIVERGED, /* the rest is collected for the explanation */
	MATCH_BROKEN,   /* match_break() */
	MATCH_PASSED,
};

struct match {
	const struct pattern *p;
	const struct lease *lease;
	enum match_state state;
	unsigned epoch;
	int64_t start_ns;
	int64_t now_ns;         /* newest time of any fact */
	int64_t judged_ns;      /* deadlines before it are dealt with, until
				   something happens */
	int64_t lag_ns;         /* longest time by which the runner was late */
	uint32_t quiet;         /* proven for these in the present epoch */
	uint32_t settled;       /* of them, only by silence */
	uint32_t unproven;      /* asked for by the last MATCH_FENCE */
	int64_t asked_ns;       /* when that was first so after a divergence */
	unsigned strange_count; /* messages about strangers */
	bool deadline_known;    /* no deadline is before ... */
	int64_t deadline_ns;    /* ... this time */
	unsigned config_count;
	unsigned config_capacity;
	struct config *configs;
	unsigned spare_count, spare_capacity;
	uint64_t visits; /* nodes of the tree that were looked at, at most */
	struct config *spares; /* the next generation while one is built */
	VEC(struct record) records;
	VEC(struct record_text) texts;
	VEC(char *) odd_protocols; /* that the catalogue lacks; owned */
	VEC(char *) interactions;  /* ids that our stimuli named; owned */
	struct divergence divergence;
	int doubt; /* MATCH_DIVERGED: the <while> whose timer may be the cause
		      of it, or -1 */
	/* When a stimulus relied on silence last, and at the end of the setups;
	   0: never.  Then also the receives that were given up for it. */
	int64_t settled_ns, setup_settled_ns;
	uint64_t *given_up; /* owned */
	/* MATCH_BROKEN: */
	enum verdict broken_verdict;
	enum finding broken_finding;
	char *broken_sentence;
	struct buf scratch;
};

/* match.c: the one door of 'state', and of everything derived from it. */
void match_set_state(struct match *m, enum match_state state);

/* Something happened: that nothing more comes has to be proven anew. */
void match_note_progress(struct match *m);

/* rules.c: is the message wrong whatever the case expects?  Then *ret says how.
 */
bool match_is_wrong_anyway(
    const struct match *m, const struct record *r, enum finding *ret);

/* Is it of a kind that an open world (R9) lets pass: none the case lists? */
bool match_is_undocumented(const struct match *m, const struct record *r);

/*
 * As pattern_extends(), counting the nodes that it may look at.
 */
static inline bool
match_extends(struct match *m, unsigned event, uint64_t *set)
{
	if (!pattern_in_order(m->p, event, set))
		return false;
	if (!m->p->events.items[event].conditional)
		return true;
	m->visits += m->p->nodes.count;
	return pattern_leaves_viable(m->p, event, set);
}

/* Are there more spares than may be live, or were more nodes looked at? */
bool match_is_exhausted(const struct match *m);

/* If so: the spares are thrown away, and the run is broken off. */
bool match_is_too_wide(struct match *m);

/* Also makes d->config the first configuration: the explanation looks there. */
void match_diverge(struct match *m, const struct divergence *d);

/* config.c: add one to the spares; returns it, all fields undefined. */
struct config *config_append(struct match *m);

void config_copy(
    const struct match *m, struct config *to, const struct config *from);

void config_take(
    const struct match *m, struct config *c, unsigned event, unsigned record);

/*
 * The newest spare is finished: keep it only if there is none like it.  What is
 * sure in one of two alike is sure.
 */
void config_settle(struct match *m);

/* Make the spares the present ones. */
void config_advance(struct match *m);

/* Make it the first one, at which the explanation and the evidence look. */
void config_focus(struct match *m, unsigned index);

void config_free_all(struct match *m);

/*
 * What an event happened as, or NULL: not yet, or only by assumption (a message
 * that an explanation takes for missing).
 */
const struct record *match_record_of(
    const struct match *m, const struct config *c, unsigned event);

/* fit.c */
enum fit match_fit(struct match *m, const struct config *c, unsigned event,
    unsigned record, struct misfit *ret);

/* Is its reference id that of a request that the same party has sent? */
bool match_is_own_reference(const struct match *m, const struct record *r);

/* The required attributes and types that the catalogue states. */
bool match_fits_catalogue(const struct record *r, struct misfit *ret);

bool match_fits_ban(struct match *m, const struct config *c,
    const struct pattern_ban *ban, unsigned record);

/* Evaluate an expression as seen from a configuration, into m->scratch. */
bool match_evaluate(
    struct match *m, const struct config *c, const struct expression *e);

/* The same as a text, which lives until m->scratch or 'scratch' changes. */
const char *match_text(struct match *m, const struct config *c,
    const struct expression *e, char *scratch);

/* The path a test looks at, with names filled in; valid until m->scratch
 * changes. */
const char *match_test_path(
    struct match *m, const struct config *c, const struct compiled_test *t);

/* When a bound starts to count: false while its event has not happened. */
bool match_bound_time(const struct match *m, const struct config *c,
    const struct bound *b, int64_t *ret_ns);

/*
 * time.c: when the first bound of that sense is over; never, or the start of
 * the case, when there is none.
 */
int64_t match_event_limit(const struct match *m, const struct config *c,
    const struct pattern_event *e, bool latest);

/* The event has just happened: the deadline is no later than what it starts. */
void match_note_clock(
    struct match *m, const struct config *c, unsigned event, unsigned record);

/* The time before which a stimulus may not be done. */
int64_t match_send_time(const struct match *m, unsigned event);

/* Are the receives of an absent forbidden, as seen from a configuration? */
bool match_ban_in_force(const struct match *m, const struct config *c,
    const struct pattern_ban *ban, const struct record *r);

/*
 * End the waits that are over at 'time_ns'.  With a record (else -1) that is
 * only one way to see it, marked as unsure for that record, and the other one
 * is kept.  True when that made a difference.
 */
bool match_end_waits(struct match *m, int64_t time_ns, int record);

/* settle.c: a stimulus is done, perhaps since it was silent for a while. */
void match_rely_on_settling(
    struct match *m, unsigned stimulus, int64_t time_ns);

/*
 * May the record, which nothing takes, be of a step that was given up because
 * it was silent?  -1: there is none.
 */
bool match_is_unsettled(struct match *m, int record);

/*
 * leftover.c: what an earlier case has left where the request of a setup looked
 * that the record answers, if the answer names it, and where that is.  NULL: it
 * does not.
 */
const char *match_find_leftover(
    const struct match *m, int record, const char **ret_where);

/* relevance.c: whom a request is about, or NULL: it names none. */
const char *match_interaction_of(const struct message_spec *spec,
    const struct message *request, char *scratch);

/* relevance.c: does it bear what is unique to another case of the run? */
bool match_is_of_another_case(const struct match *m, const char *text);

/* Can the event come next in every live configuration? */
bool match_enabled_everywhere(const struct match *m, unsigned event);

/* demand.c: has all come that the case has to have? */
bool match_is_complete(const struct match *m, const struct config *c);

/* binding.c: was the record brought as the binding forbids?  Then the run is
 * broken off. */
bool match_breaks_binding(struct match *m, unsigned record);

/*
 * doubt.c: before this time the timer of a <while> cannot have run out; never,
 * while it has not started.
 */
int64_t match_while_limit(const struct match *m, const struct config *c,
    const struct pattern_while *w);

/* Is the record, which nothing takes, the doing of a timer?  As 'doubt'. */
int match_find_doubt(const struct match *m, const struct divergence *d);

/*
 * Is all of the case done, and the record, which nothing takes, perhaps the
 * doing of a timer that the case ends with?
 */
bool match_is_past_the_case(const struct match *m, const struct divergence *d);

/*
 * Is it too late for a stimulus that stands in a <while>?  Then the run is
 * broken off.
 */
bool match_is_overdue(struct match *m, unsigned event, int64_t now_ns);

/* Is it wrong whatever state the server is in? */
bool match_is_certain(const struct match *m, unsigned record);

/*
 * relevance.c: has a message come to the party, in that configuration, after
 * which the server may close its connection?
 */
bool match_may_close(
    const struct match *m, const struct config *c, unsigned party);

/* Is it the id of an interaction or agent of this case? */
bool match_is_own_identity(const struct match *m, const char *value);

/* Is it one that the run has lent to another case only? */
bool match_is_lent_elsewhere(const struct match *m, const char *value);

/* Is it any identity that the run has lent, to this case or another one? */
bool match_is_known_identity(const struct match *m, const char *value);

enum relevance match_relevance(const struct match *m, const struct record *r);

/* What it is, and is it our business, as far as the case has come? */
struct look match_look_at(struct match *m, const struct observation *o);

/* Does it have a number in the transcript?  See match_feed(). */
bool match_is_counted(const struct match *m, const struct observation *o,
    const struct look *look);

/* Do others' messages come to the record's party, too? */
bool match_is_shared(const struct match *m, const struct record *r);

/* What is kept for a record that is no message, or NULL. */
const char *match_record_text(const struct match *m, const struct record *r);

/* What it is to a reader: its message, "disconnects" for a stimulus, or "". */
const char *match_record_name(const struct record *r);

/* classify.c: which kind of finding it is; completes the divergence. */
void match_classify(struct match *m, struct divergence *d);

/* What a misfit is called; FINDING_UNEXPECTED for what fits after all. */
enum finding match_finding_of(enum fit fit);

/* Same kind and value; false when one of them is NULL. */
bool match_is_equal(const struct attribute *a, const struct attribute *b);

/* Is it the same message?  Only its time stamp, its party and its protocol may
   differ. */
bool match_is_same_content(const struct record *a, const struct record *b);

/* Likewise, to the same party. */
bool match_is_same_message(const struct record *a, const struct record *b);

/* Is it the same message again, under the same protocol? */
bool match_is_repetition(const struct record *a, const struct record *b);

/*
 * owner.c: the part of the case, by its instance, that was under way when the
 * record came: the one whose stimulus was the last before it.  A tested phase
 * is also under way as soon as the one before it is complete; so is what begins
 * without a stimulus.
 */
unsigned match_instance_at(
    const struct match *m, const struct config *c, size_t record);

/*
 * Is it the first stimulus behind a setup, or of one that the case plays?  Then
 * nothing that was caused before may be under way.
 */
bool match_ends_setup(const struct match *m, unsigned stimulus);

/* Was there such a stimulus between the two records, or one of a probe? */
bool match_is_fenced_off(
    const struct match *m, unsigned first, unsigned second);

/*
 * Is it one of the messages that may come while a setup is under way?  Any that
 * is right by itself and no answer; behind the beginning of what is under test,
 * only what is about the setup's own parties and of a kind that no tested step
 * speaks of.
 */
bool match_is_tolerated(
    const struct match *m, const struct config *c, unsigned record);

/*
 * Can the record be that expected message, going by when it came?  While what
 * is tested is under way it can be nothing of a setup.
 */
bool match_may_be(const struct match *m, const struct config *c, unsigned event,
    unsigned record);

/*
 * Whose is the divergence, in the first configuration: the instance of the
 * expected message that it is nearest to, or of the request that it answers,
 * or else the one under way; never one that had not begun, nor a setup that a
 * fence has proved to be over.
 */
unsigned match_owner(const struct match *m, const struct divergence *d);

/*
 * Is what came wrong by the catalogue or by the rules that hold in every case,
 * whatever the fixture expects?
 */
bool match_is_wrong_everywhere(
    const struct match *m, const struct divergence *d);

/*
 * answer.c: the record of the request that the record answers, by its reference
 * and at its party; -1: none.
 */
int match_request_of(const struct match *m, unsigned record);

/* The record of an earlier answer to the same request, or -1. */
int match_first_answer(const struct match *m, unsigned record);

/*
 * A stimulus that the event waits for and that has not been done in the first
 * configuration, or -1.
 */
int match_missing_stimulus(const struct match *m, unsigned event);

/*
 * What came of another branch, so that the event can never come, in the first
 * configuration; -1: nothing did.
 */
int match_excluder(const struct match *m, unsigned event);

/*
 * Is it rather an answer to another request, under the wrong reference?  One
 * that the case needs and that was not answered, while its own was answered
 * before or needs none.  Never where it was expected.
 */
bool match_is_for_another(const struct match *m, unsigned record);

/* How long the fastest answer took: the way to the server and back. */
int64_t match_fastest_answer_ns(const struct match *m);

/* Has no timer of the server had a part in what comes so soon after a request?
 */
bool match_is_prompt(const struct match *m, int64_t after_ns);

/* Is the event an answer to what was sent as that record? */
bool match_answers_event(
    const struct match *m, const struct pattern_event *e, int request);

/*
 * The first of the answers that cannot be right in the first configuration; in
 * *ret_ns the time since when it explains what is wrong.  False: there is none,
 * and that time is never.
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

/* say.c: "1.5 s ({invitation-timeout}+{tolerance})" */
void match_print_limit(struct buf *into, const struct bound *b);

/* explain.c */
void match_explain(struct match *m, struct outcome *ret);

#endif
