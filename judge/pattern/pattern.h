/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A case compiled for the judge: which messages may come, in which orders, with
 * which contents and in which windows.
 *
 * The compiled form is an event structure.  Every send, receive and wait of the
 * case and of its preambles is an event, numbered in document order.  Three
 * relations contain everything that the judge needs:
 *
 *	must[e]  events that have to come before e
 *	bars[e]  events after which e can no longer come: what follows it in a
 *seq, and the other branches of a choice; kills[] is the inverse tree     which
 *sets of events are complete (docs/judge.md)
 *
 * Sits between model/fixture.h (what the author wrote) and match.h (what
 * happened).  Immutable after pattern_compile(), and shared by all runs of the
 * case; borrows the suite and the target, which must outlive it.
 */
#ifndef IXC_JUDGE_PATTERN_PATTERN_H
#define IXC_JUDGE_PATTERN_PATTERN_H

#include "core/diag.h"
#include "core/text/ere.h"
#include "core/vec.h"
#include "judge/pattern/bits.h"
#include "judge/pattern/expression.h"
#include "model/event.h"
#include "model/limits.h"
#include "model/observation.h"
#include "model/order.h"
#include "model/suite.h"
#include "model/target.h"
#include "wire/message.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#define PATTERN_MAX_PARTIES 16
#define NO_NODE UINT_MAX

enum event_kind {
	EVENT_SEND,       /* a stimulus, done by the runner */
	EVENT_DISCONNECT, /* a stimulus, too: it closes a connection */
	EVENT_RECEIVE,    /* a message, done by the server */
	EVENT_WAIT,       /* the end of an absent's window, done by time */
	EVENT_BAN,        /* an absent without window; never happens */
};

/* Does the runner make it happen? */
static inline bool
event_is_stimulus(enum event_kind kind)
{
	return kind == EVENT_SEND || kind == EVENT_DISCONNECT;
}

/* One bound of a window: since's time plus ns. */
struct bound {
	bool latest; /* else: earliest */
	bool upper;  /* count from the latest time at which 'since' may have
		      * come, otherwise from the earliest */
	int since;   /* event, or -1: the start of the case */
	int64_t ns;
	const struct time_sum *sum; /* as written, NULL: the default */
};

/*
 * What is needed for each message comes first: there are so many patterns that
 * it matters how much of them is touched.
 */
struct compiled_test {
	const struct attribute_test *test; /* borrowed */
	const char *literal; /* of 'value', if it is always the same; borrowed
			      * from it or from the fixture; otherwise NULL */
	unsigned literal_size;
	unsigned path_size;            /* of test->path */
	int64_t integer;               /* the literal, of a send that sends a
					* number */
	enum attribute_type sent_type; /* the fixture's, or catalogue's */
	bool is_integer;
	struct expression value; /* TEST_VALUE, and all sends */
	struct expression path;  /* empty: test->path has no names */
	struct ere *ere; /* TEST_MATCHES without names in it; otherwise NULL */
	struct expression pattern; /* TEST_MATCHES with names */
};

struct pattern_event {
	enum event_kind kind;
	unsigned party;   /* SEND, DISCONNECT, RECEIVE */
	int answers;      /* RECEIVE: a send event, or -1 */
	bool conditional; /* in a branch or an optional block, or after
			   * one: needs the tree's check */
	bool referenced;  /* others use its time or values */
	bool quoted;      /* others use its values */
	bool starts_wait; /* with it, an absent or a waiting stimulus may
			   * begin to count */
	uint64_t *must;
	uint64_t *bars;
	VEC(struct bound) bounds;
	VEC(struct compiled_test) tests;
	const struct message_spec *spec; /* SEND, RECEIVE; borrowed */
	int64_t soonest_ns; /* the shortest time that counts from it */
	uint64_t *kills;
	unsigned instance;   /* of the preamble it belongs to */
	bool main;           /* of the case itself */
	bool fenced;         /* a stimulus: nothing is under way then */
	bool heads_chain;    /* each stimulus after it must come after the one
				before */
	bool due_later;      /* RECEIVE: nothing that follows bars it */
	bool sets_reference; /* SEND: the fixture chooses the referenceId */
	size_t text_bytes;   /* SEND: what its message usually needs */
	unsigned node;       /* its leaf in the tree */
	unsigned parent;     /* BAN: the enclosing block, or NO_NODE:
				lasts to the end of the case */
	int in_while;        /* innermost <while> around it, or -1 */
	unsigned guard;      /* innermost branch, optional block or
				optional copy around it, or NO_NODE */
	const struct step *step;       /* borrowed */
	const struct step *probe;      /* around it, or NULL; borrowed */
	const struct fixture *fixture; /* borrowed: whose file */
	const char *name;              /* for a reader: its message; borrowed */
	VEC(unsigned) banned;          /* WAIT, BAN: indices into 'bans' */
};

/* A receive inside an absent. */
struct pattern_ban {
	unsigned event; /* the WAIT or BAN */
	const struct step *step;
	const struct fixture *fixture;
	const struct message_spec *spec;
	unsigned party;
	const char *protocol; /* catalogue_protocol() */
	int answers;          /* a send event, or -1: any request */
	VEC(struct compiled_test) tests;
};

/* What can only be judged while a timer of the server has not run out. */
struct pattern_while {
	const struct step *step;       /* borrowed */
	const struct fixture *fixture; /* borrowed: whose file */
	struct bound limit; /* before it the timer cannot have run out */
	unsigned node;      /* its block */
	int around;         /* innermost <while> around it, or -1 */
	bool is_last;       /* nothing of the case comes after it */
};

enum node_kind {
	NODE_EVENT,    /* leaf */
	NODE_OWED,     /* leaf: an event that stands elsewhere in the tree, and
			* is optional there */
	NODE_EVERY,    /* seq, strict, all: each child */
	NODE_CHOICE,   /* exactly one child */
	NODE_OPTIONAL, /* its only child, or nothing */
};

struct pattern_node {
	enum node_kind kind;
	const struct step *step; /* borrowed; NULL for made-up blocks */
	unsigned first, end;     /* its events: first .. end-1 */
	unsigned parent;         /* index into 'nodes', of the root: itself */
	unsigned owed;           /* OWED: the event */
	bool simple;             /* complete when all its events are there */
	uint64_t *bars;          /* of all its events */
	VEC(unsigned) children;  /* indices into 'nodes' */
};

/* Receives that only differ in content: (party, message, protocol). */
struct pattern_label {
	unsigned party;
	const struct message_spec *spec;
	const char *protocol; /* catalogue_protocol() */
	uint64_t *events;
};

struct pattern_party {
	char *name;        /* "agent2" */
	unsigned position; /* of that name in party_names() */
	enum party_role role;
	const char *protocol; /* of its events: catalogue_protocol() */
	bool is_shared;       /* the run's, and in place before the case */
	bool is_at_second;    /* opened at the second server */
};

/* A preamble, or the case itself (the last one), as it is run. */
struct pattern_instance {
	const struct fixture_case *test;
	struct cast cast;
	unsigned first, end; /* its events */
};

/* Does the target list a message as background? */
enum background {
	BACKGROUND_NEVER,
	BACKGROUND_BY_PROTOCOL, /* only under some protocol */
	BACKGROUND_ALWAYS,
};

/* The case under another choice of one reading, which pattern_under() asked
   for.  Its pattern points into it, so it stays where it is. */
struct pattern_choice {
	const char *reading, *value; /* the suite's */
	struct target target;        /* only its list of readings is its own */
	struct fixture_case test;    /* it, whatever reading excludes it */
	struct pattern *pattern;     /* NULL: it does not compile there */
};

struct pattern_choices {
	VEC(struct pattern_choice *) tried;
};

struct pattern {
	const struct suite *suite;
	const struct target *target;
	const struct fixture_case *test;
	bool applies;          /* false: a reading, or what the target says of
				  its server, excludes the case; the pattern
				  is then empty */
	const char *condition; /* which reading, when !applies */
	const struct exclusion *exclusion; /* or which option */
	bool open_world;                   /* R9=open */
	bool shares; /* what the suite says is the run's; else each
			party is the case's own */
	const struct case_lease *seen; /* what the source of the facts shows;
					  NULL: everything */
	bool sets_up; /* it brings the run's party into place, which
			 stays until the run is over */
	bool uses_queue, uses_queue2,
	    uses_workbin;        /* of the pools of the target */
	unsigned words;          /* of each set of events */
	int64_t longest_wait_ns; /* time that the case must take */
	int64_t soonest_ns; /* the shortest time that counts from its start */
	VEC(struct pattern_party) parties;
	VEC(struct pattern_instance) instances;
	VEC(struct pattern_event) events;
	VEC(struct pattern_ban) bans;
	VEC(struct pattern_while) whiles;
	VEC(struct pattern_node) nodes; /* the last one is the root */
	VEC(unsigned)
	conditionals;        /* choices and optional blocks that are in no other
			      * such block */
	VEC(unsigned) timed; /* waits, and stimuli that are not immediate */
	VEC(struct pattern_label) labels; /* in order of the catalogue */
	unsigned *label_starts;    /* by message: its first label, and an end */
	unsigned char *background; /* by message: enum background */
	bool *is_mere_answer;      /* by message: one whose content is not
				    * used */
	uint64_t *stimuli;         /* the events that the runner does */
	uint64_t *main_events;     /* the case's own */
	uint64_t *required;        /* in every complete set */
	unsigned preamble_root;    /* node of all preambles */
	uint64_t *sets;            /* storage of all sets */
	struct pattern_choices *choices; /* see pattern_under() */
};

/*
 * Compile a case for a target.  Returns NULL after reporting to 'diag': too
 * many events or parties, a timer or value that the target does not define.
 * Free with pattern_free().
 */
struct pattern *pattern_compile(const struct suite *suite,
    const struct target *target, const struct fixture_case *test,
    struct diag *diag);

/*
 * The same, with a separate connection and set-up for each party, whatever the
 * suite says: as in a transcript of one case.
 */
struct pattern *pattern_compile_alone(const struct suite *suite,
    const struct target *target, const struct fixture_case *test,
    struct diag *diag);

/*
 * The same without setups, for facts of which the source shows no more than
 * 'seen' says: its parties and ids, and the attributes of 'seen->sight'.  Must
 * outlive the pattern.
 */
struct pattern *pattern_compile_seen(const struct suite *suite,
    const struct target *target, const struct fixture_case *test,
    const struct case_lease *seen, struct diag *diag);

/* What a test owns. */
void compiled_test_clear(struct compiled_test *t);

void pattern_free(struct pattern *p);

/* Does a step of the case or of its preambles depend on the reading? */
bool pattern_uses_reading(const struct pattern *p, const char *name);

/*
 * The same case under another choice of a reading (both texts are the suite's),
 * compiled when it is first asked for, since each failure asks again, and owned
 * by 'p'.  NULL: it does not compile there.
 */
const struct pattern *pattern_under(
    const struct pattern *p, const char *reading, const char *value);

/* The party's index, or -1. */
int pattern_find_party(const struct pattern *p, const char *name);

/*
 * Give a message whose server states no tag the one that follows from the kind
 * of client that got it; another observation stays as it is.
 */
void pattern_derive_tag(const struct pattern *p, struct observation *o);

/* The receives of that label, or NULL if it has none. */
const uint64_t *pattern_label_events(const struct pattern *p,
    const struct message_spec *spec, unsigned party, const char *protocol);

/* Index of the root of the tree. */
unsigned pattern_root(const struct pattern *p);

/*
 * The two checks of the tree: is the set complete (legal to stop), and can it
 * still become so?  'expired' (may be NULL) are events whose time is over.
 */
bool pattern_complete(
    const struct pattern *p, unsigned node, const uint64_t *set);

bool pattern_viable(const struct pattern *p, unsigned node, const uint64_t *set,
    const uint64_t *expired);

/* Does a set need the event to become complete? */
bool pattern_needs(
    const struct pattern *p, const uint64_t *set, unsigned event);

/*
 * The events with which pattern_needs() says yes, all in one walk: added to
 * 'needed', which is empty.  False: the set cannot become complete at all.
 */
bool pattern_needed(
    const struct pattern *p, const uint64_t *set, uint64_t *needed);

/* May the event come next, considering only order and choice? */
bool pattern_enabled(const struct pattern *p, unsigned event, uint64_t *set);

/* Has everything come that must, and nothing that bars it? */
static inline bool
pattern_in_order(const struct pattern *p, unsigned event, const uint64_t *set)
{
	const struct pattern_event *e = &p->events.items[event];
	return !bits_has(set, event) && bits_within(e->must, set, p->words) &&
	    !bits_meet(e->bars, set, p->words);
}

/* Does an event that is in order leave everything complete that has to be? */
bool pattern_leaves_viable(
    const struct pattern *p, unsigned event, uint64_t *set);

/*
 * As pattern_enabled(), of a set that is known to be viable: mostly without the
 * tree.
 */
static inline bool
pattern_extends(const struct pattern *p, unsigned event, uint64_t *set)
{
	return pattern_in_order(p, event, set) &&
	    (!p->events.items[event].conditional ||
		pattern_leaves_viable(p, event, set));
}

#endif
