/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A fixture as its author wrote it: the tree of steps of each case, every part
 * with its place in the file.  docs/FIXTURES.md says what it means;
 * judge/pattern/pattern.h compiles it for the judge.
 *
 * Built by load; immutable afterwards.  A fixture owns everything below it,
 * except pointers marked "borrowed", which point into the suite.
 */
#ifndef IXC_MODEL_FIXTURE_H
#define IXC_MODEL_FIXTURE_H

#include "core/hash.h"
#include "core/source.h"
#include "core/vec.h"
#include "model/catalogue.h"
#include "model/party.h"

#include <stdbool.h>
#include <stdint.h>

enum step_kind {
	STEP_SEND,
	STEP_DISCONNECT, /* the runner closes a party's connection */
	STEP_RECEIVE,
	STEP_CLOSED, /* the server closes a party's connection */
	STEP_DUE,    /* what an earlier receive leaves open must come by now */
	STEP_SEQ,    /* in this order at each party */
	STEP_STRICT, /* in this order across parties */
	STEP_ALL,    /* any order */
	STEP_CHOICE, /* exactly one child */
	STEP_OPTIONAL, /* the children as a seq, or nothing */
	STEP_REPEAT,   /* the children as a seq, min to max times */
	STEP_WHILE,    /* the children as a seq, while a timer of the server
			  has not run out */
	STEP_ABSENT,   /* none of the receives inside */
	STEP_PLAY,     /* the steps of another case, as a seq */
	STEP_PROBE,    /* as a seq, and not when the case is a preamble */
};

/* One term of a sum of durations; a timer is named, a literal has ns. */
struct time_term {
	bool negative;
	char *timer; /* owned name of a target's timer, or NULL */
	int64_t ns;  /* when timer is NULL */
};

struct time_sum {
	bool given;
	VEC(struct time_term) terms;
	char *text; /* as written */
	struct place at;
};

/* Of a step without that bound. */
extern const struct time_sum no_time;

/* The bounds that a step carries itself. */
struct window {
	const struct time_sum *within; /* owned, or 'no_time', as the next */
	const struct time_sum *not_before;
	char *since; /* id of a step, or NULL: last stimulus */
	struct place since_at;
};

enum test_kind {
	TEST_VALUE,   /* equals 'text' after substitution */
	TEST_MATCHES, /* extended regular expression, whole value */
	TEST_TYPE,    /* has 'type' */
	TEST_PRESENT,
	TEST_MISSING,
	TEST_ANY, /* nothing but a capture */
};

/* One <attribute>: in a send what to set, in a receive what to expect. */
struct attribute_test {
	char *path; /* message_path_text() */
	enum test_kind kind;
	bool is_borrowed;         /* its texts, from that of another step */
	char *text;               /* VALUE, MATCHES: as written, with braces */
	enum attribute_type type; /* TEST_TYPE; in a send the type to send */
	char *capture;            /* name, or NULL */
	struct place at;          /* the element */
	struct place text_at;     /* the value of value= or matches= */
};

/* when="R4=allow|require": kept if the target's choice is one of 'values'. */
struct condition {
	char *reading; /* NULL: always */
	VEC(char *) values;
	struct place at;
};

/* Of a step without one. */
extern const struct condition no_condition;

struct fixture_case;

/* <after>, <play>: another case, and the parties that play in it. */
struct preamble {
	char *phase;
	char *case_name;      /* as written, or NULL: the first case */
	char *id;             /* "first": its step "x" is "first-x" here */
	struct place at;      /* of the phase */
	struct place case_at; /* of the case, when it is written */
	VEC(struct party_binding {
		char *name;   /* the role in the preamble */
		char *actual; /* who plays it here */
	})
	bindings;
	struct cast cast; /* who plays its roles: the bindings, resolved */
	const struct fixture_case
	    *target; /* borrowed, resolved by the loader */
};

/*
 * One that was copied (step_copy.h) has a 'play', and owns its lists only: it
 * has all else from the original, in the same suite.
 */
struct step {
	enum step_kind kind;
	struct place at;              /* the start tag */
	const struct condition *when; /* owned, or 'no_condition' */
	struct window window;
	char *id;          /* SEND, DISCONNECT, RECEIVE, CLOSED: or NULL */
	const char *party; /* SEND from, DISCONNECT party, else at */
	char *message;     /* SEND, RECEIVE */
	const struct message_spec *spec; /* of it, or CLOSED: the catalogue's
					    'end'; borrowed from the suite */
	char *protocol; /* SEND, RECEIVE: as written or the default */
	char *answers;  /* RECEIVE: id of a send; SEND: of a receive; or NULL */
	struct place answers_at;
	bool answered_later; /* SEND: answer="later" */
	bool due_later;      /* RECEIVE: due="later" */
	char *owed;          /* DUE: the id of that receive */
	struct place owed_at;
	bool may_close;          /* RECEIVE: closes="maybe" */
	unsigned min, max;       /* REPEAT */
	char *that;              /* PROBE: the state that it shows */
	struct preamble *played; /* PLAY: which case; its steps are copied to
				    'children' by the loader */
	struct cast cast;        /* PLAY: who plays its roles here */
	const struct step *play; /* the innermost PLAY around it that copied it
				    from another case, or NULL; borrowed */
	VEC(struct attribute_test) attributes;
	VEC(struct step *) children;
};

/* The strictest first.  LEVEL_NONE: a setup requires nothing. */
enum requirement_level { LEVEL_MUST, LEVEL_SHOULD, LEVEL_MAY, LEVEL_NONE };

/* "must", "should", "may", NULL: by enum requirement_level. */
extern const char *const requirement_levels[];

struct requirement {
	char *id;        /* "CONF-1.3-02", once in a suite */
	char *level;     /* one of requirement_levels */
	char *text;      /* white space folded */
	struct place at; /* of the id */
};

/* <unless>: not to be judged if the target says that of its server. */
struct exclusion {
	char *option; /* one that server_option_find() (target.h) knows */
	char *value;
	char *why; /* what is different then; half a sentence */
};

struct fixture_case {
	const struct fixture *fixture; /* borrowed: the owner */
	char *name;
	struct place at;
	struct condition when;
	VEC(struct exclusion) exclusions;
	VEC(struct requirement) requirements;
	/* Sets of bits, by position in party_names(): */
	unsigned own;    /* <party scope="case"/> */
	unsigned shared; /* that are the run's in this case */
	unsigned second; /* <party server="server2"/>, as this case says */
	unsigned second_players; /* with its preambles and plays: who is opened
				    at the second server */
	unsigned sets_up; /* the run's that this case brings into place */
	/* That its steps name, in from=, at= or in braces, without its
	   preambles: with its probes, and as a preamble without. */
	unsigned parties, parties_as_preamble;
	unsigned players; /* who plays in it and in its preambles; probes are
			     left out */
	VEC(struct preamble) preambles;
	struct step *body; /* a STEP_SEQ */
	/* The <play>s in the body; those in probes come last. */
	VEC(const struct step *) plays;
	size_t plays_as_preamble; /* so many are in no probe */
};

struct documented_message {
	char *name;
	char *protocol;
	struct place at;
};

struct fixture {
	struct source *source;     /* owned reference */
	struct hash_node in_suite; /* by its phase */
	char *phase;               /* "invitation-rejected", "setup/log-in" */
	char *section;             /* "1.3", or NULL */
	char *title;
	bool is_setup;
	VEC(struct documented_message) documented;
	VEC(struct exclusion) exclusions; /* of all its cases */
	VEC(struct fixture_case *) cases;
};

void fixture_free(struct fixture *f);

struct step *step_new(enum step_kind kind, const struct place *at);

void step_free(struct step *s);

/* The element's name: "send", "receive", "seq" ...; static text. */
const char *step_kind_name(enum step_kind kind);

/* The case of that name, or NULL; borrowed. */
const struct fixture_case *fixture_find_case(
    const struct fixture *f, const char *name);

/* The level of its strictest requirement. */
enum requirement_level fixture_case_level(const struct fixture_case *c);

#endif
