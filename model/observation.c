/* SPDX-License-Identifier: Apache-2.0 */
#include "model/observation.h"

#include <stdlib.h>

void
observation_clear(struct observation *o)
{
	message_unref(o->message);
	free(o->raw);
	free(o->problem);
	*o = (struct observation){ 0 };
}
