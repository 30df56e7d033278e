/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/match/state.h"

#include <string.h>

struct config *
config_append(struct match *m)
{
	if (m->spare_count == m->spare_capacity) {
		unsigned old = m->spare_capacity;
		m->spare_capacity = old ? old * 2 : 1;
		m->spares = mem_resize(
		    m->spares, m->spare_capacity, sizeof(*m->spares));
		for (unsigned i = old; i < m->spare_capacity; i++) {
			size_t count = m->p->events.count;
			size_t set_bytes = m->p->words * sizeof(uint64_t);
			m->spares[i].set =
			    mem_zalloc(set_bytes + count * sizeof(uint16_t));
			m->spares[i].at =
			    (uint16_t *)(m->spares[i].set + m->p->words);
		}
	}
	return &m->spares[m->spare_count++];
}

void
config_copy(const struct match *m, struct config *to, const struct config *from)
{
	to->unsure = from->unsure;
	to->unsure_event = from->unsure_event;
	memcpy(to->set, from->set,
	    m->p->words * sizeof(uint64_t) +
		m->p->events.count * sizeof(uint16_t));
}

void
config_take(struct config *c, unsigned event, unsigned record)
{
	bits_add(c->set, event);
	c->at[event] = (uint16_t)record;
}

/* Same events, and same facts wherever later steps refer to them. */
static bool
is_same(const struct match *m, const struct config *a, const struct config *b)
{
	if (memcmp(a->set, b->set, m->p->words * sizeof(uint64_t)) != 0)
		return false;
	for (size_t e = 0; e < m->p->events.count; e++)
		if (m->p->events.items[e].referenced && a->at[e] != b->at[e])
			return false;
	return true;
}

static bool
is_known(const struct match *m, const struct config *c, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		if (is_same(m, &m->spares[i], c))
			return true;
	return false;
}

void
config_advance(struct match *m)
{
	unsigned kept = 0;
	for (unsigned i = 0; i < m->spare_count; i++) {
		if (is_known(m, &m->spares[i], kept))
			continue;
		struct config swapped = m->spares[kept];
		m->spares[kept++] = m->spares[i];
		m->spares[i] = swapped;
	}
	struct config *configs = m->configs;
	unsigned capacity = m->config_capacity;
	m->configs = m->spares;
	m->config_count = kept;
	m->config_capacity = m->spare_capacity;
	m->spares = configs;
	m->spare_count = 0;
	m->spare_capacity = capacity;
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
