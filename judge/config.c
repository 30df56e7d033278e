/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/config.h"

#include <stdlib.h>
#include <string.h>

/* Configurations are distinguished by their hashes, several in a step. */
#define HASHES_PER_STEP 8

/* Of a configuration: its set, followed by the records. */
static size_t
facts_bytes(const struct match *m)
{
	return m->p->words * sizeof(uint64_t) +
	    m->p->events.count * sizeof(uint16_t);
}

struct config *
config_append(struct match *m)
{
	if (m->spare_count == m->spare_capacity) {
		unsigned old = m->spare_capacity;
		m->spare_capacity = old ? old * 2 : 1;
		m->spares = mem_resize(
		    m->spares, m->spare_capacity, sizeof(*m->spares));
		for (unsigned i = old; i < m->spare_capacity; i++) {
			m->spares[i].set = mem_zalloc(facts_bytes(m));
			m->spares[i].at =
			    (uint16_t *)(m->spares[i].set + m->p->words);
		}
	}
	return &m->spares[m->spare_count++];
}

void
config_copy(const struct match *m, struct config *to, const struct config *from)
{
	to->hash = from->hash;
	to->unsure = from->unsure;
	to->unsure_record = from->unsure_record;
	memcpy(to->set, from->set, facts_bytes(m));
}

/* Spreads the bits of an event and its record, so that sums seldom collide. */
static uint64_t
mix(uint64_t x)
{
	x = (x ^ x >> 31) * UINT64_C(0x9E3779B97F4A7C15);
	return x ^ x >> 29;
}

void
config_take(
    const struct match *m, struct config *c, unsigned event, unsigned record)
{
	bool referenced = m->p->events.items[event].referenced;
	bits_add(c->set, event);
	c->at[event] = (uint16_t)record;
	c->hash += mix((uint64_t)event + 1 +
	    (referenced ? (uint64_t)(record + 1) << 32 : 0));
}

/* Same events, and same facts wherever later steps refer to them. */
static bool
is_same(const struct match *m, const struct config *a, const struct config *b)
{
	if (a->hash != b->hash ||
	    memcmp(a->set, b->set, m->p->words * sizeof(uint64_t)) != 0)
		return false;
	for (size_t e = 0; e < m->p->events.count; e++)
		if (m->p->events.items[e].referenced && a->at[e] != b->at[e])
			return false;
	return true;
}

void
config_settle(struct match *m)
{
	const struct config *newest = &m->spares[m->spare_count - 1];
	match_note_steps(m, m->spare_count / HASHES_PER_STEP);
	for (unsigned i = 0; i + 1 < m->spare_count; i++) {
		if (!is_same(m, &m->spares[i], newest))
			continue;
		m->spares[i].unsure &= newest->unsure;
		m->spare_count--;
		return;
	}
}

void
config_advance(struct match *m)
{
	struct config *configs = m->configs;
	unsigned capacity = m->config_capacity;
	m->configs = m->spares;
	m->config_count = m->spare_count;
	m->config_capacity = m->spare_capacity;
	m->spares = configs;
	m->spare_count = 0;
	m->spare_capacity = capacity;
}

void
config_focus(struct match *m, unsigned index)
{
	struct config c = m->configs[index];
	m->configs[index] = m->configs[0];
	m->configs[0] = c;
}

static void
free_array(struct config *configs, unsigned capacity)
{
	for (unsigned i = 0; i < capacity; i++)
		free(configs[i].set);
	free(configs);
}

void
config_free_all(struct match *m)
{
	free_array(m->configs, m->config_capacity);
	free_array(m->spares, m->spare_capacity);
}

bool
match_is_exhausted(const struct match *m)
{
	return m->spare_count > MATCH_MAX_CONFIGS || m->steps > MATCH_MAX_STEPS;
}
