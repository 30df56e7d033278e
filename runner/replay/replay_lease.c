/* SPDX-License-Identifier: Apache-2.0 */
/* The loan of a recorded case, kept while it is judged again. */
#include "core/mem.h"
#include "judge/ledger.h"
#include "runner/replay/replayed.h"

#include <stdlib.h>
#include <string.h>

static char *
copy(const char *text)
{
	return text ? mem_strdup(text) : NULL;
}

/* What the party of that name was given, or NULL. */
static const struct leased_party *
find_leased(const struct case_lease *told, const char *name)
{
	for (unsigned i = 0; i < told->party_count; i++)
		if (strcmp(told->parties[i].name, name) == 0)
			return &told->parties[i];
	return NULL;
}

void
replayed_note_lease(struct ledger *ledger, const struct case_lease *told)
{
	for (unsigned i = 0; i < told->party_count; i++) {
		ledger_add(ledger, told->parties[i].agent_id);
		ledger_add(ledger, told->parties[i].place_id);
	}
	ledger_add(ledger, told->queue);
	ledger_add(ledger, told->queue2);
	ledger_add(ledger, told->workbin);
	ledger_add(ledger, told->interaction);
	ledger_add(ledger, told->unique);
}

void
replayed_take_lease(struct replayed *c, const struct case_lease *told,
    const struct ledger *ledger)
{
	size_t count = c->pattern->parties.count;
	char **agents = mem_zalloc((count + 1) * sizeof(*agents));
	char **places = mem_zalloc((count + 1) * sizeof(*places));
	for (size_t i = 0; i < count; i++) {
		const struct leased_party *p =
		    find_leased(told, c->pattern->parties.items[i].name);
		agents[i] = p ? copy(p->agent_id) : NULL;
		places[i] = p ? copy(p->place_id) : NULL;
	}
	c->lease = (struct lease){ .agent_ids = (const char *const *)agents,
		.place_ids = (const char *const *)places,
		.queue = copy(told->queue),
		.queue2 = copy(told->queue2),
		.workbin = copy(told->workbin),
		.left_in_queue = copy(told->left_in_queue),
		.left_in_queue2 = copy(told->left_in_queue2),
		.left_in_workbin = copy(told->left_in_workbin),
		.interaction = copy(told->interaction),
		.unique = copy(told->unique),
		.ledger = ledger };
}

void
replayed_free_lease(struct replayed *c)
{
	char **agents = (char **)c->lease.agent_ids;
	char **places = (char **)c->lease.place_ids;
	for (size_t i = 0; agents && i < c->pattern->parties.count; i++) {
		free(agents[i]);
		free(places[i]);
	}
	free(agents);
	free(places);
	free((char *)c->lease.queue);
	free((char *)c->lease.queue2);
	free((char *)c->lease.workbin);
	free((char *)c->lease.left_in_queue);
	free((char *)c->lease.left_in_queue2);
	free((char *)c->lease.left_in_workbin);
	free((char *)c->lease.interaction);
	free((char *)c->lease.unique);
}

void
replayed_clear(struct replayed *c)
{
	match_free(c->match);
	replayed_free_lease(c); /* asks the pattern how many parties it has */
	pattern_free(c->own);
	free(c->misfit);
	vec_free(&c->sources);
	*c = (struct replayed){ .has_started = c->has_started,
		.has_ended = c->has_ended,
		.has_derived_tags = c->has_derived_tags,
		.state = c->state,
		.why = c->why,
		.recorded = c->recorded,
		.attempts = c->attempts,
		.first = c->first,
		.odd = c->odd };
}
