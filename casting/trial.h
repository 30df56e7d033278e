/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Traffic judged as one case, to see whether it may be that one.
 */
#ifndef IXC_CASTING_TRIAL_H
#define IXC_CASTING_TRIAL_H

#include "casting/take.h"

struct trial {
	enum verdict verdict;
	bool is_cut;      /* something that never came keeps it from going on */
	unsigned matched; /* messages that the case expects */
};

/* The take is prepared. */
struct trial trial_run(
    const struct take *t, const struct footage *f, const struct target *target);

#endif
