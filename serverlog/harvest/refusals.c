/* SPDX-License-Identifier: Apache-2.0 */
#include "serverlog/harvest/refusals.h"

#include <stdlib.h>

void
refusals_add(
    struct refusals *r, int64_t time_ms, int64_t reference_id, char *text)
{
	unsigned i = r->next;
	r->next = (i + 1) % REFUSALS_KEPT;
	free(r->kept[i].text);
	r->kept[i].time_ms = time_ms;
	r->kept[i].reference_id = reference_id;
	r->kept[i].text = text;
}

char *
refusals_take(struct refusals *r, int64_t time_ms, int64_t reference_id)
{
	for (unsigned i = 0; i < REFUSALS_KEPT; i++) {
		if (!r->kept[i].text ||
		    r->kept[i].reference_id != reference_id ||
		    time_ms - r->kept[i].time_ms > REFUSAL_NEAR_MS)
			continue;
		char *text = r->kept[i].text;
		r->kept[i].text = NULL;
		return text;
	}
	return NULL;
}

void
refusals_free(struct refusals *r)
{
	for (unsigned i = 0; i < REFUSALS_KEPT; i++)
		free(r->kept[i].text);
}
