/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is each way to break the binding found by the check of what it breaks?  The
 * mock is started with one fault after the other, and probed.
 *
 * Sits above mock/http and probe, which know nothing of each other.
 */
#ifndef IXC_QUALIFY_BINDING_LAPSE_TRIAL_H
#define IXC_QUALIFY_BINDING_LAPSE_TRIAL_H

#include "core/diag.h"
#include "mock/config/binding_fault.h"
#include "model/outcome.h"
#include "model/target.h"

#include <stdbool.h>

/* What became of one; borrowed for the call. */
struct lapse_result {
	/* NULL: of the mock without a fault, and of each check that does not
	 * pass with it. */
	const struct binding_fault_kind *fault;
	const char *check; /* "binding/order/B-50-resumes" */
	enum verdict verdict;
	const char *sentence; /* or NULL */
	bool is_own;          /* the check is that of what is broken */
};

struct lapse_trials {
	const struct target *target; /* its agents and values are used */
	const bool *wanted; /* by enum binding_fault; NULL: all, and the mock
			       without a fault */
	bool with_others; /* also make the checks that are about other things */
	int stop_fd;      /* readable: stop; -1: none */
	void (*report)(void *context, const struct lapse_result *result);
	void *context;
	/* Written: */
	unsigned passed_count; /* checks that the mock passes without a fault */
	unsigned failed_count; /* or does not; those that do not apply are none
				*/
	unsigned fault_count;  /* that were tried */
	unsigned caught_count;
	bool is_stopped;
};

/* False after reporting that the mock cannot be started. */
bool lapse_trials_run(struct lapse_trials *t, struct diag *diag);

#endif
