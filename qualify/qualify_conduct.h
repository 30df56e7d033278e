/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does the suite notice a server that decides wrongly?  Runs all cases, one
 * after the other and several at a time, against each mutant of conduct.h, and
 * gives the result of each.
 */
#ifndef IXC_QUALIFY_QUALIFY_CONDUCT_H
#define IXC_QUALIFY_QUALIFY_CONDUCT_H

#include "core/diag.h"
#include "qualify/conduct.h"
#include "runner/exec/campaign.h"

#include <stdint.h>

/*
 * Walks that an exploration takes.  Half as many find the same mutants illegal,
 * and ten times as many find no others.
 */
#define CONDUCT_WALKS 1000

/* Cases at a time, when there are several. */
#define CONDUCT_JOBS 16

enum conduct_result {
	CONDUCT_KILLED, /* illegal, and a failure names what is wrong */
	CONDUCT_KILLED_AS_OTHER, /* illegal, and failures name something else */
	CONDUCT_SURVIVED,        /* illegal, and nothing failed */
	CONDUCT_PASSED,          /* not illegal, and nothing failed */
	CONDUCT_ACCUSED,         /* not illegal, and something failed */
	CONDUCT_UNTRIED,         /* of another chapter */
};
#define CONDUCT_RESULT_COUNT (CONDUCT_UNTRIED + 1)

/* The result of one mutant; borrowed for the call. */
struct qualified_conduct {
	const struct conduct *conduct;
	enum conduct_result result;
	unsigned failed, undecided; /* cases, up to the one that names it */
	/* The case that names it, otherwise the first to fail; NULL: none. */
	const struct planned_case *culprit;
	const char *sentence; /* its */
	enum finding finding;
	unsigned jobs;        /* with which it was found */
	const char *scenario; /* of a survivor: how it shows; otherwise NULL */
};

struct conduct_setup {
	const struct target *target;
	const struct mock_config *config;
	const struct planned_case *cases; /* of one suite: all of them */
	unsigned case_count;
	uint64_t seed;
	unsigned walk_count; /* of the exploration; CONDUCT_WALKS */
	void *context;
	void (*report)(void *context, const struct qualified_conduct *q);
	/* Its progress, in the range from 0 to 'of'; NULL: not wanted. */
	void (*progress)(void *context, unsigned done, unsigned of);
	bool (*is_stopped)(void *context); /* or NULL */
};

enum conduct_status {
	CONDUCTS_QUALIFIED,
	CONDUCTS_BROKEN, /* cases do not compile, or not pass without faults */
	CONDUCTS_STOPPED,
};

/*
 * Is there a walk of what the suite tests?  There is one of conferences: of a
 * suite whose phases send WALK_INVITATION.
 */
bool qualify_conduct_applies(const struct suite *suite);

/* Try all mutants.  CONDUCTS_BROKEN after reporting to 'diag'. */
enum conduct_status qualify_conduct(
    const struct conduct_setup *setup, struct diag *diag);

#endif
