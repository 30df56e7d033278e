/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the judge knows of a run: its facts, the configurations that explain
 * them, and where it diverged.  Private to judge; only the headers of the
 * pattern are below it.
 */
#ifndef IXC_JUDGE_MATCH_DATA_H
#define IXC_JUDGE_MATCH_DATA_H

#include "core/buf.h"
#include "judge/pattern/pattern.h"
#include "model/observation.h"
#include "model/outcome.h"

/* Messages about others that a case keeps. */
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
	bool is_tolerated : 1; /* required by no step, and not judged: in a
				* setup */
	bool has_message : 1;
	bool is_derived : 1; /* 'protocol' is not what the server said */
	enum observation_kind kind : 3;
	uint8_t party;
	int16_t event; /* stimulus; or what it was last matched with, -1 */
	unsigned number;
	int64_t time_ns;
	int64_t earliest_ns;
	int64_t server_us;               /* on the server's clock, -1: none */
	const char *protocol;            /* as from catalogue_protocol() */
	const struct message_spec *spec; /* NULL: unknown to the catalogue */
	/*
	 * The message of a stimulus is only kept if others use its values, that
	 * of a mere answer only if it was not expected.
	 */
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

/*
 * The request of ours that it is, or answers; -1: none, as of an event, or of
 * what is sent in answer to a request of the server's.
 */
static inline int64_t
record_reference(const struct record *r)
{
	int64_t reference_id = -1;
	if (!r->has_message)
		return r->reference_id;
	if (!r->spec ||
	    (r->is_stimulus ? r->spec->kind == MESSAGE_REQUEST
			    : message_spec_is_reply(r->spec)))
		message_integer(r->message, "referenceId", &reference_id);
	return reference_id;
}

/* What is known of a record that is not a message. */
struct record_text {
	unsigned record;
	char *text; /* owned: why it was disconnected, or how it breaks the
		     * binding */
};

struct config {
	bool unsure;
	unsigned unsure_record; /* the one about which we are unsure */
	uint64_t hash;          /* of all that is_same() looks at */
	uint64_t *set;          /* events that have happened */
	uint16_t *at; /* by event: index of the record, or NO_RECORD */
};

/* In which way an answer is wrong, whatever else the server does. */
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
	ANSWER_EARLY,       /* UNEXPECTED; it is 'event', which comes after the
			     * stimulus 'other' */
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

struct match {
	const struct pattern *p;
	const struct lease *lease;
	struct match_state *state; /* see state.h */
	int64_t start_ns;
	int64_t now_ns;         /* newest time of any fact */
	unsigned strange_count; /* messages about strangers */
	/* Observations that nothing took: those that are kept, and the rest. */
	unsigned evidence_count, left_out_count;
	bool has_kept; /* the newest one, whoever took it */
	size_t evidence_bytes;
	unsigned config_count;
	unsigned config_capacity;
	struct config *configs;
	unsigned spare_count, spare_capacity;
	uint64_t steps;        /* of MATCH_MAX_STEPS */
	struct config *spares; /* the next generation while one is built */
	VEC(struct record) records;
	VEC(struct record_text) texts;
	VEC(char *) odd_protocols; /* that the catalogue lacks; owned */
	size_t odd_before;         /* ... and before the newest observation */
	VEC(char *) interactions;  /* ids that our stimuli named; owned */
	/* When a stimulus relied on silence last, and at the end of the setups;
	   0: never.  Then also the receives that were given up for it. */
	int64_t settled_ns, setup_settled_ns;
	uint64_t *given_up; /* owned */
	struct buf scratch;
};

/* So much is about to be done; see MATCH_MAX_STEPS. */
static inline void
match_note_steps(struct match *m, size_t steps)
{
	m->steps += steps;
}

#endif
