/* SPDX-License-Identifier: Apache-2.0 */
/* Whose party a number is: each case gets new ones, in ascending order. */
#include "runner/exec/campaign_state.h"

void
campaign_number_parties(struct campaign *c, unsigned index)
{
	struct slot *slot = &c->slots[index];
	size_t count = slot->pattern->parties.count;
	if (window_end(&c->owners) == 0)
		vec_push(&c->owners, 0); /* party numbers count from 1 */
	slot->first_party = (uint32_t)window_end(&c->owners);
	window_extend(&c->owners, slot->first_party + count - 1, index + 1);
}

struct session *
campaign_find_owner(
    const struct campaign *c, uint32_t party, unsigned *ret_index)
{
	if (!window_has(&c->owners, party) || !*window_at(&c->owners, party))
		return NULL;
	*ret_index = *window_at(&c->owners, party) - 1;
	return c->slots[*ret_index].session;
}

bool
campaign_has_left(const struct campaign *c, uint32_t party)
{
	unsigned index;
	return party > 0 && party < window_end(&c->owners) &&
	    !campaign_find_owner(c, party, &index);
}

void
campaign_drop_parties(struct campaign *c, unsigned index)
{
	const struct slot *slot = &c->slots[index];
	for (size_t i = 0; i < slot->pattern->parties.count; i++)
		*window_at(&c->owners, slot->first_party + i) = 0;
	while (c->oldest_party < window_end(&c->owners) &&
	    !*window_at(&c->owners, c->oldest_party))
		c->oldest_party++;
	window_trim(&c->owners, c->oldest_party);
}
