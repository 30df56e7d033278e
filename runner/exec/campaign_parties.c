/* SPDX-License-Identifier: Apache-2.0 */
/* Whose party a number is: each case gets new ones, in ascending order. */
#include "runner/exec/campaign_state.h"

void
campaign_number_parties(struct campaign *c, unsigned index)
{
	struct slot *slot = slot_of(c, index);
	size_t count = slot->pattern->parties.count;
	if (window_end(&c->owners) == 0)
		vec_push(&c->owners, 0); /* party numbers count from 1 */
	slot->first_party = (uint32_t)window_end(&c->owners);
	window_extend(&c->owners, slot->first_party + count - 1, index + 1);
}

/* The parties of the run outlast those that came after them. */
static struct session *
find_standing(const struct campaign *c, uint32_t party, unsigned *ret_index)
{
	for (size_t i = 0; i < c->hubs.count; i++) {
		*ret_index = c->hubs.items[i]->setup;
		const struct slot *slot = slot_of(c, *ret_index);
		if (slot->session && slot->first_party == party)
			return slot->session;
	}
	return NULL;
}

/* Does nothing have to be kept between it and the newest? */
static bool
is_gone(const struct campaign *c, unsigned owner)
{
	return owner == 0 || slot_of(c, owner - 1)->sets_up;
}

struct session *
campaign_find_owner(
    const struct campaign *c, uint32_t party, unsigned *ret_index)
{
	if (party < c->owners.first)
		return find_standing(c, party, ret_index);
	if (!window_has(&c->owners, party) || !*window_at(&c->owners, party))
		return NULL;
	*ret_index = *window_at(&c->owners, party) - 1;
	return slot_of(c, *ret_index)->session;
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
	const struct slot *slot = slot_of(c, index);
	for (size_t i = 0; i < slot->pattern->parties.count; i++)
		if (window_has(&c->owners, slot->first_party + i))
			*window_at(&c->owners, slot->first_party + i) = 0;
	while (c->oldest_party < window_end(&c->owners) &&
	    is_gone(c, *window_at(&c->owners, c->oldest_party)))
		c->oldest_party++;
	window_trim(&c->owners, c->oldest_party);
}
