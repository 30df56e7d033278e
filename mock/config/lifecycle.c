/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/config/lifecycle.h"

#include <assert.h>

#define TO(state) (1u << (state))

struct lifecycle_table {
	const char *name;
	unsigned char state_count;
	const char *states[LIFECYCLE_STATE_MAX];
	unsigned next[LIFECYCLE_STATE_MAX]; /* bit set of the states that may
					       follow */
};

static const struct lifecycle_table tables[] = {
	[LIFECYCLE_CLIENT] = {
		.name = "client",
		.state_count = 4,
		.states = {
			[CLIENT_CONNECTED] = "connected",
			[CLIENT_REGISTERED] = "registered",
			[CLIENT_LOGGED_IN] = "logged in",
			[CLIENT_CLOSED] = "closed",
		},
		.next = {
			[CLIENT_CONNECTED] = TO(CLIENT_REGISTERED) |
			    TO(CLIENT_CLOSED),
			[CLIENT_REGISTERED] = TO(CLIENT_LOGGED_IN) |
			    TO(CLIENT_CLOSED),
			[CLIENT_LOGGED_IN] = TO(CLIENT_REGISTERED) |
			    TO(CLIENT_CLOSED),
			[CLIENT_CLOSED] = 0,
		},
	},
	[LIFECYCLE_INTERACTION] = {
		.name = "interaction",
		.state_count = 5,
		.states = {
			[INTERACTION_NEW] = "new",
			[INTERACTION_QUEUED] = "queued",
			[INTERACTION_IN_WORKBIN] = "in workbin",
			[INTERACTION_HANDLED] = "handled",
			[INTERACTION_STOPPED] = "stopped",
		},
		.next = {
			[INTERACTION_NEW] = TO(INTERACTION_QUEUED),
			[INTERACTION_QUEUED] = TO(INTERACTION_HANDLED) |
			    TO(INTERACTION_STOPPED),
			[INTERACTION_IN_WORKBIN] = TO(INTERACTION_HANDLED) |
			    TO(INTERACTION_STOPPED),
			[INTERACTION_HANDLED] = TO(INTERACTION_QUEUED) |
			    TO(INTERACTION_IN_WORKBIN) |
			    TO(INTERACTION_STOPPED),
			[INTERACTION_STOPPED] = 0,
		},
	},
	[LIFECYCLE_OFFER] = {
		.name = "offer",
		.state_count = 4,
		.states = {
			[OFFER_OPEN] = "open",
			[OFFER_ACCEPTED] = "accepted",
			[OFFER_REJECTED] = "rejected",
			[OFFER_REVOKED] = "revoked",
		},
		.next = {
			[OFFER_OPEN] = TO(OFFER_ACCEPTED) |
			    TO(OFFER_REJECTED) | TO(OFFER_REVOKED),
			[OFFER_ACCEPTED] = 0,
			[OFFER_REJECTED] = 0,
			[OFFER_REVOKED] = 0,
		},
	},
};

bool
lifecycle_allows(
    enum lifecycle_machine machine, unsigned char from, unsigned char to)
{
	const struct lifecycle_table *t = &tables[machine];
	return from < t->state_count && to < t->state_count &&
	    t->next[from] & TO(to);
}

void
lifecycle_force(const struct mock_config *config,
    enum lifecycle_machine machine, const char *id, unsigned char *state,
    unsigned char to)
{
	const struct lifecycle_table *t = &tables[machine];
	assert(*state < t->state_count && to < t->state_count);
	if (config->on_transition) {
		struct mock_transition transition = { t->name, id,
			t->states[*state], t->states[to] };
		config->on_transition(config->owner, &transition);
	}
	*state = to;
}

void
lifecycle_move(const struct mock_config *config, enum lifecycle_machine machine,
    const char *id, unsigned char *state, unsigned char to)
{
	assert(lifecycle_allows(machine, *state, to));
	lifecycle_force(config, machine, id, state, to);
}

const char *
lifecycle_name(enum lifecycle_machine machine)
{
	return tables[machine].name;
}

const char *
lifecycle_state_name(enum lifecycle_machine machine, unsigned char state)
{
	return state < tables[machine].state_count
	    ? tables[machine].states[state]
	    : NULL;
}
