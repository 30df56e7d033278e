/* SPDX-License-Identifier: Apache-2.0 */
#include "casting/take.h"

#include "core/mem.h"
#include "core/source.h"

#include <string.h>

/* --- who has what --- */

/* Where the interaction was before: what its first event says. */
static const char *
find_queue(const struct stretch *s)
{
	for (size_t i = s->first; i < s->end; i++) {
		const struct episode_fact *f = &s->episode->facts.items[i];
		const char *queue = f->is_to_server ||
			strncmp(message_name(f->message), "EventPlaced", 11) ==
			    0
		    ? NULL
		    : message_string(
			  f->message, "interaction.interactionQueue");
		if (queue)
			return queue;
	}
	return NULL;
}

/* A party of the pattern that the log shows something of. */
static bool
is_shown(const struct take *t, unsigned party)
{
	const struct pattern_party *p =
	    &t->candidate->pattern->parties.items[party];
	const struct player *player = &t->players.of[party];
	switch (p->role) {
	case PARTY_REPORTING:
		return t->engine != NO_CLIENT;
	case PARTY_AGENT:
	case PARTY_MEDIA:
	case PARTY_ROUTER:
	case PARTY_SERVICE:
	case PARTY_PROXY:
		break;
	}
	return player->client != NO_CLIENT || player->agent_id;
}

void
take_prepare(struct take *t, const struct footage *f)
{
	const struct pattern *p = t->candidate->pattern;
	unsigned count = 0;
	for (unsigned i = 0; i < p->parties.count && count < CAST_SIZE; i++) {
		const struct player *player = &t->players.of[i];
		if (is_shown(t, i))
			t->parties[count++] =
			    (struct leased_party){ .name =
						       p->parties.items[i].name,
				    .agent_id = player->agent_id,
				    .place_id = player->place_id };
	}
	t->lease = (struct case_lease){
		.interaction = t->stretch.episode->interaction,
		.queue = find_queue(&t->stretch),
		.parties = t->parties,
		.party_count = count,
		.sight = &f->sight,
	};
	t->test = (struct run_case){ .suite = t->candidate->suite->name,
		.phase = t->candidate->test->fixture->phase,
		.name = t->candidate->test->name,
		.file = "",
		.requirement = "" };
	t->run =
	    (struct run_facts){ .cases = &t->test, .case_count = 1, .jobs = 1 };
}

char *
footage_id(const struct footage *f, const char *id)
{
	if (f->veil)
		return veil_id(f->veil, id);
	return id ? mem_strdup(id) : NULL;
}

/* --- which facts --- */

/* A request that no case makes, about the same interaction. */
static bool
is_foreign_request(const struct footage *f, const struct episode_fact *fact)
{
	return fact->is_to_server && fact->message &&
	    !candidates_send(f->candidates, message_name(fact->message));
}

/* The answer to such a request. */
static bool
answers_foreign(const struct take *t, const struct footage *f,
    const struct episode_fact *fact)
{
	int64_t own, other;
	if (fact->is_to_server ||
	    !message_integer(fact->message, "referenceId", &own))
		return false;
	for (size_t i = t->stretch.first; i < t->stretch.end; i++) {
		const struct episode_fact *g =
		    &t->stretch.episode->facts.items[i];
		if (g == fact)
			break;
		if (g->is_to_server && g->message &&
		    g->client == fact->client &&
		    message_integer(g->message, "referenceId", &other) &&
		    own == other)
			return is_foreign_request(f, g);
	}
	return false;
}

/* News that the catalogue knows and no case of the suites: of another model. */
static bool
is_of_another_model(const struct take *t, const struct footage *f,
    const struct episode_fact *fact)
{
	const char *name = fact_name(fact);
	return !fact->is_to_server &&
	    catalogue_find(t->candidate->suite->catalogue, name) &&
	    !candidates_expect(f->candidates, name);
}

static const char *
party_of_client(const struct take *t, unsigned client)
{
	const struct pattern *p = t->candidate->pattern;
	for (unsigned i = 0; i < p->parties.count; i++)
		if (t->players.of[i].client == client)
			return p->parties.items[i].name;
	return NULL;
}

static bool
is_of_something_else(const struct take *t, const struct footage *f,
    const struct episode_fact *fact)
{
	return is_foreign_request(f, fact) || answers_foreign(t, f, fact) ||
	    is_of_another_model(t, f, fact);
}

const char *
take_party(const struct take *t, const struct footage *f,
    const struct episode_fact *fact)
{
	if (is_of_something_else(t, f, fact))
		return NULL;
	if (fact->is_report)
		return fact->client == t->engine ? "reporting" : NULL;
	return party_of_client(t, fact->client);
}

bool
take_strays(const struct take *t, const struct footage *f,
    const struct episode_fact *fact)
{
	return !fact->is_to_server && !fact->is_report &&
	    !is_of_something_else(t, f, fact) &&
	    !party_of_client(t, fact->client);
}

char *
take_source(const struct footage *f, const struct episode_fact *fact)
{
	return mem_printf("%s:%u",
	    source_file_name(reader_path(f->reader, fact->at.file)),
	    fact->at.line);
}
