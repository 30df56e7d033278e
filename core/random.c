/* SPDX-License-Identifier: Apache-2.0 */
#include "core/random.h"

void
random_seed(struct random *r, uint64_t seed)
{
	r->state = seed;
}
