/* SPDX-License-Identifier: Apache-2.0 */
#include "serverlog/harvest/parties.h"

#include "core/mem.h"

#include <stdlib.h>

/* Rows and their places: 2 MiB, for the 131,072 latest pairs. */
#define ROWS 16384
#define PLACES 8

struct pair {
	uint64_t hash; /* of both names; 0: none */
	uint32_t age;  /* when it was noted */
	bool is_party;
};

struct log_parties {
	uint32_t now;
	struct pair rows[ROWS][PLACES];
};

struct log_parties *
log_parties_new(void)
{
	return mem_zalloc(sizeof(struct log_parties));
}

void
log_parties_free(struct log_parties *p)
{
	free(p);
}

/* FNV-1a, of both with a separator that no name has. */
static uint64_t
hash_of(struct span interaction, struct span agent)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	for (size_t i = 0; i < interaction.size; i++)
		hash = (hash ^ (unsigned char)interaction.at[i]) *
		    UINT64_C(1099511628211);
	hash = (hash ^ 0xff) * UINT64_C(1099511628211);
	for (size_t i = 0; i < agent.size; i++)
		hash = (hash ^ (unsigned char)agent.at[i]) *
		    UINT64_C(1099511628211);
	return hash ? hash : 1;
}

static const struct pair *
find(const struct log_parties *p, uint64_t hash)
{
	const struct pair *row = p->rows[(hash >> 32) % ROWS];
	for (unsigned i = 0; i < PLACES; i++)
		if (row[i].hash == hash)
			return &row[i];
	return NULL;
}

void
log_parties_note(struct log_parties *p, struct span interaction,
    struct span agent, bool is_party)
{
	uint64_t hash = hash_of(interaction, agent);
	struct pair *row = p->rows[(hash >> 32) % ROWS];
	struct pair *to = &row[0];
	for (unsigned i = 0; i < PLACES; i++) {
		if (row[i].hash == hash) {
			to = &row[i];
			break;
		}
		if (row[i].age < to->age)
			to = &row[i];
	}
	*to = (struct pair){ hash, ++p->now, is_party };
}

enum known
log_parties_ask(
    const struct log_parties *p, struct span interaction, struct span agent)
{
	const struct pair *found = find(p, hash_of(interaction, agent));
	if (!found)
		return KNOWN_NOT;
	return found->is_party ? KNOWN_YES : KNOWN_NO;
}
