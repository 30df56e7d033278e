/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/exec/teardown.h"

/* The lease as the teardown sees it, which numbers the parties anew. */
static struct lease
teardown_lease(
    const struct session_setup *setup, const char **agents, const char **places)
{
	const struct pattern *p = setup->teardown;
	struct lease lease = *setup->lease;
	for (unsigned i = 0; i < p->parties.count; i++) {
		int party = pattern_find_party(
		    setup->pattern, p->parties.items[i].name);
		agents[i] = party < 0 ? NULL : lease.agent_ids[party];
		places[i] = party < 0 ? NULL : lease.place_ids[party];
	}
	lease.agent_ids = agents;
	lease.place_ids = places;
	return lease;
}

/* Does the party that plays in the event take part, and is still there? */
static bool
find_party(const struct session_setup *setup, const struct teardown_host *host,
    const struct pattern_event *e, unsigned *ret)
{
	int party = pattern_find_party(
	    setup->pattern, setup->teardown->parties.items[e->party].name);
	*ret = party < 0 ? 0 : (unsigned)party;
	return party >= 0 && host->is_open(host->context, *ret);
}

void
teardown_do(const struct session_setup *setup, const struct teardown_host *host,
    int64_t reference_id, int64_t now_ns)
{
	const struct pattern *p = setup->teardown;
	const char *agents[PATTERN_MAX_PARTIES], *places[PATTERN_MAX_PARTIES];
	if (!p)
		return;
	struct lease lease = teardown_lease(setup, agents, places);
	struct match *m = match_new(p, &lease, now_ns);
	for (unsigned e = 0; e < p->events.count; e++) {
		const struct pattern_event *event = &p->events.items[e];
		unsigned party;
		if (event->kind != EVENT_SEND || !event->main ||
		    !find_party(setup, host, event, &party))
			continue;
		struct message *message = match_build(m, e, ++reference_id);
		if (message)
			host->send(host->context, party, message);
		message_unref(message);
	}
	match_free(m);
}
