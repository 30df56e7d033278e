/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does the suite accuse a conforming server?  Runs all cases against each
 * variant of the mock that the target leaves open, and against some
 * combinations.
 */
#ifndef IXC_QUALIFY_QUALIFY_VARIANT_H
#define IXC_QUALIFY_QUALIFY_VARIANT_H

#include "core/buf.h"
#include "core/diag.h"
#include "mock/server.h"
#include "runner/exec/campaign.h"

#include <stdint.h>

/* The result of one variant, over all its runs; borrowed for the call. */
struct qualified_variant {
	const char *name; /* words for --variant; "": the mock as it is */
	unsigned passed, failed, undecided; /* cases */
	/* The first that failed, otherwise that was undecided; NULL: none. */
	const struct planned_case *culprit;
	const char *sentence;
	unsigned jobs; /* of its run */
	uint64_t seed;
};

struct variant_setup {
	const struct target *target;
	const struct mock_config *config;
	const struct planned_case *cases;
	unsigned case_count;
	uint64_t seed;
	bool is_brief; /* the mock as it is, only slow and shuffled */
	void *context;
	void (*report)(void *context, const struct qualified_variant *q);
	bool (*is_stopped)(void *context); /* or NULL */
};

/* False after reporting to 'diag', or when it was stopped. */
bool qualify_variants(const struct variant_setup *setup, struct diag *diag);

#endif
