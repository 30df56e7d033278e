/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a case ended: the verdict, and for anything but a pass the finding, in
 * the words of the fixture.
 */
#ifndef IXC_MODEL_OUTCOME_H
#define IXC_MODEL_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum verdict {
	VERDICT_PASS,
	VERDICT_FAIL,         /* the server did what the fixture forbids */
	VERDICT_INCONCLUSIVE, /* it could not be judged: a preamble did not
				 hold, or the runner itself was late */
	VERDICT_ERROR,        /* the server or the run broke: unreachable */
	VERDICT_SKIPPED,      /* not run, on purpose; the sentence says why */
	VERDICT_ABORTED,      /* not finished when the run was stopped */
	VERDICT_EXPECTED,     /* failed as a baseline says it does */
	VERDICT_FLAKY,        /* passed, but could not be judged at first */
};
#define VERDICT_COUNT (VERDICT_FLAKY + 1)

/* What kind of difference was found; FINDING_NONE with a pass. */
enum finding {
	FINDING_NONE,
	FINDING_MISSING,
	FINDING_UNEXPECTED,
	FINDING_DUPLICATE,
	FINDING_OUT_OF_ORDER,
	FINDING_WRONG_PROTOCOL,
	FINDING_WRONG_PARTY,
	FINDING_WRONG_ANSWER,
	FINDING_WRONG_ATTRIBUTE,
	FINDING_TOO_EARLY,
	FINDING_TOO_LATE,
	FINDING_MALFORMED,
	FINDING_DISCONNECTED,
	/* not about the server's messages */
	FINDING_AMBIGUOUS,   /* inconclusive: too many live configurations */
	FINDING_RUNNER_LATE, /* inconclusive: we cannot tell in time or late */
	FINDING_UNREACHABLE, /* error: the transport broke */
	FINDING_BROKEN_BINDING,  /* error: what is between the server and us
				    breaks docs/binding.md */
	FINDING_UNRESOLVED,      /* error: a value could not be filled in */
	FINDING_UNEXPECTED_PASS, /* fail: a baseline says that it fails */
};
#define FINDING_COUNT (FINDING_UNEXPECTED_PASS + 1)

/* An observation that the judge took for an expected message. */
struct matched_message {
	unsigned number;  /* of the observation in the case's transcript */
	const char *file; /* the fixture; borrowed from the suite */
	unsigned line;
	bool is_main;   /* of the case itself, not of a preamble */
	unsigned event; /* of the pattern; only of a run, not in a recording */
	/* Only of a run, and in the recording of a shard: */
	const char *within; /* its deadline as the fixture writes it, borrowed;
			       NULL: none */
	int64_t limit_ns;   /* what that amounts to */
	int64_t slack_ns;   /* from its arrival to its deadline */
};

/*
 * Where a finding is, for drawing it: numbers of the case's transcript, 0:
 * none, and the message that should have come.
 */
struct finding_place {
	unsigned after;    /* what the runner did last before it */
	unsigned first;    /* of a duplicate: the one before */
	unsigned observed; /* what came instead */
	unsigned behind;   /* the last one before it, of both sides */
	bool is_ghost;     /* where the expected message should have come, and
			    * nothing came instead */
	unsigned preamble; /* of order_of_case(), from 1; 0: the case itself */
	const char *message; /* NULL: none was expected; borrowed from the
				suite, and so is what follows */
	const char *party;
	const char *protocol;
	const char *file; /* the fixture */
	unsigned line;
};

/*
 * How a message differs from the one that should have come, if in one respect:
 * both sides as escaped texts.  All owned.
 */
struct finding_difference {
	char *what; /* "protocol", "party", "referenceId", "time", or the path
		     * of an attribute; NULL: not in one respect */
	char *expected, *observed;
};

/* A case that serves as a preamble; borrowed from the suite. */
struct blamed_case {
	const char *phase; /* NULL: none */
	const char *name;
};

struct outcome {
	enum verdict verdict;
	enum finding finding;
	struct blamed_case blamed; /* the preamble at fault, if it is not the
				    * case itself */
	bool is_proven;  /* only of a run, not in a recording of it: would the
			  * finding fail the own case of that preamble? */
	char *sentence;  /* owned, one escaped line; NULL with a pass */
	size_t cause_at; /* where 'sentence' says what is wrong, after naming
			  * who is blamed; only of a run */
	char *detail;    /* owned, escaped lines that show both sides, each
			    ending in a newline; or NULL */
	char *seen_in;   /* owned: the path of the case in which this one failed
			  * as a preamble; or NULL */
	char *leftover;  /* owned: the interaction of another run that was in
			    its way; only of a run; or NULL */
	unsigned leftover_party; /* index of who got that */
	struct finding_place place;
	struct finding_difference difference;
	int64_t duration_ns; /* from the start of the case to the verdict */
	int64_t lag_ns; /* longest time by which the runner itself was late */
	int64_t path_delay_ns; /* the same of the path to the server, by the
				* clock of the server */
	struct matched_message *matches; /* owned, in order of arrival */
	unsigned match_count;
};

/* What the server did, whatever a baseline says about it. */
enum behaviour {
	SERVER_PASSES,
	SERVER_FAILS,
	SERVER_UNJUDGED, /* inconclusive, error, aborted */
	SERVER_UNTRIED,  /* skipped, or not in the run */
};

/* Of a case that ended like this. */
enum behaviour verdict_behaviour(enum verdict verdict, enum finding finding);

/* 'into' is overwritten, and owns copies then. */
void finding_difference_copy(
    struct finding_difference *into, const struct finding_difference *from);

/* Release the texts and clear it. */
void finding_difference_clear(struct finding_difference *d);

/* Release what the outcome owns. */
void outcome_clear(struct outcome *o);

/*
 * Did the server do something wrong, in the case itself or (inconclusive) in a
 * preamble?
 */
bool outcome_blames_server(const struct outcome *o);

/* Is there a place at all, or is the finding about no message? */
bool finding_is_placed(const struct finding_place *place);

/* Did the server do what the fixture wants, at once or in a later attempt? */
bool verdict_is_pass(enum verdict verdict);

/*
 * Does it need attention?  Not if it passed, was skipped, or failed as a
 * baseline says.
 */
bool verdict_needs_attention(enum verdict verdict);

/* "pass", "fail", "inconclusive", "error", "skipped", "aborted",
 * "expected failure", "flaky"; static. */
const char *verdict_name(enum verdict verdict);

/*
 * "missing", "out of order", "wrong protocol" ...: in each report, and what a
 * baseline is written in; static.
 */
const char *finding_name(enum finding finding);

#endif
