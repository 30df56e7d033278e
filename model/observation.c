/* SPDX-License-Identifier: Apache-2.0 */
#include "model/observation.h"

#include "core/mem.h"

#include <stdlib.h>

const char *
lag_cause_name(enum lag_cause cause)
{
	static const char *const names[] = { [LAG_STOOD] = "stood",
		[LAG_WAITED] = "waited",
		[LAG_HALTED] = "halted",
		[LAG_PATH] = "path" };
	return names[cause];
}

size_t
observation_weight(const struct observation *o)
{
	size_t bytes = sizeof(*o) + o->raw_size;
	size_t count = o->message ? message_count(o->message) : 0;
	for (size_t i = 0; i < count; i++) {
		const struct attribute *a = message_attribute(o->message, i);
		bytes += sizeof(*a) + a->path_size +
		    (a->kind == VALUE_STRING ? a->text_size : 0);
	}
	return bytes;
}

struct observation
observation_copy(const struct observation *o)
{
	struct observation copy = *o;
	if (o->message)
		message_ref(o->message);
	if (o->raw)
		copy.raw = mem_strndup(o->raw, o->raw_size);
	if (o->problem)
		copy.problem = mem_strdup(o->problem);
	return copy;
}

void
observation_clear(struct observation *o)
{
	message_unref(o->message);
	free(o->raw);
	free(o->problem);
	*o = (struct observation){ 0 };
}
