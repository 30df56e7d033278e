/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tests the suite: runs a case against every mutant of the server's behaviour,
 * and against many legal schedules, and says how each was judged.  All in
 * simulation; docs/qualify.md has the rules.
 */
#ifndef IXC_QUALIFY_QUALIFY_H
#define IXC_QUALIFY_QUALIFY_H

#include "core/diag.h"
#include "mock/server.h"
#include "model/suite.h"
#include "model/target.h"
#include "qualify/message_mutant.h"

#include <stdint.h>

enum qualification {
	KILLED,          /* illegal, and found with the category injected */
	KILLED_AS_OTHER, /* illegal, and found with another category */
	SURVIVED,        /* illegal, and not found */
	LEGAL_PASSED,
	LEGAL_FAILED, /* legal, and wrongly failed */
};
#define QUALIFICATION_COUNT (LEGAL_FAILED + 1)

/*
 * Latencies: all random; or those of two parties as different as possible; or a
 * server that is far away from one party, two or all of them: without 'fast',
 * and then the case may also be inconclusive for lack of time.
 */
struct schedule {
	uint64_t seed;
	const char *fast;      /* its connection takes no time, or NULL */
	const char *slow;      /* its connection takes 'slow_ns' each way;
				* NULL: that of all parties, if there is a
				* 'slow_ns' */
	const char *also_slow; /* a second such party, or NULL */
	int64_t slow_ns;       /* 0: all random */
};

static inline bool
schedule_is_far(const struct schedule *s)
{
	return s->slow_ns > 0 && !s->fast;
}

/* The result of one mutant or one schedule; borrowed for the call. */
struct qualified {
	const struct fixture_case *test;
	const struct mutant *mutant; /* NULL: a schedule without a fault */
	struct schedule schedule;
	enum qualification result;
	const struct outcome *outcome;
};

struct qualify_setup {
	const struct suite *suite;
	const struct target *target;
	const struct mock_config *config;
	uint64_t seed;      /* of the mutants, and of the first schedule */
	unsigned schedules; /* random ones; the chosen ones are additional */
	void *context;
	void (*report)(void *context, const struct qualified *q);
	/* Asked before each run; NULL: continue to the end. */
	bool (*is_stopped)(void *context);
};

enum qualify_status {
	CASE_QUALIFIED,
	CASE_EXCLUDED, /* a reading of the target excludes it */
	CASE_BROKEN,   /* does not compile, or not pass without faults */
	CASE_STOPPED,  /* asked to stop on the way */
};

/* Qualify one case.  CASE_BROKEN after reporting to 'diag'. */
enum qualify_status qualify_case(const struct qualify_setup *setup,
    const struct fixture_case *test, struct diag *diag);

/* "qualified", "excluded", "broken", "stopped"; static. */
const char *qualify_status_name(enum qualify_status status);

#endif
