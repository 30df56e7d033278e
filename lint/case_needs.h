/* SPDX-License-Identifier: Apache-2.0 */
/* What a case uses of the target's pools while it runs. */
#ifndef IXC_LINT_CASE_NEEDS_H
#define IXC_LINT_CASE_NEEDS_H

#include "model/fixture.h"

struct case_needs {
	unsigned agents;   /* distinct agent parties, with those only named */
	unsigned queues;   /* {queue} and {queue2}, if they are used */
	unsigned workbins; /* 1 when {workbin} is used, otherwise 0 */
};

/* Of the case with all its preambles. */
struct case_needs case_needs(const struct fixture_case *c);

#endif
