/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/explain/edit_search.h"

#include "judge/config.h"
#include "judge/explain/repetition.h"

#include <stdlib.h>
#include <string.h>

void
edit_start(struct edit_search *s, struct match *m, unsigned max_cost)
{
	*s = (struct edit_search){ .m = m,
		.goal = -1,
		.max_cost = max_cost,
		.first_step = m->steps,
		.repeated = match_find_all_repeated(m) };
	memset(s->chains, 0xFF, sizeof(s->chains));
	for (size_t i = 0; i < m->records.count; i++)
		if (m->records.items[i].has_message)
			s->attribute_count +=
			    message_count(m->records.items[i].message);
}

struct edit_node *
edit_add(struct edit_search *s, unsigned from, unsigned read, unsigned cost)
{
	const struct edit_node *parent = s->nodes.items[from];
	s->is_full |= s->nodes.count == EDIT_MAX_NODES;
	if (s->is_full)
		return NULL;
	size_t events = s->m->p->events.count;
	size_t set_bytes = s->m->p->words * sizeof(uint64_t);
	struct edit_node *n = mem_alloc(sizeof(*n));
	*n = *parent;
	n->config.set = mem_alloc(set_bytes + events * sizeof(uint16_t));
	n->config.at = (uint16_t *)(n->config.set + s->m->p->words);
	config_copy(s->m, &n->config, &parent->config);
	n->parent = (int)from;
	n->next += read;
	n->cost += cost;
	n->is_edit = cost > 0;
	n->what = (struct divergence){ .record = -1, .event = -1, .other = -1 };
	vec_push(&s->nodes, n);
	unsigned bucket = n->cost < EDIT_MAX_COST ? n->cost : EDIT_MAX_COST;
	vec_push(&s->open[bucket], (unsigned)s->nodes.count - 1);
	return n;
}

void
edit_add_start(struct edit_search *s, const struct config *c)
{
	size_t events = s->m->p->events.count;
	size_t set_bytes = s->m->p->words * sizeof(uint64_t);
	struct edit_node *n = mem_zalloc(sizeof(*n));
	n->parent = -1;
	n->config.set = mem_zalloc(set_bytes + events * sizeof(uint16_t));
	n->config.at = (uint16_t *)(n->config.set + s->m->p->words);
	if (c)
		config_copy(s->m, &n->config, c);
	else
		memset(n->config.at, 0xFF, events * sizeof(uint16_t));
	vec_push(&s->nodes, n);
	vec_push(&s->open[0], (unsigned)s->nodes.count - 1);
}

void
edit_free(struct edit_search *s)
{
	for (size_t i = 0; i < s->nodes.count; i++) {
		free(s->nodes.items[i]->config.set);
		free(s->nodes.items[i]);
	}
	for (unsigned i = 0; i <= EDIT_MAX_COST; i++)
		vec_free(&s->open[i]);
	vec_free(&s->nodes);
	vec_free(&s->records);
	free(s->repeated);
}

static uint64_t
hash_node(const struct edit_search *s, const struct edit_node *n)
{
	uint64_t hash = n->next + UINT64_C(0x9E3779B97F4A7C15);
	for (unsigned i = 0; i < s->m->p->words; i++)
		hash = (hash ^ n->config.set[i]) * UINT64_C(0xBF58476D1CE4E5B9);
	for (size_t i = 0; i < s->m->p->events.count; i++)
		hash = (hash ^ n->config.at[i]) * UINT64_C(0xBF58476D1CE4E5B9);
	return hash ^ hash >> 32;
}

static bool
is_same(const struct edit_search *s, const struct edit_node *a,
    const struct edit_node *b)
{
	const struct pattern *p = s->m->p;
	return a->next == b->next && a->closed == b->closed &&
	    memcmp(a->config.set, b->config.set, p->words * sizeof(uint64_t)) ==
	    0 &&
	    memcmp(a->config.at, b->config.at,
		p->events.count * sizeof(uint16_t)) == 0;
}

bool
edit_is_known(struct edit_search *s, unsigned node)
{
	struct edit_node *n = s->nodes.items[node];
	int *chain = &s->chains[hash_node(s, n) % EDIT_CHAINS];
	for (int i = *chain; i >= 0; i = s->nodes.items[i]->same_chain)
		if (is_same(s, s->nodes.items[i], n))
			return true;
	n->same_chain = *chain;
	*chain = (int)node;
	return false;
}
