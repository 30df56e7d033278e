/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/exec/pool.h"

#include "core/text/decimal.h"
#include "judge/ledger.h"

#include <stdlib.h>
#include <string.h>

#define INTERACTION_PREFIX "ix-"

/* What was given back, in that order; taken from either end. */
struct returned {
	VEC(unsigned) items;
	size_t first; /* those before it were taken */
};

/* The free part of a pool: what was given back, and what was never lent. */
struct stack {
	struct returned returned, spoiled; /* in the second something is left */
	unsigned fresh; /* first index that was never lent, from 1 */
	unsigned count; /* of the pool */
	char **left;    /* by index: what is left there, or NULL */
};

struct pool {
	const struct target *target;
	struct stack agents, queues, workbins;
	struct ledger *ledger;
};

static size_t
count_returned(const struct returned *r)
{
	return r->items.count - r->first;
}

static unsigned
take_newest(struct returned *r)
{
	return r->items.items[--r->items.count];
}

/* Half of the storage is in use at least, so each costs the same. */
static unsigned
take_oldest(struct returned *r)
{
	unsigned index = r->items.items[r->first++];
	if (2 * r->first >= r->items.count) {
		r->items.count -= r->first;
		memmove(r->items.items, r->items.items + r->first,
		    r->items.count * sizeof(index));
		r->first = 0;
	}
	return index;
}

static void
forget_returned(struct returned *r)
{
	r->items.count = r->first = 0;
}

static const char *
left_in(const struct stack *s, unsigned index)
{
	return s->left ? s->left[index] : NULL;
}

static void
forget_left(struct stack *s)
{
	for (unsigned i = 0; s->left && i <= s->count; i++)
		free(s->left[i]);
	free(s->left);
	s->left = NULL;
}

static void
free_stack(struct stack *s)
{
	vec_free(&s->returned.items);
	vec_free(&s->spoiled.items);
	forget_left(s);
}

static void
fill(struct stack *s, size_t count)
{
	forget_left(s);
	forget_returned(&s->returned);
	forget_returned(&s->spoiled);
	s->fresh = 1;
	s->count = (unsigned)count;
}

static size_t
count_free(const struct stack *s)
{
	return count_returned(&s->returned) + count_returned(&s->spoiled) +
	    s->count + 1 - s->fresh;
}

static unsigned
take(struct stack *s)
{
	return count_returned(&s->returned) ? take_newest(&s->returned)
					    : s->fresh++;
}

static void
put_back(struct stack *s, unsigned index)
{
	if (index && left_in(s, index))
		vec_push(&s->spoiled.items, index);
	else if (index)
		vec_push(&s->returned.items, index);
}

struct pool *
pool_new(const struct target *target)
{
	struct pool *p = mem_zalloc(sizeof(*p));
	p->target = target;
	p->ledger = ledger_new();
	pool_reset(p);
	return p;
}

void
pool_reset(struct pool *p)
{
	fill(&p->agents, p->target->agents.count);
	fill(&p->queues, p->target->queues.count);
	fill(&p->workbins, p->target->workbins.count);
	ledger_clear(p->ledger);
}

void
pool_free(struct pool *p)
{
	if (!p)
		return;
	free_stack(&p->agents);
	free_stack(&p->queues);
	free_stack(&p->workbins);
	ledger_free(p->ledger);
	free(p);
}

static size_t
count_agents(const struct pattern *pattern)
{
	size_t count = 0;
	for (size_t i = 0; i < pattern->parties.count; i++)
		count += pattern->parties.items[i].role == PARTY_AGENT;
	return count;
}

static void
lend_agents(struct pool *p, const struct pattern *pattern, struct loan *loan,
    const char **agent_ids, const char **place_ids, unsigned number)
{
	for (size_t i = 0; i < pattern->parties.count; i++) {
		if (pattern->parties.items[i].role != PARTY_AGENT)
			continue;
		loan->agents[i] = take(&p->agents);
		const struct pool_agent *agent =
		    &p->target->agents.items[loan->agents[i] - 1];
		agent_ids[i] = agent->agent_id;
		place_ids[i] = agent->place_id;
		ledger_lend(p->ledger, agent->agent_id, number);
		ledger_lend(p->ledger, agent->place_id, number);
	}
}

/*
 * One that was never lent, otherwise the one that was given back first; if
 * possible, one in which nothing is left.
 */
static unsigned
take_rested(struct stack *s)
{
	if (s->fresh <= s->count)
		return s->fresh++;
	return take_oldest(
	    count_returned(&s->returned) ? &s->returned : &s->spoiled);
}

/*
 * Of the queues or the workbins; its index.  What a server did not clean up is
 * still in the one that was used last, and the next case to get it would pull
 * that.
 */
static unsigned
lend_name(struct pool *p, struct stack *s, char *const *names,
    const char **ret_name, const char **ret_left, unsigned number)
{
	unsigned index = take_rested(s);
	*ret_name = names[index - 1];
	*ret_left = left_in(s, index);
	ledger_lend(p->ledger, *ret_name, number);
	return index;
}

/* Are there so many as the pattern needs? */
static bool
is_enough(const struct pattern *pattern, size_t agents, size_t queues,
    size_t workbins)
{
	return agents >= count_agents(pattern) &&
	    queues >= (size_t)pattern->uses_queue + pattern->uses_queue2 &&
	    workbins >= pattern->uses_workbin;
}

bool
pool_suffices(const struct pool *p, const struct pattern *pattern)
{
	const struct target *t = p->target;
	return is_enough(
	    pattern, t->agents.count, t->queues.count, t->workbins.count);
}

/* How many times 'part' is in 'whole'; 0 is in it without end. */
static unsigned
times_in(size_t part, size_t whole, unsigned most)
{
	size_t times = part ? whole / part : most;
	return times < most ? (unsigned)times : most;
}

unsigned
pool_capacity(const struct pool *p, const struct pattern *pattern)
{
	const struct target *t = p->target;
	unsigned count = UINT32_MAX;
	count = times_in(count_agents(pattern), t->agents.count, count);
	count = times_in((size_t)pattern->uses_queue + pattern->uses_queue2,
	    t->queues.count, count);
	return times_in(pattern->uses_workbin, t->workbins.count, count);
}

struct loan *
pool_lend(struct pool *p, const struct pattern *pattern, const char *run_id,
    unsigned number)
{
	if (!is_enough(pattern, count_free(&p->agents), count_free(&p->queues),
		count_free(&p->workbins)))
		return NULL;
	/* After the loan, one entry for each party, and a text. */
	size_t count = pattern->parties.count;
	size_t run_id_size = strlen(run_id);
	size_t size = sizeof(struct loan) +
	    count * (2 * sizeof(char *) + sizeof(unsigned)) +
	    sizeof(INTERACTION_PREFIX "-") + run_id_size + DECIMAL_MAX_BYTES;
	struct loan *loan = mem_zalloc(size);
	const char **agent_ids = (const char **)(loan + 1);
	const char **place_ids = agent_ids + count;
	loan->from = p;
	loan->agents = (unsigned *)(place_ids + count);
	loan->agent_count = (unsigned)count;
	loan->interaction = (char *)(loan->agents + count);
	char *end = mempcpy(loan->interaction, INTERACTION_PREFIX,
	    sizeof(INTERACTION_PREFIX) - 1);
	end = mempcpy(end, run_id, run_id_size);
	*end++ = '-';
	*decimal_put(end, number) = '\0';
	loan->lease = (struct lease){ .agent_ids = agent_ids,
		.place_ids = place_ids,
		.interaction = loan->interaction,
		.unique = loan->interaction + sizeof(INTERACTION_PREFIX) - 1,
		.ledger = p->ledger };
	lend_agents(p, pattern, loan, agent_ids, place_ids, number);
	if (pattern->uses_queue)
		loan->queue = lend_name(p, &p->queues, p->target->queues.items,
		    &loan->lease.queue, &loan->lease.left_in_queue, number);
	if (pattern->uses_queue2)
		loan->queue2 = lend_name(p, &p->queues, p->target->queues.items,
		    &loan->lease.queue2, &loan->lease.left_in_queue2, number);
	if (pattern->uses_workbin)
		loan->workbin = lend_name(p, &p->workbins,
		    p->target->workbins.items, &loan->lease.workbin,
		    &loan->lease.left_in_workbin, number);
	return loan;
}

static void
note_left(struct stack *s, unsigned index, const char *what)
{
	if (!index || left_in(s, index))
		return; /* borrowed by the loan */
	if (!s->left)
		s->left = mem_zalloc((s->count + 1) * sizeof(*s->left));
	s->left[index] = mem_strdup(what);
}

void
pool_note_left(const struct loan *loan, char *what)
{
	note_left(&loan->from->queues, loan->queue, what);
	note_left(&loan->from->queues, loan->queue2, what);
	note_left(&loan->from->workbins, loan->workbin, what);
	free(what);
}

const struct ledger *
pool_ledger(const struct pool *p)
{
	return p->ledger;
}

void
pool_return(struct pool *p, struct loan *loan)
{
	if (!loan)
		return;
	for (unsigned i = 0; i < loan->agent_count; i++)
		put_back(&p->agents, loan->agents[i]);
	put_back(&p->queues, loan->queue);
	put_back(&p->queues, loan->queue2);
	put_back(&p->workbins, loan->workbin);
	free(loan);
}

struct case_lease
loan_describe(const struct loan *loan, const struct pattern *pattern,
    struct leased_party *parties)
{
	const struct lease *lease = &loan->lease;
	unsigned count = (unsigned)pattern->parties.count;
	for (unsigned i = 0; i < count; i++)
		parties[i] =
		    (struct leased_party){ .name =
					       pattern->parties.items[i].name,
			    .agent_id = lease->agent_ids[i],
			    .place_id = lease->place_ids[i],
			    .is_shared = pattern->parties.items[i].is_shared };
	return (struct case_lease){ .interaction = lease->interaction,
		.unique = lease->unique,
		.queue = lease->queue,
		.queue2 = lease->queue2,
		.workbin = lease->workbin,
		.left_in_queue = lease->left_in_queue,
		.left_in_queue2 = lease->left_in_queue2,
		.left_in_workbin = lease->left_in_workbin,
		.parties = parties,
		.party_count = count };
}
